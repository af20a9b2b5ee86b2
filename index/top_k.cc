#include "index/top_k.h"

#include <algorithm>

namespace shoebox::index {

TopK::TopK(std::size_t k) : k_(k), capacity_(std::max<std::size_t>(2 * k, 64)) {}

void TopK::cut() {
  if (hits_.size() <= k_ || k_ == 0) return;
  std::nth_element(hits_.begin(), hits_.begin() + static_cast<std::ptrdiff_t>(k_ - 1), hits_.end(), is_better);
  hits_.resize(k_);
  worst_ = hits_.back();
  full_ = true;
}

std::vector<Hit> TopK::take_sorted() {
  cut();
  if (hits_.size() > k_) hits_.resize(k_);
  std::sort(hits_.begin(), hits_.end(), is_better);
  full_ = false;
  return std::exchange(hits_, {});
}

}  // namespace shoebox::index
