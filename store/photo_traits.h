#pragma once
// What kind of picture a photo is, from all that is known of it. Pure.

#include <cstdint>
#include <string_view>

namespace shoebox::store {

struct TraitFacts {
  std::uint32_t said = 0;  // by the sources: image::trait_bit()s
  std::string_view make = {};
  std::string_view model = {};
  std::string_view format = {};
  int width = 0;
  int height = 0;
  bool has_live_video = false;
};

/// photo.kind: image::trait_bit()s.
std::uint32_t photo_traits(const TraitFacts& facts);

}  // namespace shoebox::store
