#include "store/places.h"

#include "core/path.h"

namespace shoebox::store {

std::string relative_to(std::string_view path, std::string_view root) {
  std::string_view relative = path.substr(root.size());
  while (relative.starts_with('/')) relative.remove_prefix(1);
  return std::string(relative);
}

std::string absolute_from(std::string_view root, std::string_view relative) {
  if (relative.empty()) return std::string(root);
  std::string path(root);
  if (!path.ends_with('/')) path += '/';
  return path.append(relative);
}

FolderRange folder_range(std::string_view relative) {
  // '0' follows '/' in ASCII.
  return {std::string(relative) + '/', std::string(relative) + '0'};
}

Result<const Places::RootRow*> Places::covering_root(std::string_view folder) {
  if (!roots_loaded_) {
    auto rows = TRY(connection_.query("SELECT id, path FROM root"));
    while (TRY(rows.step())) roots_.push_back({rows.integer(0), std::string(rows.text(1))});
    roots_loaded_ = true;
  }
  for (const RootRow& root : roots_) {
    if (is_within(folder, root.path)) return &root;
  }
  return nullptr;
}

Result<std::optional<std::int64_t>> Places::find_folder(const RootRow& root, std::string_view folder) {
  const std::string key(folder);
  if (const auto known = folder_ids_.find(key); known != folder_ids_.end()) return known->second;
  const std::string relative = relative_to(folder, root.path);
  auto row = TRY(connection_.query("SELECT id FROM folder WHERE root_id = ? AND path = ?", root.id, blob(relative)));
  if (!TRY(row.step())) return std::nullopt;
  folder_ids_.emplace(key, row.integer(0));
  return row.integer(0);
}

Result<Place> Places::create(std::string_view path) {
  const std::string_view folder = parent_folder(path);
  const RootRow* root = TRY(covering_root(folder));
  if (root == nullptr) {
    return fail(ErrorCode::kInvalidArgument, "the file lies in none of the indexed folders", std::string(path));
  }
  std::optional<std::int64_t> id = TRY(find_folder(*root, folder));
  if (!id) {
    const std::string relative = relative_to(folder, root->path);
    TRY(connection_.run("INSERT INTO folder(root_id, path) VALUES(?, ?)", root->id, blob(relative)));
    id = connection_.last_insert_id();
    folder_ids_.emplace(folder, *id);
  }
  return Place{*id, std::string(file_name(path))};
}

Result<std::optional<Place>> Places::find(std::string_view path) {
  const std::string_view folder = parent_folder(path);
  const RootRow* root = TRY(covering_root(folder));
  if (root == nullptr) return std::nullopt;
  const auto id = TRY(find_folder(*root, folder));
  if (!id) return std::nullopt;
  return Place{*id, std::string(file_name(path))};
}

Result<std::string> Places::folder_path(std::int64_t folder_id) {
  if (const auto known = folder_paths_.find(folder_id); known != folder_paths_.end()) return known->second;
  auto row = TRY(connection_.query(
      "SELECT root.path, folder.path FROM folder JOIN root ON root.id = folder.root_id WHERE folder.id = ?",
      folder_id));
  if (!TRY(row.step()))
    return fail(ErrorCode::kCorrupt, "a file lies in a folder that is not there", connection_.path());
  std::string path = absolute_from(row.text(0), row.text(1));
  folder_paths_.emplace(folder_id, path);
  return path;
}

}  // namespace shoebox::store
