#pragma once
// Vectors by space, and what a derived index needs to follow them. Rows are IEEE half floats, little-endian on disk.
// Threads: as the Database.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "store/database.h"
#include "store/records.h"

namespace shoebox::store {

/// A photo without a vector, and the file to make it from.
struct UnembeddedPhoto {
  PhotoId photo;
  Slot slot;
  std::string path;
};

class EmbeddingRepository final {
 public:
  explicit EmbeddingRepository(Database& database) : database_(database) {}

  /// Registers a space; known already: only `model` is replaced. kInvalidArgument when it is known with another
  /// dimension. The first one becomes the active one.
  Result<void> add_space(Transaction& transaction, const SpaceId& space, int dimension, std::string_view model);
  /// All spaces with their counts, by age.
  Result<std::vector<Space>> spaces();
  Result<std::optional<Space>> find_space(const SpaceId& space);
  /// The space that questions are answered in; none in a new home.
  Result<std::optional<Space>> active_space();
  /// kNotFound when it is not registered.
  Result<void> set_active_space(Transaction& transaction, const SpaceId& space);
  /// Forgets a space and its vectors. kInvalidArgument for the active one, kNotFound when it is not registered.
  Result<void> remove_space(Transaction& transaction, const SpaceId& space);

  /// Adds or replaces one photo's vector. kNotFound for an unknown photo or space, kInvalidArgument for a wrong size.
  Result<void> set(Transaction& transaction, PhotoId photo, const EmbeddingRow& embedding);
  Result<std::optional<std::vector<std::uint16_t>>> find(PhotoId photo, const SpaceId& space);

  /// What happened in a space after `after`, from one snapshot: first the slots that lost their vector (in batches),
  /// then the newer rows in the order of their commits, `batch_rows` at a time (slots.size() x dimension, row-major;
  /// valid during the call). -> the commit that this is as of: what a derived file stores when it has taken all of it.
  Result<CommitSequence> visit_since(
      const SpaceId& space, CommitSequence after, std::size_t batch_rows,
      const std::function<Result<void>(std::span<const Slot>)>& removed,
      const std::function<Result<void>(std::span<const Slot>, std::span<const std::uint16_t>)>& added);

  /// Present photos without a vector in the space, newest photo id first, below `before` (absent: from the newest).
  Result<std::vector<UnembeddedPhoto>> unembedded(const SpaceId& space, std::optional<PhotoId> before,
                                                  std::size_t count_max);

 private:
  Database& database_;
};

}  // namespace shoebox::store
