#include "index/flat_format.h"

#include <gtest/gtest.h>

namespace shoebox::index::flat_format {
namespace {

const SpaceId kSpace{"test/1/512"};

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text));
}

TEST(FlatFormat, NewFileHasTheHeaderAndAnEmptyCommit) {
  const std::string file = encode_new_file(kSpace, 512);
  ASSERT_EQ(file.size(), kBlocksOffset);
  EXPECT_TRUE(check_header(bytes_of(file).first(kPageBytes), kSpace, 512));
  const auto commit = decode_commit(bytes_of(file).subspan(kCommitOffsets[0], kPageBytes));
  ASSERT_TRUE(commit);
  EXPECT_EQ(commit->generation, 1U);
  EXPECT_EQ(commit->entry_count, 0U);
  EXPECT_FALSE(decode_commit(bytes_of(file).subspan(kCommitOffsets[1], kPageBytes)));
}

TEST(FlatFormat, HeaderOfAnotherSpaceOrDimensionIsRefused) {
  const std::string file = encode_new_file(kSpace, 512);
  const auto page = bytes_of(file).first(kPageBytes);
  for (const auto& checked : {check_header(page, SpaceId{"test/2/512"}, 512), check_header(page, kSpace, 511),
                              check_header(page.first(100), kSpace, 512), check_header({}, kSpace, 512)}) {
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().code, ErrorCode::kCorrupt);
  }
}

TEST(FlatFormat, EveryBitOfTheHeaderCounts) {
  const std::string good = encode_new_file(kSpace, 512).substr(0, kPageBytes);
  for (std::size_t bit = 0; bit < good.size() * 8; bit += 7) {
    std::string bad = good;
    bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ 1 << bit % 8);
    ASSERT_FALSE(check_header(bytes_of(bad), kSpace, 512)) << bit;
  }
}

TEST(FlatFormat, CommitComesBackAsWrittenAndNotWhenAnyBitDiffers) {
  Commit commit{77, CommitSequence{-5}, 12345678901, 42, {}};
  commit.tail.rows.bytes[3] = 9;
  const std::string good = encode_commit(commit);
  const auto read = decode_commit(bytes_of(good));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->generation, 77U);
  EXPECT_EQ(read->last_commit.value, -5);
  EXPECT_EQ(read->entry_count, 12345678901U);
  EXPECT_EQ(read->live_count, 42U);
  EXPECT_EQ(read->tail, commit.tail);
  for (std::size_t bit = 0; bit < 80 * 8; ++bit) {
    std::string bad = good;
    bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ 1 << bit % 8);
    ASSERT_FALSE(decode_commit(bytes_of(bad))) << bit;
  }
  EXPECT_FALSE(decode_commit({}));
}

TEST(FlatFormat, BlocksLieBehindEachOtherWithoutOverlap) {
  for (const int dimension : {1, 7, 512, 8192}) {
    const Layout layout(dimension);
    for (const std::size_t row : {0U, 1U, 1022U, 1023U, 1024U, 5000U}) {
      EXPECT_EQ(layout.entry_offset(row) % alignof(Entry), 0U);
      EXPECT_LT(layout.entry_offset(row), layout.row_offset(row));
      EXPECT_EQ(layout.file_bytes(row + 1), layout.row_offset(row) + layout.row_bytes);
    }
    EXPECT_LE(layout.file_bytes(kRowsPerBlock), layout.block_offset(1));
    EXPECT_EQ(layout.block_offset(1) % kPageBytes, 0U);
  }
}

TEST(FlatFormat, BlockHeaderNamesItsPlace) {
  const Digests digests{{}, {{1, 2, 3}}};
  const std::string header = encode_block_header(4, digests);
  EXPECT_TRUE(block_header_matches(bytes_of(header), 4, digests));
  EXPECT_FALSE(block_header_matches(bytes_of(header), 5, digests));
  EXPECT_FALSE(block_header_matches(bytes_of(header), 4, {}));
}

}  // namespace
}  // namespace shoebox::index::flat_format
