// The real worker, end to end: this program as its own decode worker, on pictures made here and on real ones.

#include "image/process_file.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "image/codec.h"
#include "image/worker_pool.h"

namespace shoebox::image {
namespace {

/// A WebP of a gradient, so that the file needs no test data.
std::vector<std::byte> gradient(int width, int height) {
  Image picture{width, height, {}};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      for (const int value : {x * 255 / width, y * 255 / height, 128})
        picture.rgb.push_back(static_cast<std::uint8_t>(value));
  auto encoded = encode_webp(picture, 90);
  EXPECT_TRUE(encoded);
  return encoded.value_or(std::vector<std::byte>());
}

DecodeRequest usual_request() {
  DecodeRequest request;
  request.renders = {{.width = 32, .height = 32, .fit = Fit::kShortestCrop},
                     {.width = 48, .height = 48, .fit = Fit::kInside, .encoding = Encoding::kWebp}};
  return request;
}

void expect_same(const DecodeReply& left, const DecodeReply& right) {
  EXPECT_EQ(left.format, right.format);
  EXPECT_EQ(left.width, right.width);
  EXPECT_EQ(left.height, right.height);
  EXPECT_EQ(left.pixel_hash, right.pixel_hash);
  EXPECT_EQ(left.metadata.make, right.metadata.make);
  EXPECT_EQ(left.metadata.keywords, right.metadata.keywords);
  ASSERT_EQ(left.renders.size(), right.renders.size());
  for (std::size_t i = 0; i < left.renders.size(); ++i) EXPECT_EQ(left.renders[i].bytes, right.renders[i].bytes);
}

TEST(ProcessFile, GivesEveryRenderOfOneDecode) {
  const auto reply = process_file(gradient(120, 90), usual_request());
  ASSERT_TRUE(reply) << reply.error().text();
  EXPECT_EQ(reply->format, "webp");
  EXPECT_EQ(reply->width, 120);
  EXPECT_EQ(reply->height, 90);
  ASSERT_EQ(reply->renders.size(), 2U);
  EXPECT_EQ(reply->renders[0].bytes.size(), 32U * 32 * 3);
  EXPECT_EQ(reply->renders[1].width, 48);
  EXPECT_EQ(reply->renders[1].height, 36);
  EXPECT_EQ(sniff_format(reply->renders[1].bytes), "webp");
}

TEST(ProcessFile, PixelHashDoesNotDependOnTheRenders) {
  const auto file = gradient(800, 600);
  DecodeRequest none;
  const auto bare = process_file(file, none);
  const auto small = process_file(file, usual_request());
  none.renders = {{.width = 2000, .height = 2000, .fit = Fit::kInside}};
  const auto large = process_file(file, none);
  ASSERT_TRUE(bare && small && large);
  EXPECT_EQ(bare->pixel_hash, small->pixel_hash);
  EXPECT_EQ(bare->pixel_hash, large->pixel_hash);
  EXPECT_NE(bare->pixel_hash, PixelHash());
}

TEST(ProcessFile, WhatIsNoPictureIsUnsupported) {
  const std::string text = "dear diary";
  const auto reply = process_file(std::as_bytes(std::span(text)), usual_request());
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().code, ErrorCode::kUnsupported);
}

TEST(RealWorker, AnswersAsThisProcessDoes) {
  const auto file = gradient(120, 90);
  DecodeRequest request = usual_request();
  request.path = testing::TempDir() + "gradient.webp";
  std::ofstream(request.path, std::ios::binary)
      .write(reinterpret_cast<const char*>(file.data()), static_cast<std::streamsize>(file.size()));
  const auto pool = WorkerPool::create({});
  ASSERT_TRUE(pool) << pool.error().text();
  const auto there = (*pool)->decode(request);
  const auto here = InProcessDecoder().decode(request);
  ASSERT_TRUE(there) << there.error().text();
  ASSERT_TRUE(here) << here.error().text();
  expect_same(*there, *here);
  std::filesystem::remove(request.path);
}

std::string photos_folder() {
  const char* shared = std::getenv("SHOEBOX_SHARED");
  return (shared != nullptr ? std::string(shared) : SHOEBOX_SOURCE_DIR "/../shared") + "/data/photos";
}

bool is_expected_to_fail(const nlohmann::json& entry) {
  return entry.value("note", "").starts_with("negative case");
}

/// The index gives the size as stored; an orientation of 5 to 8 turns it.
bool is_size_of_index(const DecodeReply& reply, const nlohmann::json& entry) {
  const int width = entry.value("width", 0);
  const int height = entry.value("height", 0);
  const bool upright = reply.width == width && reply.height == height;
  return upright || (reply.width == height && reply.height == width);
}

TEST(RealWorker, ReadsEveryRealPhoto) {
  std::ifstream index(photos_folder() + "/index.jsonl");
  if (!index) GTEST_SKIP() << "no photos in " << photos_folder() << " (set SHOEBOX_SHARED to where they are)";
  const auto pool = WorkerPool::create({});
  ASSERT_TRUE(pool) << pool.error().text();
  int pictures = 0;
  for (std::string line; std::getline(index, line);) {
    const auto entry = nlohmann::json::parse(line);
    if (!entry.value("mime", "").starts_with("image/")) continue;
    DecodeRequest request = usual_request();
    request.path = photos_folder() + "/" + entry["file"].get<std::string>();
    const auto reply = (*pool)->decode(request);
    if (!reply) {
      EXPECT_TRUE(is_expected_to_fail(entry)) << reply.error().text();
      EXPECT_NE(reply.error().code, ErrorCode::kInternal) << reply.error().text();
      continue;
    }
    ++pictures;
    EXPECT_EQ(reply->renders.size(), 2U) << request.path;
    EXPECT_TRUE(is_size_of_index(*reply, entry) || is_expected_to_fail(entry))
        << request.path << " " << reply->width << "x" << reply->height;
  }
  EXPECT_GT(pictures, 200);
}

TEST(RealWorker, VideosAreNoPictures) {
  const std::string video = photos_folder() + "/live/train.mov";
  if (!std::filesystem::exists(video)) GTEST_SKIP() << "no " << video << " (set SHOEBOX_SHARED to where it is)";
  DecodeRequest request = usual_request();
  request.path = video;
  const auto reply = InProcessDecoder().decode(request);
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().code, ErrorCode::kUnsupported);
}

}  // namespace
}  // namespace shoebox::image
