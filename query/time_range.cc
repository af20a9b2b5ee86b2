#include "query/time_range.h"

#include <algorithm>
#include <bit>

namespace shoebox::query {
namespace {

constexpr int kDayMinutes = 1440;

/// Gives a bare number the unit that the other end has.
bool settle_bare(RangeEnd& end, const RangeEnd& other) {
  const int number = *end.bare;
  const bool of_month = other.parts.grain == Grain::kMonth || end.parts.grain == Grain::kMonth;
  const bool hours = other.parts.clock && !end.parts.has_clock() && number <= 24;
  if (hours) {
    end.parts.clock = number * 60;
    end.parts.clock_ambiguous = number <= 12;
  } else if (end.parts.day != 0 || (end.parts.days && end.parts.grain == Grain::kDay)) {  // "5 to 6 on May 1"
    if (end.parts.clock || number > 24) return false;
    end.parts.clock = number * 60;
    end.parts.clock_ambiguous = number <= 12;
  } else if ((other.parts.day != 0 || of_month || end.parts.month != 0) && number >= 1 && number <= 31) {
    end.parts.day = number;
  } else if (other.parts.has_clock() && number <= 24) {
    end.parts.clock = number * 60;
    end.parts.clock_ambiguous = number <= 12;
  } else if (other.parts.month != 0 && number >= 1 && number <= 12) {
    end.parts.month = number;
  } else if (other.parts.weekdays != 0 && number >= 1 && number <= 6) {
    end.parts.weekdays = static_cast<std::uint8_t>(1 << (number - 1));
  } else if (other.parts.years && number < 100) {
    const int year = other.parts.years->first / 100 * 100 + number;
    end.parts.years = {year, year};
  } else {
    return false;
  }
  end.bare.reset();
  return true;
}

bool only_clock(const TimeParts& parts) {
  return parts.has_clock() && !parts.has_date() && parts.weekdays == 0;
}

void copy_date(const TimeParts& from, TimeParts& to) {
  to.years = from.years;
  to.month = from.month;
  to.day = from.day;
  to.yearly = from.yearly;
  to.days = from.days;
  to.grain = from.grain;
  to.weekdays = from.weekdays;
}

/// What one end leaves out it has from the other: 5月1日到3日, "from 4 to 22 January 1995", 昨天两点到四点.
void share(TimeParts& first, TimeParts& last, Day today) {
  if (only_clock(last) && first.has_clock() && (first.has_date() || first.weekdays != 0)) copy_date(first, last);
  if (only_clock(first) && last.has_clock() && (last.has_date() || last.weekdays != 0)) copy_date(last, first);
  if (first.day != 0 && last.day != 0) {
    if (last.month == 0 && !last.days) last.month = first.month;
    if (first.month == 0 && !first.days) first.month = last.month;
    if (first.days && !last.days && last.month == 0) last.days = first.days, last.grain = first.grain;
    if (last.days && !first.days && first.month == 0) first.days = last.days, first.grain = last.grain;
  }
  for (TimeParts* parts : {&first, &last}) {  // the 11th to the 15th: of this month
    if (parts->day == 0 || parts->month != 0 || parts->days || parts->lunar) continue;
    const CivilDate date = civil_of(today);
    parts->days = month_days(date.year, date.month);
    parts->grain = Grain::kMonth;
  }
  if (first.weekdays != 0 && last.weekdays != 0 && first.grain == Grain::kWeek && !last.days) {
    last.days = first.days;
    last.grain = first.grain;
  }
  const auto place = [](const TimeParts& parts) { return std::pair(parts.month, parts.day); };
  const bool by_month = first.month != 0 && last.month != 0;
  if (first.years && !last.years && !last.days && (last.month != 0 || !last.yearly.empty())) {
    const int year = first.years->second + (by_month && place(last) < place(first) ? 1 : 0);
    last.years = {year, year};
  } else if (last.years && !first.years && !first.days && (first.month != 0 || !first.yearly.empty())) {
    const int year = last.years->first - (by_month && place(last) < place(first) ? 1 : 0);
    first.years = {year, year};
  }
}

/// Three to five in the afternoon: an hour without its half of the day goes with the other end.
void share_clock(TimeParts& first, TimeParts& last) {
  if (last.clock_ambiguous && !last.day_part && first.day_part) last.day_part = first.day_part;
  if (first.clock_ambiguous && !first.day_part && last.day_part) first.day_part = last.day_part;
  const bool afternoon = last.half_told && last.clock && *last.clock >= kDayMinutes / 2;
  if (afternoon && first.clock && !first.half_told && !first.day_part && *first.clock + kDayMinutes / 2 < *last.clock) {
    first.clock = *first.clock + kDayMinutes / 2;  // 2:00 to 2:30 pm
    first.clock_ambiguous = false;
  }
  if (first.clock_ambiguous && !first.day_part && last.clock && !last.clock_ambiguous) {
    const int later = *first.clock + kDayMinutes / 2;
    if (*last.clock >= kDayMinutes / 2 && later < *last.clock) first.clock = later;
    first.clock_ambiguous = false;
  }
  if (last.clock_ambiguous && !last.day_part && first.clock && !first.clock_ambiguous && *last.clock <= *first.clock &&
      *last.clock + kDayMinutes / 2 > *first.clock) {
    last.clock = *last.clock + kDayMinutes / 2;
    last.clock_ambiguous = false;
  }
}

TimeParts without_clock(TimeParts parts) {
  parts.clock.reset();
  parts.day_part.reset();
  return parts;
}

bool same_date(const TimeParts& first, const TimeParts& last) {
  return first.years == last.years && first.month == last.month && first.day == last.day && first.days == last.days &&
         first.yearly == last.yearly && first.weekdays == last.weekdays;
}

bool is_explicit(const TimeSpec& spec) {
  return spec.days && spec.yearly.empty() && !spec.days->empty();
}

bool comes_again(const TimeSpec& spec) {
  return !spec.yearly.empty();
}

std::vector<DayRange> occurrences(const TimeSpec& spec, Day today) {
  return days_of_all_years(spec.yearly, today);
}

std::optional<TimeSpec> clock_range(const TimeParts& first, const TimeParts& last, Day today) {
  const std::optional<int> from = clock_start(first);
  const std::optional<int> to = clock_stop(last);
  if (!from || !to) return std::nullopt;
  const TimeParts first_date = without_clock(first);
  const TimeParts last_date = without_clock(last);
  if (!first.has_date() && !last.has_date() && first.weekdays == last.weekdays) {
    if (*from == *to) return std::nullopt;
    return TimeSpec{.days = {}, .yearly = {}, .weekdays = first.weekdays, .hours = {{*from, *to}}, .moments = {}};
  }
  const std::optional<TimeSpec> start = first.has_date() ? spec_of(first_date, today) : std::nullopt;
  std::optional<TimeSpec> end = spec_of(last_date, today);
  if (!end) return std::nullopt;
  if (same_date(first, last)) {
    if (*from == *to) return std::nullopt;
    end->hours = {{*from, *to}};
    return end;
  }
  const bool told = start && is_explicit(*start) && start->days->front().from;
  const Day begins = told ? *start->days->front().from : today;
  if (!is_explicit(*end) || (start && !is_explicit(*start)) || !end->days->front().from) return std::nullopt;
  const std::int64_t begin = std::int64_t{begins} * kDayMinutes + *from;
  const std::int64_t stop = std::int64_t{*end->days->front().from} * kDayMinutes + *to;
  if (begin >= stop) return std::nullopt;
  return TimeSpec{.days = {}, .yearly = {}, .weekdays = 0, .hours = {}, .moments = {{begin, stop}}};
}

std::uint8_t weekday_range(std::uint8_t first, std::uint8_t last) {
  std::uint8_t days = 0;
  const int end = std::bit_width(last) - 1;
  for (int day = std::countr_zero(first);; day = (day + 1) % 7) {
    days = static_cast<std::uint8_t>(days | 1 << day);
    if (day == end) return days;
  }
}

std::optional<DayRange> last_beginning(const std::vector<DayRange>& ranges, Day limit) {
  const auto after =
      std::ranges::partition_point(ranges, [&](const DayRange& range) { return !range.from || *range.from <= limit; });
  if (after == ranges.begin()) return std::nullopt;
  return *std::prev(after);
}

std::optional<DayRange> next_ending(const std::vector<DayRange>& ranges, Day limit) {
  const auto after =
      std::ranges::partition_point(ranges, [&](const DayRange& range) { return range.to && *range.to <= limit; });
  if (after == ranges.end()) return std::nullopt;
  return *after;
}

/// Both come again: from each beginning to the next end.
std::optional<TimeSpec> yearly_range(const TimeSpec& first, const TimeSpec& last) {
  if (last.yearly.size() != 1) return std::nullopt;
  TimeSpec spec;
  for (Yearly yearly : first.yearly) {
    yearly.until = last.yearly;
    spec.yearly.push_back(simplified(yearly));
  }
  return spec;
}

std::optional<TimeSpec> date_range(const TimeSpec& first, const TimeSpec& last, Day today) {
  const auto from_to = [](const DayRange& from, const DayRange& to) -> std::optional<TimeSpec> {
    if (from.from && to.to && *from.from >= *to.to) return std::nullopt;
    TimeSpec spec;
    spec.days = {{from.from, to.to}};
    return spec;
  };
  const bool first_days = is_explicit(first);
  const bool last_days = is_explicit(last);
  if (first_days && last_days) return from_to(first.days->front(), last.days->back());
  if (first_days && comes_again(last) && first.days->front().from) {
    const auto end = next_ending(occurrences(last, today), *first.days->front().from);
    return end ? from_to(first.days->front(), *end) : std::nullopt;
  }
  if (last_days && comes_again(first) && last.days->back().to) {
    const auto begin = last_beginning(occurrences(first, today), *last.days->back().to - 1);
    return begin ? from_to(*begin, last.days->back()) : std::nullopt;
  }
  if (comes_again(first) && comes_again(last)) return yearly_range(first, last);
  return std::nullopt;
}

/// What was said after the last end alone but holds for the whole: the nights of 周一到周五晚上.
struct Common {
  std::vector<ClockRange> hours;
  std::uint8_t weekdays = 0;
  std::vector<Yearly> yearly;
};

Common take_common(TimeParts& first, TimeParts& last) {
  Common common;
  if (!first.has_clock() && last.has_clock()) {
    common.hours = hours_of(last);
    last = without_clock(last);
  }
  if (first.weekdays == 0 && last.weekdays != 0 && first.has_date() && last.day == 0) {
    common.weekdays = last.weekdays;
    last.weekdays = 0;
  }
  if (first.yearly.empty() && first.years && first.month == 0 && last.years && !last.yearly.empty()) {
    common.yearly = last.yearly;
    last.yearly.clear();
  }
  return common;
}

void add_common(const Common& common, TimeSpec& spec) {
  if (!common.hours.empty()) spec.hours = common.hours;
  if (common.weekdays != 0) spec.weekdays = common.weekdays;
  if (common.yearly.empty()) return;
  const DayRange years = spec.days->front();
  std::vector<DayRange> days;
  for (int year = civil_of(*years.from).year; year <= civil_of(*years.to - 1).year; ++year) {
    for (const Yearly& yearly : common.yearly) {
      const std::vector<DayRange> found = days_in_year(yearly, year);
      days.insert(days.end(), found.begin(), found.end());
    }
  }
  spec.days = unite(std::move(days));
}

std::optional<TimeSpec> to_now(const TimeParts& first, Day today) {
  const std::optional<TimeSpec> since = open_range(OpenKind::kSince, first, today);
  if (!since || !since->days || !since->days->front().from || *since->days->front().from > today) return std::nullopt;
  TimeSpec spec;
  spec.days = {{since->days->front().from, today + 1}};
  return spec;
}

}  // namespace

std::optional<TimeSpec> range_of(RangeEnd first, RangeEnd last, Day today) {
  if (last.now) return first.bare ? std::nullopt : to_now(first.parts, today);
  if (first.now) {
    first.parts.days = one_day(today);
    first.parts.grain = Grain::kDay;
  }
  if (last.bare && !settle_bare(last, first)) return std::nullopt;
  if (first.bare && !settle_bare(first, last)) return std::nullopt;
  TimeParts from = std::move(first.parts);
  TimeParts to = std::move(last.parts);
  if (!from.moments.empty() || !to.moments.empty()) return std::nullopt;
  share(from, to, today);
  const Common common = take_common(from, to);
  if (from.has_clock() && to.has_clock()) {
    share_clock(from, to);
    return clock_range(from, to, today);
  }
  if (from.has_clock() || to.has_clock()) return std::nullopt;
  if (!from.has_date() && !to.has_date() && from.weekdays != 0 && to.weekdays != 0) {
    TimeSpec spec;
    spec.weekdays = weekday_range(from.weekdays, to.weekdays);
    add_common(common, spec);
    return spec;
  }
  if (!from.has_date() || !to.has_date()) return std::nullopt;
  if (from.grain != Grain::kWeek) from.weekdays = 0;
  if (to.grain != Grain::kWeek) to.weekdays = 0;
  const std::optional<TimeSpec> start = spec_of(from, today);
  const std::optional<TimeSpec> end = spec_of(to, today);
  if (!start || !end) return std::nullopt;
  std::optional<TimeSpec> spec = date_range(*start, *end, today);
  if (!spec) return std::nullopt;
  if (!common.yearly.empty() && (!spec->days || !spec->days->front().from || !spec->days->front().to))
    return std::nullopt;
  add_common(common, *spec);
  return spec;
}

std::optional<TimeSpec> open_range(OpenKind kind, const TimeParts& parts, Day today) {
  const bool upwards = kind == OpenKind::kSince || kind == OpenKind::kAfter;
  if (parts.has_clock()) {
    std::optional<TimeSpec> spec = spec_of(without_clock(parts), today);
    if (!spec) spec.emplace();
    constexpr ClockRange kAroundNoon = {11 * 60, 14 * 60};
    const bool noon = !parts.clock && parts.day_part == kAroundNoon;
    const int from = noon ? kDayMinutes / 2 : *clock_start(parts);
    const int to = noon || parts.clock || parts.day_part->from > parts.day_part->to ? from : *clock_stop(parts);
    spec->hours = {upwards ? ClockRange{kind == OpenKind::kSince ? from : to, kDayMinutes}
                           : ClockRange{0, kind == OpenKind::kBefore ? from : to}};
    if (spec->hours.front().from == spec->hours.front().to) return std::nullopt;
    return spec;
  }
  const std::optional<TimeSpec> spec = spec_of(parts, today);
  if (!spec) return std::nullopt;
  DayRange base;
  if (is_explicit(*spec)) {
    base = {spec->days->front().from, spec->days->back().to};
  } else if (comes_again(*spec)) {
    const auto last = last_beginning(occurrences(*spec, today), today);
    if (!last) return std::nullopt;
    base = *last;
  } else if (!spec->moments.empty()) {
    const auto day = static_cast<Day>(spec->moments.front().from / kDayMinutes);
    base = one_day(day);
  } else if (std::has_single_bit(spec->weekdays)) {
    const Day day = today - (weekday_of(today) - std::countr_zero(spec->weekdays) + 7) % 7;
    base = one_day(day);
  } else {
    return std::nullopt;
  }
  TimeSpec open;
  const std::optional<Day> from = kind == OpenKind::kSince ? base.from : base.to;
  const std::optional<Day> to = kind == OpenKind::kBefore ? base.from : base.to;
  open.days = {upwards ? DayRange{from, std::nullopt} : DayRange{std::nullopt, to}};
  if (!open.days->front().from && !open.days->front().to) return std::nullopt;
  return open;
}

}  // namespace shoebox::query
