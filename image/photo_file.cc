#include "image/photo_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "core/limits.h"

namespace shoebox::image {

namespace {

std::string reason(const char* what, int error) {
  return std::string(what) + ": " + std::strerror(error);  // NOLINT(concurrency-mt-unsafe): glibc's is per thread
}

std::int64_t modified_nanoseconds_of(const struct stat& status) {
  return status.st_mtim.tv_sec * std::int64_t{1'000'000'000} + status.st_mtim.tv_nsec;
}

Result<struct stat> status_of(int descriptor) {
  struct stat status {};
  if (fstat(descriptor, &status) != 0) return fail(ErrorCode::kIo, reason("the file cannot be read", errno));
  return status;
}

Result<struct stat> photo_status_of(int descriptor) {
  const struct stat status = TRY(status_of(descriptor));
  if (!S_ISREG(status.st_mode)) return fail(ErrorCode::kUnsupported, "it is not a regular file");
  if (status.st_size == 0) return fail(ErrorCode::kCorrupt, "the file is empty");
  if (status.st_size > limits::kFileBytesMax)
    return fail(ErrorCode::kLimitExceeded, "the file is larger than 2 GiB, the most that is read");
  return status;
}

int open_untouched(const std::string& path) {
  constexpr int kFlags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  const int descriptor = ::open(path.c_str(), kFlags | O_NOATIME);
  // Only the owner of a file may leave its access time alone.
  return descriptor < 0 && errno == EPERM ? ::open(path.c_str(), kFlags) : descriptor;
}

}  // namespace

Result<PhotoFile> PhotoFile::open(const std::string& path) {
  PhotoFile file(open_untouched(path));
  if (file.descriptor_ < 0) {
    const bool absent = errno == ENOENT || errno == ENOTDIR;
    return fail(absent ? ErrorCode::kNotFound : ErrorCode::kIo, reason("the file cannot be opened", errno));
  }
  const struct stat status = TRY(photo_status_of(file.descriptor_));
  file.bytes_ = status.st_size;
  file.modified_nanoseconds_ = modified_nanoseconds_of(status);
  return file;
}

PhotoFile::PhotoFile(PhotoFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      bytes_(other.bytes_),
      modified_nanoseconds_(other.modified_nanoseconds_) {}

PhotoFile::~PhotoFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> PhotoFile::check_unchanged() const {
  const struct stat status = TRY(status_of(descriptor_));
  if (status.st_size != bytes_ || modified_nanoseconds_of(status) != modified_nanoseconds_)
    return fail(ErrorCode::kIo, "the file changed while it was being read; the next run reads it again");
  return {};
}

Result<MappedFile> MappedFile::create(int descriptor) {
  const struct stat status = TRY(photo_status_of(descriptor));
  const auto size = static_cast<std::size_t>(status.st_size);
  void* data = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (data == MAP_FAILED) return fail(ErrorCode::kIo, reason("the file cannot be mapped", errno));
  return MappedFile(static_cast<const std::byte*>(data), size);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile::~MappedFile() {
  if (data_ != nullptr) munmap(const_cast<std::byte*>(data_), size_);
}

}  // namespace shoebox::image
