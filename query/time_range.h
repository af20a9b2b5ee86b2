#pragma once
// Two times with "to" between them, and times that are open at one end. Pure.

#include <optional>

#include "query/time_parts.h"

namespace shoebox::query {

/// One end of a range: what its words told, or only a number, that takes its unit from the other end ("4 to 22
/// January").
struct RangeEnd {
  TimeParts parts;
  std::optional<int> bare;
  bool now = false;  // "to now"
};

/// Both ends belong to it. Nothing when they do not make a range.
std::optional<TimeSpec> range_of(RangeEnd first, RangeEnd last, Day today);

enum class OpenKind { kSince, kAfter, kBefore, kUntil };

/// What is before or after a time. One that comes again means its last beginning: "since May".
std::optional<TimeSpec> open_range(OpenKind kind, const TimeParts& parts, Day today);

}  // namespace shoebox::query
