#include "engine/correction.h"

#include <algorithm>

#include "core/path.h"
#include "core/time_zone.h"
#include "image/metadata_time.h"
#include "store/correction_repository.h"
#include "store/file_repository.h"

namespace shoebox::engine {

namespace {

using What = Correction::What;
using PlaceChange = store::CorrectionRepository::PlaceChange;

Result<std::vector<PhotoId>> photos_of(store::Database& database, const Correction& correction) {
  std::vector<PhotoId> photos = correction.photos;
  store::FileRepository files(database);
  for (const std::string& path : correction.files) {
    const auto file = TRY(files.find_by_path(path));
    if (!file) return fail(ErrorCode::kNotFound, "the file is not in the library", printable(path));
    photos.push_back(file->photo);
  }
  if (!correction.camera.empty()) {
    const auto shot = TRY(store::CorrectionRepository(database).photos_of_camera(correction.camera));
    if (shot.empty()) return fail(ErrorCode::kNotFound, "no photo is of this camera", printable(correction.camera));
    photos.insert(photos.end(), shot.begin(), shot.end());
  }
  std::ranges::sort(photos);
  photos.erase(std::ranges::unique(photos).begin(), photos.end());
  if (photos.empty()) return fail(ErrorCode::kInvalidArgument, "say which photos: files, or a camera");
  return photos;
}

Result<void> give_back(store::CorrectionRepository& corrections, store::Transaction& transaction,
                       std::span<const PhotoId> photos, const std::string& what) {
  if (what == "taken") {
    TRY(corrections.set_taken(transaction, photos, std::nullopt));
  } else if (what == "place") {
    TRY(corrections.set_place(transaction, photos, PlaceChange::kSources));
  } else if (what == "zone") {
    TRY(corrections.set_zone(transaction, photos, {}));
  } else {
    return fail(ErrorCode::kInvalidArgument, "what can be given back is taken, place and zone", printable(what));
  }
  return {};
}

Result<void> apply(store::CorrectionRepository& corrections, store::Transaction& transaction,
                   std::span<const PhotoId> photos, const Correction& correction) {
  switch (correction.what) {
    case What::kTaken: {
      const auto taken = image::parse_time(correction.text);
      if (!taken) {
        return fail(ErrorCode::kInvalidArgument, "this is no time; they look like 2024-03-09T14:05",
                    printable(correction.text));
      }
      TRY(corrections.set_taken(transaction, photos, taken));
      return {};
    }
    case What::kShift:
      TRY(corrections.shift(transaction, photos, correction.seconds));
      return {};
    case What::kPlace:
      TRY(corrections.set_place(transaction, photos, PlaceChange::kSet, correction.place));
      return {};
    case What::kNowhere:
      TRY(corrections.set_place(transaction, photos, PlaceChange::kNowhere));
      return {};
    case What::kZone:
      TRY(TimeZone::load(correction.text));
      TRY(corrections.set_zone(transaction, photos, correction.text));
      return {};
    case What::kAsSaid:
      return give_back(corrections, transaction, photos, correction.text);
  }
  return {};
}

}  // namespace

Result<Correction> with_named_place(Correction correction, const Knowledge& knowledge) {
  if (correction.what != What::kPlace || correction.text.empty()) return correction;
  const geo::Point point = TRY(knowledge.point_of(correction.text));
  correction.place = {point.latitude, point.longitude, {}};
  return correction;
}

Result<std::int64_t> correct(store::Transaction& transaction, const Correction& correction,
                             const ingest::PlaceLookup& places) {
  store::CorrectionRepository corrections(transaction.database());
  const auto photos = TRY(photos_of(transaction.database(), correction));
  TRY(apply(corrections, transaction, photos, correction));
  TRY(ingest::locate_photos(transaction, places));
  return static_cast<std::int64_t>(photos.size());
}

Result<std::int64_t> undo_correction(store::Transaction& transaction, const ingest::PlaceLookup& places) {
  store::CorrectionRepository corrections(transaction.database());
  const auto batch = TRY(corrections.last_batch());
  if (!batch) return fail(ErrorCode::kNotFound, "there is nothing to take back");
  const auto photos = TRY(corrections.undo(transaction, *batch));
  TRY(ingest::locate_photos(transaction, places));
  return static_cast<std::int64_t>(photos.size());
}

}  // namespace shoebox::engine
