#pragma once
// The vector of a question. Pure functions.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace shoebox::search {

/// The words without white space around them (the ideographic space too), as valid UTF-8. kLimitExceeded when longer
/// than limits::kQueryBytesMax.
Result<std::string> meaning_of(std::string_view text);

/// Length one. kInvalidArgument: not finite, or all zero.
Result<std::vector<float>> unit(std::span<const float> vector);

/// text_weight * text + image_weight * image, both made unit vectors first, and the sum made one. kInvalidArgument:
/// weights that are negative, not finite or both zero; vectors of different size, or that cancel each other out.
Result<std::vector<float>> mix(std::span<const float> text, double text_weight, std::span<const float> image,
                               double image_weight);

}  // namespace shoebox::search
