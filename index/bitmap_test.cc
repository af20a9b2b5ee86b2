#include "index/bitmap.h"

#include <set>

#include <gtest/gtest.h>

namespace shoebox::index {
namespace {

Bitmap of(const std::set<std::uint32_t>& slots, std::size_t size) {
  Bitmap made(size);
  for (const std::uint32_t slot : slots) made.insert(Slot{slot});
  return made;
}

void check(const Bitmap& bitmap, const std::set<std::uint32_t>& slots, std::size_t size) {
  EXPECT_EQ(bitmap.size(), size);
  EXPECT_EQ(bitmap.count(), slots.size());
  for (std::uint32_t slot = 0; slot < size + 130; ++slot) {
    ASSERT_EQ(bitmap.contains(Slot{slot}), slots.contains(slot)) << slot;
  }
}

TEST(Bitmap, EmptyAndFullHoldWhatTheySay) {
  check(Bitmap(), {}, 0);
  for (const std::size_t size : {1U, 63U, 64U, 65U, 128U}) {
    check(Bitmap(size), {}, size);
    EXPECT_EQ(Bitmap(size, true).count(), size);
    EXPECT_FALSE(Bitmap(size, true).contains(Slot{static_cast<std::uint32_t>(size)}));
  }
}

TEST(Bitmap, InsertGrowsAndEraseForgets) {
  Bitmap bitmap;
  bitmap.insert(Slot{70});
  bitmap.insert(Slot{3});
  check(bitmap, {3, 70}, 71);
  bitmap.erase(Slot{70});
  bitmap.erase(Slot{5000});
  check(bitmap, {3}, 71);
}

TEST(Bitmap, SetsOfDifferentSizeCombine) {
  Bitmap both = of({1, 64, 100}, 101);
  both &= of({1, 2}, 3);
  check(both, {1}, 101);
  Bitmap either = of({1}, 2);
  either |= of({64, 100}, 130);
  check(either, {1, 64, 100}, 130);
}

TEST(Bitmap, FlipTouchesOnlySlotsBelowTheSize) {
  Bitmap bitmap = of({0, 2}, 66);
  bitmap.flip();
  EXPECT_EQ(bitmap.count(), 64U);
  EXPECT_FALSE(bitmap.contains(Slot{0}));
  EXPECT_TRUE(bitmap.contains(Slot{65}));
  EXPECT_EQ(bitmap.words().back(), 3U);
}

}  // namespace
}  // namespace shoebox::index
