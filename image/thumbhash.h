#pragma once
// A picture in 20 to 25 bytes, to stand where the thumbnail will come: a few cosine coefficients of luminance and two
// colour differences (ThumbHash by Evan Wallace, https://evanw.github.io/thumbhash/, MIT: the same bytes for the same
// pixels). Pure.

#include <string>

#include "image/image.h"

namespace shoebox::image {

/// The longest side that is looked at; larger pictures are made smaller first.
constexpr int kThumbhashSideMax = 100;

/// Of a picture that is not empty. Costs about a millisecond.
std::string thumbhash(const Image& picture);

}  // namespace shoebox::image
