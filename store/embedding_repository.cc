#include "store/embedding_repository.h"

#include <cstring>

#include <fmt/format.h>

#include "core/limits.h"
#include "store/connection.h"
#include "store/photo_rows.h"
#include "store/places.h"

namespace shoebox::store {

namespace {

constexpr const char* kSpaces =
    "SELECT name, dimension, model, active, (SELECT count(*) FROM embedding WHERE space_id = space.id) FROM space "
    "ORDER BY id";

using RemovedVisitor = std::function<Result<void>(std::span<const Slot>)>;
using AddedVisitor = std::function<Result<void>(std::span<const Slot>, std::span<const std::uint16_t>)>;

Result<void> visit_removed(Connection& connection, const SpaceRow& space, CommitSequence after, std::size_t batch_rows,
                           const RemovedVisitor& visitor) {
  std::vector<Slot> slots;
  auto rows = TRY(connection.query(
      "SELECT slot FROM embedding_removed WHERE space_id = ? AND commit_seq > ? ORDER BY commit_seq, slot",
      space.number, after.value));
  while (TRY(rows.step())) {
    slots.push_back(Slot{static_cast<std::uint32_t>(rows.integer(0))});
    if (slots.size() < batch_rows) continue;
    TRY(visitor(slots));
    slots.clear();
  }
  if (slots.empty()) return {};
  return visitor(slots);
}

/// Appends a stored row to `vectors`.
Result<void> append_vector(std::string_view bytes, const SpaceRow& space, Slot slot,
                           std::vector<std::uint16_t>& vectors) {
  if (bytes.size() != static_cast<std::size_t>(space.dimension) * sizeof(std::uint16_t)) {
    return fail(ErrorCode::kCorrupt, fmt::format("the vector of slot {} has {} bytes", slot.value, bytes.size()));
  }
  const std::size_t at = vectors.size();
  vectors.resize(at + static_cast<std::size_t>(space.dimension));
  std::memcpy(vectors.data() + at, bytes.data(), bytes.size());
  return {};
}

Result<void> visit_added(Connection& connection, const SpaceRow& space, CommitSequence after, std::size_t batch_rows,
                         const AddedVisitor& visitor) {
  std::vector<Slot> slots;
  std::vector<std::uint16_t> vectors;
  auto rows =
      TRY(connection.query("SELECT p.slot, e.vector FROM embedding e CROSS JOIN photo p ON p.id = e.photo_id "
                           "WHERE e.space_id = ? AND e.commit_seq > ? ORDER BY e.commit_seq, e.id",
                           space.number, after.value));
  while (TRY(rows.step())) {
    slots.push_back(Slot{static_cast<std::uint32_t>(rows.integer(0))});
    TRY(append_vector(rows.text(1), space, slots.back(), vectors));
    if (slots.size() < batch_rows) continue;
    TRY(visitor(slots, vectors));
    slots.clear();
    vectors.clear();
  }
  if (slots.empty()) return {};
  return visitor(slots, vectors);
}

}  // namespace

Result<void> EmbeddingRepository::add_space(Transaction& transaction, const SpaceId& space, int dimension,
                                            std::string_view model) {
  TRY(transaction.require_open());
  if (space.value.empty() || dimension < 1 || dimension > limits::kEmbeddingDimensionMax) {
    return fail(ErrorCode::kInvalidArgument, fmt::format("no embedding space has {} dimensions", dimension),
                space.value);
  }
  const auto known = TRY(find_space(space));
  if (known && known->dimension != dimension) {
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("the embedding space has {} dimensions, not {}", known->dimension, dimension), space.value);
  }
  return database_.connection().run(
      "INSERT INTO space(name, dimension, model, active) "
      "VALUES(?1, ?2, ?3, NOT EXISTS(SELECT 1 FROM space WHERE active = 1)) "
      "ON CONFLICT(name) DO UPDATE SET model = excluded.model",
      space.value, dimension, model);
}

Result<std::vector<Space>> EmbeddingRepository::spaces() {
  std::vector<Space> spaces;
  auto rows = TRY(database_.connection().query(kSpaces));
  while (TRY(rows.step())) {
    spaces.push_back({SpaceId{std::string(rows.text(0))}, static_cast<int>(rows.integer(1)), std::string(rows.text(2)),
                      rows.integer(3) != 0, rows.integer(4)});
  }
  return spaces;
}

