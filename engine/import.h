#pragma once
// Vectors from elsewhere, and back: a folder with image_features.npy (or a flat Faiss index, images.index) and
// image_paths.txt, a line a vector. They become a space of their own that has a name and no model: it is asked with
// vectors until it is linked to a model, which is believed after it has read 16 of the photos again.

#include <cstdint>
#include <stop_token>
#include <string>

#include "core/ids.h"
#include "core/progress.h"
#include "core/result.h"
#include "engine/home.h"
#include "model/bundle.h"
#include "store/database.h"

namespace shoebox::engine {

struct ImportSummary {
  std::int64_t vectors = 0;
  std::int64_t new_photos = 0;  // not known by their path before
  int dimension = 0;
  bool interrupted = false;  // what was imported so far stays
};

/// Takes over a folder's vectors under a name, with the home's lock (kBusy). Imported again, it replaces them. Nothing
/// is written when a file is damaged, or a vector is zero or not finite.
Result<ImportSummary> import_faiss(const Home& home, const std::string& folder, const std::string& name,
                                   ProgressReporter& progress, const std::stop_token& stop);

/// The space of an imported name.
SpaceId imported_space(std::string_view name);

/// A model without towers that stands for an imported space. kNotFound.
Result<model::Bundle> find_imported(const Home& home, std::string_view name);

}  // namespace shoebox::engine
