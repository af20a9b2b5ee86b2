#include "store/photo_traits.h"

#include <algorithm>

#include "image/metadata.h"

namespace shoebox::store {

namespace {

using image::Trait;
using image::trait_bit;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equals(std::string_view text, std::string_view lower_text) {
  return std::ranges::equal(text, lower_text, {}, lower);
}

bool contains(std::string_view text, std::string_view lower_text) {
  return !std::ranges::search(text, lower_text, {}, lower).empty();
}

/// DJI makes handheld cameras, too; Hasselblad's are in the drones of the Mavic family (L1D-20c, L2D-20c).
bool is_drone(std::string_view make, std::string_view model) {
  if (equals(make, "dji")) return !contains(model, "osmo") && !contains(model, "pocket") && !contains(model, "action");
  if (equals(make, "hasselblad")) return model.size() > 3 && model[0] == 'L' && model.substr(2).starts_with("D-");
  return contains(make, "autel") || contains(make, "skydio") || contains(model, "anafi") || contains(model, "bebop");
}

/// Older iPhones say nothing of a panorama, but no other picture of theirs is as wide.
bool is_wide_panorama(const TraitFacts& facts) {
  constexpr int kLongSideMin = 4000;
  const int most = std::max(facts.width, facts.height);
  const int least = std::min(facts.width, facts.height);
  return equals(facts.make, "apple") && most >= kLongSideMin && 2 * most >= 5 * least;
}

}  // namespace

std::uint32_t photo_traits(const TraitFacts& facts) {
  std::uint32_t traits = facts.said & ~trait_bit(Trait::kPhoto);
  const auto set = [&traits](Trait trait, bool is) {
    if (is) traits |= trait_bit(trait);
  };
  const bool screenshot = (traits & trait_bit(Trait::kScreenshot)) != 0;
  set(Trait::kPanorama, !screenshot && is_wide_panorama(facts));
  set(Trait::kDrone, is_drone(facts.make, facts.model));
  set(Trait::kRaw, facts.format == "raw");
  set(Trait::kLive, facts.has_live_video);
  set(Trait::kPhoto, !screenshot && (traits & trait_bit(Trait::kDocument)) == 0);
  return traits;
}

}  // namespace shoebox::store
