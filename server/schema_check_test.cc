#include "server/schema_check.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace shoebox::server {
namespace {

void check(std::string_view body, std::string_view schema, bool fits) {
  EXPECT_EQ(parse_body(body, schema).has_value(), fits) << body;
}

TEST(SchemaCheck, BodiesThatFit) {
  check(R"({"name": "Sommer 夏"})", "AlbumName", true);
  check(R"({"photo_ids": [1, 9007199254740991]})", "PhotoIds", true);
  check(R"({"path": "/a"})", "NewRoot", true);
}

TEST(SchemaCheck, BodiesThatDoNot) {
  for (const char* body : {"", "{", "null", "[]", "\"x\"", "{}", R"({"name": null})", R"({"name": ""})",
                           R"({"name": " \t\u3000\u00a0 "})", R"({"name": 1})", R"({"name": "a", "more": 1})",
                           R"({"name": "a\u0000b"})", "{\"name\": \"\xff\"}", R"({"name": "a"} x)"}) {
    check(body, "AlbumName", false);
  }
  for (const char* body :
       {R"({"photo_ids": []})", R"({"photo_ids": [0]})", R"({"photo_ids": [1.5]})", R"({"photo_ids": ["1"]})",
        R"({"photo_ids": 1})", R"({"photo_ids": [9007199254740992]})", R"({"photo_ids": [true]})"}) {
    check(body, "PhotoIds", false);
  }
  check(R"({"path": "relative"})", "NewRoot", false);
}

TEST(SchemaCheck, LengthsAreCharactersAndNotBytes) {
  std::string name;
  for (int i = 0; i < 200; ++i) name += "樱";
  check("{\"name\": \"" + name + "\"}", "AlbumName", true);
  check("{\"name\": \"" + name + "a\"}", "AlbumName", false);
}

TEST(SchemaCheck, DeepNestingIsRefused) {
  check(R"({"name": )" + std::string(100000, '[') + std::string(100000, ']') + "}", "AlbumName", false);
}

}  // namespace
}  // namespace shoebox::server
