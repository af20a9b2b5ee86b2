#include "index/index_format.h"

#include <bit>
#include <cstring>
#include <string_view>

#include "core/check.h"
#include "core/hash.h"
#include "index/rotation.h"

namespace shoebox::index::format {
namespace {

// Numbers are stored as the CPU has them; every CPU that we build for agrees.
static_assert(std::endian::native == std::endian::little);

constexpr std::string_view kMagic = "SHBXINDX";
constexpr std::uint32_t kVersion = 1;
constexpr std::uint32_t kElementHalf = 1;
constexpr std::uint32_t kCodeBits = 1;
constexpr std::size_t kHeaderChecksumOffset = kPageBytes - sizeof(Hash128::bytes);
constexpr std::size_t kSpaceOffset = 64;
constexpr std::size_t kCommitChecksumOffset = 64;

std::size_t whole_pages(std::size_t bytes) {
  return (bytes + kPageBytes - 1) / kPageBytes * kPageBytes;
}

template <typename T>
void put(std::string& bytes, std::size_t at, const T& value) {
  std::memcpy(bytes.data() + at, &value, sizeof value);
}

template <typename T>
T get(std::span<const std::byte> bytes, std::size_t at) {
  T value;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

Hash128 hash_of(std::string_view bytes) {
  return hash_bytes(std::as_bytes(std::span(bytes)));
}

std::string encode_header(const Shape& shape) {
  CHECK(shape.space.value.size() <= kSpaceBytesMax);
  std::string page(kPageBytes, '\0');
  std::memcpy(page.data(), kMagic.data(), kMagic.size());
  put(page, 8, kVersion);
  put(page, 12, static_cast<std::uint32_t>(shape.dimension));
  put(page, 16, static_cast<std::uint32_t>(kRowsPerBlock));
  put(page, 20, static_cast<std::uint32_t>(kBlocksPerSegment));
  put(page, 24, kElementHalf);
  put(page, 28, kCodeBits);
  put(page, 32, kRotationSeed);
  put(page, 40, shape.exact_rows);
  put(page, 44, static_cast<std::uint32_t>(shape.space.value.size()));
  std::memcpy(page.data() + kSpaceOffset, shape.space.value.data(), shape.space.value.size());
  put(page, kHeaderChecksumOffset, hash_of(std::string_view(page).substr(0, kHeaderChecksumOffset)).bytes);
  return page;
}

}  // namespace

Entry row_entry(Slot slot, std::span<const std::uint16_t> row) {
  const Hash128 hash = hash_bytes(std::as_bytes(row));
  std::uint32_t check = 0;
  std::memcpy(&check, hash.bytes.data(), sizeof check);
  return {slot.value, check == 0 ? 1 : check};
}

Layout::Layout(int of_dimension)
    : dimension(static_cast<std::size_t>(of_dimension)),
      row_bytes(dimension * sizeof(std::uint16_t)),
      code_columns(Rotation::padded(dimension) / 8),
      code_bytes(sizeof(float) * (kGroupsPerBlock + 2 * kRowsPerBlock) + kRowsPerBlock * code_columns),
      centre_bytes(whole_pages(kBlockHeaderBytes + dimension * sizeof(float))),
      summary_bytes(whole_pages(2 * kBlockHeaderBytes + kRowsPerBlock * sizeof(Entry) + code_bytes)),
      segment_bytes(centre_bytes + kBlocksPerSegment * summary_bytes + kRowsPerSegment * row_bytes) {}

std::string encode_new_file(const Shape& shape) {
  Commit commit;
  commit.generation = 1;
  commit.tail = hash_of({});
  std::string file = encode_header(shape) + encode_commit(commit);
  file.resize(kSegmentsOffset);
  return file;
}

Result<void> check_header(std::span<const std::byte> page, const Shape& shape) {
  const std::string expected = encode_header(shape);
  if (page.size() != kPageBytes) return fail(ErrorCode::kCorrupt, "the index file is cut off in its header");
  if (std::memcmp(page.data(), expected.data(), kPageBytes) == 0) return {};
  // Every byte of the header is determined by what we expect; what differs only decides the words.
  if (std::memcmp(page.data(), kMagic.data(), kMagic.size()) != 0) {
    return fail(ErrorCode::kCorrupt, "this is not an index file");
  }
  const auto stored = get<std::array<std::uint8_t, 16>>(page, kHeaderChecksumOffset);
  if (hash_bytes(page.first(kHeaderChecksumOffset)).bytes != stored) {
    return fail(ErrorCode::kCorrupt, "the header of the index file is damaged");
  }
  if (get<std::uint32_t>(page, 8) != kVersion) {
    return fail(ErrorCode::kCorrupt, "the index file was written by another version of this program");
  }
  return fail(ErrorCode::kCorrupt, "the index file belongs to another model");
}

std::string encode_commit(const Commit& commit) {
  std::string page(kPageBytes, '\0');
  put(page, 0, commit.generation);
  put(page, 8, commit.last_commit.value);
  put(page, 16, commit.entry_count);
  put(page, 24, commit.live_count);
  put(page, 32, commit.coded_blocks);
  put(page, 40, commit.tail.bytes);
  put(page, kCommitChecksumOffset, hash_of(std::string_view(page).substr(0, kCommitChecksumOffset)).bytes);
  return page;
}

std::optional<Commit> decode_commit(std::span<const std::byte> page) {
  if (page.size() < kCommitChecksumOffset + 16) return std::nullopt;
  const auto stored = get<std::array<std::uint8_t, 16>>(page, kCommitChecksumOffset);
  if (hash_bytes(page.first(kCommitChecksumOffset)).bytes != stored) return std::nullopt;
  Commit commit;
  commit.generation = get<std::uint64_t>(page, 0);
  commit.last_commit.value = get<std::int64_t>(page, 8);
  commit.entry_count = get<std::uint64_t>(page, 16);
  commit.live_count = get<std::uint64_t>(page, 24);
  commit.coded_blocks = get<std::uint64_t>(page, 32);
  commit.tail.bytes = get<std::array<std::uint8_t, 16>>(page, 40);
  return commit;
}

std::string encode_block_header(std::uint64_t number, const Hash128& digest) {
  std::string header(kBlockHeaderBytes, '\0');
  put(header, 0, number);
  put(header, 16, digest.bytes);
  return header;
}

bool block_header_matches(std::span<const std::byte> header, std::uint64_t number, const Hash128& digest) {
  const std::string expected = encode_block_header(number, digest);
  return header.size() == expected.size() && std::memcmp(header.data(), expected.data(), expected.size()) == 0;
}

}  // namespace shoebox::index::format
