// JPEG by libjpeg-turbo, at the smallest of the scales 1/8, 1/4, 1/2 and 1 that keeps the short side asked for: the
// inverse DCT then makes fewer pixels, exactly as a box filter over the full picture would (nearly).
//
// A file that ends too early is common (an interrupted copy) and browsers show what is there. We do when at least half
// of the rows came, or, for a progressive file, a first pass over the whole picture; less is kCorrupt, because an
// embedding of mostly gray would be found for the wrong words.

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <jpeglib.h>
#include <limits>
// jpeglib.h must come first: it does not include what jerror.h needs.
#include <jerror.h>

#include "core/hash.h"
#include "core/limits.h"
#include "image/bytes.h"
#include "image/codecs.h"
#include "image/jump.h"
#include "image/orientation.h"

namespace shoebox::image {
namespace {

/// More passes than any encoder makes; a small file can ask for thousands over a huge picture.
constexpr int kScansMax = 500;

class JpegReader final {
 public:
  explicit JpegReader(Bytes file) : file_(file) {
    info_.err = jpeg_std_error(&errors_);
    info_.client_data = this;
    errors_.error_exit = [](j_common_ptr info) { self(info).on_error(); };
    errors_.emit_message = [](j_common_ptr info, int level) { self(info).on_message(level); };
    errors_.output_message = [](j_common_ptr) {};
    progress_.progress_monitor = [](j_common_ptr info) { self(info).on_progress(); };
  }
  ~JpegReader() { jpeg_destroy_decompress(&info_); }
  JpegReader(const JpegReader&) = delete;
  JpegReader& operator=(const JpegReader&) = delete;

  Result<Raster> read(int short_side_min);

 private:
  static JpegReader& self(j_common_ptr info) { return *static_cast<JpegReader*>(info->client_data); }
  void on_error();
  void on_message(int level);
  void on_progress();
  Result<void> read_header();
  Result<void> check_memory();
  void choose_output(int short_side_min);
  Result<void> read_rows(Raster& raster);
  Raster described(Raster raster) const;
  std::unexpected<Error> error() const;
  bool enough_is_there() const;

