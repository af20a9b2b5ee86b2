#pragma once
// What is known by content: the database, and what is being read right now. It makes sure that the same bytes are
// decoded once and the same pixels encoded once, also when copies arrive at the same moment: the first claims them, the
// others are parked here and released when the first has been stored.
//
// Thread-safe: one lock guards the database connection, the claims and what is parked. The writer takes it for a whole
// transaction (lock()).

#include <map>
#include <mutex>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "ingest/file_system.h"
#include "ingest/stage_item.h"
#include "store/database.h"
#include "store/file_repository.h"

namespace shoebox::ingest {

class Catalog final {
 public:
  enum class Claim {
    kKnown,   // stored already: nothing to decode or encode
    kMine,    // nobody has it: the caller makes it
    kParked,  // somebody is making it; the item was taken away
  };

  /// `missing`: files that the scan did not meet any more. `unavailable`: paths (with all under them) that could not be
  /// looked at, so that a file not being there means nothing.
  Catalog(store::Database& database, const FileSystem& files, SpaceId space, const std::vector<FileId>& missing,
          std::vector<std::string> unavailable);

  /// By item.file.content_hash. When known under a path that is gone, sets item.file.moved_from.
  Result<Claim> claim_content(Item& item);
  /// By item.pixels.
  Result<Claim> claim_pixels(Item& item);

  /// Holds off everybody else. The functions below are for who holds it.
  std::unique_lock<std::mutex> lock() { return std::unique_lock(mutex_); }
  /// Gives up the item's claims. -> those that waited for them.
  std::vector<Item> release(const Item& item);
  /// Missing files that have not turned up elsewhere.
  std::vector<FileId> still_missing() const;

 private:
  using Waiting = std::map<Hash128, std::vector<Item>>;
  Claim claim_or_park(Waiting& waiting, const Hash128& hash, bool& claimed, Item& item);
  bool is_gone(const store::ContentMatch& match) const;

  store::FileRepository repository_;
  const FileSystem& files_;
  const SpaceId space_;
  const std::vector<std::string> unavailable_;
  std::mutex mutex_;
  std::unordered_set<FileId> missing_;
  std::unordered_set<FileId> moved_;  // of this run: one file moves to one place
  Waiting content_;
  Waiting pixels_;
};

}  // namespace shoebox::ingest
