#include "ingest/catch_up.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "ingest/pipeline_fixture.h"

namespace shoebox::ingest {
namespace {

class CatchUpTest : public PipelineTest {
 protected:
  void add_photos(int count) {
    for (int i = 0; i < count; ++i) files.add_file("/r/" + std::to_string(i) + ".jpg", "p" + std::to_string(i));
    run();
  }
  Result<std::unique_ptr<index::VectorIndex>> open_index(store::Database& database) {
    return open_derived_index(database, home + "/index.sbx", options.space, 4, 1);
  }
  std::size_t opened_size() {
    const auto opened = open_database();
    const auto derived = open_index(*opened);
    EXPECT_TRUE(derived.has_value()) << derived.error().text();
    return derived ? (*derived)->size() : 0;
  }
};

TEST_F(CatchUpTest, EmptyIndexIsFilled) {
  add_photos(30);
  MemoryIndex other;
  const auto opened = open_database();
  ASSERT_TRUE(catch_up(*opened, options.space, other).has_value());
  EXPECT_EQ(other.rows, index.rows);
  EXPECT_EQ(other.commit, *opened->last_commit());
}

TEST_F(CatchUpTest, OnlyWhatIsNewerIsFed) {
  add_photos(10);
  MemoryIndex other;
  other.commit = index.commit;
  add_photos(12);
  const auto opened = open_database();
  ASSERT_TRUE(catch_up(*opened, options.space, other).has_value());
  EXPECT_EQ(other.rows.size(), 2U);
}

TEST_F(CatchUpTest, IndexAheadOfTheDatabaseIsCorrupt) {
  add_photos(3);
  MemoryIndex other;
  other.commit = {1'000'000};
  const auto opened = open_database();
  const auto result = catch_up(*opened, options.space, other);
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, ErrorCode::kCorrupt);
}

TEST_F(CatchUpTest, AbsentIndexFileIsMade) {
  add_photos(5);
  EXPECT_EQ(opened_size(), 5U);
  EXPECT_EQ(opened_size(), 5U);
  EXPECT_TRUE(std::filesystem::exists(home + "/index.sbx"));
}

TEST_F(CatchUpTest, DamagedIndexFileIsReplacedWithoutAsking) {
  add_photos(5);
  EXPECT_EQ(opened_size(), 5U);
  std::ofstream(home + "/index.sbx") << "this is no index, whoever wrote it";
  EXPECT_EQ(opened_size(), 5U);
  std::filesystem::resize_file(home + "/index.sbx", 10);
  EXPECT_EQ(opened_size(), 5U);
}

TEST_F(CatchUpTest, IndexOfAnotherTimeIsReplaced) {
  add_photos(5);
  {
    const auto opened = open_database();
    auto derived = open_index(*opened);
    ASSERT_TRUE(derived.has_value());
    ASSERT_TRUE((*derived)->flush({1'000'000}).has_value());
  }
  EXPECT_EQ(opened_size(), 5U);
}

}  // namespace
}  // namespace shoebox::ingest
