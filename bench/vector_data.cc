#include "bench/vector_data.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <thread>

namespace shoebox::bench {

namespace {

constexpr std::size_t kCentres = 2000;
constexpr std::size_t kRank = 128;
constexpr std::size_t kChunkRows = 1024;
constexpr float kConeMean = 0.65F;
constexpr float kClusterNoise = 0.9F;
constexpr float kPowerLawNoise = 0.8F;
constexpr float kFloorNoise = 0.35F;
constexpr float kTextNoiseFactor = 1.6F;

void to_unit(float* values, std::size_t n) {
  float square = 0;
  for (std::size_t i = 0; i < n; ++i) square += values[i] * values[i];
  const float factor = 1 / std::sqrt(square);
  for (std::size_t i = 0; i < n; ++i) values[i] *= factor;
}

}  // namespace

/// Nearly normal numbers, fast: the sum of four uniform ones.
class Noise final {
 public:
  explicit Noise(std::uint64_t seed) : random_(seed) {}
  float operator()() {
    const std::uint64_t bits = random_();
    float sum = 0;
    for (int part = 0; part < 4; ++part) sum += static_cast<float>(bits >> (16 * part) & 0xffff);
    return (sum / 65536.0F - 2.0F) * 1.7320508F;
  }
  std::size_t below(std::size_t n) { return random_() % n; }

 private:
  std::mt19937_64 random_;
};

DataKind data_kind(std::string_view name) {
  if (name == "power-law") return DataKind::kPowerLaw;
  return name == "uniform" ? DataKind::kUniform : DataKind::kClustered;
}

VectorData::VectorData(DataKind kind, std::size_t dimension)
    : kind_(kind), dimension_(dimension), image_mean_(dimension), text_mean_(dimension) {
  Noise noise(4242);
  for (float& value : image_mean_) value = noise();
  for (float& value : text_mean_) value = noise();
  to_unit(image_mean_.data(), dimension);
  to_unit(text_mean_.data(), dimension);
  if (kind == DataKind::kUniform) return;
  if (kind == DataKind::kPowerLaw) {
    for (std::size_t rank = 0; rank < kRank; ++rank) {
      const float size = 1 / std::sqrt(static_cast<float>(rank + 1));
      for (std::size_t d = 0; d < dimension; ++d) basis_.push_back(noise() * size);
    }
  }
  centres_.resize(kCentres * dimension, 0.0F);
  for (std::size_t c = 0; c < kCentres; ++c) {
    float* centre = centres_.data() + c * dimension;
    for (std::size_t rank = 0; rank < basis_.size() / dimension; ++rank) {
      const float share = noise();
      for (std::size_t d = 0; d < dimension; ++d) centre[d] += share * basis_[rank * dimension + d];
    }
    if (basis_.empty()) {
      for (std::size_t d = 0; d < dimension; ++d) centre[d] = noise();
    }
    to_unit(centre, dimension);
  }
}

void VectorData::make_one(Noise& noise, Modality modality, float* to) const {
  const std::size_t n = dimension_;
  if (kind_ == DataKind::kUniform) {
    for (std::size_t d = 0; d < n; ++d) to[d] = noise();
    return to_unit(to, n);
  }
  const float wider = modality == Modality::kText ? kTextNoiseFactor : 1.0F;
  const float root = std::sqrt(static_cast<float>(n));
  const float* centre = centres_.data() + noise.below(kCentres) * n;
  std::vector<float> spread(n, 0.0F);
  for (std::size_t rank = 0; rank < basis_.size() / n; ++rank) {
    const float share = noise();
    for (std::size_t d = 0; d < n; ++d) spread[d] += share * basis_[rank * n + d];
  }
  if (!basis_.empty()) to_unit(spread.data(), n);
  const float floor_noise = (basis_.empty() ? kClusterNoise * wider : kFloorNoise) / root;
  for (std::size_t d = 0; d < n; ++d) to[d] = centre[d] + kPowerLawNoise * wider * spread[d] + floor_noise * noise();
  to_unit(to, n);
  const std::vector<float>& mean = modality == Modality::kText ? text_mean_ : image_mean_;
  const float rest = std::sqrt(1 - kConeMean * kConeMean);
  for (std::size_t d = 0; d < n; ++d) to[d] = kConeMean * mean[d] + rest * to[d];
  to_unit(to, n);
}

void VectorData::make(std::uint64_t seed, std::size_t n, bool mixed, float* to) const {
  Noise noise(seed);
  for (std::size_t i = 0; i < n; ++i) {
    make_one(noise, mixed && i % 2 == 1 ? Modality::kText : Modality::kImage, to + i * dimension_);
  }
}

std::vector<float> VectorData::rows(std::size_t first, std::size_t n) const {
  std::vector<float> made(n * dimension_);
  const std::size_t chunks = (n + kChunkRows - 1) / kChunkRows;
  const auto work = [&](std::size_t begin, std::size_t step) {
    for (std::size_t chunk = begin; chunk < chunks; chunk += step) {
      const std::size_t at = chunk * kChunkRows;
      make(7919 + first / kChunkRows + chunk, std::min(kChunkRows, n - at), false, made.data() + at * dimension_);
    }
  };
  on_all_cores(work);
  return made;
}

void on_all_cores(const std::function<void(std::size_t part, std::size_t parts)>& work) {
  const std::size_t parts = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::jthread> others;
  for (std::size_t part = 1; part < parts; ++part) others.emplace_back(work, part, parts);
  work(0, parts);
}

std::vector<float> VectorData::queries(std::size_t n) const {
  std::vector<float> made(n * dimension_);
  make(1, n, true, made.data());
  return made;
}

}  // namespace shoebox::bench
