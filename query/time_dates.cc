// Dates of the calendar: in figures, in Chinese, with the names of months, and bare years.
#include <algorithm>
#include <array>

#include "query/time_grammar.h"

namespace shoebox::query {
namespace {

/// A year of two figures: of this century up to twenty years ahead, else of the last one.
int full_year(int year, Day today) {
  const int now = civil_of(today).year;
  return year + 2000 <= now + 20 ? year + 2000 : year + 1900;
}

bool set_date(int year, int month, int day, TimeParts& parts) {
  if (parts.has_date() || month < 1 || month > 12 || day < 0) return false;
  if (year != 0 && (year < 1 || year > 9000)) return false;
  if (day != 0 && !is_date(year != 0 ? year : 2024, month, day)) return false;
  if (year != 0) parts.years = {year, year};
  parts.month = month;
  parts.day = day;
  return true;
}

/// The numbers of 2023-05-01, 5/1/2023 or 2023.5, as they stand.
struct Figures {
  std::array<int, 3> values{};
  std::array<int, 3> digits{};
  int count = 0;
  char separator = 0;
  bool month_name = false;  // the second is one: 31-Oct-1974
  std::size_t next = 0;
};

bool is_separator(const Lexeme& lexeme) {
  return lexeme.word == Word::kSymbol && (lexeme.value == '-' || lexeme.value == '/' || lexeme.value == '.');
}

std::optional<Figures> figures_at(const TimeGrammar& grammar, std::size_t index) {
  Figures figures;
  std::size_t next = index;
  for (;; ++next) {
    const Lexeme& number = grammar.at(next);
    const TimeWord* name = figures.count == 1 ? grammar.word(next, Word::kMonth) : nullptr;
    if (figures.count > 0 && number.blank_before) return std::nullopt;
    if ((number.word != Word::kNumber || number.digits == 0 || number.chinese) && name == nullptr) return std::nullopt;
    const auto slot = static_cast<std::size_t>(figures.count++);
    figures.values[slot] = name != nullptr ? name->value : number.value;
    figures.digits[slot] = name != nullptr ? 2 : number.digits;
    figures.month_name = figures.month_name || name != nullptr;
    figures.next = next + 1;
    const Lexeme& separator = grammar.at(figures.next);
    const bool goes_on = is_separator(separator) && !separator.blank_before &&
                         !grammar.at(figures.next + 1).blank_before &&
                         (figures.separator == 0 || figures.separator == separator.value);
    if (!goes_on || figures.count == 3) break;
    const Lexeme& after = grammar.at(figures.next + 1);
    if (after.word != Word::kNumber && !grammar.is(figures.next + 1, Word::kMonth)) break;
    figures.separator = static_cast<char>(separator.value);
    next = figures.next;
  }
  if (figures.count < 2) return std::nullopt;
  return figures;
}

bool is_year(const Figures& figures, std::size_t slot) {
  return figures.digits[slot] == 4 && figures.values[slot] >= kYearFirst - 200 && figures.values[slot] <= kYearLast;
}

/// Month and day where one of them cannot be the month; else as the separator's custom is: 5/1 American, 1.5 European.
bool set_month_day(int year, int first, int second, char separator, TimeParts& parts) {
  const bool day_first = first > 12 || (separator == '.' && second <= 12 && year != 0);
  return day_first ? set_date(year, second, first, parts) : set_date(year, first, second, parts);
}

bool set_three(const Figures& f, Day today, TimeParts& parts) {
  if (is_year(f, 0)) return set_date(f.values[0], f.values[1], f.values[2], parts);
  const int year = f.digits[2] == 4 ? f.values[2] : full_year(f.values[2], today);
  if (f.digits[2] != 4 && f.digits[2] != 2) return false;
  if (f.month_name) return set_date(year, f.values[1], f.values[0], parts);
  if (f.digits[2] == 4 && !is_year(f, 2)) return false;
  if (f.values[0] > 31) return set_date(full_year(f.values[0], today), f.values[1], f.values[2], parts);
  return set_month_day(year, f.values[0], f.values[1], f.separator, parts);
}

/// 20230501 and 202305.
bool set_compact(const Lexeme& number, TimeParts& parts) {
  if (number.digits == 8) {
    const int year = number.value / 10000;
    if (year < kYearFirst || year > kYearLast) return false;
    return number.value % 100 != 0 && set_date(year, number.value / 100 % 100, number.value % 100, parts);
  }
  const int year = number.value / 100;
  return number.digits == 6 && year >= kYearFirst && year <= kYearLast && set_date(year, number.value % 100, 0, parts);
}

}  // namespace

std::size_t TimeGrammar::numeric_date(std::size_t index, TimeParts& parts) const {
  const Lexeme& first = at(index);
  if (first.word != Word::kNumber || first.digits == 0 || first.chinese) return 0;
  const std::optional<Figures> figures = figures_at(*this, index);
  if (!figures) {
    const bool week = first.digits == 4 && is_symbol(index + 1, '-') && is(index + 2, Word::kWeekName) &&
                      at(index + 3).word == Word::kNumber && !at(index + 2).blank_before;
    if (week && !parts.has_date() && first.value <= kYearLast && at(index + 3).value <= 53) {
      parts.years = {first.value, first.value};
      parts.yearly.push_back({.kind = YearlyKind::kWeek, .id = at(index + 3).value});
      parts.strong = true;
      return index + 4;
    }
    if (const std::size_t next = spaced_month(index, parts)) return next;
    if (!set_compact(first, parts)) return 0;
    parts.strong = true;
    return index + 1;
  }
  if (figures->count == 3) {
    if (!set_three(*figures, today_, parts)) return 0;
    parts.strong = true;
    return figures->next;
  }
  bool set = false;
  if (is_year(*figures, 0)) {
    set = figures->digits[1] <= 2 && set_date(figures->values[0], figures->values[1], 0, parts);
    parts.strong = parts.strong || set;
  } else if (is_year(*figures, 1)) {
    set = set_date(figures->values[1], figures->values[0], 0, parts);
    parts.strong = parts.strong || set;
  } else if (figures->digits[1] <= 2 && figures->digits[0] <= 2 && !figures->month_name) {
    // 4/22 may be a fraction, 4-22 and 4.22 much else.
    const bool span = index > 0 && (is(index - 1, Word::kFrom) || is(index - 1, Word::kBetween));
    const bool told = !span && (introduced(index) || parts.weekdays != 0);
    const int first_value = figures->values[0];
    const int second_value = figures->values[1];
    const bool saying = (first_value == 24 && second_value == 7) || (first_value == 16 && second_value == 9);
    if (saying || (figures->separator != '/' && !told)) return 0;
    if (is(figures->next, Word::kUnit) || is(figures->next, Word::kMeridiem) || is(figures->next, Word::kHalfName))
      return 0;
    set = set_month_day(0, first_value, second_value, figures->separator, parts);
    const bool no_fraction = std::max(first_value, second_value) > 12 && figures->digits[1] == 2;  // 4/22, 22/04
    parts.strong = parts.strong || (set && (told || no_fraction));
  }
  if (!set) return 0;
  const Lexeme& year = at(figures->next + 1);  // 08/12,2015
  const bool with_year = !parts.years && is_symbol(figures->next, ',') && year.word == Word::kNumber;
  if (with_year && year.digits == 4 && year.value >= kYearFirst && year.value <= kYearLast) {
    parts.years = {year.value, year.value};
    parts.strong = true;
    return figures->next + 2;
  }
  return figures->next;
}

/// 2016 - 11, 11 / 2016.
std::size_t TimeGrammar::spaced_month(std::size_t index, TimeParts& parts) const {
  const Lexeme& first = at(index);
  const Lexeme& last = at(index + 2);
  const Lexeme& middle = at(index + 1);
  if (first.digits == 4 && middle.digits == 2 && last.digits == 2 && !middle.chinese && first.value >= kYearFirst &&
      first.value <= kYearLast && set_date(first.value, middle.value, last.value, parts)) {  // 2010 01 29
    parts.strong = true;
    return index + 3;
  }
  if (!is_symbol(index + 1, '-') && !is_symbol(index + 1, '/')) return 0;
  if (last.word != Word::kNumber || last.digits == 0 || is_symbol(index + 3, '-') || is_symbol(index + 3, '/'))
    return 0;
  if (is(index + 3, Word::kUnit) || is(index + 3, Word::kMeridiem) || is(index + 3, Word::kMonth)) return 0;
  const Lexeme& year = first.digits == 4 ? first : last;
  const Lexeme& month = first.digits == 4 ? last : first;
  const bool fits = year.digits == 4 && month.digits <= 2 && year.value >= kYearFirst && year.value <= kYearLast;
  if (!fits || !set_date(year.value, month.value, 0, parts)) return 0;
  parts.strong = true;
  return index + 3;
}

std::size_t TimeGrammar::chinese_date(std::size_t index, TimeParts& parts) const {
  if (const std::size_t next = lunar_date(index, parts)) return next;
  if (const std::size_t next = chinese_year(index, parts)) return next;
  if (const std::size_t next = chinese_months(index, parts)) return next;
  if (const std::size_t next = chinese_month(index, parts)) return next;
  return chinese_day(index, parts);
}

std::size_t TimeGrammar::chinese_year(std::size_t index, TimeParts& parts) const {
  const Lexeme& number = at(index);
  if (number.word != Word::kNumber || parts.years || parts.days) return 0;
  const TimeWord* unit = word(index + 1, Word::kUnit);
  const bool year_part = is(index + 1, Word::kPart) && word(index + 1, Word::kPart)->text.starts_with("年");
  const bool is_year = (unit != nullptr && unit->text == "年") || year_part;
  if (!is_year) return 0;
  int year = number.value;
  if (number.digits == 2) {
    const bool dated = at(index + 2).word == Word::kNumber || is(index + 2, Word::kPart);
    const bool far = !dated && year + 2000 > civil_of(today_).year + 1 && year < 30;
    const bool length =
        is(index + 2, Word::kAgoEnd) || is(index + 2, Word::kLaterEnd) || is(index + 2, Word::kWithinEnd);
    if (far || (length && !number.chinese && year < 30 && !introduced(index) && year > 20) ||
        (length && number.digits == 2 && year < 60 && !(number.value < 10)))
      return 0;
    year = full_year(year, today_);
  } else if (year < (number.digits == 0 ? kYearFirst : 1000) || year > kYearLast) {
    return 0;
  }
  parts.years = {year, year};
  parts.strong = true;
  return year_part ? index + 1 : index + 2;
}

/// 7、8月 and 七八月: two months that follow each other.
std::size_t TimeGrammar::chinese_months(std::size_t index, TimeParts& parts) const {
  const Lexeme& number = at(index);
  if (number.word != Word::kNumber || parts.month != 0 || parts.days || !parts.yearly.empty()) return 0;
  const bool listed = text_of(at(index + 1)) == "、" && at(index + 2).word == Word::kNumber;
  const bool ninth_tenth = number.chinese && number.value == 90;  // 九十月
  const bool together =
      ninth_tenth || (number.chinese && number.digits == 2 && number.value % 10 == number.value / 10 + 1);
  const std::size_t unit_at = listed ? index + 3 : index + 1;
  const TimeWord* unit = word(unit_at, Word::kUnit);
  if ((!listed && !together) || unit == nullptr || (unit->text != "月" && unit->text != "月份")) return 0;
  const int first = listed ? number.value : number.value / 10;
  const int last = listed ? at(index + 2).value : ninth_tenth ? 10 : number.value % 10;
  if (first < 1 || last > 12 || first >= last) return 0;
  parts.yearly = {yearly_months(first, first), yearly_months(last, last)};
  parts.strong = true;
  return unit_at + 1;
}

std::size_t TimeGrammar::chinese_month(std::size_t index, TimeParts& parts) const {
  const Lexeme& number = at(index);
  if (number.word != Word::kNumber || number.value < 1 || number.value > 12 || parts.month != 0 || parts.days) return 0;
  const TimeWord* unit = word(index + 1, Word::kUnit);
  const bool month = unit != nullptr && (unit->text == "月" || unit->text == "月份");
  const bool month_part = is(index + 1, Word::kPart) && word(index + 1, Word::kPart)->text.starts_with("月");
  if ((!month && !month_part) || parts.lunar || !parts.yearly.empty()) return 0;
  parts.month = number.value;
  parts.strong = true;
  if (month_part) return index + 1;
  const std::size_t next = index + 2;
  const Lexeme& day = at(next);
  const bool counted = is(next + 1, Word::kUnit) || is(next + 1, Word::kClock);
  // 三月二十一, without its 日
  if (day.word == Word::kNumber && day.chinese && day.value >= 1 && day.value <= 31 && !counted &&
      !is(next + 1, Word::kDate) && (day.digits == 0 || day.value < 10) && parts.day == 0 && !day.blank_before &&
      !is(next + 1, Word::kMeridiem) && at(next + 1).word != Word::kNone) {
    parts.day = day.value;
    parts.lunar = !parts.years && number.chinese && parts.month == 8 && parts.day == 15;  // the Mid-Autumn of speech
    return next + 1;
  }
  return next;
}

std::size_t TimeGrammar::chinese_day(std::size_t index, TimeParts& parts) const {
  const Lexeme& number = at(index);
  if (number.word != Word::kNumber || number.value < 1 || number.value > 31 || parts.day != 0) return 0;
  if (!is(index + 1, Word::kDate) || at(index + 1).blank_before) return 0;
  if (parts.days && parts.grain != Grain::kMonth) return 0;
  const bool of_month = parts.month != 0 || parts.days;
  if (!of_month) {
    // 3号线, 8号楼, 三日游: a day only where the word ends or time goes on.
    if (parts.years || !parts.yearly.empty()) return 0;
    const Lexeme& after = at(index + 2);
    const bool goes_on = (after.word == Word::kNone || after.word == Word::kNumber) && !after.blank_before;
    if (goes_on || is(index + 2, Word::kAgoEnd) || is(index + 2, Word::kWithinEnd)) return 0;
  }
  parts.day = number.value;
  parts.strong = true;
  return index + 2;
}

/// 正月初一, 农历八月十五, 腊月廿三, 正月, 农历八月; the year may stand before or between.
std::size_t TimeGrammar::lunar_date(std::size_t index, TimeParts& parts) const {
  if (parts.month != 0 || parts.day != 0 || parts.days || !parts.yearly.empty()) return 0;
  const bool marked = is(index, Word::kLunarMark);
  std::size_t next = index + (marked ? 1 : 0);
  if (marked && is(next, Word::kLink)) ++next;
  TimeParts dated = parts;
  if (marked && !dated.years) {
    if (const std::size_t after = chinese_year(next, dated)) next = after;
    if (is(next, Word::kLink)) ++next;
  }
  if (const TimeWord* holiday = marked ? word(next, Word::kHoliday) : nullptr) {
    parts = dated;
    parts.yearly.push_back(yearly_holiday(holiday->value));
    parts.strong = true;
    return next + 1;
  }
  const TimeWord* name = word(next, Word::kLunarMonth);
  const TimeWord* unit = word(next + 1, Word::kUnit);
  int month = 0;
  if (name != nullptr) {
    month = name->value;
    next += 1;
  } else if (at(next).word == Word::kNumber && unit != nullptr && unit->text == "月") {
    month = at(next).value;
    next += 2;
  } else if (at(next).word == Word::kNumber && is(next + 1, Word::kPart) && marked &&
             word(next + 1, Word::kPart)->text.starts_with("月")) {  // 农历八月上旬
    month = at(next).value;
    next += 1;
  }
  if (month < 1 || month > 12) return 0;
  dated.lunar = true;
  dated.month = month;
  dated.strong = true;
  const bool first_ten = is(next, Word::kLunarDay);
  const Lexeme& day = at(next + (first_ten ? 1 : 0));
  const bool has_day = day.word == Word::kNumber && day.value >= 1 && day.value <= 30 && !day.blank_before;
  const bool is_lunar = marked || name != nullptr || (first_ten && day.value <= 10);
  if (!is_lunar) return 0;
  if (has_day) {
    next += first_ten ? 2 : 1;
    if (is(next, Word::kDate) && !first_ten) ++next;
    dated.day = day.value;
  } else if (name != nullptr && name->text == "大年") {
    return 0;
  }
  parts = dated;
  return next;
}

/// "May", "May 3", "May the 3rd", "Sept. 2nd"; the year is a component of its own.
std::size_t TimeGrammar::month_name(std::size_t index, TimeParts& parts) const {
  const TimeWord* month = word(index, Word::kMonth);
  if (month == nullptr || parts.month != 0 || parts.days || !parts.yearly.empty()) return 0;
  std::size_t next = index + 1;
  const bool abbreviated = month->text.size() <= 5;
  if (abbreviated && is_symbol(next, '.') && !at(next).blank_before) ++next;
  std::size_t day_at = next;
  const bool dashed = (is_symbol(day_at, '-') || is_symbol(day_at, '/')) && !at(day_at).blank_before;
  if (dashed || (is(day_at, Word::kLink) && at(day_at).end - at(day_at).begin == 3)) ++day_at;  // the
  const bool free_day = parts.day == 0;
  const auto ends_as_day = [&](std::size_t after) {
    return !is_symbol(after, ':') && !is(after, Word::kMeridiem) && !is(after, Word::kUnit) &&
           !is(after, Word::kClock) && !(is_symbol(after, '/') && at(after + 1).word == Word::kNumber);
  };
  const std::optional<OrdinalMatch> ordinal = ordinal_at(*this, day_at);
  const std::optional<NumberMatch> number = number_at(lexemes_, day_at);
  const bool article = number && !at(day_at).meanings.empty() && at(day_at).end - at(day_at).begin <= 2;
  int day = 0;
  std::size_t after = next;
  if (free_day && ordinal && ordinal->value >= 1 && ordinal->value <= 31) {
    day = ordinal->value;
    after = ordinal->next;
  } else if (free_day && number && !article && number->digits <= 2 && number->value >= 1 && number->value <= 31 &&
             ends_as_day(number->next)) {
    day = number->value;
    after = number->next;
  }
  const Lexeme& joined_year = at(after + 1);
  const bool joint =
      (is_symbol(after, '-') || is_symbol(after, '/')) && !at(after).blank_before && !joined_year.blank_before;
  const bool with_year = joint && !parts.years && joined_year.word == Word::kNumber && joined_year.digits == 4 &&
                         joined_year.value >= kYearFirst && joined_year.value <= kYearLast;
  if (with_year) {
    parts.years = {joined_year.value, joined_year.value};
    parts.month = month->value;
    parts.day = day;
    parts.strong = true;
    return after + 2;
  }
  const bool told = introduced(index) || day != 0 || parts.components > 0 || !month->weak;
  parts.month = month->value;
  if (day != 0) parts.day = day;
  parts.strong = parts.strong || told;
  const Lexeme& year = at(after);  // August 99, summer '98
  const std::size_t year_at = is_symbol(after, '\'') ? after + 1 : after;
  if (day == 0 && !parts.years && year.word == Word::kNumber && year.digits == 2 && year.value > 31) {
    parts.years = {full_year(at(year_at).value, today_), full_year(at(year_at).value, today_)};
    parts.strong = true;
    return after + 1;
  }
  return day != 0 ? after : next;
}

/// "3 May", "3rd of May", "the third of May": the day and what it needs.
std::size_t TimeGrammar::day_of_month_name(std::size_t index, TimeParts& parts) const {
  if (parts.day != 0 || !parts.yearly.empty()) return 0;
  const std::optional<OrdinalMatch> ordinal = ordinal_at(*this, index);
  const std::optional<NumberMatch> number = number_at(lexemes_, index);
  if (!ordinal && !(number && number->digits <= 2)) return 0;
  const int day = ordinal ? ordinal->value : number->value;
  if (day < 1 || day > 31 || at(index).chinese) return 0;
  constexpr int kFew = 3;  // "a march", "a few may": how many, not which day
  if (!ordinal && number->digits == 0 && day <= kFew) return 0;
  std::size_t next = ordinal ? ordinal->next : number->next;
  const TimeWord* unit = word(next, Word::kUnit);
  if (ordinal && unit != nullptr && unit->value == static_cast<int>(Unit::kDay)) ++next;  // third day of
  if (is_symbol(next, '.') && !at(next).blank_before) ++next;
  while (is(next, Word::kLink) || (ordinal && is(next, Word::kPlace))) ++next;
  if (parts.month == 0 && !parts.days) {
    TimeParts rest = parts;
    std::size_t after = 0;
    if (const TimeWord* month = word(next, Word::kMonth)) {
      const bool abbreviated = month->text.size() <= 5;
      rest.month = month->value;
      after = next + 1;
      if (abbreviated && is_symbol(after, '.') && !at(after).blank_before) ++after;
    } else if (next > (ordinal ? ordinal->next : number->next)) {
      after = relative(next, rest);
      if (after == 0 || rest.grain != Grain::kMonth) return 0;
    }
    if (after == 0) {
      // "on the 15th", "Friday the 13th"
      const bool figures = ordinal && at(index).meanings.empty();
      const bool the = index > 0 && text_of(at(index - 1)) == "the";
      const bool ends = at(next).word == Word::kEnd || at(next).word == Word::kSymbol;
      const bool told = ordinal && (parts.weekdays != 0 || (figures && introduced(index)));
      if (!told && !(figures && the && ends)) return 0;
      parts.day = day;
      parts.strong = parts.strong || told || at(next).word == Word::kEnd;
      return ordinal->next;
    }
    parts = rest;
    parts.day = day;
    parts.strong = true;
    return after;
  }
  if (!ordinal || (parts.days && parts.grain != Grain::kMonth)) return 0;
  parts.day = day;
  return ordinal->next;
}

/// 2019 alone, when nothing makes it a count or a part of a name.
std::size_t TimeGrammar::bare_year(std::size_t index, TimeParts& parts) const {
  const std::optional<NumberMatch> number = number_at(lexemes_, index);
  if (!number || number->digits != 4 || number->value < kYearFirst || number->value > kYearLast) return 0;
  if (parts.years || parts.days) return 0;
  const Lexeme& after = at(number->next);
  static constexpr auto kCounted = std::to_array<std::string_view>(
      {"元",    "块",     "米",     "人",   "个",    "张",     "只",     "条",      "名",   "件",    "多",      "次",
       "万",    "千",     "公",     "步",   "号",    "克",     "兆",     "平",      "像",   "里",    "尺",      "家",
       "级",    "kg",     "km",     "m",    "px",    "people", "pixels", "dollars", "yuan", "euros", "pieces",  "steps",
       "miles", "meters", "metres", "feet", "years", "days",   "rmb",    "usd",     "iso",  "mm",    "calories"});
  static constexpr auto kNamed = std::to_array<std::string_view>(
      {"route",     "room",    "number",  "no",      "windows", "model", "flight", "highway",
       "photoshop", "office",  "iso",     "page",    "runner",  "bus",   "studio", "level",
       "pier",      "version", "odyssey", "peugeot", "bmw",     "type",  "mate",   "no."});
  const std::string_view next_word = text_of(after);
  if (std::ranges::find(kCounted, next_word) != kCounted.end()) return 0;
  if (is(number->next, Word::kUnit) && !after.chinese) return 0;
  if (is(number->next, Word::kLunarDay) || is(number->next, Word::kClock)) return 0;
  const Lexeme& then = at(number->next + 1);
  const bool in_date = is_separator(after) && !after.blank_before && !then.blank_before && then.word == Word::kNumber &&
                       then.digits <= 2;  // 2019-02-30
  const bool over_new_year = is_separator(after) && !then.blank_before && then.word == Word::kNumber &&
                             (then.value == number->value + 1 || then.value == (number->value + 1) % 100);
  if (over_new_year && parts.yearly.size() == 1 && parts.yearly.front() == yearly_season(3)) {  // winter 2010/11
    parts.years = {number->value, number->value};
    parts.strong = true;
    return number->next + 2;
  }
  if (in_date) return 0;
  if (is_symbol(number->next, '-') && at(number->next + 1).word == Word::kNone && !at(number->next + 1).blank_before) {
    return 0;
  }
  if (index > 0) {
    const Lexeme& before = at(index - 1);
    static constexpr std::string_view kSigns = "$#_*:";
    if (before.word == Word::kSymbol && kSigns.contains(static_cast<char>(before.value)) && !at(index).blank_before) {
      return 0;
    }
    if (std::ranges::find(kNamed, text_of(before)) != kNamed.end()) return 0;
  }
  parts.years = {number->value, number->value};
  parts.strong = true;
  return number->next;
}

/// 九几年, 零几年, 90几年: the first year of the decade, or -1. 十几年 is a length.
int TimeGrammar::some_year_of(std::size_t index) const {
  const Lexeme& number = at(index);
  const TimeWord* unit = word(index + 2, Word::kUnit);
  if (number.word != Word::kNumber || text_of(at(index + 1)) != "几" || unit == nullptr || unit->text != "年")
    return -1;
  if (is(index + 3, Word::kAgoEnd) || is(index + 3, Word::kLaterEnd) || is(index + 3, Word::kWithinEnd)) return -1;
  constexpr int kThisCentury = 3;  // 零, 一, 二几年
  if (number.value < 10) return (number.value < kThisCentury ? 2000 : 1900) + number.value * 10;
  return number.value >= 60 && number.value <= 90 && number.value % 10 == 0 ? 1900 + number.value : -1;
}

std::size_t TimeGrammar::decade(std::size_t index, TimeParts& parts) const {
  if (parts.years || parts.days) return 0;
  const std::optional<OrdinalMatch> ordinal = ordinal_at(*this, index);
  const TimeWord* unit = ordinal ? word(ordinal->next, Word::kUnit) : nullptr;
  if (unit != nullptr && unit->value == static_cast<int>(Unit::kCentury) && ordinal->value >= 10 &&
      ordinal->value <= 21) {
    parts.years = {ordinal->value * 100 - 100, ordinal->value * 100 - 1};
    parts.strong = true;
    return ordinal->next + 1;
  }
  int first = -1;
  std::size_t next = index + 1;
  if (const int some = some_year_of(index); some >= 0) {
    parts.years = {some, some + 9};
    parts.strong = true;
    return index + 3;
  }
  if (const TimeWord* name = word(index, Word::kDecade)) {  // the nineties
    first = name->value < 100 ? 1900 + name->value : name->value;
    if (name->weak && !introduced(index)) return 0;
  } else if (at(index).word == Word::kDecade) {  // 1990s, 90s
    first = at(index).value;
    if (first < 100 && at(index).digits == 2) first += first < 30 ? 2000 : 1900;
    if (first < 1800 || first > kYearLast || first % 10 != 0) return 0;
  } else if (at(index).word == Word::kNumber || is(index, Word::kShift)) {
    std::size_t number = index;
    int century = -1;
    if (at(index).word == Word::kNumber && is(index + 1, Word::kCentury)) {  // 20世纪80年代
      century = (at(index).value - 1) * 100;
      number = index + 2;
    } else if (is(index, Word::kShift) && is(index + 1, Word::kCentury)) {  // 上世纪90年代
      century = (civil_of(today_).year / 100 + word(index, Word::kShift)->value) * 100;
      number = index + 2;
    }
    if (is(number, Word::kLink) && century >= 0) ++number;
    const bool named = at(number).word == Word::kNumber && is(number + 1, Word::kDecadeEnd);
    if (!named) {
      if (century < 1000 || century > 2000 || at(index).word != Word::kNumber) return 0;
      parts.years = {century, century + 99};
      parts.strong = true;
      return index + 2;
    }
    const int tens = at(number).value;
    if (tens % 10 != 0) return 0;
    if (tens >= 100) {
      first = tens;
    } else {
      first = century >= 0 ? century + tens : tens + (tens < 30 ? 2000 : 1900);
    }
    next = number + 2;
  }
  if (first < 1000 || first > kYearLast) return 0;
  parts.years = {first, first + (first % 100 == 0 && at(index).digits == 4 && first != 2000 ? 99 : 9)};
  parts.strong = true;
  return next;
}

/// Q3, 2018Q4, H1, week 12, 第三季度, 第12周.
std::size_t TimeGrammar::numbered_quarter(std::size_t index, TimeParts& parts) const {
  if (!parts.yearly.empty() || parts.month != 0 || parts.days) return 0;
  Yearly yearly;
  std::size_t next = index + 2;
  const Lexeme& number = at(index + 1);
  const bool written = number.word == Word::kNumber && number.digits > 0 && number.digits <= 2;
  const bool joined = written && !number.blank_before;
  if (is(index, Word::kQuarterName) && written && number.value >= 1 && number.value <= 4) {
    yearly = yearly_months(number.value * 3 - 2, number.value * 3);
  } else if (is(index, Word::kHalfName) && joined && number.value >= 1 && number.value <= 2) {
    yearly = yearly_months(number.value * 6 - 5, number.value * 6);
  } else if (is(index, Word::kWeekName) && written && number.value >= 1 && number.value <= 53 &&
             (joined || at(index).end - at(index).begin > 1)) {
    yearly = {.kind = YearlyKind::kWeek, .id = number.value};
  } else {
    const std::optional<OrdinalMatch> ordinal = ordinal_at(*this, index);
    const std::size_t unit_at = ordinal ? ordinal->next : index + 1;
    const int count = ordinal                                                         ? ordinal->value
                      : at(index).word == Word::kNumber && at(index).meanings.empty() ? at(index).value
                                                                                      : 0;
    const TimeWord* unit = word(unit_at, Word::kUnit);
    if (unit == nullptr || count < 1) return 0;
    next = unit_at + 1;
    if (unit->value == static_cast<int>(Unit::kQuarter) && count <= 4 &&
        unit->text.find("个") == std::string_view::npos) {
      yearly = yearly_months(count * 3 - 2, count * 3);
    } else if (unit->text == "周" && ordinal && count <= 53 && (parts.years || count > 5)) {
      yearly = {.kind = YearlyKind::kWeek, .id = count};
    } else {
      return 0;
    }
  }
  parts.yearly.push_back(yearly);
  parts.strong = true;
  return next;
}

}  // namespace shoebox::query
