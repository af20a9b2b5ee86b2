#include "core/wall_clock.h"

#include <chrono>

#include <fmt/format.h>

namespace shoebox {

namespace {

constexpr std::int64_t kDaySeconds = 86'400;
constexpr std::size_t kDateBytes = 10;    // 2024-03-09
constexpr std::size_t kMinuteBytes = 16;  // 2024-03-09T14:05
constexpr std::size_t kSecondBytes = 19;  // 2024-03-09T14:05:09

/// `count` digits at `at`; -1 when they are none.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  if (text.size() < at + count) return -1;
  int value = 0;
  for (const char c : text.substr(at, count)) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::optional<std::int32_t> wall_clock_day(std::string_view text) {
  using namespace std::chrono;
  if (text.size() < kDateBytes || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int y = digits(text, 0, 4);
  const int m = digits(text, 5, 2);
  const int d = digits(text, 8, 2);
  if (y < 0 || m < 0 || d < 0) return std::nullopt;
  const year_month_day date(year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d)));
  if (!date.ok()) return std::nullopt;
  return static_cast<std::int32_t>(sys_days(date).time_since_epoch().count());
}

std::optional<std::int64_t> wall_clock_seconds(std::string_view text) {
  const std::optional<std::int32_t> day = wall_clock_day(text);
  if (!day || text.size() < kMinuteBytes || text[kDateBytes] != 'T' || text[13] != ':') return std::nullopt;
  const int hour = digits(text, 11, 2);
  const int minute = digits(text, 14, 2);
  const int second = text.size() > kMinuteBytes && text[kMinuteBytes] == ':' ? digits(text, 17, 2) : 0;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return std::nullopt;
  return *day * kDaySeconds + hour * 3600 + minute * 60 + second;
}

std::string wall_clock_text(std::int64_t seconds) {
  using namespace std::chrono;
  const sys_seconds moment{std::chrono::seconds(seconds)};
  const sys_days midnight = floor<days>(moment);
  const year_month_day date(midnight);
  const hh_mm_ss clock(moment - midnight);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

std::optional<std::string> moved_wall_clock(std::string_view text, std::int64_t seconds) {
  const std::optional<std::int64_t> from = wall_clock_seconds(text);
  if (!from) return std::nullopt;
  const std::string moved = wall_clock_text(*from + seconds);
  if (text.size() < kSecondBytes) return moved.substr(0, kMinuteBytes);
  return moved + std::string(text.substr(kSecondBytes));
}

}  // namespace shoebox
