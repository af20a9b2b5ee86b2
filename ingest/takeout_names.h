#pragma once
// Which JSON file of Google Takeout belongs to which picture, in every way that Takeout has named them:
//   a.jpg                  a.jpg.json, a.jpg.supplemental-metadata.json and every shorter form of it (a.jpg.suppl.json)
//   a(1).jpg               a.jpg(1).json, a.jpg.supplemental-metadata(1).json, a(1).jpg.json
//   a-edited.jpg           that of a.jpg
//   a very long name….jpg  the first 46 characters.json: Takeout cuts names at 51 with their extension
//   a.jpg, a.mp4           a.heic.json, a.json, when nothing else fits: converted pictures and Live Photos
// Pure, by names; letters of ASCII are compared without regard to case.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace shoebox::ingest {

class TakeoutNames final {
 public:
  explicit TakeoutNames(std::span<const std::string> jsons);

  /// The index of the picture's JSON.
  std::optional<std::size_t> find(std::string_view picture) const;

 private:
  std::optional<std::size_t> find_numbered(std::string_view picture, std::string_view number) const;
  std::optional<std::size_t> find_exact(std::string_view base, std::string_view number) const;
  std::optional<std::size_t> find_own(std::string_view picture) const;

  std::unordered_map<std::string, std::size_t> by_name_;  // "a.jpg.suppl\n(1)": without .json, and its number
  std::unordered_map<std::string, std::size_t> by_stem_;  // "a(1)" of "a.heic(1).json", "a(1).json", …
};

}  // namespace shoebox::ingest
