#pragma once
// A picture in memory: 8-bit sRGB, interleaved, rows top to bottom without padding, upright. A value type.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace shoebox::image {

struct Image {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgb;  // height * width * 3

  std::span<const std::uint8_t> row(int y) const {
    return std::span(rgb).subspan(static_cast<std::size_t>(y) * width * 3, static_cast<std::size_t>(width) * 3);
  }
};

/// A part of a picture, in pixels that may be fractions.
struct Box {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
};

/// A decoded file. The picture may be reduced: its short side is then at least the one asked for.
struct Decoded {
  Image image;
  Box covered;  // the part of `image` that is picture: a side that a reduction does not divide ends within a pixel
  int full_width = 0;  // of the whole picture, upright
  int full_height = 0;
  int orientation = 1;  // as the metadata had it (EXIF 1 to 8), applied here
};

}  // namespace shoebox::image
