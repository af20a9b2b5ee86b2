#pragma once
// Coordinate → country, region, city. See locate.cc for the rule.

#include <optional>

#include "geo/gazetteer.h"
#include "geo/tables.h"

namespace shoebox::geo {

std::optional<Location> locate(const Tables& tables, const Point& point);

/// How far a place of so many inhabitants reaches.
double reach_km(double population);

}  // namespace shoebox::geo
