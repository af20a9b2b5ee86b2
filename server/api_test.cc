#include "server/api.h"

#include <gtest/gtest.h>

#include "server/json.h"
#include "server/problem.h"

namespace shoebox::server {
namespace {

TEST(Handlers, EveryRouteHasOne) {
  for (const Route& route : routes()) EXPECT_NE(find_handler(route.name), nullptr) << route.name;
  EXPECT_EQ(find_handler("nonsense"), nullptr);
}

TEST(Problems, AreRfc9457) {
  const Reply reply = problem({ErrorCode::kNotFound, "there is no such photo", "7"});
  EXPECT_EQ(reply.status, 404);
  EXPECT_EQ(reply.headers.front().second, "application/problem+json");
  const auto json = nlohmann::json::parse(reply.body);
  EXPECT_EQ(json["status"], 404);
  EXPECT_EQ(json["code"], "not_found");
  EXPECT_EQ(json["detail"], "7: there is no such photo");
}

TEST(Json, Base64IsThatOfRfc4648) {
  const std::pair<const char*, const char*> rows[] = {{"", ""},
                                                      {"f", "Zg=="},
                                                      {"fo", "Zm8="},
                                                      {"foo", "Zm9v"},
                                                      {"foob", "Zm9vYg=="},
                                                      {"fooba", "Zm9vYmE="},
                                                      {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : rows) EXPECT_EQ(base64(bytes), text);
  EXPECT_EQ(base64("\xff\xfe"), "//4=");
}

TEST(Json, TimesAreUtc) {
  EXPECT_EQ(utc_time(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(utc_time(1'700'000'000'999), "2023-11-14T22:13:20Z");
}

}  // namespace
}  // namespace shoebox::server
