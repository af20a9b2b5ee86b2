#include "server/url.h"

#include <gtest/gtest.h>

namespace shoebox::server {
namespace {

TEST(Url, QueryIsDecoded) {
  const auto target = parse_target("/api/search?q=%E6%97%A5%E8%90%BD+am%20Meer&k=3&&empty=&bare");
  ASSERT_TRUE(target.has_value());
  EXPECT_EQ(target->path, "/api/search");
  EXPECT_EQ(target->query.at("q"), "日落 am Meer");
  EXPECT_EQ(target->query.at("k"), "3");
  EXPECT_EQ(target->query.at("empty"), "");
  EXPECT_EQ(target->query.at("bare"), "");
  EXPECT_EQ(target->query.size(), 4U);
}

TEST(Url, WhatIsNotWellFormedIsRefused) {
  for (const char* wrong :
       {"", "api", "http://x/", "/%", "/%4", "/%zz", "/%00", "/?q=%00", "/?q=%ff", "/%C3", "/?a=1&a=2", "*"}) {
    EXPECT_FALSE(parse_target(wrong).has_value()) << wrong;
  }
}

TEST(Url, PlusIsASpaceInTheQueryAlone) {
  EXPECT_EQ(parse_target("/a+b?c+d=e+f")->path, "/a+b");
  EXPECT_EQ(parse_target("/a+b?c+d=e+f")->query.at("c d"), "e f");
}

TEST(Url, EncodingIsUndoneByDecoding) {
  const std::string text = "a b/ü樱&=+%?#\"";
  EXPECT_EQ(percent_decoded(percent_encoded(text), true), text);
  EXPECT_EQ(percent_encoded("a b"), "a%20b");
}

}  // namespace
}  // namespace shoebox::server
