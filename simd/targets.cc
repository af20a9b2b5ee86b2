#include "simd/targets.h"

#include <atomic>

#if defined(__aarch64__)
// As in the kernels: scalable vectors cannot be kept in arrays.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128)
#endif
#include <hwy/highway.h>
#include <hwy/targets.h>

#include "core/check.h"

namespace shoebox::simd {
namespace {

constexpr std::string_view kScalar = "SCALAR";
std::atomic<bool> scalar_forced = false;

/// Asked for once, before the first choice narrows what Highway answers.
const std::vector<std::int64_t>& real_targets() {
  static const std::vector<std::int64_t> kTargets = hwy::SupportedAndGeneratedTargets();
  return kTargets;
}

}  // namespace

std::vector<std::string_view> supported_targets() {
  std::vector<std::string_view> names;
  for (const std::int64_t target : real_targets()) names.emplace_back(hwy::TargetName(target));
  names.push_back(kScalar);
  return names;
}

void force_target(std::string_view name) {
  std::int64_t chosen = 0;
  for (const std::int64_t target : real_targets()) {
    if (name == hwy::TargetName(target)) chosen = target;
  }
  CHECK(chosen != 0 || name.empty() || name == kScalar);
  scalar_forced = name == kScalar;
  hwy::SetSupportedTargetsForTest(chosen);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

bool scalar_is_forced() {
  return scalar_forced.load(std::memory_order_relaxed);
}

}  // namespace shoebox::simd
