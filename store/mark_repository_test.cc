#include "store/mark_repository.h"

#include "store/library_fixture.h"

namespace shoebox::store {
namespace {

class Marks : public LibraryTest {
 protected:
  Marks() {
    add_root("/p");
    photo_ = store(decoded("/p/1.jpg", "1", "one")).photo;
  }
  Result<void> set(PhotoId photo, Mark mark, Marked marked) {
    return write([&](Transaction& t) { return marks_.set(t, photo, mark, marked); });
  }
  MarkRepository marks_{*database_};
  PhotoId photo_;
};

TEST_F(Marks, AreKeptApart) {
  ASSERT_OK(set(photo_, Mark::kFavourite, Marked::kYes));
  ASSERT_OK(set(photo_, Mark::kFavourite, Marked::kYes));
  EXPECT_TRUE(must(marks_.has(photo_, Mark::kFavourite)));
  EXPECT_FALSE(must(marks_.has(photo_, Mark::kHidden)));
  EXPECT_EQ(must(marks_.all(Mark::kFavourite)), std::vector{photo_});
  ASSERT_OK(set(photo_, Mark::kFavourite, Marked::kNo));
  ASSERT_OK(set(photo_, Mark::kFavourite, Marked::kNo));
  EXPECT_TRUE(must(marks_.all(Mark::kFavourite)).empty());
}

TEST_F(Marks, TellWhatIsDerivedThatThePhotoHasChanged) {
  const CommitSequence before = must(database_->last_commit());
  ASSERT_OK(set(photo_, Mark::kHidden, Marked::kYes));
  std::vector<PhotoId> changed;
  must(photos_->visit_since(
      before, [&](const FilterRow& row) { changed.push_back(row.id); }, [](Slot) {}));
  EXPECT_EQ(changed, std::vector{photo_});
}

TEST_F(Marks, NeedAPhoto) {
  EXPECT_EQ(set(PhotoId{999}, Mark::kHidden, Marked::kYes).error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace shoebox::store
