#include "index/flat_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "core/check.h"
#include "core/hash.h"
#include "core/path.h"
#include "simd/dot.h"

namespace shoebox::index {

using flat_format::Commit;
using flat_format::Digests;
using flat_format::Entry;
using flat_format::kRowsPerBlock;

namespace {

using Page = std::array<std::byte, flat_format::kPageBytes>;

/// As many bytes as there are; short at the end of the file.
std::size_t read_at(int descriptor, std::size_t offset, std::span<std::byte> into) {
  std::size_t done = 0;
  while (done < into.size()) {
    const ssize_t got = ::pread(descriptor, into.data() + done, into.size() - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

int open_descriptor(const std::string& path, OpenMode mode) {
  const int access = mode == OpenMode::kReadWrite ? O_RDWR : O_RDONLY;
  // O_NONBLOCK: a pipe in the file's place must not stop us.
  return ::open(path.c_str(), access | O_CLOEXEC | O_NONBLOCK);
}

}  // namespace

FlatFile::FlatFile(int descriptor, std::string path, int dimension)
    : descriptor_(descriptor),
      path_(std::move(path)),
      layout_(dimension),
      dimension_(static_cast<std::size_t>(dimension)) {}

FlatFile::~FlatFile() {
  if (mapped_ != nullptr) ::munmap(const_cast<std::byte*>(mapped_), mapped_bytes_);
  ::close(descriptor_);
}

std::unexpected<Error> FlatFile::system_error(const char* what) const {
  const std::string reason = std::generic_category().message(errno);
  return fail(ErrorCode::kIo, std::string("the index file cannot be ") + what + ": " + reason, path_);
}

Result<std::unique_ptr<FlatFile>> FlatFile::open(const std::string& path, const SpaceId& space, int dimension,
                                                 OpenMode mode) {
  int descriptor = open_descriptor(path, mode);
  if (descriptor < 0 && errno == ENOENT && mode == OpenMode::kReadWrite) {
    TRY(write_file_atomically(path, flat_format::encode_new_file(space, dimension)));
    descriptor = open_descriptor(path, mode);
  }
  if (descriptor < 0 && errno == ENOENT) return fail(ErrorCode::kNotFound, "there is no index file", path);
  if (descriptor < 0) {
    return fail(ErrorCode::kIo, "the index file cannot be opened: " + std::generic_category().message(errno), path);
  }
  std::unique_ptr<FlatFile> file(new FlatFile(descriptor, path, dimension));
  if (mode == OpenMode::kReadWrite && ::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    return fail(ErrorCode::kBusy, "another process writes to the index file", path);
  }
  TRY(file->check_header(space, dimension));
  return file;
}

Result<void> FlatFile::check_header(const SpaceId& space, int dimension) const {
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0) return system_error("examined");
  if (!S_ISREG(status.st_mode)) return fail(ErrorCode::kCorrupt, "the index is not a file", path_);
  Page page;
  const std::size_t got = read_at(descriptor_, 0, page);
  const auto checked = flat_format::check_header(std::span(page).first(got), space, dimension);
  if (!checked) return std::unexpected(checked.error().within(path_));
  return {};
}

Result<Commit> FlatFile::read_commit() const {
  std::optional<Commit> newest;
  for (const std::size_t offset : flat_format::kCommitOffsets) {
    Page page;
    const auto commit = flat_format::decode_commit(std::span(page).first(read_at(descriptor_, offset, page)));
    if (commit && (!newest || commit->generation > newest->generation)) newest = commit;
  }
  if (!newest) return fail(ErrorCode::kCorrupt, "the index file has no whole commit record", path_);
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0) return system_error("examined");
  const auto file_bytes = static_cast<std::size_t>(status.st_size);
  // The count is compared first on its own, so that a huge one cannot overflow the length.
  const bool possible = newest->entry_count <= flat_format::kEntriesMax &&
                        newest->entry_count <= file_bytes / layout_.row_bytes &&
                        layout_.file_bytes(newest->entry_count) <= file_bytes;
  if (!possible) return fail(ErrorCode::kCorrupt, "the index file is cut off", path_);
  return *newest;
}

Result<void> FlatFile::map(std::size_t bytes) {
  if (bytes <= mapped_bytes_) return {};
  // Larger than the file, so that appends need no new mapping each; only what lies in the file is ever touched.
  constexpr std::size_t kSpareBytes = std::size_t{16} << 20;
  const std::size_t length = bytes + bytes / 2 + kSpareBytes;
  void* at = ::mmap(nullptr, length, PROT_READ, MAP_SHARED, descriptor_, 0);
  if (at == MAP_FAILED) return system_error("mapped");
  if (mapped_ != nullptr) ::munmap(const_cast<std::byte*>(mapped_), mapped_bytes_);
  mapped_ = static_cast<const std::byte*>(at);
  mapped_bytes_ = length;
  return {};
}

Result<void> FlatFile::verify(const Commit& commit, std::size_t first_row) {
  TRY(map(layout_.file_bytes(commit.entry_count)));
  const std::size_t last_full = commit.entry_count / kRowsPerBlock;
  for (std::size_t block = first_row / kRowsPerBlock; block <= last_full; ++block) {
    const std::size_t entry_count = block < last_full ? kRowsPerBlock : commit.entry_count % kRowsPerBlock;
    const Digests found = digests(block, entry_count);
    const bool same = block < last_full ? block_header_matches(block, found) : found == commit.tail;
    if (!same || !is_sane(block, entry_count)) {
      return fail(ErrorCode::kCorrupt, "block " + std::to_string(block) + " of the index file is damaged", path_);
    }
  }
  return {};
}

bool FlatFile::block_header_matches(std::size_t block, const Digests& found) const {
  const std::span header(mapped_ + layout_.block_offset(block), flat_format::kBlockHeaderBytes);
  return flat_format::block_header_matches(header, block, found);
}

/// Right checksums do not prove that a writer was sane; a NaN would spoil every order, so it is kept out here too.
bool FlatFile::is_sane(std::size_t block, std::size_t entry_count) const {
  if (entry_count == 0) return true;
  const std::size_t first = block * kRowsPerBlock;
  for (std::size_t i = 0; i < entry_count; ++i) {
    const flat_format::EntryKind kind = entry(first + i).kind;
    if (kind != flat_format::EntryKind::kRow && kind != flat_format::EntryKind::kRemoval) return false;
  }
  return simd::all_finite_f16(row(first), entry_count * dimension_);
}

Digests FlatFile::digests(std::size_t block, std::size_t entry_count) const {
  if (entry_count == 0) return {hash_bytes({}), hash_bytes({})};
  const std::size_t first = block * kRowsPerBlock;
  return {hash_bytes({mapped_ + layout_.entry_offset(first), entry_count * sizeof(Entry)}),
          hash_bytes({mapped_ + layout_.row_offset(first), entry_count * layout_.row_bytes})};
}

const Entry& FlatFile::entry(std::size_t row) const {
  return *reinterpret_cast<const Entry*>(mapped_ + layout_.entry_offset(row));
}

const std::uint16_t* FlatFile::row(std::size_t row) const {
  return reinterpret_cast<const std::uint16_t*>(mapped_ + layout_.row_offset(row));
}

Result<void> FlatFile::write_all(std::span<const std::byte> bytes, std::size_t offset) {
  while (!bytes.empty()) {
    const ssize_t put = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return system_error("written");
    bytes = bytes.subspan(static_cast<std::size_t>(put));
    offset += static_cast<std::size_t>(put);
  }
  return {};
}

Result<void> FlatFile::write(std::size_t first, std::span<const Entry> entries, std::span<const std::uint16_t> rows) {
  CHECK(rows.size() == entries.size() * dimension_);
  while (!entries.empty()) {
    const std::size_t count = std::min(entries.size(), kRowsPerBlock - first % kRowsPerBlock);
    TRY(write_within_block(first, entries.first(count), rows.first(count * dimension_)));
    entries = entries.subspan(count);
    rows = rows.subspan(count * dimension_);
    first += count;
  }
  return {};
}

Result<void> FlatFile::write_within_block(std::size_t first, std::span<const Entry> entries,
                                          std::span<const std::uint16_t> rows) {
  TRY(write_all(std::as_bytes(entries), layout_.entry_offset(first)));
  TRY(write_all(std::as_bytes(rows), layout_.row_offset(first)));
  const std::size_t end = first + entries.size();
  TRY(map(layout_.file_bytes(end)));
  if (end % kRowsPerBlock != 0) return {};
  const std::size_t block = first / kRowsPerBlock;
  const std::string header = flat_format::encode_block_header(block, digests(block, kRowsPerBlock));
  return write_all(std::as_bytes(std::span(header)), layout_.block_offset(block));
}

Result<void> FlatFile::sync() const {
  if (::fdatasync(descriptor_) != 0) return system_error("made durable");
  return {};
}

Result<void> FlatFile::commit(Commit& commit) {
  commit.tail = digests(commit.entry_count / kRowsPerBlock, commit.entry_count % kRowsPerBlock);
  ++commit.generation;
  const std::string page = flat_format::encode_commit(commit);
  TRY(sync());
  // An odd generation lies first, an even one second: never over the record that is valid now.
  TRY(write_all(std::as_bytes(std::span(page)), flat_format::kCommitOffsets[(commit.generation + 1) % 2]));
  return sync();
}

}  // namespace shoebox::index
