#include "image/photo_file.h"

#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

#include <gtest/gtest.h>

namespace shoebox::image {
namespace {

class PhotoFileTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "photo_file_XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    path_ = pattern + "/a.jpg";
    std::ofstream(path_) << "0123456789";
  }

  void TearDown() override {
    std::error_code ignored;
    std::filesystem::remove_all(std::filesystem::path(path_).parent_path(), ignored);
  }

  std::string path_;
};

TEST_F(PhotoFileTest, MapsTheWholeFile) {
  const auto file = PhotoFile::open(path_);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->bytes(), 10);
  const auto mapped = MappedFile::create(file->descriptor());
  ASSERT_TRUE(mapped);
  ASSERT_EQ(mapped->bytes().size(), 10U);
  EXPECT_EQ(mapped->bytes()[9], std::byte{'9'});
}

TEST_F(PhotoFileTest, AChangeWhileReadingIsNoticed) {
  const auto file = PhotoFile::open(path_);
  ASSERT_TRUE(file);
  EXPECT_TRUE(file->check_unchanged());
  std::ofstream(path_, std::ios::app) << "x";
  EXPECT_EQ(file->check_unchanged().error().code, ErrorCode::kIo);
}

TEST_F(PhotoFileTest, ATouchedTimeIsAChange) {
  const auto file = PhotoFile::open(path_);
  ASSERT_TRUE(file);
  const timespec times[2] = {{0, UTIME_OMIT}, {1'000'000'000, 0}};
  ASSERT_EQ(futimens(file->descriptor(), times) == 0 || utimensat(AT_FDCWD, path_.c_str(), times, 0) == 0, true);
  EXPECT_FALSE(file->check_unchanged());
}

TEST_F(PhotoFileTest, ReadingLeavesTheAccessTimeAlone) {
  const timespec times[2] = {{1'000'000'000, 0}, {1'100'000'000, 0}};
  ASSERT_EQ(utimensat(AT_FDCWD, path_.c_str(), times, 0), 0);
  {
    const auto file = PhotoFile::open(path_);
    ASSERT_TRUE(file);
    char byte = 0;
    ASSERT_EQ(read(file->descriptor(), &byte, 1), 1);
  }
  struct stat status {};
  ASSERT_EQ(stat(path_.c_str(), &status), 0);
  EXPECT_EQ(status.st_atim.tv_sec, 1'000'000'000);
}

}  // namespace
}  // namespace shoebox::image
