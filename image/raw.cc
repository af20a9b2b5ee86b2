// RAW by LibRaw. Cameras embed a JPEG of their own making, the picture that the photographer saw: it is taken when it
// is large enough, else the sensor's data are developed at half size with the camera's white balance.

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <set>

#include <libraw/libraw.h>

#include "core/hash.h"
#include "image/bmff.h"
#include "image/bytes.h"
#include "image/codecs.h"

namespace shoebox::image {
namespace {

/// What a TIFF file has that only RAW files have: DNGVersion, a colour filter array or linear sensor data, or a camera
/// maker's own compression. All directories are looked at, the first ones and those below them.
class TiffInspector final {
 public:
  explicit TiffInspector(Bytes file)
      : file_(file), order_(has_text(file, 0, "II") ? ByteOrder::kLittle : ByteOrder::kBig) {}

  bool is_raw() {
    std::uint64_t next = read_number(file_, 4, 4, order_).value_or(0);
    while (next != 0 && !found_ && seen_.size() < kDirectoriesMax) next = inspect(next);
    return found_;
  }

 private:
  static constexpr std::size_t kDirectoriesMax = 24;
  static constexpr std::uint64_t kEntriesMax = 512;

  /// The offset of the directory after this one; 0 at the end and for damaged ones.
  std::uint64_t inspect(std::uint64_t directory) {
    if (seen_.size() >= kDirectoriesMax || !seen_.insert(directory).second) return 0;
    const std::uint64_t count = read_number(file_, directory, 2, order_).value_or(0);
    if (count > kEntriesMax) return 0;
    for (std::uint64_t i = 0; i < count && !found_; ++i) inspect_entry(directory + 2 + i * 12);
    return read_number(file_, directory + 2 + count * 12, 4, order_).value_or(0);
  }

  void inspect_entry(std::uint64_t entry) {
    const std::uint64_t tag = read_number(file_, entry, 2, order_).value_or(0);
    const std::uint64_t value = read_number(file_, entry + 8, 2, order_).value_or(0);
    constexpr std::array<std::uint64_t, 5> kMakersCompressions = {32767, 32769, 32770, 34713, 65535};
    if (tag == 50706) found_ = true;                                      // DNGVersion
    if (tag == 262 && (value == 32803 || value == 34892)) found_ = true;  // PhotometricInterpretation
    if (tag == 259 && std::ranges::find(kMakersCompressions, value) != kMakersCompressions.end()) found_ = true;
    if (tag == 330) inspect_below(entry);
  }

  /// SubIFDs: one offset in place, or a list of them elsewhere.
  void inspect_below(std::uint64_t entry) {
    const std::uint64_t count = read_number(file_, entry + 4, 4, order_).value_or(0);
    const std::uint64_t place = read_number(file_, entry + 8, 4, order_).value_or(0);
    if (count == 1) {
      inspect(place);
      return;
    }
    for (std::uint64_t i = 0; i < std::min<std::uint64_t>(count, kDirectoriesMax) && !found_; ++i) {
      inspect(read_number(file_, place + i * 4, 4, order_).value_or(0));
    }
  }

