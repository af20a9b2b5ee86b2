#include "store/file_repository.h"

#include <string_view>

#include <fmt/format.h>

#include "core/path.h"
#include "store/connection.h"
#include "store/fact_rows.h"
#include "store/file_storing.h"
#include "store/known_files_loader.h"
#include "store/places.h"

namespace shoebox::store {

namespace {

constexpr std::size_t kMessageBytesMax = 1024;

Result<std::string> root_path(Connection& connection, RootId root) {
  auto row = TRY(connection.query("SELECT path FROM root WHERE id = ?", root.value));
  if (!TRY(row.step())) return fail(ErrorCode::kNotFound, "the folder is not among the indexed ones");
  return std::string(row.text(0));
}

std::string message_to_store(const std::string& message) {
  return printable(std::string_view(message).substr(0, kMessageBytesMax));
}

ErrorCode code_from_text(std::string_view text) {
  for (int code = 0; code <= static_cast<int>(ErrorCode::kInternal); ++code) {
    if (to_string(static_cast<ErrorCode>(code)) == text) return static_cast<ErrorCode>(code);
  }
  return ErrorCode::kInternal;
}

/// Sets file.present where it differs and refreshes the photos.
Result<void> set_present(Transaction& transaction, std::span<const FileId> files, bool present) {
  TRY(transaction.require_open());
  Connection& connection = transaction.database().connection();
  for (const FileId file : files) {
    std::optional<PhotoId> photo;
    {
      auto row = TRY(connection.query("UPDATE file SET present = ?1 WHERE id = ?2 AND present <> ?1 RETURNING photo_id",
                                      present ? 1 : 0, file.value));
      if (TRY(row.step())) photo = PhotoId{row.integer(0)};
    }
    if (!photo) continue;
    const CommitSequence sequence = TRY(transaction.sequence());
    TRY(refresh_photo(connection, *photo, sequence));
  }
  return {};
}

}  // namespace

Result<KnownFiles> FileRepository::load_known(RootId root, std::string_view folder) {
  Connection& connection = database_.connection();
  const std::string path = TRY(root_path(connection, root));
  if (!is_within(folder, path)) {
    return fail(ErrorCode::kInvalidArgument, "the folder does not lie in the root " + printable(path),
                printable(folder));
  }
  return KnownFilesLoader(connection).load(root, path, relative_to(folder, path));
}

Result<std::vector<ContentMatch>> FileRepository::find_by_content(const ContentHash& hash) {
  Connection& connection = database_.connection();
  Places places(connection);
  std::vector<ContentMatch> matches;
  auto rows = TRY(connection.query(
      "SELECT f.id, f.photo_id, f.folder_id, f.name, f.present FROM file f JOIN photo p ON p.id = f.photo_id "
      "WHERE f.content_hash = ? AND f.pixel_hash = p.pixel_hash ORDER BY f.present DESC, f.id LIMIT 16",
      blob(hash.hash)));
  while (TRY(rows.step())) {
    ContentMatch match;
    match.file = FileId{rows.integer(0)};
    match.photo = PhotoId{rows.integer(1)};
    match.path = absolute_from(TRY(places.folder_path(rows.integer(2))), rows.text(3));
    match.present = rows.integer(4) != 0;
    matches.push_back(std::move(match));
  }
  return matches;
}

Result<bool> FileRepository::has_embedding(const PixelHash& hash, const SpaceId& space) {
  return TRY(database_.connection().number("SELECT EXISTS(SELECT 1 FROM photo p JOIN embedding e ON e.photo_id = p.id "
                                           "JOIN space s ON s.id = e.space_id WHERE p.pixel_hash = ? AND s.name = ?)",
                                           blob(hash.hash), space.value)) != 0;
}

Result<bool> FileRepository::has_imported_embedding(std::string_view path, const SpaceId& space) {
  return TRY(database_.connection().number(
             "SELECT EXISTS(SELECT 1 FROM imported_path i JOIN photo p ON p.id = i.photo_id "
             "JOIN embedding e ON e.photo_id = p.id JOIN space s ON s.id = e.space_id WHERE i.path = ? AND s.name = ? "
             "AND p.pixel_hash IS NULL AND NOT EXISTS(SELECT 1 FROM file WHERE photo_id = p.id))",
             blob(path), space.value)) != 0;
}

Result<std::optional<FileView>> FileRepository::find_by_path(std::string_view path) {
  Connection& connection = database_.connection();
  const auto place = TRY(Places(connection).find(path));
  if (!place) return std::nullopt;
  auto row =
      TRY(connection.query("SELECT f.id, f.photo_id, p.slot, f.present FROM file f JOIN photo p ON p.id = f.photo_id "
                           "WHERE f.folder_id = ? AND f.name = ?",
                           place->folder_id, blob(place->name)));
  if (!TRY(row.step())) return std::nullopt;
  return FileView{FileId{row.integer(0)}, PhotoId{row.integer(1)}, Slot{static_cast<std::uint32_t>(row.integer(2))},
                  row.integer(3) != 0};
}

Result<std::vector<StoredFile>> FileRepository::store(Transaction& transaction, std::span<const ScannedFile> files) {
  FileStoring storing(database_.connection(), TRY(transaction.sequence()));
  std::vector<StoredFile> stored;
  for (const ScannedFile& file : files) {
    auto result = storing.store(file);
    if (!result) return std::unexpected(result.error().within(printable(file.path)));
    stored.push_back(*result);
  }
  return stored;
}

Result<void> FileRepository::set_facts(Transaction& transaction, FileId file, std::span<const Facts> facts,
                                       std::span<const Companion> companions) {
  return FileStoring(database_.connection(), TRY(transaction.sequence())).set_facts(file, facts, companions);
}

Result<void> FileRepository::mark_missing(Transaction& transaction, std::span<const FileId> files) {
  return set_present(transaction, files, false);
}

Result<void> FileRepository::mark_present(Transaction& transaction, std::span<const FileId> files) {
  return set_present(transaction, files, true);
}

Result<void> FileRepository::remember_skipped(Transaction& transaction, std::span<const SkippedFile> files) {
  TRY(transaction.require_open());
  Connection& connection = database_.connection();
  Places places(connection);
  std::vector<FileId> unreadable;
  for (const SkippedFile& file : files) {
    const Place place = TRY(places.create(file.path));
    TRY(connection.run(
        "INSERT OR REPLACE INTO skipped(folder_id, name, size, mtime, code, message, decoder_version, tried_at) "
        "VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
        place.folder_id, blob(place.name), file.size_bytes, file.mtime_ns, to_string(file.code),
        message_to_store(file.message), file.decoder_version, file.tried_at_ms));
    auto known = TRY(connection.query("SELECT id FROM file WHERE folder_id = ? AND name = ? AND present = 1",
                                      place.folder_id, blob(place.name)));
    if (TRY(known.step())) unreadable.push_back(FileId{known.integer(0)});
  }
  return set_present(transaction, unreadable, false);
}

Result<void> FileRepository::forget_skipped(Transaction& transaction, std::span<const std::int64_t> ids) {
  TRY(transaction.require_open());
  for (const std::int64_t id : ids) TRY(database_.connection().run("DELETE FROM skipped WHERE id = ?", id));
  return {};
}

Result<std::vector<SkippedFile>> FileRepository::skipped(RootId root, std::size_t count_max) {
  Connection& connection = database_.connection();
  Places places(connection);
  std::vector<SkippedFile> files;
  auto rows = TRY(connection.query(
      "SELECT s.folder_id, s.name, s.size, s.mtime, s.code, s.message, s.decoder_version, s.tried_at "
      "FROM skipped s JOIN folder ON folder.id = s.folder_id WHERE folder.root_id = ? AND s.code <> 'unsupported' "
      "ORDER BY s.tried_at DESC, s.id DESC LIMIT ?",
      root.value, count_max));
  while (TRY(rows.step())) {
    SkippedFile file;
    file.path = absolute_from(TRY(places.folder_path(rows.integer(0))), rows.text(1));
    file.size_bytes = rows.integer(2);
    file.mtime_ns = rows.integer(3);
    file.code = code_from_text(rows.text(4));
    file.message = rows.text(5);
    file.decoder_version = static_cast<int>(rows.integer(6));
    file.tried_at_ms = rows.integer(7);
    files.push_back(std::move(file));
  }
  return files;
}

}  // namespace shoebox::store
