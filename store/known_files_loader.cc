#include "store/known_files_loader.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "store/places.h"

namespace shoebox::store {

Result<KnownFiles> KnownFilesLoader::load(RootId root, std::string_view root_path, std::string_view relative) {
  Snapshot snapshot(connection_);
  TRY(snapshot.begin());
  const FolderRange range = folder_range(relative);
  auto folders = TRY(connection_.query(
      "SELECT id, path FROM folder WHERE root_id = ?1 AND (?2 = 0 OR path = ?3 OR (path >= ?4 AND path < ?5)) "
      "ORDER BY path",
      root.value, relative.size(), blob(relative), blob(range.begin), blob(range.end)));
  while (TRY(folders.step())) TRY(add_folder(folders.integer(0), absolute_from(root_path, folders.text(1))));
  return std::move(known_);
}

Result<void> KnownFilesLoader::add_folder(std::int64_t folder_id, std::string path) {
  const std::size_t begin = known_.files_.size();
  TRY(add_pictures(folder_id));
  TRY(add_skipped(folder_id));
  TRY(add_companions(folder_id));
  if (known_.files_.size() == begin) return {};
  sort_from(begin);
  known_.folders_.push_back({std::move(path), begin, known_.files_.size()});
  return {};
}

Result<void> KnownFilesLoader::add_pictures(std::int64_t folder_id) {
  // A picture that has become unreadable is there as a skipped file.
  auto rows = TRY(connection_.query(
      "SELECT name, size, mtime, id, metadata_version, present FROM file WHERE folder_id = ?1 AND NOT (present = 0 AND "
      "EXISTS(SELECT 1 FROM skipped s WHERE s.folder_id = ?1 AND s.name = file.name))",
      folder_id));
  while (TRY(rows.step())) {
    KnownFile file = TRY(common(rows));
    file.id = rows.integer(3);
    file.version = static_cast<std::uint16_t>(rows.integer(4));
    file.present = rows.integer(5) != 0;
    known_.files_.push_back(file);
  }
  return {};
}

Result<void> KnownFilesLoader::add_skipped(std::int64_t folder_id) {
  auto rows = TRY(connection_.query(
      "SELECT name, size, mtime, id, decoder_version, code = 'unsupported' FROM skipped WHERE folder_id = ?",
      folder_id));
  while (TRY(rows.step())) {
    KnownFile file = TRY(common(rows));
    file.kind = KnownFile::Kind::kSkipped;
    file.id = rows.integer(3);
    file.version = static_cast<std::uint16_t>(rows.integer(4));
    file.ignored = rows.integer(5) != 0;
    known_.files_.push_back(file);
  }
  return {};
}

Result<void> KnownFilesLoader::add_companions(std::int64_t folder_id) {
  auto rows = TRY(connection_.query("SELECT name, size, mtime, file_id FROM companion WHERE folder_id = ?", folder_id));
  while (TRY(rows.step())) {
    KnownFile file = TRY(common(rows));
    file.kind = KnownFile::Kind::kCompanion;
    file.id = rows.integer(3);
    known_.files_.push_back(file);
  }
  return {};
}

Result<KnownFile> KnownFilesLoader::common(const Statement& row) {
  const std::string_view name = row.text(0);
  if (known_.names_.size() + name.size() > std::numeric_limits<std::uint32_t>::max()) {
    return fail(ErrorCode::kLimitExceeded, "the folder holds too many files; index its parts as folders of their own");
  }
  KnownFile file;
  file.name_offset = static_cast<std::uint32_t>(known_.names_.size());
  file.name_bytes = static_cast<std::uint16_t>(name.size());
  file.size_bytes = row.integer(1);
  file.mtime_ns = row.integer(2);
  known_.names_.append(name);
  return file;
}

void KnownFilesLoader::sort_from(std::size_t begin) {
  const auto before = [this](const KnownFile& a, const KnownFile& b) {
    return std::forward_as_tuple(known_.name(a), a.kind, a.id) < std::forward_as_tuple(known_.name(b), b.kind, b.id);
  };
  std::sort(known_.files_.begin() + static_cast<std::ptrdiff_t>(begin), known_.files_.end(), before);
}

}  // namespace shoebox::store
