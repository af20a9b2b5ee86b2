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

Result<std::optional<PhotoRow>> photo_imported_as(Connection& connection, std::string_view path) {
  auto row =
      TRY(connection.query("SELECT p.id, p.slot FROM imported_path i JOIN photo p ON p.id = i.photo_id "
                           "WHERE i.path = ? ORDER BY p.id LIMIT 1",
                           blob(path)));
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
                                                      const EmbeddingRow& embedding) {
  const CommitSequence sequence = TRY(transaction.sequence());
  Connection& connection = database_.connection();
  auto photo = TRY(photo_of_file(connection, path));
  if (!photo) photo = TRY(photo_imported_as(connection, path));
  const Added added = photo ? Added::kKnownPhoto : Added::kNewPhoto;
  if (!photo) {
    photo = TRY(insert_photo(connection, std::nullopt, sequence));
    TRY(connection.run("INSERT INTO imported_path(photo_id, path) VALUES(?, ?)", photo->id.value, blob(path)));
    TRY(refresh_photo(connection, photo->id, sequence));
  }
  TRY(put_embedding(connection, *photo, embedding, sequence, IfPresent::kReplace));
  return added;
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
