#pragma once
// Trips: runs of photos away from home. Home is where most weeks of a year have photos, learnt from the library itself,
// so that it may move. A trip ends when the next photos are at home, or much later; a stray one from home in the midst
// of it (another's camera, a wrong place) does not end it. Photos without a place that lie in between belong to it.
// Pure.

#include <span>
#include <vector>

#include "store/group_repository.h"

namespace shoebox::ingest {

/// `photos` in the order of time. Trips in the order of time, each of at least three photos that know where they are.
std::vector<store::Trip> find_trips(std::span<const store::TripCandidate> photos);

}  // namespace shoebox::ingest
