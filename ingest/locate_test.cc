#include "ingest/locate.h"

#include <gtest/gtest.h>

namespace shoebox::ingest {
namespace {

enum class Said { kWallClock, kUtc };
enum class ZoneOf { kPlace, kUser };

/// "2023-04-12T16:30:00[540]", with " UTC" behind what stays a moment.
std::string shown(std::string local, std::optional<int> offset, Said said, const std::string& zone, ZoneOf zone_of) {
  store::PhotoTime time;
  time.taken.local = std::move(local);
  time.taken.offset_minutes = offset;
  time.is_utc = said == Said::kUtc;
  const store::PhotoTime result = shown_time(time, zone, zone_of == ZoneOf::kUser);
  std::string text = result.taken.local;
  if (result.taken.offset_minutes) text += "[" + std::to_string(*result.taken.offset_minutes) + "]";
  return text + (result.is_utc ? " UTC" : "");
}

TEST(Locate, MomentsAreShownInTheZoneOfThePlace) {
  EXPECT_EQ(shown("2023-04-12T07:30:00.123", {}, Said::kUtc, "Asia/Tokyo", ZoneOf::kPlace),
            "2023-04-12T16:30:00.123[540]");
  EXPECT_EQ(shown("2015-12-31T12:50:00", {}, Said::kUtc, "Australia/Sydney", ZoneOf::kPlace),
            "2015-12-31T23:50:00[660]");
  EXPECT_EQ(shown("2023-01-01T02:00:00", {}, Said::kUtc, "America/St_Johns", ZoneOf::kPlace),
            "2022-12-31T22:30:00[-210]");
}

TEST(Locate, MomentsWithoutAZoneStayMoments) {
  EXPECT_EQ(shown("2023-04-12T07:30:00", {}, Said::kUtc, "", ZoneOf::kPlace), "2023-04-12T07:30:00 UTC");
  EXPECT_EQ(shown("2023-04-12T07:30:00", {}, Said::kUtc, "Mars/Olympus", ZoneOf::kPlace), "2023-04-12T07:30:00 UTC");
}

TEST(Locate, WallClocksAreLeftAloneUnlessTheUserGaveTheZone) {
  EXPECT_EQ(shown("2023-04-12T07:30:00", {}, Said::kWallClock, "Asia/Tokyo", ZoneOf::kPlace), "2023-04-12T07:30:00");
  EXPECT_EQ(shown("2023-04-12T07:30:00", 480, Said::kWallClock, "Asia/Tokyo", ZoneOf::kPlace),
            "2023-04-12T07:30:00[480]");
  EXPECT_EQ(shown("2023-04-12T07:30:00", {}, Said::kWallClock, "Asia/Tokyo", ZoneOf::kUser),
            "2023-04-12T07:30:00[540]");
  EXPECT_EQ(shown("2023-04-12T07:30:00", 480, Said::kWallClock, "Asia/Tokyo", ZoneOf::kUser),
            "2023-04-12T08:30:00[540]");
}

TEST(Locate, DatesWithoutAClockHaveNoZone) {
  EXPECT_EQ(shown("2023-04-12", {}, Said::kUtc, "Asia/Tokyo", ZoneOf::kUser), "2023-04-12 UTC");
}

}  // namespace
}  // namespace shoebox::ingest
