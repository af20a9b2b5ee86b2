#include "store/photo_words.h"

#include <map>
#include <set>

#include <gtest/gtest.h>

#include "store/library_fixture.h"

namespace shoebox::store {
namespace {

using Words = std::vector<std::string>;

TEST(PhotoWords, CutChineseIntoPairsAndTheRestIntoWords) {
  EXPECT_EQ(asked_words("海边的狗 dog-house"), (Words{"海边", "边的", "的狗", "dog", "house"}));
  EXPECT_EQ(asked_words("猫"), Words{"猫"});
  EXPECT_EQ(asked_words("IMG_0412.JPG"), (Words{"IMG", "0412", "JPG"}));
  EXPECT_EQ(asked_words("日本 日本"), Words{"日本"});
  EXPECT_EQ(indexed_words("日本 春"), "日 本 日本 春");
  EXPECT_EQ(indexed_words("Île-de-France"), "Île de France");
}

TEST(PhotoWords, AnyBytesAreCut) {
  for (const std::string text : {"\xff\xfe", "a\xe6\x97", "\xf0\x9f\x90\x95", "\"'*(:^-", ""}) {
    for (const std::string& word : asked_words(text)) EXPECT_FALSE(word.empty());
    EXPECT_EQ(indexed_words(text).find('"'), std::string::npos);
  }
}

class PhotoWordsTest : public LibraryTest {
 protected:
  PhotoWordsTest() { add_root("/home/me/Pictures"); }

  std::map<std::uint32_t, WordsFound> find(const Words& words, std::size_t photos_max = 100) {
    std::map<std::uint32_t, WordsFound> found;
    for (const WordsFound& photo : must(PhotoWords(*database_).find(words, photos_max)))
      found[photo.slot.value] = photo;
    return found;
  }

  Slot add(const std::string& path, const std::string& title = {}) {
    ScannedFile file = decoded("/home/me/Pictures/" + path, path, path);
    file.decoded->embedded.title = title;
    return store(file).slot;
  }
};

TEST_F(PhotoWordsTest, FindsByNameFolderAndCaptionAndSaysWhere) {
  const Slot by_name = add("a/sakura 樱花.jpg");
  const Slot by_folder = add("日本樱花 2025/1.jpg");
  const Slot by_title = add("b/2.jpg", "看樱花的人");
  add("c/3.jpg");
  must(PhotoWords(*database_).catch_up());
  const auto found = find({"樱花"});
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found.at(by_name.value).found[0], 1U);
  EXPECT_EQ(found.at(by_folder.value).found[1], 1U);
  EXPECT_EQ(found.at(by_title.value).found[2], 1U);
  EXPECT_EQ(find({"xyz", "Sakura"}).at(by_name.value).found[0], 2U) << "bits tell which of the words";
}

TEST_F(PhotoWordsTest, PluralsAndMarksDoNotMatter) {
  const Slot slot = add("Dogs in Île/x.jpg");
  must(PhotoWords(*database_).catch_up());
  EXPECT_TRUE(find({"dog"}).contains(slot.value));
  EXPECT_TRUE(find({"ile"}).contains(slot.value));
}

TEST_F(PhotoWordsTest, WordsOfTooManyPhotosSayNothing) {
  for (int i = 0; i < 5; ++i) add("IMG_" + std::to_string(i) + ".jpg");
  must(PhotoWords(*database_).catch_up());
  EXPECT_EQ(find({"img"}, 5).size(), 5U);
  EXPECT_TRUE(find({"img"}, 4).empty());
}

TEST_F(PhotoWordsTest, TakesUpWhatChangedAndForgetsWhatIsGone) {
  add("old/1.jpg");
  PhotoWords words(*database_);
  must(words.catch_up());
  const Slot added = add("new/2.jpg");
  EXPECT_TRUE(find({"new"}).empty());
  must(words.catch_up());
  EXPECT_TRUE(find({"new"}).contains(added.value));
  EXPECT_EQ(find({"old"}).size(), 1U);
  write([&](Transaction& t) {
    for (const Root& root : must(roots_->all())) must(roots_->remove(t, root.id));
    return 0;
  });
  must(words.catch_up());
  EXPECT_TRUE(find({"old"}).empty());
}

TEST_F(PhotoWordsTest, VisitsPathsFromTheRootsOwnNameOn) {
  add("a/1.jpg");
  add("2.jpg", "a title");
  std::set<std::string> paths;
  must(PhotoWords(*database_).visit_paths([&](Slot, std::string_view path) { paths.emplace(path); }));
  EXPECT_EQ(paths, (std::set<std::string>{"Pictures/a/1.jpg", "Pictures/2.jpg"}));
  std::set<std::string> texts;
  must(PhotoWords(*database_).visit_texts([&](Slot, std::string_view text) { texts.emplace(text); }));
  EXPECT_EQ(texts, std::set<std::string>{"a title"});
}

}  // namespace
}  // namespace shoebox::store
