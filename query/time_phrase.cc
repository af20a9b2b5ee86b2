// From left to right, the longest time that begins at each word: a group of components, two of them as a range, or one
// with an open end. Then neighbours joined by "and" or "or" become one, and what only leads to a time is added to it.
#include "query/time_phrase.h"

#include <algorithm>
#include <array>

#include "query/time_grammar.h"
#include "query/time_range.h"

namespace shoebox::query {
namespace {

struct Draft {
  std::size_t first = 0;  // lexemes [first, last)
  std::size_t last = 0;
  TimeSpec spec;
  std::optional<TimeParts> parts;  // when it is one group without ends
  bool certain = false;
  bool never = false;
  bool open = false;
};

Day day_of_minutes(std::int64_t minutes) {
  return static_cast<Day>(minutes >= 0 ? minutes / 1440 : (minutes - 1439) / 1440);
}

class PhraseFinder {
 public:
  PhraseFinder(std::string_view text, std::span<const Lexeme> lexemes, std::int64_t now)
      : text_(text), today_(day_of_minutes(now)), grammar_(text, lexemes, today_, now) {}

  std::vector<TimePhrase> run() {
    std::vector<Draft> drafts;
    for (std::size_t index = 0; grammar_.at(index).word != Word::kEnd;) {
      std::optional<Draft> draft = phrase(index);
      if (draft && draft->last > index) {
        index = draft->last;
        drafts.push_back(*std::move(draft));
      } else {
        ++index;
      }
    }
    drafts = joined(std::move(drafts));
    place_in_year(drafts);
    std::vector<TimePhrase> phrases;
    std::size_t done = 0;
    for (std::size_t i = 0; i < drafts.size(); ++i) {
      const Draft& draft = drafts[i];
      const std::size_t next = i + 1 < drafts.size() ? drafts[i + 1].first : grammar_.lexemes().size() - 1;
      if (std::optional<TimePhrase> phrase = finished(draft, done, next)) phrases.push_back(*std::move(phrase));
      done = draft.last;
    }
    return phrases;
  }

 private:
  struct Lead {
    std::size_t next = 0;
    bool between = false;
    bool from = false;
    std::optional<OpenKind> open;
  };

  Lead lead_at(std::size_t index) const {
    Lead lead{.next = index, .open = {}};
    const bool chinese_until = grammar_.is(index, Word::kUntil) && grammar_.text_of(grammar_.at(index)) == "到";
    if (grammar_.is(index, Word::kBetween)) lead.between = true;
    if (grammar_.is(index, Word::kFrom)) lead.from = true;
    if (grammar_.is(index, Word::kUntil) && !chinese_until) lead.open = OpenKind::kUntil;
    if (grammar_.is(index, Word::kSince)) lead.open = OpenKind::kSince, lead.from = true;
    if (grammar_.is(index, Word::kAfter)) lead.open = OpenKind::kAfter;
    if (grammar_.is(index, Word::kBefore)) lead.open = OpenKind::kBefore;
    if (!lead.between && !lead.from && !lead.open) return lead;
    lead.next = skip_joints(index + 1);
    return lead;
  }

  std::size_t skip_joints(std::size_t index) const {
    for (int skipped = 0; skipped < 2 && grammar_.is_joint(index) && !grammar_.is_symbol(index, '.'); ++skipped)
      ++index;
    return index;
  }

  std::optional<Draft> phrase(std::size_t index) const {
    if (std::optional<Draft> draft = limited_by_now(index)) return draft;
    const Lead lead = lead_at(index);
    TimeParts parts;
    const std::size_t end = grammar_.group(lead.next, parts);
    if (std::optional<Draft> draft = range(index, lead, parts, end)) return draft;
    if (end == lead.next) return std::nullopt;
    if (grammar_.is(end, Word::kBetween) || grammar_.is(end, Word::kFrom)) {  // last week between Friday and Sunday
      const Lead inner = lead_at(end);
      TimeParts first = parts;
      const std::size_t first_end = grammar_.group(inner.next, first);
      if (std::optional<Draft> draft = range(index, inner, first, first_end, &parts)) return draft;
    }
    return single(index, lead, parts, end);
  }

