#pragma once
// The folders that the user pointed us at. Threads: as the Database.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "store/database.h"
#include "store/records.h"

namespace shoebox::store {

class RootRepository final {
 public:
  explicit RootRepository(Database& database) : database_(database) {}

  /// The root that covers `path`: the existing one when it is, or lies in, a root; else a new one, which takes over the
  /// files of roots that lie in it. No file is ever in two roots.
  Result<Root> add(Transaction& transaction, std::string_view path, std::int64_t now_ms);
  /// Forgets the root and its files. Photos left without any file go with their vectors, unless they hold the user's
  /// work (corrections, named people): those stay, as photos without a file. -> the photos gone.
  Result<std::vector<RemovedPhoto>> remove(Transaction& transaction, RootId id);
  /// The folder lies elsewhere now: everything in it follows at the cost of one row. kInvalidArgument when the new path
  /// overlaps another root.
  Result<void> set_path(Transaction& transaction, RootId id, std::string_view path);
  /// false: its photos stay, marked as not present, until it can be read again.
  Result<void> set_available(Transaction& transaction, RootId id, bool available);
  Result<void> set_scanned(Transaction& transaction, RootId id, std::int64_t now_ms);

  /// All, by path.
  Result<std::vector<Root>> all();
  /// The root that is or holds `path`.
  Result<std::optional<Root>> find_covering(std::string_view path);
  Result<RootCounts> counts(RootId id);

 private:
  Database& database_;
};

}  // namespace shoebox::store
