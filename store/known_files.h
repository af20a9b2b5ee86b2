#pragma once
// What the store knows of a root's files, in one go and lean (about 60 bytes a file and the names): what a scan
// compares the disk with. Built once, then read-only and safe to read concurrently.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"

namespace shoebox::store {

/// A path in a root that the store knows something of.
struct KnownFile {
  enum class Kind : std::uint8_t {
    kPicture,    // `id` is a FileId
    kSkipped,    // it could not be used; `id` names it for FileRepository::forget_skipped
    kCompanion,  // a sidecar or Live Photo video; `id` is the FileId of its picture
  };

  std::int64_t id = 0;
  std::int64_t size_bytes = 0;
  std::int64_t mtime_ns = 0;
  std::uint32_t name_offset = 0;  // private to KnownFiles
  std::uint16_t name_bytes = 0;
  std::uint16_t version = 0;  // kPicture: of the metadata reader; kSkipped: of the decoder
  Kind kind = Kind::kPicture;
  bool present = true;   // kPicture: false when it was gone at the last scan
  bool ignored = false;  // kSkipped: not a picture at all

  /// Whether a file of this size and time is the one that is known: nothing to do then but a stat.
  bool same_stat(std::int64_t size, std::int64_t mtime) const { return size == size_bytes && mtime == mtime_ns; }
};

class KnownFiles final {
 public:
  /// Entries of one folder (absolute path), sorted by the bytes of their names; empty when it is not known. A companion
  /// of several pictures is there once for each.
  std::span<const KnownFile> in_folder(std::string_view folder) const;
  /// The entry of one name in in_folder()'s answer, a picture or skipped one before a companion; null when not there.
  const KnownFile* find(std::span<const KnownFile> folder, std::string_view name) const;
  std::string_view name(const KnownFile& file) const;

  /// Every folder with entries, absolute, in bytewise order: those that a scan has not met are gone.
  std::size_t folder_count() const { return folders_.size(); }
  const std::string& folder_path(std::size_t index) const { return folders_[index].path; }
  std::span<const KnownFile> folder_files(std::size_t index) const;

  std::size_t size() const { return files_.size(); }

 private:
  friend class KnownFilesLoader;
  struct Folder {
    std::string path;
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  std::vector<Folder> folders_;
  std::vector<KnownFile> files_;  // by folder, then name
  std::string names_;
};

}  // namespace shoebox::store
