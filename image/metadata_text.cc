#include "image/metadata_text.h"

#include <algorithm>
#include <cstdint>
#include <iconv.h>

#include "core/limits.h"

namespace shoebox::image {

namespace {

constexpr char32_t kReplacement = 0xFFFD;
/// Enough for a kept text in any encoding; longer input is cut before any work is spent on it.
constexpr std::size_t kInputBytesMax = std::size_t{8} * limits::kMetadataTextBytesMax;

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
    return;
  }
  const int tail = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  constexpr unsigned kLead[] = {0, 0xC0, 0xE0, 0xF0};
  out += static_cast<char>(kLead[tail] | (c >> (6 * tail)));
  for (int i = tail - 1; i >= 0; --i) out += static_cast<char>(0x80 | ((c >> (6 * i)) & 0x3F));
}

/// The length of the UTF-8 character at the front, 0 when there is none (RFC 3629: no surrogates, no overlong forms).
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(i < text.size() ? text[i] : 0); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xC2 && lead < 0xE0   ? 2
                             : (lead & 0xF0) == 0xE0       ? 3
                             : lead >= 0xF0 && lead < 0xF5 ? 4
                                                           : 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0) != 0x80) return 0;
  const bool overlong = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xF0 && byte(1) < 0x90);
  const bool outside = (lead == 0xED && byte(1) >= 0xA0) || (lead == 0xF4 && byte(1) >= 0x90);
  return overlong || outside ? 0 : length;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

/// Cut to `bytes_max` between two characters.
std::string_view cut(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  std::size_t end = bytes_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

bool is_control(char c) {
  return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
}

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}

/// Of valid UTF-8: controls become blanks, the ends are trimmed, the length is kept in bounds.
std::string tidy(std::string text) {
  std::ranges::replace_if(text, is_control, ' ');
  const auto first = std::ranges::find_if_not(text, is_space);
  text.erase(text.begin(), first);
  text.resize(cut(text, limits::kMetadataTextBytesMax).size());
  while (!text.empty() && is_space(text.back())) text.pop_back();
  return text;
}

/// Every high byte leads or ends a pair of GB2312, and there are two characters at least: accented Latin letters stand
/// alone between ASCII ones.
bool looks_chinese(std::string_view bytes) {
  std::size_t pairs = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (static_cast<unsigned char>(bytes[i]) < 0x80) continue;
    const auto lead = static_cast<unsigned char>(bytes[i]);
    const auto trail = static_cast<unsigned char>(i + 1 < bytes.size() ? bytes[i + 1] : 0);
    if (lead < 0xA1 || lead > 0xF7 || trail < 0xA1 || trail == 0xFF) return false;
    ++pairs;
    ++i;
  }
  return pairs >= 2;
}

/// Empty when the system cannot convert it.
std::string from_gb18030(std::string_view bytes) {
  iconv_t converter = iconv_open("UTF-8", "GB18030");
  if (converter == reinterpret_cast<iconv_t>(-1)) return {};  // NOLINT(performance-no-int-to-ptr): as POSIX says
  std::string input(bytes);
  std::string output(bytes.size() * 3, '\0');
  char* from = input.data();
  char* to = output.data();
  std::size_t from_left = input.size();
  std::size_t to_left = output.size();
  const std::size_t result = iconv(converter, &from, &from_left, &to, &to_left);
  iconv_close(converter);
  if (result == static_cast<std::size_t>(-1)) return {};
  output.resize(output.size() - to_left);
  return output;
}

std::string from_latin1(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    // 0x80 to 0x9F are controls in Latin-1; nobody means those.
    append_utf8(text, byte >= 0x80 && byte < 0xA0 ? kReplacement : byte);
  }
  return text;
}

}  // namespace

std::string clean_text(std::string_view bytes) {
  bytes = bytes.substr(0, bytes.find('\0'));
  const std::string_view head = bytes.size() > kInputBytesMax ? cut(bytes, kInputBytesMax) : bytes;
  if (is_utf8(head)) return tidy(std::string(head));
  if (looks_chinese(head)) {
    std::string chinese = from_gb18030(head);
    if (!chinese.empty() && is_utf8(chinese)) return tidy(std::move(chinese));
  }
  return tidy(from_latin1(head));
}

std::string clean_utf16(std::span<const std::byte> bytes) {
  std::string text;
  const auto unit_at = [&](std::size_t i, bool big) {
    const auto low = std::to_integer<unsigned>(bytes[i + (big ? 1 : 0)]);
    const auto high = std::to_integer<unsigned>(bytes[i + (big ? 0 : 1)]);
    return static_cast<char32_t>(high << 8 | low);
  };
  const bool big_endian = bytes.size() >= 2 && unit_at(0, true) == 0xFEFF;
  const bool marked = bytes.size() >= 2 && unit_at(0, big_endian) == 0xFEFF;
  const std::size_t size = std::min(bytes.size(), kInputBytesMax) & ~std::size_t{1};
  for (std::size_t i = marked ? 2 : 0; i + 1 < size; i += 2) {
    char32_t c = unit_at(i, big_endian);
    if (c == 0) break;
    const bool pair = c >= 0xD800 && c < 0xDC00 && i + 3 < size && (unit_at(i + 2, big_endian) & 0xFC00) == 0xDC00;
    if (pair) {
      c = 0x10000 + ((c & 0x3FF) << 10) + (unit_at(i + 2, big_endian) & 0x3FF);
      i += 2;
    } else if (c >= 0xD800 && c < 0xE000) {
      c = kReplacement;
    }
    append_utf8(text, c);
  }
  return tidy(std::move(text));
}

bool is_clean_text(std::string_view text) {
  const bool trimmed = text.empty() || (!is_space(text.front()) && !is_space(text.back()));
  return text.size() <= limits::kMetadataTextBytesMax && trimmed && is_utf8(text) &&
         std::ranges::none_of(text, is_control);
}

void add_text(std::vector<std::string>& list, std::string text) {
  if (text.empty() || list.size() >= limits::kMetadataListMax || std::ranges::find(list, text) != list.end()) return;
  list.push_back(std::move(text));
}

}  // namespace shoebox::image
