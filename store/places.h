#pragma once
// Where files are: absolute paths and the (folder row, name) pairs that stand for them. Private to this room. A
// short-lived object: it remembers roots and folders, so it must not outlive the call that made it.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "store/connection.h"

namespace shoebox::store {

/// `path` without the root before it, and without a slash at its start; empty for the root itself.
std::string relative_to(std::string_view path, std::string_view root);

/// The opposite.
std::string absolute_from(std::string_view root, std::string_view relative);

/// The smallest and the first too large relative path of what lies in folder `relative`, bytewise: "a/" and "a0".
struct FolderRange {
  std::string begin;
  std::string end;
};
FolderRange folder_range(std::string_view relative);

struct Place {
  std::int64_t folder_id = 0;
  std::string name;
};

class Places final {
 public:
  explicit Places(Connection& connection) : connection_(connection) {}

  /// The place of a path; its folder's row is made when it is not there. kInvalidArgument when it lies in no root.
  Result<Place> create(std::string_view path);
  /// The same without making anything; none when the folder is not known.
  Result<std::optional<Place>> find(std::string_view path);
  Result<std::string> folder_path(std::int64_t folder_id);

 private:
  struct RootRow {
    std::int64_t id;
    std::string path;
  };
  Result<const RootRow*> covering_root(std::string_view folder);
  Result<std::optional<std::int64_t>> find_folder(const RootRow& root, std::string_view folder);

  Connection& connection_;
  bool roots_loaded_ = false;
  std::vector<RootRow> roots_;
  std::unordered_map<std::string, std::int64_t> folder_ids_;
  std::unordered_map<std::int64_t, std::string> folder_paths_;
};

}  // namespace shoebox::store
