#pragma once
// Made-up embeddings for measuring: unit vectors that lie in a narrow cone, as those of CLIP-type models do (their mean
// has a length of about 0.65), with half of the queries in another cone, as sentences are. Fixed by seeds, and the same
// whatever the chunks they are made in.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace shoebox::bench {

enum class DataKind : std::uint8_t {
  kClustered,  // around 2,000 centres
  kPowerLaw,   // the same, with a spectrum that falls as k^-0.5
  kUniform,    // no structure at all, no cone
};

class VectorData final {
 public:
  VectorData(DataKind kind, std::size_t dimension);

  /// Rows `first` to `first` + n of the collection, n x dimension; first is a multiple of 1,024.
  std::vector<float> rows(std::size_t first, std::size_t n) const;
  std::vector<float> queries(std::size_t n) const;

 private:
  enum class Modality : std::uint8_t { kImage, kText };
  void make(std::uint64_t seed, std::size_t n, bool mixed, float* to) const;
  void make_one(class Noise& noise, Modality modality, float* to) const;

  DataKind kind_;
  std::size_t dimension_;
  std::vector<float> image_mean_;
  std::vector<float> text_mean_;
  std::vector<float> basis_;  // of the power law: kRank x dimension
  std::vector<float> centres_;
};

/// Calls work(part, parts) for every part, each on a core of its own, and waits for all.
void on_all_cores(const std::function<void(std::size_t part, std::size_t parts)>& work);

/// "clustered", "power-law", "uniform"; anything else is clustered.
DataKind data_kind(std::string_view name);

}  // namespace shoebox::bench
