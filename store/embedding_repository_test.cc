#include "store/embedding_repository.h"

#include <map>

#include "store/connection.h"
#include "store/library_fixture.h"

namespace shoebox::store {
namespace {

/// What a derived index would hold: fed by visit_since alone.
struct Follower {
  std::map<std::uint32_t, std::vector<std::uint16_t>> rows;
  CommitSequence last;
  std::size_t batch_max = 0;

  void follow(EmbeddingRepository& embeddings, const SpaceId& space, std::size_t batch_rows) {
    last = must(embeddings.visit_since(
        space, last, batch_rows,
        [&](std::span<const Slot> slots) -> Result<void> {
          for (const Slot slot : slots) rows.erase(slot.value);
          return {};
        },
        [&](std::span<const Slot> slots, std::span<const std::uint16_t> vectors) -> Result<void> {
          batch_max = std::max(batch_max, slots.size());
          const std::size_t dimension = vectors.size() / slots.size();
          for (std::size_t i = 0; i < slots.size(); ++i) {
            const auto row = vectors.subspan(i * dimension, dimension);
            rows[slots[i].value].assign(row.begin(), row.end());
          }
          return {};
        }));
  }
};

class EmbeddingRepositoryTest : public LibraryTest {
 protected:
  EmbeddingRepositoryTest() {
    add_root("/photos");
    add_space("s", 2);
    add_space("t", 1);
  }

