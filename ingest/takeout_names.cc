#include "ingest/takeout_names.h"

#include <algorithm>
#include <utility>

#include "ingest/extension.h"
#include "ingest/name_facts.h"

namespace shoebox::ingest {

namespace {

constexpr std::string_view kSupplement = ".supplemental-metadata";
constexpr std::size_t kCutCharacters = 46;

std::string lowered(std::string_view text) {
  return shot_stem(std::string(text) + ".x");
}

/// "a.jpg(1)" → "a.jpg" and "(1)"; the second empty when there is no number.
std::pair<std::string_view, std::string_view> split_number(std::string_view text) {
  const std::size_t open = text.rfind('(');
  if (!text.ends_with(')') || open == std::string_view::npos || open + 2 == text.size()) return {text, {}};
  const std::string_view digits = text.substr(open + 1, text.size() - open - 2);
  if (digits.find_first_not_of("0123456789") != std::string_view::npos) return {text, {}};
  return {text.substr(0, open), text.substr(open)};
}

std::string key_of(std::string_view name, std::string_view number) {
  return std::string(name).append("\n").append(number);
}

/// "a" of "a.heic", "a.heic.suppl" and "a".
std::string stem_in(std::string_view json) {
  const std::size_t dot = json.rfind('.');
  if (dot != std::string_view::npos && kSupplement.starts_with(json.substr(dot))) json = json.substr(0, dot);
  const bool of_picture = name_class(json) == NameClass::kPicture || name_class(json) == NameClass::kVideo;
  return of_picture ? shot_stem(json) : std::string(json);
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

/// UTF-16 units, in which Takeout counts: a character that takes four bytes is two.
std::size_t utf16_units(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) {
    if (is_continuation(c)) continue;
    count += static_cast<unsigned char>(c) >= 0xF0 ? 2 : 1;
  }
  return count;
}

/// Whether Takeout may have cut a name here: at its 46 characters, counted as it counts or in bytes.
bool is_cut(std::string_view prefix) {
  const std::size_t units = utf16_units(prefix);
  return units == kCutCharacters || (prefix.size() <= kCutCharacters && prefix.size() + 3 >= kCutCharacters);
}

}  // namespace

TakeoutNames::TakeoutNames(std::span<const std::string> jsons) {
  for (std::size_t i = 0; i < jsons.size(); ++i) {
    const std::string name = shot_stem(jsons[i]);
    const auto [base, number] = split_number(name);
    by_name_.emplace(key_of(base, number), i);
    if (!number.empty()) by_name_.emplace(key_of(name, ""), i);  // a(1).json may be named after a(1)
    by_stem_.emplace(stem_in(base).append(number), i);
  }
}

std::optional<std::size_t> TakeoutNames::find(std::string_view picture) const {
  if (by_name_.empty()) return std::nullopt;
  if (const auto own = find_own(picture)) return own;
  const auto original = original_name(picture);
  if (const auto found = original ? find_own(*original) : std::nullopt) return found;
  for (const std::string_view name : {picture, original ? std::string_view(*original) : std::string_view()}) {
    const auto by_stem = by_stem_.find(shot_stem(name));
    if (!name.empty() && by_stem != by_stem_.end()) return by_stem->second;
  }
  return std::nullopt;
}

std::optional<std::size_t> TakeoutNames::find_own(std::string_view picture) const {
  const std::string name = lowered(picture);
  const std::string stem = shot_stem(name);
  const auto [base, number] = split_number(stem);
  const std::string extension = name.substr(stem.size());
  if (const auto found = find_exact(name, "")) return found;
  if (!number.empty())
    if (const auto found = find_numbered(std::string(base) + extension, number)) return found;
  return find_numbered(name, "");
}

std::optional<std::size_t> TakeoutNames::find_exact(std::string_view base, std::string_view number) const {
  const auto found = by_name_.find(key_of(base, number));
  return found == by_name_.end() ? std::nullopt : std::optional(found->second);
}

/// Every form from the longest to the picture's name, then those that are cut inside it.
std::optional<std::size_t> TakeoutNames::find_numbered(std::string_view picture, std::string_view number) const {
  if (picture.empty()) return std::nullopt;
  const std::string longest = std::string(picture).append(kSupplement);
  for (std::size_t size = longest.size(); size >= picture.size(); --size)
    if (const auto found = find_exact(std::string_view(longest).substr(0, size), number)) return found;
  const std::size_t bytes_max = std::min(picture.size(), kCutCharacters * 3 + 1);
  for (std::size_t size = bytes_max; size + 3 >= kCutCharacters; --size) {
    const std::string_view prefix = picture.substr(0, size);
    if (size == picture.size() || is_continuation(picture[size]) || !is_cut(prefix)) continue;
    if (const auto found = find_exact(prefix, number)) return found;
  }
  return std::nullopt;
}

}  // namespace shoebox::ingest
