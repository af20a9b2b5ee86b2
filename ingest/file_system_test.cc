#include "ingest/file_system.h"

#include <filesystem>
#include <fstream>
#include <sys/stat.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/hash.h"

namespace shoebox::ingest {
namespace {

namespace fs = std::filesystem;

class RealFileSystemTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "shoebox-files-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& content) {
    std::ofstream(folder_ + '/' + name) << content;
    return folder_ + '/' + name;
  }

  std::string folder_;
  RealFileSystem files_;
};

TEST_F(RealFileSystemTest, ListsNamesOfAnyBytesWithTheirKinds) {
  write("new\nline", "x");
  write("\xFF.jpg", "x");
  fs::create_directory(folder_ + "/照片");
  fs::create_symlink("照片", folder_ + "/link");
  const auto entries = files_.list(folder_);
  ASSERT_TRUE(entries.has_value());
  std::vector<std::pair<std::string, FileKind>> seen;
  for (const auto& entry : *entries) seen.emplace_back(entry.name, entry.kind);
  EXPECT_THAT(seen, ::testing::UnorderedElementsAre(
                        std::pair("new\nline", FileKind::kRegular), std::pair("\xFF.jpg", FileKind::kRegular),
                        std::pair("照片", FileKind::kFolder), std::pair("link", FileKind::kLink)));
}

TEST_F(RealFileSystemTest, StatFollowsLinks) {
  write("a", "12345");
  fs::create_symlink("a", folder_ + "/link");
  const auto stat = files_.stat(folder_ + "/link");
  ASSERT_TRUE(stat.has_value());
  EXPECT_EQ(stat->kind, FileKind::kRegular);
  EXPECT_EQ(stat->size_bytes, 5);
  EXPECT_EQ(*stat, *files_.stat(folder_ + "/a"));
}

TEST_F(RealFileSystemTest, ResolvedPathHasNoLinks) {
  fs::create_directories(folder_ + "/a/b");
  fs::create_symlink("..", folder_ + "/a/b/up");
  const std::string real = fs::canonical(folder_).string();
  EXPECT_EQ(files_.resolve(folder_ + "/a/b/up"), real + "/a");
  EXPECT_EQ(files_.resolve(folder_ + "/a/b/up/b"), real + "/a/b");
  EXPECT_EQ(files_.resolve(folder_ + "/no").error().code, ErrorCode::kNotFound);
}

TEST_F(RealFileSystemTest, AbsentThingsAreNotFound) {
  EXPECT_EQ(files_.list(folder_ + "/no").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(files_.stat(folder_ + "/no").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(files_.hash(folder_ + "/no").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(files_.list(write("file", "x")).error().code, ErrorCode::kNotFound);
}

TEST_F(RealFileSystemTest, HashIsThatOfTheBytes) {
  const std::string content(3'000'000, 'q');
  const auto hashed = files_.hash(write("a", content));
  ASSERT_TRUE(hashed.has_value());
  EXPECT_EQ(hashed->hash.hash, hash_bytes(std::as_bytes(std::span(content))));
  EXPECT_EQ(hashed->stat.size_bytes, 3'000'000);
}

TEST_F(RealFileSystemTest, HeadIsCut) {
  EXPECT_EQ(files_.read_head(write("a", "12345"), 3), "123");
  EXPECT_EQ(files_.read_head(write("b", "12"), 3), "12");
}

TEST_F(RealFileSystemTest, FifoAndFolderAreNotRead) {
  ASSERT_EQ(mkfifo((folder_ + "/pipe").c_str(), 0600), 0);
  EXPECT_EQ(files_.read_head(folder_ + "/pipe", 3).error().code, ErrorCode::kIo);
  EXPECT_EQ(files_.hash(folder_ + "/pipe").error().code, ErrorCode::kIo);
  EXPECT_EQ(files_.hash(folder_).error().code, ErrorCode::kIo);
}

TEST_F(RealFileSystemTest, PathOverTheSystemsLimitIsAnError) {
  EXPECT_EQ(files_.stat('/' + std::string(5000, 'x')).error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace shoebox::ingest
