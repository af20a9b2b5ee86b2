// The values of the structured syntax. They are what canonical_of() writes and what an expert types; anything else is
// no time, never a guess.
#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "query/holidays.h"
#include "query/time_phrase.h"
#include "query/time_spec.h"

namespace shoebox::query {
namespace {

constexpr auto kKeys =
    std::to_array<std::string_view>({"on", "after", "before", "since", "until", "hour", "weekday", "holiday", "season",
                                     "month", "day", "year", "week", "lunar", "moment"});
constexpr std::size_t kPartsMax = 400;  // a list of one range a year is the longest that is written

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos || parts.size() > kPartsMax) return parts;
    text.remove_prefix(end + 1);
  }
}

std::optional<int> read_int(std::string_view text) {
  int value = 0;
  if (text.empty() || text.size() > 6 || text.front() == '-') return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// "a..b" or "a": nothing where an end is left out.
std::pair<std::string_view, std::string_view> ends_of(std::string_view text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) return {text, text};
  return {text.substr(0, dots), text.substr(dots + 2)};
}

std::optional<DayRange> read_date(std::string_view text) {
  const std::vector<std::string_view> parts = split(text, '-');
  const std::optional<int> year = read_int(parts[0]);
  if (!year || *year < 1 || *year > 9999 || parts.size() > 3) return std::nullopt;
  if (parts.size() == 1) return year_days(*year, *year);
  const std::optional<int> month = read_int(parts[1]);
  if (!month || *month < 1 || *month > 12) return std::nullopt;
  if (parts.size() == 2) return month_days(*year, *month);
  const std::optional<int> day = read_int(parts[2]);
  if (!day || !is_date(*year, *month, *day)) return std::nullopt;
  return one_day(day_of(*year, *month, *day));
}

std::optional<DayRange> read_days(std::string_view text) {
  const auto [first, last] = ends_of(text);
  DayRange range;
  if (!first.empty()) {
    const std::optional<DayRange> date = read_date(first);
    if (!date) return std::nullopt;
    range.from = date->from;
  }
  if (!last.empty()) {
    const std::optional<DayRange> date = read_date(last);
    if (!date) return std::nullopt;
    range.to = date->to;
  }
  if (first.empty() && last.empty()) return std::nullopt;
  return range;
}

std::optional<std::pair<int, int>> read_month_day(std::string_view text) {
  const std::vector<std::string_view> parts = split(text, '-');
  if (parts.size() != 2) return std::nullopt;
  const std::optional<int> month = read_int(parts[0]);
  const std::optional<int> day = read_int(parts[1]);
  if (!month || !day || !is_date(2024, *month, *day)) return std::nullopt;
  return std::pair(*month, *day);
}

std::optional<Yearly> read_days_of_year(std::string_view text) {
  if (const std::optional<int> day = read_int(text)) {
    if (*day < 1 || *day > 31) return std::nullopt;
    return Yearly{.kind = YearlyKind::kMonthDay, .id = *day};
  }
  const auto [first, last] = ends_of(text);
  const auto from = read_month_day(first);
  const auto to = read_month_day(last);
  if (!from || !to) return std::nullopt;
  return Yearly{.from_month = from->first, .from_day = from->second, .to_month = to->first, .to_day = to->second};
}

std::optional<Yearly> read_months(std::string_view text) {
  const auto [first, last] = ends_of(text);
  const std::optional<int> from = read_int(first);
  const std::optional<int> to = read_int(last);
  if (!from || !to || *from < 1 || *from > 12 || *to < 1 || *to > 12) return std::nullopt;
  return yearly_months(*from, *to);
}

std::optional<Yearly> read_season(std::string_view text) {
  constexpr auto kNames = std::to_array<std::string_view>({"spring", "summer", "autumn", "winter"});
  const auto* const found = std::ranges::find(kNames, text == "fall" ? "autumn" : text);
  if (found == kNames.end()) return std::nullopt;
  return yearly_season(static_cast<int>(found - kNames.begin()));
}

