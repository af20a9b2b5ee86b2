#include "ingest/locate.h"

#include <map>
#include <optional>
#include <utility>

#include "core/time_zone.h"
#include "core/wall_clock.h"

namespace shoebox::ingest {

namespace {

constexpr std::size_t kPhotosAtOnce = 4096;

/// Zones by name, read once.
class Zones final {
 public:
  const TimeZone* find(const std::string& name) {
    if (name.empty()) return nullptr;
    auto found = zones_.find(name);
    if (found == zones_.end()) {
      auto loaded = TimeZone::load(name);
      found = zones_.emplace(name, loaded ? std::optional(std::move(*loaded)) : std::nullopt).first;
    }
    return found->second ? &*found->second : nullptr;
  }

 private:
  std::map<std::string, std::optional<TimeZone>> zones_;
};

int whole_minutes(int seconds) {
  return seconds / 60;
}

void show_moment(store::PhotoTime& time, std::int64_t utc, int offset_seconds) {
  const std::int64_t said = *wall_clock_seconds(time.taken.local);
  if (auto local = moved_wall_clock(time.taken.local, utc + offset_seconds - said))
    time.taken.local = std::move(*local);
  time.taken.offset_minutes = whole_minutes(offset_seconds);
  time.is_utc = false;
}

store::PhotoTime shown_in(const store::PhotoTime& said, const TimeZone* zone, bool zone_is_users) {
  store::PhotoTime shown = said;
  const auto clock = wall_clock_seconds(said.taken.local);
  if (zone == nullptr || !clock) return shown;
  if (said.is_utc) {
    show_moment(shown, *clock, zone->offset_at(*clock));
  } else if (zone_is_users && said.taken.offset_minutes) {
    const std::int64_t utc = *clock - std::int64_t{*said.taken.offset_minutes} * 60;
    show_moment(shown, utc, zone->offset_at(utc));
  } else if (zone_is_users) {
    shown.taken.offset_minutes = whole_minutes(zone->offset_of_local(*clock));
  }
  return shown;
}

}  // namespace

store::PhotoTime shown_time(const store::PhotoTime& said, const std::string& zone, bool zone_is_users) {
  Zones zones;
  return shown_in(said, zones.find(zone), zone_is_users);
}

Result<void> locate_photos(store::Transaction& transaction, const PlaceLookup& lookup) {
  if (!lookup.locate) return {};
  store::LocationRepository locations(transaction.database());
  TRY(locations.set_revision(transaction, lookup.revision));
  Zones zones;
  while (true) {
    const auto photos = TRY(locations.stale(kPhotosAtOnce));
    if (photos.empty()) return {};
    for (const store::UnlocatedPhoto& photo : photos) {
      store::Location location;
      std::string zone = photo.zone;
      if (photo.gps) {
        location = lookup.locate(photo.gps->latitude, photo.gps->longitude);
        if (zone.empty() && photo.said && photo.said->is_utc)
          zone = lookup.time_zone(photo.gps->latitude, photo.gps->longitude);
      }
      std::optional<store::PhotoTime> taken;
      if (photo.said) taken = shown_in(*photo.said, zones.find(zone), !photo.zone.empty());
      TRY(locations.set(transaction, photo.id, location, taken));
    }
  }
}

}  // namespace shoebox::ingest
