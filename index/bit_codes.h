#pragma once
// One bit a dimension for a vector, and what a code says about an inner product: RaBitQ (Gao and Long, SIGMOD 2024).
//
// The idea: take from a vector its share along the library's common direction (the centre: the vectors of one model lie
// in a narrow cone), rotate the rest r at random and keep only the signs s. With the scale f = |r|² / Σ|r_i|, f <s, q>
// estimates <r, q> without bias, and the error is nearly normal with deviation
// f |q| sqrt(1 - c²) sqrt(D / (D - 1)), c being the cosine between s and r (about 0.8). Nothing is trained, so a vector
// is coded alone, and nothing is assumed of the data: the rotation makes the error random, not the vectors.
// Removing the projection on the centre instead of the mean itself (as the paper does) also shortens the query, so the
// bounds of image-like queries are a quarter tighter.
//
// Codes lie in groups of 64 vectors, byte columns beside each other (simd/bit_scan.h). Pure functions.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "index/rotation.h"
#include "simd/bit_scan.h"

namespace shoebox::index {

/// The common direction of the vectors that are coded together; all zero when they have none.
struct Centre {
  std::vector<float> direction;  // of length 1
  std::vector<float> rotated;
};
Centre make_centre(const Rotation& rotation, std::span<const float> direction);

/// Of 64 rows; `rows` n x dimension halves, n at most 64 (the rest are codes of nothing). scales and alongs: 64 each.
/// -> the largest error of the group: deviation / (scale x |query|).
float encode_group(const Rotation& rotation, const Centre& centre, const std::uint16_t* rows, std::size_t n,
                   std::uint8_t* codes, float* scales, float* alongs);

/// A query made ready for codes around one centre.
class CodedQuery final {
 public:
  /// `rotated`: the query through the rotation.
  CodedQuery(const Centre& centre, std::span<const float> query, std::span<const float> rotated);

  /// For a group whose largest error is `spread`: bounds that hold but for one row in some thousand at the threshold.
  simd::BitQuery for_spread(float spread) const;
  /// The estimates themselves, without a bound.
  simd::BitQuery for_estimate() const;
  /// How far an upper bound of such a group lies over the estimate, for a row of scale 1.
  float margin(float spread) const;

 private:
  std::vector<std::uint8_t> tables_;
  float along_ = 0;
  float step_ = 0;
  float base_ = 0;
  float norm_squared_ = 0;  // of what is left of the query
  float table_variance_ = 0;
};

}  // namespace shoebox::index
