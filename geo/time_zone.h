#pragma once
// The time zone of a coordinate, from tz-lookup's table (docs/decisions/0060-gazetteer.md).

#include <string_view>

#include "geo/tables.h"

namespace shoebox::geo {

/// IANA name; at sea "Etc/GMT±N". Empty when the table lies. Zones are simplified near borders, to about 100 m in
/// towns.
std::string_view time_zone(const Tables& tables, const Point& point);

}  // namespace shoebox::geo
