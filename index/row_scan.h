#pragma once
// Exact scores: rows against all queries at once, the k best of each kept. Free of locks, so that it can be tested and
// measured on its own.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "index/rows_view.h"
#include "index/thread_team.h"
#include "index/top_k.h"

namespace shoebox::index {

struct Queries {
  std::span<const float> vectors;  // count x dimension
  std::size_t count = 0;
  std::size_t dimension = 0;
  std::size_t k = 0;

  const float* vector(std::size_t q) const { return vectors.data() + q * dimension; }
};

/// One thread's part of a search.
class RowScanner final {
 public:
  RowScanner(const RowsView& view, const Queries& queries, const Bitmap* allowed);

  /// Live and allowed rows from `first` to `end`; `first` a multiple of 256.
  void scan_range(std::size_t first, std::size_t end);
  /// These rows, for all queries.
  void scan_picked(std::span<const std::uint32_t> rows);
  /// These rows, for one query.
  void score(std::size_t query, std::span<const std::uint32_t> rows);

  TopK& best(std::size_t query) { return best_[query]; }
  /// A row that was used was not as it had been written; the result is worth nothing.
  bool damaged() const { return damaged_; }

 private:
  static constexpr std::size_t kChunkRows = 256;  // divides a block, so that a chunk's rows are adjacent

  void scan_chunk(std::size_t first, std::size_t count);
  std::size_t choose(std::size_t first, std::size_t count);
  void check(std::span<const std::uint32_t> rows);
  void prefetch(std::uint32_t row) const;

  const RowsView& view_;
  const Queries& queries_;
  const Bitmap* allowed_;
  std::vector<TopK> best_;
  std::vector<float> scores_;
  std::vector<std::uint32_t> chosen_;
  bool damaged_ = false;
};

/// The k best of each query, best first, ties by lower slot. `picked`: when not null, the only rows to look at, live
/// and allowed. kCorrupt when a row is damaged.
Result<std::vector<std::vector<Hit>>> scan_rows(const RowsView& view, const Queries& queries, const Bitmap* allowed,
                                                const std::vector<std::uint32_t>* picked, ThreadTeam& team);

/// Puts together what the threads found.
Result<std::vector<std::vector<Hit>>> merge_best(std::vector<RowScanner>& scanners, std::size_t query_count);

}  // namespace shoebox::index
