#include "search/text_match.h"

#include <algorithm>

#include "store/photo_words.h"

namespace shoebox::search {
namespace {

/// The code point at the front, 0 for damaged bytes, and how many bytes it takes.
std::pair<char32_t, std::size_t> decode(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  if (length == 1 || length > text.size()) return {0, 1};
  char32_t code = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) code = code << 6 | (static_cast<unsigned char>(text[i]) & 0x3FU);
  return {code, length};
}

char32_t plain(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
  if (c == 0x3000 || c == 0xA0) return ' ';
  if (c >= 'A' && c <= 'Z') return c + 32;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
  if (c >= 0x100 && c <= 0x17F && c != 0x130 && c != 0x131 && c != 0x138 && c != 0x149 && c != 0x178 && c != 0x17F) {
    const bool odd_is_small = c < 0x139 || c > 0x148;
    if (c >= 0x179 && c <= 0x17E) return (c & 1) != 0 ? c + 1 : c;
    return odd_is_small ? c | 1 : (c & 1) != 0 ? c + 1 : c;
  }
  if (c >= 0x391 && c <= 0x3A9) return c + 32;
  if (c >= 0x410 && c <= 0x42F) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  return c;
}

void append(std::string& to, char32_t c) {
  if (c < 0x80) {
    to += static_cast<char>(c);
  } else if (c < 0x800) {
    to += static_cast<char>(0xC0 | c >> 6);
    to += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    // plain() changes nothing beyond the first plane, so that only three bytes are ever written anew.
    to += static_cast<char>(0xE0 | c >> 12);
    to += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    to += static_cast<char>(0x80 | (c & 0x3F));
  }
}

/// Linear in name x pattern at worst: one place to go back to.
bool glob_fits(std::string_view name, std::string_view pattern) {
  std::size_t n = 0;
  std::size_t p = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = n;
    } else if (p < pattern.size() && pattern[p] == '?') {
      n += decode(name.substr(n)).second;
      ++p;
    } else if (p < pattern.size() && pattern[p] == name[n]) {
      ++n;
      ++p;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

/// Whether one of the names of a path fits; a pattern with a slash is looked for in the whole.
bool path_fits(std::string_view path, std::string_view pattern) {
  if (pattern.find('/') != std::string_view::npos) return name_fits(path, pattern);
  while (true) {
    const std::size_t slash = path.find('/');
    if (name_fits(path.substr(0, slash), pattern)) return true;
    if (slash == std::string_view::npos) return false;
    path.remove_prefix(slash + 1);
  }
}

Result<index::Bitmap> match_names(store::Database& database, std::string_view pattern) {
  index::Bitmap found;
  const std::string plain_pattern = plain_text(pattern);
  TRY(store::PhotoWords(database).visit_paths([&](Slot slot, std::string_view path) {
    if (path_fits(plain_text(path), plain_pattern)) found.insert(slot);
  }));
  return found;
}

Result<index::Bitmap> match_quoted(store::Database& database, std::string_view text) {
  index::Bitmap found;
  const std::string asked = plain_text(text);
  const auto visitor = [&](Slot slot, std::string_view said) {
    if (plain_text(said).find(asked) != std::string::npos) found.insert(slot);
  };
  store::PhotoWords words(database);
  TRY(words.visit_paths(visitor));
  TRY(words.visit_texts(visitor));
  return found;
}

}  // namespace

std::string plain_text(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const auto [code, length] = decode(text);
    const char32_t c = plain(code);
    c == code || code == 0 ? result.append(text.substr(0, length)) : (append(result, c), result);
    text.remove_prefix(length);
  }
  return result;
}

bool name_fits(std::string_view name, std::string_view pattern) {
  if (pattern.find_first_of("*?") == std::string_view::npos) return name.find(pattern) != std::string_view::npos;
  return glob_fits(name, pattern);
}

Result<std::optional<index::Bitmap>> match_text(store::Database& database, const query::Filter& filter) {
  if (const auto* text = std::get_if<query::TextFilter>(&filter)) return TRY(match_quoted(database, text->text));
  if (const auto* file = std::get_if<query::FileFilter>(&filter)) return TRY(match_names(database, file->pattern));
  return std::optional<index::Bitmap>{};
}

}  // namespace shoebox::search
