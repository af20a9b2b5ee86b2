#pragma once
// From a request's address to a route and its values, checked by the table. Pure functions over outside bytes.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/result.h"
#include "server/routes.h"
#include "server/url.h"

namespace shoebox::server {

struct RouteMatch {
  const Route* route = nullptr;       // null: there is no such route,
  std::vector<Method> other_methods;  // but there are these at this path
  std::map<std::string, std::string, std::less<>> in_path;
};

/// `method`: "GET", …; HEAD is GET.
RouteMatch find_route(std::string_view method, std::string_view path);

/// A route's parameters, by name, with defaults in place.
class Values final {
 public:
  /// kInvalidArgument says which value is missing, of the wrong type or out of its limits. Names that the route does
  /// not know are ignored.
  static Result<Values> check(const RouteMatch& match, const Target& target);

  bool has(std::string_view name) const { return values_.contains(name); }
  /// Of one that has() or has a default; "" and 0 for one that is absent.
  const std::string& text(std::string_view name) const;
  std::int64_t integer(std::string_view name) const;
  double number(std::string_view name) const;
  bool flag(std::string_view name) const;

 private:
  std::map<std::string, std::string, std::less<>> values_;
};

}  // namespace shoebox::server
