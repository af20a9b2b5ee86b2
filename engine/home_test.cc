#include "engine/home.h"

#include <cstdlib>
#include <filesystem>
#include <sys/stat.h>

#include <gtest/gtest.h>

namespace shoebox::engine {
namespace {

class HomeTest : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(folder_);
    setenv("SHOEBOX_HOME", "", 1);
    setenv("XDG_DATA_HOME", "", 1);
  }
  const std::string folder_ = testing::TempDir() + "shoebox home 数据";
};

TEST_F(HomeTest, TheFlagBeatsTheVariableBeatsXdg) {
  EXPECT_TRUE(find_home("")->folder.ends_with("/.local/share/shoebox"));
  setenv("XDG_DATA_HOME", "/data", 1);
  EXPECT_EQ(find_home("")->folder, "/data/shoebox");
  setenv("SHOEBOX_HOME", "/photos/home/", 1);
  EXPECT_EQ(find_home("")->folder, "/photos/home");
  EXPECT_EQ(find_home("/other")->folder, "/other");
}

TEST_F(HomeTest, IsMadeForTheUserAlone) {
  const Home home{folder_ + "/deep/down"};
  EXPECT_FALSE(home_exists(home));
  ASSERT_TRUE(create_home(home));
  ASSERT_TRUE(create_home(home));
  struct stat info {};
  ASSERT_EQ(stat(home.thumbs_folder().c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0700U);
}

TEST_F(HomeTest, AFileInTheWayIsNamed) {
  const auto made = create_home(Home{"/dev/null/home"});
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::kIo);
}

TEST_F(HomeTest, HasOneWriter) {
  const Home home{folder_};
  ASSERT_TRUE(create_home(home));
  {
    const auto first = HomeLock::acquire(home);
    ASSERT_TRUE(first) << first.error().text();
    EXPECT_EQ(HomeLock::acquire(home).error().code, ErrorCode::kBusy);
    EXPECT_TRUE(HomeLock::is_held(home));
  }
  EXPECT_FALSE(HomeLock::is_held(home));
  EXPECT_TRUE(HomeLock::acquire(home));
}

}  // namespace
}  // namespace shoebox::engine
