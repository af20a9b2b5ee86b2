#include "server/forms.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace shoebox::server {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Digits with at most a sign and a fraction: what the patterns of the documentation allow, and no "inf" or "1e9".
bool is_plain_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t dot = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, dot);
  const std::string_view rest = text.substr(dot);
  if (whole.empty() || whole.size() > 3 || !std::ranges::all_of(whole, is_digit)) return false;
  return rest.empty() || (rest.size() > 1 && rest.size() <= 11 && std::ranges::all_of(rest.substr(1), is_digit));
}

template <std::size_t N>
std::optional<std::array<double, N>> parse_numbers(std::string_view text) {
  std::array<double, N> numbers{};
  for (std::size_t i = 0; i < N; ++i) {
    const std::size_t end = i + 1 < N ? text.find(',') : text.size();
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view part = text.substr(0, end);
    if (!is_plain_number(part)) return std::nullopt;
    std::from_chars(part.data(), part.data() + part.size(), numbers[i]);
    text.remove_prefix(i + 1 < N ? end + 1 : end);
  }
  return numbers;
}

/// `text` as digits of `form`, where 'd' is a digit and everything else itself.
bool has_form(std::string_view text, std::string_view form) {
  return text.size() == form.size() &&
         std::ranges::equal(text, form, [](char c, char f) { return f == 'd' ? is_digit(c) : c == f; });
}

}  // namespace

std::optional<std::array<double, 2>> parse_pair(std::string_view text) {
  const auto pair = parse_numbers<2>(text);
  if (!pair || std::ranges::any_of(*pair, [](double value) { return std::signbit(value); })) return std::nullopt;
  return pair;
}

bool is_weights(std::string_view text) {
  return parse_pair(text).has_value();
}

std::optional<std::array<double, 4>> parse_box(std::string_view text) {
  return parse_numbers<4>(text);
}

bool is_box(std::string_view text) {
  return parse_box(text).has_value();
}

bool is_bucket(std::string_view text) {
  return text == "unknown" || has_form(text, "dddd") || has_form(text, "dddd-dd") || has_form(text, "dddd-dd-dd");
}

bool is_cursor(std::string_view text) {
  return !text.empty() && text.size() <= 7 && std::ranges::all_of(text, is_digit);
}

bool is_version(std::string_view text) {
  return !text.empty() && text.size() <= 32 &&
         std::ranges::all_of(text, [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

}  // namespace shoebox::server
