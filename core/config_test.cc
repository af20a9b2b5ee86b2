#include "core/config.h"

#include <cstdlib>

#include <gtest/gtest.h>

#include "core/path.h"

namespace shoebox {
namespace {

std::string written(std::string_view content) {
  const std::string path = testing::TempDir() + "/config.toml";
  EXPECT_TRUE(write_file_atomically(path, content));
  return path;
}

TEST(Config, AbsentFileMeansDefaults) {
  const auto config = Config::load("/no/such/config.toml");
  ASSERT_TRUE(config);
  EXPECT_EQ(config->jobs(), 0);
  EXPECT_TRUE(config->exclude().empty());
}

TEST(Config, RoundTripsEveryTypeAndKeepsUnknownKeys) {
  const std::string path = written("future = \"kept\"\njobs = 3\nexclude = [\"*.tmp\", \"备份/\"]\n");
  auto config = Config::load(path);
  ASSERT_TRUE(config) << config.error().text();
  EXPECT_EQ(config->jobs(), 3);
  EXPECT_EQ(config->exclude(), (std::vector<std::string>{"*.tmp", "备份/"}));
  ASSERT_TRUE(config->set("index_memory", "512M"));
  ASSERT_TRUE(config->save(path));
  const auto again = Config::load(path);
  ASSERT_TRUE(again) << again.error().text();
  EXPECT_EQ(again->index_memory_bytes(), 512LL << 20);
  EXPECT_EQ(again->exclude(), config->exclude());
  EXPECT_NE(read_file(path, 1000)->find("future"), std::string::npos);
}

TEST(Config, KeepsWhatItDoesNotKnowInAnyShape) {
  const std::string path = written("\"my key\" = 3\n[foo]\nbar = 1\n[[list]]\nx = \"樱花\"\n");
  for (int round = 0; round < 2; ++round) {
    auto config = Config::load(path);
    ASSERT_TRUE(config) << config.error().text();
    ASSERT_TRUE(config->set("jobs", "2"));
    ASSERT_TRUE(config->save(path));
  }
  const std::string content = *read_file(path, 1000);
  for (const char* part : {"my key", "[foo]", "bar = 1", "[[list]]", "樱花", "jobs = 2"}) {
    EXPECT_NE(content.find(part), std::string::npos) << part << " in " << content;
  }
}

TEST(Config, DamagedFilesAndValuesNameTheKeyOrLine) {
  EXPECT_NE(Config::load(written("jobs = \n")).error().message.find("line 1"), std::string::npos);
  EXPECT_FALSE(Config::load(written("jobs = \"many\"\n")));
  EXPECT_FALSE(Config::load(written("exclude = {a = 1}\n")));
  Config config;
  EXPECT_NE(config.set("colour", "red").error().message.find("time_zone"), std::string::npos);
  EXPECT_FALSE(config.set("jobs", "-1"));
  EXPECT_FALSE(config.set("jobs", "1000000"));
  EXPECT_FALSE(config.set("index_memory", "99999999999999G"));
  EXPECT_FALSE(config.set("language", "fr"));
  EXPECT_FALSE(config.set("time_zone", "Mars/Olympus"));
  EXPECT_FALSE(config.set("time_zone", "../../../etc/passwd"));
}

TEST(Config, EnvironmentOverridesTheTimeZone) {
  setenv("SHOEBOX_TIME_ZONE", "Asia/Shanghai", 1);
  EXPECT_EQ(Config().time_zone(), "Asia/Shanghai");
  unsetenv("SHOEBOX_TIME_ZONE");
}

}  // namespace
}  // namespace shoebox
