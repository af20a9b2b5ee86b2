#include "index/bit_codes.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "simd/dot.h"

namespace shoebox::index {
namespace {

struct Rows {
  std::vector<std::uint16_t> halves;
  std::vector<float> floats;
};

/// Unit vectors with a common part along the first dimension.
Rows cone_rows(std::size_t n, std::size_t dimension, float common, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal;
  Rows rows;
  rows.floats.resize(n * dimension);
  for (float& value : rows.floats) value = normal(random) / std::sqrt(static_cast<float>(dimension));
  for (std::size_t i = 0; i < n; ++i) rows.floats[i * dimension] += common;
  simd::normalize_rows(rows.floats.data(), n, dimension);
  rows.halves.resize(n * dimension);
  simd::f32_to_f16(rows.floats.data(), n * dimension, rows.halves.data());
  simd::f16_to_f32(rows.halves.data(), n * dimension, rows.floats.data());
  return rows;
}

struct Group {
  explicit Group(const Rotation& rotation) : codes(rotation.padded() / 8 * simd::kGroupRows) {}
  std::vector<std::uint8_t> codes;
  float scales[simd::kGroupRows];
  float alongs[simd::kGroupRows];
  float spread = 0;
};

struct Errors {
  double mean = 0;        // of estimate - truth, in deviations
  double deviation = 0;   // in deviations: 1 when the theory holds
  double over_bound = 0;  // share of rows whose truth is over the bound
};

Errors measure(std::size_t dimension, float common, const std::vector<float>& direction, unsigned seed) {
  const Rotation rotation(dimension, 42);
  const Centre centre = make_centre(rotation, direction);
  Errors errors;
  std::size_t count = 0;
  for (unsigned trial = 0; trial < 40; ++trial) {
    const Rows rows = cone_rows(64, dimension, common, seed + trial);
    const Rows query = cone_rows(1, dimension, trial % 2 == 0 ? common : 0.0F, seed + 5000 + trial);
    Group group(rotation);
    group.spread =
        encode_group(rotation, centre, rows.halves.data(), 64, group.codes.data(), group.scales, group.alongs);
    std::vector<float> rotated(rotation.padded());
    rotation.apply(query.floats.data(), rotated.data());
    const CodedQuery coded(centre, query.floats, rotated);
    float upper[simd::kGroupRows];
    simd::bound_group(coded.for_spread(group.spread), group.codes.data(), group.scales, group.alongs, -INFINITY, upper);
    for (std::size_t i = 0; i < 64; ++i) {
      float truth = 0;
      for (std::size_t d = 0; d < dimension; ++d) truth += rows.floats[i * dimension + d] * query.floats[d];
      const float margin = coded.margin(group.spread) * group.scales[i];
      const double error = (upper[i] - margin - truth) / (margin / 3.5F);
      errors.mean += error;
      errors.deviation += error * error;
      if (truth > upper[i] + 1e-5F) errors.over_bound += 1;
      ++count;
    }
  }
  errors.mean /= static_cast<double>(count);
  errors.deviation = std::sqrt(errors.deviation / static_cast<double>(count));
  errors.over_bound /= static_cast<double>(count);
  return errors;
}

std::vector<float> first_axis(std::size_t dimension) {
  std::vector<float> direction(dimension, 0.0F);
  direction[0] = 1;
  return direction;
}

TEST(BitCodes, ErrorsAreAsTheTheorySays) {
  for (const std::size_t dimension : {64U, 100U, 512U, 768U, 1152U}) {
    for (const float common : {0.0F, 0.85F}) {
      const Errors errors = measure(dimension, common, first_axis(dimension), 11);
      EXPECT_LT(std::abs(errors.mean), 0.06) << dimension;
      EXPECT_GT(errors.deviation, 0.8) << dimension;
      EXPECT_LT(errors.deviation, 1.05) << dimension;
      EXPECT_LT(errors.over_bound, 0.005) << dimension;
    }
  }
}

TEST(BitCodes, BoundsHoldAroundAnyCentre) {
  for (const std::size_t dimension : {96U, 512U}) {
    EXPECT_LT(measure(dimension, 0.85F, std::vector<float>(dimension, 0.0F), 3).over_bound, 0.005) << "no centre";
    std::vector<float> wrong(dimension, 1 / std::sqrt(static_cast<float>(dimension)));
    EXPECT_LT(measure(dimension, 0.85F, wrong, 3).over_bound, 0.005) << "a centre that is not theirs";
  }
}

TEST(BitCodes, RowsOnTheCentreAndRowsOfZerosAreExact) {
  const std::size_t dimension = 70;
  const Rotation rotation(dimension, 42);
  const Centre centre = make_centre(rotation, first_axis(dimension));
  std::vector<std::uint16_t> rows(2 * dimension, 0);
  rows[0] = 0x3c00;  // 1.0
  Group group(rotation);
  group.spread = encode_group(rotation, centre, rows.data(), 2, group.codes.data(), group.scales, group.alongs);
  const Rows query = cone_rows(1, dimension, 0.5F, 1);
  std::vector<float> rotated(rotation.padded());
  rotation.apply(query.floats.data(), rotated.data());
  const CodedQuery coded(centre, query.floats, rotated);
  float upper[simd::kGroupRows];
  simd::bound_group(coded.for_spread(group.spread), group.codes.data(), group.scales, group.alongs, -INFINITY, upper);
  EXPECT_NEAR(upper[0], query.floats[0], 1e-6);
  for (std::size_t i = 1; i < 64; ++i) EXPECT_EQ(upper[i], 0.0F) << i;
}

TEST(BitCodes, QueryOfZerosIsHarmless) {
  const Rotation rotation(64, 42);
  const Centre centre = make_centre(rotation, first_axis(64));
  const std::vector<float> zeros(64, 0.0F);
  const CodedQuery coded(centre, zeros, zeros);
  EXPECT_EQ(coded.margin(0.6F), 0.0F);
  const simd::BitQuery query = coded.for_spread(0.6F);
  EXPECT_EQ(query.step, 0.0F);
  EXPECT_EQ(query.base, 0.0F);
}

}  // namespace
}  // namespace shoebox::index