  Bytes file_;
  JumpGuard guard_;
  jpeg_decompress_struct info_{};
  jpeg_error_mgr errors_{};
  jpeg_progress_mgr progress_{};
  char message_[JMSG_LENGTH_MAX] = "";
  int error_ = 0;
  bool ended_early_ = false;
  int scans_at_end_ = 0;
  JDIMENSION block_rows_at_end_ = 0;
};

void JpegReader::on_error() {
  error_ = errors_.msg_code;
  errors_.format_message(reinterpret_cast<j_common_ptr>(&info_), message_);
  guard_.jump();
}

/// Warnings are damage that libjpeg can live with. One matters to us: that the file ended, and where we were then.
void JpegReader::on_message(int level) {
  if (level >= 0 || errors_.msg_code != JWRN_JPEG_EOF || ended_early_) return;
  ended_early_ = true;
  scans_at_end_ = info_.input_scan_number;
  block_rows_at_end_ = info_.input_iMCU_row;
}

void JpegReader::on_progress() {
  if (info_.input_scan_number <= kScansMax) return;
  error_ = JERR_WIDTH_OVERFLOW;
  std::snprintf(message_, sizeof message_, "it has more than %d passes", kScansMax);
  guard_.jump();
}

std::unexpected<Error> JpegReader::error() const {
  switch (error_) {
    case JERR_BAD_PRECISION:
      return fail(ErrorCode::kUnsupported, "the JPEG has 12 bits a sample, which we cannot read");
    case JERR_SOF_UNSUPPORTED:
    case JERR_ARITH_NOTIMPL:
    case JERR_CONVERSION_NOTIMPL:
      return fail(ErrorCode::kUnsupported, std::string("a kind of JPEG that we cannot read: ") + message_);
    case JERR_OUT_OF_MEMORY:
    case JERR_IMAGE_TOO_BIG:
    case JERR_WIDTH_OVERFLOW:
      return fail(ErrorCode::kLimitExceeded, std::string("the JPEG is too large to decode: ") + message_);
    case JERR_NO_SOI:
    case JERR_INPUT_EMPTY:
    case JERR_NO_IMAGE:
      return fail(ErrorCode::kCorrupt, "the JPEG file has no picture in it");
    default:
      return fail(ErrorCode::kCorrupt, std::string("the JPEG data are damaged: ") + message_);
  }
}

Result<void> JpegReader::read_header() {
  const bool read = guard_.attempt([this] {
    jpeg_create_decompress(&info_);
    info_.progress = &progress_;
    jpeg_mem_src(&info_, reinterpret_cast<const unsigned char*>(file_.data()), file_.size());
    jpeg_save_markers(&info_, JPEG_APP0 + 1, 0xFFFF);
    jpeg_save_markers(&info_, JPEG_APP0 + 2, 0xFFFF);
    jpeg_read_header(&info_, TRUE);
  });
  if (!read && ended_early_) return fail(ErrorCode::kCorrupt, "the JPEG file ends before its picture begins");
  if (!read) return error();
  return check_dimensions(info_.image_width, info_.image_height);
}

/// Files of several passes keep all coefficients until the last one, beside the pixels.
Result<void> JpegReader::check_memory() {
  if (!jpeg_has_multiple_scans(&info_)) return {};
  if (!guard_.attempt([this] { jpeg_calc_output_dimensions(&info_); })) return error();
  std::int64_t bytes = static_cast<std::int64_t>(info_.output_width) * info_.output_height * info_.out_color_components;
  for (int i = 0; i < info_.num_components; ++i) {
    const auto& component = info_.comp_info[i];
    bytes += static_cast<std::int64_t>(component.width_in_blocks) * component.height_in_blocks * DCTSIZE2 * 2;
  }
  if (bytes <= limits::kWorkerBytesMax) return {};
  return fail(ErrorCode::kLimitExceeded, "the JPEG is progressive and too large to decode in the memory allowed");
}

void JpegReader::choose_output(int short_side_min) {
  const auto short_side = std::min(info_.image_width, info_.image_height);
  info_.scale_denom = 8;
  info_.scale_num = 8;
  if (short_side_min > 0) {
    const auto keeps = [&](unsigned eighths) {
      return static_cast<std::uint64_t>(short_side) * eighths / 8 >= static_cast<std::uint64_t>(short_side_min);
    };
    while (info_.scale_num > 1 && keeps(info_.scale_num / 2)) info_.scale_num /= 2;
  }
  if (info_.jpeg_color_space == JCS_CMYK || info_.jpeg_color_space == JCS_YCCK) {
    info_.out_color_space = JCS_CMYK;
  } else if (info_.jpeg_color_space != JCS_GRAYSCALE) {
    info_.out_color_space = JCS_RGB;
  }
}

bool JpegReader::enough_is_there() const {
  return !ended_early_ || scans_at_end_ > 1 || block_rows_at_end_ * 2 >= info_.total_iMCU_rows;
}

Result<void> JpegReader::read_rows(Raster& raster) {
  const bool read = guard_.attempt([this, &raster] {
    while (info_.output_scanline < info_.output_height) {
      JSAMPROW row = raster.row(static_cast<int>(info_.output_scanline));
      jpeg_read_scanlines(&info_, &row, 1);
    }
  });
  if (!read) return error();
  if (!enough_is_there()) return fail(ErrorCode::kCorrupt, "the JPEG file ends before half of its picture");
  return {};
}

/// Profile and orientation, from the markers that were kept.
Raster JpegReader::described(Raster raster) const {
  JOCTET* icc = nullptr;
  unsigned icc_size = 0;
  if (jpeg_read_icc_profile(const_cast<j_decompress_ptr>(&info_), &icc, &icc_size)) {
    const auto* bytes = reinterpret_cast<const std::byte*>(icc);
    raster.colour.icc.assign(bytes, bytes + icc_size);
    std::free(icc);  // NOLINT(cppcoreguidelines-owning-memory): libjpeg's
  }
  for (auto* marker = info_.marker_list; marker != nullptr; marker = marker->next) {
    const Bytes data(reinterpret_cast<const std::byte*>(marker->data), marker->data_length);
    if (marker->marker != JPEG_APP0 + 1 || !has_text(data, 0, std::string_view("Exif\0", 5))) continue;
    raster.orientation = exif_orientation(data);
    break;
  }
  return raster;
}

Result<Raster> JpegReader::read(int short_side_min) {
  TRY(read_header());
  choose_output(short_side_min);
  TRY(check_memory());
  if (!guard_.attempt([this] { jpeg_start_decompress(&info_); })) return error();
  // Asked before the rows: most of a hopeless progressive file is known by now.
  if (!enough_is_there()) return fail(ErrorCode::kCorrupt, "the JPEG file ends before half of its picture");
  Raster raster =
      make_raster(static_cast<int>(info_.output_width), static_cast<int>(info_.output_height), info_.output_components);
  TRY(read_rows(raster));
  raster.full_width = static_cast<int>(info_.image_width);
  raster.full_height = static_cast<int>(info_.image_height);
  raster.covered_width = raster.full_width * info_.scale_num / 8.0;
  raster.covered_height = raster.full_height * info_.scale_num / 8.0;
  // Adobe's programs, the only ones that write such files, store ink inverted.
  if (raster.channels == 4) {
    for (auto& value : raster.samples) value = static_cast<std::uint8_t>(255 - value);
  }
  return described(std::move(raster));
}

/// The offset of the marker that ends the entropy-coded data starting at `offset`.
std::size_t end_of_scan(Bytes file, std::size_t offset) {
  while (offset + 1 < file.size()) {
    const auto* found = static_cast<const std::byte*>(std::memchr(&file[offset], 0xFF, file.size() - offset - 1));
    if (found == nullptr) return file.size();
    offset = static_cast<std::size_t>(found - file.data());
    const int next = std::to_integer<int>(file[offset + 1]);
    const bool inside = next == 0 || next == 0xFF || (next >= 0xD0 && next <= 0xD7);
    if (!inside) return offset;
    offset += next == 0xFF ? 1 : 2;
  }
  return file.size();
}

}  // namespace

bool sniff_jpeg(Bytes head) {
  return has_text(head, 0, "\xFF\xD8\xFF");
}

Result<Raster> decode_jpeg(Bytes file, int short_side_min) {
  return JpegReader(file).read(short_side_min);
}

/// Everything from SOI to EOI but the APPn and COM segments; what follows EOI (videos of motion photos, further
/// pictures) is not the picture.
std::optional<Hash128> hash_jpeg_picture(Bytes file) {
  Hasher hasher;
  bool has_scan = false;
  for (std::size_t offset = 2; offset + 4 <= file.size();) {
    const int marker = file[offset] == std::byte{0xFF} ? std::to_integer<int>(file[offset + 1]) : -1;
    if (marker == 0xD9) break;
    // Bytes between segments and markers without content are skipped, as the decoder does.
    if (marker <= 1 || marker == 0xFF || (marker >= 0xD0 && marker <= 0xD8)) {
      ++offset;
      continue;
    }
    const std::size_t length = *read_number(file, offset + 2, 2, ByteOrder::kBig);
    std::size_t end = std::min(offset + 2 + length, file.size());
    const bool metadata = (marker >= 0xE0 && marker <= 0xEF) || marker == 0xFE;
    if (marker == 0xDA) {
      has_scan = true;
      end = end_of_scan(file, end);
    }
    if (!metadata) hasher.update(file.subspan(offset, end - offset));
    offset = end;
  }
  if (!has_scan) return std::nullopt;
  return hasher.digest();
}

}  // namespace shoebox::image
