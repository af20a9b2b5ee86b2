#include <algorithm>

#include "simd/resample.h"

namespace shoebox::simd {
namespace {

constexpr std::int32_t kHalf = 1 << (kResampleBits - 1);

std::uint8_t clip(std::int32_t sum) {
  return static_cast<std::uint8_t>(std::clamp(sum >> kResampleBits, 0, 255));
}

}  // namespace

void widen_pixels_scalar(const std::uint8_t* rgb, std::size_t count, std::uint8_t* pixels) {
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t channel = 0; channel < 3; ++channel) pixels[kRowPixelBytes * i + channel] = rgb[3 * i + channel];
    pixels[kRowPixelBytes * i + 3] = 0;
  }
}

void resample_row_scalar(const std::uint8_t* pixels, const RowTaps& taps, std::uint8_t* out) {
  for (std::size_t i = 0; i < taps.count; ++i) {
    const std::uint8_t* from = pixels + kRowPixelBytes * taps.firsts[i];
    const std::int32_t* weights = taps.weights + i * taps.taps * kRowPixelBytes;
    std::int32_t sums[kRowPixelBytes] = {kHalf, kHalf, kHalf, kHalf};
    for (std::size_t at = 0; at < taps.taps * kRowPixelBytes; ++at) sums[at % kRowPixelBytes] += from[at] * weights[at];
    for (std::size_t channel = 0; channel < 3; ++channel) out[3 * i + channel] = clip(sums[channel]);
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
