#pragma once
// JSON as one line. Names and messages may hold bytes that are not UTF-8: they become U+FFFD instead of an exception.

#include <string>

#include <nlohmann/json.hpp>

namespace shoebox::cli {

template <typename Json>
std::string json_text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace shoebox::cli
