#pragma once
// The offset of a time zone at a moment, from the system's zone files (TZif, RFC 8536; g++ 12 has no std::chrono
// zones). Dates after a file's last transition follow the rule in its footer. A value type, immutable: safe to share.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace shoebox {

/// When a zone's summer time begins or ends, by the year.
struct ZoneRuleDay {
  enum class Kind : std::uint8_t { kWeekdayOfMonth, kDayOfYear, kDayOfYearWithoutLeap };
  Kind kind = Kind::kWeekdayOfMonth;
  int month = 0;    // 1 to 12
  int week = 0;     // 1 to 5; 5: the last
  int weekday = 0;  // 0: Sunday
  int day = 0;      // of the year, from 0; kDayOfYearWithoutLeap: from 1, 29 February never counted
  int seconds = 7200;
};

/// What holds after the last transition: one offset, or two.
struct ZoneRule {
  int standard_seconds = 0;
  std::optional<int> summer_seconds;
  ZoneRuleDay begin;
  ZoneRuleDay end;
};

class TimeZone final {
 public:
  /// By IANA name, "Asia/Tokyo". kNotFound for a name that the system does not know, kCorrupt for a damaged file.
  static Result<TimeZone> load(std::string_view name);
  /// A zone file's bytes. kCorrupt.
  static Result<TimeZone> parse(std::span<const std::byte> file);

  /// Seconds east of UTC at a moment (seconds since 1970, UTC).
  int offset_at(std::int64_t utc_seconds) const;
  /// Seconds east of UTC when the clocks show `local_seconds` (counted as if they were UTC). A wall clock that comes
  /// twice is taken at its first time, one that is skipped as if the clocks had not been changed yet.
  int offset_of_local(std::int64_t local_seconds) const;

 private:
  struct Transition {
    std::int64_t utc_seconds;
    int offset_seconds;  // from then on
  };
  int first_offset_ = 0;  // before the first transition
  std::vector<Transition> transitions_;
  std::optional<ZoneRule> rule_;
};

/// The footer of a zone file: a POSIX TZ string ("CET-1CEST,M3.5.0,M10.5.0/3"). nullopt when it is none.
std::optional<ZoneRule> parse_zone_rule(std::string_view text);

}  // namespace shoebox
