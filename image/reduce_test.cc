#include "image/reduce.h"

#include <algorithm>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace shoebox::image {
namespace {

/// Three planes of noise, each row longer than the picture is wide.
struct Planes {
  Planes(int columns, int rows) : width(columns), height(rows) {
    std::mt19937 random(static_cast<unsigned>(columns * 100 + rows));
    for (auto& plane : samples) {
      plane.resize(static_cast<std::size_t>(width + kPadding) * height);
      for (auto& each : plane) each = static_cast<std::uint8_t>(random());
    }
  }
  std::array<Plane, 3> view() const {
    const auto one = [this](int channel) { return Plane{samples[channel].data(), width + kPadding}; };
    return {one(0), one(1), one(2)};
  }
  /// Of a block, rounded half up.
  int mean(int channel, int left, int top, int divisor) const {
    int sum = 0;
    int count = 0;
    for (int y = top; y < std::min(top + divisor, height); ++y) {
      for (int x = left; x < std::min(left + divisor, width); ++x, ++count) {
        sum += samples[channel][static_cast<std::size_t>(y) * (width + kPadding) + x];
      }
    }
    return (2 * sum + count) / (2 * count);
  }

  static constexpr int kPadding = 3;
  int width;
  int height;
  std::array<std::vector<std::uint8_t>, 3> samples;
};

void check_reduction(int width, int height, int divisor) {
  const Planes planes(width, height);
  Raster raster = reduce_planes(planes.view(), width, height, divisor);
  ASSERT_EQ(raster.width, (width + divisor - 1) / divisor);
  ASSERT_EQ(raster.height, (height + divisor - 1) / divisor);
  EXPECT_EQ(raster.full_width, width);
  EXPECT_EQ(raster.full_height, height);
  EXPECT_EQ(raster.covered_width, static_cast<double>(width) / divisor);
  EXPECT_EQ(raster.covered_height, static_cast<double>(height) / divisor);
  for (int y = 0; y < raster.height; ++y) {
    for (int x = 0; x < raster.width; ++x) {
      for (int c = 0; c < 3; ++c) {
        ASSERT_EQ(raster.row(y)[x * 3 + c], planes.mean(c, x * divisor, y * divisor, divisor))
            << width << " x " << height << " by " << divisor << " at " << x << ", " << y << " channel " << c;
      }
    }
  }
}

TEST(Reduce, BlocksBecomeTheirMeans) {
  for (int divisor = 1; divisor <= 8; ++divisor) {
    check_reduction(64, 32, divisor);
    for (int side = 1; side <= 20; ++side) check_reduction(side, 21 - side, divisor);
  }
}

TEST(Reduce, BrightestBlocksDoNotOverflow) {
  Planes planes(16, 16);
  for (auto& plane : planes.samples) std::ranges::fill(plane, std::uint8_t{255});
  const Raster raster = reduce_planes(planes.view(), 16, 16, 8);
  EXPECT_EQ(raster.samples, std::vector<std::uint8_t>(12, 255));
}

}  // namespace
}  // namespace shoebox::image
