#include "cli/duration.h"

#include <gtest/gtest.h>

namespace shoebox::cli {
namespace {

TEST(Duration, IsReadInItsUnits) {
  EXPECT_EQ(parse_duration("+1h"), 3600);
  EXPECT_EQ(parse_duration("-30m"), -1800);
  EXPECT_EQ(parse_duration("2d12h"), 2 * 86'400 + 12 * 3600);
  EXPECT_EQ(parse_duration("1d2h3m4s"), 86'400 + 7200 + 180 + 4);
  EXPECT_EQ(parse_duration("0s"), 0);
}

TEST(Duration, WhatIsNoneIsRefused) {
  for (const char* text :
       {"", "+", "1", "h", "1x", "1h1h", "1m1h", "--1h", "1 h", "1h ", "99999999999999999999s", "1.5h"}) {
    EXPECT_FALSE(parse_duration(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace shoebox::cli
