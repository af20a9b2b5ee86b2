#include "ingest/grouping.h"

#include <set>

#include <gtest/gtest.h>

#include "ingest/name_facts.h"

namespace shoebox::ingest {
namespace {

using image::Trait;
using store::GroupCandidate;

class Album {
 public:
  Album& add(std::string name, std::string taken = {}, std::uint32_t traits = 0, std::string burst = {},
             std::int64_t folder = 1) {
    GroupCandidate photo;
    photo.photo = PhotoId{static_cast<std::int64_t>(photos_.size()) + 1};
    photo.folder = folder;
    photo.name = std::move(name);
    photo.taken_local = std::move(taken);
    photo.traits = traits;
    photo.burst_id = burst.empty() ? burst_stem(photo.name) : std::move(burst);
    photos_.push_back(std::move(photo));
    return *this;
  }
  GroupCandidate& last() { return photos_.back(); }

  /// "raw: a.jpg a.dng".
  std::multiset<std::string> groups() const {
    std::multiset<std::string> texts;
    for (const store::PhotoGroup& group : find_groups(photos_)) {
      std::string text = group.kind + ":";
      for (const PhotoId photo : group.photos) text += " " + photos_.at(static_cast<std::size_t>(photo.value - 1)).name;
      texts.insert(text);
    }
    return texts;
  }

