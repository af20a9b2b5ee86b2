#include "geo/time_zone.h"

#include <cmath>

#include <gtest/gtest.h>

#include "geo/test_gazetteer.h"

namespace shoebox::geo {
namespace {

TEST(TimeZone, KnowsCities) {
  const Gazetteer& gazetteer = test_gazetteer();
  EXPECT_EQ(gazetteer.time_zone(35.01, 135.77), "Asia/Tokyo");
  EXPECT_EQ(gazetteer.time_zone(31.22, 121.46), "Asia/Shanghai");
  EXPECT_EQ(gazetteer.time_zone(-33.87, 151.21), "Australia/Sydney");
  EXPECT_EQ(gazetteer.time_zone(40.74, -73.98), "America/New_York");
  EXPECT_EQ(gazetteer.time_zone(64.14, -21.9), "Atlantic/Reykjavik");
  EXPECT_EQ(gazetteer.time_zone(27.7, 85.3), "Asia/Kathmandu");
  EXPECT_EQ(gazetteer.time_zone(-17.8, 177.4), "Pacific/Fiji");
}

TEST(TimeZone, CountsHoursAtSea) {
  const Gazetteer& gazetteer = test_gazetteer();
  EXPECT_EQ(gazetteer.time_zone(0, -30), "Etc/GMT+2");
  EXPECT_EQ(gazetteer.time_zone(90, 0), "Etc/GMT");
}

TEST(TimeZone, AnswersNothingForWhatIsNoCoordinate) {
  const Gazetteer& gazetteer = test_gazetteer();
  EXPECT_EQ(gazetteer.time_zone(90.1, 0), "");
  EXPECT_EQ(gazetteer.time_zone(0, 180.1), "");
  EXPECT_EQ(gazetteer.time_zone(std::nan(""), 0), "");
}

TEST(TimeZone, AnswersEverywhere) {
  const Gazetteer& gazetteer = test_gazetteer();
  for (int latitude = -90; latitude <= 90; ++latitude) {
    for (int longitude = -180; longitude <= 180; ++longitude) {
      EXPECT_FALSE(gazetteer.time_zone(latitude, longitude).empty()) << latitude << ' ' << longitude;
    }
  }
}

}  // namespace
}  // namespace shoebox::geo
