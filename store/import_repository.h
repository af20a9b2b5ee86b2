#pragma once
// Vectors that were made elsewhere: photos that are known by a line of text (where that program said they are), whether
// there is a file or not, and spaces that have no model. Threads: as the Database.

#include <cstdint>
#include <functional>
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
  /// Adds or replaces the vector of the photo at `path`: the one whose file lies there, else the one that was imported
  /// under it, else a new one.
  Result<Added> put(Transaction& transaction, std::string_view path, const EmbeddingRow& embedding);

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
