#include "store/album_repository.h"

#include "core/limits.h"
#include "store/connection.h"
#include "store/photo_rows.h"

namespace shoebox::store {

namespace {

// By id, or all of them by name.
constexpr std::string_view kAlbums =
    "SELECT a.id, a.name, (SELECT count(*) FROM album_photo m WHERE m.album_id = a.id), "
    "(SELECT max(m.photo_id) FROM album_photo m JOIN photo p ON p.id = m.photo_id WHERE m.album_id = a.id AND "
    "p.present), a.created_at FROM album a WHERE ?1 IS NULL OR a.id = ?1 ORDER BY a.name, a.id";

Album album_from_row(const Statement& row) {
  Album album;
  album.id = row.integer(0);
  album.name = row.text(1);
  album.count = row.integer(2);
  if (!row.is_null(3)) album.cover = PhotoId{row.integer(3)};
  album.created_at_ms = row.integer(4);
  return album;
}

std::unexpected<Error> no_such_album() {
  return fail(ErrorCode::kNotFound, "there is no such album");
}

}  // namespace

Result<void> AlbumRepository::require(std::int64_t album) {
  const bool found = TRY(database_.connection().number("SELECT EXISTS(SELECT 1 FROM album WHERE id = ?)", album)) != 0;
  if (!found) return no_such_album();
  return {};
}

Result<std::int64_t> AlbumRepository::create(Transaction& transaction, std::string_view name) {
  TRY(transaction.require_open());
  Connection& connection = database_.connection();
  const auto count = TRY(connection.number("SELECT count(*) FROM album"));
  if (static_cast<std::size_t>(count) >= limits::kAlbumsMax) {
    return fail(ErrorCode::kLimitExceeded, "there are too many albums: delete one first");
  }
  const auto now = TRY(now_ms(connection));
  TRY(connection.run("INSERT INTO album(name, created_at) VALUES(?, ?)", name, now));
  return connection.last_insert_id();
}

Result<void> AlbumRepository::rename(Transaction& transaction, std::int64_t album, std::string_view name) {
  TRY(transaction.require_open());
  TRY(database_.connection().run("UPDATE album SET name = ? WHERE id = ?", name, album));
  if (database_.connection().changes() == 0) return no_such_album();
  return {};
}

Result<void> AlbumRepository::remove(Transaction& transaction, std::int64_t album) {
  TRY(transaction.require_open());
  TRY(database_.connection().run("DELETE FROM album WHERE id = ?", album));
  if (database_.connection().changes() == 0) return no_such_album();
  return {};
}

Result<void> AlbumRepository::add(Transaction& transaction, std::int64_t album, std::span<const PhotoId> photos) {
  TRY(transaction.require_open());
  TRY(require(album));
  Connection& connection = database_.connection();
  const auto now = TRY(now_ms(connection));
  for (const PhotoId photo : photos) {
    TRY(find_photo_row(connection, photo));
    TRY(connection.run("INSERT INTO album_photo(album_id, photo_id, added_at) VALUES(?, ?, ?) ON CONFLICT DO NOTHING",
                       album, photo.value, now));
  }
  return {};
}

Result<void> AlbumRepository::take_out(Transaction& transaction, std::int64_t album, PhotoId photo) {
  TRY(transaction.require_open());
  TRY(require(album));
  TRY(database_.connection().run("DELETE FROM album_photo WHERE album_id = ? AND photo_id = ?", album, photo.value));
  if (database_.connection().changes() == 0) return fail(ErrorCode::kNotFound, "this photo is not in the album");
  return {};
}

Result<Album> AlbumRepository::get(std::int64_t album) {
  auto row = TRY(database_.connection().query(kAlbums, std::optional<std::int64_t>(album)));
  if (!TRY(row.step())) return no_such_album();
  return album_from_row(row);
}

Result<std::vector<PhotoId>> AlbumRepository::photos(std::int64_t album) {
  TRY(require(album));
  std::vector<PhotoId> photos;
  auto rows =
      TRY(database_.connection().query("SELECT photo_id FROM album_photo WHERE album_id = ? ORDER BY photo_id", album));
  while (TRY(rows.step())) photos.push_back(PhotoId{rows.integer(0)});
  return photos;
}

Result<std::vector<Album>> AlbumRepository::all() {
  std::vector<Album> albums;
  auto rows = TRY(database_.connection().query(kAlbums, std::optional<std::int64_t>()));
  while (TRY(rows.step())) albums.push_back(album_from_row(rows));
  return albums;
}

Result<std::vector<std::int64_t>> AlbumRepository::of_photo(PhotoId photo) {
  std::vector<std::int64_t> albums;
  auto rows = TRY(database_.connection().query("SELECT album_id FROM album_photo WHERE photo_id = ? ORDER BY album_id",
                                               photo.value));
  while (TRY(rows.step())) albums.push_back(rows.integer(0));
  return albums;
}

}  // namespace shoebox::store
