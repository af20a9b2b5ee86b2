#pragma once
// The JSON file that Google Takeout puts beside each picture. Private to this room; read_sidecar() is the way in.

#include <cstddef>
#include <span>

#include "image/metadata.h"

namespace shoebox::image {

/// Whether it begins as a JSON object does.
bool is_json(std::span<const std::byte> file);

/// photoTakenTime (a moment in UTC), geoData or else geoDataExif, people, description, favorited. What is damaged, of
/// another type or out of range is left out. Values deeper than Takeout's own are never kept. Pure, never fails.
Metadata read_takeout(std::span<const std::byte> json);

}  // namespace shoebox::image
