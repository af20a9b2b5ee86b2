#pragma once
// The scan of the exact index: rows in file order against all queries at once, the k best of each kept. Free of locks
// and files, so that it can be tested and measured on its own.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "index/flat_file.h"
#include "index/top_k.h"

namespace shoebox::index {

/// Rows to look at. `live`: one bit a row, superseded and removed rows are 0. `picked`: when not null, the only row
/// numbers to look at, ascending and live, and `live` and `allowed` are not asked again.
struct ScanRange {
  std::size_t row_count = 0;
  std::span<const std::uint64_t> live;
  const Bitmap* allowed = nullptr;
  const std::vector<std::uint32_t>* picked = nullptr;
};

struct ScanQueries {
  std::span<const float> vectors;  // count x dimension
  std::size_t count = 0;
  std::size_t dimension = 0;
  std::size_t k = 0;
};

/// The k best of each query, best first, ties by lower slot. With `threads` > 1 the rows are shared out among them,
/// when there are so many that it pays. `file` must hold row_count rows and not be changed meanwhile.
std::vector<std::vector<Hit>> scan(const FlatFile& file, const ScanRange& range, const ScanQueries& queries,
                                   std::size_t threads);

}  // namespace shoebox::index
