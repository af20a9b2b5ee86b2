#pragma once
// A question while it is being read: its folded text, with the questions that recognisers ask of it. Positions are
// bytes of the folded text. Words are runs of letters or of digits; every Chinese, Japanese or Korean character is a
// word by itself. Borrowed by recognisers for the time of one parse.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/fold.h"
#include "query/time_phrase.h"

namespace shoebox::query {

/// Of a character: what can stand beside it within one word.
enum class Letter : std::uint8_t { kLetter, kDigit, kIdeograph, kBlank, kOther };

struct Character {
  char32_t code = 0;
  std::size_t length = 0;  // bytes
};

/// The character that begins or ends at a byte; of nothing: length 0.
Character character_at(std::string_view text, std::size_t position);
Character character_before(std::string_view text, std::size_t position);
Letter letter_of(char32_t code);

class Sentence {
 public:
  explicit Sentence(std::string_view original);

  std::string_view text() const { return folded_.text; }
  /// The user's own words of a part, and where they begin and end in the original.
  std::string_view original(TextSpan part) const;
  TextSpan origin(TextSpan part) const;

  bool word_begins(std::size_t position) const;
  bool word_ends(std::size_t position) const;
  /// Both, of [begin, end).
  bool is_whole(TextSpan part) const { return word_begins(part.begin) && word_ends(part.end); }

  /// Whether `words` stand at `position` and end there with a word's end.
  bool stands_at(std::size_t position, std::string_view words) const;
  /// The longest of the words that stands at `position`: its length, or 0.
  std::size_t longest_at(std::size_t position, std::span<const std::string_view> words) const;
  /// Whether one of the words ends at `position` (blanks between do not count): its length with the blanks, or 0.
  std::size_t longest_before(std::size_t position, std::span<const std::string_view> words) const;

  std::size_t skip_blanks(std::size_t position) const;
  std::size_t skip_blanks_back(std::size_t position) const;
  /// The run of letters and digits (not ideographs) that begins or ends at a position; empty when there is none.
  TextSpan word_at(std::size_t position) const;
  TextSpan word_before(std::size_t position) const;
  std::string_view part(TextSpan span) const { return text().substr(span.begin, span.end - span.begin); }

 private:
  std::string_view original_;
  FoldedText folded_;
};

/// Whether a position lies in one of the parts, which are ascending.
bool overlaps(std::span<const TextSpan> parts, TextSpan part);

}  // namespace shoebox::query
