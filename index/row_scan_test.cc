#include "index/row_scan.h"

#include <gtest/gtest.h>

#include "index/index_state.h"
#include "index/index_test_files.h"

namespace shoebox::index {
namespace {

constexpr int kDimension = 2048;
constexpr std::size_t kRows = 5000;  // some 20 MB: enough for several threads

/// Rows of few different values, so that many scores are equal; slots from the highest down.
std::vector<std::uint16_t> odd_rows() {
  std::vector<std::uint16_t> rows;
  for (std::size_t row = 0; row < kRows; ++row) {
    for (std::size_t d = 0; d < kDimension; ++d) {
      rows.push_back(static_cast<std::uint16_t>(0x2000 + (row % 501 * 7 + d * 13) % 1024));
    }
  }
  return rows;
}

TEST(RowScan, ThreadsAndPickedRowsFindTheSameAsOneThread) {
  const TestFolder folder;
  const auto rows = odd_rows();
  const Rotation rotation(kDimension, 1);
  const format::Shape shape{SpaceId{"test/scan"}, kDimension};
  IndexState state(IndexFile::open(folder.file(), shape, OpenMode::kReadWrite).value(), rotation, 1 << 20);
  std::vector<format::Entry> entries;
  for (std::size_t row = 0; row < kRows; ++row) {
    const auto values = std::span(rows).subspan(row * kDimension, kDimension);
    entries.push_back(format::row_entry(Slot{static_cast<std::uint32_t>(kRows - row)}, values));
  }
  ASSERT_TRUE(state.write(entries, rows));
  std::vector<float> vectors = unit_vector(kDimension, 1);
  const auto second = unit_vector(kDimension, 2);
  vectors.insert(vectors.end(), second.begin(), second.end());
  const Queries queries{vectors, 2, kDimension, 100};
  Bitmap allowed;
  for (std::uint32_t slot = 0; slot < kRows; slot += 3) allowed.insert(Slot{slot});
  const auto picked = state.rows_of(allowed);
  ThreadTeam one(1);
  for (const Bitmap* filter : {static_cast<const Bitmap*>(nullptr), static_cast<const Bitmap*>(&allowed)}) {
    const auto alone = scan_rows(state.view(), queries, filter, nullptr, one).value();
    ASSERT_EQ(alone.size(), 2U);
    EXPECT_EQ(alone[0].size(), 100U);
    for (const std::size_t threads : {2U, 3U, 8U}) {
      ThreadTeam team(threads);
      EXPECT_EQ(scan_rows(state.view(), queries, filter, nullptr, team).value(), alone);
      if (filter != nullptr) {
        EXPECT_EQ(scan_rows(state.view(), queries, filter, &picked, team).value(), alone);
      }
    }
  }
}

}  // namespace
}  // namespace shoebox::index
