#include "query/time_parts.h"

#include <algorithm>
#include <bit>

namespace shoebox::query {
namespace {

constexpr int kDayMinutes = 1440;

DayRange slice(const DayRange& range, int from, int to) {
  return {*range.from + from, *range.from + to};
}

DayRange months_of_year(const DayRange& year, int from_month, int to_month) {
  const int number = civil_of(*year.from).year;
  return {month_days(number, from_month).from, month_days(number, to_month).to};
}

std::optional<DayRange> nth_day(const DayRange& base, int nth) {
  const Day day = nth < 0 ? *base.to + nth : *base.from + nth - 1;
  if (day < *base.from || day >= *base.to) return std::nullopt;
  return one_day(day);
}

std::optional<DayRange> nth_weekday(const DayRange& base, int nth, int weekday, int days) {
  const Day first = *base.from + (weekday - weekday_of(*base.from) + 7) % 7;
  const Day last = *base.to - 1 - (weekday_of(*base.to - 1) - weekday + 7) % 7;
  const Day day = nth < 0 ? last + 7 * (nth + 1) : first + 7 * (nth - 1);
  if (day < *base.from || day >= *base.to) return std::nullopt;
  return DayRange{day, day + days};
}

/// A week belongs to where its Thursday is, as in ISO 8601.
std::optional<DayRange> nth_week(const DayRange& base, int nth) {
  const Day monday = nth < 0 ? monday_of(*base.to - 4) + 7 * (nth + 1) : monday_of(*base.from + 3) + 7 * (nth - 1);
  if (monday + 3 < *base.from || monday + 3 >= *base.to) return std::nullopt;
  return week_days(monday);
}

std::optional<DayRange> nth_month(const DayRange& base, int nth, int count) {
  const CivilDate from = civil_of(*base.from);
  const CivilDate last = civil_of(*base.to - 1);
  const DayRange first =
      nth < 0 ? month_days(last.year, last.month + nth + 2 - count) : month_days(from.year, from.month + nth - 1);
  const CivilDate begins = civil_of(*first.from);
  const DayRange months = {first.from, month_days(begins.year, begins.month + count - 1).to};
  if (*months.from < *base.from || *months.to > *base.to) return std::nullopt;
  return months;
}

/// The first two weeks, the last ten days: from the one that was found to the base's inside.
std::optional<DayRange> several(const std::optional<DayRange>& one, const PartOf& part, int days) {
  if (!one || part.count == 1) return one;
  const int more = (part.count - 1) * days;
  return part.nth < 0 ? DayRange{*one->from - more, one->to} : DayRange{one->from, *one->to + more};
}

/// Early, middle and late of years, months and what else has days: thirds, but halves where English says early and
/// late.
std::optional<DayRange> third(const DayRange& base, int which, bool half) {
  const int days = *base.to - *base.from;
  const CivilDate from = civil_of(*base.from);
  if (days < 3) return base;
  if (base == year_days(from.year, from.year)) {
    if (half) return months_of_year(base, which == 0 ? 1 : 7, which == 0 ? 6 : 12);
    return months_of_year(base, which * 4 + 1, which * 4 + 4);
  }
  if (days >= 28 && days <= 31) {
    if (half) return which == 0 ? slice(base, 0, 15) : slice(base, 15, days);
    return which == 2 ? slice(base, 20, days) : slice(base, which * 10, which * 10 + 10);
  }
  const CivilDate to = civil_of(*base.to);
  const int years = to.year - from.year;
  if (years >= 3 && base == year_days(from.year, to.year - 1)) {  // of a decade: 4, 3 and 3 years
    return year_days(from.year + (which * years + 2) / 3, from.year + ((which + 1) * years + 2) / 3 - 1);
  }
  return slice(base, days * which / 3, days * (which + 1) / 3);
}

std::optional<DayRange> part_of(const DayRange& base, const PartOf& part) {
  if (!base.from || !base.to) return std::nullopt;
  switch (part.part) {
    case Part::kEarly:
      return third(base, 0, true);
    case Part::kLate:
      return third(base, 2, true);
    case Part::kBeginning:
    case Part::kFirstTenDays:
      return third(base, 0, false);
    case Part::kMiddle:
    case Part::kSecondTenDays:
      return third(base, 1, false);
    case Part::kEnding:
    case Part::kLastTenDays:
      return third(base, 2, false);
    case Part::kYearBeginning:
      return months_of_year(base, 1, 3);
    case Part::kYearMiddle:
      return months_of_year(base, 5, 8);
    case Part::kYearEnding:
      return months_of_year(base, 10, 12);
    case Part::kWeek:
      return several(nth_week(base, part.nth), part, 7);
    case Part::kMonth:
      return nth_month(base, part.nth, part.count);
    case Part::kWeekend:
      return nth_weekday(base, part.nth, 5, 2);
    case Part::kWeekday:
      return nth_weekday(base, part.nth, part.weekday, 1);
    case Part::kDay:
      return several(nth_day(base, part.nth), part, 1);
    case Part::kDaysBefore:
      return DayRange{*base.from - part.count, base.from};
    case Part::kDaysAfter:
      return DayRange{base.to, *base.to + part.count};
    case Part::kDaysAround:
      return DayRange{*base.from - part.count, *base.to + part.count};
    case Part::kHalf: {
      const CivilDate from = civil_of(*base.from);
      const bool year = base == year_days(from.year, from.year);
      if (year) return months_of_year(base, part.nth * 6 - 5, part.nth * 6);
      const int days = *base.to - *base.from;
      return part.nth == 1 ? slice(base, 0, (days + 1) / 2) : slice(base, days / 2, days);
    }
  }
  return std::nullopt;
}

std::vector<DayRange> parts_of(const std::vector<DayRange>& bases, const PartOf& part) {
  std::vector<DayRange> parts;
  for (const DayRange& base : bases) {
    if (const std::optional<DayRange> found = part_of(base, part)) parts.push_back(*found);
  }
  return unite(std::move(parts));
}

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
  if (parts.grain == Grain::kMonth && parts.day != 0) return nth_day(*parts.days, parts.day);
  if (parts.grain == Grain::kWeek && parts.weekdays == 0x60) return DayRange{from + 5, from + 7};
  if (parts.grain == Grain::kWeek && std::has_single_bit(parts.weekdays)) {
    return one_day(from + std::countr_zero(parts.weekdays));
  }
  return parts.days;
}

/// "early June": the same dates every year. Nothing when they are not, as a first weekend's.
std::optional<Yearly> same_days_of_all_years(const std::vector<DayRange>& days, Day today) {
  const auto leap = std::ranges::find_if(days, [](const DayRange& r) { return civil_of(*r.from).year == 2000; });
  if (leap == days.end()) return std::nullopt;
  const CivilDate from = civil_of(*leap->from);
  const CivilDate to = civil_of(*leap->to - 1);
  const Yearly yearly{.from_month = from.month, .from_day = from.day, .to_month = to.month, .to_day = to.day};
  return days_of_all_years({yearly}, today) == days ? std::optional(yearly) : std::nullopt;
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
  if (of_all_years) spec.days = days_of_all_years(spec.yearly, today);
  spec.days = parts_of(*spec.days, *parts.part);
  spec.yearly.clear();
  if (spec.days->empty()) return false;
  const std::optional<Yearly> same = of_all_years ? same_days_of_all_years(*spec.days, today) : std::nullopt;
  if (same) {
    spec.days.reset();
    spec.yearly = {*same};
  }
  return true;
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
