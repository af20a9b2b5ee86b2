#include <algorithm>

#include "simd/resample.h"

namespace shoebox::simd {
namespace {

constexpr std::int32_t kHalf = 1 << (kResampleBits - 1);

std::uint8_t clip(std::int32_t sum) {
  return static_cast<std::uint8_t>(std::clamp(sum >> kResampleBits, 0, 255));
}

/// Where a channel of a row's pixel lies.
std::size_t value_of(std::size_t pixel, std::size_t channel) {
  return pixel / 2 * 2 * kRowPixelBytes + 2 * channel + pixel % 2;
}

void resample_one_row(const std::uint8_t* pixels, const RowTaps& taps, std::uint8_t* out) {
  const std::size_t values = taps.taps * kRowPixelBytes;
  for (std::size_t i = 0; i < taps.count; ++i) {
    const std::uint8_t* from = pixels + kRowPixelBytes * taps.firsts[i];
    const std::int16_t* high = taps.weights + i * taps.taps * kRowWeightValues;
    const std::int16_t* low = high + values;
    std::int32_t sums[kRowPixelBytes] = {kHalf, kHalf, kHalf, kHalf};
    for (std::size_t at = 0; at < values; ++at) {
      const std::int32_t weight = (std::int32_t{high[at]} << kRowLowBits) + low[at];
      sums[at / 2 % kRowPixelBytes] += from[at] * weight;
    }
    for (std::size_t channel = 0; channel < 3; ++channel) out[3 * i + channel] = clip(sums[channel]);
  }
}

}  // namespace

void pair_pixels_scalar(const std::uint8_t* rgb, std::size_t count, std::uint8_t* pixels) {
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t channel = 0; channel < 3; ++channel) pixels[value_of(i, channel)] = rgb[3 * i + channel];
    pixels[value_of(i, 3)] = 0;
  }
}

void split_row_weights(const std::int32_t* weights, std::size_t count, std::size_t skipped, std::size_t taps,
                       std::int16_t* split) {
  std::fill_n(split, taps * kRowWeightValues, std::int16_t{0});
  std::int16_t* low = split + taps * kRowPixelBytes;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t channel = 0; channel < kRowPixelBytes; ++channel) {
      const std::size_t at = value_of(skipped + i, channel);
      split[at] = static_cast<std::int16_t>(weights[i] >> kRowLowBits);
      low[at] = static_cast<std::int16_t>(weights[i] & ((1 << kRowLowBits) - 1));
    }
  }
}

void resample_rows_scalar(const std::uint8_t* pixels, std::size_t stride, std::size_t rows, const RowTaps& taps,
                          std::uint8_t* out) {
  for (std::size_t row = 0; row < rows; ++row) {
    resample_one_row(pixels + row * stride, taps, out + 3 * row * taps.count);
  }
}

void resample_column_scalar(const std::uint8_t* pixels, std::size_t stride, std::size_t bytes,
                            const std::int32_t* weights, std::size_t count, std::uint8_t* out) {
  for (std::size_t x = 0; x < bytes; ++x) {
    std::int32_t sum = kHalf;
    for (std::size_t y = 0; y < count; ++y) sum += pixels[y * stride + x] * weights[y];
    out[x] = clip(sum);
  }
}

}  // namespace shoebox::simd
