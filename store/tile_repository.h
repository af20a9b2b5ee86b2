#pragma once
// What a grid of photos needs of each, and the tiny pictures (ThumbHash) that stand there until the thumbnail has come.
// Threads: as the Database.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "store/database.h"
#include "store/photo_repository.h"

namespace shoebox::store {

struct Tile {
  PhotoId id;
  bool present = false;
  int width = 0;  // 0: not known
  int height = 0;
  std::optional<PixelHash> pixels;
  std::optional<PhotoTime> taken;
  std::string thumbhash;  // bytes; empty: not made yet
  bool favourite = false;
};

struct PhotoPixels {
  PhotoId id;
  PixelHash pixels;
};

class TileRepository final {
 public:
  explicit TileRepository(Database& database) : database_(database) {}

  /// One a photo, in the order asked; ids of no photo are left out.
  Result<std::vector<Tile>> find(std::span<const PhotoId> photos);

  /// Present photos after `after`, by id, whose pixels have no thumbhash.
  Result<std::vector<PhotoPixels>> without_thumbhash(PhotoId after, std::size_t count_max);
  /// Of the photo's pixels as they were; nothing happens when it is gone.
  Result<void> set_thumbhash(Transaction& transaction, const PhotoPixels& photo, std::string_view thumbhash);

 private:
  Database& database_;
};

}  // namespace shoebox::store
