#include "server/multipart.h"

#include <algorithm>
#include <cctype>

namespace shoebox::server {

namespace {

constexpr std::size_t kPartsMax = 32;
constexpr std::size_t kBoundaryMax = 70;
constexpr std::string_view kLine = "\r\n";

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

/// The value of `name="x"` or `name=x` after a semicolon.
std::optional<std::string> attribute(std::string_view header, std::string_view name) {
  for (std::size_t at = header.find(';'); at != std::string_view::npos; at = header.find(';', at + 1)) {
    std::string_view rest = header.substr(at + 1);
    while (rest.starts_with(' ') || rest.starts_with('\t')) rest.remove_prefix(1);
    if (lower(rest.substr(0, name.size())) != name || rest.substr(name.size(), 1) != "=") continue;
    rest.remove_prefix(name.size() + 1);
    if (!rest.starts_with('"')) return std::string(rest.substr(0, std::min(rest.find(';'), rest.find(' '))));
    const std::size_t end = rest.find('"', 1);
    if (end == std::string_view::npos) return std::nullopt;
    return std::string(rest.substr(1, end - 1));
  }
  return std::nullopt;
}

/// Of the part that begins with its headers; nothing when it has no name.
std::optional<FormPart> parse_part(std::string_view text) {
  FormPart part;
  bool has_name = false;
  while (!text.starts_with(kLine)) {
    const std::size_t end = text.find(kLine);
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view header = text.substr(0, end);
    text.remove_prefix(end + kLine.size());
    if (!lower(header.substr(0, 20)).starts_with("content-disposition:")) continue;
    const auto name = attribute(header, "name");
    if (!name) return std::nullopt;
    part.name = *name;
    part.is_file = attribute(header, "filename").has_value();
    has_name = true;
  }
  part.content = text.substr(kLine.size());
  if (!has_name) return std::nullopt;
  return part;
}

}  // namespace

std::optional<std::string> form_boundary(std::string_view content_type) {
  constexpr std::string_view kType = "multipart/form-data";
  if (lower(content_type.substr(0, kType.size())) != kType) return std::nullopt;
  auto boundary = attribute(content_type, "boundary");
  if (!boundary || boundary->empty() || boundary->size() > kBoundaryMax) return std::nullopt;
  return boundary;
}

std::optional<std::vector<FormPart>> parse_form(std::string_view body, std::string_view boundary) {
  const std::string first = "--" + std::string(boundary);
  const std::string next = std::string(kLine) + first;
  if (!body.starts_with(first)) return std::nullopt;
  body.remove_prefix(first.size());
  std::vector<FormPart> parts;
  while (!body.starts_with("--")) {
    if (!body.starts_with(kLine) || parts.size() == kPartsMax) return std::nullopt;
    body.remove_prefix(kLine.size());
    const std::size_t end = body.find(next);
    if (end == std::string_view::npos) return std::nullopt;
    auto part = parse_part(body.substr(0, end));
    if (!part) return std::nullopt;
    parts.push_back(std::move(*part));
    body.remove_prefix(end + next.size());
  }
  return parts;
}

}  // namespace shoebox::server
