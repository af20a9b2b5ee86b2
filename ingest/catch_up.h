#pragma once
// Keeps a derived index level with the embeddings in SQLite, which are the truth.

#include <memory>
#include <string>

#include "core/ids.h"
#include "core/result.h"
#include "index/vector_index.h"
#include "store/embedding_repository.h"

namespace shoebox::ingest {

/// Feeds the index what its space has that is newer than its last commit, and makes it durable. kCorrupt when the index
/// is ahead of the database (one of the two was put back from a backup): it must be filled anew.
Result<void> catch_up(store::Database& database, const SpaceId& space, index::VectorIndex& index);

/// Opens the index file of a space for writing and catches up. A file that is absent, damaged, foreign or ahead is
/// replaced by one filled from SQLite, without asking.
Result<std::unique_ptr<index::VectorIndex>> open_derived_index(store::Database& database, const std::string& path,
                                                               const SpaceId& space, int dimension, int threads);

}  // namespace shoebox::ingest
