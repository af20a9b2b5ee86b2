#pragma once
// What the user corrects: when a photo was taken, where, and in which time zone. It stands before every source, is kept
// apart from them, and can be taken back, the last batch first. Threads: as the Database.

#include <cstdint>
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

/// What the user did in one go.
using CorrectionBatch = std::int64_t;

class CorrectionRepository final {
 public:
  explicit CorrectionRepository(Database& database) : database_(database) {}

  /// Gives photos this time; nothing: that of their sources again. kInvalidArgument when it is no time, kNotFound when
  /// there is no such photo.
  Result<CorrectionBatch> set_taken(Transaction& transaction, std::span<const PhotoId> photos,
                                    const std::optional<image::TakenTime>& taken);
  /// Moves the time of photos that have a clock, as of a camera that was set wrong; adds to what was moved before.
  Result<CorrectionBatch> shift(Transaction& transaction, std::span<const PhotoId> photos, std::int64_t seconds);
  /// Every photo of the camera, to be shifted as one. `name`: "Canon EOS R6", or the model alone; ASCII case does not
  /// count.
  Result<std::vector<PhotoId>> photos_of_camera(std::string_view name);

  enum class PlaceChange : std::uint8_t {
    kSet,      // to the given place
    kNowhere,  // the sources are wrong, and the place is not known
    kSources,  // what the sources say again
  };
  Result<CorrectionBatch> set_place(Transaction& transaction, std::span<const PhotoId> photos, PlaceChange change,
                                    const image::GpsPosition& place = {});
  /// The zone in which moments are shown (IANA name; the caller has checked it); empty: that of the place again.
  Result<CorrectionBatch> set_zone(Transaction& transaction, std::span<const PhotoId> photos, std::string_view zone);

  /// How many photos a batch changed: 0 when all had it already.
  Result<std::int64_t> photos_of_batch(CorrectionBatch batch);
  /// The newest batch that can be taken back.
  Result<std::optional<CorrectionBatch>> last_batch();
  /// Makes everything as it was before the batch. -> the photos that it touched. kNotFound: no such batch, or done.
  Result<std::vector<PhotoId>> undo(Transaction& transaction, CorrectionBatch batch);

 private:
  Result<bool> has_clock(PhotoId photo);
  Result<CorrectionBatch> next_batch();
  Result<void> change(Transaction& transaction, CorrectionBatch batch, PhotoId photo, std::string_view field,
                      const std::optional<std::string>& value);
  Result<std::optional<std::string>> value_of(PhotoId photo, std::string_view field);
  Result<void> put(PhotoId photo, std::string_view field, const std::optional<std::string>& value);

  Database& database_;
};

}  // namespace shoebox::store
