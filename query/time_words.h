#pragma once
// The words of time in both languages, and the longest of them that begins at a place of a text. One table: a new word
// is a new line of time_words.cc. Pure and thread-safe.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "query/part_of.h"

namespace shoebox::query {

enum class Word : std::uint8_t {
  kNone,         // not of time; also words that only look so (春卷, 月饼)
  kEnd,          // after the last
  kSymbol,       // value: the character
  kNumber,       // value
  kOrdinal,      // value; -1: the last
  kMonth,        // 1..12
  kLunarMonth,   // 正月, 冬月, 腊月
  kLunarMark,    // 农历
  kLunarDay,     // 初, before a number
  kWeekday,      // 0..6
  kWeekdays,     // a set of them: bits
  kSeason,       // 0: spring .. 3: winter
  kHoliday,      // its number
  kDayPart,      // from * 10000 + to, in minutes of the day
  kUnit,         // a Unit
  kDuration,     // months * 1000 + days: 半年
  kRelativeDay,  // days from today
  kRelativeYear,
  kYearToDate,
  kRelativeNight,    // days from today of the night's beginning
  kRelativeMorning,  // 今早
  kNow,
  kOnThisDay,
  kThisTime,    // 这个时候, beside a year
  kShift,       // last, this, next: -1, 0, 1
  kBeforeLast,  // "the week before last"
  kPast,        // 最近 and a duration
  kRecent,      // alone
  kEvery,
  kAgo,
  kWithin,
  kLater,
  kSince,   // before its date
  kAfter,   // before its date
  kBefore,  // before its date
  kUntil,   // before its date
  kFrom,
  kBetween,
  kTo,
  kAnd,
  kOr,
  kSinceEnd,  // after its date: 以来
  kLaterEnd,  // 后, which can also end a duration
  kUntilEnd,  // 或之前: its date belongs to it
  kAgoEnd,    // 前, 以前: after a date "before", after a duration "ago"
  kBetweenEnd,
  kPlace,        // in, on, at, during, 在: leads to a time
  kLink,         // of, the, 的: joins the parts of a time
  kAbout,        // around, circa
  kAroundEnd,    // 前后, after its date
  kPart,         // a Part
  kDecade,       // its first year, or its tens
  kDecadeEnd,    // 年代
  kCentury,      // 世纪
  kHalf,         // of the year: 1, 2
  kQuarter,      // 1..4
  kQuarterName,  // "q", before its number
  kHalfName,     // "h"
  kWeekName,     // "w"
  kMonths,       // a span of months, from * 100 + to: 暑假
  kClock,        // o'clock, 点
  kMeridiem,     // am 0, pm 12
  kMinutes,      // half, quarter: minutes
  kSoFar,        // "so far"
  kRest,         // "rest of"
  kDate,         // 日, 号: also the unit of days
  kWithinEnd,    // after a duration: 内
  kOrdinalMark,  // 第
};

enum class Unit : std::uint8_t {
  kDay,
  kWeek,
  kWeekend,
  kMonth,
  kYear,
  kQuarter,
  kDecade,
  kCentury,
  kHour,
  kMinute,
  kWorkday
};

/// One meaning of a word. A word of several meanings has several rows: which is meant, the grammar says.
struct TimeWord {
  std::string_view text;
  Word word = Word::kNone;
  int value = 0;
  bool weak = false;  // an ordinary word too: a time only by its context
};

struct WordMatch {
  std::size_t length = 0;  // bytes of the text; 0: no word
  std::span<const TimeWord> meanings;
};

/// The longest word that begins at `position` and ends where a word can end. Apostrophes do not count, a hyphen is as
/// good as a blank.
WordMatch find_time_word(std::string_view text, std::size_t position);

}  // namespace shoebox::query
