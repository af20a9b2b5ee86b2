#include "index/rotation.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace shoebox::index {
namespace {

/// splitmix64 (Steele, Lea, Flood): the same bits on every machine, which files depend on.
std::uint64_t next_random(std::uint64_t& state) {
  std::uint64_t z = state += 0x9e3779b97f4a7c15U;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9U;
  z = (z ^ z >> 27) * 0x94d049bb133111ebU;
  return z ^ z >> 31;
}

/// The first two levels of the transform: a fixed little network, which the compiler turns into shuffles.
void transform_fours(float* values, std::size_t n, float scale) {
  for (std::size_t i = 0; i < n; i += 4) {
    const float a = values[i] + values[i + 1];
    const float b = values[i] - values[i + 1];
    const float c = values[i + 2] + values[i + 3];
    const float d = values[i + 2] - values[i + 3];
    values[i] = (a + c) * scale;
    values[i + 1] = (b + d) * scale;
    values[i + 2] = (a - c) * scale;
    values[i + 3] = (b - d) * scale;
  }
}

/// The orthonormal Walsh-Hadamard transform of n values in place; n is a power of two and at least 4.
void transform(float* values, std::size_t n) {
  transform_fours(values, n, 1.0F / std::sqrt(static_cast<float>(n)));
  for (std::size_t half = 4; half < n; half *= 2) {
    for (std::size_t begin = 0; begin < n; begin += 2 * half) {
      float* __restrict low = values + begin;
      float* __restrict high = values + begin + half;
      for (std::size_t i = 0; i < half; ++i) {
        const float sum = low[i] + high[i];
        high[i] = low[i] - high[i];
        low[i] = sum;
      }
    }
  }
}

void mix_halves(float* values, std::size_t n) {
  constexpr float kRoot = 0.70710678F;
  for (std::size_t i = 0; i < n / 2; ++i) {
    const float a = values[i];
    const float b = values[i + n / 2];
    values[i] = (a + b) * kRoot;
    values[i + n / 2] = (a - b) * kRoot;
  }
}

}  // namespace

Rotation::Rotation(std::size_t dimension, std::uint64_t seed)
    : dimension_(dimension),
      padded_(padded(dimension)),
      power_(std::bit_floor(padded_)),
      rounds_(power_ == padded_ ? 3 : 4),
      signs_(rounds_ * padded_) {
  for (float& sign : signs_) sign = next_random(seed) >> 63 != 0 ? 1.0F : -1.0F;
}

void Rotation::apply(const float* from, float* to) const {
  std::copy_n(from, dimension_, to);
  std::fill(to + dimension_, to + padded_, 0.0F);
  for (std::size_t round = 0; round < rounds_; ++round) {
    const float* signs = signs_.data() + round * padded_;
    for (std::size_t i = 0; i < padded_; ++i) to[i] *= signs[i];
    transform(round % 2 == 0 ? to : to + padded_ - power_, power_);
    if (power_ != padded_) mix_halves(to, padded_);
  }
}

}  // namespace shoebox::index
