#pragma once
// A part of a span of days: early in it, its third week, the three days before it. Plain functions without state.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/calendar.h"

namespace shoebox::query {

enum class Part : std::uint8_t {
  kEarly,
  kMiddle,
  kLate,
  kBeginning,
  kEnding,
  kFirstTenDays,
  kSecondTenDays,
  kLastTenDays,
  kYearBeginning,
  kYearMiddle,
  kYearEnding,
  kWeek,
  kWeekend,
  kWeekday,
  kDay,
  kHalf,
  kMonth,
  kItsWeek,     // Monday to Sunday around its first day
  kItsWeekend,  // the first in it, else the nearest
  kDaysBefore,
  kDaysAfter,
  kDaysAround
};

struct PartOf {
  Part part = Part::kEarly;
  int nth = 0;  // of kWeek, kWeekend, kWeekday, kDay, kMonth, kHalf: 1 is the first, -1 the last
  int weekday = 0;
  int count = 1;  // so many of them: "the first two weeks"; of kDaysBefore, kDaysAfter, kDaysAround: so many days

  friend bool operator==(const PartOf&, const PartOf&) = default;
};

/// Nothing when the span is open, or has no such part (a fifth week).
std::optional<DayRange> part_of(const DayRange& span, const PartOf& part);

/// The part of each span that has one.
std::vector<DayRange> parts_of(const std::vector<DayRange>& spans, const PartOf& part);

/// As the structured syntax writes it: "early", "week3", "sun-1" (the last Sunday), "day1x2" (the first two days),
/// "before7".
std::string to_text(const PartOf& part);
std::optional<PartOf> read_part_of(std::string_view text);

}  // namespace shoebox::query
