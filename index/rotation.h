#pragma once
// A random orthogonal transform, fixed by a seed: it spreads whatever a vector holds evenly over all dimensions, which
// is what makes the signs of the result a good code (index/bit_codes.h). Fast Walsh-Hadamard transforms with random
// signs between them (Ailon and Chazelle, 2009) cost O(D log D) instead of D²; where D is no power of two, they take
// the front and the back in turn, mixed by a butterfly of the two halves (as Gao's RaBitQ library does). Immutable.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace shoebox::index {

class Rotation final {
 public:
  Rotation(std::size_t dimension, std::uint64_t seed);

  std::size_t dimension() const { return dimension_; }
  /// Of the result: a multiple of 64; the input is filled up with zeros.
  std::size_t padded() const { return padded_; }
  /// dimension() floats -> padded() floats; lengths and angles stay.
  void apply(const float* from, float* to) const;

  static std::size_t padded(std::size_t dimension) { return (dimension + 63) / 64 * 64; }

 private:
  std::size_t dimension_;
  std::size_t padded_;
  std::size_t power_;  // the largest power of two that fits
  std::size_t rounds_;
  std::vector<float> signs_;  // rounds_ x padded_
};

}  // namespace shoebox::index
