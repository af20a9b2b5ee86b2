#pragma once
// Fills a KnownFiles from the database. Private to this room.

#include <string>
#include <string_view>

#include "store/connection.h"
#include "store/known_files.h"

namespace shoebox::store {

class KnownFilesLoader final {
 public:
  explicit KnownFilesLoader(Connection& connection) : connection_(connection) {}

  /// All at or under `relative`, a folder of the root at `root_path`; an empty one is the root.
  Result<KnownFiles> load(RootId root, std::string_view root_path, std::string_view relative);

 private:
  Result<void> add_folder(std::int64_t folder_id, std::string path);
  Result<void> add_pictures(std::int64_t folder_id);
  Result<void> add_skipped(std::int64_t folder_id);
  Result<void> add_companions(std::int64_t folder_id);
  /// A file of which only `size`, `mtime` and the name are set, from the statement's first three columns.
  Result<KnownFile> common(const Statement& row);
  void sort_from(std::size_t begin);

  Connection& connection_;
  KnownFiles known_;
};

}  // namespace shoebox::store
