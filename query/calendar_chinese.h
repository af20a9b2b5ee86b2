#pragma once
// The Chinese calendar, reckoned from the new moons and the sun's place in UTC+8 (GB/T 33661). ICU has one too, but its
// new moons are minutes off: it has the New Year of 2027 and the seventh month of 2012 a day late. Thread-safe. The
// first question about a lunar date computes all years at once (a few ms), later ones are a look-up.

#include <optional>

#include "query/calendar.h"

namespace shoebox::query {

/// Of the lunar year that begins in the Gregorian `year`, 1900 to 2100: month 1..12 (not its leap month), day 1..30;
/// nothing outside of it and for a 30th that the month does not have.
std::optional<Day> lunar_date(int year, int month, int day);

/// The day of `year` on which the sun stands at `longitude` degrees: 15 is Qingming, 270 the winter solstice.
Day solar_term(int year, int longitude);

}  // namespace shoebox::query
