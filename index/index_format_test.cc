#include "index/index_format.h"

#include <vector>

#include <gtest/gtest.h>

namespace shoebox::index::format {
namespace {

const Shape kShape{SpaceId{"test/1/512"}, 512};

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text));
}

TEST(IndexFormat, NewFileHasTheHeaderAndAnEmptyCommit) {
  const std::string file = encode_new_file(kShape);
  ASSERT_EQ(file.size(), kSegmentsOffset);
  EXPECT_TRUE(check_header(bytes_of(file).first(kPageBytes), kShape));
  const auto commit = decode_commit(bytes_of(file).subspan(kCommitOffsets[0], kPageBytes));
  ASSERT_TRUE(commit);
  EXPECT_EQ(commit->generation, 1U);
  EXPECT_EQ(commit->entry_count, 0U);
  EXPECT_FALSE(decode_commit(bytes_of(file).subspan(kCommitOffsets[1], kPageBytes)));
}

TEST(IndexFormat, HeaderOfAnotherSpaceOrDimensionIsRefused) {
  const std::string file = encode_new_file(kShape);
  const auto page = bytes_of(file).first(kPageBytes);
  for (const auto& checked :
       {check_header(page, Shape{SpaceId{"test/2/512"}, 512}), check_header(page, Shape{kShape.space, 511}),
        check_header(page, Shape{kShape.space, 512, 1024}), check_header(page.first(100), kShape),
        check_header({}, kShape)}) {
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().code, ErrorCode::kCorrupt);
  }
}

TEST(IndexFormat, EveryBitOfTheHeaderCounts) {
  const std::string good = encode_new_file(kShape).substr(0, kPageBytes);
  for (std::size_t bit = 0; bit < good.size() * 8; bit += 7) {
    std::string bad = good;
    bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ 1 << bit % 8);
    ASSERT_FALSE(check_header(bytes_of(bad), kShape)) << bit;
  }
}

TEST(IndexFormat, CommitComesBackAsWrittenAndNotWhenAnyBitDiffers) {
  Commit commit{77, CommitSequence{-5}, 12345678901, 42, 7, {}};
  commit.tail.bytes[3] = 9;
  const std::string good = encode_commit(commit);
  const auto read = decode_commit(bytes_of(good));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->generation, 77U);
  EXPECT_EQ(read->last_commit.value, -5);
  EXPECT_EQ(read->entry_count, 12345678901U);
  EXPECT_EQ(read->live_count, 42U);
  EXPECT_EQ(read->coded_blocks, 7U);
  EXPECT_EQ(read->tail, commit.tail);
  for (std::size_t bit = 0; bit < 80 * 8; ++bit) {
    std::string bad = good;
    bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ 1 << bit % 8);
    ASSERT_FALSE(decode_commit(bytes_of(bad))) << bit;
  }
  EXPECT_FALSE(decode_commit({}));
}

TEST(IndexFormat, NothingOverlapsAndCodesLieBehindEachOther) {
  for (const int dimension : {1, 7, 512, 1152, 8192}) {
    const Layout layout(dimension);
    for (const std::size_t row : {0U, 1U, 1022U, 1023U, 1024U, 5000U, 65535U, 65536U}) {
      EXPECT_EQ(layout.entry_offset(row) % alignof(Entry), 0U);
      EXPECT_LT(layout.entry_offset(row), layout.row_offset(row));
      EXPECT_EQ(layout.file_bytes(row + 1), layout.row_offset(row) + layout.row_bytes);
    }
    EXPECT_GE(layout.block_offset(0), layout.centre_offset(0) + kBlockHeaderBytes + layout.dimension * sizeof(float));
    EXPECT_EQ(layout.entry_offset(kRowsPerBlock - 1) + sizeof(Entry), layout.code_header_offset(0));
    EXPECT_LE(layout.code_offset(0) + layout.code_bytes, layout.block_offset(1));
    EXPECT_EQ(layout.block_offset(63) + layout.summary_bytes, layout.row_offset(0));
    EXPECT_EQ(layout.row_offset(kRowsPerSegment - 1) + layout.row_bytes, layout.segment_offset(1));
    for (const std::size_t offset : {layout.block_offset(1), layout.row_offset(0), layout.segment_offset(1)}) {
      EXPECT_EQ(offset % kPageBytes, 0U);
    }
    const std::vector<std::byte> block(layout.code_bytes);
    const BlockCodes codes{block.data()};
    const auto before = reinterpret_cast<const std::byte*>(codes.codes()) - block.data();
    EXPECT_EQ(static_cast<std::size_t>(before) + kRowsPerBlock * layout.code_columns, layout.code_bytes);
  }
}

TEST(IndexFormat, BlockHeaderNamesItsPlace) {
  const Hash128 digest{{1, 2, 3}};
  const std::string header = encode_block_header(4, digest);
  EXPECT_TRUE(block_header_matches(bytes_of(header), 4, digest));
  EXPECT_FALSE(block_header_matches(bytes_of(header), 5, digest));
  EXPECT_FALSE(block_header_matches(bytes_of(header), 4, {}));
}

TEST(IndexFormat, EntryOfARowIsNeverARemoval) {
  const std::vector<std::uint16_t> row(7, 0x3c00);
  EXPECT_FALSE(row_entry(Slot{3}, row).is_removal());
  EXPECT_NE(row_entry(Slot{3}, row).check, row_entry(Slot{3}, std::vector<std::uint16_t>(7, 0x3c01)).check);
  EXPECT_TRUE((Entry{3, 0}).is_removal());
}

}  // namespace
}  // namespace shoebox::index::format
