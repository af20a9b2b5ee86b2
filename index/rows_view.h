#pragma once
// What a search reads of an index: rows, codes, which rows count, and which slots they are. Borrowed for one search.

#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

#include "index/bitmap.h"
#include "index/index_file.h"
#include "index/memory_levels.h"

namespace shoebox::index {

/// Which rows have been compared with their checksums. A row is checked when it is first used, so opening a file does
/// not read it all. Growing is for the writer alone; the rest is safe from any thread.
class RowChecks final {
 public:
  void grow(std::size_t row_count) { words_.resize((row_count + 63) / 64, 0); }
  void mark(std::size_t row) {
    std::atomic_ref(words_[row / 64]).fetch_or(std::uint64_t{1} << row % 64, std::memory_order_relaxed);
  }
  bool is_whole(const IndexFile& file, std::size_t row) {
    const std::uint64_t word = std::atomic_ref(words_[row / 64]).load(std::memory_order_relaxed);
    if ((word >> row % 64 & 1) != 0) return true;
    if (!file.row_is_whole(row)) return false;
    mark(row);
    return true;
  }

 private:
  std::vector<std::uint64_t> words_;
};

struct RowsView {
  static constexpr std::uint32_t kMixed = 0xffff'ffff;

  const IndexFile& file;
  const MemoryLevels& memory;
  RowChecks& checks;
  std::size_t row_count = 0;
  std::size_t coded_blocks = 0;
  std::span<const std::uint64_t> live;         // one bit a row; superseded and removed rows are 0
  std::span<const std::uint32_t> first_slots;  // of 64 rows whose slots follow each other; else kMixed

  /// From memory where they are there.
  const std::uint16_t* row(std::size_t number) const {
    return number < memory.row_blocks() * format::kRowsPerBlock ? memory.row(number) : file.row(number);
  }
  format::BlockCodes codes(std::size_t block) const {
    return block < memory.code_blocks() ? memory.codes(block) : file.codes(block);
  }

  /// The rows of 64 that are live and allowed. `allowed` may be null.
  std::uint64_t chosen(std::size_t group, const Bitmap* allowed) const;
};

}  // namespace shoebox::index
