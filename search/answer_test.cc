#include "search/answer.h"

#include <gtest/gtest.h>

namespace shoebox::search {
namespace {

SearchResult result(std::int64_t photo, double relevance, std::optional<std::string> taken_at) {
  SearchResult each;
  each.photo_id = {photo};
  each.relevance = relevance;
  each.taken_at = std::move(taken_at);
  return each;
}

std::vector<std::int64_t> by_time(std::vector<SearchResult> results) {
  SearchAnswer answer;
  answer.line = 0.5;
  answer.results = std::move(results);
  sort_by_time(answer);
  std::vector<std::int64_t> photos;
  for (const SearchResult& each : answer.results) photos.push_back(each.photo_id.value);
  return photos;
}

TEST(SortByTime, TheUnlikelyStayBelowHoweverNewTheyAre) {
  EXPECT_EQ(by_time({result(1, 0.9, "2020-01-01T00:00:00"), result(2, 0.8, "2022-01-01T00:00:00"),
                     result(3, 0.5, std::nullopt), result(4, 0.4, "2019-01-01T00:00:00"), result(5, 0.3, std::nullopt),
                     result(6, 0.2, "2026-01-01T00:00:00")}),
            (std::vector<std::int64_t>{2, 1, 3, 4, 5, 6}));
}

TEST(SortByTime, SameTimesStayAsTheyCame) {
  EXPECT_EQ(by_time({result(1, 0.6, std::nullopt), result(2, 0.9, "2020"), result(3, 0.8, "2020"),
                     result(4, 0.7, std::nullopt)}),
            (std::vector<std::int64_t>{2, 3, 1, 4}));
  EXPECT_TRUE(by_time({}).empty());
}

}  // namespace
}  // namespace shoebox::search
