#include "store/saved_search_repository.h"

#include "core/limits.h"
#include "store/library_fixture.h"

namespace shoebox::store {
namespace {

class SavedSearches : public LibraryTest {
 protected:
  SavedSearch create(const std::string& name, const std::string& words) {
    return write([&](Transaction& t) { return must(searches_.create(t, name, words)); });
  }
  void keep(const std::string& words) {
    write([&](Transaction& t) { return must(searches_.keep(t, words)), 0; });
  }
  SavedSearchRepository searches_{*database_};
};

TEST_F(SavedSearches, AreChangedAndForgotten) {
  const SavedSearch search = create("Beach", "沙滩");
  const auto changed = write([&](Transaction& t) { return must(searches_.change(t, search.id, "Sea", "海")); });
  EXPECT_EQ(changed.words, "海");
  ASSERT_EQ(must(searches_.all()).size(), 1U);
  EXPECT_EQ(must(searches_.all())[0].name, "Sea");
  write([&](Transaction& t) {
    must(searches_.remove(t, search.id));
    EXPECT_EQ(searches_.remove(t, search.id).error().code, ErrorCode::kNotFound);
    EXPECT_EQ(searches_.change(t, search.id, "x", "y").error().code, ErrorCode::kNotFound);
    return 0;
  });
}

TEST_F(SavedSearches, KeptOnesAreLatestFirstAndOnce) {
  for (const char* words : {"a", "b", "a"}) keep(words);
  const auto kept = must(searches_.kept());
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(kept[0].words, "a");
  EXPECT_EQ(kept[1].words, "b");
  write([&](Transaction& t) { return must(searches_.forget_kept(t)), 0; });
  EXPECT_TRUE(must(searches_.kept()).empty());
}

TEST_F(SavedSearches, OldestKeptOnesGo) {
  for (std::size_t i = 0; i < limits::kHistoryMax + 2; ++i) keep(std::to_string(i));
  const auto kept = must(searches_.kept());
  ASSERT_EQ(kept.size(), limits::kHistoryMax);
  EXPECT_EQ(kept.back().words, "2");
}

}  // namespace
}  // namespace shoebox::store
