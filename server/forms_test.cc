#include "server/forms.h"

#include <gtest/gtest.h>

namespace shoebox::server {
namespace {

TEST(Forms, WeightsAreTwoNumbersThatAreNotNegative) {
  EXPECT_EQ(parse_pair("0.7,0.3"), (std::array{0.7, 0.3}));
  EXPECT_EQ(parse_pair("1,0"), (std::array{1.0, 0.0}));
  for (const char* wrong : {"", ",", "1", "1,", ",1", "1,2,3", "-1,1", "-0,1", "inf,1", "nan,1", "1e9,1", "1, 2",
                            "0x1,1", "1.,1", ".5,1", "9999,1"}) {
    EXPECT_FALSE(is_weights(wrong)) << wrong;
  }
}

TEST(Forms, BoxIsFourDegrees) {
  EXPECT_EQ(parse_box("-10.5,-20,30,40.25"), (std::array{-10.5, -20.0, 30.0, 40.25}));
  for (const char* wrong : {"", "1,2,3", "1,2,3,4,5", "1,2,3,x", "--1,2,3,4", "1,2,3,4 "})
    EXPECT_FALSE(is_box(wrong)) << wrong;
}

TEST(Forms, BucketIsAYearAMonthOrADay) {
  for (const char* right : {"2024", "2024-05", "2024-05-17", "unknown"}) EXPECT_TRUE(is_bucket(right)) << right;
  for (const char* wrong :
       {"", "202", "20245", "2024-5", "2024-05-", "2024/05", "2024-05-17T", "unknown ", "%", "....", "2024-05-17-01"}) {
    EXPECT_FALSE(is_bucket(wrong)) << wrong;
  }
}

TEST(Forms, CursorIsUpToSevenDigits) {
  EXPECT_TRUE(is_cursor("0"));
  EXPECT_TRUE(is_cursor("9999999"));
  for (const char* wrong : {"", "-1", "1.5", "10000000", "a", " 1"}) EXPECT_FALSE(is_cursor(wrong)) << wrong;
}

TEST(Forms, VersionIsHexadecimal) {
  EXPECT_TRUE(is_version("0123456789abcdef"));
  for (const char* wrong : {"", "g", "A", "../x"}) EXPECT_FALSE(is_version(wrong)) << wrong;
}

}  // namespace
}  // namespace shoebox::server
