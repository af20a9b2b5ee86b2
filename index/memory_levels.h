#pragma once
// Copies of codes and rows in memory, as many as a budget allows: codes first, as every search reads all of them, then
// rows. A mapped file lies in pages of 4 KB, and looking those up costs more than reading what is in them (several
// times over, on a virtual machine); these copies lie in pages of 2 MB where the system has them. Not thread-safe:
// growing wants the searches out.

#include <cstddef>
#include <memory>
#include <vector>

#include "index/index_file.h"

namespace shoebox::index {

class MemoryLevels final {
 public:
  explicit MemoryLevels(const format::Layout& layout) : layout_(layout) {}

  /// Copy the next block, where the budget has room for it.
  bool add_codes(const IndexFile& file, std::size_t budget_bytes);
  bool add_rows(const IndexFile& file, std::size_t budget_bytes);

  std::size_t code_blocks() const { return code_blocks_; }
  std::size_t row_blocks() const { return row_blocks_; }
  std::size_t bytes() const { return bytes_; }

  /// Only for what has been copied.
  format::BlockCodes codes(std::size_t block) const {
    return {codes_[block / format::kBlocksPerSegment].get() + block % format::kBlocksPerSegment * layout_.code_bytes};
  }
  const std::uint16_t* row(std::size_t row) const {
    const std::byte* segment = rows_[row / format::kRowsPerSegment].get();
    return reinterpret_cast<const std::uint16_t*>(segment + row % format::kRowsPerSegment * layout_.row_bytes);
  }

 private:
  struct Unmap {
    std::size_t bytes = 0;
    void operator()(std::byte* at) const;
  };
  using Pages = std::unique_ptr<std::byte, Unmap>;  // a segment's worth; memory is taken where it is written
  static Pages allocate(std::size_t bytes);
  bool add(std::vector<Pages>& segments, std::size_t block, std::size_t block_bytes, const std::byte* from,
           std::size_t budget_bytes);

  format::Layout layout_;
  std::vector<Pages> codes_;
  std::vector<Pages> rows_;
  std::size_t code_blocks_ = 0;
  std::size_t row_blocks_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace shoebox::index
