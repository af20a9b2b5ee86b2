// Windows and OS/2 bitmaps, read by ourselves: no library in the set reads them, and the format is small
// (learn.microsoft.com, "Bitmap Storage"). 1, 2, 4, 8, 16, 24 and 32 bits a pixel, bit fields, RLE4 and RLE8, bottom-up
// and top-down. Alpha is used only where the header names a mask for it and some pixel has any.

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>

#include "image/bytes.h"
#include "image/codecs.h"

namespace shoebox::image {
namespace {

constexpr std::uint64_t kFileHeaderBytes = 14;

enum Compression : std::uint32_t { kPlain = 0, kRle8 = 1, kRle4 = 2, kBitFields = 3, kAlphaBitFields = 6 };

using Rgb = std::array<std::uint8_t, 3>;

/// A colour's place in a pixel of 16 or 32 bits.
struct Mask {
  std::uint32_t bits = 0;

  int value(std::uint32_t pixel) const {
    if (bits == 0) return 0;
    const std::uint64_t part = (pixel & bits) >> std::countr_zero(bits);
    return static_cast<int>(part * 255 / (bits >> std::countr_zero(bits)));
  }
};

struct Header {
  int width = 0;
  int height = 0;
  bool top_down = false;
  int bits = 0;
  std::uint32_t compression = kPlain;
  std::uint64_t palette_offset = 0;
  int palette_entry_bytes = 4;
  int palette_count = 0;
  std::uint64_t pixel_offset = 0;
  Mask red, green, blue, alpha;
};

std::unexpected<Error> ends_early() {
  return fail(ErrorCode::kCorrupt, "the BMP data end too early");
}

std::uint32_t number(Bytes file, std::uint64_t offset, int size) {
  return static_cast<std::uint32_t>(read_number(file, offset, size, ByteOrder::kLittle).value_or(0));
}

bool is_header_size(std::uint32_t size) {
  constexpr std::array<std::uint32_t, 8> kSizes = {12, 16, 40, 52, 56, 64, 108, 124};
  return std::ranges::find(kSizes, size) != kSizes.end();
}

void read_masks(Bytes file, std::uint32_t header_size, Header& header) {
  if (header.compression == kBitFields || header.compression == kAlphaBitFields) {
    const std::uint64_t at = kFileHeaderBytes + 40;
    header.red.bits = number(file, at, 4);
    header.green.bits = number(file, at + 4, 4);
    header.blue.bits = number(file, at + 8, 4);
    if (header_size >= 56 || header.compression == kAlphaBitFields) header.alpha.bits = number(file, at + 12, 4);
    if (header_size == 40) header.palette_offset += header.compression == kAlphaBitFields ? 16 : 12;
  } else if (header.bits == 16) {
    header.red.bits = 0x7C00;
    header.green.bits = 0x03E0;
    header.blue.bits = 0x001F;
  } else {
    header.red.bits = 0xFF0000;
    header.green.bits = 0x00FF00;
    header.blue.bits = 0x0000FF;
  }
}

Result<void> check_kind(const Header& header) {
  const int bits = header.bits;
  const std::uint32_t kind = header.compression;
  const bool known_depth = bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16 || bits == 24 || bits == 32;
  const bool fits = kind == kPlain || (kind == kRle8 && bits == 8) || (kind == kRle4 && bits == 4) ||
                    ((kind == kBitFields || kind == kAlphaBitFields) && (bits == 16 || bits == 32));
  if (!known_depth || !fits) return fail(ErrorCode::kUnsupported, "a kind of BMP that we cannot read");
  return check_dimensions(header.width, header.height);
}

Result<Header> read_header(Bytes file) {
  const std::uint32_t size = number(file, kFileHeaderBytes, 4);
  if (file.size() < kFileHeaderBytes + size) return ends_early();
  Header header;
  header.pixel_offset = number(file, 10, 4);
  header.palette_offset = kFileHeaderBytes + size;
  std::uint32_t colours = 0;
  if (size == 12) {
    header.width = static_cast<int>(number(file, 18, 2));
    header.height = static_cast<std::int16_t>(number(file, 20, 2));
    header.bits = static_cast<int>(number(file, 24, 2));
    header.palette_entry_bytes = 3;
  } else {
    header.width = static_cast<int>(number(file, 18, 4));
    header.height = static_cast<int>(number(file, 22, 4));
    header.bits = static_cast<int>(number(file, 28, 2));
    if (size >= 40) header.compression = number(file, 30, 4);
    if (size >= 40) colours = number(file, 46, 4);
  }
  header.top_down = header.height < 0;
  // The most negative height has no positive counterpart; it is refused as having none.
  header.height = header.height == INT32_MIN ? 0 : std::abs(header.height);
  TRY(check_kind(header));
  read_masks(file, size, header);
  if (header.bits <= 8)
    header.palette_count = colours == 0 || colours > 256 ? 1 << header.bits : static_cast<int>(colours);
  return header;
}

/// 256 entries, so that no index of a pixel can be out of range; those not in the file are black.
std::array<Rgb, 256> read_palette(Bytes file, const Header& header) {
  std::array<Rgb, 256> palette{};
  for (int i = 0; i < header.palette_count; ++i) {
    const std::uint64_t at = header.palette_offset + static_cast<std::uint64_t>(i) * header.palette_entry_bytes;
    if (at + 3 > file.size()) break;
    for (int c = 0; c < 3; ++c) palette[i][c] = std::to_integer<std::uint8_t>(file[at + 2 - c]);
  }
  return palette;
}

int stored_row(const Header& header, int row) {
  return header.top_down ? row : header.height - 1 - row;
}

void put(std::uint8_t* row, int x, const Rgb& colour) {
  std::ranges::copy(colour, row + x * 3L);
}

void draw_indexed_row(Bytes row, const Header& header, const std::array<Rgb, 256>& palette, std::uint8_t* out) {
  const int per_byte = 8 / header.bits;
  const int mask = (1 << header.bits) - 1;
  for (int x = 0; x < header.width; ++x) {
    const int byte = std::to_integer<int>(row[x / per_byte]);
    put(out, x, palette[byte >> (8 - header.bits * (x % per_byte + 1)) & mask]);
  }
}

void draw_masked_row(Bytes row, const Header& header, bool use_alpha, std::uint8_t* out) {
  const int bytes = header.bits / 8;
  for (int x = 0; x < header.width; ++x) {
    const std::uint32_t pixel = number(row, static_cast<std::uint64_t>(x) * bytes, bytes);
    const int alpha = use_alpha ? header.alpha.value(pixel) : 255;
    const std::uint8_t rgba[] = {static_cast<std::uint8_t>(header.red.value(pixel)),
                                 static_cast<std::uint8_t>(header.green.value(pixel)),
                                 static_cast<std::uint8_t>(header.blue.value(pixel)), static_cast<std::uint8_t>(alpha)};
    lay_over_white(rgba, 1, 3, out + x * 3L);
  }
}

void draw_24_bit_row(Bytes row, int width, std::uint8_t* out) {
  for (int x = 0; x < width; ++x) {
    for (int c = 0; c < 3; ++c) out[3 * x + c] = std::to_integer<std::uint8_t>(row[3 * x + 2 - c]);
  }
}

bool has_any_alpha(Bytes pixels, const Header& header) {
  if (header.alpha.bits == 0) return false;
  const int bytes = header.bits / 8;
  for (std::uint64_t at = 0; at + bytes <= pixels.size(); at += bytes) {
    if ((number(pixels, at, bytes) & header.alpha.bits) != 0) return true;
  }
  return false;
}

Result<Raster> read_plain(Bytes pixels, const Header& header, const std::array<Rgb, 256>& palette) {
  const std::uint64_t row_bytes = (static_cast<std::uint64_t>(header.width) * header.bits + 7) / 8;
  const std::uint64_t stride = (row_bytes + 3) / 4 * 4;
  // The padding of the last row is often missing.
  if (pixels.size() < stride * (header.height - 1) + row_bytes) return ends_early();
  Raster raster = make_raster(header.width, header.height, 3);
  const bool use_alpha = has_any_alpha(pixels, header);
  for (int i = 0; i < header.height; ++i) {
    const Bytes row = pixels.subspan(stride * i, row_bytes);
    std::uint8_t* out = raster.row(stored_row(header, i));
    if (header.bits <= 8) {
      draw_indexed_row(row, header, palette, out);
    } else if (header.bits == 24) {
      draw_24_bit_row(row, header.width, out);
    } else {
      draw_masked_row(row, header, use_alpha, out);
    }
  }
  return raster;
}

/// Draws run-length coded pixels. What the runs leave out keeps the first colour.
class RunReader final {
 public:
  RunReader(Bytes data, const Header& header, const std::array<Rgb, 256>& palette)
      : data_(data), header_(header), palette_(palette) {}

