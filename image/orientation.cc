#include "image/orientation.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/check.h"
#include "image/bytes.h"

namespace shoebox::image {
namespace {

/// Where the upright picture's first pixel lies in the stored one, and how far one step to the right and one step down
/// lead; all in pixels.
struct Walk {
  std::ptrdiff_t start;
  std::ptrdiff_t right;
  std::ptrdiff_t down;
};

Walk walk_of(int orientation, std::ptrdiff_t width, std::ptrdiff_t height) {
  const std::ptrdiff_t last_column = width - 1;
  const std::ptrdiff_t last_row = (height - 1) * width;
  switch (orientation) {
    case 2:
      return {last_column, -1, width};
    case 3:
      return {last_row + last_column, -1, -width};
    case 4:
      return {last_row, 1, -width};
    case 5:
      return {0, width, 1};
    case 6:
      return {last_row, -width, 1};
    case 7:
      return {last_row + last_column, -width, -1};
    case 8:
      return {last_column, width, -1};
    default:
      return {0, 1, width};
  }
}

/// In squares, so that turning by 90 degrees uses a cache line of the source more than once.
void copy_walk(const Image& from, const Walk& walk, Image& to) {
  constexpr int kSquare = 32;
  for (int top = 0; top < to.height; top += kSquare) {
    for (int left = 0; left < to.width; left += kSquare) {
      const int right = std::min(left + kSquare, to.width);
      for (int y = top; y < std::min(top + kSquare, to.height); ++y) {
        std::uint8_t* out = &to.rgb[(static_cast<std::size_t>(y) * to.width + left) * 3];
        const std::uint8_t* in = from.rgb.data() + (walk.start + left * walk.right + y * walk.down) * 3;
        for (int x = left; x < right; ++x, out += 3, in += walk.right * 3) {
          out[0] = in[0];
          out[1] = in[1];
          out[2] = in[2];
        }
      }
    }
  }
}

}  // namespace

int exif_orientation(std::span<const std::byte> exif) {
  if (has_text(exif, 0, std::string_view("Exif\0\0", 6))) exif = exif.subspan(6);
  const bool little = has_text(exif, 0, "II");
  if (!little && !has_text(exif, 0, "MM")) return 1;
  const ByteOrder order = little ? ByteOrder::kLittle : ByteOrder::kBig;
  const std::uint64_t directory = read_number(exif, 4, 4, order).value_or(exif.size());
  const std::uint64_t entries = read_number(exif, directory, 2, order).value_or(0);
  for (std::uint64_t i = 0; i < entries; ++i) {
    const std::uint64_t entry = directory + 2 + i * 12;
    const auto tag = read_number(exif, entry, 2, order);
    if (!tag) break;
    if (*tag != 0x0112) continue;
    const auto value = read_number(exif, entry + 8, 2, order).value_or(1);
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
  }
  return 1;
}

Box upright_box(double width, double height, const Image& stored, int orientation) {
  const bool from_right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  const bool from_below = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  const double x = from_right ? stored.width - width : 0;
  const double y = from_below ? stored.height - height : 0;
  return swaps_sides(orientation) ? Box{y, x, y + height, x + width} : Box{x, y, x + width, y + height};
}

Image upright(Image image, int orientation) {
  CHECK(orientation >= 1 && orientation <= 8);
  if (orientation == 1) return image;
  const bool swap = swaps_sides(orientation);
  Image turned{swap ? image.height : image.width, swap ? image.width : image.height, {}};
  turned.rgb.resize(image.rgb.size());
  copy_walk(image, walk_of(orientation, image.width, image.height), turned);
  return turned;
}

}  // namespace shoebox::image
