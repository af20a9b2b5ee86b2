#include "server/openapi.h"

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "server/routes.h"

namespace shoebox::server {
namespace {

using Json = nlohmann::ordered_json;

void collect_references(const Json& json, std::set<std::string>& references) {
  if (json.is_object() && json.contains("$ref")) references.insert(json["$ref"].get<std::string>());
  if (json.is_structured()) {
    for (const Json& child : json) collect_references(child, references);
  }
}

TEST(OpenApi, FileInDocsIsTheTable) {
  const std::string path = SHOEBOX_SOURCE_DIR "/docs/openapi.json";
  if (std::getenv("SHOEBOX_UPDATE_OPENAPI") != nullptr) std::ofstream(path) << openapi_text();
  std::stringstream file;
  file << std::ifstream(path).rdbuf();
  EXPECT_EQ(file.str(), openapi_text())
      << "write it again: SHOEBOX_UPDATE_OPENAPI=1 server_test --gtest_filter=OpenApi.*";
}

TEST(OpenApi, EveryReferenceLeadsSomewhere) {
  const Json document = openapi_document();
  std::set<std::string> references;
  collect_references(document, references);
  for (const std::string& reference : references) {
    ASSERT_TRUE(reference.starts_with("#/")) << reference;
    EXPECT_TRUE(document.contains(Json::json_pointer(reference.substr(1)))) << reference;
  }
}

TEST(OpenApi, EverySchemaIsUsed) {
  const Json document = openapi_document();
  std::set<std::string> references;
  collect_references(document, references);
  for (const auto& [name, schema] : document["components"]["schemas"].items()) {
    EXPECT_TRUE(references.contains("#/components/schemas/" + name)) << name;
  }
}

/// Whether every object of named properties says that there are no others, or is a part of one that says so.
void expect_closed(const Json& json, const std::string& where, bool is_part) {
  const bool has_names = json.contains("properties") && json.contains("type") && !is_part;
  if (has_names) {
    EXPECT_EQ(json.value("additionalProperties", true), false) << where;
  }
  if (json.contains("allOf")) {
    EXPECT_EQ(json.value("unevaluatedProperties", true), false) << where;
  }
  if (!json.is_structured()) return;
  for (const auto& [name, child] : json.items()) expect_closed(child, where + "/" + name, where.ends_with("/allOf"));
}

TEST(OpenApi, NothingComesThatIsNotNamed) {
  const Json schemas = openapi_document()["components"]["schemas"];
  for (const auto& [name, schema] : schemas.items()) {
    // These two are parts of others, and closed where they are used.
    expect_closed(schema, name, name == "Tile" || name == "Token");
  }
  EXPECT_EQ(schemas["Photos"]["properties"]["photos"]["items"]["unevaluatedProperties"], false);
}

TEST(OpenApi, NamesAndRoutesAreUnique) {
  std::set<std::string> names;
  std::set<std::string> places;
  for (const Route& route : routes()) {
    EXPECT_TRUE(names.insert(std::string(route.name)).second) << route.name;
    EXPECT_TRUE(places.insert(std::string(to_string(route.method)) + " " + std::string(route.path)).second)
        << route.path;
  }
}

TEST(OpenApi, EveryPlaceholderIsAParameterThatIsRequired) {
  for (const Route& route : routes()) {
    std::size_t placeholders = 0;
    for (const char c : route.path) placeholders += c == '{' ? 1 : 0;
    std::size_t in_path = 0;
    for (const Parameter& parameter : route.parameters) {
      if (!parameter.in_path(route.path)) continue;
      ++in_path;
      EXPECT_TRUE(parameter.required) << route.path;
    }
    EXPECT_EQ(in_path, placeholders) << route.path;
  }
}

TEST(OpenApi, PageShowsEveryRouteWithoutScripts) {
  const std::string page = openapi_page();
  for (const Route& route : routes())
    EXPECT_NE(page.find(std::string(route.summary.substr(0, 20))), std::string::npos) << route.name;
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_EQ(page.find(" style="), std::string::npos);
}

}  // namespace
}  // namespace shoebox::server
