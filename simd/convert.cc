// Work that is done once a vector, not once a vector and query: plain loops, which the compiler vectorises for the
// baseline, are quick enough.

#include <cmath>

#include "simd/dot.h"
#include "simd/half.h"

namespace shoebox::simd {

void f32_to_f16(const float* from, std::size_t n, std::uint16_t* to) {
  for (std::size_t i = 0; i < n; ++i) to[i] = float_to_half(from[i]);
}

void f16_to_f32(const std::uint16_t* from, std::size_t n, float* to) {
  for (std::size_t i = 0; i < n; ++i) to[i] = half_to_float(from[i]);
}

void normalize_rows(float* rows, std::size_t n, std::size_t dimension) {
  for (std::size_t i = 0; i < n; ++i) {
    float* row = rows + i * dimension;
    // In double precision, so that neither very large nor very small values leave the range when squared.
    double square = 0;
    for (std::size_t d = 0; d < dimension; ++d) square += static_cast<double>(row[d]) * row[d];
    if (square == 0) continue;
    const double factor = 1.0 / std::sqrt(square);
    for (std::size_t d = 0; d < dimension; ++d) row[d] = static_cast<float>(row[d] * factor);
  }
}

bool all_finite(const float* values, std::size_t n) {
  std::uint32_t not_finite = 0;
  for (std::size_t i = 0; i < n; ++i) {
    not_finite |= (std::bit_cast<std::uint32_t>(values[i]) & 0x7f800000u) == 0x7f800000u ? 1u : 0u;
  }
  return not_finite == 0;
}

bool all_finite_f16(const std::uint16_t* values, std::size_t n) {
  std::uint32_t not_finite = 0;
  for (std::size_t i = 0; i < n; ++i) not_finite |= (values[i] & 0x7c00u) == 0x7c00u ? 1u : 0u;
  return not_finite == 0;
}

}  // namespace shoebox::simd
