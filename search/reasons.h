#pragma once
// The words of a result: why it is there, when and where it was taken. Pure functions.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "search/answer.h"
#include "search/columns.h"
#include "search/keywords.h"
#include "store/photo_repository.h"

namespace shoebox::search {

enum class Language : std::uint8_t { kEnglish, kChinese };

/// "looks like a dog on a beach (0.81)"; under the line "may look like …". `meaning` empty: only the picture was asked
/// with, or a vector.
std::string meaning_reason(std::string_view meaning, bool with_picture, double relevance, bool above_line,
                           Language language);

/// What is known of a photo that reasons speak of.
struct ReasonFacts {
  std::optional<std::string> taken_at;
  std::optional<std::string> place;
  std::vector<std::string> people;
  std::string make;
  std::string model;
  std::string path;
};

/// One reason a kind of chip that is not negated, in the order of the contract; when there is none and `fallback` is
/// asked for, the time.
enum class Fallback : std::uint8_t { kNone, kTime };
std::vector<Reason> filter_reasons(const query::Query& query, const ReasonFacts& facts, Fallback fallback,
                                   Language language);

/// "in the folder's name: 樱花".
Reason keyword_reason(const KeywordEvidence& evidence, Language language);

/// "2024-03-09T14:05:09+08:00", "2024-03" when no more is known. A moment that has no zone is shown in the home zone.
std::string iso_time(const store::PhotoTime& time, const HomeOffset& home);

}  // namespace shoebox::search
