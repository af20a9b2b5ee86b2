#pragma once
// From slots to results: paths, time, place, people and reasons in the language that was asked for. Threads: as the
// Database.

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "geo/gazetteer.h"
#include "search/answer.h"
#include "search/columns.h"
#include "search/ranking.h"
#include "search/reasons.h"
#include "store/database.h"

namespace shoebox::search {

/// "Kyoto, Japan", 日本京都; empty when it has no name.
using PlaceNaming = std::function<std::string(const geo::Location&, Language)>;

struct Presentation {
  store::Database& database;
  const Columns& columns;
  const PlaceNaming& name_place;
  const HomeOffset& home;
  Language language = Language::kEnglish;
  bool with_picture = false;  // the question had a picture
  bool has_meaning = false;   // the question had words left, a picture or a vector
};

/// In the order of `candidates`; photos that are gone since are left out. Reasons tell of answer.query.
Result<std::vector<SearchResult>> present(const Presentation& how, const SearchAnswer& answer,
                                          std::span<const Candidate> candidates);

}  // namespace shoebox::search
