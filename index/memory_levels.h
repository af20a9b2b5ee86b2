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
  static constexpr std::size_t kPieceBytes = std::size_t{128} << 20;

  /// Memory is asked for in pieces of at most `piece_bytes` and more than half of it.
  explicit MemoryLevels(const format::Layout& layout, std::size_t piece_bytes = kPieceBytes)
      : row_bytes_(layout.row_bytes),
        codes_(layout.code_bytes, piece_bytes),
        rows_(format::kRowsPerBlock * layout.row_bytes, piece_bytes) {}

  /// Copy the next block, where the budget has room for it.
  bool add_codes(const IndexFile& file, std::size_t budget_bytes);
  bool add_rows(const IndexFile& file, std::size_t budget_bytes);

  std::size_t code_blocks() const { return codes_.count(); }
  std::size_t row_blocks() const { return rows_.count(); }
  std::size_t bytes() const { return codes_.bytes() + rows_.bytes(); }

  /// Only for what has been copied.
  format::BlockCodes codes(std::size_t block) const { return {codes_.at(block)}; }
  const std::uint16_t* row(std::size_t row) const {
    const std::byte* block = rows_.at(row / format::kRowsPerBlock);
    return reinterpret_cast<const std::uint16_t*>(block + row % format::kRowsPerBlock * row_bytes_);
  }

 private:
  /// Blocks of one size. Many lie in one piece of memory, whose last large page is taken whole however little is in it.
  class Level final {
   public:
    Level(std::size_t block_bytes, std::size_t piece_bytes);
    bool add(const std::byte* block);
    const std::byte* at(std::size_t block) const {
      return pieces_[block >> piece_bits_].get() + (block & ((std::size_t{1} << piece_bits_) - 1)) * block_bytes_;
    }
    std::size_t count() const { return count_; }
    std::size_t block_bytes() const { return block_bytes_; }
    std::size_t bytes() const { return count_ * block_bytes_; }

   private:
    struct Unmap {
      std::size_t bytes = 0;
      void operator()(std::byte* at) const;
    };
    using Piece = std::unique_ptr<std::byte, Unmap>;  // memory is taken where it is written
    static Piece allocate(std::size_t bytes);

    std::size_t block_bytes_;
    int piece_bits_;  // a piece has two to the power of this many blocks
    std::size_t count_ = 0;
    std::vector<Piece> pieces_;
  };

  std::size_t row_bytes_;
  Level codes_;
  Level rows_;
};

}  // namespace shoebox::index
