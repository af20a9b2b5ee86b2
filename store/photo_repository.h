#pragma once
// Photos as search and its filters want them. Threads: as the Database.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "store/database.h"
#include "store/records.h"

namespace shoebox::store {

/// A photo's time by the precedence of its sources.
struct PhotoTime {
  image::TakenTime taken;
  bool is_utc = false;  // a moment in UTC without a zone, to be shown in the home zone
};

/// A photo for a result list.
struct PhotoView {
  PhotoId id;
  Slot slot;
  bool present = false;
  std::vector<std::string> paths;       // absolute; present files first, then by age of their row; may be empty
  int version = 1;                      // grows when the pixels change
  std::optional<PixelHash> pixel_hash;  // names the thumbnail; absent for imported vectors
  int width = 0;
  int height = 0;
  std::string format;
  std::int64_t size_bytes = 0;  // of the first path
  std::optional<PhotoTime> taken;
  std::optional<image::GpsPosition> gps;
  std::string make;
  std::string model;
};

/// What filters and rankings are made of, a photo.
struct FilterRow {
  Slot slot;
  PhotoId id;
  bool present = false;
  std::string taken_local;  // ISO 8601 cut to its precision; empty when unknown
  image::TimePrecision precision = image::TimePrecision::kSecond;
  std::optional<int> offset_minutes;
  bool taken_is_utc = false;
  std::optional<double> latitude;
  std::optional<double> longitude;
  std::string make;
  std::string model;
  std::string format;
  int rating = 0;  // 0 when unknown
};

class PhotoRepository final {
 public:
  explicit PhotoRepository(Database& database) : database_(database) {}

  /// One view a slot, in the order asked; slots of no photo are left out.
  Result<std::vector<PhotoView>> find_by_slots(std::span<const Slot> slots);
  Result<std::optional<PhotoView>> find(PhotoId id);

  /// How many slots have been given; every slot is below it.
  Result<std::uint32_t> slot_count();
  /// Slots of the photos that have a present file, ascending.
  Result<std::vector<Slot>> present_slots();
  /// Every photo that was added or changed after `after`, by slot; CommitSequence{0}: all. `gone` gets the slots of
  /// photos that were removed. -> the commit that this is as of.
  Result<CommitSequence> visit_since(CommitSequence after, const std::function<void(const FilterRow&)>& changed,
                                     const std::function<void(Slot)>& gone);

  /// What each source says of a photo's present files (of all when none is), in the order of precedence.
  Result<std::vector<Facts>> facts(PhotoId id);

 private:
  Database& database_;
};

}  // namespace shoebox::store
