#pragma once
// Albums: photos that the user put together, under a name. Threads: as the Database.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "store/database.h"

namespace shoebox::store {

struct Album {
  std::int64_t id = 0;
  std::string name;
  std::int64_t count = 0;
  std::optional<PhotoId> cover;  // its newest member with a file
  std::int64_t created_at_ms = 0;
};

class AlbumRepository final {
 public:
  explicit AlbumRepository(Database& database) : database_(database) {}

  /// -> its id. kLimitExceeded when there are limits::kAlbumsMax.
  Result<std::int64_t> create(Transaction& transaction, std::string_view name);
  /// These give kNotFound for an album that is not there; so does add() for a photo, and nothing is to be kept then.
  Result<void> rename(Transaction& transaction, std::int64_t album, std::string_view name);
  Result<void> remove(Transaction& transaction, std::int64_t album);
  Result<void> add(Transaction& transaction, std::int64_t album, std::span<const PhotoId> photos);
  Result<void> take_out(Transaction& transaction, std::int64_t album, PhotoId photo);
  Result<Album> get(std::int64_t album);
  /// Members, by id.
  Result<std::vector<PhotoId>> photos(std::int64_t album);

  /// By name.
  Result<std::vector<Album>> all();
  /// The albums that hold a photo, by id.
  Result<std::vector<std::int64_t>> of_photo(PhotoId photo);

 private:
  Result<void> require(std::int64_t album);
  Database& database_;
};

}  // namespace shoebox::store
