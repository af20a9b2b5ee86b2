#include "store/tile_repository.h"

#include "store/library_fixture.h"
#include "store/mark_repository.h"

namespace shoebox::store {
namespace {

class Tiles : public LibraryTest {
 protected:
  Tiles() { add_root("/p"); }
  PhotoId add(const std::string& name, const std::string& pixels) {
    return store(decoded("/p/" + name, name + pixels, pixels)).photo;
  }
  void set_thumbhash(const PhotoPixels& photo, const std::string& thumbhash) {
    write([&](Transaction& t) { return must(tiles_.set_thumbhash(t, photo, thumbhash)), 0; });
  }
  TileRepository tiles_{*database_};
};

TEST_F(Tiles, ComeInTheOrderAsked) {
  const PhotoId a = add("a.jpg", "a");
  const PhotoId b = add("b.jpg", "b");
  write([&](Transaction& t) { return must(MarkRepository(*database_).set(t, b, Mark::kFavourite, Marked::kYes)), 0; });
  const auto tiles = must(tiles_.find(std::vector{b, PhotoId{999}, a}));
  ASSERT_EQ(tiles.size(), 2U);
  EXPECT_EQ(tiles[0].id, b);
  EXPECT_TRUE(tiles[0].favourite);
  EXPECT_FALSE(tiles[1].favourite);
  EXPECT_EQ(tiles[1].width, 4000);
  EXPECT_EQ(tiles[1].pixels, PixelHash{hash_of("a")});
}

TEST_F(Tiles, ThumbhashIsOfThePixels) {
  const PhotoId a = add("a.jpg", "a");
  const auto waiting = must(tiles_.without_thumbhash(PhotoId{0}, 10));
  ASSERT_EQ(waiting.size(), 1U);
  EXPECT_EQ(waiting[0].id, a);
  set_thumbhash(waiting[0], std::string("\1\0\2", 3));
  EXPECT_EQ(must(tiles_.find(std::vector{a})).at(0).thumbhash, std::string("\1\0\2", 3));
  EXPECT_TRUE(must(tiles_.without_thumbhash(PhotoId{0}, 10)).empty());
  // The picture changes: what was made of the old one is not shown, and made anew.
  store(decoded("/p/a.jpg", "other bytes", "other pixels"));
  EXPECT_EQ(must(tiles_.find(std::vector{a})).at(0).thumbhash, "");
  EXPECT_EQ(must(tiles_.without_thumbhash(PhotoId{0}, 10)).size(), 1U);
  set_thumbhash(waiting[0], "of the old pixels");
  EXPECT_EQ(must(tiles_.find(std::vector{a})).at(0).thumbhash, "");
}

}  // namespace
}  // namespace shoebox::store