  Result<Raster> read() {
    raster_ = make_raster(header_.width, header_.height, 3);
    for (int y = 0; y < header_.height; ++y) {
      for (int x = 0; x < header_.width; ++x) put(raster_.row(y), x, palette_[0]);
    }
    while (!done_ && y_ < header_.height) {
      const int count = take();
      const int value = take();
      if (value < 0) return ends_early();
      if (count > 0) {
        draw_run(count, value);
      } else {
        escape(value);
      }
    }
    return std::move(raster_);
  }

 private:
  /// -1 at the end.
  int take() { return at_ < data_.size() ? std::to_integer<int>(data_[at_++]) : -1; }

  void draw(int index) {
    if (x_ < header_.width && y_ < header_.height) put(raster_.row(stored_row(header_, y_)), x_, palette_[index]);
    ++x_;
  }

  void draw_run(int count, int value) {
    for (int i = 0; i < count; ++i) draw(index_of(value, i));
  }

  /// The i-th pixel of a byte: RLE4 holds two, the high half first.
  int index_of(int byte, int i) const { return header_.bits == 8 ? byte : i % 2 == 0 ? byte >> 4 : byte & 0xF; }

  void escape(int code) {
    if (code == 0) {
      x_ = 0;
      ++y_;
    } else if (code == 1) {
      done_ = true;
    } else if (code == 2) {
      x_ = std::min(x_ + std::max(take(), 0), header_.width);
      y_ += std::max(take(), 0);
    } else {
      draw_literals(code);
    }
  }

