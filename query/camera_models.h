#pragma once
// Codes that EXIF has for models, and the names they are sold under.

#include <span>
#include <string_view>

namespace shoebox::query {

struct ModelNames {
  std::string_view code;   // how the model in EXIF begins: lower case letters, digits and hyphens only
  std::string_view names;  // model keys, separated by blanks; the line comes first when it has one
};

/// Sorted by code.
std::span<const ModelNames> model_names();

}  // namespace shoebox::query
