#pragma once
// Place names in a sentence: names in English, Chinese (both scripts) and the local language, with usual short names,
// → all areas that bear them. The folding is query/fold.h's.
//
// Which names fire: one that only small places bear is a place when it is no ordinary word; the smaller the places and
// the shorter the name, the less; below that a name in letters is still given, as an obscure one. A place that the
// library has photos of fires always (`present`). The name of a lake, a mountain or a park that it has none of is left
// to what it looks like, except behind "in" or "near": it may be on photos without a position, and on those from afar.
//
// const methods are thread-safe; the Gazetteer outlives it.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/gazetteer.h"
#include "query/finders.h"

namespace shoebox::geo {

struct Circle;
struct NameRecord;

/// What the library has photos of.
struct Presence {
  Location location;
  Point near;  // to some kilometres
};

class PlaceNames final : public query::PlaceFinder {
 public:
  /// `present`: the places that the library has photos of, in any order, repeated or not; nothing when that is not
  /// known. They come first among the areas of a name, and their names fire however small they are.
  explicit PlaceNames(const Gazetteer& gazetteer, std::optional<std::span<const Presence>> present = std::nullopt);

  std::vector<query::PlaceMatch> names_at(std::string_view folded, std::size_t position) const override;
  std::optional<std::string> suggestion(std::string_view folded_word) const override;
  bool contains(const query::Area& outer, const query::Area& inner) const override;

 private:
  struct Candidate;

  std::vector<Candidate> candidates_of(std::span<const std::uint32_t> bearers) const;
  bool has_photos_in(const Circle& circle) const;
  bool fires(std::string_view name, bool common_word, const std::vector<Candidate>& candidates) const;
  static bool may_be_told(std::string_view name, const std::vector<Candidate>& candidates);
  query::PlaceMatch match_of(std::vector<Candidate> candidates, std::size_t length) const;
  void add_matches(std::vector<query::PlaceMatch>& matches, const NameRecord& name, std::string_view rest) const;

  const Gazetteer& gazetteer_;
  std::vector<std::uint64_t> present_;  // kind << 32 | id, ascending
  std::optional<std::vector<Point>> photos_near_;
};

}  // namespace shoebox::geo
