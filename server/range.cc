#include "server/range.h"

#include <algorithm>
#include <charconv>

namespace shoebox::server {

namespace {

/// Digits alone; what is too large for the type is as large as it gets.
std::optional<std::int64_t> parse_position(std::string_view text) {
  if (text.empty() || !std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() ? value : INT64_MAX;
}

}  // namespace

Range parse_range(std::string_view header, std::int64_t size) {
  const Range whole{RangeKind::kWhole, 0, size};
  constexpr std::string_view kUnit = "bytes=";
  if (!header.starts_with(kUnit)) return whole;
  header.remove_prefix(kUnit.size());
  const std::size_t dash = header.find('-');
  if (dash == std::string_view::npos) return whole;
  const auto first = parse_position(header.substr(0, dash));
  const auto last = parse_position(header.substr(dash + 1));
  if (dash == 0) {
    if (!last) return whole;
    const std::int64_t bytes = std::min(*last, size);
    if (bytes == 0) return {RangeKind::kUnsatisfiable, 0, 0};
    return {RangeKind::kPart, size - bytes, bytes};
  }
  const bool is_open = dash + 1 == header.size();
  if (!first || (!last && !is_open) || (last && *last < *first)) return whole;
  if (*first >= size) return {RangeKind::kUnsatisfiable, 0, 0};
  const std::int64_t end = last ? std::min(*last, size - 1) : size - 1;
  return {RangeKind::kPart, *first, end - *first + 1};
}

}  // namespace shoebox::server
