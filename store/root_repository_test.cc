#include "store/root_repository.h"

#include "store/connection.h"
#include "store/library_fixture.h"

namespace shoebox::store {
namespace {

class RootRepositoryTest : public LibraryTest {};

TEST_F(RootRepositoryTest, AFolderInARootIsThatRoot) {
  const Root root = add_root("/photos");
  EXPECT_EQ(add_root("/photos").id, root.id);
  EXPECT_EQ(add_root("/photos/2024").id, root.id);
  EXPECT_NE(add_root("/photos2").id, root.id) << "a common beginning is not a folder";
  EXPECT_EQ(must(roots_->all()).size(), 2U);
}

TEST_F(RootRepositoryTest, AnOuterRootTakesOverInnerOnes) {
  const Root inner = add_root("/photos/2024");
  const StoredFile file = store(decoded("/photos/2024/a.jpg", "a", "a"));
  store(decoded("/photos/2024/may/b.jpg", "b", "b"));
  const Root outer = add_root("/photos");
  EXPECT_NE(outer.id, inner.id);
  ASSERT_EQ(must(roots_->all()).size(), 1U);
  EXPECT_EQ(must(files_->find_by_path("/photos/2024/may/b.jpg"))->present, true);
  EXPECT_EQ(photo(file.photo).paths, std::vector<std::string>{"/photos/2024/a.jpg"});
  EXPECT_EQ(must(files_->load_known(outer.id, "/photos/2024/may")).size(), 1U);
}

TEST_F(RootRepositoryTest, AMovedRootTakesItsFilesAlong) {
  const Root root = add_root("/old");
  add_root("/other");
  const StoredFile file = store(decoded("/old/x/a.jpg", "a", "a"));
  write([&](Transaction& t) {
    must(roots_->set_path(t, root.id, "/new/place"));
    EXPECT_FALSE(roots_->set_path(t, root.id, "/other/inside").has_value());
    return 0;
  });
  EXPECT_EQ(photo(file.photo).paths, std::vector<std::string>{"/new/place/x/a.jpg"});
}

TEST_F(RootRepositoryTest, TheRootOfTheFileSystemIsARoot) {
  add_root("/");
  const StoredFile top = store(decoded("/a.jpg", "a", "a"));
  const StoredFile deep = store(decoded("/x/y/b.jpg", "b", "b"));
  EXPECT_EQ(photo(top.photo).paths, std::vector<std::string>{"/a.jpg"});
  EXPECT_EQ(photo(deep.photo).paths, std::vector<std::string>{"/x/y/b.jpg"});
  EXPECT_EQ(must(files_->load_known(RootId{1}, "/x")).size(), 1U);
  EXPECT_EQ(must(files_->load_known(RootId{1}, "/")).in_folder("/").size(), 1U);
}

TEST_F(RootRepositoryTest, AnUnavailableRootHidesItsPhotosUntilItIsBack) {
  const Root root = add_root("/photos");
  add_root("/copies");
  const StoredFile lonely = store(decoded("/photos/a.jpg", "a", "a"));
  const StoredFile copied = store(decoded("/photos/b.jpg", "b", "b"));
  store(known("/copies/b.jpg", "b"));
  const auto set = [&](bool available) {
    write([&](Transaction& t) {
      must(roots_->set_available(t, root.id, available));
      return 0;
    });
  };
  set(false);
  EXPECT_FALSE(photo(lonely.photo).present);
  EXPECT_TRUE(photo(copied.photo).present);
  EXPECT_EQ(photo(copied.photo).paths[0], "/copies/b.jpg") << "what can be read comes first";
  EXPECT_EQ(must(photos_->present_slots()), std::vector<Slot>{copied.slot});
  set(true);
  EXPECT_TRUE(photo(lonely.photo).present);
}

TEST_F(RootRepositoryTest, RemovingARootKeepsCopiesElsewhereAndTheUsersWork) {
  const Root root = add_root("/photos");
  add_root("/copies");
  add_space("s", 1);
  ScannedFile with_vector = decoded("/photos/a.jpg", "a", "a");
  with_vector.embeddings.push_back({SpaceId{"s"}, {1}});
  const StoredFile gone = store(with_vector);
  const StoredFile copied = store(decoded("/photos/b.jpg", "b", "b"));
  store(known("/copies/b.jpg", "b"));
  const StoredFile corrected = store(decoded("/photos/c.jpg", "c", "c"));
  must(database_->connection().run("INSERT INTO correction VALUES(?, 'taken', '1999', 0)", corrected.photo.value));
  const CommitSequence before = must(database_->last_commit());
  const auto removed = write([&](Transaction& t) { return must(roots_->remove(t, root.id)); });
  ASSERT_EQ(removed.size(), 1U);
  EXPECT_EQ(removed[0].id, gone.photo);
  EXPECT_TRUE(removed[0].pixels.has_value());
  EXPECT_FALSE(must(photos_->find(gone.photo)).has_value());
  EXPECT_EQ(photo(copied.photo).paths, std::vector<std::string>{"/copies/b.jpg"});
  EXPECT_FALSE(photo(corrected.photo).present);
  std::vector<Slot> gone_slots;
  must(photos_->visit_since(
      before, [](const FilterRow&) {}, [&](Slot slot) { gone_slots.push_back(slot); }));
  EXPECT_EQ(gone_slots, std::vector<Slot>{gone.slot});
  must(embeddings_->visit_since(
      SpaceId{"s"}, before, 10,
      [&](std::span<const Slot> slots) -> Result<void> {
        EXPECT_EQ(std::vector(slots.begin(), slots.end()), std::vector<Slot>{gone.slot});
        return {};
      },
      [](std::span<const Slot>, std::span<const std::uint16_t>) -> Result<void> {
        ADD_FAILURE();
        return {};
      }));
  must(database_->check_integrity());
  EXPECT_EQ(store(decoded("/copies/new.jpg", "d", "d")).slot, Slot{3}) << "slots are never used again";
}

TEST_F(RootRepositoryTest, CountsTellFilesPhotosAndSkipped) {
  const Root root = add_root("/photos");
  store(decoded("/photos/a.jpg", "12345", "a"));
  store(known("/photos/a copy.jpg", "12345"));
  const StoredFile lost = store(decoded("/photos/b.jpg", "b", "b"));
  write([&](Transaction& t) {
    must(files_->mark_missing(t, {&lost.file, 1}));
    const std::vector<SkippedFile> skipped{{"/photos/bad.jpg", 1, 2, ErrorCode::kCorrupt, "damaged", 1, 3},
                                           {"/photos/notes.txt", 1, 2, ErrorCode::kUnsupported, "not a picture", 1, 3}};
    must(files_->remember_skipped(t, skipped));
    return 0;
  });
  const RootCounts counts = must(roots_->counts(root.id));
  EXPECT_EQ(counts.files, 2);
  EXPECT_EQ(counts.photos, 1);
  EXPECT_EQ(counts.missing, 1);
  EXPECT_EQ(counts.skipped, 1);
  EXPECT_EQ(counts.ignored, 1);
  EXPECT_EQ(counts.size_bytes, 10);
}

}  // namespace
}  // namespace shoebox::store
