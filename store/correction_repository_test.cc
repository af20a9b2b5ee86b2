#include "store/correction_repository.h"

#include <cmath>

#include "store/correction_rows.h"
#include "store/library_fixture.h"

namespace shoebox::store {
namespace {

using image::TimePrecision;
using PlaceChange = CorrectionRepository::PlaceChange;

image::TakenTime time(std::string local, TimePrecision precision = TimePrecision::kSecond,
                      std::optional<int> offset = std::nullopt) {
  return {std::move(local), offset, precision, ""};
}

class Corrections : public LibraryTest {
 protected:
  Corrections() {
    add_root("/photos");
    ScannedFile file = decoded("/photos/a.jpg", "a", "a");
    file.decoded->embedded.taken = {"2019-06-06T07:29:51.25", 120, TimePrecision::kSubsecond, "exif:DateTimeOriginal"};
    file.decoded->embedded.gps = image::GpsPosition{48.5, 9.0, 300.0};
    file.decoded->embedded.make = "Canon";
    file.decoded->embedded.model = "EOS";
    photo_ = store(file).photo;
  }

  template <typename Work>
  CorrectionBatch correct(Work work) {
    return write([&](Transaction& t) { return must(work(corrections_, t)); });
  }
  void undo(CorrectionBatch batch) {
    write([&](Transaction& t) { return must(corrections_.undo(t, batch)).size(); });
  }
  std::string shown() {
    const auto taken = photo(photo_).taken;
    if (!taken) return "none";
    return taken->taken.local + " " +
           (taken->taken.offset_minutes ? std::to_string(*taken->taken.offset_minutes) : "-") + " " +
           taken->taken.source;
  }

