#pragma once
// Days of the calendar as numbers: days since 1970-01-01 in the proleptic Gregorian calendar, and sets of days as
// ascending half-open ranges. Plain functions without state.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "query/query.h"

namespace shoebox::query {

using Day = std::int32_t;

struct CivilDate {
  int year = 1970;
  int month = 1;
  int day = 1;
};

inline constexpr int kYearFirst = 1900;  // of what is resolved for every year
inline constexpr int kYearLast = 2099;   // of what is read as a year

bool is_date(int year, int month, int day);
int days_in_month(int year, int month);
/// The day of a date that exists.
Day day_of(int year, int month, int day);
CivilDate civil_of(Day day);
/// 0 is Monday.
int weekday_of(Day day);
Day monday_of(Day day);
/// The same day of the month, or the month's last when it has no such day.
Day add_months(Day day, int months);
/// The Monday of week 1..53 of ISO 8601; nothing when the year has no such week.
std::optional<Day> monday_of_week(int year, int week);

DayRange year_days(int from_year, int to_year);  // both included
DayRange month_days(int year, int month);        // any integer month: 0 is December of the year before
DayRange one_day(Day day);
/// Monday to Sunday.
DayRange week_days(Day monday);

/// Days of both; the result is ascending.
std::vector<DayRange> intersect(const std::vector<DayRange>& first, const std::vector<DayRange>& second);
/// Days of either, joined where they touch.
std::vector<DayRange> unite(std::vector<DayRange> ranges);

}  // namespace shoebox::query
