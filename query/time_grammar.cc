#include "query/time_grammar.h"

#include <algorithm>
#include <array>
#include <bit>

namespace shoebox::query {
namespace {

constexpr std::size_t kJointsMax = 3;

bool is_text(std::string_view text, std::span<const std::string_view> list) {
  return std::ranges::find(list, text) != list.end();
}

}  // namespace

TimeGrammar::TimeGrammar(std::string_view text, std::span<const Lexeme> lexemes, Day today, std::int64_t now)
    : text_(text), lexemes_(lexemes), today_(today), now_(now) {}

bool TimeGrammar::is_symbol(std::size_t index, char symbol) const {
  return at(index).end - at(index).begin == 1 && text_[at(index).begin] == symbol;
}

bool TimeGrammar::is_joint(std::size_t index) const {
  return is(index, Word::kLink) || is(index, Word::kPlace) || is_symbol(index, ',') || is_symbol(index, '.') ||
         is_symbol(index, '(');
}

std::string_view TimeGrammar::text_of(const Lexeme& lexeme) const {
  return text_.substr(lexeme.begin, lexeme.end - lexeme.begin);
}

std::string_view TimeGrammar::text_from(std::size_t index) const {
  return text_.substr(at(index).begin);
}

std::size_t TimeGrammar::group(std::size_t index, TimeParts& parts) const {
  std::size_t end = index;
  for (std::size_t next = index;;) {
    TimeParts more = parts;
    const std::size_t after = component(next, more);
    if (after != 0) {
      ++more.components;
      parts = more;
      end = next = after;
      continue;
    }
    const bool may_join = parts.components > 0 && is_joint(next) && next - end < kJointsMax;
    if (!may_join) return end;
    ++next;
  }
}

std::size_t TimeGrammar::component(std::size_t index, TimeParts& parts) const {
  using Recogniser = std::size_t (TimeGrammar::*)(std::size_t, TimeParts&) const;
  static constexpr auto kRecognisers = std::to_array<Recogniser>(
      {&TimeGrammar::week_of, &TimeGrammar::numbered_part, &TimeGrammar::decade, &TimeGrammar::relative,
       &TimeGrammar::numeric_date, &TimeGrammar::chinese_date, &TimeGrammar::numbered_quarter, &TimeGrammar::clock,
       &TimeGrammar::day_of_month_name, &TimeGrammar::month_name, &TimeGrammar::season, &TimeGrammar::single_word,
       &TimeGrammar::day_part, &TimeGrammar::part_word, &TimeGrammar::bare_year});
  constexpr int kDepthMax = 3;
  if (parts.depth > kDepthMax || at(index).word == Word::kEnd || at(index).word == Word::kNone) return 0;
  for (const Recogniser recogniser : kRecognisers) {
    TimeParts told = parts;
    if (const std::size_t next = (this->*recogniser)(index, told)) {
      parts = told;
      return next;
    }
  }
  return 0;
}

/// Weekdays, holidays, halves and quarters, vacations.
std::size_t TimeGrammar::single_word(std::size_t index, TimeParts& parts) const {
  const bool free_yearly = parts.yearly.empty() && parts.month == 0 && parts.day == 0;
  if (const TimeWord* weekday = word(index, Word::kWeekday)) {
    if (parts.weekdays != 0 || is_thing(index + 1)) return 0;
    parts.weekdays = static_cast<std::uint8_t>(1 << weekday->value);
    const bool told = !weekday->weak || introduced(index) || parts.components > 0;
    parts.strong = parts.strong || told;
    const bool dot = weekday->weak && is_symbol(index + 1, '.') && !at(index + 1).blank_before;
    parts.never = parts.never || (!told && !dot && (weekday->text == "sun" || weekday->text == "sat"));
    return dot ? index + 2 : index + 1;
  }
  const TimeWord* unit = word(index, Word::kUnit);
  const bool weekend = unit != nullptr && unit->value == static_cast<int>(Unit::kWeekend);
  if (const TimeWord* days = word(index, Word::kWeekdays); days != nullptr || weekend) {
    if (parts.weekdays != 0 || is_thing(index + 1)) return 0;
    parts.weekdays = weekend ? std::uint8_t{0x60} : static_cast<std::uint8_t>(days->value);
    parts.strong = parts.strong || weekend || !days->weak || introduced(index);
    return index + 1;
  }
  if (const TimeWord* holiday = word(index, Word::kHoliday)) {
    if (!free_yearly || (parts.days && parts.grain != Grain::kOther) || is_thing(index + 1)) return 0;
    parts.yearly.push_back(yearly_holiday(holiday->value));
    parts.strong = true;
    return index + 1;
  }
  if (!free_yearly || parts.days) return 0;
  if (const TimeWord* half = word(index, Word::kHalf)) {
    const bool of_month = half->weak && !is(index + 1, Word::kLink) && !parts.years;
    if (of_month) return 0;
    if (half->weak) {
      parts.part = PartOf{.part = Part::kHalf, .nth = half->value};
    } else {
      parts.yearly.push_back(yearly_months(half->value * 6 - 5, half->value * 6));
    }
    parts.strong = true;
    return index + 1;
  }
  if (const TimeWord* quarter = word(index, Word::kQuarter)) {
    parts.yearly.push_back(yearly_months(quarter->value * 3 - 2, quarter->value * 3));
    parts.strong = true;
    return index + 1;
  }
  if (const TimeWord* months = word(index, Word::kMonths)) {
    parts.yearly.push_back(yearly_months(months->value / 100, months->value % 100));
    parts.strong = true;
    return index + 1;
  }
  return 0;
}

std::size_t TimeGrammar::season(std::size_t index, TimeParts& parts) const {
  const TimeWord* season = word(index, Word::kSeason);
  if (season == nullptr || !parts.yearly.empty() || parts.month != 0 || parts.day != 0) return 0;
  if (parts.days && parts.grain != Grain::kOther) return 0;
  if (is_thing(index + 1)) return 0;
  const bool beside = parts.components > 0;
  if (season->text.size() == 3 && at(index).chinese && !beside) return 0;  // 春 alone
  parts.yearly.push_back(yearly_season(season->value));
  parts.strong = parts.strong || beside || season_stands_as_time(index);
  std::size_t year_at = index + 1;  // summer '98, "the summer of '69"
  const bool of = text_of(at(year_at)) == "of" && is_symbol(year_at + 1, '\'');
  if (of) ++year_at;
  if (is_symbol(year_at, '\'')) ++year_at;
  const Lexeme& year = at(year_at);
  const bool two_figures =
      !parts.years && year.word == Word::kNumber && year.digits == 2 && !is(year_at + 1, Word::kUnit);
  if (!at(index).chinese && two_figures && (year_at > index + 1 || year.value > 31)) {
    const int century = year.value <= civil_of(today_).year % 100 + 1 ? 2000 : 1900;
    parts.years = {century + year.value, century + year.value};
    parts.strong = true;
    return year_at + 1;
  }
  return index + 1;
}

/// Rule 16: in English after in, last, this, of, during; in Chinese alone or before 的 or 在.
bool TimeGrammar::season_stands_as_time(std::size_t index) const {
  if (!at(index).chinese) {
    const bool plural = text_of(at(index)) != "fall" && text_of(at(index)).ends_with("s");
    return plural || introduced(index);
  }
  const Lexeme& after = at(index + 1);
  static constexpr auto kAfter =
      std::to_array<std::string_view>({"的", "在", "里", "拍", "时", "去", "到", "来", "和", "或", "与", "、", "期间",
                                       "照", "去过", "没", "不", "我", "当"});
  const bool ends =
      after.word == Word::kEnd || after.blank_before || after.word == Word::kSymbol ||
      std::ranges::any_of(kAfter, [&](std::string_view w) { return text_from(index + 1).starts_with(w); });
  if (!ends) return false;
  if (index == 0 || at(index).blank_before) return true;
  const Lexeme& before = at(index - 1);
  static constexpr auto kBefore = std::to_array<std::string_view>(
      {"的", "在",   "每", "是", "和", "或", "与",   "从", "到", "于", "或者", "每年", "个",
       "拍", "除了", "了", "要", "年", "过", "不是", "非", "及", "至", "今",   "去",   "那"});
  const std::string_view until = text_.substr(0, at(index).begin);
  return before.word == Word::kSymbol || is(index - 1, Word::kEvery) ||
         std::ranges::any_of(kBefore, [&](std::string_view w) { return until.ends_with(w); });
}

/// Whether a word before says that a time follows.
bool TimeGrammar::introduced(std::size_t index) const {
  if (index == 0) return false;
  static constexpr auto kLeads =
      std::to_array({Word::kPlace, Word::kSince, Word::kBefore, Word::kAfter, Word::kUntil, Word::kFrom, Word::kTo,
                     Word::kEvery, Word::kShift, Word::kPart, Word::kBetween, Word::kAbout});
  std::size_t before = index - 1;
  if (text_of(at(before)) == "the" && before > 0) --before;
  if (text_of(at(before)) == "of") return true;
  return std::ranges::any_of(kLeads, [&](Word lead) { return is(before, lead); });
}

/// Words that make a thing of the season or the holiday before them.
bool TimeGrammar::is_thing(std::size_t index) const {
  static constexpr auto kThings = std::to_array<std::string_view>(
      {"dress",   "dresses",  "hat",        "hats",        "clothes",  "clothing", "coat",    "coats",   "jacket",
       "jackets", "boots",    "outfit",     "outfits",     "uniform",  "roll",     "rolls",   "camp",    "house",
       "cottage", "palace",   "olympics",   "games",       "sports",   "leaves",   "foliage", "colors",  "colours",
       "squash",  "fashion",  "collection", "sale",        "tree",     "trees",    "lights",  "light",   "decorations",
       "market",  "markets",  "costume",    "costumes",    "eggs",     "egg",      "bunny",   "onion",   "onions",
       "water",   "break",    "roast",      "decoration",  "sweater",  "sweaters", "card",    "cards",   "cookies",
       "gift",    "gifts",    "present",    "presents",    "wreath",   "stocking", "turkey",  "pumpkin", "pumpkins",
       "mask",    "ornament", "ornaments",  "wonderland",  "carol",    "cake",     "tea",     "gown",    "gowns",
       "coffee",  "dew",      "sky",        "club",        "scene",    "vision",   "owl",     "stand",   "skyline",
       "bazaar",  "garden",   "gardens",    "tire",        "tires",    "shorts",   "skirt",   "shirt",   "shoes",
       "yoga",    "run",      "glory",      "market's",    "show",     "gloves",   "scarf",   "sandals", "blossoms",
       "bunnies", "basket",   "dinner",     "decorations", "solstice", "train",    "bus"});
  static constexpr auto kGreetings = std::to_array<std::string_view>({"快乐", "愉快", "大吉"});
  const std::string_view after = text_from(index);
  return is_text(text_of(at(index)), kThings) ||
         std::ranges::any_of(kGreetings, [&](std::string_view word) { return after.starts_with(word); });
}

/// "the first week of", "last Friday of", 第一个星期天, 最后一周: which of the days that the rest tells.
std::size_t TimeGrammar::numbered_part(std::size_t index, TimeParts& parts) const {
  if (parts.part) return 0;
  if (const std::size_t next = beside_holiday(index, parts)) return next;
  if (const std::size_t next = around_days(index, parts)) return next;
  std::optional<OrdinalMatch> ordinal = ordinal_at(*this, index);
  if (ordinal && ordinal->value >= 1 && is(ordinal->next, Word::kShift) &&
      word(ordinal->next, Word::kShift)->value == -1 && !at(ordinal->next).chinese) {  // second last week
    ordinal = OrdinalMatch{-ordinal->value, ordinal->next + 1};
  } else if (const TimeWord* last = word(index, Word::kShift); !ordinal && last != nullptr && last->text == "last") {
    ordinal = OrdinalMatch{-1, index + 1};
  } else if (!ordinal && parts.has_date() && at(index).chinese && is(index, Word::kPast) &&
             text_of(at(index)) == "前") {
    ordinal = OrdinalMatch{1, index + 1};  // 2021年的前两周
  }
  if (!ordinal || ordinal->value == 0 || ordinal->value > 366) return 0;
  const std::size_t unit_at = ordinal->next;
  const TimeWord* unit = word(unit_at, Word::kUnit);
  const TimeWord* weekday = word(unit_at, Word::kWeekday);
  const bool chinese_day = is(unit_at, Word::kDate) && at(unit_at).chinese;
  PartOf part{.part = Part::kDay, .nth = ordinal->value};
  std::size_t after_unit = unit_at + 1;
  if (weekday != nullptr) {
    part = {.part = Part::kWeekday, .nth = ordinal->value, .weekday = weekday->value};
  } else if (unit != nullptr && unit->value == static_cast<int>(Unit::kWeek)) {
    part.part = Part::kWeek;
  } else if (unit != nullptr && unit->value == static_cast<int>(Unit::kWeekend)) {
    part.part = Part::kWeekend;
  } else if (unit != nullptr && unit->value == static_cast<int>(Unit::kMonth)) {
    part.part = Part::kMonth;
  } else if (const std::optional<Duration> length = duration(unit_at); std::abs(part.nth) == 1 && length) {
    part.part = length->days % 7 == 0 && length->days > 0 ? Part::kWeek
                : length->months > 0                      ? Part::kMonth
                                                          : Part::kDay;
    part.count = part.part == Part::kWeek ? length->days / 7 : length->months > 0 ? length->months : length->days;
    after_unit = length->next;
    if (length->minutes != 0) return 0;
  } else if (!chinese_day && (unit == nullptr || unit->value != static_cast<int>(Unit::kDay))) {
    return 0;
  }
  // It needs something to be a part of: before it, or after "of" or "in".
  const std::size_t next = after_unit;
  const bool base_before = parts.has_date() && parts.day == 0 && parts.grain != Grain::kDay;
  TimeParts base;
  base.depth = parts.depth + 1;
  std::size_t base_at = next;
  while (is(base_at, Word::kLink) || is(base_at, Word::kPlace)) ++base_at;
  const bool joined = base_at > next || at(index).word != Word::kShift;
  const bool base_after = !base_before && joined && component(base_at, base) != 0 && base.has_date() && base.day == 0 &&
                          base.grain != Grain::kDay && base.grain != Grain::kWeek;
  if (!base_before && !base_after) return 0;
  const int year_length = 54;
  if (part.part == Part::kWeek && std::abs(part.nth) > year_length) return 0;
  parts.part = part;
  parts.strong = true;
  return next;
}

/// 春节前三天, 国庆后一周, "Christmas week", 中秋那个周末.
std::size_t TimeGrammar::beside_holiday(std::size_t index, TimeParts& parts) const {
  if (parts.yearly.size() != 1 || parts.yearly.front().kind != YearlyKind::kHoliday || parts.part) return 0;
  const TimeWord* unit = word(index, Word::kUnit);
  const bool week = unit != nullptr && unit->value == static_cast<int>(Unit::kWeek) && unit->text != "weeks";
  const bool weekend = unit != nullptr && unit->value == static_cast<int>(Unit::kWeekend) && unit->text != "weekends";
  if ((week || weekend) && parts.weekdays == 0 && !is_thing(index + 1)) {
    parts.part = PartOf{week ? Part::kItsWeek : Part::kItsWeekend};
    return index + 1;
  }
  const bool before = is(index, Word::kAgoEnd);
  if ((!before && !is(index, Word::kLaterEnd)) || !at(index).chinese) return 0;
  const std::optional<Duration> length = duration(index + 1);
  if (!length || length->months != 0 || length->minutes != 0) return 0;
  parts.part = PartOf{.part = before ? Part::kDaysBefore : Part::kDaysAfter, .count = length->days};
  return length->next;
}

/// 国庆前后, "around Christmas": a week before and behind; 5月1日前后: three days.
std::size_t TimeGrammar::around_days(std::size_t index, TimeParts& parts) const {
  constexpr int kAroundHoliday = 7;
  constexpr int kAroundDay = 3;
  const bool holiday = parts.yearly.size() == 1 && parts.yearly.front().kind == YearlyKind::kHoliday;
  if (is(index, Word::kAroundEnd) && (holiday || (parts.month != 0 && parts.day != 0))) {
    parts.part = PartOf{.part = Part::kDaysAround, .count = holiday ? kAroundHoliday : kAroundDay};
    return index + 1;
  }
  if (text_of(at(index)) != "around" || parts.has_date()) return 0;
  const std::size_t name_at = index + (text_of(at(index + 1)) == "the" ? 2 : 1);
  const TimeWord* name = word(name_at, Word::kHoliday);
  if (name == nullptr || is_thing(name_at + 1)) return 0;
  parts.yearly.push_back(yearly_holiday(name->value));
  parts.part = PartOf{.part = Part::kDaysAround, .count = kAroundHoliday};
  parts.strong = true;
  return name_at + 1;
}

/// "the week of May 5", "the weekend of Easter", "week commencing February 4", "the weekend of June 3rd": of this year
/// if it tells none.
std::size_t TimeGrammar::week_of(std::size_t index, TimeParts& parts) const {
  const TimeWord* unit = word(index, Word::kUnit);
  const bool week = unit != nullptr && unit->value == static_cast<int>(Unit::kWeek);
  const bool weekend = unit != nullptr && unit->value == static_cast<int>(Unit::kWeekend);
  if ((!week && !weekend) || at(index).chinese || parts.has_date()) return 0;
  static constexpr auto kJoints = std::to_array<std::string_view>({"of", "commencing", "starting", "beginning"});
  std::size_t date_at = index + 1;
  if (!is_text(text_of(at(date_at)), kJoints)) return 0;
  ++date_at;
  while (is(date_at, Word::kPlace) || is(date_at, Word::kLink)) ++date_at;
  TimeParts date;
  date.depth = parts.depth + 1;
  const std::size_t next = group(date_at, date);
  const bool is_holiday = date.yearly.size() == 1 && date.yearly.front().kind == YearlyKind::kHoliday && !date.part;
  if (next != date_at && is_holiday && !date.has_clock()) {
    date.depth = parts.depth;
    parts = date;
    parts.part = PartOf{week ? Part::kItsWeek : Part::kItsWeekend};
    return next;
  }
  if (next == date_at || (date.day == 0 && date.grain != Grain::kDay)) return 0;
  const std::optional<TimeSpec> spec = spec_of(date, today_);
  if (!spec) return 0;
  std::optional<DayRange> day = spec->days ? std::optional(spec->days->front()) : occurrence(spec->yearly, 0, today_);
  if (!day || !day->from) return 0;
  const Day monday = monday_of(*day->from);
  parts.days = week ? week_days(monday) : DayRange{monday + 5, monday + 7};
  parts.grain = Grain::kOther;
  parts.strong = true;
  return next;
}

/// early, mid, late, the end of; 初, 底, 上旬 after what they are a part of.
std::size_t TimeGrammar::part_word(std::size_t index, TimeParts& parts) const {
  const TimeWord* word_here = word(index, Word::kPart);
  if (word_here == nullptr || parts.part || parts.day != 0) return 0;
  const auto part = static_cast<Part>(word_here->value);
  const bool after_base = parts.has_date() && parts.grain != Grain::kDay;
  if (at(index).chinese) {
    const bool of_month = word_here->text.starts_with("月") || word_here->text.ends_with("半月");
    const bool of_year = word_here->text.starts_with("年");
    if (!after_base && !of_month && !of_year) return 0;
    if (!after_base) {
      const CivilDate now = civil_of(today_);
      parts.days = of_month ? month_days(now.year, now.month) : year_days(now.year, now.year);
      parts.grain = Grain::kOther;
    }
    const bool whole_year =
        parts.years && parts.month == 0 && parts.yearly.empty() && parts.years->first == parts.years->second;
    parts.part = PartOf{part};
    if (word_here->text.ends_with("半月")) {
      parts.part = PartOf{.part = Part::kHalf, .nth = part == Part::kEarly ? 1 : 2};
      parts.strong = true;
      return index + 1;
    }
    if (whole_year && part == Part::kEarly) parts.part = PartOf{Part::kYearBeginning};
    if (whole_year && part == Part::kEnding) parts.part = PartOf{Part::kYearEnding};
    if (!whole_year && part == Part::kEarly) parts.part = PartOf{Part::kBeginning};
    parts.strong = true;
    return index + 1;
  }
  std::size_t next = index + 1;
  if (is_symbol(next, '-')) ++next;
  std::size_t base_at = next;
  while (is(base_at, Word::kLink) || is(base_at, Word::kPlace)) ++base_at;
  if (parts.has_date()) return 0;
  if (const std::size_t after = part_of_this(base_at, parts)) {
    if (base_at == next && part != Part::kEnding && part != Part::kBeginning) return 0;
    parts.part = PartOf{part};
    return after;
  }
  TimeParts base;
  base.depth = parts.depth + 1;
  const bool fits = component(base_at, base) != 0 && base.has_date() && base.day == 0 && base.grain != Grain::kDay;
  if (!fits) return 0;
  parts.part = PartOf{part};
  return next;
}

/// "the end of the year", with no word to say which: this one.
std::size_t TimeGrammar::part_of_this(std::size_t index, TimeParts& parts) const {
  const TimeWord* unit = word(index, Word::kUnit);
  if (unit == nullptr || is(index + 1, Word::kLink) || is(index + 1, Word::kBeforeLast)) return 0;
  const CivilDate now = civil_of(today_);
  switch (static_cast<Unit>(unit->value)) {
    case Unit::kYear:
      parts.days = year_days(now.year, now.year);
      break;
    case Unit::kMonth:
      parts.days = month_days(now.year, now.month);
      break;
    case Unit::kWeek:
      parts.days = week_days(monday_of(today_));
      break;
    default:
      return 0;
  }
  parts.grain = Grain::kOther;
  parts.strong = true;
  return index + 1;
}

std::optional<OrdinalMatch> ordinal_at(const TimeGrammar& grammar, std::size_t index) {
  if (grammar.at(index).word == Word::kOrdinal && grammar.at(index).meanings.empty()) {
    return OrdinalMatch{grammar.at(index).value, index + 1};
  }
  if (const TimeWord* ordinal = grammar.word(index, Word::kOrdinal)) {
    std::size_t next = index + 1;
    const std::optional<NumberMatch> more = number_at(grammar.lexemes(), next);
    if (ordinal->value == -1 && more && more->value == 1) next = more->next;
    return OrdinalMatch{ordinal->value, next};
  }
  if (!grammar.is(index, Word::kOrdinalMark)) return std::nullopt;
  const std::optional<NumberMatch> number = number_at(grammar.lexemes(), index + 1);
  if (!number) return std::nullopt;
  return OrdinalMatch{number->value, number->next};
}

}  // namespace shoebox::query
