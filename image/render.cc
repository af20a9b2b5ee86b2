// The three fits of RenderSpec. kShortestCrop follows torchvision (transforms/functional.py): resize() truncates the
// long side, center_crop() rounds halves to even as Python does.

#include "image/render.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "core/check.h"

namespace shoebox::image {
namespace {

/// Python's int(round((outer - inner) / 2.0)).
int centred_offset(int outer, int inner) {
  return static_cast<int>(std::nearbyint((outer - inner) / 2.0));
}

/// torchvision's int(new_short * long / short).
int scaled_long_side(int new_short, int long_side, int short_side) {
  return static_cast<int>(static_cast<double>(static_cast<std::int64_t>(new_short) * long_side) / short_side);
}

/// A picture with what of it is to be rendered and the sides that give its proportions.
struct Source {
  const Image& image;
  const Box& box;
  int full_width;
  int full_height;
};

Image shortest_crop(const Source& source, const RenderSpec& spec) {
  const auto& [image, box, full_width, full_height] = source;
  const int side = spec.width;
  const bool wide = full_width > full_height;
  const int short_side = std::min(full_width, full_height);
  const int long_side = std::max(full_width, full_height);
  const int scaled = std::max(side, scaled_long_side(side, long_side, short_side));
  const int width = wide ? scaled : side;
  const int height = wide ? side : scaled;
  const Window centre{centred_offset(width, side), centred_offset(height, side), side, side};
  return resize(image, box, width, height, spec.filter, centre);
}

Image inside(const Source& source, const RenderSpec& spec) {
  const auto& [image, box, full_width, full_height] = source;
  const double scale =
      std::min({1.0, static_cast<double>(spec.width) / full_width, static_cast<double>(spec.height) / full_height});
  const int width = std::clamp(static_cast<int>(std::lround(full_width * scale)), 1, spec.width);
  const int height = std::clamp(static_cast<int>(std::lround(full_height * scale)), 1, spec.height);
  return resize(image, box, width, height, spec.filter, {0, 0, width, height});
}

Image render_source(const Source& source, const RenderSpec& spec) {
  CHECK(spec.width > 0 && spec.height > 0 && source.full_width > 0 && source.full_height > 0);
  switch (spec.fit) {
    case Fit::kSquash:
      return resize(source.image, source.box, spec.width, spec.height, spec.filter, {0, 0, spec.width, spec.height});
    case Fit::kShortestCrop:
      return shortest_crop(source, spec);
    case Fit::kInside:
      return inside(source, spec);
  }
  check_failed("an unknown Fit");
}

}  // namespace

Image render(const Decoded& source, const RenderSpec& spec) {
  return render_source({source.image, source.covered, source.full_width, source.full_height}, spec);
}

Image render(const Image& source, const RenderSpec& spec) {
  const Box all{0, 0, static_cast<double>(source.width), static_cast<double>(source.height)};
  return render_source({source, all, source.width, source.height}, spec);
}

int decode_short_side_min(const RenderSpec& spec) {
  // What a person looks at needs its own pixels; what a model compares needs twice as many to come out the same.
  if (spec.fit == Fit::kInside) return std::max(spec.width, spec.height);
  return 2 * (spec.fit == Fit::kShortestCrop ? spec.width : std::max(spec.width, spec.height));
}

}  // namespace shoebox::image
