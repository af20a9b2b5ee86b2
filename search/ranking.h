#pragma once
// The order of photos, and folding: photos of one group (a burst, RAW and JPEG, a Live Photo, an edited copy) are one
// result. Pure functions.

#include <cstddef>
#include <optional>
#include <vector>

#include "index/bitmap.h"
#include "search/columns.h"
#include "search/keywords.h"

namespace shoebox::search {

/// A photo on its way into the answer.
struct Candidate {
  Slot slot;
  float score = 0;
  double odds = 0;  // log odds of being right
  std::optional<KeywordEvidence> keywords{};
  std::size_t folded = 0;  // how many more of its group pass the filters
};

/// Best first: by odds, then by score, then by slot.
void sort_by_odds(std::vector<Candidate>& candidates);

/// The first `count` passing photos, newest first.
std::vector<Candidate> newest(const index::Bitmap& passing, const Columns& columns, std::size_t count);

/// Keeps one of each group, in the place of its best, shown by the member that stands for it where that passes too.
std::vector<Candidate> fold(std::vector<Candidate> candidates, const index::Bitmap& passing, const Columns& columns);

}  // namespace shoebox::search
