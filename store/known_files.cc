#include "store/known_files.h"

#include <algorithm>

namespace shoebox::store {

std::span<const KnownFile> KnownFiles::in_folder(std::string_view folder) const {
  const auto at =
      std::ranges::lower_bound(folders_, folder, {}, [](const Folder& f) { return std::string_view(f.path); });
  if (at == folders_.end() || at->path != folder) return {};
  return std::span(files_).subspan(at->begin, at->end - at->begin);
}

const KnownFile* KnownFiles::find(std::span<const KnownFile> folder, std::string_view wanted) const {
  const auto at = std::ranges::lower_bound(folder, wanted, {}, [this](const KnownFile& file) { return name(file); });
  return at == folder.end() || name(*at) != wanted ? nullptr : &*at;
}

std::string_view KnownFiles::name(const KnownFile& file) const {
  return std::string_view(names_).substr(file.name_offset, file.name_bytes);
}

std::span<const KnownFile> KnownFiles::folder_files(std::size_t index) const {
  return std::span(files_).subspan(folders_[index].begin, folders_[index].end - folders_[index].begin);
}

}  // namespace shoebox::store
