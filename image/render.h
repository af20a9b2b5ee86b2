#pragma once
// What is made of a decoded picture: a model's input or a thumbnail. Pure functions, safe to call concurrently.
// Resizing equals Pillow's antialiased convolution on 8-bit RGB (Resample.c of Pillow 10 and later; max difference 1 level),
// because that is what CLIP-type models were trained with.

#include <cstdint>

#include "core/result.h"
#include "image/image.h"

namespace shoebox::image {

enum class Filter : std::uint8_t { kBox, kBilinear, kBicubic, kLanczos };

enum class Fit : std::uint8_t {
  kSquash,        // exactly width x height, aspect ratio given up
  kShortestCrop,  // shortest side to width (= height), then the centre square: torchvision's Resize + CenterCrop
  kInside,        // the largest of the true aspect ratio that fits into width x height; never enlarged
};

enum class Encoding : std::uint8_t { kRgb, kWebp };

/// One picture that is wanted. Sides in pixels.
struct RenderSpec {
  int width = 0;
  int height = 0;
  Fit fit = Fit::kInside;
  Filter filter = Filter::kBicubic;
  Encoding encoding = Encoding::kRgb;
  int quality = 80;  // of kWebp

  friend bool operator==(const RenderSpec&, const RenderSpec&) = default;
};

/// `source` resized to width x height from the box (left, top, right, bottom) of it, as Image.resize(size, filter, box).
Image resize(const Image& source, int width, int height, Filter filter);

/// As RenderSpec says; the encoding is left to `encode_webp`.
Image render(const Image& source, const RenderSpec& spec);

/// The short side that a reduced decode must keep so that the render is as good as from the full one (DESIGN: 2x the
/// model's input); 0 when only the full decode will do.
int decode_short_side_min(const RenderSpec& spec);

}  // namespace shoebox::image
