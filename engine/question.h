#pragma once
// A question to the library before its picture is encoded and its model is found. A value type.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "image/render.h"
#include "search/searcher.h"

namespace shoebox::engine {

/// Raw RGB, rendered as a model wants its input.
struct RenderedPicture {
  image::RenderSpec spec;
  std::vector<std::byte> rgb;
};

struct Question {
  search::SearchRequest request;  // without `image`: that is made of image_file
  std::string image_file;         // absolute; "": none
  /// `image_file` decoded beforehand; without it, or rendered for another model, it is decoded when its turn comes.
  std::optional<RenderedPicture> picture;
  std::string model;    // name or space; "": the one that answers now
  bool strict = false;  // compare every vector: nothing is left to the index's error bounds
};

}  // namespace shoebox::engine
