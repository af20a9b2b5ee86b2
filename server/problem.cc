#include "server/problem.h"

#include <nlohmann/json.hpp>

#include "core/errors_zh.h"
#include "core/path.h"

namespace shoebox::server {

namespace {

std::string_view title_of(int status) {
  switch (status) {
    case 400:
      return "Bad request";
    case 401:
      return "Not signed in";
    case 403:
      return "Forbidden";
    case 404:
      return "Not found";
    case 405:
      return "Method not allowed";
    case 409:
      return "Busy";
    case 413:
    case 431:
      return "Too large";
    case 415:
      return "Unsupported type";
    case 416:
      return "Range not satisfiable";
    case 421:
      return "Wrong host";
    case 422:
      return "Cannot be done";
    case 429:
      return "Too many attempts";
    case 503:
      return "Not now";
    default:
      return "Internal error";
  }
}

}  // namespace

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return 400;
    case ErrorCode::kNotFound:
      return 404;
    case ErrorCode::kUnsupported:
    case ErrorCode::kCorrupt:
      return 422;
    case ErrorCode::kLimitExceeded:
      return 413;
    case ErrorCode::kBusy:
      return 409;
    case ErrorCode::kCancelled:
      return 503;
    case ErrorCode::kIo:
    case ErrorCode::kInternal:
      return 500;
  }
  return 500;
}

Reply json_reply(int status, const nlohmann::ordered_json& json) {
  Reply reply;
  reply.status = status;
  reply.body = json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  reply.set("Content-Type", "application/json").set("Cache-Control", "no-store");
  return reply;
}

Reply problem(int status, std::string_view code, std::string_view detail) {
  Reply reply = json_reply(status, {{"type", "about:blank"},
                                    {"title", title_of(status)},
                                    {"status", status},
                                    {"detail", printable(detail)},
                                    {"code", code}});
  reply.headers.front().second = "application/problem+json";
  return reply;
}

Reply problem(const Error& error, search::Language language) {
  return problem(status_of(error.code), to_string(error.code),
                 language == search::Language::kChinese ? error_in_chinese(error) : error.text());
}

}  // namespace shoebox::server
