#pragma once
// Puts photos on the map: country, region and city of their coordinates, and moments in UTC as the wall clock of there.

#include <cstdint>
#include <functional>
#include <string>

#include "core/result.h"
#include "store/database.h"
#include "store/location_repository.h"

namespace shoebox::ingest {

/// The gazetteer, as far as it is needed here. Without `locate` nothing is looked up.
struct PlaceLookup {
  std::uint32_t revision = 0;  // changes whenever an answer could be another one
  std::function<store::Location(double latitude, double longitude)> locate;
  std::function<std::string(double latitude, double longitude)> time_zone;  // IANA name; "" for none
};

/// Looks up all photos that are stale, in the given transaction.
Result<void> locate_photos(store::Transaction& transaction, const PlaceLookup& lookup);

/// `said` as it is to be shown in `zone` (IANA name; "" or one that is not known: as it is). A moment in UTC becomes
/// the zone's wall clock. `zone_is_users`: then so does a wall clock with another offset, and one without is given it.
store::PhotoTime shown_time(const store::PhotoTime& said, const std::string& zone, bool zone_is_users);

}  // namespace shoebox::ingest
