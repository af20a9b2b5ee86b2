#include "store/location_repository.h"

#include "store/library_fixture.h"

namespace shoebox::store {
namespace {

class Locations : public LibraryTest {
 protected:
  Locations() { add_root("/photos"); }

  PhotoId photo_at(const std::string& name, std::optional<image::GpsPosition> gps) {
    ScannedFile file = decoded("/photos/" + name, name, name);
    file.decoded->embedded.gps = gps;
    Facts takeout;
    takeout.source = FactSource::kTakeout;
    takeout.metadata.taken = {"2023-04-12T07:30:00", std::nullopt, image::TimePrecision::kSecond, "takeout:x"};
    takeout.taken_is_utc = true;
    file.facts = {takeout};
    return store(file).photo;
  }
  std::vector<PhotoId> stale() {
    std::vector<PhotoId> ids;
    for (const UnlocatedPhoto& photo : must(locations_.stale(100))) ids.push_back(photo.id);
    return ids;
  }
  void set(PhotoId photo, const Location& location) {
    PhotoTime taken{{"2023-04-12T16:30:00", 540, image::TimePrecision::kSecond, ""}, false};
    write([&](Transaction& t) {
      must(locations_.set(t, photo, location, taken));
      return 0;
    });
  }
  void set_revision(std::uint32_t revision) {
    write([&](Transaction& t) {
      must(locations_.set_revision(t, revision));
      return 0;
    });
  }

  LocationRepository locations_{*database_};
};

TEST_F(Locations, OnlyPhotosWithAPlaceAreStaleUntilTheyAreSet) {
  const PhotoId kyoto = photo_at("kyoto.jpg", image::GpsPosition{35.0, 135.75, std::nullopt});
  const PhotoId nowhere = photo_at("nowhere.jpg", std::nullopt);
  EXPECT_EQ(stale(), std::vector{kyoto});
  set(kyoto, {'J' << 8 | 'P', 26, 1857910});
  EXPECT_TRUE(stale().empty());
  EXPECT_EQ(must(locations_.find(kyoto)), (Location{'J' << 8 | 'P', 26, 1857910}));
  EXPECT_EQ(must(locations_.find(nowhere)), Location{});
  EXPECT_EQ(photo(kyoto).taken->taken.local, "2023-04-12T16:30:00");
  EXPECT_EQ(photo(kyoto).taken->taken.offset_minutes, 540);
  EXPECT_FALSE(photo(kyoto).taken->is_utc);
  EXPECT_EQ(photo(kyoto).taken->taken.source, "takeout:x");
  EXPECT_TRUE(photo(nowhere).taken->is_utc);
}

TEST_F(Locations, AnotherGazetteerAsksAgainAndSeesWhatTheSourcesSaid) {
  const PhotoId kyoto = photo_at("kyoto.jpg", image::GpsPosition{35.0, 135.75, std::nullopt});
  photo_at("nowhere.jpg", std::nullopt);
  set_revision(1);
  set(kyoto, {1, 2, 3});
  set_revision(1);
  EXPECT_TRUE(stale().empty());
  set_revision(2);
  const auto again = must(locations_.stale(100));
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(again[0].id, kyoto);
  EXPECT_EQ(again[0].said->taken.local, "2023-04-12T07:30:00");
  EXPECT_TRUE(again[0].said->is_utc);
  EXPECT_EQ(again[0].gps->longitude, 135.75);
}

TEST_F(Locations, AChangedPhotoIsStaleAgain) {
  const PhotoId kyoto = photo_at("kyoto.jpg", image::GpsPosition{35.0, 135.75, std::nullopt});
  set(kyoto, {1, 2, 3});
  photo_at("kyoto.jpg", image::GpsPosition{35.0, 135.75, std::nullopt});
  EXPECT_EQ(stale(), std::vector{kyoto});
}

}  // namespace
}  // namespace shoebox::store
