#include "simd/resample.h"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "simd/targets.h"

namespace shoebox::simd {
namespace {

constexpr std::int32_t kOne = 1 << kResampleBits;

class ResampleTest : public testing::Test {
 protected:
  ~ResampleTest() override { force_target(""); }
};

std::vector<std::uint8_t> noise(std::size_t bytes, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<std::uint8_t> made(bytes);
  for (auto& value : made) value = static_cast<std::uint8_t>(random());
  return made;
}

/// Weights as a kernel with lobes has them: they add up to one, some are negative.
std::vector<std::int32_t> weights_of(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<std::int32_t> made(count);
  std::int32_t sum = 0;
  for (auto& weight : made) sum += weight = static_cast<std::int32_t>(random() % (kOne / count * 2)) - kOne / 100;
  made.back() += kOne - sum;
  return made;
}

struct Row {
  std::vector<std::uint8_t> pixels;
  std::vector<std::uint32_t> firsts;
  std::vector<std::int32_t> weights;
  RowTaps taps;
};

Row random_row(std::size_t outputs, std::size_t taps, unsigned seed) {
  Row row;
  std::mt19937 random(seed);
  for (std::size_t i = 0; i < outputs; ++i) {
    row.firsts.push_back(static_cast<std::uint32_t>(random() % 97));
    for (const std::int32_t weight : weights_of(taps, seed + static_cast<unsigned>(i))) {
      row.weights.insert(row.weights.end(), kRowPixelBytes, weight);
    }
  }
  row.pixels = noise(kRowPixelBytes * (97 + taps), seed);
  row.taps = {row.firsts.data(), row.weights.data(), outputs, taps};
  return row;
}

void check_row(const Row& row) {
  std::vector<std::uint8_t> expected(row.taps.count * 3);
  resample_row_scalar(row.pixels.data(), row.taps, expected.data());
  for (const std::string_view target : supported_targets()) {
    force_target(target);
    std::vector<std::uint8_t> out(expected.size() + 2, 77);
    resample_row(row.pixels.data(), row.taps, out.data());
    ASSERT_EQ(out.back(), 77) << target << " writes more than one byte beyond its end";
    out.resize(expected.size());
    ASSERT_EQ(out, expected) << target << ", " << row.taps.taps << " taps";
  }
}

void check_column(const std::vector<std::uint8_t>& pixels, std::size_t stride, std::size_t bytes,
                  const std::vector<std::int32_t>& weights) {
  std::vector<std::uint8_t> expected(bytes);
  resample_column_scalar(pixels.data(), stride, bytes, weights.data(), weights.size(), expected.data());
  for (const std::string_view target : supported_targets()) {
    force_target(target);
    std::vector<std::uint8_t> out(bytes + 1, 77);
    resample_column(pixels.data(), stride, bytes, weights.data(), weights.size(), out.data());
    ASSERT_EQ(out.back(), 77) << target << " writes beyond its " << bytes << " bytes";
    out.pop_back();
    ASSERT_EQ(out, expected) << target << ", " << bytes << " bytes, " << weights.size() << " taps";
  }
}

TEST_F(ResampleTest, EveryTargetWidensPixels) {
  for (std::size_t count = 0; count <= 70; ++count) {
    const auto rgb = noise(3 * count, static_cast<unsigned>(count));
    for (const std::string_view target : supported_targets()) {
      force_target(target);
      std::vector<std::uint8_t> pixels(kRowPixelBytes * count + 1, 77);
      widen_pixels(rgb.data(), count, pixels.data());
      ASSERT_EQ(pixels.back(), 77) << target << " writes beyond " << count << " pixels";
      for (std::size_t at = 0; at < kRowPixelBytes * count; ++at) {
        const std::size_t channel = at % kRowPixelBytes;
        ASSERT_EQ(pixels[at], channel < 3 ? rgb[at / kRowPixelBytes * 3 + channel] : 0) << target;
      }
    }
  }
}

TEST_F(ResampleTest, EveryTargetGivesTheSameRows) {
  for (std::size_t taps = kRowTapsStep; taps <= 10 * kRowTapsStep; taps += kRowTapsStep) {
    for (const std::size_t outputs : {1U, 2U, 17U}) check_row(random_row(outputs, taps, static_cast<unsigned>(taps)));
  }
}

TEST_F(ResampleTest, EveryTargetGivesTheSameColumns) {
  for (std::size_t bytes = 1; bytes <= 140; ++bytes) {
    const std::size_t stride = bytes + 5;
    check_column(noise(stride * 9, static_cast<unsigned>(bytes)), stride, bytes, weights_of(9, 3));
  }
  check_column(noise(3 * 300 * 40, 1), 900, 900, weights_of(40, 5));
}

TEST_F(ResampleTest, OneWholeWeightCopiesAPixel) {
  Row row = random_row(1, kRowTapsStep, 4);
  row.weights.assign(row.weights.size(), 0);
  for (std::size_t channel = 0; channel < 3; ++channel) row.weights[kRowPixelBytes * 2 + channel] = kOne;
  for (const std::string_view target : supported_targets()) {
    force_target(target);
    std::uint8_t out[4] = {};
    resample_row(row.pixels.data(), row.taps, out);
    const std::uint8_t* expected = &row.pixels[kRowPixelBytes * (row.firsts[0] + 2)];
    EXPECT_EQ(std::vector(out, out + 3), std::vector(expected, expected + 3)) << target;
  }
}

TEST_F(ResampleTest, OvershootIsCut) {
  // Twice as bright as white, and darker than black.
  for (const std::int32_t weight : {2 * kOne - 1, -kOne}) {
    const std::vector<std::uint8_t> white(64, 255);
    for (const std::string_view target : supported_targets()) {
      force_target(target);
      std::vector<std::uint8_t> out(64);
      resample_column(white.data(), 64, 64, &weight, 1, out.data());
      EXPECT_EQ(out, std::vector<std::uint8_t>(64, weight > 0 ? 255 : 0)) << target;
    }
  }
}

}  // namespace
}  // namespace shoebox::simd
