#pragma once
// What stands around a place name: the region or country that narrows it ("Paris, Texas", 日本京都), and nearness (near
// X, X附近, within 20 km of X). Pure.

#include <optional>
#include <string_view>
#include <vector>

#include "query/finders.h"
#include "query/names.h"

namespace shoebox::query {

inline constexpr double kNearKilometres = 30;  // "near X" without a distance

/// Joins places side by side of which one lies in the other: the inner one is left, only where it lies in the outer.
void narrow_places(const Sentence& sentence, const PlaceFinder& finder, std::vector<Name>& names);

/// Places with words of nearness become circles.
void read_nearness(const Sentence& sentence, std::vector<Name>& names);

/// `place:value` and `near:value` of the structured syntax: "kyoto", "paris, texas"; "35.0,135.7,10km;…".
std::optional<PlaceFilter> read_place(std::string_view value, const PlaceFinder* finder);
std::optional<PlaceFilter> read_circles(std::string_view value);
std::string canonical_of_circles(const PlaceFilter& filter);

}  // namespace shoebox::query
