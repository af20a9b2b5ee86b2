#include "ingest/trips.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "core/wall_clock.h"

namespace shoebox::ingest {
namespace {

using store::Location;
using store::TripCandidate;

const Location kShanghai{1, 10, 100};
const Location kKyoto{2, 20, 200};
const Location kOsaka{2, 21, 210};

class Life {
 public:
  Life& photo(const std::string& taken, std::optional<image::GpsPosition> gps, Location location = {}) {
    photos_.push_back({PhotoId{static_cast<std::int64_t>(photos_.size()) + 1}, taken, gps, location});
    return *this;
  }
  Life& home(const std::string& taken) { return photo(taken, image::GpsPosition{31.23, 121.47, {}}, kShanghai); }
  Life& kyoto(const std::string& taken) { return photo(taken, image::GpsPosition{35.01, 135.77, {}}, kKyoto); }
  Life& osaka(const std::string& taken) { return photo(taken, image::GpsPosition{34.69, 135.50, {}}, kOsaka); }
  Life& nowhere(const std::string& taken) { return photo(taken, std::nullopt); }

  std::vector<store::Trip> trips() {
    std::ranges::stable_sort(photos_, {}, &TripCandidate::taken_local);
    return find_trips(photos_);
  }

 private:
  std::vector<TripCandidate> photos_;
};

Life years_at_home() {
  Life life;
  for (const char* day : {"2023-01-05T10:00:00", "2023-02-05T10:00:00", "2023-03-05T10:00:00", "2023-06-05T10:00:00"})
    life.home(day);
  return life;
}

TEST(Trips, ARunAwayFromHomeIsATrip) {
  const auto trips = years_at_home()
                         .kyoto("2023-04-01T10:00:00")
                         .kyoto("2023-04-02T10:00:00")
                         .nowhere("2023-04-02T11:00:00")
                         .kyoto("2023-04-03T10:00:00")
                         .nowhere("2023-04-03T12:00:00")
                         .nowhere("2023-04-20T12:00:00")
                         .trips();
  ASSERT_EQ(trips.size(), 1U);
  EXPECT_EQ(trips[0].first_day, wall_clock_day("2023-04-01"));
  EXPECT_EQ(trips[0].last_day, wall_clock_day("2023-04-03"));
  EXPECT_EQ(trips[0].location, kKyoto);
  EXPECT_EQ(trips[0].photos.size(), 5U);
}

TEST(Trips, AGapOrADayAtHomeEndsIt) {
  const auto trips = years_at_home()
                         .kyoto("2023-04-01T10:00:00")
                         .kyoto("2023-04-01T11:00:00")
                         .kyoto("2023-04-02T10:00:00")
                         .home("2023-04-03T10:00:00")
                         .kyoto("2023-04-04T10:00:00")
                         .kyoto("2023-04-04T11:00:00")
                         .kyoto("2023-04-05T10:00:00")
                         .osaka("2023-04-20T10:00:00")
                         .osaka("2023-04-20T11:00:00")
                         .osaka("2023-04-20T12:00:00")
                         .trips();
  ASSERT_EQ(trips.size(), 3U);
  EXPECT_EQ(trips[2].location, kOsaka);
}

TEST(Trips, AStrayPhotoFromHomeDoesNotEndIt) {
  Life life = years_at_home();
  life.kyoto("2023-04-01T10:00:00").kyoto("2023-04-02T10:00:00").home("2023-04-02T11:00:00");
  life.osaka("2023-04-03T10:00:00").osaka("2023-04-03T11:00:00");
  EXPECT_EQ(life.trips().size(), 1U);
  EXPECT_EQ(life.trips().at(0).photos.size(), 4U);
  life.home("2023-04-02T11:01:00").home("2023-04-02T11:02:00");
  EXPECT_TRUE(life.trips().empty());
}

TEST(Trips, AreNamedByWhatMostOfThemHaveInCommon) {
  const auto trips = years_at_home()
                         .kyoto("2023-04-01T10:00:00")
                         .kyoto("2023-04-01T11:00:00")
                         .osaka("2023-04-02T10:00:00")
                         .osaka("2023-04-02T11:00:00")
                         .trips();
  ASSERT_EQ(trips.size(), 1U);
  EXPECT_EQ(trips[0].location, (Location{2, 0, 0}));
}

TEST(Trips, AFewPhotosOrNoHomeMakeNone) {
  EXPECT_TRUE(years_at_home().kyoto("2023-04-01T10:00:00").kyoto("2023-04-01T11:00:00").trips().empty());
  EXPECT_TRUE(Life().kyoto("2023-04-01").kyoto("2023-04-01").kyoto("2023-04-01").trips().empty());
  EXPECT_TRUE(years_at_home().trips().empty());
  EXPECT_TRUE(Life().trips().empty());
}

TEST(Trips, HomeMoves) {
  Life life = years_at_home();
  for (const char* day : {"2026-01-05T10:00:00", "2026-02-05T10:00:00", "2026-03-05T10:00:00", "2026-06-05T10:00:00"})
    life.kyoto(day);
  life.home("2026-04-01T10:00:00").home("2026-04-02T10:00:00").home("2026-04-03T10:00:00");
  const auto trips = life.trips();
  ASSERT_EQ(trips.size(), 1U);
  EXPECT_EQ(trips[0].location, kShanghai);
}

}  // namespace
}  // namespace shoebox::ingest
