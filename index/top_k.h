#pragma once
// The k best hits of a stream, ties to the lower slot. Hits are collected in a buffer somewhat larger than needed and
// cut back to the k best when it is full: O(1) a hit on average, for k from 1 to all. Not thread-safe.

#include <cstddef>
#include <vector>

#include "index/vector_index.h"

namespace shoebox::index {

/// The order of results.
inline bool is_better(const Hit& a, const Hit& b) {
  return a.score != b.score ? a.score > b.score : a.slot.value < b.slot.value;
}

class TopK final {
 public:
  explicit TopK(std::size_t k);

  /// NaN is a bug of the caller.
  void offer(Hit hit) {
    if (full_ && !is_better(hit, worst_)) return;
    hits_.push_back(hit);
    if (hits_.size() >= capacity_) cut();
  }
  /// A score that the k-th best reaches: what is lower is out. Minus infinity while there are fewer than k. For a large
  /// k it may lag a little behind, so that asking is cheap.
  float floor();
  /// Best first; leaves this empty.
  std::vector<Hit> take_sorted();
  /// The same in any order.
  std::vector<Hit> take();
  const std::vector<Hit>& hits() const { return hits_; }

 private:
  void cut();

  std::size_t k_;
  std::size_t capacity_;
  bool full_ = false;  // worst_ is the k-th best so far
  Hit worst_;
  std::vector<Hit> hits_;
};

}  // namespace shoebox::index
