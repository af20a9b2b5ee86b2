#include "server/values.h"

#include <gtest/gtest.h>

namespace shoebox::server {
namespace {

Result<Values> values_of(const std::string& target_text) {
  const auto target = parse_target(target_text);
  if (!target) return fail(ErrorCode::kInvalidArgument, "no address");
  const RouteMatch match = find_route("GET", target->path);
  if (match.route == nullptr) return fail(ErrorCode::kNotFound, "no route");
  return Values::check(match, *target);
}

TEST(Values, HaveTypesAndDefaults) {
  const auto values = values_of("/api/search?q=%E7%8C%AB&above_line=true&weights=0.7,0.3&unknown=1");
  ASSERT_TRUE(values.has_value());
  EXPECT_EQ(values->text("q"), "猫");
  EXPECT_TRUE(values->flag("above_line"));
  EXPECT_FALSE(values->flag("explain"));
  EXPECT_EQ(values->integer("k"), 60);
  EXPECT_FALSE(values->has("photo"));
  EXPECT_EQ(values->text("sort"), "relevance");
}

TEST(Values, WrongOnesAreRefused) {
  for (const char* wrong : {
           "/api/search?k=0",
           "/api/search?k=501",
           "/api/search?k=",
           "/api/search?k=1.5",
           "/api/search?k=x",
           "/api/search?k=99999999999999999999",
           "/api/search?above_line=1",
           "/api/search?sort=size",
           "/api/search?weights=1",
           "/api/search?cursor=x",
           "/api/photos/0",
           "/api/photos/-1",
           "/api/photos/1x",
           "/api/photos/9007199254740992",
           "/api/map?zoom=nan",
           "/api/map?zoom=1e9",
           "/api/map?box=1,2,3",
           "/api/map/photos",
           "/api/photos/1/thumbnail?size=x",
           "/api/photos/1/thumbnail?v=../..",
           "/api/timeline/20",
       }) {
    const auto values = values_of(wrong);
    ASSERT_FALSE(values.has_value()) << wrong;
    EXPECT_EQ(values.error().code, ErrorCode::kInvalidArgument) << wrong;
  }
}

TEST(Values, LongQuestionsAreCountedInCharacters) {
  std::string q = "/api/search?q=";
  for (int i = 0; i < 4000; ++i) q += "%E7%8C%AB";
  EXPECT_TRUE(values_of(q).has_value());
  EXPECT_FALSE(values_of(q + "a").has_value());
}

TEST(FindRoute, KnowsWhatIsThere) {
  EXPECT_EQ(find_route("GET", "/api/photos/12/original").route->name, "get_original");
  EXPECT_EQ(find_route("HEAD", "/api/photos/12/original").route->name, "get_original");
  EXPECT_EQ(find_route("DELETE", "/api/albums/3/photos/4").in_path.at("album"), "3");
  EXPECT_EQ(find_route("GET", "/api/map/photos").route->name, "list_map_photos");
  for (const char* none :
       {"/", "/api", "/api/", "/api/photos", "/api/photos/", "/api/search/", "//api/search", "/api/photos/1/2/3"}) {
    const auto match = find_route("GET", none);
    EXPECT_TRUE(match.route == nullptr || !Values::check(match, *parse_target(none)).has_value()) << none;
  }
  const auto match = find_route("PATCH", "/api/search");
  EXPECT_EQ(match.route, nullptr);
  EXPECT_EQ(match.other_methods.size(), 2U);
}

}  // namespace
}  // namespace shoebox::server
