#include "search/answer.h"

#include <algorithm>

namespace shoebox::search {

void sort_by_time(SearchAnswer& answer) {
  auto& results = answer.results;
  const auto below =
      std::ranges::stable_partition(results, [&](const SearchResult& each) { return each.relevance >= answer.line; });
  std::stable_sort(results.begin(), below.begin(), [](const SearchResult& a, const SearchResult& b) {
    if (a.taken_at.has_value() != b.taken_at.has_value()) return a.taken_at.has_value();
    return a.taken_at > b.taken_at;
  });
}

}  // namespace shoebox::search
