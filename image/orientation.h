#pragma once
// EXIF orientation: found here, applied here, once a picture (codec.cc). Pure functions.

#include <cstddef>
#include <span>

#include "image/image.h"

namespace shoebox::image {

/// Tag 0x0112 of the first directory of a TIFF structure ("II*\0" or "MM\0*", "Exif\0\0" may stand before it): 1 to 8,
/// and 1 when there is none or it makes no sense.
int exif_orientation(std::span<const std::byte> exif);

/// Whether the orientation exchanges width and height.
constexpr bool swaps_sides(int orientation) {
  return orientation >= 5 && orientation <= 8;
}

/// Where the part [0, width) x [0, height) of a picture of these sides lies when that is upright.
Box upright_box(double width, double height, const Image& stored, int orientation);

/// The picture as it is to be looked at. Orientation 1 costs nothing.
Image upright(Image image, int orientation);

}  // namespace shoebox::image
