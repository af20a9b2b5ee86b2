#pragma once
// The bytes of an index file (docs/data_files.md, "Vector index"): pure encoding and checking, no input or output.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "core/ids.h"
#include "core/result.h"

namespace shoebox::index::format {

constexpr std::size_t kPageBytes = 4096;
constexpr std::size_t kCommitOffsets[2] = {kPageBytes, 2 * kPageBytes};
constexpr std::size_t kSegmentsOffset = 3 * kPageBytes;
constexpr std::size_t kRowsPerBlock = 1024;
constexpr std::size_t kBlocksPerSegment = 64;
constexpr std::size_t kRowsPerSegment = kRowsPerBlock * kBlocksPerSegment;
constexpr std::size_t kGroupsPerBlock = 16;  // of 64 rows, as the codes lie
constexpr std::size_t kBlockHeaderBytes = 64;
constexpr std::size_t kSpaceBytesMax = 1024;
constexpr std::uint64_t kEntriesMax = 0xffff'fff0;  // a row number fits 32 bits
constexpr std::uint64_t kRotationSeed = 0x73686f65626f78;

/// What a row is: the vector of a slot, with a checksum; or, with check 0, the news that the slot has none any more.
struct Entry {
  std::uint32_t slot = 0;
  std::uint32_t check = 0;

  bool is_removal() const { return check == 0; }
};
static_assert(sizeof(Entry) == 8);

/// The entry of a row: never a removal.
Entry row_entry(Slot slot, std::span<const std::uint16_t> row);

/// What must be known to read a file; every byte of the header follows from it.
struct Shape {
  SpaceId space;
  int dimension = 0;
  std::uint32_t exact_rows = 8192;  // no codes before there are so many; a multiple of kRowsPerBlock
};

/// Where things lie. A segment has a page with its centre, then a summary a block (entries and codes, one behind the
/// other, so that a pass over the codes reads on and on), then all rows.
struct Layout {
  explicit Layout(int dimension);

  std::size_t segment_offset(std::size_t segment) const { return kSegmentsOffset + segment * segment_bytes; }
  std::size_t centre_offset(std::size_t segment) const { return segment_offset(segment); }
  std::size_t block_offset(std::size_t block) const {
    return segment_offset(block / kBlocksPerSegment) + centre_bytes + block % kBlocksPerSegment * summary_bytes;
  }
  std::size_t entry_offset(std::size_t row) const {
    return block_offset(row / kRowsPerBlock) + kBlockHeaderBytes + row % kRowsPerBlock * sizeof(Entry);
  }
  std::size_t code_header_offset(std::size_t block) const {
    return block_offset(block) + kBlockHeaderBytes + kRowsPerBlock * sizeof(Entry);
  }
  /// Spreads, scales, alongs and codes of a block.
  std::size_t code_offset(std::size_t block) const { return code_header_offset(block) + kBlockHeaderBytes; }
  std::size_t row_offset(std::size_t row) const {
    return segment_offset(row / kRowsPerSegment) + centre_bytes + kBlocksPerSegment * summary_bytes +
           row % kRowsPerSegment * row_bytes;
  }
  /// The length of a file that holds this many entries.
  std::size_t file_bytes(std::size_t entry_count) const {
    return entry_count == 0 ? kSegmentsOffset : row_offset(entry_count - 1) + row_bytes;
  }

  std::size_t dimension;
  std::size_t row_bytes;
  std::size_t code_columns;  // bytes a code
  std::size_t code_bytes;    // a block's spreads, scales, alongs and codes
  std::size_t centre_bytes;
  std::size_t summary_bytes;
  std::size_t segment_bytes;
};

/// A block's codes, wherever they lie: 16 spreads, 1,024 scales, 1,024 alongs, 16 x columns x 64 code bytes.
struct BlockCodes {
  const std::byte* at = nullptr;

  const float* spreads() const { return reinterpret_cast<const float*>(at); }
  const float* scales() const { return spreads() + kGroupsPerBlock; }
  const float* alongs() const { return scales() + kRowsPerBlock; }
  const std::uint8_t* codes() const { return reinterpret_cast<const std::uint8_t*>(alongs() + kRowsPerBlock); }
};

/// What the file holds, as of its last flush.
struct Commit {
  std::uint64_t generation = 0;
  CommitSequence last_commit;
  std::uint64_t entry_count = 0;
  std::uint64_t live_count = 0;
  std::uint64_t coded_blocks = 0;
  Hash128 tail;  // of the entries in the last block, where that is not full
};

/// The first three pages of a new file.
std::string encode_new_file(const Shape& shape);
/// kCorrupt when it is not the header of such a file.
Result<void> check_header(std::span<const std::byte> page, const Shape& shape);

std::string encode_commit(const Commit& commit);
/// Absent when the record is torn or empty.
std::optional<Commit> decode_commit(std::span<const std::byte> page);

/// Of a block's entries, of its codes, and of a segment's centre: a number, and the digest of what it is over.
std::string encode_block_header(std::uint64_t number, const Hash128& digest);
bool block_header_matches(std::span<const std::byte> header, std::uint64_t number, const Hash128& digest);

}  // namespace shoebox::index::format
