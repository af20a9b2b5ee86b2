#pragma once
// The OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1), written from the table of routes. Pure functions.

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace shoebox::server {

nlohmann::ordered_json openapi_document();

/// The document as a file: docs/openapi.json.
std::string openapi_text();

/// The same for people: one page of HTML without scripts.
std::string openapi_page();

}  // namespace shoebox::server
