// The metadata of real photos against their index (../shared/data/photos/index.jsonl, or in $SHOEBOX_SHARED).

#include <cmath>
#include <cstdlib>
#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/limits.h"
#include "core/path.h"
#include "image/codec.h"
#include "image/metadata.h"

namespace shoebox::image {
namespace {

std::string photos_folder() {
  const char* shared = std::getenv("SHOEBOX_SHARED");
  return (shared != nullptr ? std::string(shared) : SHOEBOX_SOURCE_DIR "/../shared") + "/data/photos";
}

/// The lines of the index that are pictures; empty when the photos are not here.
std::vector<nlohmann::json> pictures() {
  std::ifstream index(photos_folder() + "/index.jsonl");
  std::vector<nlohmann::json> entries;
  for (std::string line; std::getline(index, line);) {
    nlohmann::json entry = nlohmann::json::parse(line);
    if (entry.value("mime", "").starts_with("image/")) entries.push_back(std::move(entry));
  }
  return entries;
}

Metadata metadata_of(const nlohmann::json& entry) {
  const auto content = read_file(photos_folder() + "/" + entry["file"].get<std::string>(), limits::kFileBytesMax);
  EXPECT_TRUE(content);
  if (!content) return {};
  const auto bytes = std::as_bytes(std::span(*content));
  return read_metadata(bytes, sniff_format(bytes));
}

/// "2008-10-22T16:28:39.12" -> "2008:10:22 16:28:39", the index's form.
std::string exif_form(const std::optional<TakenTime>& taken) {
  if (!taken) return "none";
  std::string text = taken->local.substr(0, 19);
  for (char& c : text) c = c == '-' ? ':' : c == 'T' ? ' ' : c;
  return text;
}

class SharedMetadata : public testing::Test {
 protected:
  void SetUp() override {
    entries_ = pictures();
    if (entries_.empty())
      GTEST_SKIP() << "no photos in " << photos_folder() << " (set SHOEBOX_SHARED to where they are)";
  }

  std::vector<nlohmann::json> entries_;
};

TEST_F(SharedMetadata, EqualsTheIndex) {
  int times = 0;
  int places = 0;
  for (const auto& entry : entries_) {
    SCOPED_TRACE(entry["file"]);
    const Metadata metadata = metadata_of(entry);
    if (entry.contains("taken")) {
      // A clock that was never set is in the index as the camera wrote it, and no time to us.
      const std::string written = entry["taken"];
      EXPECT_EQ(exif_form(metadata.taken), written.starts_with("0000") ? "none" : written);
      ++times;
    } else {
      // The index knows EXIF alone; XMP's date of creation may be there.
      EXPECT_FALSE(metadata.taken && metadata.taken->source.starts_with("exif:")) << exif_form(metadata.taken);
    }
    EXPECT_EQ(metadata.make, entry.value("make", ""));
    EXPECT_EQ(metadata.model, entry.value("model", ""));
    if (entry.contains("gps")) {
      ASSERT_TRUE(metadata.gps);
      EXPECT_NEAR(metadata.gps->latitude, entry["gps"][0].get<double>(), 2e-6);
      EXPECT_NEAR(metadata.gps->longitude, entry["gps"][1].get<double>(), 2e-6);
      ++places;
    } else {
      EXPECT_FALSE(metadata.gps) << metadata.gps->latitude << " " << metadata.gps->longitude;
    }
  }
  EXPECT_GT(times, 50);
  EXPECT_GT(places, 30);
}

TEST_F(SharedMetadata, NamedRegionsArePeople) {
  int photos = 0;
  for (const auto& entry : entries_) {
    if (!entry.contains("regions")) continue;
    EXPECT_EQ(metadata_of(entry).people, entry["regions"].get<std::vector<std::string>>()) << entry["file"];
    ++photos;
  }
  EXPECT_GT(photos, 0);
}

}  // namespace
}  // namespace shoebox::image
