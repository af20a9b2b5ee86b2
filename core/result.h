#pragma once
// Expected failures travel as values: Result<T> is a T or an Error. Bugs do not: see core/check.h.
//
// Callers branch on Error::code alone. The message is one sentence for a person: what happened and what to do next;
// `context` says to which thing it happened (a path, a URL, a table).

#include <expected>
#include <string>
#include <string_view>
#include <utility>

namespace shoebox {

enum class ErrorCode {
  kInvalidArgument,  // The caller's input cannot be meant seriously: an empty query, an unknown key.
  kNotFound,         // The thing asked for is not there.
  kUnsupported,      // Well-formed, but of a kind that we do not handle.
  kCorrupt,          // Damaged, truncated or lying data.
  kLimitExceeded,    // Over a limit of core/limits.h: size, time, memory.
  kIo,               // The system said no: permission, full disk, unplugged drive.
  kBusy,             // Somebody else holds the lock.
  kCancelled,        // The user asked to stop.
  kInternal,         // A library failed in a way that is nobody's input.
};

/// The code as a stable word for logs and JSON: "corrupt", "limit_exceeded".
std::string_view to_string(ErrorCode code);

struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;
  std::string context;

  /// "context: message", or the message alone.
  std::string text() const;
  /// The same error, said of a thing one level further out: context becomes "outer: context".
  Error within(std::string_view outer) const&;
};

template <typename T>
using Result = std::expected<T, Error>;

/// `return fail(ErrorCode::kCorrupt, "the header is cut off", path);`
inline std::unexpected<Error> fail(ErrorCode code, std::string message, std::string context = {}) {
  return std::unexpected(Error{code, std::move(message), std::move(context)});
}

}  // namespace shoebox

/// The value of a Result, or an early return of its error: `auto image = TRY(decode(bytes));`
/// `__VA_ARGS__` so that an expression with commas in template arguments needs no parentheses.
#define TRY(...)                                                            \
  __extension__({                                                           \
    auto&& try_result = (__VA_ARGS__);                                      \
    if (!try_result) return std::unexpected(std::move(try_result).error()); \
    std::move(try_result).value();                                          \
  })