std::optional<Yearly> read_whole_yearly(std::string_view key, std::string_view value) {
  if (key == "season") return read_season(value);
  if (key == "month") return read_months(value);
  if (key == "day") return read_days_of_year(value);
  if (key == "week") {
    const std::optional<int> week = read_int(value);
    if (!week || *week < 1 || *week > 53) return std::nullopt;
    return Yearly{.kind = YearlyKind::kWeek, .id = *week};
  }
  if (key == "lunar") {
    const std::vector<std::string_view> parts = split(value, '-');
    const std::optional<int> month = read_int(parts[0]);
    const std::optional<int> day = parts.size() == 2 ? read_int(parts[1]) : 0;
    const bool fits = month && day && parts.size() <= 2 && *month >= 1 && *month <= 12 && *day <= 30;
    if (!fits || *day < (parts.size() == 2 ? 1 : 0)) return std::nullopt;
    return Yearly{.kind = YearlyKind::kLunar, .from_month = *month, .from_day = *day};
  }
  if (key != "holiday") return std::nullopt;
  constexpr int kAroundMax = 60;  // holiday:easter~7 is a week more on both sides
  const std::size_t mark = std::min(value.find('~'), value.size());
  const std::optional<std::size_t> holiday = find_holiday(value.substr(0, mark));
  if (!holiday) return std::nullopt;
  Yearly yearly = yearly_holiday(static_cast<int>(*holiday));
  if (mark == value.size()) return yearly;
  const std::string_view days = value.substr(mark + 1);
  const auto [stop, error] = std::from_chars(days.data(), days.data() + days.size(), yearly.around);
  const bool whole = error == std::errc() && stop == days.data() + days.size();
  return whole && yearly.around > 0 && yearly.around <= kAroundMax ? std::optional(yearly) : std::nullopt;
}

/// With a part of it, "10/week3", and with an end that has its own key, "mid_autumn..holiday:national_day".
std::optional<Yearly> read_yearly(std::string_view key, std::string_view value) {
  const std::size_t colon = value.find(':');
  const std::size_t dots = colon == std::string_view::npos ? colon : value.rfind("..", colon);
  if (colon != dots && dots == std::string_view::npos) return std::nullopt;
  const std::string_view first = colon == std::string_view::npos ? value : value.substr(0, dots);
  const std::size_t slash = std::min(first.find('/'), first.size());
  std::optional<Yearly> yearly = read_whole_yearly(key, first.substr(0, slash));
  if (!yearly) return std::nullopt;
  if (slash < first.size()) {
    yearly->part = read_part_of(first.substr(slash + 1));
    if (!yearly->part) return std::nullopt;
  }
  if (colon == std::string_view::npos) return yearly;
  const std::string_view end_key = value.substr(dots + 2, colon - dots - 2);
  const std::optional<Yearly> end = read_yearly(end_key, value.substr(colon + 1));
  if (!end || !end->until.empty()) return std::nullopt;
  yearly->until = {*end};
  return yearly;
}

std::optional<int> read_clock(std::string_view text) {
  const std::vector<std::string_view> parts = split(text, ':');
  const std::optional<int> hour = read_int(parts[0]);
  const std::optional<int> minute = parts.size() == 2 ? read_int(parts[1]) : 0;
  if (!hour || !minute || parts.size() > 2 || *minute > 59 || *hour * 60 + *minute > 1440) return std::nullopt;
  return *hour * 60 + *minute;
}

std::optional<ClockRange> read_hours(std::string_view text) {
  const std::vector<std::string_view> ends = split(text, '-');
  const std::optional<int> from = read_clock(ends[0]);
  if (!from || ends.size() > 2) return std::nullopt;
  if (ends.size() == 1) return ClockRange{*from, *from % 60 == 0 ? *from + 60 : *from + 1};
  const std::optional<int> to = read_clock(ends[1]);
  if (!to || *from == *to) return std::nullopt;
  return ClockRange{*from, *to};
}

