#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "simd/dot.h"
#include "simd/half.h"

namespace shoebox::simd {
namespace {

/// By the definition in IEEE 754: sign, five bits of exponent, ten of fraction.
double half_by_definition(std::uint16_t half) {
  const int exponent = half >> 10 & 31;
  const int fraction = half & 1023;
  const double sign = (half & 0x8000) != 0 ? -1 : 1;
  if (exponent == 31) return fraction != 0 ? NAN : sign * INFINITY;
  if (exponent == 0) return sign * std::ldexp(fraction, -24);
  return sign * std::ldexp(1024 + fraction, exponent - 25);
}

TEST(Convert, EveryHalfBecomesItsFloatAndBack) {
  for (unsigned bits = 0; bits < 0x10000; ++bits) {
    const auto half = static_cast<std::uint16_t>(bits);
    float value = 0;
    std::uint16_t back = 0;
    f16_to_f32(&half, 1, &value);
    f32_to_f16(&value, 1, &back);
    const double expected = half_by_definition(half);
    if (std::isnan(expected)) {
      ASSERT_TRUE(std::isnan(value)) << bits;
      ASSERT_TRUE(std::isnan(half_by_definition(back))) << bits;
    } else {
      ASSERT_EQ(value, expected) << bits;
      ASSERT_EQ(back, half) << bits;
    }
  }
}

TEST(Convert, BetweenTwoHalvesTheNearerOneAndOnATieTheEvenOneIsTaken) {
  for (unsigned bits = 0; bits < 0x7bff; ++bits) {
    const float low = half_to_float(static_cast<std::uint16_t>(bits));
    const float high = half_to_float(static_cast<std::uint16_t>(bits + 1));
    const float middle = (low + high) / 2;
    const float below = std::nextafter(middle, 0.0F);
    const float above = std::nextafter(middle, 1e6F);
    ASSERT_EQ(float_to_half(below), bits);
    ASSERT_EQ(float_to_half(above), bits + 1);
    ASSERT_EQ(float_to_half(middle), bits % 2 == 0 ? bits : bits + 1);
    ASSERT_EQ(float_to_half(-above), (bits + 1) | 0x8000U);
  }
}

TEST(Convert, TooLargeBecomesInfinityAndTooSmallZero) {
  EXPECT_EQ(float_to_half(65504.0F), 0x7bff);
  EXPECT_EQ(float_to_half(65519.99F), 0x7bff);
  EXPECT_EQ(float_to_half(65520.0F), 0x7c00);
  EXPECT_EQ(float_to_half(-1e30F), 0xfc00);
  EXPECT_EQ(float_to_half(1e-30F), 0);
  EXPECT_EQ(float_to_half(std::numeric_limits<float>::denorm_min()), 0);
}

TEST(Normalize, RowsGetLengthOneAndZeroStaysZero) {
  std::vector<float> rows = {3, 4, 0, 0, 1e-30F, 0, -1e30F, 1e30F};
  normalize_rows(rows.data(), 4, 2);
  EXPECT_EQ((std::vector<float>(rows.begin(), rows.begin() + 6)), (std::vector<float>{0.6F, 0.8F, 0, 0, 1, 0}));
  EXPECT_NEAR(rows[6], -std::sqrt(0.5), 1e-6);
  EXPECT_NEAR(rows[7], std::sqrt(0.5), 1e-6);
}

TEST(Finite, OneBadValueAnywhereIsSeen) {
  std::vector<float> values(37, 1.0F);
  std::vector<std::uint16_t> halves(37, 0x7bff);
  EXPECT_TRUE(all_finite(values.data(), values.size()));
  EXPECT_TRUE(all_finite_f16(halves.data(), halves.size()));
  EXPECT_TRUE(all_finite(nullptr, 0));
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (const float bad : {NAN, INFINITY, -INFINITY}) {
      values[i] = bad;
      EXPECT_FALSE(all_finite(values.data(), values.size()));
    }
    values[i] = 1;
    for (const std::uint16_t bad : {0x7c00, 0xfc00, 0x7e01, 0xffff}) {
      halves[i] = bad;
      EXPECT_FALSE(all_finite_f16(halves.data(), halves.size()));
    }
    halves[i] = 0;
  }
}

}  // namespace
}  // namespace shoebox::simd
