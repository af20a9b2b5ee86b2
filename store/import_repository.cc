#include "store/import_repository.h"

#include <cstring>
#include <vector>

#include <fmt/format.h>

#include "core/limits.h"
#include "store/connection.h"
#include "store/embedding_repository.h"
#include "store/fact_rows.h"
#include "store/photo_rows.h"
#include "store/places.h"

namespace shoebox::store {

namespace {

// A path a photo: the lowest place in this order.
constexpr const char* kVectors =
    "SELECT p.id, e.vector, i.path, root.path, folder.path, f.name, f.present "
    "FROM embedding e CROSS JOIN photo p ON p.id = e.photo_id LEFT JOIN imported_path i ON i.photo_id = p.id "
    "LEFT JOIN file f ON f.id = (SELECT id FROM file WHERE photo_id = p.id ORDER BY present DESC, id LIMIT 1) "
    "LEFT JOIN folder ON folder.id = f.folder_id LEFT JOIN root ON root.id = folder.root_id "
    "WHERE e.space_id = ? ORDER BY p.slot";

Result<std::optional<PhotoRow>> photo_of_file(Connection& connection, std::string_view path) {
  if (!path.starts_with('/')) return std::nullopt;
  const auto place = TRY(Places(connection).find(path));
  if (!place) return std::nullopt;
  auto row =
      TRY(connection.query("SELECT p.id, p.slot FROM file f JOIN photo p ON p.id = f.photo_id "
                           "WHERE f.folder_id = ? AND f.name = ?",
                           place->folder_id, blob(place->name)));
  if (!TRY(row.step())) return std::nullopt;
  return PhotoRow{PhotoId{row.integer(0)}, Slot{static_cast<std::uint32_t>(row.integer(1))}};
}

std::string path_from(const Statement& row) {
  const bool has_file = !row.is_null(5);
  if (!row.is_null(2) && (!has_file || row.integer(6) == 0)) return std::string(row.text(2));
  if (!has_file) return {};
  return absolute_from(absolute_from(row.text(3), row.text(4)), row.text(5));
}

}  // namespace

Result<void> ImportRepository::add_space(Transaction& transaction, const SpaceId& space, int dimension) {
  TRY(transaction.require_open());
  const auto known = TRY(EmbeddingRepository(database_).find_space(space));
  if (known && known->dimension == dimension) return {};
  if (known || dimension < 1 || dimension > limits::kEmbeddingDimensionMax) {
    return fail(ErrorCode::kInvalidArgument,
                known ? fmt::format("vectors of this name have {} numbers, not {}", known->dimension, dimension)
                      : fmt::format("no vectors of {} numbers can be searched", dimension),
                space.value);
  }
  return database_.connection().run("INSERT INTO space(name, dimension, model, active) VALUES(?, ?, '', 0)",
                                    space.value, dimension);
}

Result<ImportRepository::Added> ImportRepository::put(Transaction& transaction, std::string_view path,
                                                      const EmbeddingRow& embedding, IfThere if_there) {
  const CommitSequence sequence = TRY(transaction.sequence());
  Connection& connection = database_.connection();
  auto photo = TRY(photo_of_file(connection, path));
  if (!photo) photo = TRY(find_imported_photo(connection, path));
  const Added added = photo ? Added::kKnownPhoto : Added::kNewPhoto;
  if (!photo) {
    photo = TRY(insert_photo(connection, std::nullopt, sequence));
    TRY(connection.run("INSERT INTO imported_path(photo_id, path) VALUES(?, ?)", photo->id.value, blob(path)));
    TRY(refresh_photo(connection, photo->id, sequence));
  }
  TRY(put_embedding(connection, *photo, embedding, sequence,
                    if_there == IfThere::kKeep ? IfPresent::kKeep : IfPresent::kReplace));
  return added;
}

Result<std::int64_t> ImportRepository::link(Transaction& transaction, const SpaceId& imported, const SpaceId& space) {
  const CommitSequence sequence = TRY(transaction.sequence());
  Connection& connection = database_.connection();
  const SpaceRow from = TRY(find_space_row(connection, imported));
  const SpaceRow to = TRY(find_space_row(connection, space));
  if (from.dimension != to.dimension || from.number == to.number) {
    return fail(ErrorCode::kInvalidArgument, "vectors of these two spaces cannot be put together", space.value);
  }
  // Copied to the end, not renumbered in place: the table stays in the order of its commits.
  TRY(
      connection.run("INSERT INTO embedding(space_id, photo_id, commit_seq, vector) "
                     "SELECT ?, photo_id, ?, vector FROM embedding WHERE space_id = ? ORDER BY id "
                     "ON CONFLICT(space_id, photo_id) DO NOTHING",
                     to.number, sequence.value, from.number));
  const std::int64_t moved = TRY(connection.number("SELECT changes()"));
  TRY(
      connection.run("DELETE FROM embedding_removed WHERE space_id = ?1 AND slot IN (SELECT p.slot FROM embedding e "
                     "JOIN photo p ON p.id = e.photo_id WHERE e.space_id = ?1 AND e.commit_seq = ?2)",
                     to.number, sequence.value));
  TRY(remove_space_rows(connection, from));
  TRY(connection.run("INSERT OR REPLACE INTO setting(key, value) VALUES('linked ' || ?, ?)", imported.value,
                     space.value));
  return moved;
}

Result<std::optional<SpaceId>> ImportRepository::linked_space(const SpaceId& imported) {
  auto row = TRY(database_.connection().query("SELECT value FROM setting WHERE key = 'linked ' || ?", imported.value));
  if (!TRY(row.step())) return std::nullopt;
  return SpaceId{std::string(row.text(0))};
}

Result<std::int64_t> ImportRepository::remove_unfindable(Transaction& transaction) {
  const CommitSequence sequence = TRY(transaction.sequence());
  Connection& connection = database_.connection();
  std::vector<PhotoRow> gone;
  {
    auto rows =
        TRY(connection.query("SELECT p.id, p.slot FROM imported_path i JOIN photo p ON p.id = i.photo_id "
                             "WHERE NOT EXISTS(SELECT 1 FROM file WHERE photo_id = p.id) "
                             "AND NOT EXISTS(SELECT 1 FROM embedding WHERE photo_id = p.id) "
                             "AND NOT EXISTS(SELECT 1 FROM correction WHERE photo_id = p.id) "
                             "AND NOT EXISTS(SELECT 1 FROM album_photo WHERE photo_id = p.id)"));
    while (TRY(rows.step())) {
      gone.push_back({PhotoId{rows.integer(0)}, Slot{static_cast<std::uint32_t>(rows.integer(1))}});
    }
  }
  for (const PhotoRow& photo : gone) TRY(remove_photo(connection, photo, sequence));
  return static_cast<std::int64_t>(gone.size());
}

Result<std::int64_t> ImportRepository::count(const SpaceId& space) {
  const SpaceRow row = TRY(find_space_row(database_.connection(), space));
  return database_.connection().number("SELECT count(*) FROM embedding WHERE space_id = ?", row.number);
}

Result<void> ImportRepository::visit(
    const SpaceId& space,
    const std::function<Result<void>(std::string_view, std::span<const std::uint16_t>)>& visitor) {
  Connection& connection = database_.connection();
  Snapshot snapshot(connection);
  TRY(snapshot.begin());
  const SpaceRow space_row = TRY(find_space_row(connection, space));
  auto rows = TRY(connection.query(kVectors, space_row.number));
  std::vector<std::uint16_t> vector(static_cast<std::size_t>(space_row.dimension));
  while (TRY(rows.step())) {
    const std::string_view bytes = rows.text(1);
    if (bytes.size() != vector.size() * sizeof(std::uint16_t)) {
      return fail(ErrorCode::kCorrupt, fmt::format("the vector of photo {} is damaged", rows.integer(0)));
    }
    std::memcpy(vector.data(), bytes.data(), bytes.size());
    TRY(visitor(path_from(rows), vector));
  }
  return {};
}

}  // namespace shoebox::store
