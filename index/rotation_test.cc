#include "index/rotation.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace shoebox::index {
namespace {

double dot(const std::vector<float>& a, const std::vector<float>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * b[i];
  return sum;
}

std::vector<float> rotated(const Rotation& rotation, const std::vector<float>& values) {
  std::vector<float> result(rotation.padded(), NAN);
  rotation.apply(values.data(), result.data());
  return result;
}

std::vector<float> random_values(std::size_t n, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<float> values(n);
  for (float& value : values) value = static_cast<float>(random()) / 4294967296.0F - 0.5F;
  return values;
}

TEST(Rotation, KeepsInnerProductsInEveryDimension) {
  for (std::size_t dimension = 1; dimension <= 2048; dimension += dimension < 140 ? 1 : 61) {
    const Rotation rotation(dimension, 1);
    EXPECT_EQ(rotation.padded() % 64, 0U);
    EXPECT_GE(rotation.padded(), dimension);
    const auto a = random_values(dimension, 1);
    const auto b = random_values(dimension, 2);
    const double tolerance = 1e-5 * std::sqrt(dot(a, a) * dot(b, b)) + 1e-9;
    EXPECT_NEAR(dot(rotated(rotation, a), rotated(rotation, b)), dot(a, b), tolerance) << dimension;
    EXPECT_NEAR(dot(rotated(rotation, a), rotated(rotation, a)), dot(a, a), 1e-5 * dot(a, a)) << dimension;
  }
}

TEST(Rotation, SpreadsASingleDimensionOverAll) {
  for (const std::size_t dimension : {64U, 100U, 512U, 768U, 1152U}) {
    const Rotation rotation(dimension, 1);
    for (const std::size_t chosen : {std::size_t{0}, dimension / 2, dimension - 1}) {
      std::vector<float> one(dimension, 0.0F);
      one[chosen] = 1;
      double size = 0;
      for (const float value : rotated(rotation, one)) size += std::abs(value);
      // 0.8 for a normal distribution, 0.05 where nothing is spread.
      EXPECT_GT(size / std::sqrt(static_cast<double>(rotation.padded())), 0.6) << dimension << " " << chosen;
    }
  }
}

TEST(Rotation, SeedDecidesAndTheSameSeedIsTheSameEverywhere) {
  const auto values = random_values(96, 3);
  EXPECT_EQ(rotated(Rotation(96, 7), values), rotated(Rotation(96, 7), values));
  EXPECT_NE(rotated(Rotation(96, 7), values), rotated(Rotation(96, 8), values));
}

}  // namespace
}  // namespace shoebox::index
