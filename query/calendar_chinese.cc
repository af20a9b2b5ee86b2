// Months begin on the day of the new moon; the eleventh has the winter solstice; where thirteen months lie between two
// solstices, the first without a principal term (the sun at a multiple of 30 degrees) is the leap month. New moons are
// by Meeus, Astronomical Algorithms, chapter 49 (within half a minute), the sun by chapter 25 (within 0.01 degrees).
#include "query/calendar_chinese.h"

#include <array>
#include <cmath>
#include <numbers>

namespace shoebox::query {
namespace {

constexpr int kLunarFirst = 1900;
constexpr int kLunarLast = 2100;
constexpr double kDaysTo2000 = 10957.5;  // from 1970-01-01T00:00 to 2000-01-01T12:00
constexpr double kTropicalYear = 365.2422;

struct LunarMonth {
  Day first = 0;
  int days = 0;
};
using LunarYear = std::array<LunarMonth, 12>;
using LunarYears = std::array<LunarYear, kLunarLast - kLunarFirst + 1>;

double sine(double degrees) {
  return std::sin(degrees * std::numbers::pi / 180);
}

/// Dynamical time is ahead of universal time by this many days: a line through the values from 1900 to 2050.
double dynamical_time_ahead(double days_since_2000) {
  return (64 + days_since_2000 / 365.25 * 0.5) / 86400;
}

/// The day in China, of dynamical time.
Day chinese_day(double days_since_2000) {
  return static_cast<Day>(std::floor(days_since_2000 - dynamical_time_ahead(days_since_2000) + kDaysTo2000 + 8.0 / 24));
}

/// The sun's apparent longitude in degrees.
double sun_longitude(double days_since_2000) {
  const double t = days_since_2000 / 36525;
  const double mean = 280.46646 + t * (36000.76983 + t * 0.0003032);
  const double anomaly = 357.52911 + t * (35999.05029 - t * 0.0001537);
  const double centre = (1.914602 - t * (0.004817 + t * 0.000014)) * sine(anomaly) +
                        (0.019993 - 0.000101 * t) * sine(2 * anomaly) + 0.000289 * sine(3 * anomaly);
  return mean + centre - 0.00569 - 0.00478 * sine(125.04 - 1934.136 * t);
}

/// How far the sun still has to go to `longitude`, in degrees of -180 to 180.
double degrees_to(double longitude, double days_since_2000) {
  const double ahead = std::fmod(longitude - sun_longitude(days_since_2000), 360);
  return ahead > 180 ? ahead - 360 : ahead < -180 ? ahead + 360 : ahead;
}

struct MoonTerm {
  double days;
  int sun, moon, node;  // multiples of the sun's and moon's anomaly and of the moon's argument of latitude
};
constexpr auto kMoonTerms = std::to_array<MoonTerm>({
    {-0.40720, 0, 1, 0}, {0.17241, 1, 0, 0},    {0.01608, 0, 2, 0},   {0.01039, 0, 0, 2},   {0.00739, -1, 1, 0},
    {-0.00514, 1, 1, 0}, {0.00208, 2, 0, 0},    {-0.00111, 0, 1, -2}, {-0.00057, 0, 1, 2},  {0.00056, 1, 2, 0},
    {-0.00042, 0, 3, 0}, {0.00042, 1, 0, 2},    {0.00038, 1, 0, -2},  {-0.00024, -1, 2, 0}, {-0.00007, 2, 1, 0},
    {0.00004, 0, 2, -2}, {0.00004, 3, 0, 0},    {0.00003, 1, 1, -2},  {0.00003, 0, 2, 2},   {-0.00003, 1, 1, 2},
    {0.00003, -1, 1, 2}, {-0.00002, -1, 1, -2}, {-0.00002, 1, 3, 0},  {0.00002, 0, 4, 0},
});

struct PlanetTerm {
  double days, start, step;
};
constexpr auto kPlanetTerms = std::to_array<PlanetTerm>({
    {0.000325, 299.77, 0.107408},
    {0.000165, 251.88, 0.016321},
    {0.000164, 251.83, 26.651886},
    {0.000126, 349.42, 36.412478},
    {0.000110, 84.66, 18.206239},
    {0.000062, 141.74, 53.303771},
    {0.000060, 207.14, 2.453732},
    {0.000056, 154.84, 7.306860},
    {0.000047, 34.52, 27.261239},
    {0.000042, 207.19, 0.121824},
    {0.000040, 291.34, 1.844379},
    {0.000037, 161.72, 24.198154},
    {0.000035, 239.56, 25.513099},
    {0.000023, 331.55, 3.592518},
});

/// The day of new moon `k`, counted from that of 2000-01-06.
Day new_moon(int k) {
  const double t = k / 1236.85;
  const double eccentricity = 1 - t * (0.002516 + t * 0.0000074);
  const double sun = 2.5534 + 29.10535670 * k - 0.0000014 * t * t;
  const double moon = 201.5643 + 385.81693528 * k + 0.0107582 * t * t;
  const double node = 160.7108 + 390.67050284 * k - 0.0016118 * t * t;
  double days = 5.09766 + 29.530588861 * k + 0.00015437 * t * t;  // since 2000-01-01T12:00
  for (const MoonTerm& term : kMoonTerms) {
    days += term.days * std::pow(eccentricity, std::abs(term.sun)) *
            sine(term.sun * sun + term.moon * moon + term.node * node);
  }
  days -= 0.00017 * sine(124.7746 - 1.56375588 * k);
  for (const PlanetTerm& term : kPlanetTerms) days += term.days * sine(term.start + term.step * k);
  return chinese_day(days);
}

/// The last new moon that is not after the day.
int new_moon_before(Day day) {
  int k = static_cast<int>(std::floor((day - kDaysTo2000) / 29.530588861)) + 1;
  while (new_moon(k) > day) --k;
  return k;
}

bool has_principal_term(Day from, Day to) {
  const auto sector = [](Day day) {  // at the day's first moment in China
    return static_cast<int>(std::floor(sun_longitude(day - kDaysTo2000 - 8.0 / 24 + dynamical_time_ahead(0)) / 30));
  };
  return sector(from) != sector(to);
}

/// Fills the months 1 to 10 of `year` and 11 and 12 of the year before: those from one winter solstice to the next.
void fill_between_solstices(int year, LunarYears& years) {
  const int first = new_moon_before(solar_term(year - 1, 270));
  const int last = new_moon_before(solar_term(year, 270));
  bool leap_to_come = last - first == 13;
  int month = 11;
  int lunar_year = year - 1;
  for (int k = first; k < last; ++k) {
    const Day from = new_moon(k);
    const Day to = new_moon(k + 1);
    if (leap_to_come && k > first && !has_principal_term(from, to)) {
      leap_to_come = false;
      continue;
    }
    if (lunar_year >= kLunarFirst && lunar_year <= kLunarLast) {
      years[static_cast<std::size_t>(lunar_year - kLunarFirst)][static_cast<std::size_t>(month - 1)] = {from,
                                                                                                        to - from};
    }
    month = month % 12 + 1;
    if (month == 1) ++lunar_year;
  }
}

LunarYears compute_lunar_years() {
  LunarYears years{};
  for (int year = kLunarFirst; year <= kLunarLast + 1; ++year) fill_between_solstices(year, years);
  return years;
}

}  // namespace

std::optional<Day> lunar_date(int year, int month, int day) {
  static const LunarYears kYears = compute_lunar_years();
  if (year < kLunarFirst || year > kLunarLast || month < 1 || month > 12 || day < 1) return std::nullopt;
  const LunarMonth& entry = kYears[static_cast<std::size_t>(year - kLunarFirst)][static_cast<std::size_t>(month - 1)];
  if (day > entry.days) return std::nullopt;
  return entry.first + day - 1;
}

Day solar_term(int year, int longitude) {
  const double day_of_year = 79.5 + (longitude < 280 ? longitude : longitude - 360) * kTropicalYear / 360;
  double days = day_of(year, 1, 1) + day_of_year - kDaysTo2000;
  for (int step = 0; step < 5; ++step) days += degrees_to(longitude, days) * kTropicalYear / 360;
  return chinese_day(days);
}

}  // namespace shoebox::query
