#pragma once
// What is made of a decoded picture: a model's input or a thumbnail. Pure functions, safe to call concurrently.
// Resizing equals Pillow's antialiased convolution on 8-bit RGB (Resample.c of Pillow 10 and later; max difference 1
// level), because that is what CLIP-type models were trained with.

#include <cstdint>

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

/// The whole of `source` resized, as Pillow's Image.resize((width, height), filter). Sides are at least 1.
Image resize(const Image& source, int width, int height, Filter filter);

/// The same of a box of it, given in pixels that may be fractions, and of the result only a window: what
/// Image.resize((width, height), filter, box).crop(window) gives, without computing the rest.
struct Window {
  int left = 0;
  int top = 0;
  int width = 0;
  int height = 0;
};
Image resize(const Image& source, const Box& box, int width, int height, Filter filter, const Window& window);

/// As RenderSpec says; the encoding is left to `encode_webp`. The proportions are those of the full picture, so that a
/// reduced decode, whose sides are rounded, gives the same crop as the full one. Sides below 1 and an empty picture are
/// bugs of the caller.
Image render(const Decoded& source, const RenderSpec& spec);
Image render(const Image& source, const RenderSpec& spec);

/// The short side that a reduced decode must keep so that the render is as good as from the full one: 2x a model's
/// input, the long side of a thumbnail; the sides of the picture need not be known.
int decode_short_side_min(const RenderSpec& spec);

}  // namespace shoebox::image