std::optional<int> read_weekday(std::string_view text) {
  constexpr auto kNames =
      std::to_array<std::string_view>({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"});
  if (text.size() < 3) return std::nullopt;
  const auto* const found = std::ranges::find_if(kNames, [&](std::string_view name) { return name.starts_with(text); });
  if (found == kNames.end()) return std::nullopt;
  return static_cast<int>(found - kNames.begin());
}

std::optional<std::int64_t> read_moment(std::string_view text) {
  const std::vector<std::string_view> parts = split(text, 't');
  const std::vector<std::string_view> upper = split(text, 'T');
  const std::vector<std::string_view>& halves = upper.size() == 2 ? upper : parts;
  if (halves.size() != 2 || halves[0].size() != 10) return std::nullopt;
  const std::optional<DayRange> date = read_date(halves[0]);
  const std::optional<int> clock = read_clock(halves[1]);
  if (!date || !clock) return std::nullopt;
  return std::int64_t{*date->from} * 1440 + *clock;
}

/// The days of since:, until:, after:, before: a date.
std::optional<DayRange> read_open(std::string_view key, std::string_view value) {
  const std::optional<DayRange> date = read_date(value);
  if (!date) return std::nullopt;
  if (key == "since") return DayRange{date->from, std::nullopt};
  if (key == "after") return DayRange{date->to, std::nullopt};
  if (key == "before") return DayRange{std::nullopt, date->from};
  return DayRange{std::nullopt, date->to};
}

bool add_days(const DayRange& range, std::vector<DayRange>& days) {
  days.push_back(range);
  return true;
}

/// Reads one value of a list; what it adds to is empty before the first.
bool read_item(std::string_view key, std::string_view value, TimeSpec& spec) {
  if (key == "on" || key == "year") {
    const std::optional<DayRange> range = read_days(value);
    return range && add_days(*range, *spec.days);
  }
  if (key == "since" || key == "after" || key == "before" || key == "until") {
    const std::optional<DayRange> range = read_open(key, value);
    return range && add_days(*range, *spec.days);
  }
  if (key == "hour") {
    const std::optional<ClockRange> range = read_hours(value);
    if (range) spec.hours.push_back(*range);
    return range.has_value();
  }
  if (key == "weekday") {
    const std::optional<int> day = read_weekday(value);
    if (day) spec.weekdays = static_cast<std::uint8_t>(spec.weekdays | 1 << *day);
    return day.has_value();
  }
  if (key == "moment") {
    const auto [first, last] = ends_of(value);
    const auto from = read_moment(first);
    const auto to = read_moment(last);
    if (!from || !to || *from >= *to) return false;
    spec.moments.push_back({*from, *to});
    return true;
  }
  const std::optional<Yearly> yearly = read_yearly(key, value);
  if (yearly) spec.yearly.push_back(*yearly);
  return yearly.has_value();
}

bool is_day_key(std::string_view key) {
  return key == "on" || key == "year" || key == "since" || key == "after" || key == "before" || key == "until";
}

/// One part between semicolons: lists of keys, any of which holds.
bool read_part(std::string_view key, std::string_view values, TimeSpec& spec) {
  std::optional<std::vector<DayRange>> earlier = std::exchange(spec.days, std::nullopt);
  if (is_day_key(key)) spec.days.emplace();
  for (const std::string_view list : split(values, '|')) {
    std::string_view rest = list;
    if (const std::size_t colon = list.find(':'); list.data() != values.data() && colon != std::string_view::npos) {
      key = list.substr(0, colon);
      rest = list.substr(colon + 1);
    }
    if (key == "on" && rest == "never") continue;
    for (const std::string_view value : split(rest, ',')) {
      if (!read_item(key, value, spec)) return false;
    }
  }
  if (spec.days) spec.days = unite(std::move(*spec.days));
  if (spec.days && earlier) spec.days = intersect(*spec.days, *earlier);
  if (!spec.days) spec.days = std::move(earlier);
  return true;
}

}  // namespace

bool is_time_key(std::string_view key) {
  return std::ranges::find(kKeys, key) != kKeys.end();
}

std::optional<TimeFilter> read_time_key(std::string_view key, std::string_view value, std::int64_t now_local_minutes) {
  TimeSpec spec;
  if (!is_time_key(key)) return std::nullopt;
  bool first = true;
  for (const std::string_view part : split(value, ';')) {
    std::string_view rest = part;
    if (!first) {
      const std::size_t colon = part.find(':');
      if (colon == std::string_view::npos) return std::nullopt;
      key = part.substr(0, colon);
      rest = part.substr(colon + 1);
      if (!is_time_key(key)) return std::nullopt;
    }
    first = false;
    if (!read_part(key, rest, spec)) return std::nullopt;
  }
  const std::int64_t day = now_local_minutes >= 0 ? now_local_minutes / 1440 : (now_local_minutes - 1439) / 1440;
  return resolve(spec, static_cast<Day>(day));
}

TimeFilter time_of_age(std::int32_t birthday, int from_months, std::optional<int> to_months) {
  constexpr int kMonthsMax = 12 * 150;
  TimeFilter filter;
  const bool lived = from_months >= 0 && from_months <= kMonthsMax && (!to_months || *to_months > from_months);
  DayRange days{add_months(birthday, from_months), std::nullopt};
  if (to_months) days.to = add_months(birthday, *to_months);
  filter.ranges = {lived ? days : DayRange{0, 0}};
  return filter;
}

}  // namespace shoebox::query
