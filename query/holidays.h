#pragma once
// Holidays and the days they fall on, whatever they are called (their names: query/time_words.cc). Thread-safe.

#include <cstddef>
#include <optional>
#include <string_view>

#include "query/calendar.h"

namespace shoebox::query {

/// The number of the holiday that the structured syntax calls so ("christmas", "mid_autumn").
std::optional<std::size_t> find_holiday(std::string_view id);
std::string_view holiday_id(std::size_t holiday);
std::size_t holiday_count();

/// Its days of `year`, 1900 to 2100; nothing where it is not known. What is counted from the Chinese New Year, as its
/// Eve, belongs to the year of that New Year.
std::optional<DayRange> holiday_days(std::size_t holiday, int year);

/// The lunar dates (正月初一, 腊月廿三) of `year`, as those of a holiday; day 0: the whole month, with its leap month.
std::optional<DayRange> lunar_days(int year, int month, int day);

}  // namespace shoebox::query
