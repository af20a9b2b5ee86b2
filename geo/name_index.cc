// The names are sorted by bytes, so those with a common beginning are neighbours. Reading the text a byte at a time,
// the range of names that agree so far gets narrower by two binary searches a byte; a name that is all read is the
// first of its range. Cost: the length of the longest name times a few probes.

#include "geo/name_index.h"

#include <algorithm>
#include <cstdint>
#include <ranges>

namespace shoebox::geo {

namespace {

/// The byte at `depth`; -1 for a name that ends before.
int byte_at(const Tables& tables, const NameRecord& name, std::size_t depth) {
  const std::string_view text = tables.text_of(name);
  return depth < text.size() ? static_cast<unsigned char>(text[depth]) : -1;
}

/// The code point that begins at `at`; broken bytes stand for themselves.
char32_t decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) -> char32_t {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0;
  };
  const char32_t first = byte(0);
  if (first < 0xc0) return first;
  if (first < 0xe0) return (first & 0x1f) << 6 | (byte(1) & 0x3f);
  if (first < 0xf0) return (first & 0x0f) << 12 | (byte(1) & 0x3f) << 6 | (byte(2) & 0x3f);
  return (first & 0x07) << 18 | (byte(1) & 0x3f) << 12 | (byte(2) & 0x3f) << 6 | (byte(3) & 0x3f);
}

/// Chinese, kana, Hangul, Thai, Lao, Khmer, Burmese: no blanks between words, or particles that stick to them.
bool ends_anywhere(char32_t c) {
  return (c >= 0x0e00 && c <= 0x0eff) || (c >= 0x1000 && c <= 0x109f) || (c >= 0x1100 && c <= 0x11ff) ||
         (c >= 0x1780 && c <= 0x17ff) || (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) ||
         (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) || c >= 0x20000;
}

/// Of a script whose words are set apart by blanks.
bool is_letter(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return c >= 0xc0 && c < 0x2000 && !ends_anywhere(c);
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

}  // namespace

bool is_word_end(std::string_view text, std::size_t length) {
  if (length == 0 || length >= text.size()) return length == text.size();
  if (is_continuation(text[length])) return false;
  std::size_t last = length - 1;
  while (last > 0 && is_continuation(text[last])) --last;
  return !is_letter(decode(text, last)) || !is_letter(decode(text, length));
}

std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return !is_continuation(c); }));
}

bool is_east_asian(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_continuation(text[at]) && ends_anywhere(decode(text, at))) return true;
  }
  return false;
}

std::vector<const NameRecord*> names_beginning(const Tables& tables, std::string_view text) {
  std::vector<const NameRecord*> found;
  auto range = std::ranges::subrange(tables.names.begin(), tables.names.end());
  for (std::size_t depth = 0; depth < text.size() && !range.empty(); ++depth) {
    const int wanted = static_cast<unsigned char>(text[depth]);
    range = std::ranges::equal_range(range, wanted, {},
                                     [&](const NameRecord& name) { return byte_at(tables, name, depth); });
    if (range.empty() || tables.text_of(range.front()).size() != depth + 1) continue;
    if (is_word_end(text, depth + 1)) found.push_back(&range.front());
  }
  std::ranges::reverse(found);
  return found;
}

const NameRecord* find_name(const Tables& tables, std::string_view text) {
  const auto at =
      std::ranges::lower_bound(tables.names, text, {}, [&](const NameRecord& name) { return tables.text_of(name); });
  return at != tables.names.end() && tables.text_of(*at) == text ? &*at : nullptr;
}

}  // namespace shoebox::geo