  /// "earlier this year", "rest of the week", "this year so far".
  std::optional<Draft> limited_by_now(std::size_t index) const {
    const std::string_view word = grammar_.text_of(grammar_.at(index));
    const bool earlier = word == "earlier";
    const bool rest = grammar_.is(index, Word::kRest) || word == "later";
    TimeParts parts;
    std::size_t start = index;
    if (earlier || rest) start = skip_joints(index + 1);
    std::size_t end = grammar_.group(start, parts);
    const bool unit_alone = (rest || earlier) && end == start && grammar_.is(start, Word::kUnit);
    if (unit_alone) {
      parts = this_unit(start);
      end = start + 1;
    }
    const bool so_far = end > start && grammar_.is(end, Word::kSoFar);
    if ((!earlier && !rest && !so_far) || end == start) return std::nullopt;
    const std::optional<TimeSpec> spec = spec_of(parts, today_);
    if (!spec || !spec->days || spec->days->empty()) return std::nullopt;
    const DayRange base = {spec->days->front().from, spec->days->back().to};
    if (!base.from || !base.to || *base.from > today_ || *base.to <= today_) return std::nullopt;
    Draft draft{.first = index, .last = so_far ? end + 1 : end, .spec = {}, .parts = {}, .certain = true};
    draft.spec.days = {rest ? DayRange{today_, base.to} : DayRange{base.from, today_ + 1}};
    return draft;
  }

  TimeParts this_unit(std::size_t index) const {
    const CivilDate date = civil_of(today_);
    TimeParts parts;
    switch (static_cast<Unit>(grammar_.word(index, Word::kUnit)->value)) {
      case Unit::kYear:
        parts.years = {date.year, date.year};
        break;
      case Unit::kMonth:
        parts.days = month_days(date.year, date.month);
        break;
      case Unit::kWeek:
        parts.days = week_days(monday_of(today_));
        break;
      default:
        parts.days = one_day(today_);
    }
    return parts;
  }

  struct EndMatch {
    RangeEnd end;
    std::size_t next = 0;
  };

  /// 4, four, 4th.
  std::optional<NumberMatch> bare_number(std::size_t index) const {
    std::optional<NumberMatch> number = number_at(grammar_.lexemes(), index);
    const std::optional<OrdinalMatch> ordinal = ordinal_at(grammar_, index);
    if (!number && ordinal && ordinal->value > 0) number = NumberMatch{ordinal->value, 2, ordinal->next};
    if (!number || number->digits > 2 || number->value > 99) return std::nullopt;
    return number;
  }

  /// The 10.7 of 2019.10.1-10.7.
  bool is_dotted_day(std::size_t index) const {
    constexpr std::size_t kBefore = 6;  // year . month . day -
    if (index < kBefore || grammar_.at(index - kBefore).digits != 4) return false;
    for (const std::size_t dot : {index - 5, index - 3, index + 1})
      if (!grammar_.is_symbol(dot, '.')) return false;
    const Lexeme& month = grammar_.at(index);
    const Lexeme& day = grammar_.at(index + 2);
    return month.word == Word::kNumber && day.word == Word::kNumber && !day.blank_before && month.value >= 1 &&
           month.value <= 12 && day.value >= 1 && day.value <= 31;
  }

  /// A group, or a number with what may follow it ("22 this month").
  std::optional<EndMatch> range_end(std::size_t index, const TimeParts* prefix) const {
    EndMatch match{.end = {.parts = prefix != nullptr ? *prefix : TimeParts{}, .bare = {}}};
    match.next = grammar_.group(index, match.end.parts);
    if (match.next > index) return match;
    if (is_dotted_day(index)) {
      match.end.parts.month = grammar_.at(index).value;
      match.end.parts.day = grammar_.at(index + 2).value;
      match.next = index + 3;
      return match;
    }
    const std::optional<NumberMatch> number = bare_number(index);
    if (!number) return std::nullopt;
    match.end.bare = number->value;
    match.next = number->next;
    if (grammar_.is_symbol(match.next, ':') || grammar_.is_symbol(match.next, '.')) return match;
    const std::size_t more = skip_joints(match.next);
    const std::size_t after = grammar_.group(more, match.end.parts);
    if (after > more) match.next = after;
    return match;
  }

