#pragma once
// The reference that the vector kernels are tested against, and the kernel of CPUs that have none of them.

#include <cstddef>
#include <cstdint>

namespace shoebox::simd {

/// scores[q * stride + i], otherwise as dot_f16_rows.
void dot_f16_rows_scalar(const std::uint16_t* const* rows, std::size_t n, std::size_t dimension, const float* queries,
                         std::size_t query_count, float* scores, std::size_t stride);

}  // namespace shoebox::simd
