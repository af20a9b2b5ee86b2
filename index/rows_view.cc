#include "index/rows_view.h"

#include <bit>

namespace shoebox::index {
namespace {

/// Bits `from` to `from` + 63 of a bitmap.
std::uint64_t bits_from(const std::vector<std::uint64_t>& words, std::size_t from) {
  const std::size_t word = from / 64;
  const std::size_t shift = from % 64;
  const std::uint64_t low = word < words.size() ? words[word] >> shift : 0;
  if (shift == 0 || word + 1 >= words.size()) return low;
  return low | words[word + 1] << (64 - shift);
}

}  // namespace

std::uint64_t RowsView::chosen(std::size_t group, const Bitmap* allowed) const {
  const std::uint64_t alive = live[group];
  if (allowed == nullptr || alive == 0) return alive;
  if (group < first_slots.size() && first_slots[group] != kMixed) {
    return alive & bits_from(allowed->words(), first_slots[group]);
  }
  std::uint64_t found = 0;
  for (std::uint64_t word = alive; word != 0; word &= word - 1) {
    const auto bit = static_cast<std::size_t>(std::countr_zero(word));
    if (allowed->contains(Slot{file.entry(group * 64 + bit).slot})) found |= std::uint64_t{1} << bit;
  }
  return found;
}

}  // namespace shoebox::index
