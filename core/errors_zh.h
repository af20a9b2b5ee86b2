#pragma once
// What errors say, in Chinese: the messages of all rooms in one table (core/errors_zh.cc). Pure functions.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"

namespace shoebox {

/// In a message that is made up at run time, "{}" stands in both languages for each part that differs, in the same
/// order.
struct Translation {
  std::string_view english;
  std::string_view chinese;
};

std::span<const Translation> error_translations();

/// A message by itself; nullopt when it has no translation.
std::optional<std::string> message_in_chinese(std::string_view message);

/// The whole error with what it is about. A message without a translation stands in brackets behind the words for its
/// kind.
std::string error_in_chinese(const Error& error);

}  // namespace shoebox
