// Over real photos (../shared/data/photos, or $SHOEBOX_SHARED/data/photos): every picture decodes, and a reduced decode
// gives nearly the model's input that a full one gives.

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/limits.h"
#include "core/path.h"
#include "image/codec.h"
#include "image/render.h"

namespace shoebox::image {
namespace {

struct Photo {
  std::string path;
  bool negative = false;
};

std::string photos_folder() {
  const char* shared = std::getenv("SHOEBOX_SHARED");
  return (shared != nullptr ? std::string(shared) : SHOEBOX_SOURCE_DIR "/../shared") + "/data/photos";
}

/// The pictures of the index; videos are left out.
std::vector<Photo> load_index() {
  std::ifstream index(photos_folder() + "/index.jsonl");
  std::vector<Photo> photos;
  for (std::string line; std::getline(index, line);) {
    const auto entry = nlohmann::json::parse(line);
    if (!entry.value("mime", "").starts_with("image/")) continue;
    const std::string note = entry.value("note", "");
    photos.push_back({photos_folder() + "/" + entry["file"].get<std::string>(), note.starts_with("negative case")});
  }
  return photos;
}

Result<Decoded> decode_file(const std::string& path, int short_side_min) {
  const std::string content = TRY(read_file(path, limits::kFileBytesMax));
  return decode_image(std::as_bytes(std::span(content)), short_side_min);
}

class SharedPhotos : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(photos_folder() + "/index.jsonl")) {
      GTEST_SKIP() << "no photos in " << photos_folder() << " (set SHOEBOX_SHARED to where they are)";
    }
  }
};

TEST_F(SharedPhotos, AllDecodeButNegativeCases) {
  const auto photos = load_index();
  ASSERT_GT(photos.size(), 100U);
  for (const auto& photo : photos) {
    const auto decoded = decode_file(photo.path, 520);
    if (photo.negative) {
      std::cout << "negative case " << photo.path << ": "
                << (decoded ? "decodes to " + std::to_string(decoded->full_width) + " x " +
                                  std::to_string(decoded->full_height)
                            : decoded.error().message)
                << "\n";
    } else {
      EXPECT_TRUE(decoded) << photo.path << ": " << decoded.error().text();
    }
  }
}

/// Mean absolute difference of two renders in the model's normalised units.
double tensor_difference(const Image& a, const Image& b, double deviation) {
  double sum = 0;
  for (std::size_t i = 0; i < a.rgb.size(); ++i) sum += std::abs(a.rgb[i] - b.rgb[i]) / 255.0 / deviation;
  return sum / static_cast<double>(a.rgb.size());
}

constexpr std::string_view kJpeg[] = {"jpeg"};
constexpr std::string_view kHeif[] = {"heic", "avif"};

bool is_of(const std::string& path, std::span<const std::string_view> formats) {
  const auto content = read_file(path, limits::kFileBytesMax);
  return content && std::ranges::count(formats, sniff_format(std::as_bytes(std::span(*content)))) > 0;
}

void check_reduced_decode(std::span<const std::string_view> formats, int count_min, const RenderSpec& spec,
                          double deviation) {
  double sum = 0;
  double worst = 0;
  std::string worst_path;
  int count = 0;
  for (const auto& photo : load_index()) {
    if (!is_of(photo.path, formats)) continue;
    const auto full = decode_file(photo.path, 0);
    const auto reduced = decode_file(photo.path, decode_short_side_min(spec));
    if (!full || !reduced || full->image.width == reduced->image.width) continue;
    EXPECT_EQ(full->full_width, reduced->full_width) << photo.path;
    EXPECT_EQ(full->full_height, reduced->full_height) << photo.path;
    const double difference = tensor_difference(render(*full, spec), render(*reduced, spec), deviation);
    sum += difference;
    if (difference > worst) worst_path = photo.path;
    worst = std::max(worst, difference);
    ++count;
  }
  ASSERT_GE(count, count_min) << "too few photos are large enough for a reduced decode";
  std::cout << "tensor difference of " << count << " reduced decodes: mean " << sum / count << ", worst " << worst
            << " (" << worst_path << ")"
            << "\n";
  EXPECT_LT(sum / count, 0.006);
}

constexpr RenderSpec kClipInput{.width = 224, .height = 224, .fit = Fit::kShortestCrop};
// The default model takes (x - 127) / 128 of 0..255.
constexpr RenderSpec kDefaultModelInput{.width = 260, .height = 260, .fit = Fit::kSquash};

TEST_F(SharedPhotos, ReducedJpegGivesNearlyTheSameClipInput) {
  check_reduced_decode(kJpeg, 10, kClipInput, 0.27);
}

TEST_F(SharedPhotos, ReducedJpegGivesNearlyTheSameDefaultModelInput) {
  check_reduced_decode(kJpeg, 10, kDefaultModelInput, 128.0 / 255.0);
}

TEST_F(SharedPhotos, ReducedHeifGivesNearlyTheSameClipInput) {
  check_reduced_decode(kHeif, 10, kClipInput, 0.27);
}

TEST_F(SharedPhotos, ReducedHeifGivesNearlyTheSameDefaultModelInput) {
  check_reduced_decode(kHeif, 8, kDefaultModelInput, 128.0 / 255.0);
}

}  // namespace
}  // namespace shoebox::image
