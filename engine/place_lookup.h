#pragma once
// The gazetteer beside the program, as indexing asks it.

#include <memory>

#include "engine/home.h"
#include "geo/gazetteer.h"
#include "ingest/locate.h"

namespace shoebox::engine {

/// Null, and a line in the log, when it is not there or damaged: photos are indexed all the same, and put on the map by
/// a later run.
std::unique_ptr<geo::Gazetteer> open_gazetteer(const ProgramFiles& program);

/// `gazetteer` outlives it; null: nothing is looked up.
ingest::PlaceLookup place_lookup(const geo::Gazetteer* gazetteer);

}  // namespace shoebox::engine
