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
/// How many rows share what is loaded of their weights.
constexpr std::size_t kRowsAtOnce = 4;
/// Bytes of a pixel in a row's input: red, green, blue and one that is zero.
constexpr std::size_t kRowPixelBytes = 4;

/// `count` pixels of three bytes, those of two neighbours beside each other: r r g g b b 0 0. A last pixel without a
/// neighbour leaves the other's bytes as they are. pixels: room for count, rounded up to even, x kRowPixelBytes.
void pair_pixels(const std::uint8_t* rgb, std::size_t count, std::uint8_t* pixels);
void pair_pixels_scalar(const std::uint8_t* rgb, std::size_t count, std::uint8_t* pixels);

/// Which pixels of a row each of `count` outputs is made of: `taps` of them (a multiple of kRowTapsStep) from firsts[i]
/// on, which is even. weights: of each output kRowWeightValues a tap, as split_row_weights() writes them.
struct RowTaps {
  const std::uint32_t* firsts = nullptr;
  const std::int16_t* weights = nullptr;
  std::size_t count = 0;
  std::size_t taps = 0;
};

constexpr std::size_t kRowWeightValues = 2 * kRowPixelBytes;
constexpr int kRowLowBits = 11;

/// One output's weights, in two halves that 16-bit multiplications take: high x 2 ** kRowLowBits + low, first all high
/// halves, then all low ones, in the order of the pixels' bytes. Before the first of `count` weights come `skipped`
/// zeros, behind the last as many as fill up `taps`. Weights, and the sum of their magnitudes, are below 2 ** 23.
/// split: taps x kRowWeightValues.
void split_row_weights(const std::int32_t* weights, std::size_t count, std::size_t skipped, std::size_t taps,
                       std::int16_t* split);

/// `rows` rows of paired pixels, `stride` bytes apart, with the same taps; kRowsAtOnce are quickest. All pixels that
/// have a tap must be readable, also where the weight is zero. out: rows x count x 3 bytes.
void resample_rows(const std::uint8_t* pixels, std::size_t stride, std::size_t rows, const RowTaps& taps,
                   std::uint8_t* out);
void resample_rows_scalar(const std::uint8_t* pixels, std::size_t stride, std::size_t rows, const RowTaps& taps,
                          std::uint8_t* out);

/// out[x] is made of `count` bytes one below the other: pixels[x], pixels[x + stride] …
void resample_column(const std::uint8_t* pixels, std::size_t stride, std::size_t bytes, const std::int32_t* weights,
                     std::size_t count, std::uint8_t* out);
void resample_column_scalar(const std::uint8_t* pixels, std::size_t stride, std::size_t bytes,
                            const std::int32_t* weights, std::size_t count, std::uint8_t* out);

}  // namespace shoebox::simd