 private:
  std::vector<GroupCandidate> photos_;
};

using Groups = std::multiset<std::string>;

constexpr std::uint32_t kRaw = image::trait_bit(Trait::kRaw);

TEST(Grouping, RawAndJpegOfOneShotArePairs) {
  EXPECT_EQ(Album()
                .add("IMG_1.CR2", "2023-01-01T10:00:00", kRaw)
                .add("img_1.jpg", "2023-01-01T10:00:00")
                .add("IMG_2.CR2", "2023-01-01T10:00:05", kRaw)
                .groups(),
            (Groups{"raw: img_1.jpg IMG_1.CR2"}));
  EXPECT_EQ(Album().add("a.dng", "", kRaw).add("a.jpg", "2023-01-01T10:00:00").groups(), (Groups{"raw: a.jpg a.dng"}));
}

TEST(Grouping, ShotsThatCountOnWithoutAPauseAreABurst) {
  const auto shots = [](std::string_view camera, std::initializer_list<std::pair<const char*, const char*>> taken) {
    Album album;
    for (const auto& [name, time] : taken) {
      album.add(name, time);
      album.last().camera = camera;
    }
    return album.groups();
  };
  EXPECT_EQ(shots("Canon R6", {{"IMG_0001.JPG", "2023-01-01T10:00:00"},
                               {"IMG_0002.JPG", "2023-01-01T10:00:00"},
                               {"IMG_0003.JPG", "2023-01-01T10:00:01"},
                               {"IMG_0004.JPG", "2023-01-01T10:00:05"}}),
            (Groups{"burst: IMG_0001.JPG IMG_0002.JPG IMG_0003.JPG"}));
  // Two shots are two tries; a number left out, a pause, another camera or no seconds make no burst.
  EXPECT_EQ(shots("Canon R6", {{"IMG_0001.JPG", "2023-01-01T10:00:00"}, {"IMG_0002.JPG", "2023-01-01T10:00:01"}}),
            Groups{});
  EXPECT_EQ(shots("Canon R6", {{"IMG_0001.JPG", "2023-01-01T10:00:00"},
                               {"IMG_0012.JPG", "2023-01-01T10:00:00"},
                               {"IMG_0113.JPG", "2023-01-01T10:00:01"}}),
            Groups{});
  EXPECT_EQ(
      shots(" ",
            {{"a1.jpg", "2023-01-01T10:00:00"}, {"a2.jpg", "2023-01-01T10:00:00"}, {"a3.jpg", "2023-01-01T10:00:01"}}),
      Groups{});
  EXPECT_EQ(shots("Canon R6", {{"a1.jpg", "2023-01-01"}, {"a2.jpg", "2023-01-01"}, {"a3.jpg", "2023-01-01"}}),
            Groups{});
}

TEST(Grouping, ManyPicturesOfOneSecondHaveLostTheirTime) {
  Album album;
  for (int i = 100; i < 140; ++i) {
    album.add("scan" + std::to_string(i) + ".jpg", "2023-01-01T10:00:00");
    album.last().camera = "Epson V600";
  }
  EXPECT_EQ(album.groups(), Groups{});
}

TEST(Grouping, OneNameAtOtherTimesOrPlacesIsNoPair) {
  EXPECT_EQ(Album().add("a.dng", "2023-01-01T10:00:00", kRaw).add("a.jpg", "2020-01-01T10:00:00").groups(), Groups{});
  EXPECT_EQ(Album().add("a.dng", "", kRaw).add("a.jpg", "", 0, "", 2).groups(), Groups{});
  EXPECT_EQ(Album().add("a.png").add("a.jpg").groups(), Groups{});
  EXPECT_EQ(Album().add("a.dng", "", kRaw).add("a.cr2", "", kRaw).groups(), Groups{});
}

TEST(Grouping, BurstsAreKnownByTheirIdOrTheirNames) {
  EXPECT_EQ(Album()
                .add("IMG_20230412_153000_BURST001.jpg", "2023-04-12T15:30:00")
                .add("IMG_20230412_153000_BURST002_COVER.jpg", "2023-04-12T15:30:01")
                .add("IMG_20230412_153000_BURST003.jpg", "2023-04-12T15:30:01", 0, "", 2)
                .groups(),
            (Groups{"burst: IMG_20230412_153000_BURST002_COVER.jpg IMG_20230412_153000_BURST001.jpg"}));
  EXPECT_EQ(Album()
                .add("IMG_2.HEIC", "2023-04-12T15:30:01", 0, "uuid", 2)
                .add("IMG_1.HEIC", "2023-04-12T15:30:00", 0, "uuid", 1)
                .add("IMG_3.HEIC", "2023-05-12T15:30:00", 0, "uuid", 1)
                .add("IMG_4.HEIC", "2023-04-12T15:30:00", 0, "other", 1)
                .groups(),
            (Groups{"burst: IMG_1.HEIC IMG_2.HEIC"}));
}

TEST(Grouping, AFavouriteStandsForItsBurst) {
  Album album;
  album.add("1.jpg", "2023-04-12T15:30:00", 0, "uuid").add("2.jpg", "2023-04-12T15:30:01", 0, "uuid");
  album.last().favourite = true;
  EXPECT_EQ(album.groups(), (Groups{"burst: 2.jpg 1.jpg"}));
}

TEST(Grouping, EditedCopiesStandForTheirOriginal) {
  EXPECT_EQ(Album()
                .add("a.jpg", "2023-04-12T15:30:00")
                .add("a-edited.jpg", "2023-04-12T15:30:00")
                .add("IMG_1234.HEIC")
                .add("IMG_E1234.JPG")
                .add("b-edited.jpg")
                .groups(),
            (Groups{"edited: a-edited.jpg a.jpg", "edited: IMG_E1234.JPG IMG_1234.HEIC"}));
  EXPECT_EQ(Album().add("a.jpg", "2023-04-12T15:30:00").add("a~2.jpg").add("a~3.jpg").groups(),
            (Groups{"edited: a~3.jpg a~2.jpg a.jpg"}));
  EXPECT_EQ(Album().add("a.jpg", "2023-04-12T15:30:00").add("a-edited.jpg", "2024-04-12T15:30:00").groups(), Groups{});
  EXPECT_EQ(Album().add("a.jpg").add("a-edited.jpg", "", 0, "", 2).groups(), Groups{});
}

TEST(Grouping, NothingIsNoGroup) {
  EXPECT_EQ(Album().groups(), Groups{});
  EXPECT_EQ(Album().add("a.jpg").add("b.jpg").groups(), Groups{});
}

}  // namespace
}  // namespace shoebox::ingest
