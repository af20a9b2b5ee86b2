#pragma once
// What everyday texts score with a library's photos in one space: the scale that a question's scores are read on. A
// fixed bank of texts in Chinese and English, so that it is the same for whoever asks; kept beside the index and made
// anew when the library has doubled (docs/data_files.md). Free functions; thread-safe.

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "core/ids.h"
#include "core/result.h"
#include "index/bitmap.h"
#include "index/vector_index.h"
#include "model/encoder.h"

namespace shoebox::search {

struct Background {
  double mean = 0;         // of all texts with all photos
  double spread = 0;       // standard deviation of the texts' scores with one photo, over all photos
  std::size_t photos = 0;  // that had a vector then, in the sample or not
};

/// As many photos settle both numbers.
constexpr std::size_t kBackgroundPhotos = 1024;

/// The bank: nouns and short phrases of what photos show, half English, half Chinese.
std::span<const std::string_view> background_texts();

/// Measured on the photos of `sample`. Nothing when there are none.
Result<std::optional<Background>> measure_background(model::TextEncoder& encoder, const index::VectorIndex& index,
                                                     const index::Bitmap& sample);

/// Whether it was measured when the library was too small to settle it and less than half as large. `photos`: with a
/// vector, now.
bool is_outgrown(const Background& background, std::size_t photos);

/// From and to a derived file. Loading: nothing when it is absent, damaged, of another space or of another bank.
std::optional<Background> load_background(const std::string& path, const SpaceId& space);
Result<void> save_background(const std::string& path, const SpaceId& space, const Background& background);

}  // namespace shoebox::search
