#include "store/album_repository.h"

#include "store/library_fixture.h"

namespace shoebox::store {
namespace {

class Albums : public LibraryTest {
 protected:
  Albums() {
    add_root("/p");
    first_ = store(decoded("/p/1.jpg", "1", "one")).photo;
    second_ = store(decoded("/p/2.jpg", "2", "two")).photo;
  }
  std::int64_t create(const std::string& name) {
    return write([&](Transaction& t) { return must(albums_.create(t, name)); });
  }
  Result<void> add(std::int64_t album, std::vector<PhotoId> photos) {
    return write([&](Transaction& t) { return albums_.add(t, album, photos); });
  }

  AlbumRepository albums_{*database_};
  PhotoId first_;
  PhotoId second_;
};

TEST_F(Albums, HoldsEachPhotoOnce) {
  const auto album = create("Summer");
  ASSERT_OK(add(album, {second_, first_, second_}));
  EXPECT_EQ(must(albums_.photos(album)), (std::vector{first_, second_}));
  EXPECT_EQ(must(albums_.of_photo(first_)), std::vector{album});
  const Album stored = must(albums_.get(album));
  EXPECT_EQ(stored.name, "Summer");
  EXPECT_EQ(stored.count, 2);
  EXPECT_EQ(stored.cover, second_);
}

TEST_F(Albums, AreListedByName) {
  create("b");
  create("a");
  const auto all = must(albums_.all());
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].name, "a");
  EXPECT_EQ(all[0].cover, std::nullopt);
}

TEST_F(Albums, GoWithoutTheirPhotos) {
  const auto album = create("x");
  ASSERT_OK(add(album, {first_}));
  write([&](Transaction& t) { return must(albums_.remove(t, album)), 0; });
  EXPECT_EQ(albums_.photos(album).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(must(photos_->find(first_)).has_value());
  EXPECT_TRUE(must(albums_.of_photo(first_)).empty());
}

TEST_F(Albums, WhatIsNotThereIsNotFound) {
  const auto album = create("x");
  EXPECT_EQ(add(album, {PhotoId{999}}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(add(album + 1, {first_}).error().code, ErrorCode::kNotFound);
  write([&](Transaction& t) {
    EXPECT_EQ(albums_.take_out(t, album, first_).error().code, ErrorCode::kNotFound);
    EXPECT_EQ(albums_.rename(t, album + 1, "y").error().code, ErrorCode::kNotFound);
    EXPECT_EQ(albums_.remove(t, album + 1).error().code, ErrorCode::kNotFound);
    return 0;
  });
}

TEST_F(Albums, MembersOutliveTheirFolder) {
  const auto album = create("x");
  ASSERT_OK(add(album, {first_}));
  const Root root = must(roots_->all()).front();
  write([&](Transaction& t) { return must(roots_->remove(t, root.id)).size(); });
  EXPECT_EQ(must(albums_.photos(album)), std::vector{first_});
  EXPECT_FALSE(must(photos_->find(second_)).has_value());
}

}  // namespace
}  // namespace shoebox::store
