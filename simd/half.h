#pragma once
// One IEEE 754 half float at a time, without branches that depend on the CPU. After Fabian Giesen's "half to float done
// quick" (public domain): let the float unit do the rounding and the subnormals.

#include <bit>
#include <cstdint>

namespace shoebox::simd {

inline float half_to_float(std::uint16_t half) {
  constexpr std::uint32_t kExponentMask = 0x7c00u << 13;
  std::uint32_t bits = (half & 0x7fffu) << 13;
  const std::uint32_t exponent = bits & kExponentMask;
  bits += (127u - 15u) << 23;
  if (exponent == kExponentMask) {
    bits += (128u - 16u) << 23;  // infinity and NaN
  } else if (exponent == 0) {
    constexpr std::uint32_t kSubnormalMagic = 113u << 23;
    bits += 1u << 23;
    bits = std::bit_cast<std::uint32_t>(std::bit_cast<float>(bits) - std::bit_cast<float>(kSubnormalMagic));
  }
  return std::bit_cast<float>(bits | (half & 0x8000u) << 16);
}

/// Rounds to nearest even; too large becomes infinity, NaN a quiet NaN.
inline std::uint16_t float_to_half(float value) {
  constexpr std::uint32_t kInfinity32 = 255u << 23;
  constexpr std::uint32_t kOverflow = (127u + 16u) << 23;  // 65536
  constexpr std::uint32_t kSubnormalMagic = ((127u - 15u) + (23u - 10u) + 1u) << 23;
  std::uint32_t bits = std::bit_cast<std::uint32_t>(value);
  const std::uint32_t sign = bits & 0x80000000u;
  bits ^= sign;
  std::uint32_t half = 0;
  if (bits >= kOverflow) {
    half = bits > kInfinity32 ? 0x7e00u : 0x7c00u;
  } else if (bits < (113u << 23)) {
    // Adding the magic number shifts the mantissa to where a subnormal half has it, and rounds it on the way.
    half = std::bit_cast<std::uint32_t>(std::bit_cast<float>(bits) + std::bit_cast<float>(kSubnormalMagic));
    half -= kSubnormalMagic;
  } else {
    const std::uint32_t odd = bits >> 13 & 1u;
    bits -= (127u - 15u) << 23;
    half = (bits + 0xfffu + odd) >> 13;
  }
  return static_cast<std::uint16_t>(half | sign >> 16);
}

}  // namespace shoebox::simd
