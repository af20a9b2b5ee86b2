#include "model/language_code.h"

#include <gtest/gtest.h>

namespace shoebox::model {
namespace {

TEST(LanguageCode, FollowsTheScript) {
  EXPECT_EQ(language_code(""), "eng_Latn");
  EXPECT_EQ(language_code("a dog"), "eng_Latn");
  EXPECT_EQ(language_code("日落沙滩 dog"), "zho_Hans");
  EXPECT_EQ(language_code("砂浜の犬"), "jpn_Jpan");
  EXPECT_EQ(language_code("한국어 漢字"), "kor_Hang");
  EXPECT_EQ(language_code("👍 é ü"), "eng_Latn");
}

TEST(LanguageCode, BytesThatAreNotUtf8AreNoScript) {
  EXPECT_EQ(language_code("\xE6\x97"), "eng_Latn");
  EXPECT_EQ(language_code("\xE6zz\xFF"), "eng_Latn");
}

}  // namespace
}  // namespace shoebox::model
