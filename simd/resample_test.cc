#include "simd/resample.h"

#include <algorithm>
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

struct Rows {
  std::size_t stride = 0;
  std::vector<std::uint8_t> pixels;
  std::vector<std::uint32_t> firsts;
  std::vector<std::int16_t> weights;
  RowTaps taps;
};

Rows random_rows(std::size_t rows, std::size_t outputs, std::size_t taps, unsigned seed) {
  Rows made;
  std::mt19937 random(seed);
  for (std::size_t i = 0; i < outputs; ++i) {
    made.firsts.push_back(static_cast<std::uint32_t>(random() % 49 * 2));
    made.weights.resize((i + 1) * taps * kRowWeightValues);
    split_row_weights(weights_of(taps, seed + static_cast<unsigned>(i)).data(), taps, 0, taps,
                      &made.weights[i * taps * kRowWeightValues]);
  }
  made.stride = kRowPixelBytes * (98 + taps);
  made.pixels = noise(made.stride * rows, seed);
  made.taps = {made.firsts.data(), made.weights.data(), outputs, taps};
  return made;
}

void check_rows(std::size_t rows, const Rows& made) {
  std::vector<std::uint8_t> expected(rows * made.taps.count * 3);
  resample_rows_scalar(made.pixels.data(), made.stride, rows, made.taps, expected.data());
  for (const std::string_view target : supported_targets()) {
    force_target(target);
    std::vector<std::uint8_t> out(expected.size() + 1, 77);
    resample_rows(made.pixels.data(), made.stride, rows, made.taps, out.data());
    ASSERT_EQ(out.back(), 77) << target << " writes beyond its end";
    out.pop_back();
    ASSERT_EQ(out, expected) << target << ", " << rows << " rows, " << made.taps.taps << " taps";
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

/// Straight from the definition: 64-bit sums of whole weights.
std::uint8_t expected_output(const std::vector<std::uint8_t>& rgb, std::size_t first, std::size_t channel,
                             const std::vector<std::int32_t>& weights) {
  std::int64_t sum = kOne / 2;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += std::int64_t{rgb[3 * (first + i) + channel]} * weights[i];
  return static_cast<std::uint8_t>(std::clamp<std::int64_t>(sum >> kResampleBits, 0, 255));
}

/// One output of a row, made by every target.
void check_output(const std::vector<std::uint8_t>& rgb, std::size_t first, const std::vector<std::int32_t>& weights) {
  const std::size_t taps = (first % 2 + weights.size() + kRowTapsStep - 1) / kRowTapsStep * kRowTapsStep;
  std::vector<std::int16_t> split(taps * kRowWeightValues);
  split_row_weights(weights.data(), weights.size(), first % 2, taps, split.data());
  const auto even = static_cast<std::uint32_t>(first / 2 * 2);
  for (const std::string_view target : supported_targets()) {
    force_target(target);
    std::vector<std::uint8_t> pixels((rgb.size() / 3 + 1 + taps) * kRowPixelBytes, 255);
    pair_pixels(rgb.data(), rgb.size() / 3, pixels.data());
    std::uint8_t out[3] = {};
    resample_rows(pixels.data(), 0, 1, {&even, split.data(), 1, taps}, out);
    for (std::size_t channel = 0; channel < 3; ++channel) {
      ASSERT_EQ(out[channel], expected_output(rgb, first, channel, weights))
          << target << ", " << weights.size() << " taps from " << first << ", channel " << channel;
    }
  }
}

TEST_F(ResampleTest, EveryTargetPairsPixels) {
  for (std::size_t count = 0; count <= 70; ++count) {
    const auto rgb = noise(3 * count, static_cast<unsigned>(count));
    const std::size_t even = (count + 1) / 2 * 2;
    for (const std::string_view target : supported_targets()) {
      force_target(target);
      std::vector<std::uint8_t> pixels(kRowPixelBytes * even + 1, 77);
      pair_pixels(rgb.data(), count, pixels.data());
      ASSERT_EQ(pixels.back(), 77) << target << " writes beyond " << count << " pixels";
      for (std::size_t at = 0; at < kRowPixelBytes * even; ++at) {
        const std::size_t pixel = at / (2 * kRowPixelBytes) * 2 + at % 2;
        const std::size_t channel = at / 2 % kRowPixelBytes;
        const int of_pixel = channel < 3 && pixel < count ? rgb[3 * pixel + channel] : 0;
        ASSERT_EQ(pixels[at], pixel < count ? of_pixel : 77) << target;
      }
    }
  }
}

TEST_F(ResampleTest, ARowIsTheSumOfItsTaps) {
  const auto rgb = noise(3 * 200, 8);
  for (std::size_t taps = 1; taps <= 60; ++taps) {
    for (const std::size_t first : {0U, 1U, 6U, 31U}) check_output(rgb, first, weights_of(taps, 9));
  }
}

TEST_F(ResampleTest, ThousandsOfTapsDoNotOverflow) {
  // As of a panorama of 200,000 pixels in a thumbnail. The low halves of 2047 and of -1 are both 2047: their sum is
  // beyond 31 bits.
  constexpr std::size_t kTaps = 6000;
  constexpr std::int32_t kLargestLow = (1 << kRowLowBits) - 1;
  static_assert(kTaps * kLargestLow * 255 > std::size_t{1} << 31);
  std::vector<std::int32_t> weights(kTaps, kLargestLow);
  for (std::size_t i = 0; i < kTaps; i += 2) weights[i] = -1;
  check_output(std::vector<std::uint8_t>(3 * kTaps, 255), 0, weights);
  check_output(std::vector<std::uint8_t>(3 * kTaps, 100), 0, weights);  // not cut to 255
  check_output(noise(3 * kTaps + 3, 2), 1, weights);
  check_output(noise(3 * kTaps + 3, 2), 1, std::vector<std::int32_t>(kTaps, kOne / kTaps));
}

TEST_F(ResampleTest, EveryTargetGivesTheSameRows) {
  for (std::size_t taps = kRowTapsStep; taps <= 10 * kRowTapsStep; taps += kRowTapsStep) {
    for (const std::size_t outputs : {1U, 2U, 17U}) {
      for (std::size_t rows = 1; rows <= 9; ++rows) {
        check_rows(rows, random_rows(rows, outputs, taps, static_cast<unsigned>(taps)));
      }
    }
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
  const auto rgb = noise(3 * 9, 4);
  for (std::size_t first = 0; first < 9; ++first) check_output(rgb, first, {kOne});
}

TEST_F(ResampleTest, OvershootIsCut) {
  // Twice as bright as white, and darker than black.
  for (const std::int32_t weight : {2 * kOne - 1, -kOne}) {
    const std::vector<std::uint8_t> white(64, 255);
    check_output(white, 0, {weight});
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
