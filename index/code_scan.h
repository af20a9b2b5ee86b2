#pragma once
// The cascade: a pass over the 1-bit codes bounds every row's score from above; the real rows are looked at only where
// that bound reaches the k-th best real score so far. How many that are is not chosen: the data decide.

#include <memory>
#include <span>
#include <vector>

#include "index/bit_codes.h"
#include "index/row_scan.h"

namespace shoebox::index {

/// The centres of an index: each distinct one once, and which one a segment has.
struct Centres {
  std::vector<Centre> distinct;
  std::vector<std::size_t> of_segment;
};

/// What a search cost.
struct SearchCost {
  std::size_t rows_bounded = 0;  // by their codes, times queries
  std::size_t rows_scored = 0;   // by their real values, times queries
};

/// As scan_rows; what lies in coded blocks goes through the codes, the rest is scored.
Result<std::vector<std::vector<Hit>>> scan_codes(const RowsView& view, const Rotation& rotation, const Centres& centres,
                                                 const Queries& queries, const Bitmap* allowed, ThreadTeam& team,
                                                 SearchCost& cost);

}  // namespace shoebox::index
