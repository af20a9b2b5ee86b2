#include "store/group_repository.h"

#include <map>

#include "store/connection.h"
#include "store/library_fixture.h"

namespace shoebox::store {
namespace {

const std::vector<std::string> kKinds = {"raw", "burst"};

class Groups : public LibraryTest {
 protected:
  Groups() {
    add_root("/photos");
    for (const char* name : {"a.jpg", "b.jpg", "c.jpg"})
      photos_.push_back(store(decoded("/photos/" + std::string(name), name, name)).photo);
  }

  void set(std::vector<PhotoGroup> groups) {
    write([&](Transaction& t) {
      must(groups_.set_groups(t, kKinds, groups));
      return 0;
    });
  }
  /// Members by the group's id.
  std::map<std::int64_t, std::vector<std::int64_t>> stored() {
    std::map<std::int64_t, std::vector<std::int64_t>> groups;
    auto rows =
        must(database_->connection().query("SELECT group_id, photo_id FROM photo_group_member ORDER BY 1, rank"));
    while (must(rows.step())) groups[rows.integer(0)].push_back(rows.integer(1));
    return groups;
  }
  CommitSequence last() { return must(database_->last_commit()); }
  std::optional<std::int64_t> trip_of(PhotoId id) {
    auto row = must(database_->connection().query("SELECT trip_id FROM photo WHERE id = ?", id.value));
    must(row.step());
    return row.is_null(0) ? std::nullopt : std::optional(row.integer(0));
  }
  void set_trips(const std::vector<Trip>& trips) {
    write([&](Transaction& t) {
      must(groups_.set_trips(t, trips));
      return 0;
    });
  }

  GroupRepository groups_{*database_};
  std::vector<PhotoId> photos_;
};

TEST_F(Groups, AreKeptWhileTheyAreAsTheyWere) {
  const PhotoGroup pair{"raw", {photos_[1], photos_[0]}};
  set({pair});
  const auto before = stored();
  ASSERT_EQ(before.size(), 1U);
  EXPECT_EQ(before.begin()->second, (std::vector{photos_[1].value, photos_[0].value}));
  const CommitSequence commit = last();
  set({pair});
  EXPECT_EQ(stored(), before);
  EXPECT_EQ(last(), commit);
  set({pair, {"burst", {photos_[0], photos_[2]}}});
  EXPECT_EQ(stored().size(), 2U);
  EXPECT_TRUE(stored().contains(before.begin()->first));
}

TEST_F(Groups, ThatAreNotThereAnyMoreGo) {
  set({{"raw", {photos_[1], photos_[0]}}});
  const CommitSequence commit = last();
  set({{"raw", {photos_[0], photos_[1]}}});
  EXPECT_EQ(stored().begin()->second, (std::vector{photos_[0].value, photos_[1].value}));
  EXPECT_NE(last(), commit);
  set({});
  EXPECT_TRUE(stored().empty());
}

TEST_F(Groups, AreOutdatedByAnyCommitAndByOtherRules) {
  EXPECT_TRUE(must(groups_.are_outdated(1)));
  write([&](Transaction& t) {
    must(groups_.set_current(t, 1));
    return 0;
  });
  EXPECT_FALSE(must(groups_.are_outdated(1)));
  EXPECT_TRUE(must(groups_.are_outdated(2)));
  store(decoded("/photos/d.jpg", "d", "d"));
  EXPECT_TRUE(must(groups_.are_outdated(1)));
}

TEST_F(Groups, OfOtherKindsAreLeftAlone) {
  must(database_->connection().run("INSERT INTO photo_group(kind, commit_seq) VALUES('near', 1)"));
  set({});
  EXPECT_EQ(must(database_->connection().number("SELECT count(*) FROM photo_group")), 1);
}

TEST_F(Groups, CandidatesAreThePresentPhotos) {
  EXPECT_EQ(must(groups_.group_candidates()).size(), 3U);
  EXPECT_EQ(must(groups_.group_candidates())[0].name, "a.jpg");
  const FileId file = must(files_->find_by_path("/photos/a.jpg")).value().file;
  write([&](Transaction& t) {
    must(files_->mark_missing(t, std::span(&file, 1)));
    return 0;
  });
  EXPECT_EQ(must(groups_.group_candidates()).size(), 2U);
}

TEST_F(Groups, TripsKeepTheirNumberAsTheyGrow) {
  set_trips({{10, 12, {1, 2, 3}, 35, 135, {photos_[0]}}, {20, 22, {1, 2, 3}, 35, 135, {photos_[1]}}});
  const auto trips = must(groups_.trips());
  ASSERT_EQ(trips.size(), 2U);
  EXPECT_EQ(trips[1].trip.first_day, 20);
  EXPECT_EQ(trips[1].trip.location, (Location{1, 2, 3}));
  EXPECT_EQ(must(groups_.slots_of_trip(trips[1].id)), std::vector{photo(photos_[1]).slot});
  EXPECT_EQ(must(groups_.days_of_trip(photos_[1])), std::pair(20, 22));
  EXPECT_EQ(must(groups_.days_of_trip(photos_[2])), std::nullopt);
  const auto first = trip_of(photos_[0]);
  const auto second = trip_of(photos_[1]);
  ASSERT_TRUE(first && second);
  EXPECT_NE(first, second);
  const CommitSequence commit = last();
  set_trips({{20, 23, {1, 2, 3}, 35, 135, {photos_[1], photos_[2]}}});
  EXPECT_EQ(trip_of(photos_[0]), std::nullopt);
  EXPECT_EQ(trip_of(photos_[1]), second);
  EXPECT_EQ(trip_of(photos_[2]), second);
  EXPECT_NE(last(), commit);
  const CommitSequence settled = last();
  set_trips({{20, 23, {1, 2, 3}, 35, 135, {photos_[1], photos_[2]}}});
  EXPECT_EQ(last(), settled);
}

}  // namespace
}  // namespace shoebox::store
