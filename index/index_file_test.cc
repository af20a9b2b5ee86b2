#include "index/index_file.h"

#include <fstream>

#include <gtest/gtest.h>

#include "core/path.h"
#include "index/index_test_files.h"

namespace shoebox::index {
namespace {

constexpr int kDimension = 24;
const SpaceId kSpace{"test/file"};

/// A file with one full block, which has codes, and a part of a second, in two commits; its bytes.
std::string sample_file(const TestFolder& folder) {
  auto index =
      CascadeIndex::open(folder.file("sample"), kSpace, kDimension, OpenMode::kReadWrite, early_codes()).value();
  EXPECT_TRUE(append_slots(*index, slot_range(0, 1100)));
  EXPECT_TRUE(index->flush(CommitSequence{7}));
  EXPECT_TRUE(append_slots(*index, slot_range(1100, 1130)));
  EXPECT_TRUE(index->flush(CommitSequence{8}));
  index.reset();
  return read_file(folder.file("sample"), 1 << 24).value();
}

/// Opens a file and looks at everything in it: rows are checked when they are first used.
Result<std::unique_ptr<CascadeIndex>> open_whole(const std::string& path) {
  auto index = TRY(CascadeIndex::open(path, kSpace, kDimension, OpenMode::kReadOnly, early_codes()));
  SearchCost cost;
  TRY(index->search(unit_vector(kDimension, 1), 5, nullptr, Exactness::kProof, cost));
  return index;
}

Result<std::unique_ptr<CascadeIndex>> open_bytes(const TestFolder& folder, const std::string& bytes) {
  std::ofstream(folder.file("copy"), std::ios::binary) << bytes;
  return open_whole(folder.file("copy"));
}

void flip(const std::string& path, std::size_t at) {
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  file.seekg(static_cast<std::streamoff>(at));
  const auto value = static_cast<char>(file.get() ^ 0x10);
  file.seekp(static_cast<std::streamoff>(at));
  file.put(value);
}

TEST(IndexFile, TruncatedFileIsRejectedAtEveryLength) {
  const TestFolder folder;
  const std::string good = sample_file(folder);
  ASSERT_TRUE(open_bytes(folder, good));
  for (std::size_t length = 0; length < good.size(); length += length < 13000 ? 509 : 24'770) {
    const auto opened = open_bytes(folder, good.substr(0, length));
    ASSERT_FALSE(opened) << length;
    EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt) << length;
  }
  EXPECT_FALSE(open_bytes(folder, good.substr(0, good.size() - 1)));
}

TEST(IndexFile, FlippedBitIsRejectedOrFallsBackToTheCommitBefore) {
  const TestFolder folder;
  const std::string good = sample_file(folder);
  const std::string path = folder.file("sample");
  const format::Layout layout(kDimension);
  struct Region {
    std::size_t begin, end;
    bool matters;
  };
  const std::size_t block_end = layout.code_offset(0) + layout.code_bytes;
  const Region regions[] = {
      {0, format::kCommitOffsets[0], true},
      {format::kCommitOffsets[0], format::kSegmentsOffset, false},  // the other record serves
      {layout.centre_offset(0), layout.centre_offset(0) + format::kBlockHeaderBytes + kDimension * 4, true},
      {layout.block_offset(0), block_end, true},
      {block_end, layout.block_offset(1), false},                  // padding
      {layout.block_offset(1), layout.entry_offset(1024), false},  // no header yet
      {layout.entry_offset(1024), layout.entry_offset(1130 - 1) + 8, true},
      {layout.entry_offset(1130), layout.block_offset(2) + 300, false},  // nothing there yet
      {layout.row_offset(0), layout.row_offset(1129) + layout.row_bytes, true},
  };
  for (const Region& region : regions) {
    for (std::size_t at = region.begin; at < region.end; at += 97) {
      flip(path, at);
      const auto opened = open_whole(path);
      ASSERT_EQ(opened.has_value(), !region.matters) << at;
      if (!opened) {
        EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt) << at;
      }
      flip(path, at);
    }
  }
  EXPECT_TRUE(open_whole(path));
}

