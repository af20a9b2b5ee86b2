// The idea: places are cells of half a degree; the home of a year is the cell in which most weeks of that year and its
// neighbours have photos. What lies further than 60 km from it is away. Cost: linear in the photos, but for the sort of
// cells.

#include "ingest/trips.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <optional>
#include <set>
#include <utility>

#include "core/wall_clock.h"

namespace shoebox::ingest {

namespace {

using store::Location;
using store::Trip;
using store::TripCandidate;

constexpr double kAwayKm = 60;
constexpr std::int32_t kGapDaysMax = 3;
constexpr std::size_t kPlacedPhotosMin = 3;
constexpr double kCellDegrees = 0.5;
constexpr std::size_t kHomeWeeksMin = 3;
constexpr int kStraysMax = 2;
constexpr std::int32_t kStrayDaysMax = 1;

struct Point {
  double latitude = 0;
  double longitude = 0;
};

using Cell = std::pair<int, int>;

Cell cell_of(const image::GpsPosition& gps) {
  return {static_cast<int>(std::floor(gps.latitude / kCellDegrees)),
          static_cast<int>(std::floor(gps.longitude / kCellDegrees))};
}

double distance_km(const Point& a, const Point& b) {
  constexpr double kEarthKm = 6371;
  constexpr double kRadians = std::numbers::pi / 180;
  const double dy = std::sin((b.latitude - a.latitude) * kRadians / 2);
  const double dx = std::sin((b.longitude - a.longitude) * kRadians / 2);
  const double h = dy * dy + std::cos(a.latitude * kRadians) * std::cos(b.latitude * kRadians) * dx * dx;
  return 2 * kEarthKm * std::asin(std::min(1.0, std::sqrt(h)));
}

int year_of(const TripCandidate& photo) {
  return std::atoi(photo.taken_local.substr(0, 4).c_str());
}

/// Homes by year; none where the photos of the years around do not tell.
class Homes final {
 public:
  explicit Homes(std::span<const TripCandidate> photos) {
    for (const TripCandidate& photo : photos) {
      const auto day = wall_clock_day(photo.taken_local);
      if (!photo.gps || !day) continue;
      Year& year = years_[year_of(photo)];
      Seen& seen = year.cells[cell_of(*photo.gps)];
      seen.weeks.insert(*day / 7);
      seen.sum.latitude += photo.gps->latitude;
      seen.sum.longitude += photo.gps->longitude;
      ++seen.photos;
    }
    for (const auto& [year, cells] : years_) homes_.emplace(year, home_of(year));
  }

  std::optional<Point> of(const TripCandidate& photo) const {
    const auto found = homes_.find(year_of(photo));
    return found == homes_.end() ? std::nullopt : found->second;
  }

 private:
  struct Seen {
    std::set<std::int32_t> weeks;
    Point sum;
    int photos = 0;
  };
  struct Year {
    std::map<Cell, Seen> cells;
  };

  std::optional<Point> home_of(int year) const {
    std::map<Cell, Seen> cells;
    for (auto near = years_.lower_bound(year - 1); near != years_.end() && near->first <= year + 1; ++near)
      for (const auto& [cell, seen] : near->second.cells) {
        Seen& all = cells[cell];
        all.weeks.insert(seen.weeks.begin(), seen.weeks.end());
        all.sum.latitude += seen.sum.latitude;
        all.sum.longitude += seen.sum.longitude;
        all.photos += seen.photos;
      }
    const auto most = std::ranges::max_element(cells, {}, [](const auto& cell) { return cell.second.weeks.size(); });
    if (most == cells.end() || most->second.weeks.size() < kHomeWeeksMin) return std::nullopt;
    const Seen& seen = most->second;
    return Point{seen.sum.latitude / seen.photos, seen.sum.longitude / seen.photos};
  }

  std::map<int, Year> years_;
  std::map<int, std::optional<Point>> homes_;
};

/// What more than half of the photos have in common, from the country down.
Location common_place(std::span<const TripCandidate* const> placed) {
  Location common;
  const auto most = [&](std::uint32_t Location::*part) -> std::uint32_t {
    std::map<std::uint32_t, std::size_t> votes;
    for (const TripCandidate* photo : placed) ++votes[photo->location.*part];
    const auto best = std::ranges::max_element(votes, {}, [](const auto& vote) { return vote.second; });
    return best != votes.end() && 2 * best->second > placed.size() ? best->first : 0;
  };
  common.country = most(&Location::country);
  if (common.country != 0) common.region = most(&Location::region);
  if (common.country != 0) common.city = most(&Location::city);
  return common;
}

/// A run that is being gathered.
class Run final {
 public:
  bool open() const { return !placed_.empty(); }
  /// Whether a photo away from home on this day may belong to it.
  bool continues(std::int32_t day) const { return day - last_day_ <= (strays_ > 0 ? kStrayDaysMax : kGapDaysMax); }
  bool is_over(std::int32_t day) const { return day - last_day_ > kGapDaysMax || strays_ > kStraysMax; }
  void add_stray() { ++strays_; }

  void add_placed(const TripCandidate& photo, std::int32_t day) {
    if (placed_.empty()) first_day_ = day;
    for (const TripCandidate* waiting : unplaced_) photos_.push_back(waiting->photo);
    unplaced_.clear();
    strays_ = 0;
    placed_.push_back(&photo);
    photos_.push_back(photo.photo);
    last_day_ = day;
  }
  /// It belongs to the trip when a placed photo follows.
  void add_unplaced(const TripCandidate& photo) { unplaced_.push_back(&photo); }

  void end(std::vector<Trip>& trips) {
    if (placed_.size() >= kPlacedPhotosMin) trips.push_back(made());
    *this = Run();
  }

 private:
  Trip made() {
    // Those of the last day came before the way home as likely as not.
    for (const TripCandidate* waiting : unplaced_)
      if (wall_clock_day(waiting->taken_local) == last_day_) photos_.push_back(waiting->photo);
    Trip trip{first_day_, last_day_, common_place(placed_), 0, 0, std::move(photos_)};
    const TripCandidate& middle = *placed_[placed_.size() / 2];
    trip.latitude = middle.gps->latitude;
    trip.longitude = middle.gps->longitude;
    return trip;
  }

  std::vector<const TripCandidate*> placed_;
  std::vector<const TripCandidate*> unplaced_;
  std::vector<PhotoId> photos_;
  std::int32_t first_day_ = 0;
  std::int32_t last_day_ = 0;
  int strays_ = 0;  // photos at home since the last one away
};

}  // namespace

std::vector<Trip> find_trips(std::span<const TripCandidate> photos) {
  const Homes homes(photos);
  std::vector<Trip> trips;
  Run run;
  for (const TripCandidate& photo : photos) {
    const auto day = wall_clock_day(photo.taken_local);
    if (!day) continue;
    if (run.open() && run.is_over(*day)) run.end(trips);
    if (!photo.gps) {
      if (run.open()) run.add_unplaced(photo);
      continue;
    }
    const auto home = homes.of(photo);
    if (home && distance_km(*home, {photo.gps->latitude, photo.gps->longitude}) > kAwayKm) {
      if (run.open() && !run.continues(*day)) run.end(trips);
      run.add_placed(photo, *day);
    } else if (run.open()) {
      run.add_stray();
    }
  }
  if (run.open()) run.end(trips);
  return trips;
}

}  // namespace shoebox::ingest
