#include "engine/correction.h"

#include "store/library_fixture.h"

namespace shoebox::engine {
namespace {

using What = Correction::What;

class Correcting : public store::LibraryTest {
 protected:
  Correcting() {
    add_root("/photos");
    store::ScannedFile file = decoded("/photos/a.jpg", "a", "a");
    file.decoded->embedded.taken = {"2019-06-06T07:29:51", std::nullopt, image::TimePrecision::kSecond,
                                    "exif:DateTimeOriginal"};
    file.decoded->embedded.make = "Canon";
    file.decoded->embedded.model = "EOS";
    photo_ = store(file).photo;
  }

  Result<std::int64_t> apply(const Correction& correction) {
    return within([&](store::Transaction& transaction) { return correct(transaction, correction, {}); });
  }
  Result<std::int64_t> take_back() {
    return within([](store::Transaction& transaction) { return undo_correction(transaction, {}); });
  }
  std::string shown() { return photo(photo_).taken->taken.local; }

  PhotoId photo_;

 private:
  template <typename Work>
  Result<std::int64_t> within(Work work) {
    const auto transaction = TRY(store::Transaction::begin(*database_));
    const auto photos = TRY(work(*transaction));
    TRY(transaction->commit());
    return photos;
  }
};

TEST_F(Correcting, PhotosAreNamedByPathOrCamera) {
  EXPECT_EQ(apply({.files = {"/photos/a.jpg"}, .camera = "canon eos", .text = "1987-07"}), 1)
      << "one photo, named twice";
  EXPECT_EQ(shown(), "1987-07");
  EXPECT_EQ(apply({.files = {"/photos/b.jpg"}, .text = "1987"}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(apply({.camera = "Leica", .text = "1987"}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(apply({.text = "1987"}).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(apply({.photos = {PhotoId{99}}, .text = "1987"}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(shown(), "1987-07") << "what failed has changed nothing";
}

TEST_F(Correcting, TheLastOneIsTakenBackFirst) {
  ASSERT_TRUE(apply({.photos = {photo_}, .text = "2001-02-03T04:05:06"}).has_value());
  ASSERT_TRUE(apply({.photos = {photo_}, .what = What::kShift, .seconds = 54}).has_value());
  EXPECT_EQ(shown(), "2001-02-03T04:06:00");
  EXPECT_EQ(take_back(), 1);
  EXPECT_EQ(shown(), "2001-02-03T04:05:06");
  EXPECT_EQ(take_back(), 1);
  EXPECT_EQ(shown(), "2019-06-06T07:29:51");
  EXPECT_EQ(take_back().error().code, ErrorCode::kNotFound);
}

TEST_F(Correcting, PlacesAndZonesAreChecked) {
  EXPECT_EQ(apply({.photos = {photo_}, .what = What::kPlace, .place = {35.01, 135.77, {}}}), 1);
  EXPECT_NEAR(photo(photo_).gps->latitude, 35.01, 1e-6);
  EXPECT_EQ(apply({.photos = {photo_}, .what = What::kNowhere}), 1);
  EXPECT_FALSE(photo(photo_).gps.has_value());
  EXPECT_FALSE(apply({.photos = {photo_}, .what = What::kPlace, .place = {95, 0, {}}}).has_value());
  EXPECT_EQ(apply({.photos = {photo_}, .what = What::kZone, .text = "Asia/Tokyo"}), 1);
  EXPECT_FALSE(apply({.photos = {photo_}, .what = What::kZone, .text = "Asia/Atlantis"}).has_value());
}

TEST_F(Correcting, ATimeIsWholeOrNone) {
  for (const char* none :
       {"yesterday", "2024-03-09T25:05", "2024-03-09T14:99", "2024-03-09T-1:00", "2024-03-09Tgarbage",
        "2024-03-09 24:00", "2024-00", "2024-03-09T14:05+99:00", "2024-03-09T14:05:60", "2024-02-30", ""}) {
    EXPECT_FALSE(apply({.photos = {photo_}, .what = What::kTaken, .text = none}).has_value()) << none;
  }
  for (const char* time : {"2024", "2024-03", "2024-03-09", "2024-03-09T14:05", "2024/3/9",
                           "2024-03-09 14:05:06.5+09:00", "2024:03:09 14:05:07", "2024-03-09T14:05:08Z"}) {
    EXPECT_EQ(apply({.photos = {photo_}, .what = What::kTaken, .text = time}), 1) << time;
  }
}

TEST_F(Correcting, WhatChangesNothingIsNoStepToTakeBack) {
  ASSERT_EQ(apply({.photos = {photo_}, .text = "1987-07"}), 1);
  EXPECT_EQ(apply({.photos = {photo_}, .text = "1987-07"}), 0);
  EXPECT_EQ(apply({.photos = {photo_}, .what = What::kShift, .seconds = 3600}), 0);  // a month has no clock
  EXPECT_EQ(take_back(), 1);
  EXPECT_EQ(shown(), "2019-06-06T07:29:51");
}

TEST_F(Correcting, WhatTheFilesSayComesBack) {
  ASSERT_TRUE(apply({.photos = {photo_}, .text = "1987"}).has_value());
  EXPECT_EQ(apply({.photos = {photo_}, .what = What::kAsSaid, .text = "taken"}), 1);
  EXPECT_EQ(shown(), "2019-06-06T07:29:51");
  EXPECT_FALSE(apply({.photos = {photo_}, .what = What::kAsSaid, .text = "weather"}).has_value());
}

}  // namespace
}  // namespace shoebox::engine
