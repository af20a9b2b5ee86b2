#pragma once
// Getting rid of what no model needs: models with their vectors, and index files that belong to nothing. The caller
// holds the home's lock.

#include <cstdint>
#include <string>

#include "core/result.h"
#include "engine/home.h"
#include "store/database.h"

namespace shoebox::engine {

struct RemovedModel {
  std::int64_t vectors = 0;
  std::int64_t photos = 0;  // imported ones that nothing can find any more
};

/// Removes a model that was added, or vectors that were imported, by name, with the vectors in the library.
/// kInvalidArgument for the default and for the one that answers, kNotFound for others.
Result<RemovedModel> remove_model(const Home& home, const ProgramFiles& program, store::Database& database,
                                  const std::string& name);

/// Removes files in index/ of spaces that are not in the library, and of formats before this one.
void sweep_index_folder(const Home& home, store::Database& database);

}  // namespace shoebox::engine
