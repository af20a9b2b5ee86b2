#include "index/memory_levels.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <sys/mman.h>

namespace shoebox::index {

MemoryLevels::Level::Level(std::size_t block_bytes, std::size_t piece_bytes)
    : block_bytes_(block_bytes), piece_bits_(std::bit_width(std::max<std::size_t>(1, piece_bytes / block_bytes)) - 1) {}

void MemoryLevels::Level::Unmap::operator()(std::byte* at) const {
  ::munmap(at, bytes);
}

MemoryLevels::Level::Piece MemoryLevels::Level::allocate(std::size_t bytes) {
  constexpr std::size_t kHugePage = std::size_t{2} << 20;
  const std::size_t length = (bytes + kHugePage - 1) / kHugePage * kHugePage;
  void* at = ::mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (at == MAP_FAILED) return {};
  ::madvise(at, length, MADV_HUGEPAGE);  // a wish
  return Piece(static_cast<std::byte*>(at), Unmap{length});
}

bool MemoryLevels::Level::add(const std::byte* block) {
  if (count_ >> piece_bits_ == pieces_.size()) {
    Piece piece = allocate(block_bytes_ << piece_bits_);
    if (!piece) return false;
    pieces_.push_back(std::move(piece));
  }
  std::byte* piece = pieces_.back().get();
  std::memcpy(piece + (count_ & ((std::size_t{1} << piece_bits_) - 1)) * block_bytes_, block, block_bytes_);
  ++count_;
  return true;
}

bool MemoryLevels::add_codes(const IndexFile& file, std::size_t budget_bytes) {
  if (bytes() + codes_.block_bytes() > budget_bytes) return false;
  return codes_.add(file.codes(codes_.count()).at);
}

bool MemoryLevels::add_rows(const IndexFile& file, std::size_t budget_bytes) {
  if (bytes() + rows_.block_bytes() > budget_bytes) return false;
  const std::uint16_t* first = file.row(rows_.count() * format::kRowsPerBlock);
  return rows_.add(reinterpret_cast<const std::byte*>(first));
}

}  // namespace shoebox::index
