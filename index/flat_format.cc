#include "index/flat_format.h"

#include <bit>
#include <cstring>
#include <string_view>

#include "core/check.h"
#include "core/hash.h"

namespace shoebox::index::flat_format {
namespace {

// Numbers are stored as the CPU has them; every CPU that we build for agrees.
static_assert(std::endian::native == std::endian::little);

constexpr std::string_view kMagic = "SHBXFLAT";
constexpr std::uint32_t kVersion = 1;
constexpr std::uint32_t kElementHalf = 1;
constexpr std::size_t kHeaderChecksumOffset = kPageBytes - sizeof(Hash128::bytes);
constexpr std::size_t kCommitChecksumOffset = 64;

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

void put_space(std::string& page, const SpaceId& space, int dimension) {
  std::memcpy(page.data(), kMagic.data(), kMagic.size());
  put(page, 8, kVersion);
  put(page, 12, static_cast<std::uint32_t>(dimension));
  put(page, 16, static_cast<std::uint32_t>(kRowsPerBlock));
  put(page, 20, kElementHalf);
  put(page, 24, static_cast<std::uint32_t>(space.value.size()));
  std::memcpy(page.data() + 32, space.value.data(), space.value.size());
}

std::string encode_header(const SpaceId& space, int dimension) {
  CHECK(space.value.size() <= kSpaceBytesMax);
  std::string page(kPageBytes, '\0');
  put_space(page, space, dimension);
  put(page, kHeaderChecksumOffset, hash_of(std::string_view(page).substr(0, kHeaderChecksumOffset)).bytes);
  return page;
}

}  // namespace

Layout::Layout(int dimension)
    : row_bytes(static_cast<std::size_t>(dimension) * sizeof(std::uint16_t)),
      rows_in_block(kBlockHeaderBytes + kRowsPerBlock * sizeof(Entry)),
      block_bytes((rows_in_block + kRowsPerBlock * row_bytes + kPageBytes - 1) / kPageBytes * kPageBytes) {}

std::string encode_new_file(const SpaceId& space, int dimension) {
  const Hash128 nothing = hash_of({});
  Commit commit;
  commit.generation = 1;
  commit.tail = {nothing, nothing};
  std::string file = encode_header(space, dimension) + encode_commit(commit);
  file.resize(kBlocksOffset);
  return file;
}

Result<void> check_header(std::span<const std::byte> page, const SpaceId& space, int dimension) {
  const std::string expected = encode_header(space, dimension);
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
  put(page, 32, commit.tail.entries.bytes);
  put(page, 48, commit.tail.rows.bytes);
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
  commit.tail.entries.bytes = get<std::array<std::uint8_t, 16>>(page, 32);
  commit.tail.rows.bytes = get<std::array<std::uint8_t, 16>>(page, 48);
  return commit;
}

std::string encode_block_header(std::uint64_t block, const Digests& digests) {
  std::string header(kBlockHeaderBytes, '\0');
  put(header, 0, block);
  put(header, 16, digests.entries.bytes);
  put(header, 32, digests.rows.bytes);
  return header;
}

bool block_header_matches(std::span<const std::byte> header, std::uint64_t block, const Digests& digests) {
  const std::string expected = encode_block_header(block, digests);
  return header.size() == expected.size() && std::memcmp(header.data(), expected.data(), expected.size()) == 0;
}

}  // namespace shoebox::index::flat_format
