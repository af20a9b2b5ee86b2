#include "ingest/takeout_names.h"

#include <vector>

#include <gtest/gtest.h>

namespace shoebox::ingest {
namespace {

/// The JSON that belongs to the picture, or "none".
std::string json_of(std::string_view picture, const std::vector<std::string>& jsons) {
  const auto found = TakeoutNames(jsons).find(picture);
  return found ? jsons.at(*found) : "none";
}

void check(std::string_view picture, const std::string& json) {
  // Names near it must not confuse.
  EXPECT_EQ(json_of(picture, {"a.json", "metadata.json", "photo.jpg.other.json", json, "photos.jpg.json", "IMG.json"}),
            json)
      << picture;
}

TEST(TakeoutNames, OldAndNewNamesAreFound) {
  check("photo.jpg", "photo.jpg.json");
  check("Photo.JPG", "photo.jpg.json");
  check("photo.jpg", "photo.jpg.supplemental-metadata.json");
  for (std::size_t size = 0; size <= std::string(".supplemental-metadata").size(); ++size)
    check("photo.jpg", "photo.jpg" + std::string(".supplemental-metadata").substr(0, size) + ".json");
  check("PXL_20230412_073000123.MP.jpg", "PXL_20230412_073000123.MP.jpg.supplemental-met.json");
  check("樱花.jpg", "樱花.jpg.supplemental-metadata.json");
}

TEST(TakeoutNames, NumbersStandBehindTheExtension) {
  const std::vector<std::string> jsons = {"photo.jpg.json", "photo.jpg(1).json", "photo.jpg.supplemental-metad(2).json",
                                          "photo(3).jpg.json"};
  EXPECT_EQ(json_of("photo.jpg", jsons), "photo.jpg.json");
  EXPECT_EQ(json_of("photo(1).jpg", jsons), "photo.jpg(1).json");
  EXPECT_EQ(json_of("photo(2).jpg", jsons), "photo.jpg.supplemental-metad(2).json");
  EXPECT_EQ(json_of("photo(3).jpg", jsons), "photo(3).jpg.json");
  EXPECT_EQ(json_of("photo(4).jpg", jsons), "none");
}

TEST(TakeoutNames, EditedCopiesHaveTheOriginalsFacts) {
  check("photo-edited.jpg", "photo.jpg.json");
  check("photo-已修改.jpg", "photo.jpg.supplemental-metadata.json");
  check("photo-edited(1).jpg", "photo.jpg(1).json");
  EXPECT_EQ(json_of("photo-edited.jpg", {"photo.jpg.json", "photo-edited.jpg.json"}), "photo-edited.jpg.json");
}

TEST(TakeoutNames, LongNamesAreCut) {
  const std::string name = "a name that is much longer than Takeout ever writes.jpg";
  check(name, name.substr(0, 46) + ".json");
  check(name.substr(0, 47) + ".jpg", name.substr(0, 46) + ".json");
  EXPECT_EQ(json_of(name, {name.substr(0, 30) + ".json"}), "none");
  std::string chinese;
  for (int i = 0; i < 60; ++i) chinese += "樱";
  check(chinese + ".jpg", chinese.substr(0, 46 * 3) + ".json");
  check(chinese + ".jpg", chinese.substr(0, 15 * 3) + ".json");
}

TEST(TakeoutNames, ConvertedPicturesAndLivePhotosShareAStem) {
  check("IMG_1234.jpg", "IMG_1234.HEIC.json");
  check("IMG_1234.HEIC", "IMG_1234.MP4.json");
  check("IMG_1234.HEIC", "IMG_1234.json");
  check("IMG_1234.jpg", "IMG_1234.HEIC.supplemental-metadata.json");
  check("IMG_1234(1).jpg", "IMG_1234.HEIC.supplemental-met(1).json");
  EXPECT_EQ(json_of("IMG_1234.JPG", {"IMG_1234.HEIC.json", "IMG_1234.JPG.json"}), "IMG_1234.JPG.json");
}

TEST(TakeoutNames, OtherFilesAreLeftAlone) {
  EXPECT_EQ(json_of("photo.jpg", {}), "none");
  for (const char* json : {"metadata.json", "photo2.jpg.json", "photo.jpg.extra.json", "photo.jpg(1).json", ".json",
                           "photo.jpg.supplemental-metadata-x.json", "(1).json", "print-subscriptions.json"})
    EXPECT_EQ(json_of("photo.jpg", {json}), "none") << json;
  for (const char* picture : {"", ".", "(1)", "(1).jpg", "-edited", "~1"})
    EXPECT_EQ(json_of(picture, {"photo.jpg.json", "photo.jpg(1).json"}), "none") << picture;
}

TEST(TakeoutNames, HugeNamesAreHarmless) {
  const std::string name(5000, 'x');
  EXPECT_EQ(json_of(name, {name + ".json"}), name + ".json");
  EXPECT_EQ(json_of(name + "(1)", {"y.json"}), "none");
}

}  // namespace
}  // namespace shoebox::ingest
