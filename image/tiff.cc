// TIFF by libtiff: the first picture of the file, of any depth, tiled or in strips, read a band of rows at a time
// through libtiff's RGBA interface. Separated (CMYK) pictures of 8 bits are read as they are, so that their profile can
// be used.

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <memory>
#include <tiffio.h>

#include "core/limits.h"
#include "image/bytes.h"
#include "image/codecs.h"

namespace shoebox::image {
namespace {

/// The file as libtiff reads it, and the last thing that libtiff complained about.
struct Source {
  Bytes file;
  std::uint64_t position = 0;
  char message[160] = "";
};

Source& source_of(thandle_t handle) {
  return *static_cast<Source*>(handle);
}

tmsize_t read_some(thandle_t handle, void* target, tmsize_t size) {
  Source& source = source_of(handle);
  if (size < 0 || source.position >= source.file.size()) return 0;
  const auto given = std::min<std::uint64_t>(static_cast<std::uint64_t>(size), source.file.size() - source.position);
  std::memcpy(target, source.file.data() + source.position, given);
  source.position += given;
  return static_cast<tmsize_t>(given);
}

toff_t seek(thandle_t handle, toff_t offset, int whence) {
  Source& source = source_of(handle);
  const std::uint64_t base = whence == SEEK_CUR ? source.position : whence == SEEK_END ? source.file.size() : 0;
  source.position = base + offset;
  return source.position;
}

/// libtiff then reads strips out of the mapped file without a copy.
int map(thandle_t handle, void** base, toff_t* size) {
  const Source& source = source_of(handle);
  *base = const_cast<std::byte*>(source.file.data());
  *size = source.file.size();
  return 1;
}

int keep_message(TIFF*, void* user_data, const char*, const char* format, va_list arguments) {
  Source& source = *static_cast<Source*>(user_data);
  std::vsnprintf(source.message, sizeof source.message, format, arguments);
  return 1;
}

int drop_message(TIFF*, void*, const char*, const char*, va_list) {
  return 1;
}

struct TiffDeleter {
  void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using Tiff = std::unique_ptr<TIFF, TiffDeleter>;

Tiff open(Source& source) {
  TIFFOpenOptions* options = TIFFOpenOptionsAlloc();
  if (options == nullptr) return nullptr;
  TIFFOpenOptionsSetMaxSingleMemAlloc(options, limits::kWorkerBytesMax);
  TIFFOpenOptionsSetErrorHandlerExtR(options, keep_message, &source);
  TIFFOpenOptionsSetWarningHandlerExtR(options, drop_message, &source);
  TIFF* tiff = TIFFClientOpenExt(
      "picture", "r", &source, read_some, [](thandle_t, void*, tmsize_t) -> tmsize_t { return 0; }, seek,
      [](thandle_t) { return 0; }, [](thandle_t handle) -> toff_t { return source_of(handle).file.size(); }, map,
      [](thandle_t, void*, toff_t) {}, options);
  TIFFOpenOptionsFree(options);
  return Tiff(tiff);
}

std::unexpected<Error> damaged(const char* message) {
  return fail(ErrorCode::kCorrupt, std::string("the TIFF data are damaged: ") + message);
}

int field(TIFF* tiff, std::uint32_t tag, int otherwise) {
  std::uint16_t value = 0;
  return TIFFGetFieldDefaulted(tiff, tag, &value) == 1 ? value : otherwise;
}

bool is_plain_cmyk(TIFF* tiff) {
  return field(tiff, TIFFTAG_PHOTOMETRIC, -1) == PHOTOMETRIC_SEPARATED && field(tiff, TIFFTAG_BITSPERSAMPLE, 0) == 8 &&
         field(tiff, TIFFTAG_SAMPLESPERPIXEL, 0) >= 4 && field(tiff, TIFFTAG_PLANARCONFIG, 0) == PLANARCONFIG_CONTIG &&
         field(tiff, TIFFTAG_INKSET, INKSET_CMYK) == INKSET_CMYK && TIFFIsTiled(tiff) == 0;
}

Result<Raster> read_cmyk(TIFF* tiff, const Source& source, int width, int height) {
  const int samples = field(tiff, TIFFTAG_SAMPLESPERPIXEL, 4);
  std::vector<std::uint8_t> row(static_cast<std::size_t>(TIFFScanlineSize64(tiff)));
  if (row.size() < static_cast<std::size_t>(width) * samples) return damaged("its rows are too short");
  Raster raster = make_raster(width, height, 4);
  for (int y = 0; y < height; ++y) {
    if (TIFFReadScanline(tiff, row.data(), static_cast<std::uint32_t>(y), 0) != 1) return damaged(source.message);
    for (int x = 0; x < width; ++x) {
      std::copy_n(&row[static_cast<std::size_t>(x) * samples], 4, raster.row(y) + x * 4L);
    }
  }
  return raster;
}

struct RgbaImage {
  TIFFRGBAImage image{};
  bool begun = false;

