#include "simd/bit_scan.h"

namespace shoebox::simd {

std::uint64_t bound_group_scalar(const BitQuery& query, const std::uint8_t* codes, const float* scales,
                                 const float* alongs, float threshold, float* upper) {
  std::uint64_t reached = 0;
  for (std::size_t row = 0; row < kGroupRows; ++row) {
    std::uint32_t sum = 0;
    for (std::size_t column = 0; column < query.columns; ++column) {
      const std::uint8_t code = codes[column * kGroupRows + group_position(row)];
      const std::uint8_t* tables = query.tables + column * 32;
      sum += static_cast<std::uint32_t>(tables[code & 15]) + tables[16 + (code >> 4)];
    }
    const float inner = query.step * static_cast<float>(sum) + query.base;
    upper[row] = scales[row] * inner + query.along * alongs[row];
    if (upper[row] >= threshold) reached |= std::uint64_t{1} << row;
  }
  return reached;
}

}  // namespace shoebox::simd
