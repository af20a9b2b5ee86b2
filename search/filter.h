#pragma once
// The tree of filters → the set of photos that pass. Three-valued: of a photo it is true, false or not known that it
// matches a chip. A filter lets through what is known to match; "not" takes away what is known to match and nothing
// else, so a photo without a place stays in "not in Japan". Thread-safe.

#include <functional>
#include <optional>
#include <vector>

#include "core/result.h"
#include "index/bitmap.h"
#include "query/query.h"
#include "search/columns.h"

namespace shoebox::search {

/// Of which photos a chip is true, and of which it is false; the rest is not known.
struct Match {
  index::Bitmap yes;
  index::Bitmap no;
};

/// Names and texts are not in the columns: who answers those filters. The slots that match; all others do not. Nothing
/// when the filter is not one of them.
using TextMatcher = std::function<Result<std::optional<index::Bitmap>>(const query::Filter&)>;

/// One chip, without its negation.
Result<Match> match(const query::Filter& filter, const Columns& columns, const TextMatcher& texts);

/// A query's chips, matched. Borrows the query and the columns.
class ChipMatches final {
 public:
  static Result<ChipMatches> create(const query::Query& query, const Columns& columns, const TextMatcher& texts);

  /// The photos with a readable file that pass the tree.
  index::Bitmap passing() const;
  /// The same with a chip left out of the tree.
  index::Bitmap passing_without(std::size_t chip) const;
  /// How many photos a chip matches on its own, its negation aside.
  std::size_t count(std::size_t chip) const;
  /// Whether a chip cannot be answered by this library, so that its words are meaning.
  bool is_left_out(std::size_t chip) const { return left_out_[chip]; }

 private:
  ChipMatches(const query::Query& query, const Columns& columns) : query_(query), columns_(columns) {}
  const query::Query& query_;
  const Columns& columns_;
  std::vector<Match> matches_;
  std::vector<bool> left_out_;
};

}  // namespace shoebox::search
