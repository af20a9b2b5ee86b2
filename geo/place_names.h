#pragma once
// Place names in a sentence: names in English, Chinese (both scripts) and the local language, with usual short names,
// → all areas that bear them. The folding is query/fold.h's.
//
// Which names fire: one that only small places bear is a place when it is no ordinary word; the smaller the places and
// the shorter the name, the less; below that a name in letters is still given, as an obscure one. A place that the
// library has photos of fires always (`present`).
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

struct NameRecord;

class PlaceNames final : public query::PlaceFinder {
 public:
  /// `present`: the places that the library has photos of, in any order, repeated or not. They come first among the
  /// areas of a name, and their names fire however small they are.
  explicit PlaceNames(const Gazetteer& gazetteer, std::span<const Location> present = {});

  std::vector<query::PlaceMatch> names_at(std::string_view folded, std::size_t position) const override;
  std::optional<std::string> suggestion(std::string_view folded_word) const override;
  bool contains(const query::Area& outer, const query::Area& inner) const override;

 private:
  struct Candidate;

  std::vector<Candidate> candidates_of(std::span<const std::uint32_t> bearers) const;
  bool fires(std::string_view name, bool common_word, const std::vector<Candidate>& candidates) const;
  static bool may_be_told(std::string_view name, const std::vector<Candidate>& candidates);
  query::PlaceMatch match_of(std::vector<Candidate> candidates, std::size_t length) const;
  void add_matches(std::vector<query::PlaceMatch>& matches, const NameRecord& name, std::string_view rest) const;

  const Gazetteer& gazetteer_;
  std::vector<std::uint64_t> present_;  // kind << 32 | id, ascending
};

}  // namespace shoebox::geo