  /// The lexeme after "to", or 0.
  std::size_t after_to(std::size_t index, bool between) const {
    if (grammar_.is_symbol(index, ',') && grammar_.is(index + 1, Word::kTo)) ++index;
    if (grammar_.is_symbol(index, '.') && grammar_.is_symbol(index + 1, '.')) return skip_joints(index + 2);
    if (grammar_.is(index, Word::kTo) || grammar_.is_symbol(index, '-')) return skip_joints(index + 1);
    return grammar_.is(index, Word::kAnd) && (between || grammar_.at(index).chinese) ? skip_joints(index + 1) : 0;
  }

  std::optional<Draft> range(std::size_t index, const Lead& lead, const TimeParts& parts, std::size_t parts_end,
                             const TimeParts* prefix = nullptr) const {
    EndMatch first{.end = {.parts = parts, .bare = {}}, .next = parts_end};
    if (parts_end == lead.next && lead.from + lead.between > 0 && grammar_.is(lead.next, Word::kNow)) {
      first.end.now = true;
      first.next = lead.next + 1;
    } else if (parts_end == lead.next) {
      const std::optional<NumberMatch> number = bare_number(lead.next);
      if (!number) return std::nullopt;
      first.end.bare = number->value;
      first.next = number->next;
    }
    if (prefix != nullptr) {
      first.end.parts = *prefix;
      if (!first.end.bare && !first.end.now) grammar_.group(lead.next, first.end.parts);
    }
    const bool only_between = !lead.between && grammar_.is(first.next, Word::kAnd);
    const std::size_t start = after_to(first.next, lead.between);
    if (start == 0) return std::nullopt;
    if (grammar_.is(start, Word::kNow) && !only_between && !first.end.bare) {
      return made_range(index, first.end, {.parts = {}, .bare = {}, .now = true}, start + 1);
    }
    std::optional<EndMatch> last = range_end(start, prefix);
    if (!last || (only_between && !grammar_.is(last->next, Word::kBetweenEnd))) return std::nullopt;
    const bool both_bare = first.end.bare && last->end.bare;
    if (both_bare && !last->end.parts.has_date() && prefix == nullptr) return std::nullopt;
    return made_range(index, first.end, last->end, last->next);
  }

  std::optional<Draft> made_range(std::size_t index, const RangeEnd& first, const RangeEnd& last,
                                  std::size_t next) const {
    const std::optional<TimeSpec> spec = range_of(first, last, today_);
    if (!spec) return std::nullopt;
    while (grammar_.is(next, Word::kBetweenEnd) || grammar_.is(next, Word::kUntilEnd)) ++next;
    return Draft{.first = index, .last = next, .spec = *spec, .parts = {}, .certain = true};
  }

  std::optional<OpenKind> open_after(std::size_t index, const Lead& lead, const TimeParts& parts) const {
    const bool clock_only = !parts.has_date();
    if (grammar_.is(index, Word::kUntilEnd)) return OpenKind::kUntil;
    if (grammar_.is(index, Word::kSinceEnd)) {
      const std::string_view word = grammar_.text_of(grammar_.at(index));
      const Lexeme& after = grammar_.at(index + 1);
      if ((word == "on" || word == "and on") &&
          !(lead.from && (after.word == Word::kEnd || after.word == Word::kSymbol))) {
        return std::nullopt;
      }
      return OpenKind::kSince;
    }
    if (grammar_.is(index, Word::kLaterEnd)) return OpenKind::kSince;
    const bool ago = grammar_.is(index, Word::kAgoEnd) && grammar_.at(index).chinese;
    if (ago && (!clock_only || parts.clock || parts.day_part)) return OpenKind::kBefore;
    return std::nullopt;
  }

