#pragma once
// Cameras in a sentence: makers, lines and models in usual spelling (佳能 R6, iPhone 15 Pro, A7 IV, 大疆), and kinds of
// camera (手机拍的, drone). Words that are also other things (苹果, pixel) count only in company of a camera's words.
// Pure.

#include <cstddef>
#include <optional>
#include <string_view>

#include "query/found.h"
#include "query/sentence.h"

namespace shoebox::query {

/// The camera that is named at `position`, with the word for the device behind it (相机, phone).
std::optional<Found> camera_at(const Sentence& sentence, std::size_t position);

/// `camera:value` of the structured syntax.
std::optional<CameraFilter> read_camera(std::string_view value);
std::string canonical_of(const CameraFilter& filter);

}  // namespace shoebox::query
