#include "index/bitmap.h"

#include <algorithm>
#include <bit>

namespace shoebox::index {
namespace {

std::size_t words_for(std::size_t size) {
  return (size + 63) / 64;
}

/// The bits of the last word that are in the set's range.
std::uint64_t last_word_mask(std::size_t size) {
  return size % 64 == 0 ? ~std::uint64_t{0} : (std::uint64_t{1} << size % 64) - 1;
}

}  // namespace

Bitmap::Bitmap(std::size_t size, bool full)
    : size_(size), words_(words_for(size), full ? ~std::uint64_t{0} : std::uint64_t{0}) {
  if (!words_.empty()) words_.back() &= last_word_mask(size_);
}

void Bitmap::insert(Slot slot) {
  if (slot.value >= size_) {
    size_ = static_cast<std::size_t>(slot.value) + 1;
    words_.resize(words_for(size_), 0);
  }
  words_[slot.value / 64] |= std::uint64_t{1} << slot.value % 64;
}

void Bitmap::erase(Slot slot) {
  if (slot.value < size_) words_[slot.value / 64] &= ~(std::uint64_t{1} << slot.value % 64);
}

std::size_t Bitmap::count() const {
  std::size_t sum = 0;
  for (const std::uint64_t word : words_) sum += static_cast<std::size_t>(std::popcount(word));
  return sum;
}

Bitmap& Bitmap::operator&=(const Bitmap& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= i < other.words_.size() ? other.words_[i] : 0;
  return *this;
}

Bitmap& Bitmap::operator|=(const Bitmap& other) {
  if (other.size_ > size_) {
    size_ = other.size_;
    words_.resize(other.words_.size(), 0);
  }
  for (std::size_t i = 0; i < other.words_.size(); ++i) words_[i] |= other.words_[i];
  return *this;
}

void Bitmap::flip() {
  for (std::uint64_t& word : words_) word = ~word;
  if (!words_.empty()) words_.back() &= last_word_mask(size_);
}

}  // namespace shoebox::index
