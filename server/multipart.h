#pragma once
// Forms with files (multipart/form-data, RFC 7578). Pure functions over outside bytes; parts are views into the body.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shoebox::server {

struct FormPart {
  std::string name;
  bool is_file = false;  // has a file name (which nobody uses)
  std::string_view content;
};

/// "multipart/form-data; boundary=x" → "x"; nothing when it is something else.
std::optional<std::string> form_boundary(std::string_view content_type);

/// Nothing when it is cut off or not well-formed, or has more than 32 parts.
std::optional<std::vector<FormPart>> parse_form(std::string_view body, std::string_view boundary);

}  // namespace shoebox::server
