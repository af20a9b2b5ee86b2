#pragma once
// What errors say, in Chinese: the messages of all rooms in one table (core/errors_zh.cc). Pure functions.

#include <span>
#include <string>
#include <string_view>

#include "core/result.h"

namespace shoebox {

struct Translation {
  std::string_view english;
  std::string_view chinese;
};

std::span<const Translation> error_translations();

/// The whole error with what it is about. A message that is made up at run time has no translation: it stands in
/// brackets behind the words for its kind.
std::string error_in_chinese(const Error& error);

}  // namespace shoebox
