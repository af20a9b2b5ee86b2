#include "store/tile_repository.h"

#include <nlohmann/json.hpp>

#include "store/connection.h"

namespace shoebox::store {

namespace {

constexpr std::string_view kTiles =
    "SELECT p.id, p.present, p.width, p.height, p.pixel_hash, p.taken_local, p.taken_precision, p.taken_offset, "
    "p.taken_is_utc, p.taken_source, l.thumbhash, "
    "p.favourite "
    "FROM json_each(?) j CROSS JOIN photo p ON p.id = j.value "
    "LEFT JOIN photo_look l ON l.photo_id = p.id AND l.pixel_hash = p.pixel_hash ORDER BY j.key";

Tile tile_from_row(const Statement& row) {
  Tile tile;
  tile.id = PhotoId{row.integer(0)};
  tile.present = row.integer(1) != 0;
  tile.width = static_cast<int>(row.integer(2));
  tile.height = static_cast<int>(row.integer(3));
  if (!row.is_null(4)) tile.pixels = PixelHash{row.hash(4)};
  if (!row.is_null(5)) {
    PhotoTime& taken = tile.taken.emplace();
    taken.taken.local = row.text(5);
    taken.taken.precision = static_cast<image::TimePrecision>(row.integer(6));
    taken.taken.offset_minutes = row.optional_int(7);
    taken.is_utc = row.integer(8) != 0;
    taken.taken.source = row.text(9);
  }
  tile.thumbhash = row.text(10);
  tile.favourite = row.integer(11) != 0;
  return tile;
}

}  // namespace

Result<std::vector<Tile>> TileRepository::find(std::span<const PhotoId> photos) {
  nlohmann::json ids = nlohmann::json::array();
  for (const PhotoId photo : photos) ids.push_back(photo.value);
  std::vector<Tile> tiles;
  tiles.reserve(photos.size());
  auto rows = TRY(database_.connection().query(kTiles, ids.dump()));
  while (TRY(rows.step())) tiles.push_back(tile_from_row(rows));
  return tiles;
}

Result<std::vector<PhotoPixels>> TileRepository::without_thumbhash(PhotoId after, std::size_t count_max) {
  std::vector<PhotoPixels> photos;
  auto rows = TRY(database_.connection().query(
      "SELECT p.id, p.pixel_hash FROM photo p LEFT JOIN photo_look l ON l.photo_id = p.id AND l.pixel_hash = "
      "p.pixel_hash WHERE p.id > ? AND p.present = 1 AND p.pixel_hash IS NOT NULL AND l.photo_id IS NULL ORDER BY p.id "
      "LIMIT ?",
      after.value, static_cast<std::int64_t>(count_max)));
  while (TRY(rows.step())) photos.push_back({PhotoId{rows.integer(0)}, PixelHash{rows.hash(1)}});
  return photos;
}

Result<void> TileRepository::set_thumbhash(Transaction& transaction, const PhotoPixels& photo,
                                           std::string_view thumbhash) {
  TRY(transaction.require_open());
  return database_.connection().run(
      "INSERT INTO photo_look(photo_id, pixel_hash, thumbhash) SELECT id, pixel_hash, ?3 FROM photo WHERE id = ?1 AND "
      "pixel_hash = ?2 ON CONFLICT(photo_id) DO UPDATE SET pixel_hash = excluded.pixel_hash, thumbhash = "
      "excluded.thumbhash",
      photo.id.value, blob(photo.pixels.hash), blob(thumbhash));
}

}  // namespace shoebox::store
