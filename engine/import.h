#pragma once
// Vectors from elsewhere, and back: a folder with image_features.npy (or a flat Faiss index, images.index) and
// image_paths.txt, a line a vector. Under a model's name they are put among that model's vectors, when it makes the
// same ones of 16 of the photos (engine/linking.h). Under another name they become a space of their own that has no
// model: it is asked with vectors until `model use` finds the model that made them.

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
  bool linked = false;       // they are a model's: sentences find them
  bool interrupted = false;  // what was imported so far stays
};

/// Takes over a folder's vectors under a name, with the home's lock (kBusy). Imported again, it replaces them; what a
/// model has read itself stays. Nothing is written when a file is damaged, a vector is zero or not finite, or the model
/// of this name makes others.
Result<ImportSummary> import_faiss(const Home& home, const std::string& folder, const std::string& name,
                                   ProgressReporter& progress, const std::stop_token& stop);

/// The space of an imported name.
SpaceId imported_space(std::string_view name);

/// And back.
std::string imported_name(const SpaceId& space);

/// A model without towers that stands for an imported space, or the model that it was linked to. kNotFound.
Result<model::Bundle> find_imported(const Home& home, std::string_view name);

}  // namespace shoebox::engine
