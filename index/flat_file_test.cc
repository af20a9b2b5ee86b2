#include "index/flat_file.h"

#include <fstream>

#include <gtest/gtest.h>

#include "core/path.h"
#include "index/index_test_files.h"

namespace shoebox::index {
namespace {

constexpr int kDimension = 24;
const SpaceId kSpace{"test/file"};

/// A file with one full block and a part of a second, in two commits; its bytes.
std::string sample_file(const TestFolder& folder) {
  auto index = open_flat_index(folder.file("sample"), kSpace, kDimension, OpenMode::kReadWrite).value();
  EXPECT_TRUE(append_slots(*index, slot_range(0, 1100)));
  EXPECT_TRUE(index->flush(CommitSequence{7}));
  EXPECT_TRUE(append_slots(*index, slot_range(1100, 1130)));
  EXPECT_TRUE(index->flush(CommitSequence{8}));
  index.reset();
  return read_file(folder.file("sample"), 1 << 24).value();
}

Result<std::unique_ptr<VectorIndex>> open_bytes(const TestFolder& folder, const std::string& bytes) {
  std::ofstream(folder.file("copy"), std::ios::binary) << bytes;
  return open_flat_index(folder.file("copy"), kSpace, kDimension, OpenMode::kReadOnly);
}

TEST(FlatFile, TruncatedFileIsRejectedAtEveryLength) {
  const TestFolder folder;
  const std::string good = sample_file(folder);
  ASSERT_TRUE(open_bytes(folder, good));
  for (std::size_t length = 0; length < good.size(); length += length < 13000 ? 509 : 2477) {
    const auto opened = open_bytes(folder, good.substr(0, length));
    ASSERT_FALSE(opened) << length;
    EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt) << length;
  }
  EXPECT_FALSE(open_bytes(folder, good.substr(0, good.size() - 1)));
}

TEST(FlatFile, FlippedBitIsRejectedOrFallsBackToTheCommitBefore) {
  const TestFolder folder;
  const std::string good = sample_file(folder);
  const flat_format::Layout layout(kDimension);
  const std::size_t block_end = layout.file_bytes(1024);
  for (std::size_t at = 0; at < good.size(); at += 97) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x10);
    const auto opened = open_bytes(folder, bad);
    if (opened) {
      // A commit record (the other one serves), or padding that nothing reads.
      const bool record = at >= flat_format::kCommitOffsets[0] && at < flat_format::kBlocksOffset;
      const bool padding = (at >= block_end && at < layout.block_offset(1)) ||
                           (at >= layout.block_offset(1) && at < layout.entry_offset(1024)) ||
                           (at >= layout.entry_offset(1024) + 106 * 8 && at < layout.row_offset(1024));
      ASSERT_TRUE(record || padding) << at;
    } else {
      EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt) << at;
    }
  }
}

TEST(FlatFile, TornCommitRecordLeavesTheStateBefore) {
  const TestFolder folder;
  std::string bytes = sample_file(folder);  // generations 1, 2, 3: the newest is in the first record
  bytes[flat_format::kCommitOffsets[0] + 20] ^= 1;
  const auto before = open_bytes(folder, bytes);
  ASSERT_TRUE(before);
  EXPECT_EQ((*before)->last_commit().value, 7);
  EXPECT_EQ((*before)->size(), 1100U);
  bytes[flat_format::kCommitOffsets[1] + 20] ^= 1;
  EXPECT_EQ(open_bytes(folder, bytes).error().code, ErrorCode::kCorrupt);
}

TEST(FlatFile, SwappedBlocksAreRejected) {
  const TestFolder folder;
  auto index = open_flat_index(folder.file("sample"), kSpace, kDimension, OpenMode::kReadWrite).value();
  ASSERT_TRUE(append_slots(*index, slot_range(0, 2048)));
  ASSERT_TRUE(index->flush(CommitSequence{1}));
  index.reset();
  const flat_format::Layout layout(kDimension);
  std::string bytes = read_file(folder.file("sample"), 1 << 24).value();
  bytes.resize(layout.block_offset(2));
  const std::string first = bytes.substr(layout.block_offset(0), layout.block_bytes);
  const std::string second = bytes.substr(layout.block_offset(1), layout.block_bytes);
  ASSERT_TRUE(open_bytes(folder, bytes));
  bytes.replace(layout.block_offset(0), layout.block_bytes, second);
  bytes.replace(layout.block_offset(1), layout.block_bytes, first);
  EXPECT_EQ(open_bytes(folder, bytes).error().code, ErrorCode::kCorrupt);
}

