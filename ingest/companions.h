#pragma once
// Which files of a folder belong to which picture: an XMP sidecar (photo.jpg.xmp, photo.xmp), the JSON file of Google
// Takeout in every form of its name, and the video of a Live Photo (IMG_1.HEIC + IMG_1.MOV). Pure, by names.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace shoebox::ingest {

/// Indexes into what find_companions() was given.
struct CompanionNames {
  struct Pair {
    std::size_t picture;
    std::size_t companion;
  };
  std::vector<Pair> sidecars;  // photo.xmp belongs to every picture of that name, so it may be there more than once
  std::vector<Pair> jsons;     // at most one a picture; one JSON may belong to a picture and its edited copies
  std::vector<Pair> videos;    // each video once
};

/// A picture with a sidecar of its full name takes that one alone. A video belongs to the HEIC of its name, else to the
/// JPEG; RAW and other formats have none.
CompanionNames find_companions(std::span<const std::string> pictures, std::span<const std::string> sidecars,
                               std::span<const std::string> jsons, std::span<const std::string> videos);

}  // namespace shoebox::ingest
