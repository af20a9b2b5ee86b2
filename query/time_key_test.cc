#include <gtest/gtest.h>

#include "query/calendar.h"
#include "query/time_phrase.h"

namespace shoebox::query {
namespace {

constexpr std::int64_t kNow = 20780 * 1440LL + 720;  // 2026-11-23T12:00

std::optional<TimeFilter> read(std::string_view text) {
  const std::size_t colon = text.find(':');
  return read_time_key(text.substr(0, colon), text.substr(colon + 1), kNow);
}

void check_days(std::string_view text, std::vector<DayRange> ranges) {
  const std::optional<TimeFilter> filter = read(text);
  ASSERT_TRUE(filter) << text;
  EXPECT_EQ(filter->ranges, ranges) << text;
}

TEST(TimeKey, ReadsDatesAndSpansWithBothEnds) {
  check_days("on:2023", {{day_of(2023, 1, 1), day_of(2024, 1, 1)}});
  check_days("on:2023-05", {{day_of(2023, 5, 1), day_of(2023, 6, 1)}});
  check_days("on:2023-05-01", {{day_of(2023, 5, 1), day_of(2023, 5, 2)}});
  check_days("on:2019..2021-05", {{day_of(2019, 1, 1), day_of(2021, 6, 1)}});
  check_days("on:2019..", {{day_of(2019, 1, 1), std::nullopt}});
  check_days("on:..2018", {{std::nullopt, day_of(2019, 1, 1)}});
  check_days("on:2016,2018", {{day_of(2016, 1, 1), day_of(2017, 1, 1)}, {day_of(2018, 1, 1), day_of(2019, 1, 1)}});
}

TEST(TimeKey, OpenKeysKeepOrLeaveTheirDate) {
  check_days("since:2020", {{day_of(2020, 1, 1), std::nullopt}});
  check_days("after:2020", {{day_of(2021, 1, 1), std::nullopt}});
  check_days("before:2023-07", {{std::nullopt, day_of(2023, 7, 1)}});
  check_days("until:2023-07", {{std::nullopt, day_of(2023, 8, 1)}});
  check_days("after:2023-05;before:2023-07", {{day_of(2023, 6, 1), day_of(2023, 7, 1)}});
}

TEST(TimeKey, ReadsHoursWeekdaysAndMoments) {
  EXPECT_EQ(read("hour:18-5")->hours, (std::vector<ClockRange>{{1080, 300}}));
  EXPECT_EQ(read("hour:9")->hours, (std::vector<ClockRange>{{540, 600}}));
  EXPECT_EQ(read("hour:9:30-10,20-24")->hours, (std::vector<ClockRange>{{570, 600}, {1200, 1440}}));
  EXPECT_EQ(read("weekday:sat,sunday")->weekdays, 0x60);
  EXPECT_EQ(read("moment:2026-11-22T18:00..2026-11-23T05:00")->moments,
            (std::vector<MomentRange>{{20779 * 1440LL + 1080, 20780 * 1440LL + 300}}));
}

TEST(TimeKey, PartsBehindSemicolonsHoldTogether) {
  const std::optional<TimeFilter> filter = read("on:2024;weekday:sun;hour:18-5");
  ASSERT_TRUE(filter);
  EXPECT_EQ(filter->ranges.size(), 1U);
  EXPECT_EQ(filter->weekdays, 0x40);
  EXPECT_EQ(filter->hours.size(), 1U);
  check_days("on:2020..2021;season:summer",
             {{day_of(2020, 6, 1), day_of(2020, 9, 1)}, {day_of(2021, 6, 1), day_of(2021, 9, 1)}});
  check_days("on:2021;season:fall|holiday:easter",
             {{day_of(2021, 4, 4), day_of(2021, 4, 5)}, {day_of(2021, 9, 1), day_of(2021, 12, 1)}});
}

TEST(TimeKey, YearlyDaysComeEveryYear) {
  EXPECT_EQ(read("month:5")->ranges.size(), 128U);  // 1900 to 2027
  EXPECT_EQ(read("day:02-29")->ranges.size(), 31U);
  EXPECT_EQ(read("holiday:mid_autumn")->ranges.back(), (DayRange{day_of(2027, 9, 15), day_of(2027, 9, 16)}));
  EXPECT_EQ(read("lunar:01-02")->ranges.back(), (DayRange{day_of(2027, 2, 7), day_of(2027, 2, 8)}));
}

TEST(TimeKey, ReadsPartsOfYearlyDaysAndSpansBetweenThem) {
  EXPECT_EQ(read("month:10/week3")->ranges.back(), (DayRange{day_of(2027, 10, 18), day_of(2027, 10, 25)}));
  EXPECT_EQ(read("on:2026;month:10/sun-1")->ranges, (std::vector<DayRange>{one_day(day_of(2026, 10, 25))}));
  EXPECT_EQ(read("on:2026;holiday:mid_autumn..holiday:national_day_cn")->ranges,
            (std::vector<DayRange>{{day_of(2026, 9, 25), day_of(2026, 10, 8)}}));
  EXPECT_EQ(read("month:12/early..month:1/ending")->ranges.back(), (DayRange{day_of(2027, 12, 1), day_of(2028, 2, 1)}));
  EXPECT_EQ(read("on:2026;day:08-01..08-05..holiday:mid_autumn")->ranges,
            (std::vector<DayRange>{{day_of(2026, 8, 1), day_of(2026, 9, 26)}}));
  EXPECT_EQ(read("season:winter/day1x2|day:06-01..06-05")->ranges.size(), 2 * 128U);
}

TEST(TimeKey, ADateThatNeverWasMatchesNoPhoto) {
  const std::optional<TimeFilter> filter = read("on:2021;day:02-29");
  ASSERT_TRUE(filter);
  EXPECT_EQ(filter->ranges, (std::vector<DayRange>{{0, 0}}));
}

TEST(TimeKey, WhatCannotBeReadIsNoTime) {
  for (const std::string_view text : {"on:",
                                      "on:2023-13",
                                      "on:2023-02-29",
                                      "on:..",
                                      "on:2023-1-1-1",
                                      "on:-5",
                                      "on:99999",
                                      "on:20x3",
                                      "hour:25",
                                      "hour:5-5",
                                      "hour:1-2-3",
                                      "weekday:su",
                                      "weekday:someday",
                                      "season:monsoon",
                                      "month:0",
                                      "month:13",
                                      "day:32",
                                      "day:02-30",
                                      "holiday:nothing",
                                      "week:54",
                                      "month:5/",
                                      "month:5/week",
                                      "month:5/week0",
                                      "month:5/week1x",
                                      "month:5/week1x0",
                                      "month:5/half3",
                                      "month:5/before-1",
                                      "month:5/early2",
                                      "month:5/sun999",
                                      "month:5/someday1",
                                      "month:5..holiday:",
                                      "month:5..place:tokyo",
                                      "month:5..month:6..month:7",
                                      "on:2020/week1",
                                      "lunar:01-31",
                                      "moment:2020",
                                      "moment:2020-01-01T00:00",
                                      "place:tokyo",
                                      "on:2020;place:tokyo",
                                      "on:2020;",
                                      "on:2020,",
                                      "on:2020;hour"}) {
    EXPECT_EQ(read(text), std::nullopt) << text;
  }
  EXPECT_FALSE(is_time_key("place"));
  EXPECT_TRUE(is_time_key("season"));
}

TEST(TimeKey, AgesAreFromBirthdayToBirthday) {
  EXPECT_EQ(time_of_age(day_of(2015, 6, 1), 36, 48).ranges,
            (std::vector<DayRange>{{day_of(2018, 6, 1), day_of(2019, 6, 1)}}));
  EXPECT_EQ(time_of_age(day_of(2015, 6, 1), -12, 0).ranges, (std::vector<DayRange>{{0, 0}}));
  EXPECT_EQ(canonical_of_days(time_of_age(day_of(2015, 6, 1), 0, 12).ranges), "on:2015-06..2016-05");
}

}  // namespace
}  // namespace shoebox::query
