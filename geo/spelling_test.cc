#include "geo/spelling.h"

#include <gtest/gtest.h>

#include "geo/test_gazetteer.h"

namespace shoebox::geo {
namespace {

std::string_view mended(std::string_view word) {
  const Tables& tables = test_gazetteer().tables();
  const NameRecord* const name = likely_name(tables, word);
  return name != nullptr ? tables.text_of(*name) : "";
}

TEST(Spelling, CountsSlips) {
  EXPECT_EQ(slips_between("kyoto", "kyoto", 2), 0);
  EXPECT_EQ(slips_between("kyotto", "kyoto", 2), 1);
  EXPECT_EQ(slips_between("koyto", "kyoto", 2), 1);
  EXPECT_EQ(slips_between("kioto", "kyoto", 2), 1);
  EXPECT_EQ(slips_between("barcalonna", "barcelona", 2), 2);
  EXPECT_EQ(slips_between("kyoto", "osaka", 2), 3);
  EXPECT_EQ(slips_between("", "kyoto", 2), 3);
}

TEST(Spelling, MendsWellKnownNames) {
  EXPECT_EQ(mended("kyotto"), "kyoto");
  EXPECT_EQ(mended("barcalona"), "barcelona");
  EXPECT_EQ(mended("bejing"), "beijing");
  EXPECT_EQ(mended("shangai"), "shanghai");
  EXPECT_EQ(mended("califronia"), "california");
  EXPECT_EQ(mended("switzerlnad"), "switzerland");
  EXPECT_EQ(mended("okinwa"), "okinawa");
  EXPECT_EQ(mended("san fransisco"), "san francisco");
  EXPECT_EQ(mended("los angelas"), "los angeles");
}

TEST(Spelling, LeavesNamesAndWordsAlone) {
  for (const char* word : {"kyoto", "pairs", "parish", "linden", "house", "beach", "marine", "birthday", "flower",
                           "child", "sunset", "bike", "", "a", "樱花", " ", "a b c d e", "red dress", "blue sky"}) {
    EXPECT_EQ(mended(word), "") << word;
  }
}

}  // namespace
}  // namespace shoebox::geo