  /// "after midnight" is up to the morning, "before midnight" the evening: of the night, which midnight is the middle
  /// of.
  static std::optional<TimeSpec> beside_midnight(OpenKind open, const TimeParts& parts) {
    constexpr ClockRange kMidnight{22 * 60, 5 * 60};
    if (parts.has_date() || parts.clock || parts.day_part != kMidnight) return std::nullopt;
    TimeSpec spec;
    if (open == OpenKind::kAfter || open == OpenKind::kSince) spec.hours = {{0, 5 * 60}};
    if (open == OpenKind::kBefore || open == OpenKind::kUntil) spec.hours = {{18 * 60, 24 * 60}};
    return spec;
  }

  std::optional<Draft> single(std::size_t index, const Lead& lead, const TimeParts& parts, std::size_t end) const {
    const std::optional<OpenKind> after = open_after(end, lead, parts);
    std::optional<OpenKind> open = after ? after : lead.open;
    if (lead.open == OpenKind::kUntil && after) open = lead.open;
    const bool by_night = open == OpenKind::kUntil && !after && !parts.has_date() && parts.day_part && !parts.clock;
    if (open && !by_night) {
      const std::optional<TimeSpec> midnight = beside_midnight(*open, parts);
      const std::optional<TimeSpec> spec = midnight ? midnight : open_range(*open, parts, today_);
      if (spec) {
        return Draft{.first = index,
                     .last = after ? end + 1 : end,
                     .spec = *spec,
                     .parts = {},
                     .certain = true,
                     .open = spec->hours.empty()};
      }
    }
    const std::optional<TimeSpec> spec = spec_of(parts, today_);
    if (!spec) return Draft{.first = index, .last = end, .spec = {}, .parts = {}, .never = true};
    const bool led = lead.from || lead.between || lead.open;
    return Draft{.first = led && !lead.from ? lead.next : index,
                 .last = end,
                 .spec = *spec,
                 .parts = parts,
                 .certain = parts.strong || parts.components > 1 || (led && !parts.never),
                 .never = parts.never && parts.components == 1};
  }

  // Neighbours.

  /// The words between two drafts: 0 none, & and, | or, ',' a comma, ? anything else.
  char between(const Draft& first, const Draft& second) const {
    char found = 0;
    for (std::size_t at = first.last; at < second.first; ++at) {
      const std::string_view word = grammar_.text_of(grammar_.at(at));
      if (word == "," || word == "、") {
        found = found == 0 ? ',' : found;
      } else if (grammar_.is(at, Word::kAnd)) {
        found = '&';
      } else if (grammar_.is(at, Word::kOr) || grammar_.is_symbol(at, '/')) {
        found = '|';
      } else if (word == "of") {
        return '?';
      } else if (!grammar_.is(at, Word::kPlace) && !grammar_.is(at, Word::kEvery) && !grammar_.is(at, Word::kLink)) {
        return '?';
      }
    }
    return found;
  }

  std::vector<Draft> joined(std::vector<Draft> drafts) const {
    std::vector<Draft> result;
    for (Draft& draft : drafts) {
      if (result.empty() || !join(result.back(), draft)) result.push_back(std::move(draft));
    }
    return result;
  }

  /// Adds the second to the first when they are one list or the two ends of one span.
  bool join(Draft& first, Draft& second) const {
    if (first.spec.empty() || second.spec.empty()) return false;
    const char joint = between(first, second);
    if (joint == '?') return false;
    if (first.open && second.open && joint != '|') {
      const std::vector<DayRange> both = intersect(*first.spec.days, *second.spec.days);
      if (both.empty()) return false;
      first.spec.days = both;
    } else {
      if ((joint == 0 && !(are_holidays(first, second))) || first.open != second.open ||
          (joint == '&' && (first.open || second.open)))
        return false;
      share_year(first, second);
      if (!unite_specs(first.spec, second.spec)) return false;
    }
    first.last = second.last;
    first.certain = first.certain || second.certain;
    first.never = first.never && second.never;
    if (second.parts) first.parts = second.parts;
    return true;
  }

