#include "ingest/thumbnails.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

namespace shoebox::ingest {
namespace {

class ThumbnailsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "shoebox-thumbs-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string folder_;
  PixelHash pixels_{{{0xAB, 0xCD}}};
  std::string webp_{"RIFF\x04\0\0\0WEBP", 12};
};

TEST_F(ThumbnailsTest, WrittenThenReadAndNothingElseLies) {
  const ThumbnailFolder thumbnails(folder_);
  ASSERT_TRUE(thumbnails.write(pixels_, std::as_bytes(std::span(webp_))).has_value());
  EXPECT_EQ(thumbnails.path_of(pixels_), folder_ + "/ab/abcd0000000000000000000000000000.webp");
  EXPECT_EQ(thumbnails.read(pixels_), webp_);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_ + "/ab"), {}), 1);
}

TEST_F(ThumbnailsTest, MissingIsNotFoundAndDamagedIsCorrupt) {
  const ThumbnailFolder thumbnails(folder_);
  EXPECT_EQ(thumbnails.read(pixels_).error().code, ErrorCode::kNotFound);
  ASSERT_TRUE(thumbnails.write(pixels_, std::as_bytes(std::span(webp_))).has_value());
  for (const std::string& content : {std::string(), webp_.substr(0, 11), webp_ + 'x', std::string(12, 'x')}) {
    std::ofstream(thumbnails.path_of(pixels_), std::ios::trunc) << content;
    EXPECT_EQ(thumbnails.read(pixels_).error().code, ErrorCode::kCorrupt) << content.size();
  }
}

TEST_F(ThumbnailsTest, RemovedIsGoneAndRemovingAgainIsNothing) {
  const ThumbnailFolder thumbnails(folder_);
  ASSERT_TRUE(thumbnails.write(pixels_, std::as_bytes(std::span(webp_))).has_value());
  thumbnails.remove(pixels_);
  thumbnails.remove(pixels_);
  EXPECT_EQ(thumbnails.read(pixels_).error().code, ErrorCode::kNotFound);
}

TEST_F(ThumbnailsTest, FolderThatIsNotThereIsIo) {
  const ThumbnailFolder thumbnails(folder_ + "/no");
  EXPECT_EQ(thumbnails.write(pixels_, {}).error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace shoebox::ingest
