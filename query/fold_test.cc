#include "query/fold.h"

#include <string>

#include <gtest/gtest.h>

namespace shoebox::query {
namespace {

void check(std::string_view original, std::string_view expected) {
  const FoldedText folded = fold(original);
  EXPECT_EQ(folded.text, expected) << original;
  ASSERT_EQ(folded.origins.size(), folded.text.size() + 1) << original;
  EXPECT_EQ(folded.origins.back(), original.size()) << original;
  for (std::size_t i = 1; i < folded.origins.size(); ++i) EXPECT_LE(folded.origins[i - 1], folded.origins[i]);
}

TEST(Fold, LowersCaseAndDropsLatinMarks) {
  check("São Paulo ÎLE-DE-France", "sao paulo ile-de-france");
  check("Tromsø Łódź Þingvellir Straße", "tromso lodz thingvellir strasse");
  check("Cafe\xCC\x81", "cafe");
}

TEST(Fold, WritesTraditionalAndJapaneseCharactersAsSimplifiedOnes) {
  check("東京 臺灣 沖縄 神戸 横浜 渋谷", "东京 台湾 冲绳 神户 横滨 涩谷");
}

TEST(Fold, LeavesShanghaisShortNameAsItIs) {
  check("江浙沪 滬", "江浙沪 沪");
}

TEST(Fold, FoldsAPartAsInsideOfTheWhole) {
  for (const std::string_view whole : {"乾隆", "一目瞭然", "著名", "頭髮", "後來"}) {
    const std::string_view first = whole.substr(0, 3);
    EXPECT_TRUE(fold(whole).text.starts_with(fold(first).text)) << whole;
  }
}

TEST(Fold, NarrowsFullWidthAndWhiteSpace) {
  check("２０２３年７月　沖縄", "2023年7月 冲绳");
  check("a \t\n b", "a b");
  check("New Year’s—Eve", "new year's-eve");
}

TEST(Fold, DropsWhatCannotBeSeen) {
  check("a\xE2\x80\x8B\xEF\xBB\xBF b", "a b");
}

TEST(Fold, RemembersWhereEachByteCameFrom) {
  const FoldedText folded = fold("É東x");
  ASSERT_EQ(folded.text, "e东x");
  EXPECT_EQ(folded.origins, (std::vector<std::size_t>{0, 2, 2, 2, 5, 6}));
}

TEST(Fold, ReplacesInvalidBytes) {
  check(
      "a\xFF"
      "b",
      "a\xEF\xBF\xBD"
      "b");
  check("\xE4\xBA", "\xEF\xBF\xBD");
}

TEST(Fold, EmptyStaysEmpty) {
  check("", "");
}

TEST(Fold, TakesThousandsOfMarksOnOneLetter) {
  std::string marks = "a";
  for (int i = 0; i < 5000; ++i) marks += "\xCC\x81";
  EXPECT_EQ(fold(marks).text.front(), 'a');
}

}  // namespace
}  // namespace shoebox::query
