#include "core/result.h"

#include "core/check.h"

namespace shoebox {

std::string_view to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return "invalid_argument";
    case ErrorCode::kNotFound:
      return "not_found";
    case ErrorCode::kUnsupported:
      return "unsupported";
    case ErrorCode::kCorrupt:
      return "corrupt";
    case ErrorCode::kLimitExceeded:
      return "limit_exceeded";
    case ErrorCode::kIo:
      return "io";
    case ErrorCode::kBusy:
      return "busy";
    case ErrorCode::kCancelled:
      return "cancelled";
    case ErrorCode::kInternal:
      return "internal";
  }
  CHECK(false);
}

std::string Error::text() const {
  return context.empty() ? message : context + ": " + message;
}

Error Error::within(std::string_view outer) const& {
  return {code, message, context.empty() ? std::string(outer) : std::string(outer) + ": " + context};
}

}  // namespace shoebox
