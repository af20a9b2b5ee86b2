#pragma once
// Writes a space's vectors for other programs: image_features.npy (float32, a row a photo), image_paths.txt (its path a
// line) and images.index (the same vectors as a flat Faiss index), in the order of the photos' slots. What
// `shoebox import --faiss` reads.

#include <cstdint>
#include <string>

#include "core/ids.h"
#include "core/result.h"
#include "engine/home.h"
#include "store/database.h"

namespace shoebox::engine {

struct ExportSummary {
  std::int64_t vectors = 0;
  int dimension = 0;
  std::int64_t left_out = 0;  // photos without a path, or with one that no line can hold
};

/// Makes the folder where it is missing; files of these names in it are replaced, each when it is whole.
Result<ExportSummary> export_space(store::Database& database, const SpaceId& space, const std::string& folder);

/// The same for a model, by name or space; "": the one that answers. kNotFound.
Result<ExportSummary> export_faiss(const Home& home, const std::string& model, const std::string& folder);

}  // namespace shoebox::engine
