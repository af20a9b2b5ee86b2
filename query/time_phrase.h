#pragma once
// The times that a sentence tells, in Chinese and English: dates, spans, seasons, holidays, weekdays, hours, and what
// is relative to now. One phrase is what belongs together (去年夏天晚上; "the last weekend of May 2019", "from May to
// July"), already joined into one filter; several phrases of one sentence hold together. Pure and thread-safe; linear
// in the text.
//
// Who decides what: words that are time by the words beside them (summer before 的 or after "in", may after "since", …)
// are decided here, and those that are not are not reported. What depends on the rest of the sentence is reported as
// kIfAlone. Words inside of names are the caller's: it hands over the names' bytes as `taken`.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/query.h"

namespace shoebox::query {

/// kCertain: a time whatever else the sentence says. kIfAlone ("may", "march", "summer", "fall", 夏天 joined to another
/// word): a time only when the sentence holds nothing but filters and words such as "photos"; else it is meaning.
enum class TimeStrength : std::uint8_t { kCertain, kIfAlone };

struct TimePhrase {
  std::size_t begin = 0;  // bytes of the folded text, with the words that only lead to the time ("in the", 在)
  std::size_t end = 0;    // and those that only end it (期间, 的时候); 的 itself is left to the caller
  TimeFilter filter;
  TimeStrength strength = TimeStrength::kCertain;
  bool introduced = false;  // "in", "since", "last", 在 or the like stands before: it wins over a person called June
  std::string canonical;  // one token without blanks, "on:2023-05", "season:summer;hour:18-5": read_time_key() reads it
  std::string label;      // to be shown: "2023-05", "every summer", "18:00-05:00"
};

/// Bytes [begin, end) of the folded text.
struct TextSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// In the order of the text, not overlapping. `now_local_minutes` is the home zone's wall clock since 1970-01-01T00:00.
/// No phrase touches a byte of `taken` (ascending, not overlapping): names of places that keep their characters.
std::vector<TimePhrase> time_phrases(std::string_view folded, std::int64_t now_local_minutes,
                                     std::span<const TextSpan> taken = {});

/// Whether `key` is one of the time keys of the structured syntax: on, after, before, since, until, hour, weekday,
/// holiday, season, month, day, year, moment.
bool is_time_key(std::string_view key);

/// What `key:value` of the structured syntax means; nothing when it cannot be read. A value is a list, "sat,sun"; what
/// follows a semicolon holds too: "2024;weekday:sun;hour:18-5". Dates are YYYY, YYYY-MM or YYYY-MM-DD, and spans of
/// them with both ends included, "2019..2021-05", "2019..", "..2021".
std::optional<TimeFilter> read_time_key(std::string_view key, std::string_view value, std::int64_t now_local_minutes);

/// The days on which somebody born on `birthday` (days since 1970-01-01) is at least `from_months` and not yet
/// `to_months` old, of nothing: open. For "when 小明 was 3".
TimeFilter time_of_age(std::int32_t birthday, int from_months, std::optional<int> to_months);

/// The structured syntax of explicit days, as in TimePhrase::canonical: for filters that the caller made.
std::string canonical_of_days(std::span<const DayRange> ranges);

}  // namespace shoebox::query
