#pragma once
// The seam to folders and files, so that tests own them: what cannot be read, what loops, what has a hostile name.
// Nothing here writes. Paths are absolute bytes (core/path.h).

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/result.h"

namespace shoebox::ingest {

enum class FileKind : std::uint8_t { kRegular, kFolder, kLink, kOther, kUnknown };

/// A name in a folder. The kind is the entry's own (a link is kLink), or kUnknown where the file system does not say.
struct FolderEntry {
  std::string name;
  FileKind kind = FileKind::kUnknown;
};

struct FileStat {
  FileKind kind = FileKind::kUnknown;
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::int64_t size_bytes = 0;
  std::int64_t modified_ns = 0;  // since 1970, UTC

  friend bool operator==(const FileStat&, const FileStat&) = default;
};

struct HashedFile {
  ContentHash hash;
  FileStat stat;  // after the last byte was read
};

/// const methods are safe to call concurrently. Errors: kNotFound when there is no such thing, kIo with the system's
/// reason otherwise.
class FileSystem {
 public:
  virtual ~FileSystem() = default;
  /// All entries but "." and "..", in no particular order.
  virtual Result<std::vector<FolderEntry>> list(const std::string& folder) const = 0;
  /// Follows links.
  virtual Result<FileStat> stat(const std::string& path) const = 0;
  /// The path without links.
  virtual Result<std::string> resolve(const std::string& path) const = 0;
  /// At most the first `bytes_max` bytes.
  virtual Result<std::string> read_head(const std::string& path, std::size_t bytes_max) const = 0;
  /// Reads the whole file once. kBusy when it changed meanwhile.
  virtual Result<HashedFile> hash(const std::string& path) const = 0;
};

/// The system's. Access times are left alone where the system lets us (O_NOATIME).
class RealFileSystem final : public FileSystem {
 public:
  Result<std::vector<FolderEntry>> list(const std::string& folder) const override;
  Result<FileStat> stat(const std::string& path) const override;
  Result<std::string> resolve(const std::string& path) const override;
  Result<std::string> read_head(const std::string& path, std::size_t bytes_max) const override;
  Result<HashedFile> hash(const std::string& path) const override;
};

}  // namespace shoebox::ingest
