#pragma once
// What the sources say of a picture: the rows of `metadata`, and the photo's own columns derived from them by
// precedence. Private to this room.

#include <optional>
#include <span>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "store/connection.h"
#include "store/records.h"

namespace shoebox::store {

/// Replaces what `facts.source` says of the file.
Result<void> put_facts(Connection& connection, FileId file, const Facts& facts);
/// Removes what every source but the file itself says.
Result<void> remove_outer_facts(Connection& connection, FileId file);
/// What the file itself says; none when it was never read.
Result<std::optional<Facts>> embedded_facts(Connection& connection, FileId file);

/// By precedence, of the photo's present files; of all when none is.
Result<std::vector<Facts>> photo_facts(Connection& connection, PhotoId photo);

/// What a photo's columns hold: each fact from the first source that has it. Time with its offset, and make with model,
/// are one fact each, so that sources are never mixed within them. Traits and people are those of all.
Facts merge_facts(std::span<const Facts> by_precedence);

/// Brings a photo's derived columns and its people up to date with its files and corrections: present, format and size,
/// the merged facts. What depends on the place's zone is left to LocationRepository. Marks it as changed in `sequence`.
Result<void> refresh_photo(Connection& connection, PhotoId photo, CommitSequence sequence);

}  // namespace shoebox::store
