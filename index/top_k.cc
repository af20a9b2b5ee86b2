#include "index/top_k.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace shoebox::index {

TopK::TopK(std::size_t k) : k_(k), capacity_(std::max<std::size_t>(2 * k, 64)) {}

void TopK::cut() {
  if (hits_.size() < k_ || k_ == 0) return;
  std::nth_element(hits_.begin(), hits_.begin() + static_cast<std::ptrdiff_t>(k_ - 1), hits_.end(), is_better);
  hits_.resize(k_);
  worst_ = hits_.back();
  full_ = true;
}

float TopK::floor() {
  if (hits_.size() >= k_ && (!full_ || hits_.size() > k_ + k_ / 8)) cut();
  return full_ ? worst_.score : -std::numeric_limits<float>::infinity();
}

std::vector<Hit> TopK::take() {
  cut();
  full_ = false;
  return std::exchange(hits_, {});
}

std::vector<Hit> TopK::take_sorted() {
  std::vector<Hit> hits = take();
  std::sort(hits.begin(), hits.end(), is_better);
  return hits;
}

}  // namespace shoebox::index
