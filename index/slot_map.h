#pragma once
// From a slot to the number of its newest row. Slots are nearly dense, but nothing promises it, and a damaged file may
// name any: pages of 4,096 slots are made when first written. Not thread-safe.

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/ids.h"

namespace shoebox::index {

class SlotMap final {
 public:
  static constexpr std::uint32_t kNone = 0xffff'ffff;

  std::uint32_t row(Slot slot) const {
    const std::size_t page = slot.value / kPageSlots;
    return page < pages_.size() && pages_[page] ? (*pages_[page])[slot.value % kPageSlots] : kNone;
  }
  void set(Slot slot, std::uint32_t row) {
    const std::size_t page = slot.value / kPageSlots;
    if (page >= pages_.size()) pages_.resize(page + 1);
    if (!pages_[page]) {
      pages_[page] = std::make_unique<Page>();
      pages_[page]->fill(kNone);
    }
    (*pages_[page])[slot.value % kPageSlots] = row;
  }

 private:
  static constexpr std::size_t kPageSlots = 4096;
  using Page = std::array<std::uint32_t, kPageSlots>;

  std::vector<std::unique_ptr<Page>> pages_;
};

}  // namespace shoebox::index
