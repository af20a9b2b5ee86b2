#pragma once
// Photos that are one thing to a user: RAW and JPEG of one shot, a burst, a copy and its original; and trips. All of it
// is derived after a run from what is known of the photos, by rules that this room does not know. Threads: as the
// Database.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "store/database.h"
#include "store/location_repository.h"

namespace shoebox::store {

/// A present photo, by the first of its files.
struct GroupCandidate {
  PhotoId photo;
  std::int64_t folder = 0;   // the same number for files of one folder
  std::string name;          // of the file
  std::uint32_t traits = 0;  // image::trait_bit()s
  std::string taken_local;   // as shown; empty when unknown
  std::string burst_id;      // the first source's
  std::int64_t pixels = 0;
  int rating = 0;
  bool favourite = false;
  std::string camera;  // "make model"; " " when neither is known
};

struct PhotoGroup {
  std::string kind;             // "raw", "burst", "edited"
  std::vector<PhotoId> photos;  // at least two; the first stands for the group

  friend auto operator<=>(const PhotoGroup&, const PhotoGroup&) = default;
};

/// A present photo with a day, in the order of time.
struct TripCandidate {
  PhotoId photo;
  std::string taken_local;  // as shown
  std::optional<image::GpsPosition> gps;
  Location location;
};

struct Trip {
  std::int32_t first_day = 0;  // local days since 1970-01-01
  std::int32_t last_day = 0;
  Location location;  // what most of its days have in common
  double latitude = 0;
  double longitude = 0;
  std::vector<PhotoId> photos;  // in the order of time
};

class GroupRepository final {
 public:
  explicit GroupRepository(Database& database) : database_(database) {}

  /// Whether anything was committed since set_current(), or by rules of another version.
  Result<bool> are_outdated(int rules_version);
  Result<void> set_current(Transaction& transaction, int rules_version);

  Result<std::vector<GroupCandidate>> group_candidates();
  /// Makes `groups` all there are of `kinds`. Groups that are as they were keep their rows.
  Result<void> set_groups(Transaction& transaction, std::span<const std::string> kinds,
                          std::span<const PhotoGroup> groups);

  Result<std::vector<TripCandidate>> trip_candidates();
  /// All, in the order of time, without their photos.
  struct NumberedTrip {
    std::int64_t id = 0;
    Trip trip;
    std::int64_t photo_count = 0;
  };
  Result<std::vector<NumberedTrip>> trips();
  /// The first and last day of the trip that a photo was taken on; nothing when it was on none.
  Result<std::optional<std::pair<std::int32_t, std::int32_t>>> days_of_trip(PhotoId photo);
  /// The photos of a trip, in the order of time.
  Result<std::vector<Slot>> slots_of_trip(std::int64_t id);
  /// Makes these all there are; photos whose trip is another one now count as changed.
  Result<void> set_trips(Transaction& transaction, std::span<const Trip> trips);

 private:
  Database& database_;
};

}  // namespace shoebox::store
