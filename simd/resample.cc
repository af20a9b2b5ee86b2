// The idea: in a row the same channel of two neighbours lies side by side, which is what the multiply-and-add of 16-bit
// pairs wants (pmaddwd, vpdpwssd, smlal); a weight of more than 16 bits is two such factors. A vector of sums holds the
// four channels of whole pixels and folds into one by adding its halves; no shuffle inside the loop. In a column a
// vector holds bytes that lie side by side, and its sum stays in a register over all taps.
//
// This file is compiled once a target by Highway's foreach_target.h.

#include "simd/resample.h"

#include <cstring>

#include "simd/targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "simd/resample.cc"
#if defined(__aarch64__)
// Scalable vectors cannot be kept in arrays; NEON is there on every such CPU.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128)
#endif
#include <hwy/foreach_target.h>
// After foreach_target.h, by Highway's rules.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace shoebox::simd {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// Four pixels: wider would only lengthen the folding.
using RowTag = hn::CappedTag<std::int16_t, kRowTapsStep * kRowPixelBytes>;
using RowSumTag = hn::RepartitionToWide<RowTag>;
using PixelTag = hn::FixedTag<std::int32_t, kRowPixelBytes>;
using ColumnTag = hn::ScalableTag<std::int32_t>;

template <class Tag>
HWY_INLINE hn::Vec<Tag> load_bytes(Tag words, const std::uint8_t* from) {
  return hn::PromoteTo(words, hn::LoadU(hn::Rebind<std::uint8_t, Tag>(), from));
}

HWY_INLINE void store_bytes(hn::Vec<ColumnTag> sums, std::uint8_t* to) {
  const hn::Rebind<std::uint8_t, ColumnTag> bytes;
  hn::StoreU(hn::DemoteTo(bytes, hn::ShiftRight<kResampleBits>(sums)), bytes, to);
}

HWY_ATTR void pair_pixels_lanes(const std::uint8_t* rgb, std::size_t count, std::uint8_t* pixels) {
  const hn::FixedTag<std::uint8_t, 16> bytes;
  const hn::RepartitionToWide<decltype(bytes)> pairs;
  const std::size_t lanes = hn::Lanes(bytes);
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    hn::Vec<decltype(bytes)> red;
    hn::Vec<decltype(bytes)> green;
    hn::Vec<decltype(bytes)> blue;
    hn::LoadInterleaved3(bytes, rgb + 3 * i, red, green, blue);
    hn::StoreInterleaved4(hn::BitCast(pairs, red), hn::BitCast(pairs, green), hn::BitCast(pairs, blue), hn::Zero(pairs),
                          pairs, reinterpret_cast<std::uint16_t*>(pixels + kRowPixelBytes * i));
  }
  pair_pixels_scalar(rgb + 3 * i, count - i, pixels + kRowPixelBytes * i);
}

HWY_INLINE hn::Vec<PixelTag> fold(hn::Vec<PixelTag> sums) {
  return sums;
}
#if HWY_MAX_BYTES > 16
HWY_INLINE hn::Vec<PixelTag> fold(hn::Vec<RowSumTag> sums) {
  return hn::Add(hn::LowerHalf(PixelTag(), sums), hn::UpperHalf(PixelTag(), sums));
}
#endif

/// One output in kRows rows that lie `stride` bytes apart: sums[row] is that of each channel over the taps. Several
/// rows share what is loaded of the weights, which are more than the pixels.
template <std::size_t kRows>
HWY_INLINE void sum_taps(const std::uint8_t* pixels, std::size_t stride, const std::int16_t* weights,
                         std::size_t values, hn::Vec<PixelTag> (&result)[kRows]) {
  const RowTag words;
  const RowSumTag sums;
  const std::size_t lanes = hn::Lanes(words);
  using Sums = hn::Vec<RowSumTag>;
  Sums high[kRows];
  Sums low[kRows];
  Sums high_rest[kRows];  // a second sum on targets whose multiply-and-add does not add neighbours
  Sums low_rest[kRows];
  for (std::size_t row = 0; row < kRows; ++row) high[row] = low[row] = high_rest[row] = low_rest[row] = hn::Zero(sums);
  for (std::size_t at = 0; at < values; at += lanes) {
    const auto high_weights = hn::LoadU(words, weights + at);
    const auto low_weights = hn::LoadU(words, weights + values + at);
    for (std::size_t row = 0; row < kRows; ++row) {
      const auto taken = load_bytes(words, pixels + row * stride + at);
      high[row] = hn::ReorderWidenMulAccumulate(sums, taken, high_weights, high[row], high_rest[row]);
      low[row] = hn::ReorderWidenMulAccumulate(sums, taken, low_weights, low[row], low_rest[row]);
    }
  }
  // Both wrap around where taps are thousands; the whole does not.
  for (std::size_t row = 0; row < kRows; ++row) {
    const auto whole = hn::Add(hn::ShiftLeft<kRowLowBits>(hn::RearrangeToOddPlusEven(high[row], high_rest[row])),
                               hn::RearrangeToOddPlusEven(low[row], low_rest[row]));
    result[row] = fold(whole);
  }
}

