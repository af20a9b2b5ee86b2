#include "server/openapi.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/limits.h"
#include "server/html.h"
#include "server/routes.h"

namespace shoebox::server {

namespace {

using Json = nlohmann::ordered_json;

Json schema_ref(std::string_view name) {
  return {{"$ref", fmt::format("#/components/schemas/{}", name)}};
}

bool is_part_of_another(const Json& schema, std::string_view base) {
  const auto& parts = schema.contains("allOf") ? schema["allOf"] : Json();
  return std::ranges::any_of(parts, [&](const Json& part) { return part == schema_ref(base); });
}

/// Closes every object: what the document does not name does not come. Those that others are made from stay open by
/// themselves and are closed where they are used.
class Closer final {
 public:
  explicit Closer(const Json& schemas) {
    for (const auto& [name, schema] : schemas.items()) {
      if (std::ranges::any_of(schemas, [&](const Json& each) { return is_part_of_another(each, name); })) {
        open_.push_back(schema_ref(name));
      }
    }
  }
  Json close_all(Json schemas) const {
    for (const auto& [name, schema] : schemas.items()) {
      const bool stays_open = std::ranges::find(open_, schema_ref(name)) != open_.end();
      if (stays_open) {
        close_parts(schema);
      } else {
        close(schema);
      }
    }
    return schemas;
  }
  void close(Json& schema) const {
    if (std::ranges::find(open_, schema) != open_.end()) schema["unevaluatedProperties"] = false;
    if (schema.contains("properties")) schema["additionalProperties"] = false;
    if (schema.contains("allOf")) schema["unevaluatedProperties"] = false;
    close_parts(schema);
  }

 private:
  void close_parts(Json& schema) const {
    if (schema.contains("properties")) {
      for (Json& each : schema["properties"]) close(each);
    }
    if (schema.contains("items")) close(schema["items"]);
    if (schema.contains("oneOf")) {
      for (Json& each : schema["oneOf"]) close(each);
    }
    if (schema.contains("allOf")) {
      for (Json& each : schema["allOf"]) close_parts(each);
    }
  }

