#pragma once
// What a picture's sidecar says, as facts for the store.

#include <span>
#include <vector>

#include "ingest/pipeline.h"
#include "store/records.h"

namespace shoebox::ingest {

/// A sidecar that cannot be read costs its facts, not the photo. `read` may be empty.
std::vector<store::Facts> sidecar_facts(const SidecarReader& read, std::span<const store::Companion> companions);

}  // namespace shoebox::ingest
