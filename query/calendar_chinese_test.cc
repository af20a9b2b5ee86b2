#include "query/calendar_chinese.h"

#include <memory>

#include <gtest/gtest.h>
#include <unicode/calendar.h>
#include <unicode/locid.h>
#include <unicode/timezone.h>

namespace shoebox::query {
namespace {

TEST(ChineseCalendar, KnowsTheNewYears) {
  EXPECT_EQ(lunar_date(1900, 1, 1), day_of(1900, 1, 31));
  EXPECT_EQ(lunar_date(1985, 1, 1), day_of(1985, 2, 20));
  EXPECT_EQ(lunar_date(2023, 1, 1), day_of(2023, 1, 22));
  EXPECT_EQ(lunar_date(2027, 1, 1), day_of(2027, 2, 6));  // new moon four minutes before midnight
  EXPECT_EQ(lunar_date(2030, 1, 1), day_of(2030, 2, 3));
  EXPECT_EQ(lunar_date(2050, 1, 1), day_of(2050, 1, 23));
}

TEST(ChineseCalendar, LeapMonthsDoNotCount) {
  EXPECT_EQ(lunar_date(1987, 7, 7), day_of(1987, 8, 30));  // after the leap sixth month
  EXPECT_EQ(lunar_date(2023, 3, 1), day_of(2023, 4, 20));  // after the leap second month
  EXPECT_EQ(lunar_date(2033, 8, 15), day_of(2033, 9, 8));  // the leap month comes after the eleventh only
  EXPECT_EQ(lunar_date(2034, 1, 1), day_of(2034, 2, 19));
  EXPECT_EQ(lunar_date(2012, 7, 7), day_of(2012, 8, 23));
}

TEST(ChineseCalendar, DatesOutsideAreNotKnown) {
  EXPECT_EQ(lunar_date(1899, 1, 1), std::nullopt);
  EXPECT_EQ(lunar_date(2101, 1, 1), std::nullopt);
  EXPECT_EQ(lunar_date(2020, 13, 1), std::nullopt);
  EXPECT_EQ(lunar_date(2020, 1, 31), std::nullopt);
  EXPECT_EQ(lunar_date(2023, 12, 30), day_of(2024, 2, 9));
  EXPECT_EQ(lunar_date(2024, 12, 30), std::nullopt);  // the Eve of 2025 was the 29th
}

TEST(ChineseCalendar, KnowsTheSolarTerms) {
  EXPECT_EQ(solar_term(2023, 15), day_of(2023, 4, 5));
  EXPECT_EQ(solar_term(2024, 15), day_of(2024, 4, 4));
  EXPECT_EQ(solar_term(2021, 270), day_of(2021, 12, 21));
  EXPECT_EQ(solar_term(2023, 270), day_of(2023, 12, 22));
  EXPECT_EQ(solar_term(2025, 315), day_of(2025, 2, 3));
  EXPECT_EQ(solar_term(2024, 0), day_of(2024, 3, 20));
}

/// ICU as a second opinion: it is a day off in some months and puts the leap month of 1987 and two others elsewhere.
TEST(ChineseCalendar, AgreesWithIcuButForAHandfulOfMonths) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::Calendar> calendar(
      icu::Calendar::createInstance(*icu::TimeZone::getGMT(), icu::Locale("en@calendar=chinese"), error));
  ASSERT_TRUE(U_SUCCESS(error));
  int different = 0;
  for (int year = 1990; year <= 2050; ++year) {
    for (int month = 1; month <= 12; ++month) {
      calendar->setTime(*lunar_date(year, month, 5) * 86400000.0, error);
      if (calendar->get(UCAL_MONTH, error) != month - 1 || calendar->get(UCAL_DATE, error) != 5) ++different;
    }
  }
  EXPECT_LE(different, 5);
}

}  // namespace
}  // namespace shoebox::query
