#include "engine/gallery.h"

#include "store/library_fixture.h"
#include "store/mark_repository.h"

namespace shoebox::engine {
namespace {

using store::must;
using store::ScannedFile;
using store::Transaction;

class Galleries : public store::LibraryTest {
 protected:
  Galleries() { add_root("/p"); }

  PhotoId add(const std::string& name, const std::string& taken, std::optional<image::GpsPosition> gps = {}) {
    ScannedFile file = decoded("/p/" + name, name, name);
    if (!taken.empty()) {
      const std::pair<std::size_t, image::TimePrecision> kPrecisions[] = {{4, image::TimePrecision::kYear},
                                                                          {7, image::TimePrecision::kMonth},
                                                                          {10, image::TimePrecision::kDay},
                                                                          {19, image::TimePrecision::kSecond}};
      image::TakenTime& time = file.decoded->embedded.taken.emplace();
      time.local = taken;
      for (const auto& [size, precision] : kPrecisions) {
        if (taken.size() == size) time.precision = precision;
      }
    }
    file.decoded->embedded.gps = gps;
    return store(file).photo;
  }
  std::shared_ptr<const Gallery> gallery(const Gallery* before = nullptr) {
    return must(Gallery::create(before, *database_, nullptr));
  }
  static std::string text(const std::vector<Gallery::BucketCount>& buckets) {
    std::string all;
    for (const auto& bucket : buckets) all += bucket.bucket + ":" + std::to_string(bucket.count) + " ";
    return all;
  }
};

TEST_F(Galleries, CountByTimeNewestFirst) {
  add("a", "2024-05-17T10:00:00");
  add("b", "2024-05-17T23:59:59");
  add("c", "2024-05-18T00:00:00");
  add("d", "2023");
  add("e", "");
  add("f", "2024-05");
  add("g", "1969-12-31T12:00:00");
  const auto all = gallery();
  EXPECT_EQ(all->size(), 7U);
  EXPECT_EQ(text(all->buckets(Gallery::By::kDay)),
            "2024-05-18:1 2024-05-17:2 2024-05-01:1 2023-01-01:1 1969-12-31:1 unknown:1 ");
  EXPECT_EQ(text(all->buckets(Gallery::By::kMonth)), "2024-05:4 2023-01:1 1969-12:1 unknown:1 ");
  EXPECT_EQ(text(all->buckets(Gallery::By::kYear)), "2024:4 2023:1 1969:1 unknown:1 ");
}

TEST_F(Galleries, BucketsHoldWhatTheyCount) {
  for (int i = 0; i < 40; ++i)
    add(std::to_string(i), i % 7 == 0 ? ""
                                      : "20" + std::to_string(10 + i % 5) + "-0" + std::to_string(1 + i % 3) +
                                            "-11T10:00:0" + std::to_string(i % 10));
  const auto all = gallery();
  for (const auto by : {Gallery::By::kYear, Gallery::By::kMonth, Gallery::By::kDay}) {
    for (const auto& bucket : all->buckets(by)) {
      EXPECT_EQ(std::ssize(all->in_bucket(bucket.bucket)), bucket.count) << bucket.bucket;
    }
  }
  for (const char* none : {"2099", "1800-01", "2010-02-30", "9999-99-99"})
    EXPECT_TRUE(all->in_bucket(none).empty()) << none;
}

TEST_F(Galleries, NeighboursAreThoseInTime) {
  const PhotoId old = add("a", "2020-01-01T00:00:00");
  const PhotoId newest = add("b", "2022-01-01T00:00:00");
  const PhotoId middle = add("c", "2021-01-01T00:00:00");
  const auto all = gallery();
  EXPECT_EQ(all->neighbours(middle).newer, newest);
  EXPECT_EQ(all->neighbours(middle).older, old);
  EXPECT_EQ(all->neighbours(newest).newer, std::nullopt);
  EXPECT_EQ(all->neighbours(old).older, std::nullopt);
  EXPECT_EQ(all->neighbours(PhotoId{999}).older, std::nullopt);
  EXPECT_EQ(all->newest_first(std::vector{old, PhotoId{999}, newest}), (std::vector{newest, old}));
}

TEST_F(Galleries, FollowWhatChanges) {
  const PhotoId first = add("a", "2020-01-01T00:00:00");
  const auto before = gallery();
  const PhotoId second = add("b", "2021-01-01T00:00:00");
  write([&](Transaction& t) {
    return must(store::MarkRepository(*database_).set(t, first, store::Mark::kHidden, store::Marked::kYes)), 0;
  });
  const auto after = gallery(before.get());
  EXPECT_EQ(before->size(), 1U);
  EXPECT_EQ(after->size(), 1U);
  EXPECT_EQ(after->in_bucket("2021"), std::vector{second});
  write([&](Transaction& t) {
    return must(store::MarkRepository(*database_).set(t, first, store::Mark::kHidden, store::Marked::kNo)), 0;
  });
  EXPECT_EQ(gallery(after.get())->size(), 2U);
}

TEST_F(Galleries, MapPutsNearPhotosTogether) {
  add("a", "2020", image::GpsPosition{48.8584, 2.2945, {}});
  const PhotoId newer = add("b", "2021", image::GpsPosition{48.8606, 2.3376, {}});
  const PhotoId far = add("c", "2022", image::GpsPosition{-33.8568, 151.2153, {}});
  add("d", "2022");
  const auto all = gallery();
  const GeoBox world{-180, -90, 180, 90};
  const auto wide = all->clusters(world, 2);
  ASSERT_EQ(wide.size(), 2U);
  EXPECT_EQ(wide[0].photo, far);
  EXPECT_EQ(wide[1].count, 2);
  EXPECT_EQ(wide[1].photo, newer);
  EXPECT_NEAR(wide[1].longitude, 2.316, 1e-3);
  EXPECT_EQ(all->clusters(world, 16).size(), 3U);
  EXPECT_EQ(all->without_position(), 1U);
  EXPECT_EQ(all->in_box({100, -60, -100, 60}), std::vector{far});  // across the date line
  EXPECT_EQ(all->in_box({0, 40, 10, 50}).size(), 2U);
  EXPECT_TRUE(all->in_box({10, 50, 0, 40}).empty());
}

TEST_F(Galleries, DeepZoomKeepsAllApart) {
  for (int i = 0; i < 60; ++i) add(std::to_string(i), "", image::GpsPosition{90.0 - i * 3, -180.0 + i * 6, {}});
  const auto clusters = gallery()->clusters({-180, -90, 180, 90}, 22);
  EXPECT_EQ(clusters.size(), 60U);
}

}  // namespace
}  // namespace shoebox::engine
