#include "store/file_storing.h"

#include "store/fact_rows.h"

namespace shoebox::store {

namespace {

// A modification time that no file has: the file is read again when it comes back.
constexpr std::int64_t kReadAgain = -1;

}  // namespace

Result<StoredFile> FileStoring::store(const ScannedFile& file) {
  const Place place = TRY(places_.create(file.path));
  const std::optional<FileRow> own = TRY(find_row(place));
  auto decoded = file.decoded ? file.decoded : TRY(known_content(file.content_hash));
  if (!decoded) return StoredFile{};
  if (file.embedded) {
    decoded->embedded = *file.embedded;
    decoded->metadata_version = image::kMetadataVersion;
  }
  const Decision decision = TRY(decide(file, own, decoded->pixel_hash));
  if (decision.obsolete) TRY(connection_.run("DELETE FROM file WHERE id = ?", decision.obsolete->value));
  const FileId id = TRY(write_row(file, place, *decoded, decision));
  TRY(put_facts(connection_, id, {FactSource::kEmbedded, decoded->embedded}));
  TRY(write_facts(id, file.facts, file.companions));
  for (const EmbeddingRow& embedding : file.embeddings) {
    TRY(put_embedding(connection_, decision.photo, embedding, sequence_, IfPresent::kKeep));
  }
  TRY(refresh_photo(connection_, decision.photo.id, sequence_));
  if (decision.left) TRY(refresh_photo(connection_, decision.left->id, sequence_));
  return StoredFile{decision.outcome, id, decision.photo.id, decision.photo.slot};
}

Result<void> FileStoring::set_facts(FileId file, std::span<const Facts> facts, std::span<const Companion> companions) {
  const auto row = TRY(find_row(file));
  if (!row) return fail(ErrorCode::kNotFound, "the file is not in the library");
  TRY(write_facts(file, facts, companions));
  return refresh_photo(connection_, row->photo.id, sequence_);
}

Result<std::optional<FileStoring::FileRow>> FileStoring::find_row(const Place& place) {
  return read_row(
      TRY(connection_.query("SELECT f.id, f.photo_id, p.slot, f.content_hash, f.pixel_hash, p.pixel_hash FROM file f "
                            "JOIN photo p ON p.id = f.photo_id WHERE f.folder_id = ? AND f.name = ?",
                            place.folder_id, blob(place.name))));
}

Result<std::optional<FileStoring::FileRow>> FileStoring::find_row(FileId id) {
  return read_row(
      TRY(connection_.query("SELECT f.id, f.photo_id, p.slot, f.content_hash, f.pixel_hash, p.pixel_hash FROM file f "
                            "JOIN photo p ON p.id = f.photo_id WHERE f.id = ?",
                            id.value)));
}

Result<std::optional<FileStoring::FileRow>> FileStoring::read_row(Statement row) {
  if (!TRY(row.step())) return std::nullopt;
  FileRow file;
  file.id = FileId{row.integer(0)};
  file.photo = {PhotoId{row.integer(1)}, Slot{static_cast<std::uint32_t>(row.integer(2))}};
  file.content = ContentHash{row.hash(3)};
  file.pixels = PixelHash{row.hash(4)};
  if (!row.is_null(5)) file.photo_pixels = PixelHash{row.hash(5)};
  return file;
}

Result<std::optional<DecodedFile>> FileStoring::known_content(const ContentHash& hash) {
  auto row = TRY(
      connection_.query("SELECT f.id, f.pixel_hash, f.format, f.width, f.height, f.metadata_version FROM file f "
                        "JOIN photo p ON p.id = f.photo_id WHERE f.content_hash = ? AND f.pixel_hash = p.pixel_hash "
                        "ORDER BY f.present DESC, f.id LIMIT 1",
                        blob(hash.hash)));
  if (!TRY(row.step())) return std::nullopt;
  DecodedFile decoded;
  decoded.pixel_hash = PixelHash{row.hash(1)};
  decoded.format = row.text(2);
  decoded.width = static_cast<int>(row.integer(3));
  decoded.height = static_cast<int>(row.integer(4));
  decoded.metadata_version = static_cast<int>(row.integer(5));
  if (auto facts = TRY(embedded_facts(connection_, FileId{row.integer(0)}))) decoded.embedded = facts->metadata;
  return decoded;
}

Result<FileStoring::Decision> FileStoring::decide(const ScannedFile& file, const std::optional<FileRow>& own,
                                                  const PixelHash& pixels) {
  return own ? decide_known_path(file, *own, pixels) : decide_new_path(file, pixels);
}

Result<FileStoring::Decision> FileStoring::decide_new_path(const ScannedFile& file, const PixelHash& pixels) {
  const auto known = TRY(find_photo_by_pixels(connection_, pixels));
  const auto imported = TRY(imported_at(file.path));
  if (known && imported) TRY(absorb(*imported, *known));
  if (!known && imported) {
    TRY(connection_.run("UPDATE photo SET pixel_hash = ? WHERE id = ?", blob(pixels.hash), imported->id.value));
    return Decision{Outcome::kAdded, *imported, {}, {}, {}};
  }
  if (!known) {
    return Decision{Outcome::kAdded, TRY(insert_photo(connection_, pixels, sequence_)), {}, {}, {}};
  }
  if (const auto moved = TRY(moved_row(file, *known))) return Decision{Outcome::kMoved, *known, moved->id, {}, {}};
  return Decision{Outcome::kCopy, *known, {}, {}, {}};
}

Result<FileStoring::Decision> FileStoring::decide_known_path(const ScannedFile& file, const FileRow& own,
                                                             const PixelHash& pixels) {
  if (own.content == file.content_hash && own.is_current()) {
    // A newer program may hash pixels in another way: the picture is the same all the same.
    TRY(connection_.run("UPDATE photo SET pixel_hash = ? WHERE id = ?", blob(pixels.hash), own.photo.id.value));
    return Decision{Outcome::kUnchanged, own.photo, own.id, {}, {}};
  }
  if (own.photo_pixels == pixels) return Decision{Outcome::kUpdated, own.photo, own.id, {}, {}};
  if (const auto known = TRY(find_photo_by_pixels(connection_, pixels))) {
    const auto moved = TRY(moved_row(file, *known));
    if (!moved) return Decision{Outcome::kUpdated, *known, own.id, {}, own.photo};
    return Decision{Outcome::kMoved, *known, own.id, moved->id, own.photo};
  }
  if (TRY(others_show(own))) {
    return Decision{Outcome::kAdded, TRY(insert_photo(connection_, pixels, sequence_)), own.id, {}, own.photo};
  }
  TRY(start_version(own.photo, own.id, pixels));
  return Decision{Outcome::kNewVersion, own.photo, own.id, {}, {}};
}

Result<std::optional<FileStoring::FileRow>> FileStoring::moved_row(const ScannedFile& file, const PhotoRow& photo) {
  if (!file.moved_from) return std::nullopt;
  const auto row = TRY(find_row(*file.moved_from));
  if (!row || row->photo.id != photo.id || !row->is_current()) return std::nullopt;
  return row;
}

Result<std::optional<PhotoRow>> FileStoring::imported_at(std::string_view path) {
  const auto photo = TRY(find_imported_photo(connection_, path));
  if (!photo) return std::nullopt;
  const bool unseen = TRY(connection_.number("SELECT pixel_hash IS NULL AND NOT EXISTS(SELECT 1 FROM file WHERE "
                                             "photo_id = ?1) FROM photo WHERE id = ?1",
                                             photo->id.value)) != 0;
  return unseen ? photo : std::nullopt;
}

/// The imported photo turns out to be a copy of one that is known.
Result<void> FileStoring::absorb(const PhotoRow& imported, const PhotoRow& photo) {
  TRY(
      connection_.run("INSERT INTO embedding(space_id, photo_id, commit_seq, vector) "
                      "SELECT space_id, ?, ?, vector FROM embedding WHERE photo_id = ? "
                      "ON CONFLICT(space_id, photo_id) DO NOTHING",
                      photo.id.value, sequence_.value, imported.id.value));
  TRY(
      connection_.run("DELETE FROM embedding_removed WHERE slot = ? AND space_id IN (SELECT space_id FROM embedding "
                      "WHERE photo_id = ?)",
                      photo.slot.value, photo.id.value));
  const bool marked = TRY(connection_.number("SELECT EXISTS(SELECT 1 FROM correction WHERE photo_id = ?1) "
                                             "OR EXISTS(SELECT 1 FROM album_photo WHERE photo_id = ?1)",
                                             imported.id.value)) != 0;
  if (marked) return {};
  return remove_photo(connection_, imported, sequence_);
}

Result<bool> FileStoring::others_show(const FileRow& own) {
  if (!own.photo_pixels) return false;
  return TRY(connection_.number(
             "SELECT EXISTS(SELECT 1 FROM file WHERE photo_id = ? AND id <> ? AND present = 1 AND pixel_hash = ?)",
             own.photo.id.value, own.id.value, blob(own.photo_pixels->hash))) != 0;
}

Result<void> FileStoring::start_version(const PhotoRow& photo, FileId file, const PixelHash& pixels) {
  TRY(remove_embeddings(connection_, photo, sequence_));
  TRY(connection_.run("UPDATE photo SET pixel_hash = ?, version = version + 1 WHERE id = ?", blob(pixels.hash),
                      photo.id.value));
  return connection_.run("UPDATE file SET mtime = ? WHERE photo_id = ? AND id <> ?", kReadAgain, photo.id.value,
                         file.value);
}

Result<FileId> FileStoring::write_row(const ScannedFile& file, const Place& place, const DecodedFile& decoded,
                                      const Decision& decision) {
  TRY(connection_.run("DELETE FROM skipped WHERE folder_id = ? AND name = ?", place.folder_id, blob(place.name)));
  if (!decision.row) {
    TRY(connection_.run(
        "INSERT INTO file(folder_id, name, photo_id, size, mtime, content_hash, pixel_hash, format, width, height, "
        "metadata_version) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        place.folder_id, blob(place.name), decision.photo.id.value, file.size_bytes, file.mtime_ns,
        blob(file.content_hash.hash), blob(decoded.pixel_hash.hash), decoded.format, decoded.width, decoded.height,
        decoded.metadata_version));
    return FileId{connection_.last_insert_id()};
  }
  TRY(connection_.run(
      "UPDATE file SET folder_id = ?, name = ?, photo_id = ?, size = ?, mtime = ?, content_hash = ?, pixel_hash = ?, "
      "format = ?, width = ?, height = ?, metadata_version = ?, present = 1 WHERE id = ?",
      place.folder_id, blob(place.name), decision.photo.id.value, file.size_bytes, file.mtime_ns,
      blob(file.content_hash.hash), blob(decoded.pixel_hash.hash), decoded.format, decoded.width, decoded.height,
      decoded.metadata_version, decision.row->value));
  return *decision.row;
}

Result<void> FileStoring::write_facts(FileId file, std::span<const Facts> facts,
                                      std::span<const Companion> companions) {
  TRY(remove_outer_facts(connection_, file));
  for (const Facts& said : facts) TRY(put_facts(connection_, file, said));
  TRY(connection_.run("DELETE FROM companion WHERE file_id = ?", file.value));
  for (const Companion& companion : companions) {
    const Place place = TRY(places_.create(companion.path));
    TRY(connection_.run("INSERT INTO companion(file_id, folder_id, name, kind, size, mtime) VALUES(?, ?, ?, ?, ?, ?)",
                        file.value, place.folder_id, blob(place.name), static_cast<int>(companion.kind),
                        companion.size_bytes, companion.mtime_ns));
  }
  return {};
}

}  // namespace shoebox::store