  /// 中秋国庆, 元旦跨年: two holidays side by side are the days of both.
  bool are_holidays(const Draft& first, const Draft& second) const {
    const auto is_one = [](const Draft& draft) {
      return draft.parts && draft.parts->yearly.size() == 1 && !draft.parts->part && !draft.parts->has_clock() &&
             draft.parts->yearly.front().kind == YearlyKind::kHoliday && draft.parts->weekdays == 0;
    };
    return is_one(first) && is_one(second) && first.last == second.first && grammar_.at(second.first).chinese;
  }

  /// 2019年3月和5月, "May and June 2019", 5月1日和3日.
  void share_year(Draft& first, Draft& second) const {
    if (!first.parts || !second.parts) return;
    const auto has_part = [](const TimeParts& parts) {
      return parts.month != 0 || parts.day != 0 || !parts.yearly.empty();
    };
    TimeParts& one = *first.parts;
    TimeParts& two = *second.parts;
    if (has_part(one) && one.years && two.years && !has_part(two) && !two.part) {  // Christmas 2019 and 2020
      two.month = one.month;
      two.day = one.day;
      two.yearly = one.yearly;
    }
    if (!has_part(one) || !has_part(two) || one.days || two.days) return;
    if (two.month == 0 && two.day != 0 && one.day != 0) two.month = one.month;
    if (one.years && !two.years) {
      two.years = one.years;
    } else if (two.years && !one.years) {
      one.years = two.years;
      if (const auto spec = spec_of(one, today_)) first.spec = *spec;
    }
    if (const auto spec = spec_of(two, today_)) second.spec = *spec;
  }

  static bool unite_specs(TimeSpec& first, const TimeSpec& second) {
    const auto shape = [](const TimeSpec& spec) {
      return std::array{spec.days.has_value(), !spec.yearly.empty(), spec.weekdays != 0, !spec.hours.empty(),
                        !spec.moments.empty()};
    };
    constexpr std::size_t kListMax = 40;
    const std::size_t listed = first.yearly.size() + first.hours.size() + first.moments.size();
    if (listed > kListMax || shape(first) != shape(second) || std::ranges::count(shape(first), true) != 1) return false;
    if (first.days) {
      first.days->insert(first.days->end(), second.days->begin(), second.days->end());
      *first.days = unite(std::move(*first.days));
    }
    const auto add = [](auto& list, const auto& more) {
      for (const auto& each : more) {
        if (std::ranges::find(list, each) == list.end()) list.push_back(each);
      }
    };
    add(first.yearly, second.yearly);
    first.weekdays = static_cast<std::uint8_t>(first.weekdays | second.weekdays);
    add(first.hours, second.hours);
    add(first.moments, second.moments);
    return true;
  }

  /// 2022年在哈尔滨的冬天: the season is that year's although it stands apart; a winter then reaches over the year's
  /// end.
  void place_in_year(std::vector<Draft>& drafts) const {
    const auto tells_year = [](const Draft& draft) {
      return draft.parts && draft.parts->years && draft.spec.days && !draft.spec.days->empty() &&
             draft.parts->components == 1;
    };
    const auto comes_again = [](const Draft& draft) {
      return draft.parts && !draft.spec.days && !draft.spec.yearly.empty();
    };
    const auto year = std::ranges::find_if(drafts, tells_year);
    if (year == drafts.end() || std::ranges::count_if(drafts, tells_year) != 1) return;
    for (Draft& draft : drafts) {
      if (!comes_again(draft) || !draft.certain || is_denied(draft)) continue;
      TimeParts parts = *draft.parts;
      parts.years = year->parts->years;
      const std::optional<TimeSpec> spec = spec_of(parts, today_);
      if (!spec || !spec->days) continue;
      draft.spec = *spec;
      std::vector<DayRange> both = *year->spec.days;
      both.insert(both.end(), spec->days->begin(), spec->days->end());
      year->spec.days = unite(std::move(both));
    }
  }

