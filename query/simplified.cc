// Characters are handed to OpenCC on lines of their own: so it cannot join neighbours into words, and one call converts
// a whole sentence.

#include "query/simplified.h"

#include <exception>
#include <memory>
#include <string>

#include <opencc/SimpleConverter.hpp>
#include <unicode/utf8.h>

namespace shoebox::query {

namespace {

/// Shanghai in one character, which OpenCC takes for Japanese, where it is 濾.
constexpr char32_t kShanghai = U'沪';

bool is_chinese(char32_t c) {
  if (c == kShanghai) return false;  // as it is
  return (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff);
}

/// OpenCC's tables, read once. Both are absent when either cannot be read.
struct Tables {
  std::unique_ptr<opencc::SimpleConverter> from_japanese;
  std::unique_ptr<opencc::SimpleConverter> from_traditional;

  Tables() {
    try {
      from_japanese = std::make_unique<opencc::SimpleConverter>("jp2t.json");
      from_traditional = std::make_unique<opencc::SimpleConverter>("t2s.json");
    } catch (const std::exception&) {
      from_japanese.reset();
      from_traditional.reset();
    }
  }
  std::string convert(const std::string& lines) const {
    try {
      return from_traditional->Convert(from_japanese->Convert(lines));
    } catch (const std::exception&) {
      return lines;
    }
  }
};

void append_line(std::string& lines, char32_t c) {
  char bytes[U8_MAX_LENGTH];
  int length = 0;
  U8_APPEND_UNSAFE(bytes, length, static_cast<UChar32>(c));
  lines.append(bytes, static_cast<std::size_t>(length)).push_back('\n');
}

/// The character of a line when the line is just one; else 0.
char32_t only_character(std::string_view line) {
  std::int32_t at = 0;
  UChar32 c = 0;
  const auto length = static_cast<std::int32_t>(line.size());
  if (length == 0) return 0;
  U8_NEXT(line.data(), at, length, c);
  return c > 0 && at == length ? static_cast<char32_t>(c) : 0;
}

}  // namespace

void simplify(std::u32string& text) {
  static const Tables kTables;  // immutable once read
  if (kTables.from_traditional == nullptr) return;
  std::string lines;
  for (const char32_t c : text) {
    if (is_chinese(c)) append_line(lines, c);
  }
  if (lines.empty()) return;
  const std::string converted = kTables.convert(lines);
  std::size_t begin = 0;
  for (char32_t& c : text) {
    if (!is_chinese(c)) continue;
    const std::size_t end = converted.find('\n', begin);
    if (end == std::string::npos) return;
    if (const char32_t simple = only_character(std::string_view(converted).substr(begin, end - begin))) c = simple;
    begin = end + 1;
  }
}

}  // namespace shoebox::query
