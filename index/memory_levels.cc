#include "index/memory_levels.h"

#include <cstring>
#include <sys/mman.h>

namespace shoebox::index {

void MemoryLevels::Unmap::operator()(std::byte* at) const {
  ::munmap(at, bytes);
}

MemoryLevels::Pages MemoryLevels::allocate(std::size_t bytes) {
  constexpr std::size_t kHugePage = std::size_t{2} << 20;
  const std::size_t length = (bytes + kHugePage - 1) / kHugePage * kHugePage;
  void* at = ::mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (at == MAP_FAILED) return {};
  ::madvise(at, length, MADV_HUGEPAGE);  // a wish
  return Pages(static_cast<std::byte*>(at), Unmap{length});
}

bool MemoryLevels::add(std::vector<Pages>& segments, std::size_t block, std::size_t block_bytes, const std::byte* from,
                       std::size_t budget_bytes) {
  if (bytes_ + block_bytes > budget_bytes) return false;
  if (block / format::kBlocksPerSegment == segments.size()) {
    Pages pages = allocate(block_bytes * format::kBlocksPerSegment);
    if (!pages) return false;
    segments.push_back(std::move(pages));
  }
  std::memcpy(segments.back().get() + block % format::kBlocksPerSegment * block_bytes, from, block_bytes);
  bytes_ += block_bytes;
  return true;
}

bool MemoryLevels::add_codes(const IndexFile& file, std::size_t budget_bytes) {
  if (!add(codes_, code_blocks_, layout_.code_bytes, file.codes(code_blocks_).at, budget_bytes)) return false;
  ++code_blocks_;
  return true;
}

bool MemoryLevels::add_rows(const IndexFile& file, std::size_t budget_bytes) {
  const auto* from = reinterpret_cast<const std::byte*>(file.row(row_blocks_ * format::kRowsPerBlock));
  if (!add(rows_, row_blocks_, format::kRowsPerBlock * layout_.row_bytes, from, budget_bytes)) return false;
  ++row_blocks_;
  return true;
}

}  // namespace shoebox::index
