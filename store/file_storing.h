#pragma once
// The identity rules at work: what a seen file does to files and photos (FileRepository::store says the rules). One
// object a call, inside one transaction. Private to this room.

#include <optional>
#include <span>
#include <string_view>

#include "core/ids.h"
#include "core/result.h"
#include "store/connection.h"
#include "store/photo_rows.h"
#include "store/places.h"
#include "store/records.h"

namespace shoebox::store {

class FileStoring final {
 public:
  FileStoring(Connection& connection, CommitSequence sequence)
      : connection_(connection), sequence_(sequence), places_(connection) {}

  Result<StoredFile> store(const ScannedFile& file);
  Result<void> set_facts(FileId file, std::span<const Facts> facts, std::span<const Companion> companions);

 private:
  /// A row of `file` with the pixels that its photo has now (other ones: the row is out of date).
  struct FileRow {
    FileId id;
    PhotoRow photo;
    ContentHash content;
    PixelHash pixels;
    std::optional<PixelHash> photo_pixels;

    bool is_current() const { return photo_pixels == pixels; }
  };
  /// Which photo a file is of, and how that came.
  struct Decision {
    Outcome outcome;
    PhotoRow photo;
    std::optional<FileId> row;       // the row to write over; absent: a new one
    std::optional<FileId> obsolete;  // a row to remove: its file is at this path now
    std::optional<PhotoRow> left;    // the photo that the row belonged to before
  };

  Result<std::optional<FileRow>> find_row(const Place& place);
  Result<std::optional<FileRow>> find_row(FileId id);
  Result<std::optional<FileRow>> read_row(Statement row);
  /// What decoding would tell, from a file with the same bytes.
  Result<std::optional<DecodedFile>> known_content(const ContentHash& hash);

  Result<Decision> decide(const ScannedFile& file, const std::optional<FileRow>& own, const PixelHash& pixels);
  Result<Decision> decide_new_path(const ScannedFile& file, const PixelHash& pixels);
  Result<Decision> decide_known_path(const ScannedFile& file, const FileRow& own, const PixelHash& pixels);
  /// The row that `moved_from` names, when it shows this picture.
  Result<std::optional<FileRow>> moved_row(const ScannedFile& file, const PhotoRow& photo);
  /// The photo that was imported under this path, when no file of it was seen yet.
  Result<std::optional<PhotoRow>> imported_at(std::string_view path);
  Result<void> absorb(const PhotoRow& imported, const PhotoRow& photo);
  Result<bool> others_show(const FileRow& own);
  Result<void> start_version(const PhotoRow& photo, FileId file, const PixelHash& pixels);

  Result<FileId> write_row(const ScannedFile& file, const Place& place, const DecodedFile& decoded,
                           const Decision& decision);
  Result<void> write_facts(FileId file, std::span<const Facts> facts, std::span<const Companion> companions);

  Connection& connection_;
  CommitSequence sequence_;
  Places places_;
};

}  // namespace shoebox::store