  Bytes file_;
  ByteOrder order_;
  std::set<std::uint64_t> seen_;
  bool found_ = false;
};

std::unexpected<Error> error_of(int code) {
  const std::string message = LibRaw::strerror(code);
  if (code == LIBRAW_FILE_UNSUPPORTED || code == LIBRAW_NOT_IMPLEMENTED) {
    return fail(ErrorCode::kUnsupported, "a kind of RAW that we cannot read: " + message);
  }
  if (code == LIBRAW_UNSUFFICIENT_MEMORY || code == LIBRAW_TOO_BIG) {
    return fail(ErrorCode::kLimitExceeded, "the RAW picture is too large to decode: " + message);
  }
  // The order of our calls is right; LibRaw says so when it met no picture to go on with.
  if (code == LIBRAW_OUT_OF_ORDER_CALL) return fail(ErrorCode::kCorrupt, "the RAW file has no picture in it");
  return fail(ErrorCode::kCorrupt, "the RAW data are damaged: " + message);
}

std::unique_ptr<LibRaw> make_reader() {
  auto raw = std::make_unique<LibRaw>(LIBRAW_OPIONS_NO_MEMERR_CALLBACK | LIBRAW_OPIONS_NO_DATAERR_CALLBACK);
  auto& parameters = raw->imgdata.params;
  parameters.half_size = 1;
  parameters.use_camera_wb = 1;
  parameters.output_bps = 8;
  parameters.output_color = 1;  // sRGB
  parameters.user_flip = 0;     // codec.cc turns the picture, once
  return raw;
}

Result<void> open(LibRaw& raw, Bytes file) {
  const int code = raw.open_buffer(const_cast<std::byte*>(file.data()), file.size());
  if (code != LIBRAW_SUCCESS) return error_of(code);
  const auto& sizes = raw.imgdata.sizes;
  TRY(check_dimensions(std::max(sizes.raw_width, sizes.width), std::max(sizes.raw_height, sizes.height)));
  return check_dimensions(sizes.width, sizes.height);
}

/// dcraw's flip has a bit each for mirrored, upside down and sides exchanged.
int orientation_of_flip(int flip) {
  constexpr std::array<int, 8> kOrientations = {1, 2, 4, 3, 5, 8, 6, 7};
  return flip >= 0 && flip < 8 ? kOrientations[flip] : 1;
}

/// Empty when there is none that we can read.
Bytes unpack_jpeg_preview(LibRaw& raw) {
  if (raw.unpack_thumb() != LIBRAW_SUCCESS) return {};
  const auto& preview = raw.imgdata.thumbnail;
  if (preview.tformat != LIBRAW_THUMBNAIL_JPEG || preview.thumb == nullptr) return {};
  return {reinterpret_cast<const std::byte*>(preview.thumb), preview.tlength};
}

bool is_large_enough(const Raster& preview, const Raster& whole, int short_side_min) {
  const int short_side = std::min(preview.full_width, preview.full_height);
  return (short_side_min > 0 && short_side >= short_side_min) ||
         short_side >= std::min(whole.full_width, whole.full_height) / 3;
}

/// A preview of other proportions is a crop; the size told must have its proportions, else a render would be distorted.
void set_full_size(Raster& preview, const Raster& whole) {
  const double ratio =
      static_cast<double>(preview.full_width) * whole.full_height / preview.full_height / whole.full_width;
  if (ratio < 0.98 || ratio > 1.02) return;
  preview.full_width = whole.full_width;
  preview.full_height = whole.full_height;
}

std::optional<Raster> read_preview(LibRaw& raw, const Raster& whole, int short_side_min) {
  const Bytes jpeg = unpack_jpeg_preview(raw);
  if (!sniff_jpeg(jpeg)) return std::nullopt;
  auto preview = decode_jpeg(jpeg, short_side_min);
  if (!preview || !is_large_enough(*preview, whole, short_side_min)) return std::nullopt;
  // A few programs store the preview upright although they tell an orientation.
  const bool turned =
      whole.orientation >= 5 && (preview->full_width > preview->full_height) != (whole.full_width > whole.full_height);
  preview->orientation = turned ? 1 : whole.orientation;
  if (!turned) set_full_size(*preview, whole);
  return std::move(*preview);
}

struct ProcessedDeleter {
  void operator()(libraw_processed_image_t* image) const { LibRaw::dcraw_clear_mem(image); }
};

Result<Raster> develop(LibRaw& raw, const Raster& whole) {
  int code = raw.unpack();
  if (code == LIBRAW_SUCCESS) code = raw.dcraw_process();
  if (code != LIBRAW_SUCCESS) return error_of(code);
  const std::unique_ptr<libraw_processed_image_t, ProcessedDeleter> image(raw.dcraw_make_mem_image(&code));
  if (!image) return error_of(code);
  const bool usable =
      image->type == LIBRAW_IMAGE_BITMAP && image->bits == 8 && (image->colors == 1 || image->colors == 3);
  if (!usable) return fail(ErrorCode::kUnsupported, "the RAW picture has colours that we cannot read");
  TRY(check_dimensions(image->width, image->height));
  Raster raster = make_raster(image->width, image->height, image->colors);
  if (image->data_size < raster.samples.size()) return fail(ErrorCode::kCorrupt, "the RAW picture is incomplete");
  std::copy_n(image->data, raster.samples.size(), raster.samples.data());
  raster.full_width = whole.full_width;
  raster.full_height = whole.full_height;
  raster.orientation = whole.orientation;
  return raster;
}

}  // namespace

bool sniff_raw(Bytes head) {
  using std::string_view_literals::operator""sv;
  constexpr std::array kMagics = {"FUJIFILMCCD-RAW"sv, "IIRO"sv, "IIRS"sv, "MMOR"sv, "IIU\0"sv, "FOVb"sv, "\0MRM"sv};
  if (std::ranges::any_of(kMagics, [&](auto magic) { return has_text(head, 0, magic); })) return true;
  if (has_text(head, 6, "HEAPCCDR")) return true;  // Canon CRW
  if (has_text(head, 4, "ftypcrx ")) return true;  // Canon CR3
  if (!has_text(head, 0, "II*\0"sv) && !has_text(head, 0, "MM\0*"sv)) return false;
  return has_text(head, 8, "CR\x02"sv) || TiffInspector(head).is_raw();
}

Result<Raster> decode_raw(Bytes file, int short_side_min) {
  const auto raw = make_reader();
  TRY(open(*raw, file));
  Raster whole;
  whole.full_width = raw->imgdata.sizes.width;
  whole.full_height = raw->imgdata.sizes.height;
  whole.orientation = orientation_of_flip(raw->imgdata.sizes.flip);
  if (auto preview = read_preview(*raw, whole, short_side_min)) return std::move(*preview);
  return develop(*raw, whole);
}

/// The camera's preview names the picture, whatever size of it is wanted; without one the sensor's data do.
std::optional<Hash128> hash_raw_picture(Bytes file) {
  const auto raw = make_reader();
  if (!open(*raw, file)) return std::nullopt;
  const Bytes jpeg = unpack_jpeg_preview(*raw);
  if (sniff_jpeg(jpeg)) return hash_jpeg_picture(jpeg);
  if (raw->unpack() != LIBRAW_SUCCESS || raw->imgdata.rawdata.raw_image == nullptr) return std::nullopt;
  const auto& sizes = raw->imgdata.sizes;
  const std::size_t bytes = static_cast<std::size_t>(sizes.raw_pitch) * sizes.raw_height;
  return hash_bytes(std::as_bytes(std::span(reinterpret_cast<const char*>(raw->imgdata.rawdata.raw_image), bytes)));
}

}  // namespace shoebox::image
