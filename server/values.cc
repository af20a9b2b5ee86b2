#include "server/values.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "server/schema_check.h"

namespace shoebox::server {

namespace {

/// The part before the next slash, which is taken away.
std::string_view take_segment(std::string_view& path) {
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(std::min(path.size(), segment.size() + 1));
  return segment;
}

/// Whether `path` is one of `pattern`; its placeholders go to `values`.
bool matches(std::string_view pattern, std::string_view path, std::map<std::string, std::string, std::less<>>& values) {
  if (std::ranges::count(pattern, '/') != std::ranges::count(path, '/')) return false;
  while (!pattern.empty() || !path.empty()) {
    const std::string_view expected = take_segment(pattern);
    const std::string_view found = take_segment(path);
    if (expected.starts_with('{'))
      values.insert_or_assign(std::string(expected.substr(1, expected.size() - 2)), std::string(found));
    else if (expected != found)
      return false;
  }
  return true;
}

template <typename Number>
std::optional<Number> parse_number(std::string_view text) {
  Number value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool is_choice(std::string_view text, std::string_view choices) {
  while (!choices.empty()) {
    const std::string_view choice = choices.substr(0, choices.find('|'));
    if (choice == text) return true;
    choices.remove_prefix(std::min(choices.size(), choice.size() + 1));
  }
  return false;
}

std::optional<std::string> find_fault(const Parameter& parameter, std::string_view text) {
  switch (parameter.type) {
    case ValueType::kText:
      if (static_cast<double>(character_count(text)) > parameter.maximum)
        return fmt::format("is too long: {:.0f} characters at most", parameter.maximum);
      if (parameter.form != nullptr && !parameter.form(text)) return "is not of its form";
      return std::nullopt;
    case ValueType::kChoice:
      if (!is_choice(text, parameter.choices)) return fmt::format("must be one of {}", parameter.choices);
      return std::nullopt;
    case ValueType::kBoolean:
      if (text != "true" && text != "false") return "must be true or false";
      return std::nullopt;
    case ValueType::kInteger: {
      const auto value = parse_number<std::int64_t>(text);
      const auto number = static_cast<double>(value.value_or(0));
      if (!value || number < parameter.minimum || number > parameter.maximum)
        return fmt::format("must be a whole number from {:.0f} to {:.0f}", parameter.minimum, parameter.maximum);
      return std::nullopt;
    }
    case ValueType::kNumber: {
      const auto value = parse_number<double>(text);
      if (!value || !(*value >= parameter.minimum && *value <= parameter.maximum))
        return fmt::format("must be a number from {} to {}", parameter.minimum, parameter.maximum);
      return std::nullopt;
    }
  }
  return std::nullopt;
}

}  // namespace

RouteMatch find_route(std::string_view method, std::string_view path) {
  RouteMatch match;
  const std::string_view wanted = method == "HEAD" ? "GET" : method;
  for (const Route& route : routes()) {
    std::map<std::string, std::string, std::less<>> values;
    if (!matches(route.path, path, values)) continue;
    if (to_string(route.method) != wanted) {
      match.other_methods.push_back(route.method);
      continue;
    }
    match.route = &route;
    match.in_path = std::move(values);
    return match;
  }
  return match;
}

Result<Values> Values::check(const RouteMatch& match, const Target& target) {
  Values values;
  for (const Parameter& parameter : match.route->parameters) {
    const auto& source = parameter.in_path(match.route->path) ? match.in_path : target.query;
    const auto found = source.find(parameter.name);
    if (found == source.end()) {
      if (parameter.required)
        return fail(ErrorCode::kInvalidArgument, "this value is missing", std::string(parameter.name));
      if (!parameter.default_text.empty()) values.values_.emplace(parameter.name, parameter.default_text);
      continue;
    }
    if (auto fault = find_fault(parameter, found->second))
      return fail(ErrorCode::kInvalidArgument, "the value " + *fault, std::string(parameter.name));
    values.values_.emplace(parameter.name, found->second);
  }
  return values;
}

const std::string& Values::text(std::string_view name) const {
  static const std::string kNothing;
  const auto found = values_.find(name);
  return found == values_.end() ? kNothing : found->second;
}

std::int64_t Values::integer(std::string_view name) const {
  return parse_number<std::int64_t>(text(name)).value_or(0);
}

double Values::number(std::string_view name) const {
  return parse_number<double>(text(name)).value_or(0);
}

bool Values::flag(std::string_view name) const {
  return text(name) == "true";
}

}  // namespace shoebox::server
