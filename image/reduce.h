#pragma once
// A picture made smaller by whole numbers while it is still in the planes its codec gave: where a few hundred pixels of
// side are wanted of twelve million, interleaving, colour management and resizing of all of them cost as much as
// decoding. A pure function.

#include <array>
#include <cstddef>
#include <cstdint>

#include "image/raster.h"

namespace shoebox::image {

/// Of red, green or blue, one byte a sample.
struct Plane {
  const std::uint8_t* samples = nullptr;
  std::ptrdiff_t stride = 0;  // bytes from row to row
};

/// One pixel for each block of divisor x divisor: its mean, as Pillow's Image.reduce() has it. At the right and lower
/// end the blocks are what is left. `divisor` is 1 to 8, sides are at least 1.
Raster reduce_planes(const std::array<Plane, 3>& planes, int width, int height, int divisor);

}  // namespace shoebox::image
