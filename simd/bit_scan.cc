// The idea: sixteen entries of a table fit one vector register, so a look-up of 4 bits is one byte shuffle for as many
// rows as a register has bytes. A code byte costs two shuffles; their sum fits a byte and is added into 16-bit lanes:
// once whole (even bytes plus 256 times the odd ones) and once shifted (odd bytes alone). This is the same on every
// target; only the width differs. Measured beside AND + POPCNT over four bit planes (AVX-512 VPOPCNTDQ): fewer
// instructions a byte of code, and the query keeps about seven bits instead of four.
//
// This file is compiled once a target by Highway's foreach_target.h.

#include "simd/bit_scan.h"

#include "simd/targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "simd/bit_scan.cc"
#if defined(__aarch64__)
// Scalable vectors cannot be kept in arrays; NEON is there on every such CPU.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128)
#endif
#include <hwy/foreach_target.h>
// After foreach_target.h, by Highway's rules.
#include <hwy/cache_control.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace shoebox::simd {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using ByteTag = hn::CappedTag<std::uint8_t, kGroupRows>;
using ShortTag = hn::Repartition<std::uint16_t, ByteTag>;
using Bytes = hn::Vec<ByteTag>;
using Shorts = hn::Vec<ShortTag>;
constexpr std::size_t kPartBytes = HWY_MAX_BYTES < kGroupRows ? HWY_MAX_BYTES : kGroupRows;
constexpr std::size_t kParts = kGroupRows / kPartBytes;
constexpr std::size_t kColumnsAhead = 64;  // 4 KB: processors do not fetch ahead of themselves across small pages

/// sums: rows 0 to 63 in order.
HWY_INLINE void sum_entries(const BitQuery& query, const std::uint8_t* codes, std::uint16_t* sums) {
  const ByteTag bytes;
  const ShortTag shorts;
  const Bytes low_bits = hn::Set(bytes, 15);
  Shorts whole[kParts];
  Shorts odd[kParts];
  for (std::size_t part = 0; part < kParts; ++part) {
    whole[part] = hn::Zero(shorts);
    odd[part] = hn::Zero(shorts);
  }
  for (std::size_t column = 0; column < query.columns; ++column) {
    hwy::Prefetch(codes + (column + kColumnsAhead) * kGroupRows);
    const Bytes low_table = hn::LoadDup128(bytes, query.tables + column * 32);
    const Bytes high_table = hn::LoadDup128(bytes, query.tables + column * 32 + 16);
    for (std::size_t part = 0; part < kParts; ++part) {
      const Bytes code = hn::LoadU(bytes, codes + column * kGroupRows + part * kPartBytes);
      const Bytes high = hn::And(hn::BitCast(bytes, hn::ShiftRight<4>(hn::BitCast(shorts, code))), low_bits);
      const Bytes both =
          hn::Add(hn::TableLookupBytes(low_table, hn::And(code, low_bits)), hn::TableLookupBytes(high_table, high));
      const Shorts pairs = hn::BitCast(shorts, both);
      whole[part] = hn::Add(whole[part], pairs);
      odd[part] = hn::Add(odd[part], hn::ShiftRight<8>(pairs));
    }
  }
  for (std::size_t part = 0; part < kParts; ++part) {
    const Shorts even = hn::Sub(whole[part], hn::ShiftLeft<8>(odd[part]));
    hn::StoreU(even, shorts, sums + part * kPartBytes / 2);
    hn::StoreU(odd[part], shorts, sums + kGroupRows / 2 + part * kPartBytes / 2);
  }
}

HWY_ATTR std::uint64_t bound_rows(const BitQuery& query, const std::uint8_t* codes, const float* scales,
                                  const float* alongs, float threshold, float* upper) {
  HWY_ALIGN std::uint16_t sums[kGroupRows];
  sum_entries(query, codes, sums);
  const hn::ScalableTag<float> floats;
  const hn::Rebind<std::int32_t, decltype(floats)> words;
  const hn::Rebind<std::uint16_t, decltype(floats)> halves;
  const auto step = hn::Set(floats, query.step);
  const auto base = hn::Set(floats, query.base);
  const auto along = hn::Set(floats, query.along);
  const auto least = hn::Set(floats, threshold);
  std::uint64_t reached = 0;
  for (std::size_t row = 0; row < kGroupRows; row += hn::Lanes(floats)) {
    const auto sum = hn::ConvertTo(floats, hn::PromoteTo(words, hn::LoadU(halves, sums + row)));
    const auto inner = hn::MulAdd(step, sum, base);
    const auto bound =
        hn::MulAdd(hn::LoadU(floats, scales + row), inner, hn::Mul(along, hn::LoadU(floats, alongs + row)));
    hn::StoreU(bound, floats, upper + row);
    std::uint8_t bits[8] = {};
    hn::StoreMaskBits(floats, hn::Ge(bound, least), bits);
    reached |= static_cast<std::uint64_t>(bits[0] | bits[1] << 8) << row;
  }
  return reached;
}

}  // namespace HWY_NAMESPACE
}  // namespace shoebox::simd
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace shoebox::simd {
namespace {

HWY_EXPORT(bound_rows);

}  // namespace

std::uint64_t bound_group(const BitQuery& query, const std::uint8_t* codes, const float* scales, const float* alongs,
                          float threshold, float* upper) {
  if (scalar_is_forced()) return bound_group_scalar(query, codes, scales, alongs, threshold, upper);
  return HWY_DYNAMIC_DISPATCH(bound_rows)(query, codes, scales, alongs, threshold, upper);
}

}  // namespace shoebox::simd
#endif  // HWY_ONCE
