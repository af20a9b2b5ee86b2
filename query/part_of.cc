#include "query/part_of.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>

#include <fmt/format.h>

namespace shoebox::query {
namespace {

DayRange slice(const DayRange& range, int from, int to) {
  return {*range.from + from, *range.from + to};
}

DayRange months_of_year(const DayRange& year, int from_month, int to_month) {
  const int number = civil_of(*year.from).year;
  return {month_days(number, from_month).from, month_days(number, to_month).to};
}

std::optional<DayRange> nth_day(const DayRange& base, int nth) {
  const Day day = nth < 0 ? *base.to + nth : *base.from + nth - 1;
  if (day < *base.from || day >= *base.to) return std::nullopt;
  return one_day(day);
}

std::optional<DayRange> nth_weekday(const DayRange& base, int nth, int weekday, int days) {
  const Day first = *base.from + (weekday - weekday_of(*base.from) + 7) % 7;
  const Day last = *base.to - 1 - (weekday_of(*base.to - 1) - weekday + 7) % 7;
  const Day day = nth < 0 ? last + 7 * (nth + 1) : first + 7 * (nth - 1);
  if (day < *base.from || day >= *base.to) return std::nullopt;
  return DayRange{day, day + days};
}

/// A week belongs to where its Thursday is, as in ISO 8601.
std::optional<DayRange> nth_week(const DayRange& base, int nth) {
  const Day monday = nth < 0 ? monday_of(*base.to - 4) + 7 * (nth + 1) : monday_of(*base.from + 3) + 7 * (nth - 1);
  if (monday + 3 < *base.from || monday + 3 >= *base.to) return std::nullopt;
  return week_days(monday);
}

std::optional<DayRange> nth_month(const DayRange& base, int nth, int count) {
  const CivilDate from = civil_of(*base.from);
  const CivilDate last = civil_of(*base.to - 1);
  const DayRange first =
      nth < 0 ? month_days(last.year, last.month + nth + 2 - count) : month_days(from.year, from.month + nth - 1);
  const CivilDate begins = civil_of(*first.from);
  const DayRange months = {first.from, month_days(begins.year, begins.month + count - 1).to};
  if (*months.from < *base.from || *months.to > *base.to) return std::nullopt;
  return months;
}

DayRange its_weekend(const DayRange& span) {
  const Day before = *span.from - (weekday_of(*span.from) + 2) % 7;  // the last Saturday up to its first day
  const Day after = before + 7;
  const bool begins_on_it = *span.from <= before + 1;
  const bool is_nearer = *span.from - (before + 1) <= after - (*span.to - 1);
  const Day saturday = begins_on_it || (after >= *span.to && is_nearer) ? before : after;
  return {saturday, saturday + 2};
}

/// The first two weeks, the last ten days: from the one that was found to the base's inside.
std::optional<DayRange> several(const std::optional<DayRange>& one, const PartOf& part, int days) {
  if (!one || part.count == 1) return one;
  const int more = (part.count - 1) * days;
  return part.nth < 0 ? DayRange{*one->from - more, one->to} : DayRange{one->from, *one->to + more};
}

/// Early, middle and late of years, months and what else has days: thirds, but halves where English says early and
/// late.
std::optional<DayRange> third(const DayRange& base, int which, bool half) {
  const int days = *base.to - *base.from;
  const CivilDate from = civil_of(*base.from);
  if (days < 3) return base;
  if (base == year_days(from.year, from.year)) {
    if (half) return months_of_year(base, which == 0 ? 1 : 7, which == 0 ? 6 : 12);
    return months_of_year(base, which * 4 + 1, which * 4 + 4);
  }
  if (days >= 28 && days <= 31) {
    if (half) return which == 0 ? slice(base, 0, 15) : slice(base, 15, days);
    return which == 2 ? slice(base, 20, days) : slice(base, which * 10, which * 10 + 10);
  }
  const CivilDate to = civil_of(*base.to);
  const int years = to.year - from.year;
  if (years >= 3 && base == year_days(from.year, to.year - 1)) {  // of a decade: 4, 3 and 3 years
    return year_days(from.year + (which * years + 2) / 3, from.year + ((which + 1) * years + 2) / 3 - 1);
  }
  return slice(base, days * which / 3, days * (which + 1) / 3);
}

constexpr int kNumberMax = 366;

/// Which number stands behind the name.
enum class Number : std::uint8_t { kNone, kNth, kCount };
struct Name {
  std::string_view text;
  Part part;
  Number number;
  int weekday = 0;
};
constexpr auto kNames = std::to_array<Name>({{"early", Part::kEarly, Number::kNone},
                                             {"middle", Part::kMiddle, Number::kNone},
                                             {"late", Part::kLate, Number::kNone},
                                             {"beginning", Part::kBeginning, Number::kNone},
                                             {"ending", Part::kEnding, Number::kNone},
                                             {"first_ten_days", Part::kFirstTenDays, Number::kNone},
                                             {"second_ten_days", Part::kSecondTenDays, Number::kNone},
                                             {"last_ten_days", Part::kLastTenDays, Number::kNone},
                                             {"year_beginning", Part::kYearBeginning, Number::kNone},
                                             {"year_middle", Part::kYearMiddle, Number::kNone},
                                             {"year_ending", Part::kYearEnding, Number::kNone},
                                             {"week", Part::kWeek, Number::kNth},
                                             {"weekend", Part::kWeekend, Number::kNth},
                                             {"mon", Part::kWeekday, Number::kNth, 0},
                                             {"tue", Part::kWeekday, Number::kNth, 1},
                                             {"wed", Part::kWeekday, Number::kNth, 2},
                                             {"thu", Part::kWeekday, Number::kNth, 3},
                                             {"fri", Part::kWeekday, Number::kNth, 4},
                                             {"sat", Part::kWeekday, Number::kNth, 5},
                                             {"sun", Part::kWeekday, Number::kNth, 6},
                                             {"day", Part::kDay, Number::kNth},
                                             {"half", Part::kHalf, Number::kNth},
                                             {"month", Part::kMonth, Number::kNth},
                                             {"its_week", Part::kItsWeek, Number::kNone},
                                             {"its_weekend", Part::kItsWeekend, Number::kNone},
                                             {"before", Part::kDaysBefore, Number::kCount},
                                             {"after", Part::kDaysAfter, Number::kCount},
                                             {"around", Part::kDaysAround, Number::kCount}});

std::optional<int> read_number(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (number == 0 || std::abs(number) > kNumberMax) return std::nullopt;
  return number;
}

}  // namespace

std::optional<DayRange> part_of(const DayRange& span, const PartOf& part) {
  if (!span.from || !span.to) return std::nullopt;
  switch (part.part) {
    case Part::kEarly:
      return third(span, 0, true);
    case Part::kLate:
      return third(span, 2, true);
    case Part::kBeginning:
    case Part::kFirstTenDays:
      return third(span, 0, false);
    case Part::kMiddle:
    case Part::kSecondTenDays:
      return third(span, 1, false);
    case Part::kEnding:
    case Part::kLastTenDays:
      return third(span, 2, false);
    case Part::kYearBeginning:
      return months_of_year(span, 1, 3);
    case Part::kYearMiddle:
      return months_of_year(span, 5, 8);
    case Part::kYearEnding:
      return months_of_year(span, 10, 12);
    case Part::kWeek:
      return several(nth_week(span, part.nth), part, 7);
    case Part::kMonth:
      return nth_month(span, part.nth, part.count);
    case Part::kWeekend:
      return nth_weekday(span, part.nth, 5, 2);
    case Part::kWeekday:
      return nth_weekday(span, part.nth, part.weekday, 1);
    case Part::kDay:
      return several(nth_day(span, part.nth), part, 1);
    case Part::kItsWeek:
      return week_days(monday_of(*span.from));
    case Part::kItsWeekend:
      return its_weekend(span);
    case Part::kDaysBefore:
      return DayRange{*span.from - part.count, span.from};
    case Part::kDaysAfter:
      return DayRange{span.to, *span.to + part.count};
    case Part::kDaysAround:
      return DayRange{*span.from - part.count, *span.to + part.count};
    case Part::kHalf: {
      const CivilDate from = civil_of(*span.from);
      const bool year = span == year_days(from.year, from.year);
      if (year) return months_of_year(span, part.nth * 6 - 5, part.nth * 6);
      const int days = *span.to - *span.from;
      return part.nth == 1 ? slice(span, 0, (days + 1) / 2) : slice(span, days / 2, days);
    }
  }
  return std::nullopt;
}

std::vector<DayRange> parts_of(const std::vector<DayRange>& spans, const PartOf& part) {
  std::vector<DayRange> parts;
  for (const DayRange& span : spans) {
    if (const std::optional<DayRange> found = part_of(span, part)) parts.push_back(*found);
  }
  return unite(std::move(parts));
}

std::string to_text(const PartOf& part) {
  const auto* const name = std::ranges::find_if(
      kNames, [&](const Name& each) { return each.part == part.part && each.weekday == part.weekday; });
  if (name->number == Number::kNone) return std::string(name->text);
  if (name->number == Number::kCount) return fmt::format("{}{}", name->text, part.count);
  return fmt::format("{}{}{}", name->text, part.nth, part.count == 1 ? "" : fmt::format("x{}", part.count));
}

std::optional<PartOf> read_part_of(std::string_view text) {
  const std::size_t number_at = std::min(text.find_first_of("-0123456789"), text.size());
  const auto* const name = std::ranges::find(kNames, text.substr(0, number_at), &Name::text);
  if (name == kNames.end()) return std::nullopt;
  PartOf part{.part = name->part, .weekday = name->weekday};
  const std::string_view numbers = text.substr(number_at);
  if (name->number == Number::kNone) return numbers.empty() ? std::optional(part) : std::nullopt;
  const std::size_t times = name->number == Number::kNth ? std::min(numbers.find('x'), numbers.size()) : numbers.size();
  const std::optional<int> number = read_number(numbers.substr(0, times));
  const std::optional<int> count = times == numbers.size() ? 1 : read_number(numbers.substr(times + 1));
  if (!number || !count || *count < 1) return std::nullopt;
  if (name->number == Number::kCount) {
    part.count = *number;
    return *number > 0 ? std::optional(part) : std::nullopt;
  }
  if (name->part == Part::kHalf && (*number < 1 || *number > 2)) return std::nullopt;
  part.nth = *number;
  part.count = *count;
  return part;
}

}  // namespace shoebox::query
