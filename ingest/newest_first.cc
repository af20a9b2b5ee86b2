#include "ingest/newest_first.h"

#include <chrono>
#include <optional>

namespace shoebox::ingest {

namespace {

constexpr std::int64_t kDayNs = std::int64_t{86'400} * 1'000'000'000;

/// `count` digits at the start of the text; nullopt when they are not all digits.
std::optional<int> take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(0, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return value;
}

void skip_separator(std::string_view& text) {
  if (text.starts_with('-') || text.starts_with('_') || text.starts_with('.')) text.remove_prefix(1);
}

/// Days since 1970 when the text starts with a date of 1990 to 2099.
std::optional<std::int64_t> take_date(std::string_view text) {
  const auto year = take_digits(text, 4);
  if (!year || *year < 1990 || *year > 2099) return std::nullopt;
  skip_separator(text);
  const auto month = take_digits(text, 2);
  skip_separator(text);
  const auto day = take_digits(text, 2);
  if (!month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date).time_since_epoch().count();
}

}  // namespace

std::int64_t order_key(std::string_view name, std::int64_t modified_ns) {
  bool in_number = false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool digit = name[i] >= '0' && name[i] <= '9';
    if (digit && !in_number) {
      if (const auto day = take_date(name.substr(i))) return *day * kDayNs;
    }
    in_number = digit;
  }
  return modified_ns;
}

}  // namespace shoebox::ingest
