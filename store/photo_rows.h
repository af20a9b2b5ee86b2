#pragma once
// Rows of `photo` and what hangs on them, for the writing side. Private to this room.

#include <optional>
#include <span>
#include <string_view>

#include "core/ids.h"
#include "core/result.h"
#include "store/connection.h"
#include "store/records.h"

namespace shoebox::store {

struct PhotoRow {
  PhotoId id;
  Slot slot;
};

/// A new photo in the next slot, to be refreshed when it has its file.
Result<PhotoRow> insert_photo(Connection& connection, const std::optional<PixelHash>& pixels, CommitSequence sequence);
Result<PhotoRow> find_photo_row(Connection& connection, PhotoId id);
/// A photo with these pixels: one that is present, else the oldest.
Result<std::optional<PhotoRow>> find_photo_by_pixels(Connection& connection, const PixelHash& pixels);

/// The photo that was imported under exactly this path, the oldest of several.
Result<std::optional<PhotoRow>> find_imported_photo(Connection& connection, std::string_view path);

/// The number of a registered space; kNotFound.
struct SpaceRow {
  std::int64_t number = 0;
  int dimension = 0;
};
Result<SpaceRow> find_space_row(Connection& connection, const SpaceId& space);

/// Forgets a space and all of its vectors.
Result<void> remove_space_rows(Connection& connection, const SpaceRow& space);

enum class IfPresent : std::uint8_t { kReplace, kKeep };
Result<void> put_embedding(Connection& connection, const PhotoRow& photo, const EmbeddingRow& embedding,
                           CommitSequence sequence, IfPresent if_present);
/// Drops the photo's vectors in all spaces, so that derived files drop them too.
Result<void> remove_embeddings(Connection& connection, const PhotoRow& photo, CommitSequence sequence);

/// Removes the photo for ever; it must not have files any more.
Result<void> remove_photo(Connection& connection, const PhotoRow& photo, CommitSequence sequence);

/// Milliseconds since 1970 UTC, by the database's clock.
Result<std::int64_t> now_ms(Connection& connection);

}  // namespace shoebox::store