  std::vector<Json> open_;
};

Json split(std::string_view choices) {
  Json list = Json::array();
  for (std::size_t at = 0; at <= choices.size();) {
    const std::size_t end = std::min(choices.find('|', at), choices.size());
    list.push_back(std::string(choices.substr(at, end - at)));
    at = end + 1;
  }
  return list;
}

Json number_limits(const Parameter& parameter) {
  if (parameter.type == ValueType::kNumber) return {{"minimum", parameter.minimum}, {"maximum", parameter.maximum}};
  return {{"minimum", static_cast<std::int64_t>(parameter.minimum)},
          {"maximum", static_cast<std::int64_t>(parameter.maximum)}};
}

Json value_schema(const Parameter& parameter) {
  Json schema;
  switch (parameter.type) {
    case ValueType::kText:
      schema = {{"type", "string"}, {"maxLength", static_cast<std::int64_t>(parameter.maximum)}};
      if (!parameter.pattern.empty()) schema["pattern"] = parameter.pattern;
      break;
    case ValueType::kChoice:
      schema = {{"type", "string"}, {"enum", split(parameter.choices)}};
      break;
    case ValueType::kBoolean:
      schema = {{"type", "boolean"}};
      break;
    case ValueType::kInteger:
    case ValueType::kNumber:
      schema = {{"type", parameter.type == ValueType::kInteger ? "integer" : "number"}};
      schema.update(number_limits(parameter));
      break;
  }
  if (!parameter.default_text.empty()) {
    const bool is_text = parameter.type == ValueType::kText || parameter.type == ValueType::kChoice;
    schema["default"] = is_text ? Json(parameter.default_text) : Json::parse(parameter.default_text);
  }
  return schema;
}

Json parameters_of(const Route& route) {
  Json list = Json::array();
  for (const Parameter& parameter : route.parameters) {
    const bool in_path = parameter.in_path(route.path);
    Json entry = {{"name", parameter.name}, {"in", in_path ? "path" : "query"}, {"description", parameter.help}};
    if (parameter.required) entry["required"] = true;
    entry["schema"] = value_schema(parameter);
    list.push_back(std::move(entry));
  }
  return list;
}

Json request_body(const Route& route) {
  if (route.body == Body::kJson) {
    return {{"required", true}, {"content", {{"application/json", {{"schema", schema_ref(route.body_schema)}}}}}};
  }
  const Json binary = {{"type", "string"}, {"format", "binary"}};
  const Json form = {
      {"type", "object"},
      {"required", Json::array({"image"})},
      {"properties", {{"image", binary}, {"q", {{"type", "string"}, {"maxLength", limits::kQuestionCharactersMax}}}}}};
  return {{"required", true},
          {"content", {{"multipart/form-data", {{"schema", form}}}, {"image/*", {{"schema", binary}}}}}};
}

Json success(const Route& route) {
  Json reply = {{"description", route.status == 202 ? "Begun." : route.status == 201 ? "Made." : "Done."}};
  if (!route.reply_schema.empty()) {
    reply["content"] = {{std::string(route.reply_type), {{"schema", schema_ref(route.reply_schema)}}}};
  } else if (!route.reply_type.empty()) {
    reply["content"] = {{std::string(route.reply_type), {{"schema", {{"type", "string"}, {"format", "binary"}}}}}};
  }
  return reply;
}

std::string_view problem_words(int status) {
  switch (status) {
    case 400:
      return "A value is missing or out of its limits.";
    case 401:
      return "Sign in first.";
    case 404:
      return "There is no such thing.";
    case 409:
      return "Something else is going on.";
    case 413:
      return "Larger than allowed.";
    case 415:
      return "Not of a kind that this route takes.";
    case 416:
      return "The file has no such range.";
    case 422:
      return "Understood, but it cannot be done.";
    case 429:
      return "Too many attempts: wait.";
    default:
      return "Something went wrong.";
  }
}

Json replies(const Route& route) {
  Json all = {{std::to_string(route.status), success(route)}};
  if (route.name == "get_original") {
    all["206"] = {{"description", "The part that was asked for."}, {"content", success(route)["content"]}};
  }
  const auto add = [&](const std::string& status) {
    all[status] = {{"$ref", fmt::format("#/components/responses/Problem{}", status == "default" ? "" : status)}};
  };
  add("400");
  if (route.guard == Guard::kSignedIn) add("401");
  for (const int status : route.problems) add(std::to_string(status));
  add("default");
  return all;
}

Json operation(const Route& route) {
  Json json = {{"operationId", route.name}, {"tags", Json::array({route.tag})}, {"summary", route.summary}};
  if (!route.parameters.empty()) json["parameters"] = parameters_of(route);
  if (route.body != Body::kNone) json["requestBody"] = request_body(route);
  json["responses"] = replies(route);
  if (route.guard == Guard::kOpen) json["security"] = Json::array();
  return json;
}

Json closed_schemas() {
  const Json schemas = Json::parse(schemas_text());
  return Closer(schemas).close_all(schemas);
}

Json problem_responses() {
  Json all = Json::object();
  for (const int status : {0, 400, 401, 404, 409, 413, 415, 416, 422, 429}) {
    all[status == 0 ? "Problem" : fmt::format("Problem{}", status)] = {
        {"description", problem_words(status)},
        {"content", {{"application/problem+json", {{"schema", schema_ref("Problem")}}}}}};
  }
  return all;
}

std::string lower(std::string_view method) {
  std::string text(method);
  for (char& c : text) c = static_cast<char>(c - 'A' + 'a');
  return text;
}

}  // namespace

Json openapi_document() {
  Json paths = Json::object();
  for (const Route& route : routes()) paths[std::string(route.path)][lower(to_string(route.method))] = operation(route);
  return {
      {"openapi", "3.1.0"},
      {"info",
       {{"title", "Shoebox"},
        {"summary", "Finds photos by what is in them, on your own machine."},
        {"description",
         "On loopback nobody needs to sign in. Else send the cookie that POST /api/session sets, or a token. Requests "
         "that change something and come from a browser must come from the page itself."},
        {"version", SHOEBOX_VERSION},
        {"license", {{"name", "GPL-3.0-or-later"}, {"identifier", "GPL-3.0-or-later"}}}}},
      {"servers", Json::array({{{"url", "/"}}})},
      {"security", Json::array({Json::object(), {{"token", Json::array()}}, {{"cookie", Json::array()}}})},
      {"paths", std::move(paths)},
      {"components",
       {{"schemas", closed_schemas()},
        {"responses", problem_responses()},
        {"securitySchemes",
         {{"token", {{"type", "http"}, {"scheme", "bearer"}}},
          {"cookie", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "shoebox_session"}}}}}}}};
}

std::string openapi_text() {
  return openapi_document().dump(1) + "\n";
}

std::string openapi_page() {
  std::string body = "<p>The same for programs: <a href=\"/api/openapi.json\">/api/openapi.json</a>.</p>";
  std::string_view tag;
  for (const Route& route : routes()) {
    if (route.tag != tag) body += fmt::format("<h2>{}</h2>", html_text(route.tag));
    tag = route.tag;
    body += fmt::format("<h3><code>{} {}</code></h3><p>{}</p>", to_string(route.method), html_text(route.path),
                        html_text(route.summary));
    if (!route.parameters.empty()) body += "<dl>";
    for (const Parameter& parameter : route.parameters) {
      body += fmt::format("<dt><code>{}</code></dt><dd>{}</dd>", html_text(parameter.name), html_text(parameter.help));
    }
    if (!route.parameters.empty()) body += "</dl>";
  }
  return html_page("Shoebox: REST", body);
}

}  // namespace shoebox::server
