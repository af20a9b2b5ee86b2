#pragma once
// Checks JSON bodies by the schemas of the OpenAPI document, so that what the document says is what is taken. Knows the
// part of JSON Schema (2020-12) that those of request bodies use: type, required, properties, additionalProperties:
// false, items, minItems, maxItems, minLength, maxLength, minimum, maximum, $ref, and of pattern the two in use. Pure.

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "core/result.h"

namespace shoebox::server {

/// What is wrong with it, as a sentence; nothing when it fits. `schema`: a name of schemas_text().
std::optional<std::string> find_schema_fault(const nlohmann::json& value, std::string_view schema);

/// The body of a request. kInvalidArgument: no JSON, nested too deeply, or not as the schema says.
Result<nlohmann::json> parse_body(std::string_view body, std::string_view schema);

/// Code points of valid UTF-8.
std::size_t character_count(std::string_view text);

}  // namespace shoebox::server
