#include "simd/bit_scan.h"

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "simd/targets.h"

namespace shoebox::simd {
namespace {

struct Case {
  std::size_t columns = 0;
  std::vector<std::uint8_t> codes, tables;
  std::vector<float> scales, alongs;
  float step = 0.01F, base = -3, along = 0.5F;

  BitQuery query() const { return {tables.data(), columns, step, base, along}; }
};

/// No entry over what keeps every sum in 16 bits.
Case random_case(std::size_t columns, unsigned seed) {
  std::mt19937 random(seed);
  Case made;
  made.columns = columns;
  const std::uint32_t most = static_cast<std::uint32_t>(std::min<std::size_t>(127, 65535 / (2 * columns)));
  for (std::size_t i = 0; i < columns * kGroupRows; ++i) made.codes.push_back(static_cast<std::uint8_t>(random()));
  for (std::size_t i = 0; i < columns * 32; ++i)
    made.tables.push_back(static_cast<std::uint8_t>(random() % (most + 1)));
  for (std::size_t i = 0; i < kGroupRows; ++i) {
    made.scales.push_back(static_cast<float>(random() % 1000) / 1e4F);
    made.alongs.push_back(static_cast<float>(random() % 1000) / 1e3F - 0.5F);
  }
  return made;
}

class BitScanTest : public testing::Test {
 protected:
  ~BitScanTest() override { force_target(""); }
};

/// Sums are whole numbers, so they agree exactly; the last two roundings may differ where a target fuses them.
void check(const Case& of, float threshold) {
  std::vector<float> expected(kGroupRows);
  bound_group_scalar(of.query(), of.codes.data(), of.scales.data(), of.alongs.data(), threshold, expected.data());
  for (const std::string_view target : supported_targets()) {
    force_target(target);
    std::vector<float> upper(kGroupRows, NAN);
    const std::uint64_t reached =
        bound_group(of.query(), of.codes.data(), of.scales.data(), of.alongs.data(), threshold, upper.data());
    for (std::size_t row = 0; row < kGroupRows; ++row) {
      const float size = std::abs(of.scales[row]) * (std::abs(of.base) + of.step * 65535) +
                         std::abs(of.along * of.alongs[row]) + 1e-37F;
      ASSERT_NEAR(upper[row], expected[row], size * 4e-7F) << target << " row " << row << " columns " << of.columns;
      ASSERT_EQ(reached >> row & 1, upper[row] >= threshold ? 1U : 0U) << target << " row " << row;
    }
  }
}

TEST_F(BitScanTest, EveryTargetAgreesAtEveryNumberOfColumns) {
  for (std::size_t columns = 1; columns <= 130; ++columns)
    check(random_case(columns, static_cast<unsigned>(columns)), 0);
  for (const std::size_t columns : {255U, 256U, 257U, 512U, 1024U}) check(random_case(columns, 3), 0.1F);
}

TEST_F(BitScanTest, LargestSumsDoNotOverflow) {
  for (const std::size_t columns : {1U, 8U, 64U, 128U, 257U, 258U, 512U, 1024U}) {
    Case made = random_case(columns, 5);
    const std::size_t most = std::min<std::size_t>(127, 65535 / (2 * columns));
    made.tables.assign(made.tables.size(), static_cast<std::uint8_t>(most));
    check(made, 0);
    std::vector<float> upper(kGroupRows);
    made.scales.assign(kGroupRows, 1);
    made.step = 1;
    made.base = 0;
    made.along = 0;
    bound_group(made.query(), made.codes.data(), made.scales.data(), made.alongs.data(), 0, upper.data());
    for (const float value : upper) ASSERT_EQ(value, static_cast<float>(2 * columns * most));
  }
}

TEST_F(BitScanTest, EachRowHasItsOwnSum) {
  // Every row chooses entry (row % 16) of one column, so a row that is mixed up with another is seen.
  for (const std::size_t chosen : {0U, 1U, 6U}) {
    Case made = random_case(7, 1);
    made.tables.assign(made.tables.size(), 0);
    for (std::size_t entry = 0; entry < 16; ++entry) {
      made.tables[chosen * 32 + entry] = static_cast<std::uint8_t>(entry);
      made.tables[chosen * 32 + 16 + entry] = static_cast<std::uint8_t>(entry);
    }
    for (std::size_t row = 0; row < kGroupRows; ++row) {
      made.codes[chosen * kGroupRows + group_position(row)] = static_cast<std::uint8_t>(row % 16 | row / 16 << 4);
    }
    made.scales.assign(kGroupRows, 1);
    made.step = 1;
    made.base = 0;
    made.along = 0;
    for (const std::string_view target : supported_targets()) {
      force_target(target);
      std::vector<float> upper(kGroupRows);
      bound_group(made.query(), made.codes.data(), made.scales.data(), made.alongs.data(), 0, upper.data());
      for (std::size_t row = 0; row < kGroupRows; ++row) {
        ASSERT_EQ(upper[row], static_cast<float>(row % 16 + row / 16)) << target << " row " << row;
      }
    }
  }
}

TEST_F(BitScanTest, EveryTargetAgreesOnAdversarialRows) {
  for (const std::size_t columns : {1U, 7U, 64U, 129U}) {
    for (const std::uint8_t code : {0x00, 0xff, 0x0f, 0xf0, 0x5a}) {
      Case made = random_case(columns, 11);
      made.codes.assign(made.codes.size(), code);
      check(made, 0);
      // Rows of zeros, rows on the far side of the centre, the smallest and the largest numbers.
      const float sizes[] = {0.0F, -1.0F, 1e-38F, -1e-45F, 1e9F, -1e9F, 0x1p-126F};
      for (std::size_t row = 0; row < kGroupRows; ++row) {
        made.scales[row] = sizes[row % 7];
        made.alongs[row] = sizes[row / 7 % 7];
      }
      check(made, 0);
      check(made, 1e9F);
      made.step = 0;
      made.base = 0;
      check(made, -1e-38F);
    }
  }
}

TEST_F(BitScanTest, ARowExactlyAtTheThresholdReachesIt) {
  Case made = random_case(8, 2);
  made.scales.assign(kGroupRows, 0);
  made.alongs.assign(kGroupRows, 0.25F);
  made.along = 1;
  std::vector<float> upper(kGroupRows);
  for (const std::string_view target : supported_targets()) {
    force_target(target);
    const auto reached = [&](float threshold) {
      return bound_group(made.query(), made.codes.data(), made.scales.data(), made.alongs.data(), threshold,
                         upper.data());
    };
    EXPECT_EQ(reached(0.25F), ~std::uint64_t{0}) << target;
    EXPECT_EQ(reached(std::nextafter(0.25F, 1.0F)), 0U) << target;
  }
}

TEST_F(BitScanTest, ThresholdsAtTheEndsLetAllOrNothingThrough) {
  const Case made = random_case(16, 9);
  std::vector<float> upper(kGroupRows);
  for (const std::string_view target : supported_targets()) {
    force_target(target);
    const auto reached = [&](float threshold) {
      return bound_group(made.query(), made.codes.data(), made.scales.data(), made.alongs.data(), threshold,
                         upper.data());
    };
    EXPECT_EQ(reached(-INFINITY), ~std::uint64_t{0}) << target;
    EXPECT_EQ(reached(INFINITY), 0U) << target;
  }
}

}  // namespace
}  // namespace shoebox::simd
