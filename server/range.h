#pragma once
// The Range header (RFC 9110, 14.2): one part of a file. Pure functions over outside bytes.

#include <cstdint>
#include <optional>
#include <string_view>

namespace shoebox::server {

enum class RangeKind : std::uint8_t {
  kWhole,  // no range, or one that may be ignored: several parts, another unit, nonsense
  kPart,
  kUnsatisfiable,  // nothing of it lies in the file
};

struct Range {
  RangeKind kind = RangeKind::kWhole;
  std::int64_t offset = 0;
  std::int64_t bytes = 0;
};

/// Of a file of `size` bytes. "bytes=0-99", "bytes=100-", "bytes=-50".
Range parse_range(std::string_view header, std::int64_t size);

}  // namespace shoebox::server
