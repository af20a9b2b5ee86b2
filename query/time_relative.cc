// What is told from now: last week, 三天前, the past three months, 去年今天.
#include <algorithm>
#include <bit>

#include "query/time_grammar.h"

namespace shoebox::query {
namespace {

constexpr int kDayMinutes = 1440;
constexpr int kCountMax = 10000;
constexpr int kMonthsMax = 12 * 500;  // nobody has photos from farther away
constexpr int kDaysMax = 500 * 366;

bool set_days(const DayRange& range, Grain grain, TimeParts& parts) {
  if (parts.days || parts.years || parts.month != 0) return false;
  parts.days = range;
  parts.grain = grain;
  parts.strong = true;
  return true;
}

bool set_year(int year, TimeParts& parts) {
  if (parts.years || parts.days || year < 1 || year > 9000) return false;
  parts.years = {year, year};
  parts.strong = true;
  return true;
}

void add_unit(Unit unit, int count, TimeGrammar::Duration& length) {
  switch (unit) {
    case Unit::kMinute:
      length.minutes += count;
      break;
    case Unit::kHour:
      length.minutes += count * 60;
      break;
    case Unit::kDay:
    case Unit::kWorkday:
      length.days += count;
      break;
    case Unit::kWeek:
    case Unit::kWeekend:
      length.days += count * 7;
      break;
    case Unit::kMonth:
      length.months += count;
      break;
    case Unit::kQuarter:
      length.months += count * 3;
      break;
    case Unit::kYear:
      length.months += count * 12;
      break;
    case Unit::kDecade:
      length.months += count * 120;
      break;
    case Unit::kCentury:
      length.months += count * 1200;
      break;
  }
}

}  // namespace

std::optional<TimeGrammar::Duration> TimeGrammar::duration(std::size_t index) const {
  Duration length{.next = index};
  if (const TimeWord* whole = word(index, Word::kDuration)) {
    length.months = whole->value / 1000;
    length.days = whole->value % 1000;
    length.unit = length.days != 0 ? Unit::kDay : Unit::kMonth;
    length.count = length.days != 0 ? length.days : length.months;
    length.compound = length.months != 0 && length.days != 0;
    length.next = index + 1;
    return length;
  }
  for (int units = 0; units < 4; ++units) {
    std::size_t next = length.next;
    if (units > 0 && (is(next, Word::kAnd) || is_symbol(next, ',') || is(next, Word::kLink))) ++next;
    const std::optional<NumberMatch> number = number_at(lexemes_, next);
    if (!number || number->value > kCountMax || number->digits >= 4) break;
    if (number->digits == 2 && number->value < 10) break;  // 07年
    const bool rest_of_number = next > 0 && text_of(at(next)) == "几" && at(next - 1).word == Word::kNumber &&
                                !at(next).blank_before;  // 十几年前
    if (rest_of_number) break;
    std::size_t after = number->next;
    if (is(after, Word::kOr) || is(after, Word::kLink)) break;
    const TimeWord* unit = word(after, Word::kUnit);
    const bool chinese_days = unit == nullptr && is(after, Word::kDate) && at(after).end - at(after).begin == 3;
    if (unit == nullptr && !chinese_days) break;
    length.unit = unit != nullptr ? static_cast<Unit>(unit->value) : Unit::kDay;
    const bool either = at(next).chinese && number->digits == 2 && number->value % 10 == number->value / 10 + 1;
    length.count = either ? number->value / 10 : number->value;  // 两三年: at least two
    add_unit(length.unit, length.count, length);
    length.compound = units > 0;
    length.next = after + 1;
  }
  const bool nothing = length.months == 0 && length.days == 0 && length.minutes == 0;
  if (length.next == index || nothing || length.months > kMonthsMax || length.days > kDaysMax) return std::nullopt;
  return length;
}

DayRange TimeGrammar::past(const Duration& length) const {
  Day from = add_months(today_, -length.months) - length.days;
  if (length.months == 0) ++from;
  return {from, today_ + 1};
}

std::size_t TimeGrammar::relative(std::size_t index, TimeParts& parts) const {
  if (const TimeWord* day = word(index, Word::kRelativeDay)) {
    if (parts.years && parts.years->first == parts.years->second && day->value == 0) return same_day_then(index, parts);
    if (!set_days(one_day(today_ + day->value), Grain::kDay, parts)) return 0;
    parts.relative_now = day->value == 0;
    return index + 1;
  }
  if (const TimeWord* year = word(index, Word::kRelativeYear)) {
    if (parts.days && parts.relative_now && parts.grain == Grain::kDay) {
      parts.days = one_day(add_months(today_, 12 * year->value));
      parts.relative_now = false;
      return index + 1;
    }
    return set_year(civil_of(today_).year + year->value, parts) ? index + 1 : 0;
  }
  if (is(index, Word::kYearToDate)) {
    const Day from = day_of(civil_of(today_).year, 1, 1);
    return set_days({from, today_ + 1}, Grain::kOther, parts) ? index + 1 : 0;
  }
  if (const TimeWord* night = word(index, Word::kRelativeNight)) {
    if (parts.has_date() || !parts.moments.empty()) return 0;
    parts.strong = true;
    const std::size_t clock_at = index + (is(index + 1, Word::kPlace) ? 2 : 1);
    TimeParts clocked;
    clocked.day_part = ClockRange{18 * 60, 5 * 60};
    if (parts.clock || clock(clock_at, clocked) != 0) {
      parts.day_part = ClockRange{18 * 60, 5 * 60};
      return set_days(one_day(today_ + night->value), Grain::kDay, parts) ? index + 1 : 0;
    }
    const std::int64_t midnight = std::int64_t{today_ + night->value} * kDayMinutes;
    parts.moments.push_back({midnight + 18 * 60, midnight + kDayMinutes + 5 * 60});
    return index + 1;
  }
  if (const TimeWord* morning = word(index, Word::kRelativeMorning)) {
    if (parts.day_part || !set_days(one_day(today_ + morning->value), Grain::kDay, parts)) return 0;
    parts.day_part = ClockRange{5 * 60, 12 * 60};
    return index + 1;
  }
  if (is(index, Word::kOnThisDay)) {
    if (parts.has_date()) return 0;
    const CivilDate date = civil_of(today_);
    parts.yearly.push_back(
        {.from_month = date.month, .from_day = date.day, .to_month = date.month, .to_day = date.day});
    return set_days({std::nullopt, day_of(date.year, 1, 1)}, Grain::kOther, parts) ? index + 1 : 0;
  }
  if (is(index, Word::kThisTime)) return this_time_then(index, parts);
  if (const std::size_t next = before_last(index, parts)) return next;
  if (const std::size_t next = last_times(index, parts)) return next;
  if (const std::size_t next = past_duration(index, parts)) return next;
  if (const std::size_t next = ago(index, parts)) return next;
  if (const std::size_t next = shifted(index, parts)) return next;
  if (!is(index, Word::kRecent)) return 0;
  return set_days(past({.months = 1}), Grain::kOther, parts) ? index + 1 : 0;
}

/// 去年今天: today's day in a year that was told before.
std::size_t TimeGrammar::same_day_then(std::size_t index, TimeParts& parts) const {
  const int years = parts.years->first - civil_of(today_).year;
  parts.years.reset();
  parts.days = one_day(add_months(today_, years * 12));
  parts.grain = Grain::kDay;
  return index + 1;
}

/// 去年这个时候, "this time two years ago": two weeks before and after today's day in that year.
std::size_t TimeGrammar::this_time_then(std::size_t index, TimeParts& parts) const {
  constexpr int kDays = 14;
  std::size_t next = index + 1;
  TimeParts then;
  then.depth = parts.depth + 1;
  then.years = parts.years;
  if (!then.years) {
    while (is(next, Word::kPlace) || is(next, Word::kLink)) ++next;
    next = component(next, then);
    if (next == 0 || parts.has_date()) return 0;
  }
  const bool one_year = then.years && then.years->first == then.years->second && then.month == 0 &&
                        then.yearly.empty() && !then.days && parts.month == 0 && parts.yearly.empty();
  if (!one_year) return 0;
  const Day day = add_months(today_, 12 * (then.years->first - civil_of(today_).year));
  parts.years.reset();
  return set_days({day - kDays, day + kDays + 1}, Grain::kOther, parts) ? next : 0;
}

/// "over the last year" is up to today; "last year" is the calendar's.
bool TimeGrammar::is_rolling(std::size_t index) const {
  const bool lead = index >= 2 && text_of(at(index)) == "last" && text_of(at(index - 1)) == "the";
  return lead && is(index - 2, Word::kPlace) && !at(index - 2).chinese;
}

std::size_t TimeGrammar::shifted(std::size_t index, TimeParts& parts) const {
  const TimeWord* shift = word(index, Word::kShift);
  if (shift == nullptr) return 0;
  std::size_t next = index + 1;
  if (is(next, Word::kPast) && shift->value == 0) return past_unit(next + 1, parts);  // this past weekend
  if (is(next, Word::kLink) && !at(index).chinese) return 0;
  if (const std::optional<Duration> length = duration(next)) {
    const bool these_days = shift->value == 0 && at(index).chinese && length->minutes == 0;  // 这几天
    if (shift->value == 0 && !these_days) return 0;
    if (length->minutes != 0) {
      if (shift->value > 0 || parts.has_date() || !parts.moments.empty()) return 0;
      parts.moments.push_back({now_ - length->minutes, now_ + 1});
      parts.strong = true;
      return length->next;
    }
    const Day tomorrow = today_ + 1;
    const DayRange range =
        shift->value <= 0 ? past(*length) : DayRange{tomorrow, add_months(tomorrow, length->months) + length->days};
    if (!set_days(range, Grain::kOther, parts)) return 0;
    next = length->next;
    return is(next, Word::kWithinEnd) && at(next).chinese ? next + 1 : next;
  }
  // "the last day of school" is not yesterday.
  if (!at(index).chinese && text_of(at(next + 1)) == "of") return 0;
  const TimeWord* unit = is_rolling(index) ? word(next, Word::kUnit) : nullptr;
  if (unit != nullptr) {
    Duration length{.unit = static_cast<Unit>(unit->value), .count = 1, .next = next + 1};
    const bool whole = length.unit == Unit::kWeek || length.unit == Unit::kMonth || length.unit == Unit::kQuarter ||
                       length.unit == Unit::kYear || length.unit == Unit::kDecade;
    add_unit(length.unit, 1, length);
    if (whole) return set_days(past(length), Grain::kOther, parts) ? length.next : 0;
  }
  return shifted_unit(next, shift->value, parts);
}

std::size_t TimeGrammar::shifted_unit(std::size_t index, int shift, TimeParts& parts) const {
  if (const std::size_t next = shifted_yearly(index, shift, parts)) return next;
  if (const TimeWord* weekday = word(index, Word::kWeekday)) {
    const Day day = monday_of(today_) + 7 * shift + weekday->value;
    return set_days(one_day(day), Grain::kDay, parts) ? index + 1 : 0;
  }
  if (const TimeWord* hours = word(index, Word::kDayPart)) {
    const bool fits = !parts.has_clock() && shift >= -1 && shift <= 0;
    if (!fits || !set_days(one_day(today_ + shift), Grain::kDay, parts)) return 0;
    parts.day_part = ClockRange{hours->value / 10000, hours->value % 10000};
    return index + 1;
  }
  if (const TimeWord* part = word(index, Word::kPart)) {  // 上个月底, 本月初: the word holds its unit
    const auto kind = static_cast<Part>(part->value);
    if (!at(index).chinese || part->text.size() < 6 || !part->text.starts_with("月") || parts.part) return 0;
    const CivilDate date = civil_of(today_);
    if (!set_days(month_days(date.year, date.month + shift), Grain::kMonth, parts)) return 0;
    parts.part = PartOf{kind};
    return index + 1;
  }
  return shifted_calendar_unit(index, shift, parts);
}

std::size_t TimeGrammar::shifted_calendar_unit(std::size_t index, int shift, TimeParts& parts) const {
  const TimeWord* unit = word(index, Word::kUnit);
  if (is(index, Word::kCentury)) {
    const int century = (civil_of(today_).year / 100 + shift) * 100;
    if (parts.years) return 0;
    parts.years = {century, century + 99};
    parts.strong = true;
    return index + 1;
  }
  if (unit == nullptr) return 0;
  const CivilDate date = civil_of(today_);
  const Day monday = monday_of(today_) + 7 * shift;
  bool fits = false;
  switch (static_cast<Unit>(unit->value)) {
    case Unit::kWeek:
      fits = set_days(week_days(monday), Grain::kWeek, parts);
      break;
    case Unit::kWeekend:
      fits = set_days({monday + 5, monday + 7}, Grain::kOther, parts);
      break;
    case Unit::kMonth:
      if (shift == 0 && parts.years && parts.month == 0) {  // 去年本月
        parts.month = date.month;
        return index + 1;
      }
      fits = set_days(month_days(date.year, date.month + shift), Grain::kMonth, parts);
      break;
    case Unit::kQuarter: {
      const int first = (date.month - 1) / 3 * 3 + 1 + 3 * shift;
      fits = set_days({month_days(date.year, first).from, month_days(date.year, first + 2).to}, Grain::kQuarter, parts);
      break;
    }
    case Unit::kYear:
      if (parts.days && parts.relative_now && parts.grain == Grain::kDay) {  // today last year
        parts.days = one_day(add_months(today_, 12 * shift));
        return index + 1;
      }
      fits = set_year(date.year + shift, parts);
      break;
    case Unit::kDecade:
    case Unit::kCentury: {
      const int length = static_cast<Unit>(unit->value) == Unit::kDecade ? 10 : 100;
      const int first = (date.year / length + shift) * length;
      if (parts.years) return 0;
      parts.years = {first, first + length - 1};
      parts.strong = fits = true;
      break;
    }
    case Unit::kDay:
      fits = set_days(one_day(today_ + shift), Grain::kDay, parts);
      break;
    case Unit::kHour:
    case Unit::kMinute:
      if (shift != -1 || parts.has_date() || !parts.moments.empty()) return 0;
      parts.moments.push_back({now_ - (unit->value == static_cast<int>(Unit::kHour) ? 60 : 1), now_});
      parts.strong = fits = true;
      break;
    default:
      break;
  }
  return fits ? index + 1 : 0;
}

/// "past summer", "this past Wednesday": the last that was.
std::size_t TimeGrammar::past_unit(std::size_t index, TimeParts& parts) const {
  const TimeWord* weekday = word(index, Word::kWeekday);
  if (weekday == nullptr) return shifted_unit(index, -1, parts);
  const int distance = (weekday_of(today_) - weekday->value + 7) % 7;
  return set_days(one_day(today_ - (distance == 0 ? 7 : distance)), Grain::kDay, parts) ? index + 1 : 0;
}

/// A season, a holiday or a vacation; empty when it is none of them.
std::vector<Yearly> TimeGrammar::yearly_at(std::size_t index) const {
  if (const TimeWord* months = word(index, Word::kMonths)) {
    return {yearly_months(months->value / 100, months->value % 100)};
  }
  if (const TimeWord* holiday = word(index, Word::kHoliday)) return {yearly_holiday(holiday->value)};
  if (const TimeWord* season = word(index, Word::kSeason)) return {yearly_season(season->value)};
  return {};
}

/// "the last five Christmases", 过去三个春节: so many of those that are over, up to the latest.
std::size_t TimeGrammar::last_times(std::size_t index, TimeParts& parts) const {
  constexpr int kTimesMax = 100;
  const TimeWord* shift = word(index, Word::kShift);
  const bool leads = is(index, Word::kPast) || (shift != nullptr && shift->value == -1);
  const std::optional<NumberMatch> number = leads ? number_at(lexemes_, index + 1) : std::nullopt;
  if (!number || number->value < 2 || number->value > kTimesMax) return 0;
  const std::size_t unit = number->next + (text_of(at(number->next)) == "个" ? 1 : 0);
  const std::vector<Yearly> yearly = yearly_at(unit);
  if (yearly.empty() || is_thing(unit + 1)) return 0;
  const std::optional<DayRange> first = occurrence(yearly, -number->value, today_);
  const std::optional<DayRange> last = occurrence(yearly, -1, today_);
  if (!first || !last || !parts.yearly.empty()) return 0;
  if (!set_days({first->from, last->to}, Grain::kOther, parts)) return 0;
  parts.yearly = yearly;
  return unit + 1;
}

/// last summer, this Christmas, next May: the occurrence counted from today.
std::size_t TimeGrammar::shifted_yearly(std::size_t index, int shift, TimeParts& parts) const {
  std::vector<Yearly> yearly = yearly_at(index);
  if (const TimeWord* month = word(index, Word::kMonth)) yearly = {yearly_months(month->value, month->value)};
  if (yearly.empty() || is_thing(index + 1)) return 0;
  const std::optional<DayRange> days = occurrence(yearly, shift, today_);
  const Grain grain = is(index, Word::kMonth) ? Grain::kMonth : Grain::kOther;
  if (!days || !set_days(*days, grain, parts)) return 0;
  return index + 1;
}

/// "the weekend before last".
std::size_t TimeGrammar::before_last(std::size_t index, TimeParts& parts) const {
  const TimeWord* shift = word(index + 1, Word::kBeforeLast);
  if (shift == nullptr) return 0;
  TimeParts shifted = parts;
  if (shifted_unit(index, shift->value, shifted) == 0) return 0;
  parts = shifted;
  return index + 2;
}

/// "5 past years", "10 previous weeks".
std::optional<TimeGrammar::Duration> TimeGrammar::turned_duration(std::size_t index) const {
  const std::optional<NumberMatch> number = number_at(lexemes_, index);
  if (!number || at(index).chinese || number->digits >= 4 || number->value == 0) return std::nullopt;
  const TimeWord* shift = word(number->next, Word::kShift);
  const bool past = is(number->next, Word::kPast) || (shift != nullptr && shift->value < 0);
  const TimeWord* unit = word(number->next + 1, Word::kUnit);
  if (!past || at(number->next).chinese || unit == nullptr) return std::nullopt;
  Duration length{.unit = static_cast<Unit>(unit->value), .count = number->value, .next = number->next + 2};
  add_unit(length.unit, number->value, length);
  if (length.months > kMonthsMax || length.days > kDaysMax) return std::nullopt;
  return length;
}

/// 最近半年, "past 3 months", "within two weeks", 三天内.
std::size_t TimeGrammar::past_duration(std::size_t index, TimeParts& parts) const {
  const bool leads = is(index, Word::kPast) || is(index, Word::kWithin);
  std::size_t start = index + (leads ? 1 : 0);
  if (leads && is(start, Word::kLink) && is(start + 1, Word::kShift) && word(start + 1, Word::kShift)->value < 0)
    start += 2;  // within the last week
  std::optional<Duration> length = duration(start);
  if (!length && leads) {
    const TimeWord* unit = word(start, Word::kUnit);
    const bool whole = unit != nullptr && !at(index).chinese && unit->value != static_cast<int>(Unit::kWeekend);
    if (!whole) return at(index).chinese ? 0 : past_unit(start, parts);
    length = Duration{.unit = static_cast<Unit>(unit->value), .count = 1, .next = start + 1};
    add_unit(length->unit, 1, *length);
  }
  if (!length) length = turned_duration(start);
  if (!length) return 0;
  std::size_t next = length->next;
  const bool ends = is(next, Word::kWithinEnd) && at(next).chinese && !text_from(next).starts_with("中国");
  const bool turned = is(next - 2, Word::kPast) || (is(next - 2, Word::kShift) && next - 2 > start);
  if (!leads && !ends && !turned) return 0;
  if (ends) ++next;
  if (length->minutes != 0) {
    if (parts.has_date() || !parts.moments.empty()) return 0;
    parts.moments.push_back({now_ - length->minutes - std::int64_t{length->days} * kDayMinutes, now_ + 1});
    parts.strong = true;
    return next;
  }
  return set_days(past(*length), Grain::kOther, parts) ? next : 0;
}

/// "two weeks ago", 三天前, 三天后, "2 fridays ago".
std::size_t TimeGrammar::ago(std::size_t index, TimeParts& parts) const {
  const auto sign_at = [&](std::size_t at_end) {
    if (is(at_end, Word::kAgo) || is(at_end, Word::kAgoEnd)) return -1;
    if (is(at_end, Word::kLater) || (is(at_end, Word::kLaterEnd) && at(at_end).chinese)) return 1;
    return 0;
  };
  const std::size_t start = index + (is(index, Word::kAbout) ? 1 : 0);
  const std::optional<NumberMatch> number = number_at(lexemes_, start);
  if (number && number->value < 500 && is(number->next, Word::kWeekday) && sign_at(number->next + 1) != 0) {
    const int sign = sign_at(number->next + 1);
    const int distance = (weekday_of(today_) - word(number->next, Word::kWeekday)->value + 7) % 7;
    const Day last = today_ - (distance == 0 ? 7 : distance);
    const Day day = sign < 0 ? last - 7 * (number->value - 1) : last + 7 * number->value;
    return set_days(one_day(day), Grain::kDay, parts) ? number->next + 2 : 0;
  }
  const std::optional<Duration> length = duration(start);
  if (number && number->value <= 50 && !at(start).chinese && is(number->next + 1, Word::kAgo)) {  // two summers ago
    if (shifted_yearly(number->next, -number->value, parts) != 0) return number->next + 2;
  }
  if (!length) {  // "the day after Thanksgiving", "weekend before Easter"
    const TimeWord* const word_of_unit = word(start, Word::kUnit);
    const bool every = start > 0 && is(start - 1, Word::kEvery);
    if (word_of_unit == nullptr || word_of_unit->text.ends_with('s') || every || at(start).chinese) return 0;
    const auto unit = static_cast<Unit>(word_of_unit->value);
    if (unit == Unit::kDay) return from_that_day({.days = 1, .unit = unit, .count = 1, .next = start + 1}, parts);
    const bool spans = unit == Unit::kWeek || unit == Unit::kWeekend;
    return spans ? from_that_day({.unit = unit, .count = 0, .next = start + 1}, parts) : 0;
  }
  if (const std::size_t next = from_that_day(*length, parts)) return next;
  const int sign = sign_at(length->next);
  if (sign == 0 || parts.has_date() || !parts.moments.empty()) return 0;
  std::size_t next = length->next + 1;
  std::size_t then = next;
  while (is(then, Word::kLink) || (is(then, Word::kPlace) && !at(then).chinese)) ++then;
  const TimeWord* that_day = word(then, Word::kRelativeDay);
  const bool same_day = that_day != nullptr && that_day->value == 0 && length->minutes == 0;
  if (same_day || length->compound) {
    parts.days = one_day(add_months(today_, sign * length->months) + sign * length->days);
    parts.grain = Grain::kDay;
    next = same_day ? then + 1 : next;
  } else {
    long_ago(*length, sign, parts);
  }
  parts.strong = true;
  return next;
}

/// The week or weekend that follows these days or, `back`, that they follow.
DayRange span_beside(const DayRange& days, bool back, Unit unit) {
  const Day first_after = days.to.value_or(*days.from + 1);
  if (unit == Unit::kWeek) return back ? DayRange{*days.from - 7, *days.from} : DayRange{first_after, first_after + 7};
  const Day sunday = *days.from - 1 - weekday_of(*days.from);
  const Day saturday = first_after + (12 - weekday_of(first_after)) % 7;  // 0 is Monday
  return back ? DayRange{sunday - 1, sunday + 1} : DayRange{saturday, saturday + 2};
}

/// "two days before yesterday", "3 weeks after May 5", "a week before Christmas", "the weekend after Easter": the last
/// one of those that come again.
std::size_t TimeGrammar::from_that_day(const Duration& length, TimeParts& parts) const {
  const bool back = is(length.next, Word::kBefore);
  const bool ahead = is(length.next, Word::kAfter) || is(length.next, Word::kFrom);
  if ((!back && !ahead) || at(length.next).chinese || length.minutes != 0 || parts.has_date()) return 0;
  TimeParts base;
  base.depth = parts.depth + 1;
  const std::size_t next = group(length.next + 1, base);
  const bool day = base.day != 0 || base.grain == Grain::kDay || (base.yearly.size() == 1 && !base.part);
  const std::optional<TimeSpec> spec = next > length.next + 1 && day ? spec_of(base, today_) : std::nullopt;
  if (!spec) return 0;
  const std::vector<DayRange> days = spec->days ? *spec->days : days_of_all_years(spec->yearly, today_);
  if (days.empty() || !days.front().from) return 0;
  const auto then = [&](const DayRange& days_of_it) {  // counted from its first day back, from its last day ahead
    if (length.count == 0) return span_beside(days_of_it, back, length.unit);
    const Day end = back ? *days_of_it.from : days_of_it.to.value_or(*days_of_it.from + 1) - 1;
    return one_day(add_months(end, (back ? -1 : 1) * length.months) + (back ? -1 : 1) * length.days);
  };
  if (days.size() == 1) {
    parts.grain = Grain::kDay;
    parts.days = then(days.front());
  } else {
    const auto last = std::ranges::partition_point(days, [&](const DayRange& r) { return *then(r).from <= today_; });
    if (last == days.begin()) return 0;
    parts.grain = Grain::kDay;
    parts.days = then(*std::prev(last));
  }
  parts.strong = true;
  return next;
}

/// As exact as it was said: that year, that month, that week, that day.
void TimeGrammar::long_ago(const Duration& length, int sign, TimeParts& parts) const {
  const CivilDate date = civil_of(today_);
  const int count = sign * length.count;
  parts.grain = Grain::kOther;
  if (length.minutes != 0) {
    const std::int64_t moment = now_ + std::int64_t{sign} * length.minutes;
    const int width = length.unit == Unit::kHour ? 60 : 1;
    parts.moments.push_back({moment - width / 2, moment + (width + 1) / 2});
    return;
  }
  if (length.unit == Unit::kYear) {
    const int year = std::max(date.year + count, 1);
    parts.years = {year, year};
  } else if (length.unit == Unit::kDecade || length.unit == Unit::kCentury) {
    const int year = std::max(date.year + sign * length.months / 12, 1);
    parts.years = {year, year};
  } else if (length.months != 0) {
    const Day then = add_months(today_, std::max(sign * length.months, -12 * (date.year - 1)));
    const CivilDate month = civil_of(then);
    parts.days = month_days(month.year, month.month);
    parts.grain = Grain::kMonth;
  } else if (length.unit == Unit::kWeek || length.unit == Unit::kWeekend) {
    const Day monday = monday_of(today_) + 7 * count;
    parts.days = length.unit == Unit::kWeek ? week_days(monday) : DayRange{monday + 5, monday + 7};
    parts.grain = length.unit == Unit::kWeek ? Grain::kWeek : Grain::kOther;
  } else {
    parts.days = one_day(today_ + sign * length.days);
    parts.grain = Grain::kDay;
  }
}

}  // namespace shoebox::query
