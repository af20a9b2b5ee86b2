#pragma once
// Photos of a trip, by the trip's name: its place in both languages and its dates. Threads: as the Database.

#include <string_view>

#include "core/result.h"
#include "index/bitmap.h"
#include "search/presenting.h"
#include "store/database.h"

namespace shoebox::search {

/// Of all trips whose name holds every word of `name`: "Kyoto 2023", 京都, "2023-04". `name_place` may be empty.
Result<index::Bitmap> match_trip(store::Database& database, const PlaceNaming& name_place, std::string_view name);

}  // namespace shoebox::search
