#include "query/time_words.h"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

#include "core/check.h"
#include "query/holidays.h"
#include "query/time_word_rows.h"

namespace shoebox::query {
namespace {

void add_names(std::string_view names, Word word, int value, bool weak, std::vector<TimeWord>& words) {
  while (!names.empty()) {
    const std::size_t bar = std::min(names.find('|'), names.size());
    words.push_back({names.substr(0, bar), word, value, weak});
    names.remove_prefix(std::min(bar + 1, names.size()));
  }
}

std::vector<TimeWord> make_words() {
  std::vector<TimeWord> words;
  for (const WordRow& row : word_rows()) add_names(row.names, row.word, row.value, row.weak, words);
  for (const HolidayNames& row : holiday_names()) {
    const std::optional<std::size_t> holiday = find_holiday(row.id);
    CHECK(holiday);
    add_names(row.names, Word::kHoliday, static_cast<int>(*holiday), false, words);
  }
  std::ranges::stable_sort(words, {}, &TimeWord::text);
  return words;
}

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

constexpr std::string_view kCurlyApostrophe = "\u2019";

std::size_t skip_apostrophes(std::string_view text, std::size_t at) {
  for (;;) {
    if (at < text.size() && text[at] == '\'') {
      ++at;
    } else if (text.substr(at).starts_with(kCurlyApostrophe)) {
      at += kCurlyApostrophe.size();
    } else {
      return at;
    }
  }
}

/// The words of [first, last) whose byte `depth` is `byte`: they stand together, as the words are sorted.
std::span<const TimeWord> with_byte(std::span<const TimeWord> words, std::size_t depth, char byte) {
  const auto key = [depth](const TimeWord& word) {
    return depth < word.text.size() ? static_cast<int>(static_cast<unsigned char>(word.text[depth])) : -1;
  };
  const auto found = std::ranges::equal_range(words, static_cast<int>(static_cast<unsigned char>(byte)), {}, key);
  return {found.begin(), found.end()};
}

bool ends_here(std::string_view text, std::size_t at, char last) {
  if (at >= text.size() || !is_letter_or_digit(last)) return true;
  return last >= '0' && last <= '9' ? !is_letter_or_digit(text[at]) : !(text[at] >= 'a' && text[at] <= 'z');
}

}  // namespace

WordMatch find_time_word(std::string_view text, std::size_t position) {
  static const std::vector<TimeWord> kWords = make_words();
  WordMatch longest;
  std::span<const TimeWord> rest = kWords;
  std::size_t at = position;
  for (std::size_t depth = 0; at < text.size() && !rest.empty(); ++depth) {
    rest = with_byte(rest, depth, text[at] == '-' && at > position ? ' ' : text[at]);
    if (rest.empty()) break;
    const char last = text[at++];
    const auto whole = std::ranges::find_if(rest, [&](const TimeWord& word) { return word.text.size() != depth + 1; });
    const std::size_t count = static_cast<std::size_t>(whole - rest.begin());
    if (count > 0 && ends_here(text, at, last)) longest = {at - position, rest.first(count)};
    if (depth > 0 || last != '\'') at = skip_apostrophes(text, at);
  }
  return longest;
}

}  // namespace shoebox::query
