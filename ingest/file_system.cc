#include "ingest/file_system.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>

#include "core/descriptor.h"
#include "core/hash.h"

namespace shoebox::ingest {

namespace {

std::unexpected<Error> system_failure(std::string_view what, const std::string& path) {
  const int number = errno;
  const bool absent = number == ENOENT || number == ENOTDIR;
  return fail(absent ? ErrorCode::kNotFound : ErrorCode::kIo, fmt::format("{}: {}", what, std::strerror(number)), path);
}

/// O_NOATIME is for the owner and root only; everybody else gets EPERM and opens again without it. O_NONBLOCK so that a
/// FIFO with a picture's name cannot stop the run.
Descriptor open_for_reading(const std::string& path, int more_flags) {
  const int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | more_flags;
  const int number = open(path.c_str(), flags | O_NOATIME);
  if (number >= 0 || errno != EPERM) return Descriptor(number);
  return Descriptor(open(path.c_str(), flags));
}

FileKind kind_of(mode_t mode) {
  if (S_ISREG(mode)) return FileKind::kRegular;
  if (S_ISDIR(mode)) return FileKind::kFolder;
  if (S_ISLNK(mode)) return FileKind::kLink;
  return FileKind::kOther;
}

FileKind kind_of_entry(unsigned char type) {
  switch (type) {
    case DT_REG:
      return FileKind::kRegular;
    case DT_DIR:
      return FileKind::kFolder;
    case DT_LNK:
      return FileKind::kLink;
    case DT_UNKNOWN:
      return FileKind::kUnknown;
    default:
      return FileKind::kOther;
  }
}

FileStat to_file_stat(const struct stat& info) {
  return FileStat{.kind = kind_of(info.st_mode),
                  .device = info.st_dev,
                  .inode = info.st_ino,
                  .size_bytes = info.st_size,
                  .modified_ns = static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec};
}

Result<FileStat> stat_open(const Descriptor& file, const std::string& path) {
  struct stat info {};
  if (fstat(file.number(), &info) != 0) return system_failure("cannot read the file", path);
  return to_file_stat(info);
}

/// Only then is it read: a device or FIFO would block or never end.
Result<FileStat> stat_regular(const Descriptor& file, const std::string& path) {
  if (file.number() < 0) return system_failure("cannot open the file", path);
  const FileStat stat = TRY(stat_open(file, path));
  if (stat.kind != FileKind::kRegular) return fail(ErrorCode::kIo, "not a regular file", path);
  return stat;
}

struct CloseFolder {
  void operator()(DIR* stream) const { closedir(stream); }
};

}  // namespace

Result<std::vector<FolderEntry>> RealFileSystem::list(const std::string& folder) const {
  Descriptor descriptor = open_for_reading(folder, O_DIRECTORY);
  if (descriptor.number() < 0) return system_failure("cannot open the folder", folder);
  const std::unique_ptr<DIR, CloseFolder> stream(fdopendir(descriptor.number()));
  if (!stream) return system_failure("cannot read the folder", folder);
  descriptor.release();
  std::vector<FolderEntry> entries;
  while (true) {
    errno = 0;
    const dirent* const entry = readdir(stream.get());
    if (entry == nullptr) break;
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") entries.push_back({std::string(name), kind_of_entry(entry->d_type)});
  }
  // Half a listing would look as if the rest had been deleted.
  if (errno != 0) return system_failure("cannot read the folder", folder);
  return entries;
}

Result<FileStat> RealFileSystem::stat(const std::string& path) const {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return system_failure("cannot read the file", path);
  return to_file_stat(info);
}

Result<std::string> RealFileSystem::resolve(const std::string& path) const {
  const std::unique_ptr<char, decltype(&std::free)> resolved(::realpath(path.c_str(), nullptr), &std::free);
  if (!resolved) return system_failure("cannot follow the path", path);
  return std::string(resolved.get());
}

Result<std::string> RealFileSystem::read_head(const std::string& path, std::size_t bytes_max) const {
  const Descriptor file = open_for_reading(path, 0);
  const FileStat stat = TRY(stat_regular(file, path));
  std::string head(std::min(bytes_max, static_cast<std::size_t>(stat.size_bytes)), '\0');
  std::size_t filled = 0;
  while (filled < head.size()) {
    const ssize_t n = read(file.number(), head.data() + filled, head.size() - filled);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return system_failure("cannot read the file", path);
    if (n == 0) break;
    filled += static_cast<std::size_t>(n);
  }
  head.resize(filled);
  return head;
}

Result<HashedFile> RealFileSystem::hash(const std::string& path) const {
  const Descriptor file = open_for_reading(path, 0);
  const FileStat before = TRY(stat_regular(file, path));
  auto hash = hash_file(file.number());
  if (!hash) return std::unexpected(hash.error().within(path));
  const FileStat after = TRY(stat_open(file, path));
  if (before != after) return fail(ErrorCode::kBusy, "the file is still being written", path);
  return HashedFile{*hash, after};
}

}  // namespace shoebox::ingest
