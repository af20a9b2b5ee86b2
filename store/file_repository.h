#pragma once
// Files and how they become photos: the identity rules of DESIGN "What is true where" are kept here and nowhere else.
// Threads: as the Database.
//
// The way of a file: compare with load_known(); when new or changed, hash it; find_by_content() says whether its bytes
// are known (then nothing is decoded); else decode, and has_embedding() says whether its pixels have a vector (then
// nothing is encoded); then store() it, in batches, a transaction each.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "store/database.h"
#include "store/known_files.h"
#include "store/records.h"

namespace shoebox::store {

/// A file whose bytes are the asked ones.
struct ContentMatch {
  FileId file;
  PhotoId photo;
  std::string path;      // where it was last; when nothing is there any more, this is a move
  bool present = false;  // at the last scan
};

/// A photo's file, by path.
struct FileView {
  FileId file;
  PhotoId photo;
  Slot slot;
  bool present = false;
};

class FileRepository final {
 public:
  explicit FileRepository(Database& database) : database_(database) {}

  /// All that is known at or under `folder` (absolute; the root itself or a folder in it). Also for an empty answer.
  Result<KnownFiles> load_known(RootId root, std::string_view folder);

  /// Files with these bytes, the present ones first, at most 16. Empty: decode.
  Result<std::vector<ContentMatch>> find_by_content(const ContentHash& hash);
  /// Whether the photo with these pixels has its vector in the space: nothing is to be encoded then.
  Result<bool> has_embedding(const PixelHash& hash, const SpaceId& space);
  /// Whether the photo at this path, of which nobody has seen a file yet, was imported with its vector in the space: it
  /// will have this file, and nothing is to be encoded either.
  Result<bool> has_imported_embedding(std::string_view path, const SpaceId& space);
  /// The file at exactly this path.
  Result<std::optional<FileView>> find_by_path(std::string_view path);

  /// Stores what was seen, in order, by these rules; all spaces must be registered (EmbeddingRepository::add_space) and
  /// every path must lie in a root (else kInvalidArgument and the transaction is to be given up).
  ///  - Same path, same bytes: kUnchanged. New bytes, same pixels: kUpdated.
  ///  - Same path, pixels that another photo has (files renumbered, one copied over another): the path is that photo's
  ///  file
  ///    now, kMoved or kUpdated; the user's work stays with the picture.
  ///  - Same path, pixels that nobody has: kNewVersion; the vectors of all spaces are dropped and `embeddings` put in.
  ///  When
  ///    other present files still show the old pixels, they keep the photo and this file becomes one of its own:
  ///    kAdded.
  ///  - New path: kMoved with `moved_from`; kCopy when bytes or pixels are known; else kAdded. A photo
  ///    that was imported under this path, and has no file yet, gets it; when the pixels are another photo's, that one
  ///    gets its vectors and the imported one goes.
  /// Vectors that the photo has already are kept. What was remembered as skipped under the path is forgotten.
  Result<std::vector<StoredFile>> store(Transaction& transaction, std::span<const ScannedFile> files);

  /// Same bytes, but sidecars, name facts or companions are new: replaces them.
  Result<void> set_facts(Transaction& transaction, FileId file, std::span<const Facts> facts,
                         std::span<const Companion> companions);
  /// Gone at this scan. Their photos stay, and are marked when no file of theirs is left.
  Result<void> mark_missing(Transaction& transaction, std::span<const FileId> files);
  /// Back again with the same size and time.
  Result<void> mark_present(Transaction& transaction, std::span<const FileId> files);

  /// Remembers; what was remembered of the path before is replaced. A known picture there is marked missing.
  Result<void> remember_skipped(Transaction& transaction, std::span<const SkippedFile> files);
  /// Ids are KnownFile::id of kind kSkipped.
  Result<void> forget_skipped(Transaction& transaction, std::span<const std::int64_t> ids);
  /// Remembered files of a root, newest attempt first, those that are no pictures left out.
  Result<std::vector<SkippedFile>> skipped(RootId root, std::size_t count_max);

 private:
  Database& database_;
};

}  // namespace shoebox::store
