#pragma once
// What the user marks photos with. Marks are corrections (field "favourite" or "hidden"), so they outlive a file that
// goes and comes back. Threads: as the Database.

#include <cstdint>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "store/database.h"

namespace shoebox::store {

enum class Mark : std::uint8_t { kFavourite, kHidden };
enum class Marked : std::uint8_t { kNo, kYes };

class MarkRepository final {
 public:
  explicit MarkRepository(Database& database) : database_(database) {}

  /// Also when it is so already. kNotFound for a photo that is not there.
  Result<void> set(Transaction& transaction, PhotoId photo, Mark mark, Marked marked);
  Result<bool> has(PhotoId photo, Mark mark);
  /// The marked photos, by id.
  Result<std::vector<PhotoId>> all(Mark mark);

 private:
  Database& database_;
};

}  // namespace shoebox::store
