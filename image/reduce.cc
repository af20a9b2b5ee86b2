#include "image/reduce.h"

#include <algorithm>
#include <vector>

#include "core/check.h"

namespace shoebox::image {
namespace {

/// The rounded means of blocks, from the sums down their columns; every third byte of `out`.
void write_means(const std::vector<std::uint16_t>& sums, int rows, int divisor, std::uint8_t* out) {
  const int width = static_cast<int>(sums.size());
  for (int from = 0; from < width; from += divisor, out += 3) {
    const int end = std::min(from + divisor, width);
    int sum = 0;
    for (int x = from; x < end; ++x) sum += sums[x];
    const int count = rows * (end - from);
    *out = static_cast<std::uint8_t>((sum + count / 2) / count);
  }
}

}  // namespace

Raster reduce_planes(const std::array<Plane, 3>& planes, int width, int height, int divisor) {
  CHECK(width > 0 && height > 0 && divisor >= 1 && divisor <= 8);
  Raster raster = make_raster((width + divisor - 1) / divisor, (height + divisor - 1) / divisor, 3);
  std::vector<std::uint16_t> sums(width);  // of 8 rows at most
  for (int y = 0; y < raster.height; ++y) {
    const int first = y * divisor;
    const int end = std::min(first + divisor, height);
    for (std::size_t channel = 0; channel < planes.size(); ++channel) {
      std::ranges::fill(sums, std::uint16_t{0});
      for (int row = first; row < end; ++row) {
        const std::uint8_t* samples = planes[channel].samples + row * planes[channel].stride;
        for (int x = 0; x < width; ++x) sums[x] = static_cast<std::uint16_t>(sums[x] + samples[x]);
      }
      write_means(sums, end - first, divisor, raster.row(y) + channel);
    }
  }
  raster.full_width = width;
  raster.full_height = height;
  raster.covered_width = static_cast<double>(width) / divisor;
  raster.covered_height = static_cast<double>(height) / divisor;
  return raster;
}

}  // namespace shoebox::image
