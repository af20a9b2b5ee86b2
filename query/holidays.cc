// How each holiday is reckoned: a fixed date, the n-th weekday of a month, days from Easter, a lunar date, a place of
// the sun, or a day of another calendar that ICU knows.
#include "query/holidays.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <memory>

#include <unicode/calendar.h>
#include <unicode/gregocal.h>
#include <unicode/locid.h>
#include <unicode/timezone.h>

#include "query/calendar_chinese.h"

namespace shoebox::query {
namespace {

enum class Rule : std::uint8_t {
  kFixed,     // a: month, b: day
  kWeekday,   // a: month, b: weekday, c: which one (-1: the last)
  kEaster,    // a: days after Easter Sunday
  kOrthodox,  // a: days after the Easter Sunday of the eastern churches
  kLunar,     // a: month, b: day
  kLunarEve,  // a: days before the Chinese New Year
  kLate,      // a: day of the twelfth lunar month that ends with the Chinese New Year
  kSun,       // a: longitude
  kDiwali,    // the new moon of October or November, by the Chinese months
  kIslamic,   // a: month, b: day, 0-based month
  kHebrew     // a: month, b: day, ICU's 0-based month
};

struct Holiday {
  std::string_view id;
  Rule rule;
  int a = 0;
  int b = 0;
  int c = 0;
  int days = 1;
  int shift = 0;  // days from what the rule tells
};

constexpr auto kHolidays = std::to_array<Holiday>({
    // China
    {.id = "spring_festival", .rule = Rule::kLunarEve, .a = 1, .days = 8},
    {.id = "lunar_new_year_eve", .rule = Rule::kLunarEve, .a = 1},
    {.id = "lunar_new_year_day", .rule = Rule::kLunar, .a = 1, .b = 1},
    {.id = "lantern", .rule = Rule::kLunar, .a = 1, .b = 15},
    {.id = "dragon_head", .rule = Rule::kLunar, .a = 2, .b = 2},
    {.id = "shangsi", .rule = Rule::kLunar, .a = 3, .b = 3},
    {.id = "dragon_boat", .rule = Rule::kLunar, .a = 5, .b = 5},
    {.id = "qixi", .rule = Rule::kLunar, .a = 7, .b = 7},
    {.id = "ghost", .rule = Rule::kLunar, .a = 7, .b = 15},
    {.id = "mid_autumn", .rule = Rule::kLunar, .a = 8, .b = 15},
    {.id = "double_ninth", .rule = Rule::kLunar, .a = 9, .b = 9},
    {.id = "cold_clothes", .rule = Rule::kLunar, .a = 10, .b = 1},
    {.id = "laba", .rule = Rule::kLate, .a = 8},
    {.id = "little_new_year", .rule = Rule::kLate, .a = 23},
    {.id = "buddha_birthday", .rule = Rule::kLunar, .a = 4, .b = 8},
    {.id = "qingming", .rule = Rule::kSun, .a = 15},
    {.id = "cold_food", .rule = Rule::kSun, .a = 15, .shift = -1},
    {.id = "spring_equinox", .rule = Rule::kSun, .a = 0},
    {.id = "summer_solstice", .rule = Rule::kSun, .a = 90},
    {.id = "autumn_equinox", .rule = Rule::kSun, .a = 180},
    {.id = "winter_solstice", .rule = Rule::kSun, .a = 270},
    {.id = "start_of_spring", .rule = Rule::kSun, .a = 315},
    {.id = "start_of_summer", .rule = Rule::kSun, .a = 45},
    {.id = "start_of_autumn", .rule = Rule::kSun, .a = 135},
    {.id = "start_of_winter", .rule = Rule::kSun, .a = 225},
    {.id = "national_day_cn", .rule = Rule::kFixed, .a = 10, .b = 1, .days = 7},
    {.id = "labour_day_cn", .rule = Rule::kFixed, .a = 5, .b = 1, .days = 5},
    {.id = "childrens_day", .rule = Rule::kFixed, .a = 6, .b = 1},
    {.id = "youth_day_cn", .rule = Rule::kFixed, .a = 5, .b = 4},
    {.id = "party_day_cn", .rule = Rule::kFixed, .a = 7, .b = 1},
    {.id = "army_day_cn", .rule = Rule::kFixed, .a = 8, .b = 1},
    {.id = "teachers_day_cn", .rule = Rule::kFixed, .a = 9, .b = 10},
    {.id = "nurses_day", .rule = Rule::kFixed, .a = 5, .b = 12},
    {.id = "womens_day", .rule = Rule::kFixed, .a = 3, .b = 8},
    {.id = "girls_day", .rule = Rule::kFixed, .a = 3, .b = 7},
    {.id = "arbor_day_cn", .rule = Rule::kFixed, .a = 3, .b = 12},
    {.id = "consumer_day", .rule = Rule::kFixed, .a = 3, .b = 15},
    {.id = "five_twenty", .rule = Rule::kFixed, .a = 5, .b = 20},
    {.id = "six_eighteen", .rule = Rule::kFixed, .a = 6, .b = 18},
    {.id = "singles_day", .rule = Rule::kFixed, .a = 11, .b = 11},
    {.id = "double_twelve", .rule = Rule::kFixed, .a = 12, .b = 12},
    {.id = "handover_hk", .rule = Rule::kFixed, .a = 7, .b = 1},
    {.id = "handover_mo", .rule = Rule::kFixed, .a = 12, .b = 20},
    {.id = "double_tenth", .rule = Rule::kFixed, .a = 10, .b = 10},
    // Everywhere
    {.id = "new_year", .rule = Rule::kFixed, .a = 1, .b = 1},
    {.id = "new_years_eve", .rule = Rule::kFixed, .a = 12, .b = 31},
    {.id = "new_year_crossing", .rule = Rule::kFixed, .a = 12, .b = 31, .days = 2},
    {.id = "valentine", .rule = Rule::kFixed, .a = 2, .b = 14},
    {.id = "white_day", .rule = Rule::kFixed, .a = 3, .b = 14},
    {.id = "pi_day", .rule = Rule::kFixed, .a = 3, .b = 14},
    {.id = "st_patrick", .rule = Rule::kFixed, .a = 3, .b = 17},
    {.id = "april_fools", .rule = Rule::kFixed, .a = 4, .b = 1},
    {.id = "earth_day", .rule = Rule::kFixed, .a = 4, .b = 22},
    {.id = "may_day", .rule = Rule::kFixed, .a = 5, .b = 1},
    {.id = "star_wars_day", .rule = Rule::kFixed, .a = 5, .b = 4},
    {.id = "mothers_day", .rule = Rule::kWeekday, .a = 5, .b = 6, .c = 2},
    {.id = "fathers_day", .rule = Rule::kWeekday, .a = 6, .b = 6, .c = 3},
    {.id = "midsummer", .rule = Rule::kFixed, .a = 6, .b = 24},
    {.id = "bastille_day", .rule = Rule::kFixed, .a = 7, .b = 14},
    {.id = "guy_fawkes", .rule = Rule::kFixed, .a = 11, .b = 5},
    {.id = "halloween", .rule = Rule::kFixed, .a = 10, .b = 31},
    {.id = "all_saints", .rule = Rule::kFixed, .a = 11, .b = 1},
    {.id = "all_souls", .rule = Rule::kFixed, .a = 11, .b = 2},
    {.id = "remembrance_day", .rule = Rule::kFixed, .a = 11, .b = 11},
    {.id = "st_nicholas", .rule = Rule::kFixed, .a = 12, .b = 6},
    {.id = "christmas", .rule = Rule::kFixed, .a = 12, .b = 24, .days = 2},
    {.id = "christmas_eve", .rule = Rule::kFixed, .a = 12, .b = 24},
    {.id = "christmas_day", .rule = Rule::kFixed, .a = 12, .b = 25},
    {.id = "boxing_day", .rule = Rule::kFixed, .a = 12, .b = 26},
    {.id = "epiphany", .rule = Rule::kFixed, .a = 1, .b = 6},
    {.id = "groundhog_day", .rule = Rule::kFixed, .a = 2, .b = 2},
    // The United States and other countries
    {.id = "mlk_day", .rule = Rule::kWeekday, .a = 1, .b = 0, .c = 3},
    {.id = "presidents_day", .rule = Rule::kWeekday, .a = 2, .b = 0, .c = 3},
    {.id = "memorial_day_us", .rule = Rule::kWeekday, .a = 5, .b = 0, .c = -1},
    {.id = "juneteenth", .rule = Rule::kFixed, .a = 6, .b = 19},
    {.id = "independence_day_us", .rule = Rule::kFixed, .a = 7, .b = 4},
    {.id = "labor_day_us", .rule = Rule::kWeekday, .a = 9, .b = 0, .c = 1},
    {.id = "columbus_day", .rule = Rule::kWeekday, .a = 10, .b = 0, .c = 2},
    {.id = "boss_day", .rule = Rule::kFixed, .a = 10, .b = 16},
    {.id = "veterans_day", .rule = Rule::kFixed, .a = 11, .b = 11},
    {.id = "thanksgiving_us", .rule = Rule::kWeekday, .a = 11, .b = 3, .c = 4},
    {.id = "black_friday", .rule = Rule::kWeekday, .a = 11, .b = 3, .c = 4, .shift = 1},
    {.id = "cyber_monday", .rule = Rule::kWeekday, .a = 11, .b = 3, .c = 4, .shift = 4},
    {.id = "memorial_day_weekend", .rule = Rule::kWeekday, .a = 5, .b = 0, .c = -1, .days = 3, .shift = -2},
    {.id = "labor_day_weekend", .rule = Rule::kWeekday, .a = 9, .b = 0, .c = 1, .days = 3, .shift = -2},
    {.id = "thanksgiving_weekend", .rule = Rule::kWeekday, .a = 11, .b = 3, .c = 4, .days = 4},
    {.id = "cinco_de_mayo", .rule = Rule::kFixed, .a = 5, .b = 5},
    {.id = "canada_day", .rule = Rule::kFixed, .a = 7, .b = 1},
    {.id = "australia_day", .rule = Rule::kFixed, .a = 1, .b = 26},
    {.id = "anzac_day", .rule = Rule::kFixed, .a = 4, .b = 25},
    // Easter and what is counted from it
    {.id = "carnival_monday", .rule = Rule::kEaster, .a = -48},
    {.id = "shrove_tuesday", .rule = Rule::kEaster, .a = -47},
    {.id = "ash_wednesday", .rule = Rule::kEaster, .a = -46},
    {.id = "lent", .rule = Rule::kEaster, .a = -46, .days = 46},
    {.id = "palm_sunday", .rule = Rule::kEaster, .a = -7},
    {.id = "maundy_thursday", .rule = Rule::kEaster, .a = -3},
    {.id = "good_friday", .rule = Rule::kEaster, .a = -2},
    {.id = "holy_saturday", .rule = Rule::kEaster, .a = -1},
    {.id = "easter", .rule = Rule::kEaster, .a = 0},
    {.id = "easter_weekend", .rule = Rule::kEaster, .a = -2, .days = 4},
    {.id = "easter_monday", .rule = Rule::kEaster, .a = 1},
    {.id = "ascension_day", .rule = Rule::kEaster, .a = 39},
    {.id = "pentecost", .rule = Rule::kEaster, .a = 49},
    {.id = "whit_monday", .rule = Rule::kEaster, .a = 50},
    {.id = "trinity_sunday", .rule = Rule::kEaster, .a = 56},
    {.id = "corpus_christi", .rule = Rule::kEaster, .a = 60},
    {.id = "orthodox_palm_sunday", .rule = Rule::kOrthodox, .a = -7},
    {.id = "orthodox_good_friday", .rule = Rule::kOrthodox, .a = -2},
    {.id = "orthodox_holy_saturday", .rule = Rule::kOrthodox, .a = -1},
    {.id = "orthodox_easter", .rule = Rule::kOrthodox, .a = 0},
    {.id = "orthodox_easter_monday", .rule = Rule::kOrthodox, .a = 1},
    // Other calendars
    {.id = "diwali", .rule = Rule::kDiwali},
    {.id = "ramadan", .rule = Rule::kIslamic, .a = 8, .b = 1, .days = 30},
    {.id = "eid_al_fitr", .rule = Rule::kIslamic, .a = 9, .b = 1},
    {.id = "eid_al_adha", .rule = Rule::kIslamic, .a = 11, .b = 10},
    {.id = "islamic_new_year", .rule = Rule::kIslamic, .a = 0, .b = 1},
    {.id = "ashura", .rule = Rule::kIslamic, .a = 0, .b = 10},
    {.id = "mawlid", .rule = Rule::kIslamic, .a = 2, .b = 12},
    {.id = "rosh_hashanah", .rule = Rule::kHebrew, .a = 0, .b = 1, .days = 3, .shift = -1},
    {.id = "yom_kippur", .rule = Rule::kHebrew, .a = 0, .b = 10},
    {.id = "sukkot", .rule = Rule::kHebrew, .a = 0, .b = 15, .days = 7},
    {.id = "hanukkah", .rule = Rule::kHebrew, .a = 2, .b = 25, .days = 8},
    {.id = "passover", .rule = Rule::kHebrew, .a = 7, .b = 15, .days = 8},
    {.id = "shavuot", .rule = Rule::kHebrew, .a = 9, .b = 6, .days = 2},
});

/// Anonymous Gregorian algorithm (Meeus, Jones and Butcher).
Day easter_sunday(int year) {
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  const int n = h + l - 7 * ((a + 11 * h + 22 * l) / 451) + 114;
  return day_of(year, n / 31, n % 31 + 1);
}

/// Of the Julian calendar (Meeus), moved to the Gregorian one; 13 days apart from 1900 to 2099.
Day orthodox_easter_sunday(int year) {
  const int d = (19 * (year % 19) + 15) % 30;
  const int e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  const int n = d + e + 114;
  return day_of(year, n / 31, 1) + n % 31 + 13;
}

Day weekday_of_month(const Holiday& holiday, int year) {
  const DayRange month = month_days(year, holiday.a);
  if (holiday.c < 0) return *month.to - 1 - (weekday_of(*month.to - 1) - holiday.b + 7) % 7;
  return *month.from + (holiday.b - weekday_of(*month.from) + 7) % 7 + 7 * (holiday.c - 1);
}

/// The first of the date's days in `year` by the calendar of `locale`: its year changes within ours.
std::optional<Day> foreign_date(const char* locale, int year, int month, int day) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::Calendar> calendar(
      icu::Calendar::createInstance(*icu::TimeZone::getGMT(), icu::Locale(locale), error));
  if (U_FAILURE(error)) return std::nullopt;
  const DayRange wanted = year_days(year, year);
  calendar->setTime(*wanted.from * 86400000.0, error);
  const int first = calendar->get(UCAL_EXTENDED_YEAR, error);
  for (int foreign = first; foreign <= first + 1; ++foreign) {
    calendar->clear();
    calendar->set(UCAL_EXTENDED_YEAR, foreign);
    calendar->set(UCAL_MONTH, month);
    calendar->set(UCAL_DATE, day);
    const auto found = static_cast<Day>(std::floor(calendar->getTime(error) / 86400000.0));
    if (U_SUCCESS(error) && found >= *wanted.from && found < *wanted.to) return found;
  }
  return std::nullopt;
}

/// Diwali is the new moon of Kartika: the eve of the Chinese month that begins from mid October to mid November.
std::optional<Day> diwali(int year) {
  for (int month = 9; month <= 11; ++month) {
    const std::optional<Day> new_moon = lunar_date(year, month, 1);
    if (new_moon && *new_moon > day_of(year, 10, 15)) return *new_moon - 1;
  }
  return std::nullopt;
}

std::optional<Day> before_new_year(int year, int days) {
  const std::optional<Day> new_year = lunar_date(year, 1, 1);
  if (!new_year) return std::nullopt;
  return *new_year - days;
}

std::optional<Day> first_day(const Holiday& holiday, int year) {
  switch (holiday.rule) {
    case Rule::kFixed:
      return day_of(year, holiday.a, holiday.b);
    case Rule::kWeekday:
      return weekday_of_month(holiday, year);
    case Rule::kEaster:
      return easter_sunday(year) + holiday.a;
    case Rule::kOrthodox:
      return orthodox_easter_sunday(year) + holiday.a;
    case Rule::kLunar:
      return lunar_date(year, holiday.a, holiday.b);
    case Rule::kLunarEve:
      return before_new_year(year, holiday.a);
    case Rule::kLate:
      return lunar_date(year - 1, 12, holiday.a);
    case Rule::kSun:
      return solar_term(year, holiday.a);
    case Rule::kDiwali:
      return diwali(year);
    case Rule::kIslamic:
      return foreign_date("en@calendar=islamic-umalqura", year, holiday.a, holiday.b);
    case Rule::kHebrew:
      return foreign_date("en@calendar=hebrew", year, holiday.a, holiday.b);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::size_t> find_holiday(std::string_view id) {
  for (std::size_t i = 0; i < kHolidays.size(); ++i) {
    if (kHolidays[i].id == id) return i;
  }
  return std::nullopt;
}

std::string_view holiday_id(std::size_t holiday) {
  return kHolidays[holiday].id;
}

std::size_t holiday_count() {
  return kHolidays.size();
}

std::optional<DayRange> holiday_days(std::size_t holiday, int year) {
  const Holiday& entry = kHolidays[holiday];
  const std::optional<Day> day = first_day(entry, year);
  if (!day) return std::nullopt;
  return DayRange{*day + entry.shift, *day + entry.shift + entry.days};
}

std::optional<DayRange> lunar_days(int year, int month, int day) {
  // The twelfth month is spoken of with the New Year that ends it, as its Eve is.
  const int lunar_year = month == 12 ? year - 1 : year;
  const std::optional<Day> first = lunar_date(lunar_year, month, std::max(day, 1));
  if (!first) return std::nullopt;
  if (day > 0) return one_day(*first);
  const std::optional<Day> next = month == 12 ? lunar_date(year, 1, 1) : lunar_date(lunar_year, month + 1, 1);
  if (!next) return std::nullopt;
  return DayRange{*first, *next};
}

}  // namespace shoebox::query