/// The bytes of one output in kRows rows, `to` being that of the first.
template <std::size_t kRows>
HWY_INLINE void store_outputs(const hn::Vec<PixelTag> (&sums)[kRows], std::size_t row_bytes, std::size_t count,
                              std::uint8_t* to) {
  const PixelTag pixel;
  const hn::Rebind<std::uint8_t, PixelTag> bytes;
  const auto half = hn::Set(pixel, 1 << (kResampleBits - 1));
  for (std::size_t row = 0; row < kRows; ++row) {
    const auto rounded = hn::DemoteTo(bytes, hn::ShiftRight<kResampleBits>(hn::Add(sums[row], half)));
    std::uint8_t stored[kRowPixelBytes];
    hn::StoreU(rounded, bytes, stored);
    std::memcpy(to + row * row_bytes, stored, count);
  }
}

template <std::size_t kRows>
HWY_INLINE void resample_some_rows(const std::uint8_t* pixels, std::size_t stride, const RowTaps& taps,
                                   std::uint8_t* out) {
  // Copies: for all the compiler knows, a byte of `out` is one of `taps`.
  const std::uint32_t* firsts = taps.firsts;
  const std::int16_t* weights = taps.weights;
  const std::size_t values = taps.taps * kRowPixelBytes;
  const std::size_t row_bytes = 3 * taps.count;
  hn::Vec<PixelTag> sums[kRows];
  for (std::size_t left = taps.count; left > 0; --left) {
    sum_taps(pixels + kRowPixelBytes * *firsts, stride, weights, values, sums);
    // A whole word is quicker than three bytes; its fourth is the next output's first, which comes after.
    if (left > 1) {
      store_outputs(sums, row_bytes, kRowPixelBytes, out);
    } else {
      store_outputs(sums, row_bytes, 3, out);
    }
    ++firsts;
    weights += 2 * values;
    out += 3;
  }
}

HWY_ATTR void resample_rows_lanes(const std::uint8_t* pixels, std::size_t stride, std::size_t rows, const RowTaps& taps,
                                  std::uint8_t* out) {
  std::size_t row = 0;
  for (; row + kRowsAtOnce <= rows; row += kRowsAtOnce) {
    resample_some_rows<kRowsAtOnce>(pixels + row * stride, stride, taps, out + 3 * row * taps.count);
  }
  for (; row < rows; ++row) resample_some_rows<1>(pixels + row * stride, stride, taps, out + 3 * row * taps.count);
}

HWY_ATTR void resample_column_lanes(const std::uint8_t* pixels, std::size_t stride, std::size_t bytes,
                                    const std::int32_t* weights, std::size_t count, std::uint8_t* out) {
  const ColumnTag words;
  const std::size_t lanes = hn::Lanes(words);
  const auto half = hn::Set(words, 1 << (kResampleBits - 1));
  std::size_t x = 0;
  for (; x + 4 * lanes <= bytes; x += 4 * lanes) {
    auto a = half;
    auto b = half;
    auto c = half;
    auto d = half;
    for (std::size_t y = 0; y < count; ++y) {
      const std::uint8_t* from = pixels + y * stride + x;
      const auto weight = hn::Set(words, weights[y]);
      a = hn::Add(a, hn::Mul(load_bytes(words, from), weight));
      b = hn::Add(b, hn::Mul(load_bytes(words, from + lanes), weight));
      c = hn::Add(c, hn::Mul(load_bytes(words, from + 2 * lanes), weight));
      d = hn::Add(d, hn::Mul(load_bytes(words, from + 3 * lanes), weight));
    }
    store_bytes(a, out + x);
    store_bytes(b, out + x + lanes);
    store_bytes(c, out + x + 2 * lanes);
    store_bytes(d, out + x + 3 * lanes);
  }
  resample_column_scalar(pixels + x, stride, bytes - x, weights, count, out + x);
}

}  // namespace HWY_NAMESPACE
}  // namespace shoebox::simd
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace shoebox::simd {
namespace {

HWY_EXPORT(pair_pixels_lanes);
HWY_EXPORT(resample_rows_lanes);
HWY_EXPORT(resample_column_lanes);

}  // namespace

void pair_pixels(const std::uint8_t* rgb, std::size_t count, std::uint8_t* pixels) {
  if (scalar_is_forced()) return pair_pixels_scalar(rgb, count, pixels);
  HWY_DYNAMIC_DISPATCH(pair_pixels_lanes)(rgb, count, pixels);
}

void resample_rows(const std::uint8_t* pixels, std::size_t stride, std::size_t rows, const RowTaps& taps,
                   std::uint8_t* out) {
  if (scalar_is_forced()) return resample_rows_scalar(pixels, stride, rows, taps, out);
  HWY_DYNAMIC_DISPATCH(resample_rows_lanes)(pixels, stride, rows, taps, out);
}

void resample_column(const std::uint8_t* pixels, std::size_t stride, std::size_t bytes, const std::int32_t* weights,
                     std::size_t count, std::uint8_t* out) {
  if (scalar_is_forced()) return resample_column_scalar(pixels, stride, bytes, weights, count, out);
  HWY_DYNAMIC_DISPATCH(resample_column_lanes)(pixels, stride, bytes, weights, count, out);
}

}  // namespace shoebox::simd
#endif  // HWY_ONCE