  StoredFile add(const std::string& name, std::uint16_t value) {
    ScannedFile file = decoded("/photos/" + name, name, name);
    file.embeddings.push_back({SpaceId{"s"}, {value, 0x3C00}});
    return store(file);
  }
};

TEST_F(EmbeddingRepositoryTest, TheFirstSpaceIsActiveUntilAnotherIsChosen) {
  EXPECT_EQ(must(embeddings_->active_space())->id, SpaceId{"s"});
  write([&](Transaction& t) {
    must(embeddings_->set_active_space(t, SpaceId{"t"}));
    EXPECT_EQ(embeddings_->set_active_space(t, SpaceId{"u"}).error().code, ErrorCode::kNotFound);
    return 0;
  });
  EXPECT_EQ(must(embeddings_->active_space())->id, SpaceId{"t"});
  EXPECT_EQ(must(embeddings_->active_space())->model, "model of t");
}

TEST_F(EmbeddingRepositoryTest, ASpaceKeepsItsDimension) {
  auto transaction = must(Transaction::begin(*database_));
  EXPECT_EQ(embeddings_->add_space(*transaction, SpaceId{"s"}, 3, "m").error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(embeddings_->add_space(*transaction, SpaceId{"u"}, 0, "m").error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(embeddings_->add_space(*transaction, SpaceId{""}, 1, "m").error().code, ErrorCode::kInvalidArgument);
  EXPECT_TRUE(embeddings_->add_space(*transaction, SpaceId{"s"}, 2, "another model").has_value());
  EXPECT_EQ(must(embeddings_->find_space(SpaceId{"s"}))->model, "another model");
}

TEST_F(EmbeddingRepositoryTest, AFollowerSeesAddedReplacedAndRemovedRows) {
  Follower follower;
  const StoredFile a = add("a", 1);
  const StoredFile b = add("b", 2);
  follower.follow(*embeddings_, SpaceId{"s"}, 1);
  EXPECT_EQ(follower.rows.size(), 2U);
  EXPECT_EQ(follower.rows.at(b.slot.value), (std::vector<std::uint16_t>{2, 0x3C00}));
  EXPECT_EQ(follower.last, must(database_->last_commit()));

  // a gets new pixels and a new vector, b loses its vector with new pixels, c is new.
  ScannedFile new_a = decoded("/photos/a", "a2", "a2");
  new_a.embeddings.push_back({SpaceId{"s"}, {9, 9}});
  store(new_a);
  store(decoded("/photos/b", "b2", "b2"));
  add("c", 3);
  follower.follow(*embeddings_, SpaceId{"s"}, 100);
  EXPECT_EQ(follower.rows.size(), 2U);
  EXPECT_EQ(follower.rows.at(a.slot.value), (std::vector<std::uint16_t>{9, 9}));
  EXPECT_FALSE(follower.rows.contains(b.slot.value));
}

TEST_F(EmbeddingRepositoryTest, ARowThatIsLostAndSetAgainIsThere) {
  const StoredFile a = add("a", 1);
  Follower follower;
  follower.follow(*embeddings_, SpaceId{"s"}, 10);
  store(decoded("/photos/a", "a2", "a2"));
  write([&](Transaction& t) {
    must(embeddings_->set(t, a.photo, {SpaceId{"s"}, {5, 6}}));
    return 0;
  });
  follower.follow(*embeddings_, SpaceId{"s"}, 10);
  EXPECT_EQ(follower.rows.at(a.slot.value), (std::vector<std::uint16_t>{5, 6}));
}

TEST_F(EmbeddingRepositoryTest, OneLargeCommitComesInSmallBatches) {
  std::vector<ScannedFile> batch;
  for (int i = 0; i < 250; ++i) {
    batch.push_back(decoded("/photos/" + std::to_string(i), std::to_string(i), std::to_string(i)));
    batch.back().embeddings.push_back({SpaceId{"s"}, {static_cast<std::uint16_t>(i), 1}});
  }
  write([&](Transaction& t) { return must(files_->store(t, batch)); });
  Follower follower;
  follower.follow(*embeddings_, SpaceId{"s"}, 100);
  EXPECT_EQ(follower.rows.size(), 250U);
  EXPECT_EQ(follower.batch_max, 100U);
  EXPECT_EQ(must(embeddings_->find_space(SpaceId{"s"}))->embeddings, 250);
}

TEST_F(EmbeddingRepositoryTest, AnErrorOfTheVisitorEndsTheVisit) {
  add("a", 1);
  add("b", 1);
  int calls = 0;
  const auto visited = embeddings_->visit_since(
      SpaceId{"s"}, CommitSequence{0}, 1, [](std::span<const Slot>) -> Result<void> { return {}; },
      [&](std::span<const Slot>, std::span<const std::uint16_t>) -> Result<void> {
        ++calls;
        return fail(ErrorCode::kIo, "disk full");
      });
  EXPECT_EQ(visited.error().code, ErrorCode::kIo);
  EXPECT_EQ(calls, 1);
  add("c", 1);  // The snapshot was given back: writing goes on.
}

TEST_F(EmbeddingRepositoryTest, AStoredRowOfTheWrongSizeIsDamage) {
  const StoredFile a = add("a", 1);
  must(database_->connection().run("UPDATE embedding SET vector = x'00'"));
  EXPECT_EQ(embeddings_->find(a.photo, SpaceId{"s"}).error().code, ErrorCode::kCorrupt);
}

TEST_F(EmbeddingRepositoryTest, PhotosWithoutAVectorAreListedNewestFirstInPages) {
  for (const std::string name : {"a", "b", "c", "d"}) add(name, 1);
  const StoredFile missing = add("e", 1);
  write([&](Transaction& t) {
    must(files_->mark_missing(t, {&missing.file, 1}));
    return 0;
  });
  EXPECT_TRUE(must(embeddings_->unembedded(SpaceId{"s"}, {}, 10)).empty());
  const auto first = must(embeddings_->unembedded(SpaceId{"t"}, {}, 3));
  ASSERT_EQ(first.size(), 3U);
  EXPECT_EQ(first[0].path, "/photos/d");
  const auto rest = must(embeddings_->unembedded(SpaceId{"t"}, first[2].photo, 3));
  ASSERT_EQ(rest.size(), 1U);
  EXPECT_EQ(rest[0].path, "/photos/a");
}

}  // namespace
}  // namespace shoebox::store
