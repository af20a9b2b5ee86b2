#include "simd/dot_scalar.h"

#include "simd/half.h"

namespace shoebox::simd {

void dot_f16_rows_scalar(const std::uint16_t* const* rows, std::size_t n, std::size_t dimension, const float* queries,
                         std::size_t query_count, float* scores, std::size_t stride) {
  for (std::size_t q = 0; q < query_count; ++q) {
    for (std::size_t i = 0; i < n; ++i) {
      float sum = 0;
      for (std::size_t d = 0; d < dimension; ++d) sum += half_to_float(rows[i][d]) * queries[q * dimension + d];
      scores[q * stride + i] = sum;
    }
  }
}

}  // namespace shoebox::simd
