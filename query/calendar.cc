#include "query/calendar.h"

#include <algorithm>
#include <chrono>
#include <limits>

#include "core/check.h"

namespace shoebox::query {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

year_month_day date_of(int year, int month, int day) {
  return {std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
          std::chrono::day(static_cast<unsigned>(day))};
}

constexpr Day kForever = std::numeric_limits<Day>::max();

Day start_of(const DayRange& range) {
  return range.from.value_or(std::numeric_limits<Day>::min());
}
Day end_of(const DayRange& range) {
  return range.to.value_or(kForever);
}

DayRange between(Day from, Day to) {
  DayRange range;
  if (from != std::numeric_limits<Day>::min()) range.from = from;
  if (to != kForever) range.to = to;
  return range;
}

}  // namespace

bool is_date(int year, int month, int day) {
  return month >= 1 && day >= 1 && month <= 12 && day <= 31 && date_of(year, month, day).ok();
}

int days_in_month(int year, int month) {
  const auto last = std::chrono::year(year) / std::chrono::month(static_cast<unsigned>(month)) / std::chrono::last;
  return static_cast<int>(static_cast<unsigned>(last.day()));
}

Day day_of(int year, int month, int day) {
  CHECK(is_date(year, month, day));
  return static_cast<Day>(sys_days(date_of(year, month, day)).time_since_epoch().count());
}

CivilDate civil_of(Day day) {
  const year_month_day date{sys_days(std::chrono::days(day))};
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

int weekday_of(Day day) {
  const int shifted = (day + 3) % 7;  // 1970-01-01 was a Thursday
  return shifted < 0 ? shifted + 7 : shifted;
}

Day monday_of(Day day) {
  return day - weekday_of(day);
}

Day add_months(Day day, int months) {
  const CivilDate date = civil_of(day);
  const DayRange target = month_days(date.year, date.month + months);
  return std::min(*target.from + date.day - 1, *target.to - 1);
}

std::optional<Day> monday_of_week(int year, int week) {
  const Day first = monday_of(day_of(year, 1, 4));  // week 1 has January 4
  const Day next = monday_of(day_of(year + 1, 1, 4));
  const Day monday = first + (week - 1) * 7;
  if (week < 1 || monday >= next) return std::nullopt;
  return monday;
}

DayRange year_days(int from_year, int to_year) {
  return {day_of(from_year, 1, 1), day_of(to_year + 1, 1, 1)};
}

DayRange month_days(int year, int month) {
  const int months = year * 12 + month - 1;
  const auto day_one = [](int count) { return day_of(count / 12, count % 12 + 1, 1); };
  return {day_one(months), day_one(months + 1)};
}

DayRange one_day(Day day) {
  return {day, day + 1};
}

DayRange week_days(Day monday) {
  return {monday, monday + 7};
}

std::vector<DayRange> intersect(const std::vector<DayRange>& first, const std::vector<DayRange>& second) {
  std::vector<DayRange> both;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < first.size() && j < second.size()) {
    const Day from = std::max(start_of(first[i]), start_of(second[j]));
    const Day to = std::min(end_of(first[i]), end_of(second[j]));
    if (from < to) both.push_back(between(from, to));
    if (end_of(first[i]) < end_of(second[j])) {
      ++i;
    } else {
      ++j;
    }
  }
  return both;
}

std::vector<DayRange> unite(std::vector<DayRange> ranges) {
  std::ranges::sort(ranges, {}, start_of);
  std::vector<DayRange> joined;
  for (const DayRange& range : ranges) {
    if (start_of(range) >= end_of(range)) continue;
    if (!joined.empty() && start_of(range) <= end_of(joined.back())) {
      joined.back() = between(start_of(joined.back()), std::max(end_of(joined.back()), end_of(range)));
    } else {
      joined.push_back(range);
    }
  }
  return joined;
}

}  // namespace shoebox::query
