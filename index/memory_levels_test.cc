#include "index/memory_levels.h"

#include <cstring>

#include <gtest/gtest.h>

#include "index/index_test_files.h"

namespace shoebox::index {
namespace {

constexpr int kDimension = 24;
constexpr std::size_t kBlocks = 7;

/// A file of seven full blocks with codes, mapped.
std::unique_ptr<IndexFile> sample_file(const TestFolder& folder) {
  auto index =
      CascadeIndex::open(folder.file(), SpaceId{"test/levels"}, kDimension, OpenMode::kReadWrite, early_codes())
          .value();
  EXPECT_TRUE(append_slots(*index, slot_range(0, kBlocks * format::kRowsPerBlock)));
  EXPECT_TRUE(index->flush(CommitSequence{1}));
  index.reset();
  format::Shape shape;
  shape.space = SpaceId{"test/levels"};
  shape.dimension = kDimension;
  shape.exact_rows = early_codes().exact_rows;
  auto file = IndexFile::open(folder.file(), shape, OpenMode::kReadOnly).value();
  EXPECT_TRUE(file->verify(file->read_commit().value(), 0, 0));
  return file;
}

TEST(MemoryLevels, CopiesAreTheFilesWhateverThePieces) {
  const TestFolder folder;
  const auto file = sample_file(folder);
  const format::Layout& layout = file->layout();
  for (const std::size_t piece_bytes :
       {std::size_t{1}, 2 * layout.code_bytes, 3 * layout.code_bytes, MemoryLevels::kPieceBytes}) {
    MemoryLevels levels(layout, piece_bytes);
    for (std::size_t block = 0; block < kBlocks; ++block) {
      ASSERT_TRUE(levels.add_codes(*file, SIZE_MAX));
      ASSERT_TRUE(levels.add_rows(*file, SIZE_MAX));
    }
    for (std::size_t block = 0; block < kBlocks; ++block) {
      EXPECT_EQ(std::memcmp(levels.codes(block).at, file->codes(block).at, layout.code_bytes), 0);
    }
    for (std::size_t row = 0; row < kBlocks * format::kRowsPerBlock; ++row) {
      ASSERT_EQ(std::memcmp(levels.row(row), file->row(row), layout.row_bytes), 0) << row;
    }
  }
}

TEST(MemoryLevels, TakesNoMoreThanTheBudget) {
  const TestFolder folder;
  const auto file = sample_file(folder);
  const std::size_t budget = 5 * file->layout().code_bytes / 2;
  MemoryLevels levels(file->layout());
  while (levels.add_codes(*file, budget)) {
  }
  EXPECT_EQ(levels.code_blocks(), 2U);
  EXPECT_FALSE(levels.add_rows(*file, budget));
  EXPECT_EQ(levels.row_blocks(), 0U);
  EXPECT_LE(levels.bytes(), budget);
}

}  // namespace
}  // namespace shoebox::index
