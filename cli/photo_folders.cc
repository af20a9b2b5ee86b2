#include "cli/photo_folders.h"

#include <filesystem>

#include "core/path.h"

namespace shoebox::cli {

namespace {

/// Links followed, as far as the path is there.
std::filesystem::path resolved(const std::string& path) {
  std::error_code error;
  auto real = std::filesystem::weakly_canonical(path, error);
  return error ? std::filesystem::path(path) : real;
}

/// By what the folders are, because a mount or a disk that takes upper for lower case has more names for one.
bool lies_in(std::filesystem::path folder, const std::string& root) {
  if (is_within(folder.string(), resolved(root).string())) return true;
  while (true) {
    std::error_code error;
    if (std::filesystem::equivalent(folder, root, error)) return true;
    if (!folder.has_relative_path()) return false;
    folder = folder.parent_path();
  }
}

}  // namespace

Result<void> check_outside_photos(engine::Library& library, const std::string& folder) {
  const auto status = TRY(library.status());
  const auto real = resolved(folder);
  for (const engine::RootStatus& root : status.roots) {
    if (!is_within(folder, root.root.path) && !lies_in(real, root.root.path)) continue;
    return fail(
        ErrorCode::kInvalidArgument,
        "the file would lie in a folder of the library; photo folders are never written to: choose another place",
        printable(folder));
  }
  return {};
}

}  // namespace shoebox::cli
