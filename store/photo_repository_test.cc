#include "store/photo_repository.h"

#include "store/library_fixture.h"

namespace shoebox::store {
namespace {

class PhotoRepositoryTest : public LibraryTest {
 protected:
  PhotoRepositoryTest() { add_root("/photos"); }
};

TEST_F(PhotoRepositoryTest, ViewsComeInTheOrderAsked) {
  for (const std::string name : {"a", "b", "c"}) store(decoded("/photos/" + name, name, name));
  const std::vector<Slot> slots{Slot{2}, Slot{77}, Slot{0}, Slot{2}};
  const auto views = must(photos_->find_by_slots(slots));
  ASSERT_EQ(views.size(), 3U);
  EXPECT_EQ(views[0].paths[0], "/photos/c");
  EXPECT_EQ(views[1].paths[0], "/photos/a");
  EXPECT_EQ(views[2].slot, Slot{2});
  EXPECT_TRUE(must(photos_->find_by_slots({})).empty());
}

TEST_F(PhotoRepositoryTest, AHundredThousandPhotosAreListedFilteredAndCompared) {
  constexpr int kCount = 100'000;
  std::vector<ScannedFile> batch;
  for (int i = 0; i < kCount; ++i) {
    const std::string name = "IMG_" + std::to_string(i) + ".jpg";
    batch.push_back(decoded("/photos/" + std::to_string(i % 97) + "/" + name, name, name));
    if (batch.size() < 5000) continue;
    write([&](Transaction& t) { return must(files_->store(t, batch)); });
    batch.clear();
  }
  EXPECT_EQ(must(photos_->slot_count()), static_cast<std::uint32_t>(kCount));
  const auto present = must(photos_->present_slots());
  ASSERT_EQ(present.size(), static_cast<std::size_t>(kCount));
  const auto views = must(photos_->find_by_slots(present));
  ASSERT_EQ(views.size(), static_cast<std::size_t>(kCount));
  EXPECT_EQ(views[99'999].paths[0], "/photos/" + std::to_string(99'999 % 97) + "/IMG_99999.jpg");
  const KnownFiles known_files = must(files_->load_known(RootId{1}, "/photos"));
  EXPECT_EQ(known_files.size(), static_cast<std::size_t>(kCount));
  EXPECT_EQ(known_files.folder_count(), 97U);
}

TEST_F(PhotoRepositoryTest, FilterRowsTellEverythingThenOnlyWhatChanged) {
  ScannedFile file = decoded("/photos/a", "a", "a");
  file.decoded->embedded.taken = image::TakenTime{"2024-03-09T14:05:09", -300, image::TimePrecision::kSecond, "exif"};
  file.decoded->embedded.gps = image::GpsPosition{48.8, 2.3, 35.0};
  file.decoded->embedded.model = "Pixel 8";
  const StoredFile first = store(file);
  const StoredFile second = store(decoded("/photos/b", "b", "b"));
  std::vector<FilterRow> rows;
  const auto collect = [&](const FilterRow& row) { rows.push_back(row); };
  const auto no_slot = [](Slot) { FAIL(); };
  const CommitSequence now = must(photos_->visit_since(CommitSequence{0}, collect, no_slot));
  EXPECT_EQ(now, must(database_->last_commit()));
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].slot, first.slot);
  EXPECT_EQ(rows[0].taken_local, "2024-03-09T14:05:09");
  EXPECT_EQ(rows[0].offset_minutes, -300);
  EXPECT_DOUBLE_EQ(rows[0].latitude.value(), 48.8);
  EXPECT_EQ(rows[0].model, "Pixel 8");
  EXPECT_EQ(rows[1].taken_local, "") << "nothing is left from the row before";
  EXPECT_FALSE(rows[1].latitude.has_value());

  rows.clear();
  write([&](Transaction& t) {
    must(files_->mark_missing(t, {&second.file, 1}));
    return 0;
  });
  const CommitSequence later = must(photos_->visit_since(now, collect, no_slot));
  EXPECT_GT(later, now);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].id, second.photo);
  EXPECT_FALSE(rows[0].present);
  rows.clear();
  must(photos_->visit_since(later, collect, no_slot));
  EXPECT_TRUE(rows.empty());
}

}  // namespace
}  // namespace shoebox::store
