#pragma once
// The days that a time filter lets through, one bit each: a yearly holiday is a hundred ranges, a photo's day is one
// look. A value type.

#include <cstdint>
#include <span>
#include <vector>

#include "query/query.h"

namespace shoebox::search {

enum class Truth : std::uint8_t { kNo, kYes, kUnknown };

class DaySet final {
 public:
  /// The days of any range (no range: every day) that are one of the weekdays (0: any).
  DaySet(std::span<const query::DayRange> ranges, std::uint8_t weekdays);

  bool contains(std::int32_t day) const;
  /// kYes: all of [day, day_end); kNo: none.
  Truth covers(std::int32_t day, std::int32_t day_end) const;

 private:
  void insert(std::int64_t from, std::int64_t to);
  std::vector<bool> days_;
};

/// 0: Monday.
int weekday_of(std::int32_t day);

}  // namespace shoebox::search
