#include "query/calendar.h"

#include <gtest/gtest.h>

namespace shoebox::query {
namespace {

TEST(Calendar, CountsDaysFrom1970) {
  EXPECT_EQ(day_of(1970, 1, 1), 0);
  EXPECT_EQ(day_of(2026, 11, 23), 20780);
  EXPECT_EQ(civil_of(-1).year, 1969);
  EXPECT_EQ(civil_of(20780).month, 11);
}

TEST(Calendar, KnowsWhichDatesExist) {
  EXPECT_TRUE(is_date(2020, 2, 29));
  EXPECT_FALSE(is_date(2019, 2, 29));
  EXPECT_FALSE(is_date(1900, 2, 29));
  EXPECT_FALSE(is_date(2020, 13, 1));
  EXPECT_FALSE(is_date(2020, 0, 1));
  EXPECT_FALSE(is_date(2020, 4, 31));
  EXPECT_FALSE(is_date(2020, 1, 256 + 1));
}

TEST(Calendar, WeeksBeginOnMonday) {
  EXPECT_EQ(weekday_of(day_of(2026, 11, 23)), 0);
  EXPECT_EQ(weekday_of(day_of(1969, 12, 28)), 6);
  EXPECT_EQ(monday_of(day_of(2026, 11, 29)), day_of(2026, 11, 23));
  EXPECT_EQ(monday_of(day_of(1970, 1, 1)), day_of(1969, 12, 29));
}

TEST(Calendar, MonthsKeepTheDayOrTakeTheLast) {
  EXPECT_EQ(add_months(day_of(2024, 3, 31), -1), day_of(2024, 2, 29));
  EXPECT_EQ(add_months(day_of(2024, 1, 15), -13), day_of(2022, 12, 15));
  EXPECT_EQ(add_months(day_of(2024, 2, 29), 12), day_of(2025, 2, 28));
}

TEST(Calendar, NumbersWeeksByIso8601) {
  EXPECT_EQ(monday_of_week(2015, 1), day_of(2014, 12, 29));
  EXPECT_EQ(monday_of_week(2020, 53), day_of(2020, 12, 28));
  EXPECT_EQ(monday_of_week(2021, 53), std::nullopt);
  EXPECT_EQ(monday_of_week(2021, 0), std::nullopt);
}

TEST(Calendar, IntersectsOpenRanges) {
  const std::vector<DayRange> since = {{10, std::nullopt}};
  const std::vector<DayRange> two = {{std::nullopt, 5}, {8, 12}};
  EXPECT_EQ(intersect(since, two), (std::vector<DayRange>{{10, 12}}));
  EXPECT_TRUE(intersect({{1, 2}}, {{2, 3}}).empty());
}

TEST(Calendar, JoinsRangesThatTouch) {
  EXPECT_EQ(unite({{5, 6}, {1, 3}, {3, 5}, {9, 9}, {8, std::nullopt}}),
            (std::vector<DayRange>{{1, 6}, {8, std::nullopt}}));
}

}  // namespace
}  // namespace shoebox::query
