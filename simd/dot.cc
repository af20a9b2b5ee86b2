// The idea: a tile of rows and queries is multiplied in registers, one accumulator a pair. Rows that come from memory
// are taken one after the other, because one stream is what the prefetcher follows best (two rows side by side halved
// the speed of a scan on Zen 4); the processor overlaps the end of one row with the start of the next on its own. With
// several queries each row is converted once for four of them, and after the first four the rows are in the cache,
// where two rows at a time are quicker. One accumulator a pair, whatever the tile, means that a pair's score is always
// summed in the same order.
//
// This file is compiled once a target by Highway's foreach_target.h.

#include "simd/dot.h"

#include <algorithm>
#include <cstring>

#include "simd/dot_scalar.h"
#include "simd/targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "simd/dot.cc"
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

using FloatTag = hn::ScalableTag<float>;
using WordTag = hn::Rebind<std::uint16_t, FloatTag>;
using HalfTag = hn::Rebind<hwy::float16_t, FloatTag>;
using Floats = hn::Vec<FloatTag>;
constexpr std::size_t kLanes = HWY_MAX_BYTES / sizeof(float);

HWY_INLINE Floats load_halves(const std::uint16_t* from) {
  return hn::PromoteTo(FloatTag(), hn::BitCast(HalfTag(), hn::LoadU(WordTag(), from)));
}

template <std::size_t kRows, std::size_t kQueries>
HWY_INLINE void add_products(const std::uint16_t* const* rows, const float* const* queries, std::size_t at,
                             Floats (&sums)[kRows][kQueries]) {
  Floats values[kQueries];
  for (std::size_t q = 0; q < kQueries; ++q) values[q] = hn::LoadU(FloatTag(), queries[q] + at);
  for (std::size_t r = 0; r < kRows; ++r) {
    const Floats row = load_halves(rows[r] + at);
    for (std::size_t q = 0; q < kQueries; ++q) sums[r][q] = hn::MulAdd(row, values[q], sums[r][q]);
  }
}

/// The last few dimensions, filled up with zeros to a whole vector.
template <std::size_t kRows, std::size_t kQueries>
HWY_INLINE void add_tail(const std::uint16_t* const* rows, const float* const* queries, std::size_t at,
                         std::size_t left, Floats (&sums)[kRows][kQueries]) {
  std::uint16_t row_tails[kRows][kLanes] = {};
  float query_tails[kQueries][kLanes] = {};
  const std::uint16_t* row_pointers[kRows];
  const float* query_pointers[kQueries];
  for (std::size_t r = 0; r < kRows; ++r) {
    std::memcpy(row_tails[r], rows[r] + at, left * sizeof(std::uint16_t));
    row_pointers[r] = row_tails[r];
  }
  for (std::size_t q = 0; q < kQueries; ++q) {
    std::memcpy(query_tails[q], queries[q] + at, left * sizeof(float));
    query_pointers[q] = query_tails[q];
  }
  add_products<kRows, kQueries>(row_pointers, query_pointers, 0, sums);
}

template <std::size_t kRows, std::size_t kQueries>
HWY_INLINE void score_tile(const std::uint16_t* const* rows, const float* const* queries, std::size_t dimension,
                           float* scores, std::size_t stride) {
  Floats sums[kRows][kQueries];
  for (std::size_t r = 0; r < kRows; ++r) {
    for (std::size_t q = 0; q < kQueries; ++q) sums[r][q] = hn::Zero(FloatTag());
  }
  const std::size_t whole = dimension / kLanes * kLanes;
  for (std::size_t at = 0; at < whole; at += kLanes) add_products<kRows, kQueries>(rows, queries, at, sums);
  if (whole < dimension) add_tail<kRows, kQueries>(rows, queries, whole, dimension - whole, sums);
  for (std::size_t r = 0; r < kRows; ++r) {
    for (std::size_t q = 0; q < kQueries; ++q) {
      scores[q * stride + r] = hn::GetLane(hn::SumOfLanes(FloatTag(), sums[r][q]));
    }
  }
}

template <std::size_t kRows, std::size_t kQueries>
HWY_INLINE void score_rows(const std::uint16_t* const* rows, std::size_t n, std::size_t dimension,
                           const float* const* queries, float* scores, std::size_t stride) {
  std::size_t i = 0;
  for (; i + kRows <= n; i += kRows) {
    score_tile<kRows, kQueries>(rows + i, queries, dimension, scores + i, stride);
  }
  for (; i < n; ++i) score_tile<1, kQueries>(rows + i, queries, dimension, scores + i, stride);
}

HWY_ATTR void dot_rows(const std::uint16_t* const* rows, std::size_t n, std::size_t dimension, const float* queries,
                       std::size_t query_count, float* scores, std::size_t stride) {
  constexpr std::size_t kTile = 4;
  std::size_t q = 0;
  for (; q + kTile <= query_count; q += kTile) {
    const float* tile[kTile];
    for (std::size_t t = 0; t < kTile; ++t) tile[t] = queries + (q + t) * dimension;
    if (q == 0) {
      score_rows<1, kTile>(rows, n, dimension, tile, scores, stride);
    } else {
      score_rows<2, kTile>(rows, n, dimension, tile, scores + q * stride, stride);
    }
  }
  for (; q < query_count; ++q) {
    const float* query = queries + q * dimension;
    score_rows<1, 1>(rows, n, dimension, &query, scores + q * stride, stride);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace shoebox::simd
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace shoebox::simd {
namespace {

HWY_EXPORT(dot_rows);

void dot_strided(const std::uint16_t* const* rows, std::size_t n, std::size_t dimension, const float* queries,
                 std::size_t query_count, float* scores, std::size_t stride) {
  if (scalar_is_forced()) {
    dot_f16_rows_scalar(rows, n, dimension, queries, query_count, scores, stride);
  } else {
    HWY_DYNAMIC_DISPATCH(dot_rows)(rows, n, dimension, queries, query_count, scores, stride);
  }
}

}  // namespace

void dot_f16(const std::uint16_t* rows, std::size_t n, std::size_t dimension, const float* queries,
             std::size_t query_count, float* scores) {
  constexpr std::size_t kChunk = 64;  // rows that stay in the cache while all queries pass over them
  for (std::size_t begin = 0; begin < n; begin += kChunk) {
    const std::uint16_t* pointers[kChunk];
    const std::size_t count = std::min(kChunk, n - begin);
    for (std::size_t i = 0; i < count; ++i) pointers[i] = rows + (begin + i) * dimension;
    dot_strided(pointers, count, dimension, queries, query_count, scores + begin, n);
  }
}

void dot_f16_rows(const std::uint16_t* const* rows, std::size_t n, std::size_t dimension, const float* queries,
                  std::size_t query_count, float* scores) {
  dot_strided(rows, n, dimension, queries, query_count, scores, n);
}

}  // namespace shoebox::simd
#endif  // HWY_ONCE
