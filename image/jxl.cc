// JPEG XL by libjxl, which applies its orientation itself. Pictures that are coded in its own colours (XYB) are asked
// for in sRGB; the others come with their profile.

#include <memory>

#include <jxl/decode.h>

#include "image/bytes.h"
#include "image/codecs.h"

namespace shoebox::image {
namespace {

struct JxlDeleter {
  void operator()(JxlDecoder* decoder) const { JxlDecoderDestroy(decoder); }
};

class JxlReader final {
 public:
  explicit JxlReader(Bytes file) : decoder_(JxlDecoderCreate(nullptr)), file_(file) {}

  Result<Raster> read();

 private:
  Result<void> start();
  Result<void> on_basic_info();
  void on_colours();
  Result<void> on_buffer_wanted();
  Raster finish();

  std::unique_ptr<JxlDecoder, JxlDeleter> decoder_;
  Bytes file_;
  JxlBasicInfo info_{};
  JxlPixelFormat format_{3, JXL_TYPE_UINT8, JXL_NATIVE_ENDIAN, 0};
  Raster raster_;
  std::vector<std::uint8_t> with_alpha_;
};

std::unexpected<Error> damaged() {
  return fail(ErrorCode::kCorrupt, "the JPEG XL data are damaged");
}

Result<void> JxlReader::start() {
  if (!decoder_ ||
      JxlDecoderSubscribeEvents(decoder_.get(), JXL_DEC_BASIC_INFO | JXL_DEC_COLOR_ENCODING | JXL_DEC_FULL_IMAGE) !=
          JXL_DEC_SUCCESS ||
      JxlDecoderSetInput(decoder_.get(), reinterpret_cast<const std::uint8_t*>(file_.data()), file_.size()) !=
          JXL_DEC_SUCCESS) {
    return fail(ErrorCode::kInternal, "the JPEG XL decoder could not be started");
  }
  JxlDecoderCloseInput(decoder_.get());
  return {};
}

Result<void> JxlReader::on_basic_info() {
  if (JxlDecoderGetBasicInfo(decoder_.get(), &info_) != JXL_DEC_SUCCESS) return damaged();
  TRY(check_dimensions(info_.xsize, info_.ysize));
  const std::uint32_t colours = info_.num_color_channels == 1 ? 1 : 3;
  format_.num_channels = colours + (info_.alpha_bits > 0 ? 1 : 0);
  return {};
}

void JxlReader::on_colours() {
  if (info_.uses_original_profile == JXL_FALSE) {
    JxlColorEncoding srgb{};
    srgb.color_space = info_.num_color_channels == 1 ? JXL_COLOR_SPACE_GRAY : JXL_COLOR_SPACE_RGB;
    srgb.white_point = JXL_WHITE_POINT_D65;
    srgb.primaries = JXL_PRIMARIES_SRGB;
    srgb.transfer_function = JXL_TRANSFER_FUNCTION_SRGB;
    srgb.rendering_intent = JXL_RENDERING_INTENT_PERCEPTUAL;
    JxlDecoderSetPreferredColorProfile(decoder_.get(), &srgb);
  }
  std::size_t size = 0;
  const auto target = JXL_COLOR_PROFILE_TARGET_DATA;
  if (JxlDecoderGetICCProfileSize(decoder_.get(), &format_, target, &size) != JXL_DEC_SUCCESS) return;
  std::vector<std::byte> icc(size);
  if (JxlDecoderGetColorAsICCProfile(decoder_.get(), &format_, target, reinterpret_cast<std::uint8_t*>(icc.data()),
                                     size) == JXL_DEC_SUCCESS) {
    raster_.colour.icc = std::move(icc);
  }
}

Result<void> JxlReader::on_buffer_wanted() {
  ColourSpace colour = std::move(raster_.colour);
  const bool alpha = info_.alpha_bits > 0;
  raster_ = make_raster(static_cast<int>(info_.xsize), static_cast<int>(info_.ysize),
                        static_cast<int>(format_.num_channels) - (alpha ? 1 : 0));
  raster_.colour = std::move(colour);
  auto& target = alpha ? with_alpha_ : raster_.samples;
  target.resize(static_cast<std::size_t>(info_.xsize) * info_.ysize * format_.num_channels);
  if (JxlDecoderSetImageOutBuffer(decoder_.get(), &format_, target.data(), target.size()) != JXL_DEC_SUCCESS) {
    return damaged();
  }
  return {};
}

Raster JxlReader::finish() {
  if (!with_alpha_.empty()) {
    lay_over_white(with_alpha_.data(), with_alpha_.size() / format_.num_channels, raster_.channels,
                   raster_.samples.data());
  }
  return std::move(raster_);
}

Result<Raster> JxlReader::read() {
  TRY(start());
  while (true) {
    switch (JxlDecoderProcessInput(decoder_.get())) {
      case JXL_DEC_BASIC_INFO:
        TRY(on_basic_info());
        break;
      case JXL_DEC_COLOR_ENCODING:
        on_colours();
        break;
      case JXL_DEC_NEED_IMAGE_OUT_BUFFER:
        TRY(on_buffer_wanted());
        break;
      case JXL_DEC_FULL_IMAGE:
        return finish();
      case JXL_DEC_NEED_MORE_INPUT:
        return fail(ErrorCode::kCorrupt, "the JPEG XL data end too early");
      default:
        return damaged();
    }
  }
}

}  // namespace

bool sniff_jxl(Bytes head) {
  return has_text(head, 0, "\xFF\x0A") || has_text(head, 0, std::string_view("\0\0\0\x0CJXL \r\n\x87\n", 12));
}

Result<Raster> decode_jxl(Bytes file, int) {
  return JxlReader(file).read();
}

}  // namespace shoebox::image
