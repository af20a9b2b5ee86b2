#pragma once
// Vectors that were made elsewhere: photos that are known by a line of text (where that program said they are), whether
// there is a file or not, and spaces that have no model. Threads: as the Database.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/ids.h"
#include "core/result.h"
#include "store/database.h"
#include "store/records.h"

namespace shoebox::store {

class ImportRepository final {
 public:
  explicit ImportRepository(Database& database) : database_(database) {}

  /// Registers a space without a model; it never becomes the active one by itself. kInvalidArgument when it is known
  /// with another dimension.
  Result<void> add_space(Transaction& transaction, const SpaceId& space, int dimension);

  enum class Added : std::uint8_t { kNewPhoto, kKnownPhoto };
  enum class IfThere : std::uint8_t { kReplace, kKeep };
  /// Adds or replaces the vector of the photo at `path`: the one whose file lies there, else the one that was imported
  /// under it, else a new one. kKeep: a vector that the photo has in this space stays.
  Result<Added> put(Transaction& transaction, std::string_view path, const EmbeddingRow& embedding,
                    IfThere if_there = IfThere::kReplace);

  /// Makes the vectors of an imported space those of a model's, where the photo has none yet, forgets the imported
  /// space and remembers under its name where they went. -> how many were taken over.
  Result<std::int64_t> link(Transaction& transaction, const SpaceId& imported, const SpaceId& space);
  /// Where link() put the vectors of an imported space.
  Result<std::optional<SpaceId>> linked_space(const SpaceId& imported);
  /// Removes imported photos that have neither a file nor a vector any more, and that the user has not marked.
  Result<std::int64_t> remove_unfindable(Transaction& transaction);

  /// How many vectors a space has.
  Result<std::int64_t> count(const SpaceId& space);
  /// All vectors of a space by slot, from one snapshot, each with the photo's first present file, else where it was
  /// imported from, else its first file.
  Result<void> visit(const SpaceId& space,
                     const std::function<Result<void>(std::string_view path, std::span<const std::uint16_t>)>& visitor);

 private:
  Database& database_;
};

}  // namespace shoebox::store
