// What a search through codes finds of what brute force finds, on the kinds of data that break other indexes.

#include <cmath>
#include <functional>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "index/cascade_index.h"
#include "index/index_test_files.h"

namespace shoebox::index {
namespace {

constexpr int kDimension = 96;
constexpr std::size_t kRows = 12 * 1024 + 300;
constexpr std::size_t kQueries = 100;
constexpr float kTie = 1e-3F;

using Fill = std::function<void(std::mt19937&, std::size_t row, float* to)>;

float normal(std::mt19937& random) {
  return std::normal_distribution<float>()(random);
}

/// Around 40 centres, in a cone whose mean has a length of about 0.65, as CLIP's vectors lie.
void cone(std::mt19937& random, std::size_t, float* to) {
  std::mt19937 centre(random() % 40 + 1);
  float square = 0;
  for (int d = 0; d < kDimension; ++d) {
    to[d] = normal(centre) + 0.6F * normal(random);
    square += to[d] * to[d];
  }
  for (int d = 0; d < kDimension; ++d) to[d] *= 0.76F / std::sqrt(square);
  to[3] += 0.65F;
}

void power_law(std::mt19937& random, std::size_t, float* to) {
  for (int d = 0; d < kDimension; ++d) to[d] = normal(random) / std::sqrt(static_cast<float>(d + 1)) + (d == 0 ? 2 : 0);
}

void uniform(std::mt19937& random, std::size_t, float* to) {
  for (int d = 0; d < kDimension; ++d) to[d] = normal(random);
}

/// Thirty times each, as copies and bursts are.
void duplicates(std::mt19937&, std::size_t row, float* to) {
  std::mt19937 same(static_cast<unsigned>(row / 30 + 1));
  for (int d = 0; d < kDimension; ++d) to[d] = normal(same);
}

/// One dimension holds nearly everything, and most others nothing.
void spiky(std::mt19937& random, std::size_t row, float* to) {
  for (int d = 0; d < kDimension; ++d) to[d] = 0;
  to[row % 5] = 1;
  to[random() % kDimension] += 0.3F * normal(random);
}

// More rows than a search looks at before it asks itself whether the codes are worth it.
constexpr std::size_t kBackgroundRows = 70 * 1024;

/// Five hundred around each of twenty centres, behind a background of everything.
void late_clusters(std::mt19937& random, std::size_t row, float* to) {
  if (row < kBackgroundRows) return uniform(random, row, to);
  std::mt19937 centre(static_cast<unsigned>((row - kBackgroundRows) / 500 + 1));
  for (int d = 0; d < kDimension; ++d) to[d] = normal(centre) + 0.5F * normal(random);
}

class Recall : public testing::Test {
 protected:
  void build(const Fill& fill, std::size_t row_count = kRows) {
    index_ = CascadeIndex::open(folder_.file(), SpaceId{"test/recall"}, kDimension, OpenMode::kReadWrite, early_codes())
                 .value();
    const std::vector<float> rows = make(fill, row_count, 1);
    std::vector<std::uint16_t> halves(rows.size());
    simd::f32_to_f16(rows.data(), rows.size(), halves.data());
    std::vector<Slot> slots;
    for (const std::uint32_t slot : slot_range(0, static_cast<std::uint32_t>(row_count))) slots.push_back(Slot{slot});
    ASSERT_TRUE(index_->append(slots, halves));
    queries_ = make(fill, kQueries, 2);
    // Every third as sentences are: in another direction, far from all rows.
    const std::vector<float> others = make(uniform, kQueries, 3);
    for (std::size_t i = 0; i < queries_.size(); ++i) {
      if (i / kDimension % 3 == 2) queries_[i] = others[i];
    }
  }

  static std::vector<float> make(const Fill& fill, std::size_t n, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<float> rows(n * kDimension);
    for (std::size_t i = 0; i < n; ++i) fill(random, i, rows.data() + i * kDimension);
    simd::normalize_rows(rows.data(), n, kDimension);
    return rows;
  }

  double recall(std::size_t k, const Bitmap* allowed) const {
    SearchCost bounded;
    SearchCost proven;
    const auto found = index_->search(queries_, k, allowed, Exactness::kBound, bounded).value();
    const auto truth = index_->search(queries_, k, allowed, Exactness::kProof, proven).value();
    std::size_t hits = 0;
    std::size_t wanted = 0;
    for (std::size_t q = 0; q < found.size(); ++q) {
      EXPECT_EQ(found[q].size(), truth[q].size());
      std::set<std::uint32_t> slots;
      for (const Hit& hit : truth[q]) slots.insert(hit.slot.value);
      for (const Hit& hit : found[q]) {
        hits += slots.contains(hit.slot.value) || hit.score >= truth[q].back().score - kTie ? 1 : 0;
      }
      wanted += truth[q].size();
    }
    return static_cast<double>(hits) / static_cast<double>(wanted);
  }

  void check(const Fill& fill) {
    build(fill);
    for (const std::size_t k : {1U, 12U, 100U, 1000U}) EXPECT_GE(recall(k, nullptr), 0.999) << "k " << k;
    for (const std::uint32_t step : {1000U, 100U, 10U, 2U}) {
      Bitmap allowed(kRows);
      for (std::uint32_t slot = 1; slot < kRows; slot += step) allowed.insert(Slot{slot});
      EXPECT_GE(recall(12, &allowed), 0.999) << "one of " << step;
    }
  }

  TestFolder folder_;
  std::unique_ptr<CascadeIndex> index_;
  std::vector<float> queries_;
};

TEST_F(Recall, HoldsInACone) {
  check(cone);
}
TEST_F(Recall, HoldsOnAPowerLawSpectrum) {
  check(power_law);
}
TEST_F(Recall, HoldsOnUniformData) {
  check(uniform);
}
TEST_F(Recall, HoldsAmongDuplicates) {
  check(duplicates);
}
TEST_F(Recall, HoldsWhereFewDimensionsCount) {
  check(spiky);
}

TEST_F(Recall, CodesSaveMostOfTheWork) {
  build(cone);
  SearchCost cost;
  ASSERT_TRUE(index_->search(queries_, 12, nullptr, Exactness::kBound, cost));
  EXPECT_LT(cost.rows_scored, kRows * kQueries / 2);
}

TEST_F(Recall, ManyHitsThatComeLateDoNotCostAScanOfAllRows) {
  constexpr std::size_t kClustered = 10'000;
  build(late_clusters, kBackgroundRows + kClustered);
  const auto late = [](std::mt19937& random, std::size_t i, float* to) {
    late_clusters(random, kBackgroundRows + i * 500, to);
  };
  queries_ = make(late, 10, 3);
  EXPECT_GE(recall(300, nullptr), 0.999);
  for (std::size_t q = 0; q < 10; ++q) {
    SearchCost cost;
    const auto query = std::span(queries_).subspan(q * kDimension, kDimension);
    ASSERT_TRUE(index_->search(query, 300, nullptr, Exactness::kBound, cost));
    EXPECT_LT(cost.rows_scored, (kBackgroundRows + kClustered) / 2);
  }
}

}  // namespace
}  // namespace shoebox::index
