// The hours of a day: 8pm, 下午三点半, "half past three", noon.
#include <array>

#include "query/time_grammar.h"

namespace shoebox::query {
namespace {

constexpr int kNoon = 12 * 60;

bool set_clock(int hour, int minute, int meridiem, TimeParts& parts) {
  if (parts.clock || hour < 0 || hour > 24 || minute < 0 || minute > 59) return false;
  if (meridiem >= 0 && (hour < 1 || hour > 12)) return false;
  int clock = hour * 60 + minute;
  if (meridiem == 0 && hour == 12) clock -= kNoon;
  if (meridiem == 12 && hour != 12) clock += kNoon;
  parts.clock = clock % (2 * kNoon);
  return true;
}

}  // namespace

std::size_t TimeGrammar::clock(std::size_t index, TimeParts& parts) const {
  std::size_t start = index;
  const bool about = is(start, Word::kAbout);
  if (about) ++start;
  TimeParts told = parts;
  told.about = told.about || about;
  std::size_t next = clock_figures(start, told);
  if (next == 0) next = clock_words(start, told);
  if (next == 0) return 0;
  static constexpr auto kNearly = std::to_array<std::string_view>({"左右", "前后", "多", "钟", "许", "ish", "整"});
  for (const std::string_view nearly : kNearly) {
    if (!text_from(next).starts_with(nearly)) continue;
    told.about = told.about || nearly != "钟";
    const std::size_t end = at(next).begin + nearly.size();
    while (at(next).word != Word::kEnd && at(next).begin < end) ++next;
    break;
  }
  parts = told;
  parts.strong = true;
  return next;
}

/// 15:30, 15:30:00, "3:18 am", "8pm", "8 p.m.", 15h30.
std::size_t TimeGrammar::clock_figures(std::size_t index, TimeParts& parts) const {
  const Lexeme& hour = at(index);
  if (parts.clock) return 0;
  const std::optional<NumberMatch> number = number_at(lexemes_, index);
  if (number && number->digits >= 3 && number->digits <= 4 && is(number->next, Word::kMeridiem)) {  // 340pm
    parts.half_told = true;
    const bool fits =
        set_clock(number->value / 100, number->value % 100, word(number->next, Word::kMeridiem)->value, parts);
    return fits ? number->next + 1 : 0;
  }
  if (number && number->digits == 0 && number->value <= 12 && !hour.chinese) {  // seven thirty pm
    const std::optional<NumberMatch> then = number_at(lexemes_, number->next);
    const TimeWord* half = then ? word(then->next, Word::kMeridiem) : nullptr;
    if (half != nullptr && then->digits == 0 && then->value < 60) {
      parts.half_told = true;
      return set_clock(number->value, then->value, half->value, parts) ? then->next + 1 : 0;
    }
  }
  if (!number || number->value > 24) return 0;
  const bool figures = hour.word == Word::kNumber && hour.meanings.empty() && hour.digits > 0 && hour.digits <= 2;
  std::size_t next = number->next;
  int minute = 0;
  bool exact = false;
  const Lexeme& minutes = at(next + 1);
  const bool dotted = is_symbol(next, '.') && is(next + 2, Word::kMeridiem);  // 8.30pm
  if (figures && (is_symbol(next, ':') || dotted) && !at(next).blank_before && minutes.digits == 2 &&
      !minutes.blank_before) {
    minute = minutes.value;
    exact = true;
    next += 2;
    if (is_symbol(next, ':') && at(next + 1).digits == 2) next += 2;
  } else if (figures && is(next, Word::kHalfName) && !at(next).blank_before) {
    next += 1;
    if (at(next).digits == 2 && !at(next).blank_before) minute = at(next++).value;
    exact = true;
  }
  if (is(next, Word::kClock) && !at(next).chinese && !exact) {  // 3 o'clock
    ++next;
    exact = true;
    parts.clock_ambiguous = true;
  }
  if (const TimeWord* meridiem = word(next, Word::kMeridiem)) {
    parts.clock_ambiguous = false;
    parts.half_told = true;
    ++next;
    if (is_symbol(next, '.') && !at(next).blank_before) ++next;
    return set_clock(number->value, minute, meridiem->value, parts) ? next : 0;
  }
  if (exact) {
    const bool ambiguous = parts.clock_ambiguous || (parts.day_part && number->value <= 12);
    if (!set_clock(number->value, minute, -1, parts)) return 0;
    parts.clock_ambiguous = ambiguous && number->value <= 12 && number->value > 0;
    return next;
  }
  // "3 in the morning", "8 tonight", "in the evening at 8"
  if (hour.chinese || hour.digits > 2 || number->value < 1 || number->value > 12) return 0;
  std::size_t part_at = next;
  while (is(part_at, Word::kPlace) || is(part_at, Word::kLink)) ++part_at;
  const bool before = is(part_at, Word::kDayPart) && part_at > next;
  const bool tonight = is(next, Word::kRelativeNight) || (is(next, Word::kShift) && is(next + 1, Word::kDayPart));
  const bool at_hour = parts.day_part && index > 0 && is(index - 1, Word::kPlace) && !is(next, Word::kUnit);
  if (!before && !tonight && !at_hour) return 0;
  parts.clock_ambiguous = true;
  return set_clock(number->value, 0, -1, parts) ? next : 0;
}

std::size_t TimeGrammar::clock_minutes(std::size_t index, int& minutes) const {
  if (const TimeWord* part = word(index, Word::kMinutes); part != nullptr && at(index).chinese) {
    minutes = part->value;
    return index + 1;
  }
  const Lexeme& number = at(index);
  if (number.word != Word::kNumber || number.value > 59 || number.blank_before) return index;
  const bool counted = is(index + 1, Word::kUnit) && word(index + 1, Word::kUnit)->text != "分钟";
  if (counted || is(index + 1, Word::kClock) || is(index + 1, Word::kDate)) return index;
  const std::string_view after = text_from(index + 1);
  const bool named = after.starts_with("分");
  if (!named && number.value < 10 && number.digits < 2 && !text_from(index).starts_with("零")) return index;
  minutes = number.value;
  return named ? index + 2 : index + 1;
}

/// 三点半, 下午3时15分, "half past three", "a quarter to noon", "noon".
std::size_t TimeGrammar::clock_words(std::size_t index, TimeParts& parts) const {
  if (parts.clock) return 0;
  const Lexeme& hour = at(index);
  const TimeWord* mark = word(index + 1, Word::kClock);
  const bool how_many = hour.chinese && !hour.meanings.empty();  // 几点
  if (hour.word == Word::kNumber && !how_many && mark != nullptr && at(index + 1).chinese && hour.value <= 24) {
    int minute = 0;
    const std::size_t next = clock_minutes(index + 2, minute);
    const bool exact = next > index + 2;
    const Lexeme& after = at(next);
    const bool goes_on = after.word == Word::kNone && !after.blank_before && after.chinese;
    // 三点水, 一点: a count of points unless something says that it is a clock.
    if (!exact && !parts.day_part && (mark->value == 1 || (goes_on && mark->text == "点") || hour.value == 1)) return 0;
    if (!set_clock(hour.value, minute, -1, parts)) return 0;
    parts.clock_ambiguous = hour.value <= 12 && hour.value > 0;
    return next;
  }
  const TimeWord* minutes = word(index, Word::kMinutes);
  const std::optional<NumberMatch> number = number_at(lexemes_, index);
  const bool quarter = is(index, Word::kQuarterName) && at(index).end - at(index).begin > 1;
  std::size_t next = index + 1;
  int minute = 30;
  if (quarter) {
    minute = 15;
  } else if (minutes == nullptr) {
    if (!number || at(index).chinese || number->value > 59 || number->digits > 2) return 0;
    minute = number->value;
    next = number->next;
    if (is(next, Word::kQuarterName) && minute == 1) {  // a quarter
      minute = 15;
      ++next;
    }
    if (const TimeWord* unit = word(next, Word::kUnit);
        unit != nullptr && unit->value == static_cast<int>(Unit::kMinute)) {
      ++next;
    }
  }
  const bool past = is(next, Word::kPast) && !at(next).chinese;
  const bool to = is(next, Word::kTo) && !at(next).chinese && text_from(next).starts_with("to");
  if (!past && !to) return 0;
  // "5 to 7" is a span of hours; only a quarter or named minutes are before the hour.
  const bool named = quarter || minute == 15 || minutes != nullptr || is(next - 1, Word::kUnit);
  if (to && !named && !is(next + 1, Word::kDayPart)) return 0;
  TimeParts told = parts;
  const std::optional<NumberMatch> base = number_at(lexemes_, next + 1);
  const TimeWord* noon = word(next + 1, Word::kDayPart);
  std::size_t end = clock_figures(next + 1, told);
  if (end == 0 && noon != nullptr && (noon->value == (11 * 60) * 10000 + 14 * 60)) {
    told.clock = kNoon;
    end = next + 2;
  } else if (end == 0 && base && base->value >= 1 && base->value <= 12 && !is(base->next, Word::kUnit)) {
    told.clock = base->value * 60;
    told.clock_ambiguous = true;
    end = base->next;
  }
  if (end == 0 || !told.clock) return 0;
  parts = told;
  parts.clock = (*told.clock + (past ? minute : 2 * kNoon - minute)) % (2 * kNoon);
  return end;
}

std::size_t TimeGrammar::day_part(std::size_t index, TimeParts& parts) const {
  const TimeWord* half = word(index, Word::kMeridiem);
  if (half != nullptr && parts.weekdays != 0 && !parts.has_clock()) {  // Tuesday AM
    parts.day_part = half->value == 0 ? ClockRange{5 * 60, kNoon} : ClockRange{kNoon, 18 * 60};
    return index + 1;
  }
  const TimeWord* part = word(index, Word::kDayPart);
  if (part == nullptr || parts.day_part || is_thing(index + 1)) return 0;
  const bool one_character = at(index).chinese && part->text.size() == 3;  // 7月5日晚
  const bool before_clock =
      at(index + 1).word == Word::kNumber && (is(index + 2, Word::kClock) || is_symbol(index + 2, ':'));
  if (one_character && !before_clock && parts.day == 0 && parts.grain != Grain::kDay && parts.weekdays == 0) return 0;
  parts.day_part = ClockRange{part->value / 10000, part->value % 10000};
  const bool beside = parts.components > 0;
  parts.strong = parts.strong || !part->weak || beside || introduced(index);
  if (parts.clock && !parts.half_told && *parts.clock <= kNoon) parts.clock_ambiguous = true;
  return index + 1;
}

}  // namespace shoebox::query
