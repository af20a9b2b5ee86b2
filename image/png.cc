// PNG by libpng: all depths to 8 bits, alpha over white, a row at a time where the file is not interlaced. Of an
// animation the default picture, which is its first frame. A file that ends too early is kCorrupt.

#include <cstdio>
#include <png.h>

#include "core/limits.h"
#include "image/bytes.h"
#include "image/codecs.h"
#include "image/jump.h"
#include "image/orientation.h"

namespace shoebox::image {
namespace {

class PngReader final {
 public:
  explicit PngReader(Bytes file) : rest_(file) {}
  ~PngReader() { png_destroy_read_struct(&png_, &info_, nullptr); }
  PngReader(const PngReader&) = delete;
  PngReader& operator=(const PngReader&) = delete;

  Result<Raster> read();

 private:
  static PngReader& self(void* pointer) { return *static_cast<PngReader*>(pointer); }
  void on_error(const char* message);
  void give(unsigned char* target, std::size_t size);
  std::unexpected<Error> error() const;
  Result<void> read_header();
  void ask_for_8_bits();
  Result<void> read_rows(Raster& raster, int channels);
  Result<void> read_interlaced(Raster& raster, int channels);
  ColourSpace colour_space();
  int orientation();

  Bytes rest_;
  JumpGuard guard_;
  png_structp png_ = nullptr;
  png_infop info_ = nullptr;
  bool ended_early_ = false;
  char message_[160] = "";
};

void PngReader::on_error(const char* message) {
  std::snprintf(message_, sizeof message_, "%s", message);
  guard_.jump();
}

void PngReader::give(unsigned char* target, std::size_t size) {
  if (size > rest_.size()) {
    ended_early_ = true;
    png_error(png_, "the file ends too early");
  }
  std::memcpy(target, rest_.data(), size);
  rest_ = rest_.subspan(size);
}

std::unexpected<Error> PngReader::error() const {
  if (ended_early_) return fail(ErrorCode::kCorrupt, "the PNG data end too early");
  return fail(ErrorCode::kCorrupt, std::string("the PNG data are damaged: ") + message_);
}

Result<void> PngReader::read_header() {
  const bool read = guard_.attempt([this] {
    png_ = png_create_read_struct(
        PNG_LIBPNG_VER_STRING, this,
        [](png_structp png, png_const_charp message) { self(png_get_error_ptr(png)).on_error(message); },
        [](png_structp, png_const_charp) {});
    if (png_ == nullptr) on_error("no memory for the decoder");
    info_ = png_create_info_struct(png_);
    png_set_read_fn(png_, this, [](png_structp png, png_bytep target, std::size_t size) {
      self(png_get_io_ptr(png)).give(target, size);
    });
    // Sides over the limit are told apart from damage below.
    png_set_user_limits(png_, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_chunk_malloc_max(png_, limits::kMetadataBytesMax);
    png_set_keep_unknown_chunks(png_, PNG_HANDLE_CHUNK_ALWAYS, reinterpret_cast<png_const_bytep>("cICP"), 1);
    png_set_benign_errors(png_, 1);
    png_read_info(png_, info_);
  });
  if (!read) return error();
  return check_dimensions(png_get_image_width(png_, info_), png_get_image_height(png_, info_));
}

void PngReader::ask_for_8_bits() {
  png_set_scale_16(png_);
  png_set_expand(png_);  // palettes, less than 8 bits, tRNS
  png_set_interlace_handling(png_);
  png_read_update_info(png_, info_);
}

/// `channels` counts alpha, the raster has none.
Result<void> PngReader::read_rows(Raster& raster, int channels) {
  const bool alpha = channels != raster.channels;
  std::vector<std::uint8_t> buffer(alpha ? static_cast<std::size_t>(raster.width) * channels : 0);
  const bool read = guard_.attempt([&] {
    for (int y = 0; y < raster.height; ++y) {
      png_read_row(png_, alpha ? buffer.data() : raster.row(y), nullptr);
      if (alpha) lay_over_white(buffer.data(), raster.width, raster.channels, raster.row(y));
    }
  });
  if (!read) return error();
  return {};
}

Result<void> PngReader::read_interlaced(Raster& raster, int channels) {
  const std::size_t row_bytes = static_cast<std::size_t>(raster.width) * channels;
  std::vector<std::uint8_t> pixels(row_bytes * raster.height);
  std::vector<png_bytep> rows(raster.height);
  for (int y = 0; y < raster.height; ++y) rows[y] = &pixels[y * row_bytes];
  if (!guard_.attempt([&] { png_read_image(png_, rows.data()); })) return error();
  if (channels == raster.channels) {
    raster.samples = std::move(pixels);
  } else {
    lay_over_white(pixels.data(), pixels.size() / channels, raster.channels, raster.samples.data());
  }
  return {};
}

ColourSpace PngReader::colour_space() {
  ColourSpace colour;
  png_unknown_chunkp unknown = nullptr;
  const int unknown_count = png_get_unknown_chunks(png_, info_, &unknown);
  for (int i = 0; i < unknown_count; ++i) {
    if (std::memcmp(unknown[i].name, "cICP", 4) == 0 && unknown[i].size >= 2) {
      colour.code_points = CodePoints{unknown[i].data[0], unknown[i].data[1]};
      return colour;
    }
  }
  png_charp name = nullptr;
  int compression = 0;
  png_bytep profile = nullptr;
  png_uint_32 size = 0;
  if (png_get_iCCP(png_, info_, &name, &compression, &profile, &size) != 0) {
    const auto* bytes = reinterpret_cast<const std::byte*>(profile);
    colour.icc.assign(bytes, bytes + size);
    return colour;
  }
  GammaAndPrimaries gamma;
  auto& xy = gamma.white_and_primaries;
  if (png_get_valid(png_, info_, PNG_INFO_sRGB) == 0 && png_get_gAMA(png_, info_, &gamma.file_gamma) != 0) {
    png_get_cHRM(png_, info_, &xy[0], &xy[1], &xy[2], &xy[3], &xy[4], &xy[5], &xy[6], &xy[7]);
    colour.gamma = gamma;
  }
  return colour;
}

/// eXIf may follow the picture; damage there no longer matters.
int PngReader::orientation() {
  guard_.attempt([this] { png_read_end(png_, info_); });
  png_uint_32 size = 0;
  png_bytep exif = nullptr;
  if (png_get_eXIf_1(png_, info_, &size, &exif) == 0) return 1;
  return exif_orientation(Bytes(reinterpret_cast<const std::byte*>(exif), size));
}

Result<Raster> PngReader::read() {
  TRY(read_header());
  ColourSpace colour = colour_space();
  if (!guard_.attempt([this] { ask_for_8_bits(); })) return error();
  const int channels = png_get_channels(png_, info_);
  Raster raster = make_raster(static_cast<int>(png_get_image_width(png_, info_)),
                              static_cast<int>(png_get_image_height(png_, info_)), channels < 3 ? 1 : 3);
  const bool interlaced = png_get_interlace_type(png_, info_) != PNG_INTERLACE_NONE;
  TRY(interlaced ? read_interlaced(raster, channels) : read_rows(raster, channels));
  raster.colour = std::move(colour);
  raster.orientation = orientation();
  return raster;
}

}  // namespace

bool sniff_png(Bytes head) {
  return has_text(head, 0, "\x89PNG\r\n\x1A\n");
}

Result<Raster> decode_png(Bytes file, int) {
  return PngReader(file).read();
}

}  // namespace shoebox::image
