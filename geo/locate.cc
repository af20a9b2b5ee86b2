// Country: by polygons. A ray to the east crosses the borders of the country that the point lies in an odd number of
// times; only the edges of the point's half degree of latitude are looked at. Off the coast: that of a place within
// 40 km. Region: that of a place close by, else by polygons too, else that of the nearest place of the country.
// City: of the cities of the region, the one whose reach, which grows with the root of its population, holds the point
// best; a quarter stands for the city that it belongs to. Where no city reaches, a town or village counts that the
// point is very near to.

#include "geo/locate.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <numbers>
#include <span>
#include <vector>

namespace shoebox::geo {

namespace {

constexpr double kKmPerDegree = 111.195;
constexpr std::uint32_t kCityPopulation = 15'000;
constexpr double kCityReachKmMax = 42;
constexpr double kCoastKm = 40;
constexpr double kCloseKm = 2.5;
constexpr double kRegionKm = 300;

struct Owner {
  std::uint16_t country = kNone16;
  std::uint16_t region = kNone16;
};

struct Units {
  std::int64_t latitude;
  std::int64_t longitude;
};

Units units_of(const Point& point) {
  return {std::llround(point.latitude * kUnitsPerDegree), std::llround(point.longitude * kUnitsPerDegree)};
}

template <typename Edge>
bool crosses_east_of(const Edge& edge, const Units& point) {
  if ((edge.y1 > point.latitude) == (edge.y2 > point.latitude)) return false;
  const double share = static_cast<double>(point.latitude - edge.y1) / (static_cast<double>(edge.y2) - edge.y1);
  return static_cast<double>(point.longitude) < edge.x1 + share * (static_cast<double>(edge.x2) - edge.x1);
}

template <typename Edge>
std::span<const Edge> edges_of_band(std::span<const std::uint32_t> bands, std::span<const Edge> edges,
                                    const Units& point) {
  const auto band = static_cast<std::size_t>(
      std::clamp<std::int64_t>((point.latitude + 9'000'000) * kBandsPerDegree / 100'000, 0, 180 * kBandsPerDegree - 1));
  const std::uint32_t begin = bands[band];
  const std::uint32_t end = bands[band + 1];
  if (begin > end || end > edges.size()) return {};
  return edges.subspan(begin, end - begin);
}

/// Edges of one owner follow each other.
Owner owner_of(const Tables& tables, const Point& point) {
  const Units units = units_of(point);
  const auto edges = edges_of_band(tables.bands, tables.edges, units);
  bool inside = false;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    inside ^= crosses_east_of(edges[i], units);
    const bool last =
        i + 1 == edges.size() || edges[i + 1].country != edges[i].country || edges[i + 1].region != edges[i].region;
    if (last && inside) return {edges[i].country, edges[i].region};
    if (last) inside = false;
  }
  return {};
}

/// The region of the country whose borders are around the point; kNone16 when none are, as off the coast.
std::uint16_t region_of(const Tables& tables, const Point& point, std::uint16_t country) {
  const Units units = units_of(point);
  std::vector<std::uint16_t> crossed;
  for (const RegionEdgeRecord& edge : edges_of_band(tables.region_bands, tables.region_edges, units)) {
    if (!crosses_east_of(edge, units)) continue;
    for (const std::uint16_t region : {edge.one, edge.other}) {
      if (region < tables.regions.size() && tables.regions[region].country == country) crossed.push_back(region);
    }
  }
  std::ranges::sort(crossed);
  for (auto at = crossed.begin(); at != crossed.end();) {
    const auto end = std::find_if(at, crossed.end(), [&](std::uint16_t region) { return region != *at; });
    if ((end - at) % 2 == 1) return *at;
    at = end;
  }
  return kNone16;
}

/// Distances near a point, on a plane: right to a few metres where it matters.
class Surroundings {
 public:
  Surroundings(const Tables& tables, const Point& point)
      : tables_(tables), point_(point), shrink_(std::max(std::cos(point.latitude * std::numbers::pi / 180), 0.01)) {}

  double km_to(const PlaceRecord& place) const {
    const double y = place.latitude / kUnitsPerDegree - point_.latitude;
    double x = place.longitude / kUnitsPerDegree - point_.longitude;
    if (x > 180) x -= 360;
    if (x < -180) x += 360;
    return kKmPerDegree * std::hypot(x * shrink_, y);
  }

  /// visit(place, km) for the places of the cells within `km`, in each cell the largest first, those with
  /// `population_min` inhabitants or more.
  template <typename Visit>
  void each_within(double km, std::uint32_t population_min, const Visit& visit) const {
    const double rows = km / kKmPerDegree;
    const double columns = std::min(km / kKmPerDegree / shrink_, 180.0);
    const int first_column = cell(point_.longitude - columns + 180);
    const int last_column = std::min(cell(point_.longitude + columns + 180), first_column + 360 * kCellsPerDegree - 1);
    for (int row = cell(point_.latitude - rows + 90); row <= cell(point_.latitude + rows + 90); ++row) {
      for (int column = first_column; column <= last_column; ++column) {
        for (const PlaceRecord& place : tables_.places_in_cell(row, column)) {
          if (place.population < population_min) break;
          visit(place, km_to(place));
        }
      }
    }
  }

 private:
  static int cell(double degrees) { return static_cast<int>(std::floor(degrees * kCellsPerDegree)); }

  const Tables& tables_;
  const Point& point_;
  double shrink_;
};

/// The nearest place of the country (of any, when none is given) within `limit_km`. Looks near first.
const PlaceRecord* nearest(const Surroundings& surroundings, std::uint16_t country, double limit_km) {
  for (double km = 12;; km *= 5) {
    const PlaceRecord* best = nullptr;
    double best_km = std::min(km, limit_km);
    surroundings.each_within(best_km, 0, [&](const PlaceRecord& place, double distance) {
      if (distance > best_km || (country != kNone16 && place.country != country)) return;
      best = &place;
      best_km = distance;
    });
    if (best != nullptr || km >= limit_km) return best;
  }
}

/// Borders are drawn up to a kilometre wrong: a place close by knows better. Far from all places only borders help.
std::uint16_t region_at(const Tables& tables, const Point& point, const Surroundings& surroundings,
                        std::uint16_t country) {
  const PlaceRecord* const close = nearest(surroundings, country, kCloseKm);
  if (close != nullptr) return tables.home_of(*close).region;
  const std::uint16_t region = region_of(tables, point, country);
  if (region != kNone16) return region;
  const PlaceRecord* const place = nearest(surroundings, country, kRegionKm);
  return place != nullptr ? tables.home_of(*place).region : kNone16;
}

double small_reach_km(double population) {
  return 1.2 + std::sqrt(population) / 60;
}

class CityChoice {
 public:
  CityChoice(const Tables& tables, std::uint16_t country, std::uint16_t region)
      : tables_(tables), country_(country), region_(region) {}

  void consider(const PlaceRecord& place, double km) {
    const bool is_city = place.population >= kCityPopulation;
    if (km > (is_city ? reach_km(place.population) : small_reach_km(place.population))) return;
    // The larger of two draws from further away.
    const double pull = km / std::pow(std::max(place.population, 1U), 0.55);
    double& best_pull = is_city ? city_pull_ : town_pull_;
    if (pull >= best_pull || place.country != country_) return;
    if (region_ != kNone16 && tables_.home_of(place).region != region_) return;
    best_pull = pull;
    (is_city ? city_ : town_) = &place;
  }

  const PlaceRecord* chosen() const { return city_ != nullptr ? city_ : town_; }

 private:
  const Tables& tables_;
  std::uint16_t country_;
  std::uint16_t region_;
  const PlaceRecord* city_ = nullptr;
  const PlaceRecord* town_ = nullptr;
  double city_pull_ = std::numeric_limits<double>::infinity();
  double town_pull_ = std::numeric_limits<double>::infinity();
};

}  // namespace

double reach_km(double population) {
  return std::min(2.5 + std::sqrt(population) / 50, kCityReachKmMax);
}

std::optional<Location> locate(const Tables& tables, const Point& point) {
  Owner owner = owner_of(tables, point);
  const Surroundings surroundings(tables, point);
  const bool at_sea = owner.country >= tables.countries.size();
  if (at_sea) {
    const PlaceRecord* const shore = nearest(surroundings, kNone16, kCoastKm);
    if (shore == nullptr) return std::nullopt;
    owner = {shore->country, tables.home_of(*shore).region};
  } else if (owner.region == kNone16) {
    owner.region = region_at(tables, point, surroundings, owner.country);
  }
  Location location;
  if (owner.country < tables.countries.size()) location.country = tables.countries[owner.country].code;
  if (owner.region < tables.regions.size()) location.region = tables.regions[owner.region].id;
  CityChoice choice(tables, owner.country, owner.region);
  const auto consider = [&](const PlaceRecord& near, double km) { choice.consider(near, km); };
  surroundings.each_within(kCityReachKmMax, kCityPopulation, consider);
  if (choice.chosen() == nullptr) surroundings.each_within(small_reach_km(kCityPopulation), 0, consider);
  if (choice.chosen() != nullptr) location.city = tables.home_of(*choice.chosen()).id;
  return location;
}

}  // namespace shoebox::geo
