#pragma once
// Wall clocks as text ("2024-03-09T14:05:09.123", ISO 8601 without a zone, cut to what is known) and as seconds since
// 1970-01-01T00:00:00 on the same clock. Pure.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace shoebox {

/// Whole seconds; a fraction is dropped, absent seconds are 0. nullopt when there is no time of day or no valid text.
std::optional<std::int64_t> wall_clock_seconds(std::string_view text);

/// Days since 1970-01-01; nullopt when the day is not known. Of "2024-03-09" and all that is more precise.
std::optional<std::int32_t> wall_clock_day(std::string_view text);

/// "2024-03-09T14:05:09".
std::string wall_clock_text(std::int64_t seconds);

/// `text` moved by `seconds`, in the precision it has: a fraction stays, and seconds that are not known stay unknown.
/// nullopt as wall_clock_seconds().
std::optional<std::string> moved_wall_clock(std::string_view text, std::int64_t seconds);

}  // namespace shoebox
