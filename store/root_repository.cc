#include "store/root_repository.h"

#include "core/path.h"
#include "store/connection.h"
#include "store/fact_rows.h"
#include "store/photo_rows.h"
#include "store/places.h"

namespace shoebox::store {

namespace {

Root root_from_row(const Statement& row) {
  Root root;
  root.id = RootId{row.integer(0)};
  root.path = row.text(1);
  root.available = row.integer(2) != 0;
  root.added_at_ms = row.integer(3);
  if (!row.is_null(4)) root.scanned_at_ms = row.integer(4);
  return root;
}

/// Everything under `inner` belongs to `outer`, which holds it, from now on.
Result<void> absorb(Connection& connection, const Root& outer, const Root& inner) {
  const std::string prefix = relative_to(inner.path, outer.path);
  std::vector<std::pair<std::int64_t, std::string>> folders;
  auto rows = TRY(connection.query("SELECT id, path FROM folder WHERE root_id = ?", inner.id.value));
  while (TRY(rows.step())) folders.emplace_back(rows.integer(0), absolute_from(prefix, rows.text(1)));
  for (const auto& [id, path] : folders) {
    TRY(connection.run("UPDATE folder SET root_id = ?, path = ? WHERE id = ?", outer.id.value, blob(path), id));
  }
  return connection.run("DELETE FROM root WHERE id = ?", inner.id.value);
}

Result<std::vector<PhotoRow>> photos_of_root(Connection& connection, RootId id) {
  std::vector<PhotoRow> photos;
  auto rows =
      TRY(connection.query("SELECT id, slot FROM photo WHERE id IN (SELECT file.photo_id FROM file JOIN folder ON "
                           "folder.id = file.folder_id "
                           "WHERE folder.root_id = ?) ORDER BY id",
                           id.value));
  while (TRY(rows.step())) {
    photos.push_back({PhotoId{rows.integer(0)}, Slot{static_cast<std::uint32_t>(rows.integer(1))}});
  }
  return photos;
}

Result<void> refresh_all(Connection& connection, const std::vector<PhotoRow>& photos, CommitSequence sequence) {
  for (const PhotoRow& photo : photos) TRY(refresh_photo(connection, photo.id, sequence));
  return {};
}

/// Whether nothing but derived data would be lost with the photo: no file, nothing taken over, and nothing
/// that the user said of it.
Result<bool> may_go(Connection& connection, PhotoId photo) {
  return TRY(connection.number("SELECT NOT EXISTS(SELECT 1 FROM file WHERE photo_id = ?1) "
                               "AND NOT EXISTS(SELECT 1 FROM imported_path WHERE photo_id = ?1) "
                               "AND NOT EXISTS(SELECT 1 FROM correction WHERE photo_id = ?1) "
                               "AND NOT EXISTS(SELECT 1 FROM album_photo WHERE photo_id = ?1) "
                               "AND NOT EXISTS(SELECT 1 FROM photo_person WHERE photo_id = ?1 AND source = 1) "
                               "AND NOT EXISTS(SELECT 1 FROM face WHERE photo_id = ?1 AND person_source = 1)",
                               photo.value)) != 0;
}

Result<std::optional<PixelHash>> pixels_of(Connection& connection, PhotoId photo) {
  auto row = TRY(connection.query("SELECT pixel_hash FROM photo WHERE id = ?", photo.value));
  if (!TRY(row.step()) || row.is_null(0)) return std::nullopt;
  return PixelHash{row.hash(0)};
}

Result<bool> has_photo_with(Connection& connection, const PixelHash& pixels) {
  return TRY(connection.number("SELECT EXISTS(SELECT 1 FROM photo WHERE pixel_hash = ?)", blob(pixels.hash))) != 0;
}

Result<void> remove_files(Connection& connection, RootId id) {
  constexpr std::string_view kOfRoot = "folder_id IN (SELECT id FROM folder WHERE root_id = ?)";
  for (const std::string_view table : {"companion", "file", "skipped"}) {
    const std::string sql = std::string("DELETE FROM ").append(table).append(" WHERE ").append(kOfRoot);
    TRY(connection.run(sql, id.value));
  }
  TRY(connection.run("DELETE FROM folder WHERE root_id = ?", id.value));
  return connection.run("DELETE FROM root WHERE id = ?", id.value);
}

}  // namespace

Result<Root> RootRepository::add(Transaction& transaction, std::string_view path, std::int64_t now) {
  TRY(transaction.require_open());
  if (auto covering = TRY(find_covering(path))) return std::move(*covering);
  const std::vector<Root> others = TRY(all());
  Connection& connection = database_.connection();
  TRY(connection.run("INSERT INTO root(path, added_at) VALUES(?, ?)", blob(path), now));
  Root root;
  root.id = RootId{connection.last_insert_id()};
  root.path = path;
  root.added_at_ms = now;
  for (const Root& other : others) {
    if (!is_within(other.path, path)) continue;
    const std::vector<PhotoRow> photos = TRY(photos_of_root(connection, other.id));
    TRY(absorb(connection, root, other));
    if (other.available) continue;
    const CommitSequence sequence = TRY(transaction.sequence());
    TRY(refresh_all(connection, photos, sequence));
  }
  return root;
}

Result<std::vector<RemovedPhoto>> RootRepository::remove(Transaction& transaction, RootId id) {
  const CommitSequence sequence = TRY(transaction.sequence());
  Connection& connection = database_.connection();
  const std::vector<PhotoRow> photos = TRY(photos_of_root(connection, id));
  TRY(remove_files(connection, id));
  std::vector<RemovedPhoto> gone;
  for (const PhotoRow& photo : photos) {
    if (TRY(may_go(connection, photo.id))) {
      gone.push_back({photo.id, TRY(pixels_of(connection, photo.id))});
      TRY(remove_photo(connection, photo, sequence));
    } else {
      TRY(refresh_photo(connection, photo.id, sequence));
    }
  }
  for (RemovedPhoto& photo : gone) {
    if (photo.pixels && TRY(has_photo_with(connection, *photo.pixels))) photo.pixels.reset();
  }
  return gone;
}

Result<void> RootRepository::set_path(Transaction& transaction, RootId id, std::string_view path) {
  TRY(transaction.require_open());
  for (const Root& other : TRY(all())) {
    if (other.id == id || (!is_within(other.path, path) && !is_within(path, other.path))) continue;
    return fail(ErrorCode::kInvalidArgument, "the folder overlaps the indexed folder " + printable(other.path),
                printable(path));
  }
  return database_.connection().run("UPDATE root SET path = ? WHERE id = ?", blob(path), id.value);
}

Result<void> RootRepository::set_available(Transaction& transaction, RootId id, bool available) {
  TRY(transaction.require_open());
  Connection& connection = database_.connection();
  TRY(connection.run("UPDATE root SET available = ?1 WHERE id = ?2 AND available <> ?1", available ? 1 : 0, id.value));
  if (connection.changes() == 0) return {};
  return refresh_all(connection, TRY(photos_of_root(connection, id)), TRY(transaction.sequence()));
}

Result<void> RootRepository::set_scanned(Transaction& transaction, RootId id, std::int64_t now) {
  TRY(transaction.require_open());
  return database_.connection().run("UPDATE root SET scanned_at = ? WHERE id = ?", now, id.value);
}

Result<std::vector<Root>> RootRepository::all() {
  std::vector<Root> roots;
  auto rows =
      TRY(database_.connection().query("SELECT id, path, available, added_at, scanned_at FROM root ORDER BY path"));
  while (TRY(rows.step())) roots.push_back(root_from_row(rows));
  return roots;
}

Result<std::optional<Root>> RootRepository::find_covering(std::string_view path) {
  for (Root& root : TRY(all())) {
    if (is_within(path, root.path)) return std::move(root);
  }
  return std::nullopt;
}

Result<RootCounts> RootRepository::counts(RootId id) {
  Connection& connection = database_.connection();
  RootCounts counts;
  auto files = TRY(connection.query(
      "SELECT count(*) FILTER (WHERE present = 1), count(DISTINCT photo_id) FILTER (WHERE present = 1), "
      "count(*) FILTER (WHERE present = 0), coalesce(sum(size) FILTER (WHERE present = 1), 0) "
      "FROM file WHERE folder_id IN (SELECT id FROM folder WHERE root_id = ?)",
      id.value));
  if (TRY(files.step())) {
    counts.files = files.integer(0);
    counts.photos = files.integer(1);
    counts.missing = files.integer(2);
    counts.size_bytes = files.integer(3);
  }
  auto skipped = TRY(connection.query(
      "SELECT count(*) FILTER (WHERE code <> 'unsupported'), count(*) FILTER (WHERE code = 'unsupported') "
      "FROM skipped WHERE folder_id IN (SELECT id FROM folder WHERE root_id = ?)",
      id.value));
  if (TRY(skipped.step())) {
    counts.skipped = skipped.integer(0);
    counts.ignored = skipped.integer(1);
  }
  return counts;
}

}  // namespace shoebox::store
