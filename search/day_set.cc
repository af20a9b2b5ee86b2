#include "search/day_set.h"

#include <algorithm>

namespace shoebox::search {
namespace {

// 1826 to 2200: photography, and the years that a sentence can name. Days outside are as the nearest one inside.
constexpr std::int32_t kFirstDay = -52'595;
constexpr std::int32_t kDays = 136'600;

std::size_t place_of(std::int64_t day) {
  return static_cast<std::size_t>(std::clamp<std::int64_t>(day - kFirstDay, 0, kDays - 1));
}

}  // namespace

int weekday_of(std::int32_t day) {
  constexpr int kThursday = 3;  // 1970-01-01
  return (day % 7 + 7 + kThursday) % 7;
}

DaySet::DaySet(std::span<const query::DayRange> ranges, std::uint8_t weekdays) : days_(kDays, ranges.empty()) {
  for (const query::DayRange& range : ranges) {
    insert(range.from ? *range.from : kFirstDay, range.to ? *range.to : kFirstDay + kDays);
  }
  if (weekdays == 0) return;
  for (std::int32_t i = 0; i < kDays; ++i) {
    if ((weekdays >> weekday_of(kFirstDay + i) & 1) == 0) days_[static_cast<std::size_t>(i)] = false;
  }
}

void DaySet::insert(std::int64_t from, std::int64_t to) {
  from = std::max<std::int64_t>(from, kFirstDay);
  to = std::min<std::int64_t>(to, std::int64_t{kFirstDay} + kDays);
  if (from >= to) return;
  std::fill(days_.begin() + (from - kFirstDay), days_.begin() + (to - kFirstDay), true);
}

bool DaySet::contains(std::int32_t day) const {
  return days_[place_of(day)];
}

Truth DaySet::covers(std::int32_t day, std::int32_t day_end) const {
  const bool first = contains(day);
  for (std::int32_t other = day + 1; other < day_end; ++other) {
    if (contains(other) != first) return Truth::kUnknown;
  }
  return first ? Truth::kYes : Truth::kNo;
}

}  // namespace shoebox::search
