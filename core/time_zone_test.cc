#include "core/time_zone.h"

#include <string>

#include <gtest/gtest.h>

#include "core/path.h"
#include "core/wall_clock.h"

namespace shoebox {
namespace {

constexpr int kHour = 3600;

int offset(std::string_view zone, std::string_view utc) {
  const auto loaded = TimeZone::load(zone);
  EXPECT_TRUE(loaded.has_value()) << zone;
  return loaded ? loaded->offset_at(*wall_clock_seconds(utc)) : -1;
}

int offset_of_local(std::string_view zone, std::string_view local) {
  const auto loaded = TimeZone::load(zone);
  EXPECT_TRUE(loaded.has_value()) << zone;
  return loaded ? loaded->offset_of_local(*wall_clock_seconds(local)) : -1;
}

TEST(TimeZone, KnowsOffsetsOfTheWorld) {
  EXPECT_EQ(offset("Asia/Shanghai", "2023-04-12T07:30:00"), 8 * kHour);
  EXPECT_EQ(offset("Asia/Shanghai", "1988-07-01T00:00:00"), 9 * kHour);
  EXPECT_EQ(offset("Asia/Kathmandu", "2023-04-12T07:30:00"), 5 * kHour + 45 * 60);
  EXPECT_EQ(offset("Etc/GMT-9", "2023-04-12T07:30:00"), 9 * kHour);
  EXPECT_EQ(offset("America/New_York", "2023-03-12T06:59:59"), -5 * kHour);
  EXPECT_EQ(offset("America/New_York", "2023-03-12T07:00:00"), -4 * kHour);
  EXPECT_EQ(offset("Australia/Sydney", "2015-12-31T12:50:00"), 11 * kHour);
  EXPECT_EQ(offset("Pacific/Apia", "2011-12-30T09:59:59"), -10 * kHour);
  EXPECT_EQ(offset("Pacific/Apia", "2011-12-30T10:00:00"), 14 * kHour);
}

TEST(TimeZone, FollowsTheRuleAfterTheLastTransition) {
  EXPECT_EQ(offset("Europe/Berlin", "2090-07-01T00:00:00"), 2 * kHour);
  EXPECT_EQ(offset("Europe/Berlin", "2090-12-01T00:00:00"), 1 * kHour);
  EXPECT_EQ(offset("Australia/Sydney", "2090-01-01T00:00:00"), 11 * kHour);
  EXPECT_EQ(offset("Asia/Tokyo", "2090-01-01T00:00:00"), 9 * kHour);
}

TEST(TimeZone, WallClocksThatComeTwiceOrNeverAreTakenAsBeforeTheChange) {
  EXPECT_EQ(offset_of_local("Europe/Berlin", "2023-10-29T02:30:00"), 2 * kHour);
  EXPECT_EQ(offset_of_local("Europe/Berlin", "2023-03-26T02:30:00"), 1 * kHour);
  EXPECT_EQ(offset_of_local("Europe/Berlin", "2023-03-26T03:30:00"), 2 * kHour);
  EXPECT_EQ(offset_of_local("Europe/Berlin", "2023-10-29T03:30:00"), 1 * kHour);
  EXPECT_EQ(offset_of_local("Asia/Tokyo", "2023-10-29T03:30:00"), 9 * kHour);
}

TEST(TimeZone, NamesThatAreNoneAreNotFound) {
  for (const char* name : {"", "Mars/Olympus", "../../../etc/passwd", "/etc/localtime", "Asia/", "Asia", "zone.tab"})
    EXPECT_FALSE(TimeZone::load(name)) << name;
}

TEST(TimeZone, RulesOfAllFormsAreRead) {
  EXPECT_EQ(parse_zone_rule("JST-9")->standard_seconds, 9 * kHour);
  EXPECT_EQ(parse_zone_rule("<-03>3")->standard_seconds, -3 * kHour);
  EXPECT_EQ(parse_zone_rule("IST-1GMT0,M10.5.0,M3.5.0/1")->summer_seconds, 0);
  EXPECT_EQ(parse_zone_rule("EST5EDT,J60/2:30,300/-1")->begin.seconds, 9000);
  for (const char* text : {"", "X", "JST", "JST-9JDT", "EST5EDT,M3.2", "EST5EDT,M13.1.0,M1.1.0", "EST5EDT,M3.2.0",
                           "<-03", "JST-99999", "EST5EDT,M3.2.0,M11.1.0x"})
    EXPECT_FALSE(parse_zone_rule(text)) << text;
}

TEST(TimeZone, DamagedFilesAreRejectedOrAnswerAllTheSame) {
  const std::string file = *read_file("/usr/share/zoneinfo/America/New_York", 1 << 20);
  for (std::size_t size = 0; size < file.size(); ++size) {
    const auto zone = TimeZone::parse(std::as_bytes(std::span(file.data(), size)));
    if (zone) zone->offset_at(4'000'000'000);
  }
  EXPECT_FALSE(TimeZone::parse(std::as_bytes(std::span(file.data(), 100))));
  for (std::size_t at = 0; at < file.size(); ++at) {
    std::string damaged = file;
    damaged[at] = static_cast<char>(~damaged[at]);
    const auto zone = TimeZone::parse(std::as_bytes(std::span(damaged)));
    if (zone) {
      EXPECT_LE(std::abs(zone->offset_at(1'700'000'000)), 26 * kHour);
    }
  }
}

}  // namespace
}  // namespace shoebox
