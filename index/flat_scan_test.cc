#include "index/flat_scan.h"

#include <gtest/gtest.h>

#include "index/index_test_files.h"

namespace shoebox::index {
namespace {

constexpr int kDimension = 2048;
constexpr std::size_t kRows = 13'000;  // some 50 MB: enough for several threads
const SpaceId kSpace{"test/scan"};

/// Rows of few different values, so that many scores are equal.
std::unique_ptr<FlatFile> large_file(const TestFolder& folder) {
  auto file = FlatFile::open(folder.file(), kSpace, kDimension, OpenMode::kReadWrite).value();
  std::vector<std::uint16_t> block;
  std::vector<flat_format::Entry> entries;
  for (std::size_t row = 0; row < kRows; ++row) {
    entries.push_back({static_cast<std::uint32_t>(kRows - row), flat_format::EntryKind::kRow});
    for (int d = 0; d < kDimension; ++d) {
      block.push_back(static_cast<std::uint16_t>(0x2000 + (row % 501 * 7 + static_cast<std::size_t>(d) * 13) % 1024));
    }
  }
  EXPECT_TRUE(file->write(0, entries, block));
  return file;
}

TEST(FlatScan, ThreadsFindTheSameAsOne) {
  const TestFolder folder;
  const auto file = large_file(folder);
  std::vector<float> queries = unit_vector(kDimension, 1);
  const auto second = unit_vector(kDimension, 2);
  queries.insert(queries.end(), second.begin(), second.end());
  const std::vector<std::uint64_t> live((kRows + 63) / 64, 0x7fff'ffff'ffff'fffe);
  Bitmap allowed;
  for (std::uint32_t slot = 0; slot < kRows; slot += 3) allowed.insert(Slot{slot});
  std::vector<std::uint64_t> some = live;
  some.back() &= (std::uint64_t{1} << kRows % 64) - 1;
  for (const Bitmap* filter : {static_cast<const Bitmap*>(nullptr), static_cast<const Bitmap*>(&allowed)}) {
    const ScanRange range{kRows, some, filter, nullptr};
    const ScanQueries asked{queries, 2, kDimension, 100};
    const auto alone = scan(*file, range, asked, 1);
    ASSERT_EQ(alone.size(), 2U);
    EXPECT_EQ(alone[0].size(), 100U);
    for (const std::size_t threads : {2U, 3U, 8U}) EXPECT_EQ(scan(*file, range, asked, threads), alone);
  }
}

}  // namespace
}  // namespace shoebox::index
