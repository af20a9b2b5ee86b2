#include "image/metadata_text.h"

#include <gtest/gtest.h>

#include "core/limits.h"

namespace shoebox::image {
namespace {

using namespace std::string_view_literals;

void check(std::string_view bytes, const std::string& expected) {
  const std::string text = clean_text(bytes);
  EXPECT_EQ(text, expected);
  EXPECT_TRUE(is_clean_text(text)) << text;
}

TEST(MetadataText, Utf8IsKeptAndTrimmed) {
  check("  樱花 in 京都 \n", "樱花 in 京都");
  check("two\nlines\tand 🌸", "two\nlines\tand 🌸");
  check("Canon\0\0\0"sv, "Canon");
  check("\0Canon"sv, "");
  check("a\x1B[31mb\x7F", "a [31mb");
}

TEST(MetadataText, OtherEncodingsBecomeUtf8) {
  check("caf\xE9", "café");
  check("\xD3\xA3\xBB\xA8", "樱花");  // GB2312
  check("2008 \xB1\xB1\xBE\xA9 trip", "2008 北京 trip");
  check("\xE9", "é");  // one letter is not Chinese
  check("\x80\x81", "\uFFFD\uFFFD");
  check("\xED\xA0\x80", "í\u00A0\uFFFD");  // a surrogate is not UTF-8
}

TEST(MetadataText, LongTextIsCutBetweenCharacters) {
  std::string text = "x";
  while (text.size() < 2 * limits::kMetadataTextBytesMax) text += "花";
  const std::string cut = clean_text(text);
  EXPECT_GE(cut.size(), limits::kMetadataTextBytesMax - 3);
  EXPECT_TRUE(is_clean_text(cut));
  EXPECT_TRUE(is_clean_text(clean_text(std::string(std::size_t{1} << 20, '\xE9'))));
}

TEST(MetadataText, CleanIsWhatCleaningLeaves) {
  for (const std::string_view text :
       {" a"sv, "a "sv, "a\0b"sv, "\xFF"sv, "\xC0\x80"sv, "\xF5\x80\x80\x80"sv, "a\x01"sv})
    EXPECT_FALSE(is_clean_text(text)) << text;
  EXPECT_FALSE(is_clean_text(std::string(limits::kMetadataTextBytesMax + 1, 'a')));
  EXPECT_TRUE(is_clean_text(""));
}

TEST(MetadataText, Utf16IsReadInEitherOrder) {
  const auto text = [](std::string_view bytes) { return clean_utf16(std::as_bytes(std::span(bytes))); };
  EXPECT_EQ(text("\x31\x6A\xB1\x82\0\0"sv), "樱花");
  EXPECT_EQ(text("\xFE\xFF\x6A\x31\x82\xB1"sv), "樱花");
  EXPECT_EQ(text("\xFF\xFE\x31\x6A"sv), "樱");
  EXPECT_EQ(text("\x3C\xD8\x38\xDF"sv), "🌸");
  EXPECT_EQ(text("\x3C\xD8"sv), "\uFFFD");
  EXPECT_EQ(text("a"sv), "");
  EXPECT_EQ(text(""sv), "");
}

TEST(MetadataText, ListsHaveNoRepetitionsAndAnEnd) {
  std::vector<std::string> list;
  for (const char* word : {"a", "", "b", "a"}) add_text(list, word);
  EXPECT_EQ(list, (std::vector<std::string>{"a", "b"}));
  for (int i = 0; i < 1000; ++i) add_text(list, std::to_string(i));
  EXPECT_EQ(list.size(), limits::kMetadataListMax);
}

}  // namespace
}  // namespace shoebox::image
