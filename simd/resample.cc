// The idea: a pixel of a row has four bytes, so that a vector of sums holds whole pixels and folds into one by adding
// its halves; no shuffle inside the loop. In a column a vector holds bytes that lie side by side, and its sum stays in
// a register over all taps.
//
// This file is compiled once a target by Highway's foreach_target.h.

#include "simd/resample.h"

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

// Two pixels: wider would only lengthen the folding.
using RowTag = hn::CappedTag<std::int32_t, 2 * kRowPixelBytes>;
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

HWY_ATTR void widen_pixels_lanes(const std::uint8_t* rgb, std::size_t count, std::uint8_t* pixels) {
  const hn::FixedTag<std::uint8_t, 16> bytes;
  const std::size_t lanes = hn::Lanes(bytes);
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    hn::Vec<decltype(bytes)> red;
    hn::Vec<decltype(bytes)> green;
    hn::Vec<decltype(bytes)> blue;
    hn::LoadInterleaved3(bytes, rgb + 3 * i, red, green, blue);
    hn::StoreInterleaved4(red, green, blue, hn::Zero(bytes), bytes, pixels + kRowPixelBytes * i);
  }
  widen_pixels_scalar(rgb + 3 * i, count - i, pixels + kRowPixelBytes * i);
}

HWY_INLINE hn::Vec<PixelTag> fold(hn::Vec<PixelTag> sums) {
  return sums;
}
#if HWY_MAX_BYTES > 16
HWY_INLINE hn::Vec<PixelTag> fold(hn::Vec<RowTag> sums) {
  return hn::Add(hn::LowerHalf(PixelTag(), sums), hn::UpperHalf(PixelTag(), sums));
}
#endif

/// Of each channel, over the taps of one output.
HWY_INLINE hn::Vec<PixelTag> sum_taps(const std::uint8_t* pixels, const std::int32_t* weights, std::size_t values) {
  const RowTag words;
  const std::size_t lanes = hn::Lanes(words);
  auto even = hn::Zero(words);
  auto odd = hn::Zero(words);
  for (std::size_t at = 0; at < values; at += 2 * lanes) {
    even = hn::Add(even, hn::Mul(load_bytes(words, pixels + at), hn::LoadU(words, weights + at)));
    odd = hn::Add(odd, hn::Mul(load_bytes(words, pixels + at + lanes), hn::LoadU(words, weights + at + lanes)));
  }
  return fold(hn::Add(even, odd));
}

HWY_ATTR void resample_row_lanes(const std::uint8_t* pixels, const RowTaps& taps, std::uint8_t* out) {
  const PixelTag pixel;
  const hn::Rebind<std::uint8_t, PixelTag> bytes;
  const auto half = hn::Set(pixel, 1 << (kResampleBits - 1));
  const std::size_t values = taps.taps * kRowPixelBytes;
  for (std::size_t i = 0; i < taps.count; ++i) {
    const auto sum = sum_taps(pixels + kRowPixelBytes * taps.firsts[i], taps.weights + i * values, values);
    // The fourth byte is the next output's first, which comes after.
    hn::StoreU(hn::DemoteTo(bytes, hn::ShiftRight<kResampleBits>(hn::Add(sum, half))), bytes, out + 3 * i);
  }
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

HWY_EXPORT(widen_pixels_lanes);
HWY_EXPORT(resample_row_lanes);
HWY_EXPORT(resample_column_lanes);

}  // namespace

void widen_pixels(const std::uint8_t* rgb, std::size_t count, std::uint8_t* pixels) {
  if (scalar_is_forced()) return widen_pixels_scalar(rgb, count, pixels);
  HWY_DYNAMIC_DISPATCH(widen_pixels_lanes)(rgb, count, pixels);
}

void resample_row(const std::uint8_t* pixels, const RowTaps& taps, std::uint8_t* out) {
  if (scalar_is_forced()) return resample_row_scalar(pixels, taps, out);
  HWY_DYNAMIC_DISPATCH(resample_row_lanes)(pixels, taps, out);
}

void resample_column(const std::uint8_t* pixels, std::size_t stride, std::size_t bytes, const std::int32_t* weights,
                     std::size_t count, std::uint8_t* out) {
  if (scalar_is_forced()) return resample_column_scalar(pixels, stride, bytes, weights, count, out);
  HWY_DYNAMIC_DISPATCH(resample_column_lanes)(pixels, stride, bytes, weights, count, out);
}

}  // namespace shoebox::simd
#endif  // HWY_ONCE
