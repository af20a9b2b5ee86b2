#pragma once
// How words make a time. A component is the least that tells one thing ("last week", 5月3日, "8pm"); components that
// stand beside each other, in any order, fill the slots of one TimeParts. Pure; every component is a bounded look
// ahead.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "query/time_lexer.h"
#include "query/time_parts.h"

namespace shoebox::query {

class TimeGrammar {
 public:
  /// The text and its lexemes outlive the grammar.
  TimeGrammar(std::string_view text, std::span<const Lexeme> lexemes, Day today, std::int64_t now);

  /// Fills slots from components at `index` until one does not follow or not fit. The lexeme after the last one, or
  /// `index` itself when there is none.
  std::size_t group(std::size_t index, TimeParts& parts) const;

  const Lexeme& at(std::size_t index) const { return lexemes_[std::min(index, lexemes_.size() - 1)]; }
  const TimeWord* word(std::size_t index, Word wanted) const { return at(index).as(wanted); }
  bool is(std::size_t index, Word wanted) const { return at(index).as(wanted) != nullptr; }
  bool is_symbol(std::size_t index, char symbol) const;
  /// A lexeme that joins the parts of a time: of, the, 的, a comma.
  bool is_joint(std::size_t index) const;
  std::string_view text_of(const Lexeme& lexeme) const;
  std::string_view text_from(std::size_t index) const;  // from the lexeme on
  Day today() const { return today_; }
  std::int64_t now() const { return now_; }
  std::span<const Lexeme> lexemes() const { return lexemes_; }

  /// A length of time: "two weeks", 三个月, 半年.
  struct Duration {
    int months = 0;
    int days = 0;
    int minutes = 0;
    Unit unit = Unit::kDay;  // the one it was said in
    int count = 0;           // of that unit
    bool compound = false;
    std::size_t next = 0;
  };
  std::optional<Duration> duration(std::size_t index) const;
  /// The last `length`, today being its last day.
  DayRange past(const Duration& length) const;

  /// Whether a word before the lexeme says that a time follows: in, since, last, of.
  bool introduced(std::size_t index) const;

 private:
  // Each returns the lexeme after the component and fills its slots, or 0. time_grammar.cc:
  std::size_t component(std::size_t index, TimeParts& parts) const;
  std::size_t single_word(std::size_t index, TimeParts& parts) const;
  std::size_t season(std::size_t index, TimeParts& parts) const;
  bool season_stands_as_time(std::size_t index) const;
  bool is_thing(std::size_t index) const;
  std::size_t numbered_part(std::size_t index, TimeParts& parts) const;
  std::size_t beside_holiday(std::size_t index, TimeParts& parts) const;
  std::size_t around_days(std::size_t index, TimeParts& parts) const;
  std::size_t week_of(std::size_t index, TimeParts& parts) const;
  std::size_t part_of_this(std::size_t index, TimeParts& parts) const;
  std::size_t part_word(std::size_t index, TimeParts& parts) const;
  // time_relative.cc:
  std::size_t relative(std::size_t index, TimeParts& parts) const;
  std::size_t shifted(std::size_t index, TimeParts& parts) const;
  std::size_t shifted_unit(std::size_t index, int shift, TimeParts& parts) const;
  std::size_t past_unit(std::size_t index, TimeParts& parts) const;
  std::size_t shifted_calendar_unit(std::size_t index, int shift, TimeParts& parts) const;
  std::size_t shifted_yearly(std::size_t index, int shift, TimeParts& parts) const;
  std::size_t last_times(std::size_t index, TimeParts& parts) const;
  std::vector<Yearly> yearly_at(std::size_t index) const;
  std::size_t ago(std::size_t index, TimeParts& parts) const;
  std::size_t from_that_day(const Duration& length, TimeParts& parts) const;
  void long_ago(const Duration& length, int sign, TimeParts& parts) const;
  std::size_t past_duration(std::size_t index, TimeParts& parts) const;
  std::optional<Duration> turned_duration(std::size_t index) const;
  std::size_t before_last(std::size_t index, TimeParts& parts) const;
  std::size_t same_day_then(std::size_t index, TimeParts& parts) const;
  std::size_t this_time_then(std::size_t index, TimeParts& parts) const;
  bool is_rolling(std::size_t index) const;
  // time_dates.cc:
  std::size_t numeric_date(std::size_t index, TimeParts& parts) const;
  std::size_t spaced_month(std::size_t index, TimeParts& parts) const;
  std::size_t chinese_date(std::size_t index, TimeParts& parts) const;
  std::size_t chinese_year(std::size_t index, TimeParts& parts) const;
  std::size_t chinese_months(std::size_t index, TimeParts& parts) const;
  std::size_t chinese_month(std::size_t index, TimeParts& parts) const;
  std::size_t chinese_day(std::size_t index, TimeParts& parts) const;
  std::size_t lunar_date(std::size_t index, TimeParts& parts) const;
  std::size_t month_name(std::size_t index, TimeParts& parts) const;
  std::size_t day_of_month_name(std::size_t index, TimeParts& parts) const;
  std::size_t bare_year(std::size_t index, TimeParts& parts) const;
  int some_year_of(std::size_t index) const;
  std::size_t decade(std::size_t index, TimeParts& parts) const;
  std::size_t numbered_quarter(std::size_t index, TimeParts& parts) const;
  // time_clock.cc:
  std::size_t clock(std::size_t index, TimeParts& parts) const;
  std::size_t clock_figures(std::size_t index, TimeParts& parts) const;
  std::size_t clock_words(std::size_t index, TimeParts& parts) const;
  std::size_t clock_minutes(std::size_t index, int& minutes) const;
  std::size_t day_part(std::size_t index, TimeParts& parts) const;

  std::string_view text_;
  std::span<const Lexeme> lexemes_;
  Day today_;
  std::int64_t now_;
};

/// A count that a word before or after a lexeme shows: 1st, first, 第三, -1 for the last.
struct OrdinalMatch {
  int value = 0;
  std::size_t next = 0;
};
std::optional<OrdinalMatch> ordinal_at(const TimeGrammar& grammar, std::size_t index);

}  // namespace shoebox::query
