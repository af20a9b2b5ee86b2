#include "store/correction_repository.h"

#include <charconv>
#include <cmath>

#include "core/wall_clock.h"
#include "store/connection.h"
#include "store/correction_rows.h"
#include "store/fact_rows.h"
#include "store/photo_rows.h"

namespace shoebox::store {

namespace {

constexpr std::int64_t kShiftSecondsMax = std::int64_t{200} * 366 * 86'400;

bool is_place(const image::GpsPosition& place) {
  return std::abs(place.latitude) <= 90 && std::abs(place.longitude) <= 180;  // false for what is no number
}

/// "2024-03-09T14:05:09.12" and what is cut from its end.
bool is_time(const image::TakenTime& taken) {
  const auto read = taken_from_text(taken.local);
  if (!read || read->precision != taken.precision) return false;
  if (taken.precision >= image::TimePrecision::kMinute) return wall_clock_seconds(taken.local).has_value();
  constexpr std::string_view kFirstDay = "0000-01-01";
  std::string day = taken.local;
  day += kFirstDay.substr(std::min(day.size(), kFirstDay.size()));
  return wall_clock_day(day).has_value();
}

std::int64_t seconds_of(std::string_view text) {
  std::int64_t seconds = 0;
  std::from_chars(text.data(), text.data() + text.size(), seconds);
  return seconds;
}

}  // namespace

Result<CorrectionBatch> CorrectionRepository::set_taken(Transaction& transaction, std::span<const PhotoId> photos,
                                                        const std::optional<image::TakenTime>& taken) {
  if (taken && !is_time(*taken)) {
    return fail(ErrorCode::kInvalidArgument, "this is no time; they look like 2024-03-09T14:05", taken->local);
  }
  std::optional<std::string> value;
  if (taken) value = taken_to_text(*taken);
  const CorrectionBatch batch = TRY(next_batch());
  for (const PhotoId photo : photos) {
    TRY(change(transaction, batch, photo, "shift", std::nullopt));
    TRY(change(transaction, batch, photo, "taken", value));
  }
  return batch;
}

Result<CorrectionBatch> CorrectionRepository::shift(Transaction& transaction, std::span<const PhotoId> photos,
                                                    std::int64_t seconds) {
  if (std::abs(seconds) > kShiftSecondsMax) {
    return fail(ErrorCode::kInvalidArgument, "a time cannot be moved by more than 200 years");
  }
  const CorrectionBatch batch = TRY(next_batch());
  for (const PhotoId photo : photos) {
    const auto taken = TRY(value_of(photo, "taken"));
    if (!taken) {
      if (!TRY(has_clock(photo))) continue;
      const std::int64_t before = seconds_of(TRY(value_of(photo, "shift")).value_or("0"));
      if (std::abs(before + seconds) > kShiftSecondsMax) continue;
      TRY(change(transaction, batch, photo, "shift", std::to_string(before + seconds)));
      continue;
    }
    // The user's own time is moved itself.
    auto moved = taken_from_text(*taken);
    if (!moved) continue;
    if (auto local = moved_wall_clock(moved->local, seconds)) {
      moved->local = std::move(*local);
      TRY(change(transaction, batch, photo, "taken", taken_to_text(*moved)));
    }
  }
  return batch;
}

Result<std::vector<PhotoId>> CorrectionRepository::photos_of_camera(std::string_view name) {
  std::vector<PhotoId> photos;
  auto rows = TRY(database_.connection().query(
      "SELECT id FROM photo WHERE model = ?1 COLLATE NOCASE "
      "OR trim(ifnull(make, '') || ' ' || ifnull(model, '')) = ?1 COLLATE NOCASE ORDER BY id",
      name));
  while (TRY(rows.step())) photos.push_back(PhotoId{rows.integer(0)});
  return photos;
}

Result<CorrectionBatch> CorrectionRepository::set_place(Transaction& transaction, std::span<const PhotoId> photos,
                                                        PlaceChange how, const image::GpsPosition& place) {
  if (how == PlaceChange::kSet && !is_place(place)) {
    return fail(ErrorCode::kInvalidArgument, "there is no such place; latitudes end at 90 and longitudes at 180");
  }
  std::optional<std::string> value;
  if (how == PlaceChange::kSet) value = place_to_text(place);
  if (how == PlaceChange::kNowhere) value = place_to_text(std::nullopt);
  const CorrectionBatch batch = TRY(next_batch());
  for (const PhotoId photo : photos) TRY(change(transaction, batch, photo, "place", value));
  return batch;
}

Result<CorrectionBatch> CorrectionRepository::set_zone(Transaction& transaction, std::span<const PhotoId> photos,
                                                       std::string_view zone) {
  std::optional<std::string> value;
  if (!zone.empty()) value = zone;
  const CorrectionBatch batch = TRY(next_batch());
  for (const PhotoId photo : photos) TRY(change(transaction, batch, photo, "zone", value));
  return batch;
}

Result<std::optional<CorrectionBatch>> CorrectionRepository::last_batch() {
  auto row = TRY(database_.connection().query("SELECT max(batch) FROM correction_change"));
  if (!TRY(row.step()) || row.is_null(0)) return std::nullopt;
  return row.integer(0);
}

Result<std::vector<PhotoId>> CorrectionRepository::undo(Transaction& transaction, CorrectionBatch batch) {
  const CommitSequence sequence = TRY(transaction.sequence());
  Connection& connection = database_.connection();
  struct Change {
    PhotoId photo;
    std::string field;
    std::optional<std::string> old_value;
  };
  std::vector<Change> changes;
  {
    auto rows = TRY(connection.query(
        "SELECT photo_id, field, old_value FROM correction_change WHERE batch = ? ORDER BY id DESC", batch));
    while (TRY(rows.step())) {
      changes.push_back({PhotoId{rows.integer(0)}, std::string(rows.text(1)), std::nullopt});
      if (!rows.is_null(2)) changes.back().old_value = rows.text(2);
    }
  }
  if (changes.empty()) return fail(ErrorCode::kNotFound, "there is nothing to take back");
  std::vector<PhotoId> photos;
  for (const Change& made : changes) {
    TRY(put(made.photo, made.field, made.old_value));
    TRY(refresh_photo(connection, made.photo, sequence));
    if (photos.empty() || photos.back() != made.photo) photos.push_back(made.photo);
  }
  TRY(connection.run("DELETE FROM correction_change WHERE batch = ?", batch));
  return photos;
}

Result<std::int64_t> CorrectionRepository::photos_of_batch(CorrectionBatch batch) {
  return database_.connection().number("SELECT count(DISTINCT photo_id) FROM correction_change WHERE batch = ?", batch);
}

Result<bool> CorrectionRepository::has_clock(PhotoId photo) {
  auto row = TRY(database_.connection().query("SELECT taken_local FROM photo WHERE id = ?", photo.value));
  return TRY(row.step()) && !row.is_null(0) && wall_clock_seconds(row.text(0)).has_value();
}

Result<CorrectionBatch> CorrectionRepository::next_batch() {
  return database_.connection().number("SELECT ifnull(max(batch), 0) + 1 FROM correction_change");
}

Result<void> CorrectionRepository::change(Transaction& transaction, CorrectionBatch batch, PhotoId photo,
                                          std::string_view field, const std::optional<std::string>& value) {
  const CommitSequence sequence = TRY(transaction.sequence());
  Connection& connection = database_.connection();
  TRY(find_photo_row(connection, photo));
  const std::optional<std::string> old_value = TRY(value_of(photo, field));
  if (old_value == value) return {};
  const std::int64_t now = TRY(now_ms(connection));
  TRY(
      connection.run("INSERT INTO correction_change(batch, photo_id, field, old_value, new_value, made_at) "
                     "VALUES(?, ?, ?, ?, ?, ?)",
                     batch, photo.value, field, old_value, value, now));
  TRY(put(photo, field, value));
  return refresh_photo(connection, photo, sequence);
}

Result<std::optional<std::string>> CorrectionRepository::value_of(PhotoId photo, std::string_view field) {
  auto row = TRY(database_.connection().query("SELECT value FROM correction WHERE photo_id = ? AND field = ?",
                                              photo.value, field));
  if (!TRY(row.step())) return std::nullopt;
  return std::string(row.text(0));
}

Result<void> CorrectionRepository::put(PhotoId photo, std::string_view field, const std::optional<std::string>& value) {
  Connection& connection = database_.connection();
  if (!value) {
    return connection.run("DELETE FROM correction WHERE photo_id = ? AND field = ?", photo.value, field);
  }
  const std::int64_t now = TRY(now_ms(connection));
  return connection.run("INSERT OR REPLACE INTO correction(photo_id, field, value, made_at) VALUES(?, ?, ?, ?)",
                        photo.value, field, *value, now);
}

}  // namespace shoebox::store
