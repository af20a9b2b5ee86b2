#pragma once
// Dot products of a block of rows with a query, by the best instructions that this CPU has (Google Highway, run-time
// dispatch: AVX-512, AVX2, SSE4, SSSE3, NEON; plain C++ elsewhere; all agree within rounding). Free functions, safe to
// call concurrently.

#include <cstddef>
#include <cstdint>

namespace shoebox::simd {

/// scores[q * n + i] = dot(rows[i * dimension ...], queries[q * dimension ...]) for n rows of finite IEEE half floats
/// and query_count queries of float32; accumulated in float32. The score of a pair does not depend on the other rows
/// and queries of the call: equal rows have equal scores.
void dot_f16(const std::uint16_t* rows, std::size_t n, std::size_t dimension, const float* queries,
             std::size_t query_count, float* scores);

/// The same for rows that lie anywhere: rows[i] points to row i.
void dot_f16_rows(const std::uint16_t* const* rows, std::size_t n, std::size_t dimension, const float* queries,
                  std::size_t query_count, float* scores);

void f32_to_f16(const float* from, std::size_t n, std::uint16_t* to);  // round to nearest even; too large: infinity
void f16_to_f32(const std::uint16_t* from, std::size_t n, float* to);

/// Divides each row of n x dimension floats by its length; a zero row stays zero.
void normalize_rows(float* rows, std::size_t n, std::size_t dimension);

/// Whether all are finite.
bool all_finite(const float* values, std::size_t n);
bool all_finite_f16(const std::uint16_t* values, std::size_t n);

}  // namespace shoebox::simd
