#pragma once
// The first pass over 1-bit codes: for 64 vectors at once, an upper bound of each one's inner product with a query, by
// table look-ups of four bits (the "fast scan" of André, Kermarrec and Le Scouarnec, VLDB 2015, applied to RaBitQ
// codes; index/bit_codes.h says what the codes are). Free functions, safe to call concurrently.

#include <cstddef>
#include <cstdint>

namespace shoebox::simd {

constexpr std::size_t kGroupRows = 64;

/// Where in a column of 64 bytes the byte of a row lies: the sums of even bytes then come out as rows 0 to 31, those of
/// odd bytes as rows 32 to 63, in order, whatever the width of a vector.
constexpr std::size_t group_position(std::size_t row) {
  return row < 32 ? 2 * row : 2 * (row - 32) + 1;
}

/// A query against one centre. tables: a column has 32 bytes, sixteen for the low and sixteen for the high four bits of
/// a code byte. No entry is over 127, and those that one code can choose add up to at most 65,535.
struct BitQuery {
  const std::uint8_t* tables = nullptr;
  std::size_t columns = 0;
  float step = 0;   // what one unit of the sum is worth
  float base = 0;   // of a sum of 0, with the bound of the error
  float along = 0;  // the query's share along the centre
};

/// upper[i] = along * alongs[i] + scales[i] * (step * sum_i + base), where sum_i adds up the table entries that row i's
/// code chooses. codes: columns x 64 bytes. -> one bit a row whose upper is at least the threshold.
std::uint64_t bound_group(const BitQuery& query, const std::uint8_t* codes, const float* scales, const float* alongs,
                          float threshold, float* upper);

/// The plain C++ of it, in the same order of operations.
std::uint64_t bound_group_scalar(const BitQuery& query, const std::uint8_t* codes, const float* scales,
                                 const float* alongs, float threshold, float* upper);

}  // namespace shoebox::simd
