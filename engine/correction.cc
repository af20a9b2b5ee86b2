#include "engine/correction.h"

#include <algorithm>
#include <charconv>

#include "core/path.h"
#include "core/time_zone.h"
#include "image/metadata_time.h"
#include "store/correction_repository.h"
#include "store/file_repository.h"

namespace shoebox::engine {

namespace {

using What = Correction::What;
using PlaceChange = store::CorrectionRepository::PlaceChange;
using store::CorrectionBatch;

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

Result<CorrectionBatch> give_back(store::CorrectionRepository& corrections, store::Transaction& transaction,
                                  std::span<const PhotoId> photos, const std::string& what) {
  if (what == "taken") return corrections.set_taken(transaction, photos, std::nullopt);
  if (what == "place") return corrections.set_place(transaction, photos, PlaceChange::kSources);
  if (what == "zone") return corrections.set_zone(transaction, photos, {});
  return fail(ErrorCode::kInvalidArgument, "what can be given back is taken, place and zone", printable(what));
}

std::vector<std::int64_t> numbers_of(std::string_view text) {
  std::vector<std::int64_t> numbers;
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at != end;) {
    std::int64_t number = 0;
    const auto [next, error] = std::from_chars(at, end, number);
    const bool is_number = error == std::errc() && *at != '-';
    if (is_number) numbers.push_back(number);
    at = is_number ? next : at + 1;
  }
  return numbers;
}

/// What cameras write is read as far as it makes sense; what somebody says must be a time from its beginning to its
/// end.
std::optional<image::TakenTime> said_time(std::string_view text) {
  if (text.find_first_not_of("0123456789-:/.+ TZ") != std::string_view::npos) return std::nullopt;
  auto taken = image::parse_time(text);
  if (!taken) return std::nullopt;
  const std::size_t clock = text.find_first_of("T ");
  const std::size_t zone = clock == std::string_view::npos ? clock : text.find_first_of("+-Z", clock);
  const bool has_zone = zone != std::string_view::npos;
  if (numbers_of(text.substr(0, zone)) != numbers_of(taken->local) || has_zone != taken->offset_minutes.has_value()) {
    return std::nullopt;
  }
  return taken;
}

Result<CorrectionBatch> apply(store::CorrectionRepository& corrections, store::Transaction& transaction,
                              std::span<const PhotoId> photos, const Correction& correction) {
  switch (correction.what) {
    case What::kTaken: {
      const auto taken = said_time(correction.text);
      if (!taken) {
        return fail(ErrorCode::kInvalidArgument, "this is no time; they look like 2024-03-09T14:05",
                    printable(correction.text));
      }
      return corrections.set_taken(transaction, photos, taken);
    }
    case What::kShift:
      return corrections.shift(transaction, photos, correction.seconds);
    case What::kPlace:
      return corrections.set_place(transaction, photos, PlaceChange::kSet, correction.place);
    case What::kNowhere:
      return corrections.set_place(transaction, photos, PlaceChange::kNowhere);
    case What::kZone:
      TRY(TimeZone::load(correction.text));
      return corrections.set_zone(transaction, photos, correction.text);
    case What::kAsSaid:
      break;
  }
  return give_back(corrections, transaction, photos, correction.text);
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
  const auto batch = TRY(apply(corrections, transaction, photos, correction));
  TRY(ingest::locate_photos(transaction, places));
  return corrections.photos_of_batch(batch);
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
