#pragma once
// The bytes of a flat index file (docs/data_files.md, "Flat index"): pure encoding and checking, no input or output.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "core/ids.h"
#include "core/result.h"

namespace shoebox::index::flat_format {

constexpr std::size_t kPageBytes = 4096;
constexpr std::size_t kCommitOffsets[2] = {kPageBytes, 2 * kPageBytes};
constexpr std::size_t kBlocksOffset = 3 * kPageBytes;
constexpr std::size_t kRowsPerBlock = 1024;
constexpr std::size_t kBlockHeaderBytes = 64;
constexpr std::size_t kSpaceBytesMax = 1024;
constexpr std::uint64_t kEntriesMax = 0xffff'fff0;  // a row number fits 32 bits

enum class EntryKind : std::uint32_t { kRow = 1, kRemoval = 2 };

/// What a row is: the vector of a slot, or the news that the slot has none any more.
struct Entry {
  std::uint32_t slot = 0;
  EntryKind kind = EntryKind::kRow;
};
static_assert(sizeof(Entry) == 8);

/// Where things lie, for a dimension.
struct Layout {
  explicit Layout(int dimension);

  std::size_t block_offset(std::size_t block) const { return kBlocksOffset + block * block_bytes; }
  std::size_t entry_offset(std::size_t row) const {
    return block_offset(row / kRowsPerBlock) + kBlockHeaderBytes + row % kRowsPerBlock * sizeof(Entry);
  }
  std::size_t row_offset(std::size_t row) const {
    return block_offset(row / kRowsPerBlock) + rows_in_block + row % kRowsPerBlock * row_bytes;
  }
  /// The length of a file that holds this many entries.
  std::size_t file_bytes(std::size_t entry_count) const {
    return entry_count == 0 ? kBlocksOffset : row_offset(entry_count - 1) + row_bytes;
  }

  std::size_t row_bytes;
  std::size_t rows_in_block;  // from the start of the block to its first row
  std::size_t block_bytes;
};

/// What checks a block's entries and rows.
struct Digests {
  Hash128 entries;
  Hash128 rows;

  friend bool operator==(const Digests&, const Digests&) = default;
};

/// What the file holds, as of its last flush.
struct Commit {
  std::uint64_t generation = 0;
  CommitSequence last_commit;
  std::uint64_t entry_count = 0;
  std::uint64_t live_count = 0;
  Digests tail;  // of the entries in the last block, where that is not full
};

/// The first three pages of a new file.
std::string encode_new_file(const SpaceId& space, int dimension);
/// kCorrupt when it is not the header of such a file.
Result<void> check_header(std::span<const std::byte> page, const SpaceId& space, int dimension);

std::string encode_commit(const Commit& commit);
/// Absent when the record is torn or empty.
std::optional<Commit> decode_commit(std::span<const std::byte> page);

std::string encode_block_header(std::uint64_t block, const Digests& digests);
bool block_header_matches(std::span<const std::byte> header, std::uint64_t block, const Digests& digests);

}  // namespace shoebox::index::flat_format
