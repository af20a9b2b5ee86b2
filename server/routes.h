#pragma once
// The REST interface as one table: what there is, what each route takes, its limits, what it answers. The router checks
// requests by it, docs/openapi.json is written from it, and the page's client is generated from that. Values,
// constexpr.

#include <cstdint>
#include <span>
#include <string_view>

namespace shoebox::server {

enum class Method : std::uint8_t { kGet, kPost, kPut, kDelete };

/// "GET"
std::string_view to_string(Method method);

enum class ValueType : std::uint8_t { kText, kInteger, kNumber, kBoolean, kChoice };

/// A value in the path ("/api/photos/{id}") or in the query string.
struct Parameter {
  std::string_view name;
  ValueType type = ValueType::kText;
  double minimum = 0;  // of a number; of a text: characters
  double maximum = 0;
  std::string_view choices{};  // of a choice: "s|m|l"
  std::string_view pattern{};  // of a text: a regular expression as JSON Schema has it; told, and checked by `form`
  std::string_view default_text{};  // "": none
  std::string_view help{};
  bool (*form)(std::string_view) = nullptr;  // whether a text has the form of `pattern`
  bool required = false;

  bool in_path(std::string_view path) const;
};

enum class Body : std::uint8_t {
  kNone,
  kJson,     // of `body_schema`
  kPicture,  // an image as it is, or a form (multipart/form-data) with a file
};

/// Who may ask.
enum class Guard : std::uint8_t {
  kOpen,      // everybody: signing in, the page's shell
  kSignedIn,  // who has signed in, or brings a token; on loopback everybody
};

struct Route {
  Method method = Method::kGet;
  std::string_view path;
  std::string_view name;  // the operation's, as clients call it
  std::string_view tag;
  std::string_view summary;
  std::span<const Parameter> parameters{};
  Body body = Body::kNone;
  std::string_view body_schema{};
  int status = 200;
  std::string_view reply_schema{};                   // of a JSON reply; "": see reply_type
  std::string_view reply_type = "application/json";  // "": nothing is sent back
  std::span<const int> problems{};                   // what is to be expected beside 400 and 401
  Guard guard = Guard::kSignedIn;
};

/// All of them, in the order of the documentation.
std::span<const Route> routes();

/// The OpenAPI schemas by name, as the text of one JSON object (server/schemas.cc).
std::string_view schemas_text();

}  // namespace shoebox::server