Result<std::optional<Space>> EmbeddingRepository::find_space(const SpaceId& wanted) {
  for (Space& space : TRY(spaces())) {
    if (space.id == wanted) return std::move(space);
  }
  return std::nullopt;
}

Result<std::optional<Space>> EmbeddingRepository::active_space() {
  for (Space& space : TRY(spaces())) {
    if (space.active) return std::move(space);
  }
  return std::nullopt;
}

Result<void> EmbeddingRepository::set_active_space(Transaction& transaction, const SpaceId& space) {
  TRY(transaction.require_open());
  Connection& connection = database_.connection();
  const SpaceRow row = TRY(find_space_row(connection, space));
  TRY(connection.run("UPDATE space SET active = 0 WHERE active = 1"));
  return connection.run("UPDATE space SET active = 1 WHERE id = ?", row.number);
}

Result<void> EmbeddingRepository::remove_space(Transaction& transaction, const SpaceId& space) {
  TRY(transaction.require_open());
  const auto active = TRY(active_space());
  if (active && active->id == space) {
    return fail(ErrorCode::kInvalidArgument, "this model answers now; let another one answer first", space.value);
  }
  Connection& connection = database_.connection();
  return remove_space_rows(connection, TRY(find_space_row(connection, space)));
}

Result<void> EmbeddingRepository::set(Transaction& transaction, PhotoId photo, const EmbeddingRow& embedding) {
  const CommitSequence sequence = TRY(transaction.sequence());
  Connection& connection = database_.connection();
  return put_embedding(connection, TRY(find_photo_row(connection, photo)), embedding, sequence, IfPresent::kReplace);
}

Result<std::optional<std::vector<std::uint16_t>>> EmbeddingRepository::find(PhotoId photo, const SpaceId& space) {
  Connection& connection = database_.connection();
  const SpaceRow space_row = TRY(find_space_row(connection, space));
  auto row =
      TRY(connection.query("SELECT p.slot, e.vector FROM embedding e JOIN photo p ON p.id = e.photo_id "
                           "WHERE e.space_id = ? AND e.photo_id = ?",
                           space_row.number, photo.value));
  if (!TRY(row.step())) return std::nullopt;
  std::vector<std::uint16_t> vector;
  TRY(append_vector(row.text(1), space_row, Slot{static_cast<std::uint32_t>(row.integer(0))}, vector));
  return vector;
}

Result<CommitSequence> EmbeddingRepository::visit_since(const SpaceId& space, CommitSequence after,
                                                        std::size_t batch_rows, const RemovedVisitor& removed,
                                                        const AddedVisitor& added) {
  Connection& connection = database_.connection();
  Snapshot snapshot(connection);
  TRY(snapshot.begin());
  const CommitSequence as_of = TRY(database_.last_commit());
  const SpaceRow row = TRY(find_space_row(connection, space));
  TRY(visit_removed(connection, row, after, batch_rows, removed));
  TRY(visit_added(connection, row, after, batch_rows, added));
  return as_of;
}

Result<std::vector<UnembeddedPhoto>> EmbeddingRepository::unembedded(const SpaceId& space,
                                                                     std::optional<PhotoId> before,
                                                                     std::size_t count_max) {
  Connection& connection = database_.connection();
  const SpaceRow row = TRY(find_space_row(connection, space));
  Places places(connection);
  std::vector<UnembeddedPhoto> photos;
  auto rows = TRY(connection.query(
      "SELECT p.id, p.slot, f.folder_id, f.name FROM photo p JOIN file f ON f.id = (SELECT file.id FROM file "
      "JOIN folder ON folder.id = file.folder_id JOIN root ON root.id = folder.root_id "
      "WHERE file.photo_id = p.id AND file.present = 1 AND root.available = 1 ORDER BY file.id LIMIT 1) "
      "WHERE p.present = 1 AND p.id < ?1 "
      "AND NOT EXISTS(SELECT 1 FROM embedding e WHERE e.space_id = ?2 AND e.photo_id = p.id) "
      "ORDER BY p.id DESC LIMIT ?3",
      before ? before->value : std::numeric_limits<std::int64_t>::max(), row.number, count_max));
  while (TRY(rows.step())) {
    photos.push_back({PhotoId{rows.integer(0)}, Slot{static_cast<std::uint32_t>(rows.integer(1))},
                      absolute_from(TRY(places.folder_path(rows.integer(2))), rows.text(3))});
  }
  return photos;
}

}  // namespace shoebox::store
