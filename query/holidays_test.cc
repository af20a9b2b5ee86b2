#include "query/holidays.h"

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace shoebox::query {
namespace {

void check(std::string_view id, int year, int month, int day, int days = 1) {
  const std::optional<std::size_t> holiday = find_holiday(id);
  ASSERT_TRUE(holiday) << id;
  const std::optional<DayRange> found = holiday_days(*holiday, year);
  ASSERT_TRUE(found) << id;
  EXPECT_EQ(*found->from, day_of(year, month, day)) << id << ' ' << year;
  EXPECT_EQ(*found->to - *found->from, days) << id;
}

TEST(Holidays, FallOnTheirDays) {
  check("spring_festival", 2024, 2, 9, 8);
  check("lunar_new_year_eve", 2025, 1, 28);
  check("lantern", 2023, 2, 5);
  check("dragon_boat", 2020, 6, 25);
  check("mid_autumn", 2018, 9, 24);
  check("double_ninth", 2014, 10, 2);
  check("qingming", 2023, 4, 5);
  check("laba", 2024, 1, 18);
  check("winter_solstice", 2020, 12, 21);
  check("national_day_cn", 2019, 10, 1, 7);
  check("christmas", 2024, 12, 24, 2);
  check("thanksgiving_us", 2023, 11, 23);
  check("black_friday", 2013, 11, 29);
  check("memorial_day_us", 2021, 5, 31);
  check("labor_day_us", 2021, 9, 6);
  check("mothers_day", 2022, 5, 8);
  check("easter", 2018, 4, 1);
  check("easter", 2000, 4, 23);
  check("good_friday", 2024, 3, 29);
  check("orthodox_easter", 2023, 4, 16);
  check("diwali", 2018, 11, 7);
  check("diwali", 2024, 10, 31);
  check("eid_al_fitr", 2013, 8, 8);
  check("hanukkah", 2023, 12, 8, 8);
  check("yom_kippur", 2013, 9, 14);
}

TEST(Holidays, TheEveIsBeforeTheNewYearOfItsYear) {
  EXPECT_EQ(lunar_days(2024, 12, 30), one_day(day_of(2024, 2, 9)));
  EXPECT_EQ(lunar_days(2024, 8, 15), one_day(day_of(2024, 9, 17)));
  EXPECT_EQ(lunar_days(2025, 12, 30), std::nullopt);
}

TEST(Holidays, AreKnownForEveryYearUnderOneName) {
  std::set<std::string_view> ids;
  for (std::size_t i = 0; i < holiday_count(); ++i) {
    EXPECT_TRUE(ids.insert(holiday_id(i)).second) << holiday_id(i);
    for (int year = 1900; year <= 2050; ++year) {
      const std::optional<DayRange> days = holiday_days(i, year);
      if (!days) continue;
      EXPECT_LT(*days->from, *days->to) << holiday_id(i) << ' ' << year;
    }
  }
  EXPECT_EQ(find_holiday("no such day"), std::nullopt);
}

}  // namespace
}  // namespace shoebox::query
