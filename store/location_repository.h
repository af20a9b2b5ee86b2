#pragma once
// Where on the map photos are, and the wall clock of there. Both are derived: of a photo's coordinates and of what its
// sources say of its time, by a gazetteer that this room does not know. Whatever changes a photo marks it as stale; who
// has the gazetteer asks for those and sets them. Threads: as the Database.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "store/database.h"
#include "store/photo_repository.h"
#include "store/records.h"

namespace shoebox::store {

/// Numbers of a gazetteer; 0: none.
struct Location {
  std::uint32_t country = 0;
  std::uint32_t region = 0;
  std::uint32_t city = 0;

  friend bool operator==(const Location&, const Location&) = default;
};

/// A photo that is to be looked up.
struct UnlocatedPhoto {
  PhotoId id;
  std::optional<image::GpsPosition> gps;
  std::optional<PhotoTime> said;  // by its sources
  std::string zone;               // that the user gave; empty: that of the place
};

class LocationRepository final {
 public:
  explicit LocationRepository(Database& database) : database_(database) {}

  /// Some of the stale photos; none: all are looked up.
  Result<std::vector<UnlocatedPhoto>> stale(std::size_t count_max);
  /// Sets what was found; `taken` is the time as it is to be shown (only the wall clock, offset and is_utc of it).
  Result<void> set(Transaction& transaction, PhotoId photo, const Location& location,
                   const std::optional<PhotoTime>& taken);
  /// Makes all photos with coordinates stale when this is another gazetteer than that of the last time.
  Result<void> set_revision(Transaction& transaction, std::uint32_t revision);

  Result<Location> find(PhotoId photo);

 private:
  Database& database_;
};

}  // namespace shoebox::store
