#include "query/time_spec.h"

#include <algorithm>
#include <array>
#include <ranges>

#include <fmt/format.h>

#include "query/holidays.h"
#include "query/time_phrase.h"

namespace shoebox::query {
namespace {

constexpr auto kSeasons = std::to_array<std::string_view>({"spring", "summer", "autumn", "winter"});
constexpr auto kWeekdays = std::to_array<std::string_view>({"mon", "tue", "wed", "thu", "fri", "sat", "sun"});

Day clamped_day(int year, int month, int day) {
  return day_of(year, month, std::min(day, days_in_month(year, month)));
}

std::vector<DayRange> fixed_days(const Yearly& yearly, int year) {
  const bool over_new_year = std::pair(yearly.to_month, yearly.to_day) < std::pair(yearly.from_month, yearly.from_day);
  const bool one = yearly.from_month == yearly.to_month && yearly.from_day == yearly.to_day;
  if (one && !is_date(year, yearly.from_month, yearly.from_day)) return {};  // February 29
  const Day from = clamped_day(year, yearly.from_month, yearly.from_day);
  const Day to = clamped_day(over_new_year ? year + 1 : year, yearly.to_month, yearly.to_day);
  return {{from, to + 1}};
}

std::vector<DayRange> every_month(int day, int year) {
  std::vector<DayRange> days;
  for (int month = 1; month <= 12; ++month) {
    if (is_date(year, month, day)) days.push_back(one_day(day_of(year, month, day)));
  }
  return days;
}

std::optional<DayRange> widened(const std::optional<DayRange>& range, int days) {
  if (!range) return std::nullopt;
  return DayRange{*range->from - days, *range->to + days};
}

std::vector<DayRange> as_list(const std::optional<DayRange>& range) {
  return range ? std::vector<DayRange>{*range} : std::vector<DayRange>{};
}

std::vector<DayRange> whole_days_in_year(const Yearly& yearly, int year) {
  switch (yearly.kind) {
    case YearlyKind::kDays:
      return fixed_days(yearly, year);
    case YearlyKind::kHoliday:
      return as_list(widened(holiday_days(static_cast<std::size_t>(yearly.id), year), yearly.around));
    case YearlyKind::kLunar:
      return as_list(lunar_days(year, yearly.from_month, yearly.from_day));
    case YearlyKind::kWeek: {
      const std::optional<Day> monday = monday_of_week(year, yearly.id);
      return monday ? std::vector<DayRange>{week_days(*monday)} : std::vector<DayRange>{};
    }
    case YearlyKind::kMonthDay:
      return every_month(yearly.id, year);
  }
  return {};
}

/// YYYY, YYYY-MM or YYYY-MM-DD: the shortest that is the whole range.
std::string short_date(const DayRange& range) {
  const CivilDate from = civil_of(*range.from);
  if (range == year_days(from.year, from.year)) return fmt::format("{:04}", from.year);
  if (range == month_days(from.year, from.month)) return fmt::format("{:04}-{:02}", from.year, from.month);
  return fmt::format("{:04}-{:02}-{:02}", from.year, from.month, from.day);
}

bool is_one_date(const DayRange& range) {
  if (!range.from || !range.to) return false;
  const CivilDate from = civil_of(*range.from);
  return range == one_day(*range.from) || range == year_days(from.year, from.year) ||
         range == month_days(from.year, from.month);
}

/// The longest date that begins, or ends, with the range's end.
std::string first_date(Day from, bool whole_years, bool whole_months) {
  const CivilDate date = civil_of(from);
  if (whole_years) return fmt::format("{:04}", date.year);
  if (whole_months) return fmt::format("{:04}-{:02}", date.year, date.month);
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

bool begins_year(const std::optional<Day>& day) {
  if (!day) return true;
  const CivilDate date = civil_of(*day);
  return date.month == 1 && date.day == 1;
}
bool begins_month(const std::optional<Day>& day) {
  return !day || civil_of(*day).day == 1;
}

std::string range_text(const DayRange& range, std::string_view between) {
  if (is_one_date(range)) return short_date(range);
  const bool years = begins_year(range.from) && begins_year(range.to);
  const bool months = begins_month(range.from) && begins_month(range.to);
  const std::string from = range.from ? first_date(*range.from, years, months) : "";
  const std::string to = range.to ? first_date(*range.to - 1, years, months) : "";
  return fmt::format("{}{}{}", from, between, to);
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  return fmt::format("{}", fmt::join(parts, separator));
}

std::string clock_text(int minutes) {
  return minutes % 60 == 0 ? fmt::format("{}", minutes / 60) : fmt::format("{}:{:02}", minutes / 60, minutes % 60);
}

std::string moment_text(std::int64_t minutes) {
  const auto day = static_cast<Day>(minutes >= 0 ? minutes / 1440 : (minutes - 1439) / 1440);
  const auto rest = static_cast<int>(minutes - std::int64_t{day} * 1440);
  const CivilDate date = civil_of(day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}", date.year, date.month, date.day, rest / 60, rest % 60);
}

struct KeyValue {
  std::string_view key;
  std::string value;
};

KeyValue plain_text(const Yearly& yearly) {
  for (std::size_t season = 0; season < kSeasons.size(); ++season) {
    if (yearly == yearly_season(static_cast<int>(season))) return {"season", std::string(kSeasons[season])};
  }
  switch (yearly.kind) {
    case YearlyKind::kHoliday:
      return {"holiday", std::string(holiday_id(static_cast<std::size_t>(yearly.id))) +
                             (yearly.around == 0 ? "" : fmt::format("~{}", yearly.around))};
    case YearlyKind::kLunar:
      if (yearly.from_day == 0) return {"lunar", fmt::format("{:02}", yearly.from_month)};
      return {"lunar", fmt::format("{:02}-{:02}", yearly.from_month, yearly.from_day)};
    case YearlyKind::kWeek:
      return {"week", fmt::format("{}", yearly.id)};
    case YearlyKind::kMonthDay:
      return {"day", fmt::format("{}", yearly.id)};
    case YearlyKind::kDays:
      break;
  }
  if (yearly == yearly_months(yearly.from_month, yearly.to_month)) {
    if (yearly.from_month == yearly.to_month) return {"month", fmt::format("{}", yearly.from_month)};
    return {"month", fmt::format("{}..{}", yearly.from_month, yearly.to_month)};
  }
  const std::string from = fmt::format("{:02}-{:02}", yearly.from_month, yearly.from_day);
  if (yearly.from_month == yearly.to_month && yearly.from_day == yearly.to_day) return {"day", from};
  return {"day", fmt::format("{}..{:02}-{:02}", from, yearly.to_month, yearly.to_day)};
}

/// "month:10/week3", "holiday:mid_autumn..holiday:national_day".
KeyValue yearly_text(const Yearly& yearly) {
  Yearly plain = yearly;
  plain.part.reset();
  plain.until.clear();
  KeyValue text = plain_text(plain);
  if (yearly.part) text.value += "/" + to_text(*yearly.part);
  if (!yearly.until.empty()) {
    const KeyValue end = yearly_text(yearly.until.front());
    text.value += fmt::format("..{}:{}", end.key, end.value);
  }
  return text;
}

/// One key has them all, or each has its own key with a bar between: "season:summer|month:12".
std::string yearly_list_text(const std::vector<Yearly>& list) {
  std::string text;
  std::string_view key;
  for (const Yearly& yearly : list) {
    const KeyValue pair = yearly_text(yearly);
    if (pair.key == key) {
      text += "," + pair.value;
    } else {
      text += fmt::format("{}{}:{}", text.empty() ? "" : "|", pair.key, pair.value);
    }
    key = pair.key;
  }
  return text;
}

std::string weekday_text(std::uint8_t weekdays) {
  std::vector<std::string> names;
  for (std::size_t day = 0; day < kWeekdays.size(); ++day) {
    if ((weekdays >> day & 1) != 0) names.emplace_back(kWeekdays[day]);
  }
  return "weekday:" + join(names, ",");
}

}  // namespace

Yearly yearly_months(int from_month, int to_month) {
  return {.from_month = from_month, .from_day = 1, .to_month = to_month, .to_day = days_in_month(2024, to_month)};
}

Yearly yearly_season(int season) {
  return yearly_months(season * 3 + 3, season == 3 ? 2 : season * 3 + 5);
}

Yearly yearly_holiday(int holiday) {
  return {.kind = YearlyKind::kHoliday, .id = holiday};
}

Yearly simplified(const Yearly& yearly) {
  for (const int year_with_leap_day : {2000, 1999}) {  // its own February, or that of a winter
    const std::vector<DayRange> days = days_in_year(yearly, year_with_leap_day);
    if (days.size() != 1) return yearly;
    const CivilDate from = civil_of(*days.front().from);
    const CivilDate to = civil_of(*days.front().to - 1);
    Yearly dates{.from_month = from.month, .from_day = from.day, .to_month = to.month, .to_day = to.day};
    const auto is_same = [&](int year) { return days_in_year(yearly, year) == days_in_year(dates, year); };
    if (std::ranges::all_of(std::views::iota(kYearFirst - 1, kYearLast + 1), is_same)) return dates;
  }
  return yearly;
}

namespace {

/// The first of its ends behind a day of `year`; years are looked at one by one, for holidays are not cheap.
std::optional<Day> end_behind(const Yearly& yearly, Day day, int year) {
  for (int each = year - 1; each <= year + 2; ++each) {
    for (const DayRange& range : days_in_year(yearly, each)) {
      if (*range.to > day) return range.to;
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<DayRange> days_in_year(const Yearly& yearly, int year) {
  std::vector<DayRange> days = whole_days_in_year(yearly, year);
  if (yearly.part) days = parts_of(days, *yearly.part);
  if (yearly.until.empty()) return days;
  for (DayRange& span : days) span.to = end_behind(yearly.until.front(), *span.from, year);
  std::erase_if(days, [](const DayRange& span) { return !span.to; });
  return days;
}

std::vector<DayRange> days_of_all_years(const std::vector<Yearly>& yearly, Day today) {
  const int last = std::max(civil_of(today).year + 1, kYearFirst);
  std::vector<DayRange> days;
  for (int year = kYearFirst - 1; year <= last; ++year) {  // the winter of 1899 ends in 1900
    for (const Yearly& each : yearly) {
      const std::vector<DayRange> found = days_in_year(each, year);
      days.insert(days.end(), found.begin(), found.end());
    }
  }
  return intersect(unite(std::move(days)), {{day_of(kYearFirst, 1, 1), std::nullopt}});
}

TimeFilter resolve(const TimeSpec& spec, Day today) {
  TimeFilter filter{.ranges = {}, .hours = spec.hours, .weekdays = spec.weekdays, .moments = spec.moments};
  if (!spec.yearly.empty()) filter.ranges = days_of_all_years(spec.yearly, today);
  if (spec.days) filter.ranges = spec.yearly.empty() ? *spec.days : intersect(*spec.days, filter.ranges);
  // A time that never was is still a filter: an empty range, for no list means every day.
  if (filter.ranges.empty() && (spec.days || !spec.yearly.empty())) filter.ranges = {{0, 0}};
  return filter;
}

std::string canonical_of(const TimeSpec& spec) {
  std::vector<std::string> parts;
  if (spec.days) {
    std::vector<std::string> ranges;
    for (const DayRange& range : *spec.days) ranges.push_back(range_text(range, ".."));
    parts.push_back("on:" + (ranges.empty() ? "never" : join(ranges, ",")));
  }
  if (!spec.yearly.empty()) parts.push_back(yearly_list_text(spec.yearly));
  if (spec.weekdays != 0) parts.push_back(weekday_text(spec.weekdays));
  if (!spec.hours.empty()) {
    std::vector<std::string> hours;
    for (const ClockRange& range : spec.hours) hours.push_back(clock_text(range.from) + "-" + clock_text(range.to));
    parts.push_back("hour:" + join(hours, ","));
  }
  if (!spec.moments.empty()) {
    std::vector<std::string> moments;
    for (const MomentRange& range : spec.moments) {
      moments.push_back(moment_text(range.from) + ".." + moment_text(range.to));
    }
    parts.push_back("moment:" + join(moments, ","));
  }
  return join(parts, ";");
}

std::string label_of_days(const std::vector<DayRange>& days) {
  std::vector<std::string> labels;
  for (const DayRange& range : days) labels.push_back(range_text(range, " – "));
  return join(labels, ", ");
}

std::string canonical_of_days(std::span<const DayRange> ranges) {
  TimeSpec spec;
  spec.days.emplace(ranges.begin(), ranges.end());
  return canonical_of(spec);
}

}  // namespace shoebox::query
