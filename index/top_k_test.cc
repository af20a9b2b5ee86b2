#include "index/top_k.h"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

namespace shoebox::index {
namespace {

void check(std::vector<Hit> hits, std::size_t k) {
  TopK best(k);
  for (const Hit& hit : hits) best.offer(hit);
  std::sort(hits.begin(), hits.end(), is_better);
  if (hits.size() > k) hits.resize(k);
  EXPECT_EQ(best.take_sorted(), hits) << k;
}

std::vector<Hit> random_hits(std::size_t count, int levels) {
  std::mt19937 random(static_cast<unsigned>(count + levels));
  std::vector<Hit> hits;
  for (std::uint32_t i = 0; i < count; ++i) hits.push_back({Slot{i}, static_cast<float>(random() % levels)});
  std::shuffle(hits.begin(), hits.end(), random);
  return hits;
}

TEST(TopK, EqualsSortingForEveryK) {
  for (const std::size_t k : {1U, 2U, 12U, 63U, 64U, 65U, 999U, 1000U, 5000U}) {
    check(random_hits(1000, 1'000'000), k);
    check(random_hits(1000, 5), k);
    check(random_hits(1000, 1), k);
  }
  check({}, 3);
}

TEST(TopK, TiesGoToTheLowerSlotInWhateverOrderTheyCome) {
  std::vector<Hit> hits;
  for (std::uint32_t i = 0; i < 500; ++i) hits.push_back({Slot{500 - i}, 0.5F});
  check(hits, 3);
  std::reverse(hits.begin(), hits.end());
  check(hits, 3);
}

}  // namespace
}  // namespace shoebox::index
