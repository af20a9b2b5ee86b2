#include "query/structured.h"

#include <gtest/gtest.h>

#include "query/fake_finders.h"

namespace shoebox::query {
namespace {

std::vector<Found> found_in(std::string_view text) {
  static const FakePlaceFinder places({{"Kyoto|京都", {.kind = AreaKind::kCity, .id = 3}}});
  const Sentence sentence(text);
  return find_structured(sentence, {.now_local_minutes = 0, .places = &places}).found;
}

/// One filter, of this kind and canonical.
void check(std::string_view text, ChipKind kind, std::string_view canonical, bool negated = false) {
  const auto found = found_in(text);
  ASSERT_EQ(found.size(), 1U) << text;
  EXPECT_EQ(found[0].kind, kind) << text;
  EXPECT_EQ(found[0].canonical, canonical) << text;
  EXPECT_EQ(found[0].negated, negated) << text;
}

TEST(Structured, ReadsEachKey) {
  check("camera:\"Canon EOS R6\"", ChipKind::kCamera, "camera:\"canon eos r6\"");
  check("place:kyoto", ChipKind::kPlace, "place:kyoto");
  check("-place:kyoto", ChipKind::kPlace, "place:kyoto", true);
  check("near:35.0,135.7,10km", ChipKind::kPlace, "near:35.0,135.7,10km");
  check("kind:screenshot", ChipKind::kMedia, "kind:screenshot");
  check("orientation:portrait", ChipKind::kOrientation, "orientation:portrait");
  check("rating:3..5", ChipKind::kRating, "rating:3..5");
  check("is:favourite", ChipKind::kFavourite, "is:favourite");
  check("file:IMG_*.jpg", ChipKind::kFile, "file:IMG_*.jpg");
  check("text:\"No Litter\"", ChipKind::kText, "text:\"No Litter\"");
  check("lens:50mm", ChipKind::kLens, "lens:50mm");
  check("people_count:2..", ChipKind::kPersonCount, "people_count:2..");
  check("trip:\"Kyoto 2019\"", ChipKind::kTrip, "trip:\"Kyoto 2019\"");
  check("after:2023-05", ChipKind::kTime, "after:2023-05");
  check("地点：京都", ChipKind::kPlace, "地点:京都");
}

TEST(Structured, ReadsListsOfPlaces) {
  check("place:kyoto,京都", ChipKind::kPlace, "place:kyoto,京都");
  check("place:\"kyoto\",\"京都\"", ChipKind::kPlace, "place:kyoto,京都");
  EXPECT_TRUE(found_in("place:kyoto,atlantis").empty());
  EXPECT_TRUE(found_in("place:“kyoto").empty());  // its quote is not closed
}

TEST(Structured, LeavesWhatItCannotRead) {
  for (const std::string_view text :
       {"place:atlantis", "rating:9", "rating:5..3", "near:91,0", "near:1", "near:1,2,3parsecs", "kind:cat", "foo:bar",
        "https://example.org", "place:", "place: kyoto", "on:someday", "12:30", "\"open", "xplace :kyoto"}) {
    EXPECT_TRUE(found_in(text).empty()) << text;
  }
}

TEST(Structured, QuotesWhatNeedsIt) {
  EXPECT_EQ(quoted_value("kyoto"), "kyoto");
  EXPECT_EQ(quoted_value("new york"), "\"new york\"");
  EXPECT_EQ(quoted_value("a\"b"), "“a\"b”");
  EXPECT_EQ(quoted_value("-x"), "\"-x\"");
}

TEST(Structured, KnowsFileNamesThatCamerasGive) {
  check("IMG_0412", ChipKind::kFile, "file:IMG_0412");
  check("PXL_20230412_073000123", ChipKind::kFile, "file:PXL_20230412_073000123");
  check("photo.jpeg", ChipKind::kFile, "file:photo.jpeg");
  EXPECT_TRUE(found_in("img").empty());
  EXPECT_TRUE(found_in("x-t5").empty());
}

}  // namespace
}  // namespace shoebox::query