  RgbaImage() = default;
  RgbaImage(const RgbaImage&) = delete;
  RgbaImage& operator=(const RgbaImage&) = delete;
  ~RgbaImage() {
    if (begun) TIFFRGBAImageEnd(&image);
  }
};

/// libtiff gives colours already multiplied by their alpha.
void lay_row_over_white(const std::uint32_t* row, int width, std::uint8_t* out) {
  for (int x = 0; x < width; ++x, out += 3) {
    const int white = 255 - static_cast<int>(TIFFGetA(row[x]));
    out[0] = static_cast<std::uint8_t>(std::min(static_cast<int>(TIFFGetR(row[x])) + white, 255));
    out[1] = static_cast<std::uint8_t>(std::min(static_cast<int>(TIFFGetG(row[x])) + white, 255));
    out[2] = static_cast<std::uint8_t>(std::min(static_cast<int>(TIFFGetB(row[x])) + white, 255));
  }
}

int rows_of_band(TIFF* tiff, int height) {
  std::uint32_t rows = 0;
  TIFFGetFieldDefaulted(tiff, TIFFIsTiled(tiff) != 0 ? TIFFTAG_TILELENGTH : TIFFTAG_ROWSPERSTRIP, &rows);
  return static_cast<int>(std::clamp<std::uint32_t>(rows, 1, static_cast<std::uint32_t>(height)));
}

Result<Raster> read_rgb(TIFF* tiff, const Source& source, int width, int height) {
  char message[1024] = "";
  if (TIFFRGBAImageOK(tiff, message) != 1) {
    return fail(ErrorCode::kUnsupported, std::string("a kind of TIFF that we cannot read: ") + message);
  }
  RgbaImage rgba;
  rgba.begun = TIFFRGBAImageBegin(&rgba.image, tiff, 1, message) == 1;
  if (!rgba.begun) return damaged(message);
  // Rows as stored: codec.cc turns the picture, once.
  rgba.image.req_orientation = rgba.image.orientation;
  const int band = rows_of_band(tiff, height);
  if (static_cast<std::int64_t>(width) * band * 4 > limits::kWorkerBytesMax) {
    return fail(ErrorCode::kLimitExceeded, "the TIFF has strips too large to decode in the memory allowed");
  }
  std::vector<std::uint32_t> pixels(static_cast<std::size_t>(width) * band);
  Raster raster = make_raster(width, height, 3);
  for (int top = 0; top < height; top += band) {
    const int rows = std::min(band, height - top);
    rgba.image.row_offset = top;
    rgba.image.col_offset = 0;
    if (TIFFRGBAImageGet(&rgba.image, pixels.data(), static_cast<std::uint32_t>(width),
                         static_cast<std::uint32_t>(rows)) != 1) {
      return damaged(source.message);
    }
    for (int y = 0; y < rows; ++y) {
      lay_row_over_white(&pixels[static_cast<std::size_t>(y) * width], width, raster.row(top + y));
    }
  }
  return raster;
}

/// The RGBA interface has already made RGB of gray and CMYK, for which the profile is then of the wrong kind and not
/// used.
void describe(TIFF* tiff, Raster& raster) {
  std::uint32_t size = 0;
  void* profile = nullptr;
  if (TIFFGetField(tiff, TIFFTAG_ICCPROFILE, &size, &profile) == 1) {
    const auto* bytes = static_cast<const std::byte*>(profile);
    raster.colour.icc.assign(bytes, bytes + size);
  }
  const int orientation = field(tiff, TIFFTAG_ORIENTATION, 1);
  raster.orientation = orientation >= 1 && orientation <= 8 ? orientation : 1;
}

}  // namespace

bool sniff_tiff(Bytes head) {
  return has_text(head, 0, std::string_view("II*\0", 4)) || has_text(head, 0, std::string_view("MM\0*", 4)) ||
         has_text(head, 0, std::string_view("II+\0\x08\0\0\0", 8)) ||
         has_text(head, 0, std::string_view("MM\0+\0\x08\0\0", 8));
}

Result<Raster> decode_tiff(Bytes file, int) {
  Source source{.file = file};
  const Tiff tiff = open(source);
  if (!tiff) return damaged(source.message);
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  TIFFGetField(tiff.get(), TIFFTAG_IMAGEWIDTH, &width);
  TIFFGetField(tiff.get(), TIFFTAG_IMAGELENGTH, &height);
  TRY(check_dimensions(width, height));
  const auto read = is_plain_cmyk(tiff.get()) ? read_cmyk : read_rgb;
  Raster raster = TRY(read(tiff.get(), source, static_cast<int>(width), static_cast<int>(height)));
  describe(tiff.get(), raster);
  return raster;
}

}  // namespace shoebox::image
