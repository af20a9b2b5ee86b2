#include "server/range.h"

#include <gtest/gtest.h>

namespace shoebox::server {
namespace {

void check(std::string_view header, std::int64_t size, RangeKind kind, std::int64_t offset = 0,
           std::int64_t bytes = 0) {
  const Range range = parse_range(header, size);
  EXPECT_EQ(range.kind, kind) << header;
  if (kind == RangeKind::kUnsatisfiable) return;
  EXPECT_EQ(range.offset, offset) << header;
  EXPECT_EQ(range.bytes, bytes) << header;
}

TEST(Range, PartsOfAFile) {
  check("bytes=0-99", 1000, RangeKind::kPart, 0, 100);
  check("bytes=900-", 1000, RangeKind::kPart, 900, 100);
  check("bytes=-50", 1000, RangeKind::kPart, 950, 50);
  check("bytes=-5000", 1000, RangeKind::kPart, 0, 1000);
  check("bytes=990-5000", 1000, RangeKind::kPart, 990, 10);
  check("bytes=0-99999999999999999999999", 1000, RangeKind::kPart, 0, 1000);
}

TEST(Range, NothingOfItInTheFile) {
  check("bytes=1000-", 1000, RangeKind::kUnsatisfiable);
  check("bytes=99999999999999999999-", 1000, RangeKind::kUnsatisfiable);
  check("bytes=-0", 1000, RangeKind::kUnsatisfiable);
}

TEST(Range, NonsenseIsTheWhole) {
  for (const char* header : {"", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-2", "bytes=1-2,3-4", "lines=1-2",
                             "bytes= 1-2", "bytes=1-2 ", "bytes=+1-2", "bytes=--1"}) {
    check(header, 1000, RangeKind::kWhole, 0, 1000);
  }
}

}  // namespace
}  // namespace shoebox::server