  /// `count` pixels as they are, padded to an even number of bytes.
  void draw_literals(int count) {
    const int per_byte = header_.bits == 8 ? 1 : 2;
    const int bytes = (count + per_byte - 1) / per_byte;
    for (int i = 0; i < bytes; ++i) {
      const int byte = std::max(take(), 0);
      for (int k = 0; k < per_byte && i * per_byte + k < count; ++k) draw(index_of(byte, k));
    }
    if (bytes % 2 == 1) take();
  }

  Bytes data_;
  const Header& header_;
  const std::array<Rgb, 256>& palette_;
  Raster raster_;
  std::size_t at_ = 0;
  int x_ = 0;
  int y_ = 0;
  bool done_ = false;
};

}  // namespace

bool sniff_bmp(Bytes head) {
  return has_text(head, 0, "BM") && head.size() >= 18 && is_header_size(number(head, kFileHeaderBytes, 4));
}

Result<Raster> decode_bmp(Bytes file, int) {
  const Header header = TRY(read_header(file));
  if (header.pixel_offset >= file.size()) return ends_early();
  const Bytes pixels = file.subspan(header.pixel_offset);
  const auto palette = read_palette(file, header);
  if (header.compression == kRle8 || header.compression == kRle4) return RunReader(pixels, header, palette).read();
  return read_plain(pixels, header, palette);
}

}  // namespace shoebox::image
