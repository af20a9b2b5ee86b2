#include "search/columns.h"

#include <gtest/gtest.h>

#include "search/ranking.h"
#include "search/text_match.h"
#include "store/library_fixture.h"

namespace shoebox::search {
namespace {

WallClock clock_of(std::string_view taken, image::TimePrecision precision, bool is_utc = false) {
  store::PhotoFilterRow row;
  row.taken_local = taken;
  row.precision = precision;
  row.taken_is_utc = is_utc;
  return wall_clock(row, [](std::int64_t) { return 8 * 3600; });
}

TEST(WallClock, IsAsPreciseAsTheText) {
  using image::TimePrecision;
  EXPECT_EQ(clock_of("2024-03-09T14:05:09.5", TimePrecision::kSubsecond), (WallClock{19791, 19792, 50709}));
  EXPECT_EQ(clock_of("2024-03-09T14:05", TimePrecision::kMinute), (WallClock{19791, 19792, 50700}));
  EXPECT_EQ(clock_of("2024-03-09", TimePrecision::kDay), (WallClock{19791, 19792, kNoClock}));
  EXPECT_EQ(clock_of("2024-02", TimePrecision::kMonth), (WallClock{19754, 19783, kNoClock}));
  EXPECT_EQ(clock_of("2024", TimePrecision::kYear), (WallClock{19723, 20089, kNoClock}));
  EXPECT_EQ(clock_of("2024-03-09T23:59:60", TimePrecision::kSecond).second, 86399);
}

TEST(WallClock, MomentWithoutAZoneIsShownAtHome) {
  EXPECT_EQ(clock_of("2024-03-09T20:30:00", image::TimePrecision::kSecond, true), (WallClock{19792, 19793, 16200}));
  EXPECT_EQ(clock_of("1969-12-31T10:00:00", image::TimePrecision::kSecond, true), (WallClock{-1, 0, 64800}));
}

TEST(WallClock, DamagedTextIsNoTime) {
  for (const char* text : {"", "abc", "2024-13-01", "2024-02-30T00:00", "0000:00:00", "20", "2024-xx"}) {
    EXPECT_EQ(clock_of(text, image::TimePrecision::kSecond).day, kNoDay) << text;
  }
}

TEST(PlainText, IgnoresCaseAndFullWidthAndNothingElse) {
  EXPECT_EQ(plain_text("ＩＭＧ＿０４１２　Ａ"), "img_0412 a");
  EXPECT_EQ(plain_text("ÎLE ŽIŽKA ΑΒΓ ДОМ Ё"), "île žižka αβγ дом ё");
  EXPECT_EQ(plain_text("農業銀行"), "農業銀行") << "no conversion between scripts";
  EXPECT_EQ(plain_text("a\xff\xe6"), "a\xff\xe6");
}

TEST(PlainText, NamesFitPatterns) {
  EXPECT_TRUE(name_fits("img_0412.jpg", "0412"));
  EXPECT_FALSE(name_fits("img_0412.jpg", "413"));
  EXPECT_TRUE(name_fits("img_0412.jpg", "img_*.jpg"));
  EXPECT_TRUE(name_fits("日本.jpg", "?本.*"));
  EXPECT_FALSE(name_fits("img_0412.jpg", "*.png"));
  EXPECT_TRUE(name_fits(std::string(200, 'a'), "*a*a*a*a*a*"));
}

class ColumnsTest : public store::LibraryTest {
 protected:
  ColumnsTest() { add_root("/photos"); }

  store::StoredFile add(const std::string& name, const std::string& taken, const std::string& model = "Canon EOS R6") {
    store::ScannedFile file = decoded("/photos/" + name, name, name);
    file.decoded->embedded.taken = image::TakenTime{taken, {}, image::TimePrecision::kSecond, "exif:DateTimeOriginal"};
    file.decoded->embedded.make = "Canon";
    file.decoded->embedded.model = model;
    return store(file);
  }
};

TEST_F(ColumnsTest, FollowCommitsAndForgetWhatIsGone) {
  ColumnsKeeper keeper(*database_, {});
  const auto first = add("a.jpg", "2024-03-09T14:05:09");
  const Columns* columns = store::must(keeper.refreshed());
  EXPECT_EQ(columns->present_count, 1U);
  EXPECT_EQ(columns->time[first.slot.value].second, 50709);
  EXPECT_EQ(columns->shape[first.slot.value], 1 + static_cast<int>(query::Orientation::kLandscape));
  const auto second = add("b.jpg", "2024-03-10T00:00:00", "EOS 5D");
  columns = store::must(keeper.refreshed());
  EXPECT_EQ(columns->present_count, 2U);
  EXPECT_NE(columns->camera[first.slot.value], columns->camera[second.slot.value]);
  EXPECT_TRUE(columns->is_newer(second.slot, first.slot));
  write([&](store::Transaction& t) {
    store::must(files_->mark_missing(t, {&first.file, 1}));
    return 0;
  });
  columns = store::must(keeper.refreshed());
  EXPECT_FALSE(columns->present.contains(first.slot));
  write([&](store::Transaction& t) {
    for (const store::Root& root : store::must(roots_->all())) store::must(roots_->remove(t, root.id));
    return 0;
  });
  EXPECT_EQ(store::must(keeper.refreshed())->present_count, 0U);
}

TEST(Fold, GroupsAreOneResultShownByTheirFirst) {
  Columns columns;
  columns.time.resize(6);
  columns.fold_leader = {0, 1, 1, 3, 1, 5};
  columns.fold_rank = {0, 2, 1, 0, 3, 0};
  columns.grouped = {Slot{1}, Slot{2}, Slot{4}};
  index::Bitmap all(6, true);
  const auto candidates = [] {
    std::vector<Candidate> found;
    for (const std::uint32_t slot : {5U, 4U, 0U, 1U, 2U}) found.push_back({.slot = Slot{slot}});
    return found;
  };
  const auto folded = fold(candidates(), all, columns);
  ASSERT_EQ(folded.size(), 3U);
  EXPECT_EQ(folded[1].slot, Slot{2}) << "in the place of the best, shown by the lowest rank";
  EXPECT_EQ(folded[1].folded, 2U);
  EXPECT_EQ(folded[2].folded, 0U);
  all.erase(Slot{2});
  EXPECT_EQ(fold(candidates(), all, columns)[1].slot, Slot{1}) << "only of those that pass";
}

TEST(Newest, DatesFirstThenSlots) {
  Columns columns;
  columns.time = {{100, 101, kNoClock}, {}, {200, 201, 5}, {200, 201, 9}, {200, 201, 9}};
  std::vector<std::uint32_t> slots;
  for (const Candidate& candidate : newest(index::Bitmap(5, true), columns, 4)) slots.push_back(candidate.slot.value);
  EXPECT_EQ(slots, (std::vector<std::uint32_t>{3, 4, 2, 0}));
}

}  // namespace
}  // namespace shoebox::search
