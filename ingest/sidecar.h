#pragma once
// What a picture's sidecars and its name say, as facts for the store.

#include <chrono>
#include <span>
#include <string_view>
#include <vector>

#include "ingest/pipeline.h"
#include "store/records.h"

namespace shoebox::ingest {

/// All that is known of the picture at `path` without opening it, the name included. A sidecar that cannot be read
/// costs its facts, not the photo. `read` may be empty. `now`: no name tells of a time after its next year.
std::vector<store::Facts> outer_facts(const SidecarReader& read, std::string_view path,
                                      std::span<const store::Companion> companions,
                                      std::chrono::system_clock::time_point now);

}  // namespace shoebox::ingest
