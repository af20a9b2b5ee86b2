#pragma once
// What the words of one time have told so far, slot by slot, and what all slots together mean. "2022年冬天晚上" fills
// years, yearly and the hours. Pure.

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "query/time_spec.h"
#include "query/time_words.h"

namespace shoebox::query {

enum class Grain : std::uint8_t { kNone, kDay, kWeek, kMonth, kQuarter, kYear, kOther };

struct TimeParts {
  std::optional<std::pair<int, int>> years;  // both included
  int month = 0;                             // 0: not told
  int day = 0;
  bool lunar = false;          // month and day are of the Chinese calendar
  std::vector<Yearly> yearly;  // seasons, holidays, quarters …
  std::optional<DayRange> days;
  Grain grain = Grain::kNone;  // of `days`
  bool relative_now = false;   // `days` is today, this week or this month
  std::uint8_t weekdays = 0;
  std::optional<ClockRange> day_part;
  std::optional<int> clock;      // minutes of the day
  bool clock_ambiguous = false;  // may be before or after noon
  bool half_told = false;        // with am or pm
  bool about = false;
  std::vector<MomentRange> moments;
  std::optional<PartOf> part;  // "first week of", "early", 月底: of what the other slots tell

  int depth = 0;  // of looking ahead for what a part is a part of
  int components = 0;
  bool strong = false;  // at least one of them is a time whatever stands beside it
  bool never = false;   // not even alone: "sun"

  bool has_date() const { return years || month != 0 || day != 0 || !yearly.empty() || days; }
  bool has_clock() const { return day_part || clock; }
};

/// Nothing when the slots do not fit together (February 30).
std::optional<TimeSpec> spec_of(const TimeParts& parts, Day today);

/// The hours of the clock slots; empty without them.
std::vector<ClockRange> hours_of(const TimeParts& parts);

/// The minute of the day at which the clock slots begin or, as the end of a range, stop; nothing without them.
std::optional<int> clock_start(const TimeParts& parts);
std::optional<int> clock_stop(const TimeParts& parts);

/// Of the days that come again: the last that is over (-1), the one before (-2), this year's (0) or the next (1).
std::optional<DayRange> occurrence(const std::vector<Yearly>& yearly, int which, Day today);

}  // namespace shoebox::query
