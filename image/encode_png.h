#pragma once
// Lossless PNG, for pictures that Shoebox makes itself (contact sheets). Thread-safe.

#include <cstddef>
#include <vector>

#include "core/result.h"
#include "image/image.h"

namespace shoebox::image {

/// kInvalidArgument for an empty picture.
Result<std::vector<std::byte>> encode_png(const Image& image);

}  // namespace shoebox::image
