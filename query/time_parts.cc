#include "query/time_parts.h"

#include <algorithm>
#include <bit>
#include <ranges>

namespace shoebox::query {
namespace {

constexpr int kDayMinutes = 1440;

std::optional<Yearly> yearly_of(const TimeParts& parts) {
  if (parts.month == 0 && parts.day == 0) return std::nullopt;
  if (parts.lunar) return Yearly{.kind = YearlyKind::kLunar, .from_month = parts.month, .from_day = parts.day};
  if (parts.month == 0) return Yearly{.kind = YearlyKind::kMonthDay, .id = parts.day};
  if (parts.day == 0) return yearly_months(parts.month, parts.month);
  return Yearly{.from_month = parts.month, .from_day = parts.day, .to_month = parts.month, .to_day = parts.day};
}

/// The yearly days that belong to each of the years.
std::vector<DayRange> days_in_years(const std::vector<Yearly>& yearly, std::pair<int, int> years) {
  std::vector<DayRange> days;
  for (int year = years.first; year <= years.second; ++year) {
    for (const Yearly& each : yearly) {
      const std::vector<DayRange> found = days_in_year(each, year);
      days.insert(days.end(), found.begin(), found.end());
    }
  }
  return days;
}

/// Days of a relative month or week: the 20th of last month, Friday of this week.
std::optional<DayRange> narrow_relative(const TimeParts& parts) {
  if (!parts.days->from || !parts.days->to) return parts.days;
  const Day from = *parts.days->from;
  if (parts.grain == Grain::kMonth && parts.day != 0)
    return part_of(*parts.days, {.part = Part::kDay, .nth = parts.day});
  if (parts.grain == Grain::kWeek && parts.weekdays == 0x60) return DayRange{from + 5, from + 7};
  if (parts.grain == Grain::kWeek && std::has_single_bit(parts.weekdays)) {
    return one_day(from + std::countr_zero(parts.weekdays));
  }
  return parts.days;
}

bool fill_days(const TimeParts& parts, TimeSpec& spec, Day today) {
  std::vector<Yearly> yearly = parts.yearly;
  if (!parts.days) {
    if (const std::optional<Yearly> date = yearly_of(parts)) yearly.push_back(*date);
  }
  if (parts.days) {
    const std::optional<DayRange> narrow = narrow_relative(parts);
    if (!narrow) return false;
    spec.days = {*narrow};
    spec.yearly = yearly;
  } else if (parts.years && !yearly.empty()) {
    spec.days = unite(days_in_years(yearly, *parts.years));
    if (spec.days->empty()) return false;
  } else if (parts.years) {
    spec.days = {year_days(parts.years->first, parts.years->second)};
  } else {
    spec.yearly = yearly;
  }
  if (!parts.part) return true;
  if (!parts.days && parts.month == 0 && parts.day != 0) return false;  // a part of one day of every month
  const bool of_all_years = !spec.days;
  const bool one_holiday = spec.yearly.size() == 1 && spec.yearly.front().kind == YearlyKind::kHoliday;
  if (of_all_years && one_holiday && parts.part->part == Part::kDaysAround) {
    spec.yearly.front().around = parts.part->count;
    return true;
  }
  if (!of_all_years) {
    spec.days = parts_of(*spec.days, *parts.part);
    return !spec.days->empty();
  }
  for (Yearly& each : spec.yearly) {
    each.part = parts.part;
    each = simplified(each);
  }
  const int next_year = civil_of(today).year + 1;
  return std::ranges::any_of(spec.yearly, [&](const Yearly& each) {  // not so a sixth week of May
    const auto has_days = [&](int year) { return !days_in_year(each, year).empty(); };
    return std::ranges::any_of(std::views::iota(kYearFirst, next_year + 1), has_days);
  });
}

bool exists(const TimeParts& parts) {
  if (parts.lunar) return parts.month >= 1 && parts.month <= 12 && parts.day <= 30;
  return parts.month == 0 || parts.day == 0 || is_date(2024, parts.month, parts.day);
}

bool is_afternoon(const ClockRange& part, int clock) {
  const int later = clock + kDayMinutes / 2;
  if (part.from < part.to) return clock < part.from && (later < part.to + 60 || part.from >= kDayMinutes / 2);
  return clock < part.from && clock >= part.to && later >= part.from;  // the night: 10 is in the evening, 2 is not
}

/// The clock in the part of the day it was said with.
int settled_clock(const TimeParts& parts) {
  const int clock = *parts.clock;
  if (parts.clock_ambiguous && parts.day_part && is_afternoon(*parts.day_part, clock)) return clock + kDayMinutes / 2;
  if (parts.clock_ambiguous && parts.day_part && clock == kDayMinutes / 2 && parts.day_part->from >= 18 * 60) return 0;
  return clock;
}

ClockRange around_clock(int clock, bool about) {
  const int width = clock % 60 == 0 ? 60 : 30;
  clock %= kDayMinutes;
  const int end = clock + width <= kDayMinutes ? clock + width : clock + width - kDayMinutes;
  if (!about) return {clock, end};
  return {(clock + kDayMinutes - 30) % kDayMinutes, clock + 60 > kDayMinutes ? (clock + 60) % kDayMinutes : clock + 60};
}

}  // namespace

std::vector<ClockRange> hours_of(const TimeParts& parts) {
  if (!parts.clock) return parts.day_part ? std::vector<ClockRange>{*parts.day_part} : std::vector<ClockRange>{};
  const int clock = settled_clock(parts);
  std::vector<ClockRange> hours = {around_clock(clock, parts.about)};
  if (parts.clock_ambiguous && !parts.day_part && clock < kDayMinutes / 2) {
    hours.push_back(around_clock(clock + kDayMinutes / 2, parts.about));
  }
  return hours;
}

std::optional<int> clock_start(const TimeParts& parts) {
  if (parts.clock) return settled_clock(parts);
  if (parts.day_part) return parts.day_part->from;
  return std::nullopt;
}

std::optional<int> clock_stop(const TimeParts& parts) {
  if (parts.clock) return settled_clock(parts);
  if (parts.day_part) return parts.day_part->to;
  return std::nullopt;
}

std::optional<TimeSpec> spec_of(const TimeParts& parts, Day today) {
  if (!exists(parts)) return std::nullopt;
  TimeSpec spec{
      .days = {}, .yearly = {}, .weekdays = parts.weekdays, .hours = hours_of(parts), .moments = parts.moments};
  if (parts.has_date() && !fill_days(parts, spec, today)) return std::nullopt;
  const bool one = spec.days && spec.days->size() == 1 && spec.days->front().from && spec.days->front().to &&
                   *spec.days->front().to - *spec.days->front().from <= 2;
  if (one) spec.weekdays = 0;  // the date alone says it
  if (spec.empty()) return std::nullopt;
  return spec;
}

std::optional<DayRange> occurrence(const std::vector<Yearly>& yearly, int which, Day today) {
  const int year = civil_of(today).year;
  const std::vector<DayRange> days = days_in_years(yearly, {year + std::min(which, -3) - 1, year + 2});
  if (which == 0) {
    const auto now = std::ranges::find_if(days, [&](const DayRange& r) { return *r.from <= today && today < *r.to; });
    if (now != days.end()) return *now;
    const std::vector<DayRange> this_year = days_in_years(yearly, {year, year});
    return this_year.empty() ? std::nullopt : std::optional(this_year.front());
  }
  const auto over = std::ranges::partition_point(days, [&](const DayRange& range) { return *range.to <= today; });
  const auto next = std::ranges::partition_point(days, [&](const DayRange& range) { return *range.from <= today; });
  const std::ptrdiff_t index = which < 0 ? over - days.begin() + which : next - days.begin() + which - 1;
  if (index < 0 || index >= std::ssize(days)) return std::nullopt;
  return days[static_cast<std::size_t>(index)];
}

}  // namespace shoebox::query
