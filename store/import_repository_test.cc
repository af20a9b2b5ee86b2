#include "store/import_repository.h"

#include "store/library_fixture.h"

namespace shoebox::store {
namespace {

using Added = ImportRepository::Added;
const SpaceId kSpace{"imported/mine"};

class ImportTest : public LibraryTest {
 protected:
  ImportTest() {
    write([&](Transaction& t) { return ImportRepository(*database_).add_space(t, kSpace, 2); });
  }
  Added put(std::string_view path, std::vector<std::uint16_t> row) {
    return must(write([&](Transaction& t) {
      return ImportRepository(*database_).put(t, path, {kSpace, std::move(row)});
    }));
  }
  std::vector<std::pair<std::string, std::uint16_t>> all() {
    std::vector<std::pair<std::string, std::uint16_t>> rows;
    must(ImportRepository(*database_)
             .visit(kSpace, [&](std::string_view path, std::span<const std::uint16_t> row) -> Result<void> {
               rows.emplace_back(path, row[0]);
               return {};
             }));
    return rows;
  }
};

TEST_F(ImportTest, VectorsKeepTheirPathsWhetherThereAreFilesOrNot) {
  EXPECT_EQ(put("/gone/a.jpg", {1, 0}), Added::kNewPhoto);
  EXPECT_EQ(put("b.jpg", {2, 0}), Added::kNewPhoto);
  const std::vector<std::pair<std::string, std::uint16_t>> expected = {{"/gone/a.jpg", 1}, {"b.jpg", 2}};
  EXPECT_EQ(all(), expected);
  EXPECT_EQ(must(ImportRepository(*database_).count(kSpace)), 2);
  const auto slots = must(photos_->present_slots());
  ASSERT_EQ(slots.size(), 2U) << "they can be found";
  const auto views = must(photos_->find_by_slots(slots));
  EXPECT_EQ(views[0].paths, std::vector<std::string>{"/gone/a.jpg"});
  EXPECT_EQ(views[1].paths, std::vector<std::string>{"b.jpg"});
}

TEST_F(ImportTest, ImportedAgainReplacesTheVector) {
  put("/gone/a.jpg", {1, 0});
  EXPECT_EQ(put("/gone/a.jpg", {7, 0}), Added::kKnownPhoto);
  const std::vector<std::pair<std::string, std::uint16_t>> expected = {{"/gone/a.jpg", 7}};
  EXPECT_EQ(all(), expected);
}

TEST_F(ImportTest, ImportedSpaceIsNotTheActiveOneAndHasOneDimension) {
  EXPECT_FALSE(must(embeddings_->active_space()));
  const auto other = write([&](Transaction& t) { return ImportRepository(*database_).add_space(t, kSpace, 3); });
  EXPECT_EQ(other.error().code, ErrorCode::kInvalidArgument);
  const auto same = write([&](Transaction& t) { return ImportRepository(*database_).add_space(t, kSpace, 2); });
  EXPECT_TRUE(same);
  for (const int dimension : {0, -3, 8193}) {
    const auto bad = write(
        [&](Transaction& t) { return ImportRepository(*database_).add_space(t, SpaceId{"imported/x"}, dimension); });
    EXPECT_EQ(bad.error().code, ErrorCode::kInvalidArgument);
  }
}

}  // namespace
}  // namespace shoebox::store