TEST(IndexFile, DamagedRowIsFoundByTheSearchThatMeetsIt) {
  const TestFolder folder;
  sample_file(folder);
  const format::Layout layout(kDimension);
  flip(folder.file("sample"), layout.row_offset(700) + 5);
  const auto opened = CascadeIndex::open(folder.file("sample"), kSpace, kDimension, OpenMode::kReadOnly, early_codes());
  ASSERT_TRUE(opened);
  Bitmap allowed;
  allowed.insert(Slot{700});
  EXPECT_EQ((*opened)->search(unit_vector(kDimension, 1), 3, &allowed).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ((*opened)->vector(Slot{700}).error().code, ErrorCode::kCorrupt);
  EXPECT_TRUE((*opened)->vector(Slot{701}));
}

TEST(IndexFile, TornCommitRecordLeavesTheStateBefore) {
  const TestFolder folder;
  std::string bytes = sample_file(folder);  // generations 1, 2, 3: the newest is in the first record
  bytes[format::kCommitOffsets[0] + 20] ^= 1;
  const auto before = open_bytes(folder, bytes);
  ASSERT_TRUE(before);
  EXPECT_EQ((*before)->last_commit().value, 7);
  EXPECT_EQ((*before)->size(), 1100U);
  bytes[format::kCommitOffsets[1] + 20] ^= 1;
  EXPECT_EQ(open_bytes(folder, bytes).error().code, ErrorCode::kCorrupt);
}

TEST(IndexFile, SwappedBlocksAreRejected) {
  const TestFolder folder;
  auto index =
      CascadeIndex::open(folder.file("sample"), kSpace, kDimension, OpenMode::kReadWrite, early_codes()).value();
  ASSERT_TRUE(append_slots(*index, slot_range(0, 2048)));
  ASSERT_TRUE(index->flush(CommitSequence{1}));
  index.reset();
  const format::Layout layout(kDimension);
  std::string bytes = read_file(folder.file("sample"), 1 << 24).value();
  const std::string first = bytes.substr(layout.block_offset(0), layout.summary_bytes);
  const std::string second = bytes.substr(layout.block_offset(1), layout.summary_bytes);
  ASSERT_TRUE(open_bytes(folder, bytes));
  bytes.replace(layout.block_offset(0), layout.summary_bytes, second);
  bytes.replace(layout.block_offset(1), layout.summary_bytes, first);
  EXPECT_EQ(open_bytes(folder, bytes).error().code, ErrorCode::kCorrupt);
}

TEST(IndexFile, ForeignFilesAreCorruptAndAbsentOnesNotFound) {
  const TestFolder folder;
  EXPECT_EQ(open_bytes(folder, "").error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(open_bytes(folder, std::string(100'000, 'x')).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(open_bytes(folder, "SQLite format 3").error().code, ErrorCode::kCorrupt);
  const auto open = [&](const std::string& path, OpenMode mode) {
    return CascadeIndex::open(path, kSpace, kDimension, mode, early_codes());
  };
  EXPECT_EQ(open(folder.file("absent"), OpenMode::kReadOnly).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(open(folder.file("no/such"), OpenMode::kReadOnly).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(open(folder.file("."), OpenMode::kReadOnly).error().code, ErrorCode::kCorrupt);
  EXPECT_FALSE(open(folder.file("."), OpenMode::kReadWrite));
  EXPECT_FALSE(open(folder.file("no/such"), OpenMode::kReadWrite));
}

TEST(IndexFile, IndexOfAnotherModelIsCorruptForThisOne) {
  const TestFolder folder;
  const std::string bytes = sample_file(folder);
  const std::string path = folder.file("sample");
  for (const OpenMode mode : {OpenMode::kReadOnly, OpenMode::kReadWrite}) {
    EXPECT_EQ(CascadeIndex::open(path, SpaceId{"other"}, kDimension, mode, early_codes()).error().code,
              ErrorCode::kCorrupt);
    EXPECT_EQ(CascadeIndex::open(path, kSpace, kDimension + 1, mode, early_codes()).error().code, ErrorCode::kCorrupt);
  }
  EXPECT_EQ(read_file(path, 1 << 24).value(), bytes) << "opening changes nothing";
}

TEST(IndexFile, SecondWriterIsToldThatItIsBusyAndReadersAreNot) {
  const TestFolder folder;
  auto first = CascadeIndex::open(folder.file(), kSpace, kDimension, OpenMode::kReadWrite);
  ASSERT_TRUE(first);
  EXPECT_EQ(CascadeIndex::open(folder.file(), kSpace, kDimension, OpenMode::kReadWrite).error().code, ErrorCode::kBusy);
  EXPECT_TRUE(CascadeIndex::open(folder.file(), kSpace, kDimension, OpenMode::kReadOnly));
  first->reset();
  EXPECT_TRUE(CascadeIndex::open(folder.file(), kSpace, kDimension, OpenMode::kReadWrite));
}

TEST(IndexFile, LyingCommitCountsAreRejected) {
  const TestFolder folder;
  const std::string good = sample_file(folder);
  const auto page = std::as_bytes(std::span(good)).subspan(format::kCommitOffsets[0], format::kPageBytes);
  const format::Commit honest = format::decode_commit(page).value();
  for (const std::uint64_t count : {0ULL, 1ULL, 1024ULL, 1131ULL, 1ULL << 32, 1ULL << 62, ~0ULL}) {
    format::Commit lie = honest;
    lie.entry_count = count;
    std::string bad = good;
    bad.replace(format::kCommitOffsets[0], format::kPageBytes, format::encode_commit(lie));
    const auto opened = open_bytes(folder, bad);
    ASSERT_FALSE(opened) << count;
    EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt);
  }
  format::Commit lie = honest;
  lie.live_count -= 1;
  std::string bad = good;
  bad.replace(format::kCommitOffsets[0], format::kPageBytes, format::encode_commit(lie));
  EXPECT_EQ(open_bytes(folder, bad).error().code, ErrorCode::kCorrupt);
  for (const std::uint64_t blocks : {2ULL, 1ULL << 40, ~0ULL}) {
    lie = honest;
    lie.coded_blocks = blocks;
    bad.replace(format::kCommitOffsets[0], format::kPageBytes, format::encode_commit(lie));
    EXPECT_EQ(open_bytes(folder, bad).error().code, ErrorCode::kCorrupt) << blocks;
  }
}

}  // namespace
}  // namespace shoebox::index