  /// "not in winter": what is taken away is every winter.
  bool is_denied(const Draft& draft) const {
    static constexpr auto kNot =
        std::to_array<std::string_view>({"not", "except", "without", "no", "but", "exclude", "excluding", "除了",
                                         "不是", "不在", "不要", "非", "没有", "除"});
    std::size_t first = draft.first;
    while (first > 0 && leads(first - 1)) --first;
    std::string_view before = text_.substr(0, grammar_.at(first).begin);
    while (before.ends_with(' ') || before.ends_with('-')) {
      if (before.ends_with('-')) return true;
      before.remove_suffix(1);
    }
    return std::ranges::any_of(kNot, [&](std::string_view word) { return before.ends_with(word); });
  }

  // What is told to the caller.

  /// Between the lexemes that belong to the drafts before and after it.
  std::optional<TimePhrase> finished(const Draft& draft, std::size_t done, std::size_t next) const {
    if (draft.spec.empty() || draft.never) return std::nullopt;
    TimePhrase phrase;
    std::size_t first = draft.first;
    while (first > done && leads(first - 1)) {
      --first;
      phrase.introduced = phrase.introduced || grammar_.text_of(grammar_.at(first)) != "the";
    }
    phrase.introduced = phrase.introduced || grammar_.introduced(draft.first) || !draft.parts;
    phrase.begin = grammar_.at(first).begin;
    const std::size_t end = grammar_.at(draft.last - 1).end;
    phrase.end = end + tail(end);
    if (phrase.end > grammar_.at(next).begin) phrase.end = end;
    phrase.strength = draft.certain ? TimeStrength::kCertain : TimeStrength::kIfAlone;
    phrase.filter = resolve(draft.spec, today_);
    phrase.canonical = canonical_of(draft.spec);
    const bool days_only = draft.spec.days && canonical_of_days(*draft.spec.days) == phrase.canonical;
    const std::size_t begin = grammar_.at(draft.first).begin;
    phrase.label = days_only && draft.spec.days->size() <= 4 ? label_of_days(*draft.spec.days)
                                                             : std::string(text_.substr(begin, end - begin));
    return phrase;
  }

  bool leads(std::size_t index) const {
    const std::string_view word = grammar_.text_of(grammar_.at(index));
    if (word == "the" || word == "of") return true;
    if (word == "a" || word == "an") return index > 0 && grammar_.is(index - 1, Word::kPlace);
    return grammar_.is(index, Word::kPlace) || grammar_.is(index, Word::kEvery) || grammar_.is(index, Word::kAbout) ||
           (grammar_.is(index, Word::kFrom) && word != "打");
  }

  /// Words that only end a time: 的时候, 期间, 那天.
  std::size_t tail(std::size_t end) const {
    static constexpr auto kTails = std::to_array<std::string_view>(
        {"的时候", "时候", "期间", "的那天", "那天",   "当天", "那晚",   "那年",   "那个月", "这天", "这一天",
         "前后",   "里",   "全年", "份",     "一整年", "整年", "的期间", "的时光", "时节",   "时分", "时期"});
    for (const std::string_view tail : kTails) {
      if (text_.substr(end).starts_with(tail)) return tail.size();
    }
    return 0;
  }

  std::string_view text_;
  Day today_;
  TimeGrammar grammar_;
};

}  // namespace

std::vector<TimePhrase> time_phrases(std::string_view folded, std::int64_t now_local_minutes,
                                     std::span<const TextSpan> taken) {
  const std::vector<Lexeme> lexemes = lex_time(folded, taken);
  return PhraseFinder(folded, lexemes, now_local_minutes).run();
}

}  // namespace shoebox::query
