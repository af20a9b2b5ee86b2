#include "store/location_repository.h"

#include "store/connection.h"

namespace shoebox::store {

namespace {

std::optional<std::uint32_t> or_null(std::uint32_t number) {
  return number == 0 ? std::nullopt : std::optional(number);
}

std::optional<PhotoTime> said_time(const Statement& row) {
  if (row.is_null(3)) return std::nullopt;
  PhotoTime time;
  time.taken.local = row.text(3);
  time.taken.precision = static_cast<image::TimePrecision>(row.integer(4));
  time.taken.offset_minutes = row.optional_int(5);
  time.is_utc = row.integer(6) != 0;
  return time;
}

}  // namespace

Result<std::vector<UnlocatedPhoto>> LocationRepository::stale(std::size_t count_max) {
  std::vector<UnlocatedPhoto> photos;
  auto rows = TRY(database_.connection().query(
      "SELECT id, latitude, longitude, said_local, taken_precision, said_offset, said_is_utc, said_zone FROM photo "
      "WHERE place_stale = 1 ORDER BY id LIMIT ?",
      count_max));
  while (TRY(rows.step())) {
    UnlocatedPhoto photo;
    photo.id = PhotoId{rows.integer(0)};
    if (!rows.is_null(1) && !rows.is_null(2)) photo.gps = image::GpsPosition{rows.real(1), rows.real(2), std::nullopt};
    photo.said = said_time(rows);
    photo.zone = rows.text(7);
    photos.push_back(std::move(photo));
  }
  return photos;
}

Result<void> LocationRepository::set(Transaction& transaction, PhotoId photo, const Location& location,
                                     const std::optional<PhotoTime>& taken) {
  const CommitSequence sequence = TRY(transaction.sequence());
  std::optional<std::string> local;
  std::optional<int> offset;
  std::optional<int> is_utc;
  if (taken) {
    local = taken->taken.local;
    offset = taken->taken.offset_minutes;
    is_utc = taken->is_utc ? 1 : 0;
  }
  return database_.connection().run(
      "UPDATE photo SET commit_seq = ?2, place_stale = 0, place_country = ?3, place_region = ?4, place_city = ?5, "
      "taken_local = ?6, taken_offset = ?7, taken_is_utc = ?8 WHERE id = ?1",
      photo.value, sequence.value, or_null(location.country), or_null(location.region), or_null(location.city), local,
      offset, is_utc);
}

Result<void> LocationRepository::set_revision(Transaction& transaction, std::uint32_t revision) {
  TRY(transaction.require_open());
  Connection& connection = database_.connection();
  // A change of rows is what says that it is another one.
  TRY(connection.run(
      "INSERT INTO setting(key, value) VALUES('gazetteer', ?1) ON CONFLICT(key) DO UPDATE SET value = ?1 "
      "WHERE value <> ?1",
      std::to_string(revision)));
  if (connection.changes() == 0) return {};
  return connection.run("UPDATE photo SET place_stale = 1 WHERE latitude IS NOT NULL");
}

Result<Location> LocationRepository::find(PhotoId photo) {
  auto row = TRY(database_.connection().query(
      "SELECT ifnull(place_country, 0), ifnull(place_region, 0), ifnull(place_city, 0) FROM photo WHERE id = ?",
      photo.value));
  if (!TRY(row.step())) return fail(ErrorCode::kNotFound, "there is no such photo");
  return Location{static_cast<std::uint32_t>(row.integer(0)), static_cast<std::uint32_t>(row.integer(1)),
                  static_cast<std::uint32_t>(row.integer(2))};
}

}  // namespace shoebox::store
