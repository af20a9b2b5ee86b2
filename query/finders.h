#pragma once
// What the parser asks about the world and the library. Names are looked up in folded text (query/fold.h): NFKC, lower
// case, Latin letters without marks, traditional characters as simplified ones. Implementations are thread-safe and
// outlive the parse.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/query.h"

namespace shoebox::query {

/// A place name that begins at the asked position.
struct PlaceMatch {
  std::size_t length = 0;    // bytes of the folded text
  std::vector<Area> areas;   // all that bear the name and count: most important first
  std::size_t major = 0;     // how many of them, from the first, "near" the name means; 0: all
  std::string label_en;      // of the first: "Kyoto, Japan"
  std::string label_zh;      // "日本京都府"
  bool common_word = false;  // also an ordinary English word ("nice", "turkey"): a place only after in, at, from …
  bool obscure = false;      // small, or short for its size: a place only where the sentence says so ("in Uji")
  bool suffixed = false;     // the name carries its kind: 京都市, New York City, Washington State
  double weight = 0;         // log10 of the largest one's population: to prefer one reading over another
};

class PlaceFinder {
 public:
  virtual ~PlaceFinder() = default;

  /// Names that begin at byte `position` of the folded text and end at a word's end (any character in Chinese), longest
  /// first. One name is one match, with all the areas that bear it by the rules of docs/search.md.
  virtual std::vector<PlaceMatch> names_at(std::string_view folded, std::size_t position) const = 0;
  /// The likely place name that a folded word is a misspelling of; nothing when it is a name or like none.
  virtual std::optional<std::string> suggestion(std::string_view folded_word) const = 0;
  /// Whether `inner` lies in `outer`: "Paris, Texas", 日本京都.
  virtual bool contains(const Area& outer, const Area& inner) const = 0;
};

struct PersonMatch {
  std::size_t length = 0;             // bytes of the folded text
  std::vector<std::int64_t> persons;  // all that bear the name
  std::string label;
  std::optional<std::int32_t> birthday;  // days since 1970-01-01, of the only one
};

class PersonFinder {
 public:
  virtual ~PersonFinder() = default;
  /// Names and aliases that begin at byte `position`, longest first.
  virtual std::vector<PersonMatch> names_at(std::string_view folded, std::size_t position) const = 0;
};

}  // namespace shoebox::query
