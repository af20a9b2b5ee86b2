#include "store/photo_rows.h"

#include <bit>

#include <fmt/format.h>

#include "store/person_rows.h"

namespace shoebox::store {

static_assert(std::endian::native == std::endian::little, "half-float rows are little-endian on disk");

namespace {

Result<Slot> next_slot(Connection& connection) {
  const std::int64_t given =
      TRY(connection.number("UPDATE counter SET value = value + 1 WHERE name = 'slot' RETURNING value"));
  return Slot{static_cast<std::uint32_t>(given - 1)};
}

}  // namespace

Result<PhotoRow> insert_photo(Connection& connection, const std::optional<PixelHash>& pixels, CommitSequence sequence) {
  const Slot slot = TRY(next_slot(connection));
  std::optional<Blob> hash;
  if (pixels) hash = blob(pixels->hash);
  const std::int64_t added_at = TRY(now_ms(connection));
  TRY(connection.run("INSERT INTO photo(slot, pixel_hash, added_at, commit_seq) VALUES(?, ?, ?, ?)", slot.value, hash,
                     added_at, sequence.value));
  return PhotoRow{PhotoId{connection.last_insert_id()}, slot};
}

Result<PhotoRow> find_photo_row(Connection& connection, PhotoId id) {
  auto row = TRY(connection.query("SELECT slot FROM photo WHERE id = ?", id.value));
  if (!TRY(row.step())) return fail(ErrorCode::kNotFound, fmt::format("there is no photo {}", id.value));
  return PhotoRow{id, Slot{static_cast<std::uint32_t>(row.integer(0))}};
}

Result<std::optional<PhotoRow>> find_photo_by_pixels(Connection& connection, const PixelHash& pixels) {
  auto row = TRY(connection.query("SELECT id, slot FROM photo WHERE pixel_hash = ? ORDER BY present DESC, id LIMIT 1",
                                  blob(pixels.hash)));
  if (!TRY(row.step())) return std::nullopt;
  return PhotoRow{PhotoId{row.integer(0)}, Slot{static_cast<std::uint32_t>(row.integer(1))}};
}

Result<std::optional<PhotoRow>> find_imported_photo(Connection& connection, std::string_view path) {
  auto row =
      TRY(connection.query("SELECT p.id, p.slot FROM imported_path i JOIN photo p ON p.id = i.photo_id "
                           "WHERE i.path = ? ORDER BY p.id LIMIT 1",
                           blob(path)));
  if (!TRY(row.step())) return std::nullopt;
  return PhotoRow{PhotoId{row.integer(0)}, Slot{static_cast<std::uint32_t>(row.integer(1))}};
}

Result<SpaceRow> find_space_row(Connection& connection, const SpaceId& space) {
  auto row = TRY(connection.query("SELECT id, dimension FROM space WHERE name = ?", space.value));
  if (!TRY(row.step())) return fail(ErrorCode::kNotFound, "the library has no such embedding space", space.value);
  return SpaceRow{row.integer(0), static_cast<int>(row.integer(1))};
}

Result<void> remove_space_rows(Connection& connection, const SpaceRow& space) {
  TRY(connection.run("DELETE FROM embedding WHERE space_id = ?", space.number));
  TRY(connection.run("DELETE FROM embedding_removed WHERE space_id = ?", space.number));
  return connection.run("DELETE FROM space WHERE id = ?", space.number);
}

Result<void> put_embedding(Connection& connection, const PhotoRow& photo, const EmbeddingRow& embedding,
                           CommitSequence sequence, IfPresent if_present) {
  const SpaceRow space = TRY(find_space_row(connection, embedding.space));
  if (embedding.row.size() != static_cast<std::size_t>(space.dimension)) {
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("a vector of {} numbers in a space of {}", embedding.row.size(), space.dimension),
                embedding.space.value);
  }
  const Blob vector{std::as_bytes(std::span(embedding.row))};
  if (if_present == IfPresent::kReplace) {
    // Deleted and put in at the end: the table stays in the order of its commits.
    TRY(connection.run("DELETE FROM embedding WHERE space_id = ? AND photo_id = ?", space.number, photo.id.value));
  }
  TRY(
      connection.run("INSERT INTO embedding(space_id, photo_id, commit_seq, vector) VALUES(?, ?, ?, ?) "
                     "ON CONFLICT(space_id, photo_id) DO NOTHING",
                     space.number, photo.id.value, sequence.value, vector));
  return connection.run("DELETE FROM embedding_removed WHERE space_id = ? AND slot = ?", space.number,
                        photo.slot.value);
}

Result<void> remove_embeddings(Connection& connection, const PhotoRow& photo, CommitSequence sequence) {
  TRY(
      connection.run("INSERT OR REPLACE INTO embedding_removed(space_id, slot, commit_seq) "
                     "SELECT space_id, ?, ? FROM embedding WHERE photo_id = ?",
                     photo.slot.value, sequence.value, photo.id.value));
  return connection.run("DELETE FROM embedding WHERE photo_id = ?", photo.id.value);
}

Result<void> remove_photo(Connection& connection, const PhotoRow& photo, CommitSequence sequence) {
  TRY(remove_embeddings(connection, photo, sequence));
  TRY(connection.run("INSERT INTO photo_removed(slot, commit_seq) VALUES(?, ?)", photo.slot.value, sequence.value));
  TRY(set_file_people(connection, photo.id, {}));
  return connection.run("DELETE FROM photo WHERE id = ?", photo.id.value);
}

Result<std::int64_t> now_ms(Connection& connection) {
  // julianday counts days from noon, 4714 BC; 2440587.5 is 1970-01-01.
  return connection.number("SELECT CAST(round((julianday('now') - 2440587.5) * 86400000.0) AS INTEGER)");
}

}  // namespace shoebox::store
