#pragma once
// A photo open for reading. Photos are never touched: read-only, without changing the access time where the system lets
// us, and never blocking on something that is not a file. Not thread-safe; it owns its descriptor or its mapping.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "core/result.h"

namespace shoebox::image {

/// An open regular file and what it looked like when it was opened.
class PhotoFile final {
 public:
  /// Follows links. kNotFound, kIo; kUnsupported when it is not a regular file; kCorrupt when it is empty;
  /// kLimitExceeded when it is over limits::kFileBytesMax.
  static Result<PhotoFile> open(const std::string& path);
  PhotoFile(PhotoFile&& other) noexcept;
  PhotoFile& operator=(PhotoFile&&) = delete;
  PhotoFile(const PhotoFile&) = delete;
  PhotoFile& operator=(const PhotoFile&) = delete;
  ~PhotoFile();

  int descriptor() const { return descriptor_; }
  std::int64_t bytes() const { return bytes_; }
  /// kIo when its size or modification time is no longer what it was: what was read is then a mixture of two files.
  Result<void> check_unchanged() const;

 private:
  explicit PhotoFile(int descriptor) : descriptor_(descriptor) {}

  int descriptor_ = -1;
  std::int64_t bytes_ = 0;
  std::int64_t modified_nanoseconds_ = 0;
};

/// The bytes of an open file, mapped. Somebody who cuts the file short meanwhile makes reading them a SIGBUS, so the
/// product maps photos in decode workers only.
class MappedFile final {
 public:
  /// The errors of PhotoFile::open, for a descriptor that comes from elsewhere.
  static Result<MappedFile> create(int descriptor);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&&) = delete;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  std::span<const std::byte> bytes() const { return {data_, size_}; }

 private:
  MappedFile(const std::byte* data, std::size_t size) : data_(data), size_(size) {}

  const std::byte* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace shoebox::image