  CorrectionRepository corrections_{*database_};
  PhotoId photo_;
};

constexpr const char* kAsRead = "2019-06-06T07:29:51.25 120 exif:DateTimeOriginal";

TEST_F(Corrections, ATimeStandsBeforeTheSourcesAndCanBeTakenBack) {
  const auto first = correct([&](auto& c, auto& t) {
    return c.set_taken(t, std::span(&photo_, 1), time("2020-01-02T03:04", TimePrecision::kMinute));
  });
  EXPECT_EQ(shown(), "2020-01-02T03:04 - user");
  const auto second = correct(
      [&](auto& c, auto& t) { return c.set_taken(t, std::span(&photo_, 1), time("1999", TimePrecision::kYear)); });
  EXPECT_EQ(shown(), "1999 - user");
  EXPECT_EQ(must(corrections_.last_batch()), second);
  undo(second);
  EXPECT_EQ(shown(), "2020-01-02T03:04 - user");
  undo(first);
  EXPECT_EQ(shown(), kAsRead);
  EXPECT_FALSE(must(corrections_.last_batch()));
}

TEST_F(Corrections, ClearingATimeGivesBackTheSources) {
  correct([&](auto& c, auto& t) {
    return c.set_taken(t, std::span(&photo_, 1), time("2020-01-02T03:04:05", TimePrecision::kSecond, -210));
  });
  EXPECT_EQ(shown(), "2020-01-02T03:04:05 -210 user");
  correct([&](auto& c, auto& t) { return c.set_taken(t, std::span(&photo_, 1), std::nullopt); });
  EXPECT_EQ(shown(), kAsRead);
}

TEST_F(Corrections, ACameraIsShiftedAsOne) {
  const auto photos = must(corrections_.photos_of_camera("Canon EOS"));
  EXPECT_EQ(photos, std::vector{photo_});
  EXPECT_EQ(must(corrections_.photos_of_camera("eos")), photos) << "the model alone, in any case";
  EXPECT_TRUE(must(corrections_.photos_of_camera("Canon")).empty()) << "a maker is no camera";
  EXPECT_TRUE(must(corrections_.photos_of_camera("")).empty());
  const auto hour = correct([&](auto& c, auto& t) { return c.shift(t, photos, 3600); });
  EXPECT_EQ(shown(), "2019-06-06T08:29:51.25 120 user");
  correct([&](auto& c, auto& t) { return c.shift(t, photos, -7200); });
  EXPECT_EQ(shown(), "2019-06-06T06:29:51.25 120 user");
  undo(must(corrections_.last_batch()).value());
  undo(hour);
  EXPECT_EQ(shown(), kAsRead);
}

TEST_F(Corrections, TheUsersOwnTimeIsShifted) {
  correct([&](auto& c, auto& t) { return c.set_taken(t, std::span(&photo_, 1), time("2020-01-01T00:00:00")); });
  const auto shifted = correct([&](auto& c, auto& t) { return c.shift(t, std::span(&photo_, 1), -1); });
  EXPECT_EQ(shown(), "2019-12-31T23:59:59 - user");
  undo(shifted);
  EXPECT_EQ(shown(), "2020-01-01T00:00:00 - user");
}

TEST_F(Corrections, PlacesAreSetTakenAwayAndGivenBack) {
  const auto place = [&](PlaceChange change, image::GpsPosition to = {}) {
    return correct([&](auto& c, auto& t) { return c.set_place(t, std::span(&photo_, 1), change, to); });
  };
  place(PlaceChange::kSet, {-33.86, 151.2, std::nullopt});
  EXPECT_EQ(photo(photo_).gps->latitude, -33.86);
  EXPECT_EQ(photo(photo_).gps->longitude, 151.2);
  const auto nowhere = place(PlaceChange::kNowhere);
  EXPECT_FALSE(photo(photo_).gps);
  undo(nowhere);
  EXPECT_EQ(photo(photo_).gps->latitude, -33.86);
  place(PlaceChange::kSources);
  EXPECT_EQ(photo(photo_).gps->latitude, 48.5);
  EXPECT_EQ(photo(photo_).gps->altitude_metres, 300.0);
}

TEST_F(Corrections, TheyOutliveANewReadingOfTheFile) {
  correct([&](auto& c, auto& t) { return c.set_taken(t, std::span(&photo_, 1), time("2020-01-01T00:00:00")); });
  ScannedFile file = decoded("/photos/a.jpg", "new bytes", "a");
  file.decoded->embedded.taken = time("2021-01-01T00:00:00");
  EXPECT_EQ(store(file).outcome, Outcome::kUpdated);
  EXPECT_EQ(shown(), "2020-01-01T00:00:00 - user");
}

TEST_F(Corrections, WhatIsNoTimeOrPlaceIsRefused) {
  write([&](Transaction& t) {
    for (const auto& taken : {time("yesterday"), time(""), time("2020-13-01T00:00:00"),
                              time("2020-02-30", TimePrecision::kDay), time("2020-01-01T00:00:00", TimePrecision::kDay),
                              time("2020", TimePrecision::kSecond), time("20x0", TimePrecision::kYear)})
      EXPECT_FALSE(corrections_.set_taken(t, std::span(&photo_, 1), taken)) << taken.local;
    for (const double latitude : {91.0, -91.0, std::nan("")})
      EXPECT_FALSE(corrections_.set_place(t, std::span(&photo_, 1), PlaceChange::kSet, {latitude, 0, std::nullopt}));
    EXPECT_FALSE(corrections_.shift(t, std::span(&photo_, 1), 1LL << 60));
    EXPECT_FALSE(corrections_.undo(t, 77));
    const PhotoId nobody{999};
    EXPECT_FALSE(corrections_.set_zone(t, std::span(&nobody, 1), "Asia/Tokyo"));
    return 0;
  });
  EXPECT_EQ(shown(), kAsRead);
}

TEST(CorrectionText, OnlyWhatWasWrittenIsRead) {
  const auto taken = taken_from_text(taken_to_text(time("2020-01-02T03:04:05.125", TimePrecision::kSubsecond, 480)));
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->local, "2020-01-02T03:04:05.125");
  EXPECT_EQ(taken->offset_minutes, 480);
  EXPECT_EQ(taken->precision, TimePrecision::kSubsecond);
  EXPECT_FALSE(taken_from_text(""));
  EXPECT_FALSE(taken_from_text("20"));
}

}  // namespace
}  // namespace shoebox::store
