#include "cli/duration.h"

#include <charconv>

namespace shoebox::cli {

std::optional<std::int64_t> parse_duration(std::string_view text) {
  struct Unit {
    char name;
    std::int64_t seconds;
  };
  constexpr Unit kUnits[] = {{'d', 86'400}, {'h', 3600}, {'m', 60}, {'s', 1}};
  constexpr std::int64_t kMost = 1'000'000'000;
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty()) return std::nullopt;
  std::int64_t total = 0;
  for (const Unit& unit : kUnits) {
    if (text.empty()) break;
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc() || count < 0 || count > kMost || end == text.data() + text.size()) return std::nullopt;
    if (*end != unit.name) continue;
    total += count * unit.seconds;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
  }
  if (!text.empty()) return std::nullopt;
  return negative ? -total : total;
}

}  // namespace shoebox::cli
