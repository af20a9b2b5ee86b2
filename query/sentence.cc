#include "query/sentence.h"

#include <algorithm>

namespace shoebox::query {

namespace {

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U;
}

}  // namespace

Character character_at(std::string_view text, std::size_t position) {
  if (position >= text.size()) return {};
  const auto lead = static_cast<unsigned char>(text[position]);
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (position + length > text.size()) return {.code = 0xfffd, .length = text.size() - position};
  char32_t code = length == 1 ? lead : lead & (0xffU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i)
    code = (code << 6U) | (static_cast<unsigned char>(text[position + i]) & 0x3fU);
  return {.code = code, .length = length};
}

Character character_before(std::string_view text, std::size_t position) {
  if (position == 0 || position > text.size()) return {};
  std::size_t begin = position - 1;
  while (begin > 0 && is_continuation(text[begin])) --begin;
  return character_at(text, begin);
}

Letter letter_of(char32_t code) {
  if (code == U' ') return Letter::kBlank;
  if (code >= U'0' && code <= U'9') return Letter::kDigit;
  if (code < 0x80) return code >= U'a' && code <= U'z' ? Letter::kLetter : Letter::kOther;
  if (code >= 0x3040 && code <= 0x30ff && code != 0x30fb) return Letter::kIdeograph;
  if (code >= 0x3400 && code <= 0x9fff) return Letter::kIdeograph;
  if (code >= 0xac00 && code <= 0xd7a3) return Letter::kIdeograph;
  if (code >= 0xf900 && code <= 0xfaff) return Letter::kIdeograph;
  if (code >= 0x20000 && code <= 0x3ffff) return Letter::kIdeograph;
  if (code == 0x3005 || code == 0x3007) return Letter::kIdeograph;
  if (code >= 0xc0 && code < 0x2000 && code != 0xd7 && code != 0xf7) return Letter::kLetter;
  return Letter::kOther;
}

Sentence::Sentence(std::string_view original) : original_(original), folded_(fold(original)) {}

TextSpan Sentence::origin(TextSpan part) const {
  const std::size_t begin = folded_.origins[part.begin];
  std::size_t end = part.end == part.begin ? begin : folded_.origins[part.end];
  // Blanks that the fold dropped behind the part are not of it.
  while (end > begin && (original_[end - 1] == ' ' || original_[end - 1] == '\t' || original_[end - 1] == '\n')) --end;
  return {.begin = begin, .end = end};
}

std::string_view Sentence::original(TextSpan part) const {
  const TextSpan span = origin(part);
  return original_.substr(span.begin, span.end - span.begin);
}

bool Sentence::word_begins(std::size_t position) const {
  if (position >= text().size()) return position == text().size();
  if (is_continuation(text()[position])) return false;
  const Letter here = letter_of(character_at(text(), position).code);
  if (here != Letter::kLetter && here != Letter::kDigit) return true;
  const Character before = character_before(text(), position);
  return before.length == 0 || letter_of(before.code) != here;
}

bool Sentence::word_ends(std::size_t position) const {
  if (position >= text().size()) return position == text().size();
  if (is_continuation(text()[position])) return false;
  if (position == 0) return true;
  const Letter before = letter_of(character_before(text(), position).code);
  if (before != Letter::kLetter && before != Letter::kDigit) return true;
  return letter_of(character_at(text(), position).code) != before;
}

bool Sentence::stands_at(std::size_t position, std::string_view words) const {
  return position <= text().size() && text().substr(position).starts_with(words) && word_ends(position + words.size());
}

std::size_t Sentence::longest_at(std::size_t position, std::span<const std::string_view> words) const {
  std::size_t longest = 0;
  for (const std::string_view word : words) {
    if (word.size() > longest && stands_at(position, word)) longest = word.size();
  }
  return longest;
}

std::size_t Sentence::longest_before(std::size_t position, std::span<const std::string_view> words) const {
  const std::size_t end = skip_blanks_back(position);
  std::size_t longest = 0;
  for (const std::string_view word : words) {
    if (word.size() <= longest || word.size() > end) continue;
    if (text().substr(end - word.size(), word.size()) == word && word_begins(end - word.size()) &&
        (end != position || word_ends(position)))
      longest = word.size();
  }
  return longest == 0 ? 0 : longest + (position - end);
}

std::size_t Sentence::skip_blanks(std::size_t position) const {
  while (position < text().size() && text()[position] == ' ') ++position;
  return position;
}

std::size_t Sentence::skip_blanks_back(std::size_t position) const {
  while (position > 0 && text()[position - 1] == ' ') --position;
  return position;
}

TextSpan Sentence::word_at(std::size_t position) const {
  std::size_t end = position;
  while (end < text().size()) {
    const Character c = character_at(text(), end);
    const Letter letter = letter_of(c.code);
    if (letter != Letter::kLetter && letter != Letter::kDigit) break;
    end += c.length;
  }
  return {.begin = position, .end = end};
}

TextSpan Sentence::word_before(std::size_t position) const {
  std::size_t begin = position;
  while (begin > 0) {
    const Character c = character_before(text(), begin);
    const Letter letter = letter_of(c.code);
    if (letter != Letter::kLetter && letter != Letter::kDigit) break;
    begin -= c.length;
  }
  return {.begin = begin, .end = position};
}

bool overlaps(std::span<const TextSpan> parts, TextSpan part) {
  // The first part that ends behind the beginning: the only one that can touch it first.
  const auto found = std::upper_bound(parts.begin(), parts.end(), part.begin,
                                      [](std::size_t position, const TextSpan& other) { return position < other.end; });
  return found != parts.end() && found->begin < part.end;
}

}  // namespace shoebox::query
