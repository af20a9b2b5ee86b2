#include "server/schema_check.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/limits.h"
#include "core/path.h"
#include "server/routes.h"

namespace shoebox::server {

namespace {

using Json = nlohmann::json;

const Json& schemas() {
  static const Json kAll = Json::parse(schemas_text());
  return kAll;
}

bool has_type(const Json& value, std::string_view type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  if (type == "boolean") return value.is_boolean();
  return type == "null" && value.is_null();
}

bool fits_pattern(std::string_view text, std::string_view pattern) {
  if (pattern == "^/") return text.starts_with('/');
  // "\\S": something that is not white space; the wide spaces of Unicode count as white too.
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i).starts_with("\u3000") || text.substr(i).starts_with("\ufeff"))
      i += 2;
    else if (text.substr(i).starts_with("\u00a0"))
      i += 1;
    else if (std::string_view(" \t\n\v\f\r").find(text[i]) == std::string_view::npos)
      return true;
  }
  return false;
}

class Checker final {
 public:
  std::optional<std::string> check(const Json& value, const Json& schema, const std::string& where) const {
    if (schema.contains("$ref")) {
      const std::string name = schema["$ref"].get<std::string>();
      return check(value, schemas().at(name.substr(name.rfind('/') + 1)), where);
    }
    const std::string type = schema.value("type", "object");
    if (!has_type(value, type)) return fmt::format("{} must be of type {}", where, type);
    if (value.is_string()) return check_text(value.get_ref<const std::string&>(), schema, where);
    if (value.is_number()) return check_number(value, schema, where);
    if (value.is_array()) return check_list(value, schema, where);
    if (value.is_object()) return check_object(value, schema, where);
    return std::nullopt;
  }

 private:
  static std::optional<std::string> check_text(const std::string& text, const Json& schema, const std::string& where) {
    const std::size_t count = character_count(text);
    if (count < schema.value("minLength", std::size_t{0})) return fmt::format("{} is too short", where);
    if (count > schema.value("maxLength", SIZE_MAX)) return fmt::format("{} is too long", where);
    if (text.find('\0') != std::string::npos) return fmt::format("{} holds a NUL character", where);
    if (schema.contains("pattern") && !fits_pattern(text, schema["pattern"].get<std::string>())) {
      return fmt::format("{} is empty, or not of the form that is asked for", where);
    }
    return std::nullopt;
  }
  static std::optional<std::string> check_number(const Json& value, const Json& schema, const std::string& where) {
    const auto number = value.get<double>();
    const bool fits = number >= schema.value("minimum", -1e300) && number <= schema.value("maximum", 1e300);
    return fits ? std::nullopt : std::optional(fmt::format("{} is out of its range", where));
  }
  std::optional<std::string> check_list(const Json& value, const Json& schema, const std::string& where) const {
    if (value.size() < schema.value("minItems", std::size_t{0})) return fmt::format("{} has too few entries", where);
    if (value.size() > schema.value("maxItems", SIZE_MAX)) return fmt::format("{} has too many entries", where);
    for (const Json& item : value) {
      if (auto fault = check(item, schema.at("items"), where + "[]")) return fault;
    }
    return std::nullopt;
  }
  std::optional<std::string> check_object(const Json& value, const Json& schema, const std::string& where) const {
    for (const Json& name : schema.value("required", Json::array())) {
      if (!value.contains(name.get<std::string>())) return fmt::format("\"{}\" is missing", name.get<std::string>());
    }
    const Json properties = schema.value("properties", Json::object());
    for (const auto& [name, item] : value.items()) {
      if (!properties.contains(name)) return fmt::format("there is no \"{}\" in {}", printable(name), where);
      if (auto fault = check(item, properties[name], "\"" + name + "\"")) return fault;
    }
    return std::nullopt;
  }
};

}  // namespace

std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::optional<std::string> find_schema_fault(const Json& value, std::string_view schema) {
  return Checker().check(value, schemas().at(std::string(schema)), "the body");
}

Result<Json> parse_body(std::string_view body, std::string_view schema) {
  // Deep nesting is cut by the callback: what is below the limit is discarded, and then found missing.
  bool too_deep = false;
  const auto watch = [&](int depth, Json::parse_event_t, Json&) {
    too_deep = too_deep || depth > limits::kJsonDepthMax;
    return !too_deep;
  };
  Json value = Json::parse(body, watch, false);
  if (too_deep || value.is_discarded()) return fail(ErrorCode::kInvalidArgument, "the body is not JSON");
  if (auto fault = find_schema_fault(value, schema)) return fail(ErrorCode::kInvalidArgument, std::move(*fault));
  return value;
}

}  // namespace shoebox::server
