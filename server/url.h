#pragma once
// Addresses as they come in a request (RFC 3986, and application/x-www-form-urlencoded for the query string). Pure
// functions over outside bytes.

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace shoebox::server {

/// "%E6%97%A5" → its bytes; nothing when it is not well-formed, holds NUL or is not UTF-8.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space);

/// For a query string: everything but letters, digits and "-._~" as %XX.
std::string percent_encoded(std::string_view text);

struct Target {
  std::string path;  // decoded
  std::map<std::string, std::string, std::less<>> query;
};

/// Nothing when it does not begin with "/", is not well-formed, or says one name twice.
std::optional<Target> parse_target(std::string_view target);

}  // namespace shoebox::server
