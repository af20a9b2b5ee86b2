#include "store/photo_traits.h"

#include <gtest/gtest.h>

#include "image/metadata.h"

namespace shoebox::store {
namespace {

using image::Trait;
using image::trait_bit;

bool is_drone(std::string_view make, std::string_view model) {
  return (photo_traits({.make = make, .model = model}) & trait_bit(Trait::kDrone)) != 0;
}

TEST(PhotoTraits, DronesAreKnownByTheirCameras) {
  EXPECT_TRUE(is_drone("DJI", "FC3582"));
  EXPECT_TRUE(is_drone("Hasselblad", "L1D-20c"));
  EXPECT_TRUE(is_drone("Hasselblad", "L2D-20c"));
  EXPECT_TRUE(is_drone("Parrot", "Anafi"));
  EXPECT_FALSE(is_drone("DJI", "Osmo Action"));
  EXPECT_FALSE(is_drone("DJI", "DJI Pocket 2"));
  EXPECT_FALSE(is_drone("Hasselblad", "Hasselblad X1D"));
  EXPECT_FALSE(is_drone("Hasselblad", "L"));
  EXPECT_FALSE(is_drone("", ""));
}

TEST(PhotoTraits, APhotoIsWhatIsNoScreenshot) {
  EXPECT_EQ(photo_traits({}), trait_bit(Trait::kPhoto));
  EXPECT_EQ(photo_traits({.said = trait_bit(Trait::kScreenshot)}), trait_bit(Trait::kScreenshot));
  EXPECT_EQ(photo_traits({.said = trait_bit(Trait::kDocument)}), trait_bit(Trait::kDocument));
}

TEST(PhotoTraits, FormatVideoAndShapeTellOfMore) {
  EXPECT_EQ(photo_traits({.format = "raw"}), trait_bit(Trait::kPhoto) | trait_bit(Trait::kRaw));
  EXPECT_EQ(photo_traits({.has_live_video = true}), trait_bit(Trait::kPhoto) | trait_bit(Trait::kLive));
  const auto wide = [](std::string_view make, int width, int height) {
    return (photo_traits({.make = make, .width = width, .height = height}) & trait_bit(Trait::kPanorama)) != 0;
  };
  EXPECT_TRUE(wide("Apple", 10800, 3900));
  EXPECT_TRUE(wide("Apple", 3900, 10800));
  EXPECT_FALSE(wide("Apple", 4032, 3024));
  EXPECT_FALSE(wide("Apple", 400, 100));
  EXPECT_FALSE(wide("Canon", 10800, 3900));
}

}  // namespace
}  // namespace shoebox::store
