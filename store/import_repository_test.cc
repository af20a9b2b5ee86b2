#include "store/import_repository.h"

#include "store/library_fixture.h"

namespace shoebox::store {
namespace {

using Added = ImportRepository::Added;
const SpaceId kSpace{"imported/mine"};

class ImportTest : public LibraryTest {
 protected:
  ImportTest() {
    add_root("/photos");
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

TEST_F(ImportTest, AFileAtTheImportedPathGetsThePhotoAndItsVectors) {
  put("/photos/a.jpg", {1, 0});
  EXPECT_TRUE(must(files_->has_imported_embedding("/photos/a.jpg", kSpace)));
  EXPECT_FALSE(must(files_->has_imported_embedding("/photos/b.jpg", kSpace)));
  EXPECT_FALSE(must(files_->has_imported_embedding("/photos/a.jpg", SpaceId{"other"})));
  const StoredFile stored = store(decoded("/photos/a.jpg", "bytes", "pixels"));
  EXPECT_EQ(stored.outcome, Outcome::kAdded);
  EXPECT_EQ(must(photos_->present_slots()), std::vector<Slot>{stored.slot}) << "one photo, not two";
  EXPECT_EQ(all().size(), 1U);
  EXPECT_TRUE(must(files_->has_embedding(PixelHash{hash_of("pixels")}, kSpace)));
  EXPECT_FALSE(must(files_->has_imported_embedding("/photos/a.jpg", kSpace))) << "that was the file";
  EXPECT_EQ(store(decoded("/photos/a.jpg", "new bytes", "new pixels")).photo, stored.photo);
  EXPECT_TRUE(all().empty()) << "of other pixels the vector says nothing";
}

TEST_F(ImportTest, AnImportedPhotoThatIsACopyGivesItsVectorToTheKnownOne) {
  const StoredFile first = store(decoded("/photos/first.jpg", "bytes", "pixels"));
  put("/photos/copy.jpg", {3, 0});
  const StoredFile copy = store(known("/photos/copy.jpg", "bytes"));
  EXPECT_EQ(copy.photo, first.photo);
  EXPECT_EQ(must(photos_->present_slots()), std::vector<Slot>{first.slot});
  const std::vector<std::pair<std::string, std::uint16_t>> expected = {{"/photos/first.jpg", 3}};
  EXPECT_EQ(all(), expected);
}

TEST_F(ImportTest, LinkedVectorsAreTheModelsWhereThatHasNone) {
  const SpaceId space{"model"};
  const auto add = [&](const SpaceId& id, int dimension) {
    return write([&](Transaction& t) { return embeddings_->add_space(t, id, dimension, "m"); });
  };
  must(add(space, 2));
  must(add(SpaceId{"of three"}, 3));
  put("/gone/a.jpg", {1, 0});
  put("/gone/b.jpg", {2, 0});
  must(write([&](Transaction& t) {
    return ImportRepository(*database_).put(t, "/gone/b.jpg", {space, {9, 0}}, ImportRepository::IfThere::kKeep);
  }));
  const auto link = [&](const SpaceId& to) {
    return write([&](Transaction& t) { return ImportRepository(*database_).link(t, kSpace, to); });
  };
  EXPECT_EQ(link(SpaceId{"of three"}).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(link(kSpace).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(link(SpaceId{"unknown"}).error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(must(ImportRepository(*database_).linked_space(kSpace)));
  EXPECT_EQ(must(link(space)), 1);
  EXPECT_FALSE(must(embeddings_->find_space(kSpace)));
  EXPECT_EQ(must(embeddings_->find_space(space))->embeddings, 2);
  EXPECT_EQ(must(ImportRepository(*database_).linked_space(kSpace)), space);
  const auto row = [&](std::int64_t photo) { return (*must(embeddings_->find(PhotoId{photo}, space)))[0]; };
  EXPECT_EQ(row(1), 1);
  EXPECT_EQ(row(2), 9);
  EXPECT_EQ(link(space).error().code, ErrorCode::kNotFound);
}

TEST_F(ImportTest, ARemovedSpaceLeavesNoPhotosThatNobodyCanFind) {
  put("/gone/a.jpg", {1, 0});
  put("/photos/b.jpg", {2, 0});
  const StoredFile seen = store(decoded("/photos/b.jpg", "bytes", "pixels"));
  must(write([&](Transaction& t) { return embeddings_->remove_space(t, kSpace); }));
  EXPECT_EQ(must(write([&](Transaction& t) { return ImportRepository(*database_).remove_unfindable(t); })), 1);
  EXPECT_EQ(must(photos_->present_slots()), std::vector<Slot>{seen.slot});
  EXPECT_EQ(write([&](Transaction& t) { return embeddings_->remove_space(t, kSpace); }).error().code,
            ErrorCode::kNotFound);
  must(write([&](Transaction& t) { return embeddings_->add_space(t, SpaceId{"active"}, 2, "m"); }));
  EXPECT_EQ(write([&](Transaction& t) { return embeddings_->remove_space(t, SpaceId{"active"}); }).error().code,
            ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace shoebox::store
