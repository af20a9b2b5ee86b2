#pragma once
// A set of slots, one bit each: what a filter lets through. A value type.

#include <cstdint>
#include <vector>

#include "core/ids.h"

namespace shoebox::index {

class Bitmap final {
 public:
  Bitmap() = default;
  /// All slots below `size` are in it, or none.
  explicit Bitmap(std::size_t size, bool full = false);

  std::size_t size() const { return size_; }
  /// Slots at or over size() are not in the set.
  bool contains(Slot slot) const {
    return slot.value < size_ && (words_[slot.value / 64] >> (slot.value % 64) & 1) != 0;
  }
  /// Grows the set where needed.
  void insert(Slot slot);
  void erase(Slot slot);
  std::size_t count() const;

  Bitmap& operator&=(const Bitmap& other);
  Bitmap& operator|=(const Bitmap& other);
  void flip();

  /// 64 slots a word, lowest slot in the lowest bit; bits at or over size() are 0.
  const std::vector<std::uint64_t>& words() const { return words_; }

 private:
  std::size_t size_ = 0;
  std::vector<std::uint64_t> words_;
};

}  // namespace shoebox::index
