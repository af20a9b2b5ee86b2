#pragma once
// What a time means before it is resolved: the form that the structured syntax can write down. Pure.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/calendar.h"
#include "query/part_of.h"
#include "query/query.h"

namespace shoebox::query {

enum class YearlyKind : std::uint8_t {
  kDays,      // from_month-from_day to to_month-to_day, both included, over the year's end when they are the other way
  kHoliday,   // id: its number
  kLunar,     // the lunar date from_month, from_day
  kWeek,      // id: the number of an ISO week
  kMonthDay,  // id: this day of every month
};

/// Days that come again every year.
struct Yearly {
  YearlyKind kind = YearlyKind::kDays;
  int from_month = 1;
  int from_day = 1;
  int to_month = 1;
  int to_day = 1;
  int id = 0;
  int around = 0;                   // of kHoliday: so many days more on both sides
  std::optional<PartOf> part = {};  // not all of its days: their third week
  std::vector<Yearly> until = {};   // none, or one at whose next end they end: from mid-autumn to the national holiday

  friend bool operator==(const Yearly&, const Yearly&) = default;
};

Yearly yearly_months(int from_month, int to_month);
Yearly yearly_season(int season);
Yearly yearly_holiday(int holiday);

/// The same in plain dates where it has the same in every year ("early June"), else as it is.
Yearly simplified(const Yearly& yearly);

/// Its days that belong to `year`: a winter belongs to the year of its December.
std::vector<DayRange> days_in_year(const Yearly& yearly, int year);

/// All parts that are not empty hold together, as in TimeFilter.
struct TimeSpec {
  std::optional<std::vector<DayRange>> days;
  std::vector<Yearly> yearly;  // any of them
  std::uint8_t weekdays = 0;
  std::vector<ClockRange> hours;
  std::vector<MomentRange> moments;

  bool empty() const { return !days && yearly.empty() && weekdays == 0 && hours.empty() && moments.empty(); }
  friend bool operator==(const TimeSpec&, const TimeSpec&) = default;
};

/// All years from 1900 to the next, where it is not told which.
std::vector<DayRange> days_of_all_years(const std::vector<Yearly>& yearly, Day today);

TimeFilter resolve(const TimeSpec& spec, Day today);
std::string canonical_of(const TimeSpec& spec);
/// To be shown where the user's own words do not tell it better: "2023-05 – 2023-07".
std::string label_of_days(const std::vector<DayRange>& days);

}  // namespace shoebox::query
