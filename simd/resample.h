#pragma once
// The two inner loops of an antialiased resize of 8-bit RGB in fixed point, as Pillow has them (Resample.c): weights
// have 22 bits after the point, sums are 32-bit integers that start at one half, results are cut to 0..255. All targets
// give the same bytes. Free functions, safe to call concurrently.

#include <cstddef>
#include <cstdint>

namespace shoebox::simd {

constexpr int kResampleBits = 22;
/// The taps of a row's output are filled up with zeros to a multiple of this.
constexpr std::size_t kRowTapsStep = 4;
/// Bytes of a pixel in a row's input: red, green, blue and one that does not matter.
constexpr std::size_t kRowPixelBytes = 4;

/// `count` pixels of three bytes to as many of four, the last of which is zero.
void widen_pixels(const std::uint8_t* rgb, std::size_t count, std::uint8_t* pixels);
void widen_pixels_scalar(const std::uint8_t* rgb, std::size_t count, std::uint8_t* pixels);

/// Which pixels of a row each of `count` outputs is made of: `taps` of them (a multiple of kRowTapsStep) from
/// firsts[i] on. weights: count x taps x 4, each weight once for every byte of its pixel. Sums of |weight| are below
/// 2 ** 23.
struct RowTaps {
  const std::uint32_t* firsts = nullptr;
  const std::int32_t* weights = nullptr;
  std::size_t count = 0;
  std::size_t taps = 0;
};

/// out: count x 3 bytes, and one more that is written to. All pixels that have a tap must be readable, also where the
/// weight is zero.
void resample_row(const std::uint8_t* pixels, const RowTaps& taps, std::uint8_t* out);
void resample_row_scalar(const std::uint8_t* pixels, const RowTaps& taps, std::uint8_t* out);

/// out[x] is made of `count` bytes one below the other: pixels[x], pixels[x + stride] …
void resample_column(const std::uint8_t* pixels, std::size_t stride, std::size_t bytes, const std::int32_t* weights,
                     std::size_t count, std::uint8_t* out);
void resample_column_scalar(const std::uint8_t* pixels, std::size_t stride, std::size_t bytes,
                            const std::int32_t* weights, std::size_t count, std::uint8_t* out);

}  // namespace shoebox::simd
