#include "ingest/companions.h"

#include <set>
#include <utility>

#include <gtest/gtest.h>

#include "ingest/extension.h"

namespace shoebox::ingest {
namespace {

using Names = std::vector<std::string>;
using Pairs = std::set<std::pair<std::string, std::string>>;

Pairs sidecars(const Names& pictures, const Names& xmp) {
  Pairs pairs;
  for (const auto& pair : find_companions(pictures, xmp, {}, {}).sidecars) {
    pairs.emplace(pictures[pair.picture], xmp[pair.companion]);
  }
  return pairs;
}

Pairs videos(const Names& pictures, const Names& films) {
  Pairs pairs;
  for (const auto& pair : find_companions(pictures, {}, {}, films).videos) {
    pairs.emplace(pictures[pair.picture], films[pair.companion]);
  }
  return pairs;
}

TEST(Companions, SidecarIsNamedAfterThePictureOrItsStem) {
  EXPECT_EQ(sidecars({"a.jpg", "b.CR2", "c.png"}, {"a.jpg.xmp", "B.xmp"}),
            (Pairs{{"a.jpg", "a.jpg.xmp"}, {"b.CR2", "B.xmp"}}));
}

TEST(Companions, SidecarOfTheFullNameWins) {
  EXPECT_EQ(sidecars({"a.jpg", "a.cr2"}, {"a.xmp", "a.jpg.xmp"}), (Pairs{{"a.jpg", "a.jpg.xmp"}, {"a.cr2", "a.xmp"}}));
}

TEST(Companions, SidecarOfAStemBelongsToEveryPictureOfIt) {
  EXPECT_EQ(sidecars({"a.jpg", "a.cr2"}, {"a.xmp"}), (Pairs{{"a.jpg", "a.xmp"}, {"a.cr2", "a.xmp"}}));
}

TEST(Companions, LiveVideoGoesToTheHeicThenTheJpeg) {
  EXPECT_EQ(videos({"IMG_1.JPG", "IMG_1.HEIC"}, {"IMG_1.MOV"}), (Pairs{{"IMG_1.HEIC", "IMG_1.MOV"}}));
  EXPECT_EQ(videos({"IMG_2.jpeg"}, {"img_2.mov"}), (Pairs{{"IMG_2.jpeg", "img_2.mov"}}));
  EXPECT_EQ(videos({"IMG_3.png", "IMG_3.dng"}, {"IMG_3.mov"}), (Pairs{}));
  EXPECT_EQ(videos({"IMG_4.heic"}, {"IMG_5.mov", "IMG_4.avi"}), (Pairs{}));
}

TEST(Companions, PictureHasOneVideo) {
  EXPECT_EQ(videos({"IMG_1.heic"}, {"IMG_1.mov", "IMG_1.mp4"}), (Pairs{{"IMG_1.heic", "IMG_1.mov"}}));
}

TEST(Extension, NamesAreClassed) {
  EXPECT_EQ(name_class("a.JPG"), NameClass::kPicture);
  EXPECT_EQ(name_class("照片.HEIC"), NameClass::kPicture);
  EXPECT_EQ(name_class("a.mov"), NameClass::kVideo);
  EXPECT_EQ(name_class("a.jpg.xmp"), NameClass::kSidecar);
  EXPECT_EQ(name_class("a.jpg.json"), NameClass::kJson);
  EXPECT_EQ(name_class("a.mp3"), NameClass::kOther);
  EXPECT_EQ(name_class("noextension"), NameClass::kUnknown);
  EXPECT_EQ(name_class(".jpg"), NameClass::kUnknown);
  EXPECT_EQ(name_class("a."), NameClass::kUnknown);
  EXPECT_EQ(name_class("a.jpg "), NameClass::kUnknown);
  EXPECT_EQ(name_class("a.jpg png"), NameClass::kUnknown);
  EXPECT_EQ(name_class("photo.jpg_original"), NameClass::kUnknown);
}

TEST(Extension, StemKeepsAllButTheLastExtension) {
  EXPECT_EQ(shot_stem("PXL_1.MP.jpg"), "pxl_1.mp");
  EXPECT_EQ(shot_stem(".hidden"), ".hidden");
}

}  // namespace
}  // namespace shoebox::ingest