TEST(FlatFile, ForeignFilesAreCorruptAndAbsentOnesNotFound) {
  const TestFolder folder;
  EXPECT_EQ(open_bytes(folder, "").error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(open_bytes(folder, std::string(100'000, 'x')).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(open_bytes(folder, "SQLite format 3").error().code, ErrorCode::kCorrupt);
  const auto open = [&](const std::string& path, OpenMode mode) {
    return open_flat_index(path, kSpace, kDimension, mode);
  };
  EXPECT_EQ(open(folder.file("absent"), OpenMode::kReadOnly).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(open(folder.file("no/such"), OpenMode::kReadOnly).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(open(folder.file("."), OpenMode::kReadOnly).error().code, ErrorCode::kCorrupt);
  EXPECT_FALSE(open(folder.file("."), OpenMode::kReadWrite));
  EXPECT_FALSE(open(folder.file("no/such"), OpenMode::kReadWrite));
}

TEST(FlatFile, IndexOfAnotherModelIsCorruptForThisOne) {
  const TestFolder folder;
  const std::string bytes = sample_file(folder);
  const std::string path = folder.file("sample");
  for (const OpenMode mode : {OpenMode::kReadOnly, OpenMode::kReadWrite}) {
    EXPECT_EQ(open_flat_index(path, SpaceId{"other"}, kDimension, mode).error().code, ErrorCode::kCorrupt);
    EXPECT_EQ(open_flat_index(path, kSpace, kDimension + 1, mode).error().code, ErrorCode::kCorrupt);
  }
  EXPECT_EQ(read_file(path, 1 << 24).value(), bytes) << "opening changes nothing";
}

TEST(FlatFile, SecondWriterIsToldThatItIsBusyAndReadersAreNot) {
  const TestFolder folder;
  auto first = open_flat_index(folder.file(), kSpace, kDimension, OpenMode::kReadWrite);
  ASSERT_TRUE(first);
  EXPECT_EQ(open_flat_index(folder.file(), kSpace, kDimension, OpenMode::kReadWrite).error().code, ErrorCode::kBusy);
  EXPECT_TRUE(open_flat_index(folder.file(), kSpace, kDimension, OpenMode::kReadOnly));
  first->reset();
  EXPECT_TRUE(open_flat_index(folder.file(), kSpace, kDimension, OpenMode::kReadWrite));
}

TEST(FlatFile, LyingCommitCountsAreRejected) {
  const TestFolder folder;
  const std::string good = sample_file(folder);
  const auto page = std::as_bytes(std::span(good)).subspan(flat_format::kCommitOffsets[0], flat_format::kPageBytes);
  const flat_format::Commit honest = flat_format::decode_commit(page).value();
  for (const std::uint64_t count : {0ULL, 1ULL, 1024ULL, 1131ULL, 1ULL << 32, 1ULL << 62, ~0ULL}) {
    flat_format::Commit lie = honest;
    lie.entry_count = count;
    std::string bad = good;
    bad.replace(flat_format::kCommitOffsets[0], flat_format::kPageBytes, flat_format::encode_commit(lie));
    const auto opened = open_bytes(folder, bad);
    ASSERT_FALSE(opened) << count;
    EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt);
  }
  flat_format::Commit lie = honest;
  lie.live_count -= 1;
  std::string bad = good;
  bad.replace(flat_format::kCommitOffsets[0], flat_format::kPageBytes, flat_format::encode_commit(lie));
  EXPECT_EQ(open_bytes(folder, bad).error().code, ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace shoebox::index
