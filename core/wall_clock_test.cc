#include "core/wall_clock.h"

#include <gtest/gtest.h>

namespace shoebox {
namespace {

TEST(WallClock, TextAndSecondsAreTheSame) {
  EXPECT_EQ(wall_clock_seconds("1970-01-01T00:00:00"), 0);
  EXPECT_EQ(wall_clock_seconds("2023-03-28T10:40:00.123"), 1'680'000'000);
  EXPECT_EQ(wall_clock_seconds("2023-03-28T10:40"), 1'680'000'000);
  EXPECT_EQ(wall_clock_text(1'680'000'000), "2023-03-28T10:40:00");
  EXPECT_EQ(wall_clock_text(-1), "1969-12-31T23:59:59");
  EXPECT_EQ(wall_clock_seconds("1969-12-31T23:59:59"), -1);
  EXPECT_EQ(wall_clock_day("1969-12-31"), -1);
}

TEST(WallClock, WhatIsNotKnownIsNothing) {
  for (const char* text : {"", "2023", "2023-03", "2023-03-28", "2023-02-30T00:00:00", "2023-03-28T24:00:00",
                           "2023-03-28 10:40", "20230328T1040", "2023-03-28T1", "abcd-ef-ghTij:kl"})
    EXPECT_FALSE(wall_clock_seconds(text)) << text;
  EXPECT_FALSE(wall_clock_day("2023-03"));
  EXPECT_FALSE(wall_clock_day("2023-02-29"));
}

TEST(WallClock, MovingKeepsThePrecision) {
  EXPECT_EQ(moved_wall_clock("2023-12-31T23:59:59.25", 1), "2024-01-01T00:00:00.25");
  EXPECT_EQ(moved_wall_clock("2023-12-31T23:59", 60), "2024-01-01T00:00");
  EXPECT_FALSE(moved_wall_clock("2023-12-31", 60));
}

}  // namespace
}  // namespace shoebox
