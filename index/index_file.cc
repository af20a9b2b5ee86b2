#include "index/index_file.h"

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

using format::Commit;
using format::Entry;
using format::kBlocksPerSegment;
using format::kRowsPerBlock;

namespace {

using Page = std::array<std::byte, format::kPageBytes>;

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

IndexFile::IndexFile(int descriptor, std::string path, int dimension)
    : descriptor_(descriptor), path_(std::move(path)), layout_(dimension) {}

IndexFile::~IndexFile() {
  if (mapped_ != nullptr) ::munmap(const_cast<std::byte*>(mapped_), mapped_bytes_);
  ::close(descriptor_);
}

std::unexpected<Error> IndexFile::system_error(const char* what) const {
  const std::string reason = std::generic_category().message(errno);
  return fail(ErrorCode::kIo, std::string("the index file cannot be ") + what + ": " + reason, path_);
}

std::unexpected<Error> IndexFile::damaged(const char* what, std::size_t number) const {
  return fail(ErrorCode::kCorrupt, what + std::string(" ") + std::to_string(number) + " of the index file is damaged",
              path_);
}

Result<std::unique_ptr<IndexFile>> IndexFile::open(const std::string& path, const format::Shape& shape, OpenMode mode) {
  int descriptor = open_descriptor(path, mode);
  if (descriptor < 0 && errno == ENOENT && mode == OpenMode::kReadWrite) {
    TRY(write_file_atomically(path, format::encode_new_file(shape)));
    descriptor = open_descriptor(path, mode);
  }
  if (descriptor < 0 && errno == ENOENT) return fail(ErrorCode::kNotFound, "there is no index file", path);
  if (descriptor < 0) {
    return fail(ErrorCode::kIo, "the index file cannot be opened: " + std::generic_category().message(errno), path);
  }
  std::unique_ptr<IndexFile> file(new IndexFile(descriptor, path, shape.dimension));
  if (mode == OpenMode::kReadWrite && ::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    return fail(ErrorCode::kBusy, "another process writes to the index file", path);
  }
  TRY(file->check_header(shape));
  return file;
}

Result<void> IndexFile::check_header(const format::Shape& shape) const {
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0) return system_error("examined");
  if (!S_ISREG(status.st_mode)) return fail(ErrorCode::kCorrupt, "the index is not a file", path_);
  Page page;
  const std::size_t got = read_at(descriptor_, 0, page);
  const auto checked = format::check_header(std::span(page).first(got), shape);
  if (!checked) return std::unexpected(checked.error().within(path_));
  return {};
}

bool IndexFile::is_replaced() const {
  struct stat own {};
  struct stat there {};
  return ::fstat(descriptor_, &own) == 0 && ::stat(path_.c_str(), &there) == 0 &&
         (own.st_ino != there.st_ino || own.st_dev != there.st_dev);
}

Result<Commit> IndexFile::read_commit() const {
  std::optional<Commit> newest;
  for (const std::size_t offset : format::kCommitOffsets) {
    Page page;
    const auto commit = format::decode_commit(std::span(page).first(read_at(descriptor_, offset, page)));
    if (commit && (!newest || commit->generation > newest->generation)) newest = commit;
  }
  if (!newest) return fail(ErrorCode::kCorrupt, "the index file has no whole commit record", path_);
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0) return system_error("examined");
  const auto file_bytes = static_cast<std::size_t>(status.st_size);
  // The count is compared first on its own, so that a huge one cannot overflow the length.
  const bool possible = newest->entry_count <= format::kEntriesMax &&
                        newest->entry_count <= file_bytes / layout_.row_bytes &&
                        layout_.file_bytes(newest->entry_count) <= file_bytes &&
                        newest->coded_blocks <= newest->entry_count / kRowsPerBlock;
  if (!possible) return fail(ErrorCode::kCorrupt, "the index file is cut off", path_);
  return *newest;
}

Result<void> IndexFile::map(std::size_t bytes) {
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

Result<void> IndexFile::verify(const Commit& commit, std::size_t first_row, std::size_t first_coded) {
  TRY(map(layout_.file_bytes(commit.entry_count)));
  const std::size_t last_full = commit.entry_count / kRowsPerBlock;
  for (std::size_t block = first_row / kRowsPerBlock; block <= last_full; ++block) {
    const std::size_t entry_count = block < last_full ? kRowsPerBlock : commit.entry_count % kRowsPerBlock;
    const Hash128 found = entries_digest(block, entry_count);
    const bool same =
        block < last_full ? header_matches(layout_.block_offset(block), block, found) : found == commit.tail;
    if (!same) return damaged("block", block);
  }
  return verify_codes(commit, first_coded);
}

Result<void> IndexFile::verify_codes(const Commit& commit, std::size_t first_coded) const {
  for (std::size_t block = first_coded; block < commit.coded_blocks; ++block) {
    const std::size_t segment = block / kBlocksPerSegment;
    if (block == first_coded || block % kBlocksPerSegment == 0) {
      const Hash128 found = hash_bytes(std::as_bytes(centre(segment)));
      if (!header_matches(layout_.centre_offset(segment), segment, found)) return damaged("segment", segment);
      if (!simd::all_finite(centre(segment).data(), layout_.dimension)) return damaged("segment", segment);
    }
    const Hash128 found = hash_bytes(mapped(layout_.code_offset(block), layout_.code_bytes));
    if (!header_matches(layout_.code_header_offset(block), block, found)) return damaged("block", block);
  }
  return {};
}

bool IndexFile::header_matches(std::size_t offset, std::size_t number, const Hash128& found) const {
  return format::block_header_matches(mapped(offset, format::kBlockHeaderBytes), number, found);
}

Hash128 IndexFile::entries_digest(std::size_t block, std::size_t entry_count) const {
  if (entry_count == 0) return hash_bytes({});
  return hash_bytes(mapped(layout_.entry_offset(block * kRowsPerBlock), entry_count * sizeof(Entry)));
}

const Entry& IndexFile::entry(std::size_t row) const {
  return *reinterpret_cast<const Entry*>(mapped_ + layout_.entry_offset(row));
}

const std::uint16_t* IndexFile::row(std::size_t row) const {
  return reinterpret_cast<const std::uint16_t*>(mapped_ + layout_.row_offset(row));
}

format::BlockCodes IndexFile::codes(std::size_t block) const {
  return {mapped_ + layout_.code_offset(block)};
}

std::span<const float> IndexFile::centre(std::size_t segment) const {
  const std::byte* at = mapped_ + layout_.centre_offset(segment) + format::kBlockHeaderBytes;
  return {reinterpret_cast<const float*>(at), layout_.dimension};
}

/// Right checksums do not prove that a writer was sane; a NaN would spoil every order, so it is kept out here too.
bool IndexFile::row_is_whole(std::size_t number) const {
  const std::span values(row(number), layout_.dimension);
  const Entry& stored = entry(number);
  return format::row_entry(Slot{stored.slot}, values).check == stored.check &&
         simd::all_finite_f16(values.data(), values.size());
}

Result<void> IndexFile::write_all(std::span<const std::byte> bytes, std::size_t offset) {
  while (!bytes.empty()) {
    const ssize_t put = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return system_error("written");
    bytes = bytes.subspan(static_cast<std::size_t>(put));
    offset += static_cast<std::size_t>(put);
  }
  return {};
}

Result<void> IndexFile::write(std::size_t first, std::span<const Entry> entries, std::span<const std::uint16_t> rows) {
  CHECK(rows.size() == entries.size() * layout_.dimension);
  while (!entries.empty()) {
    const std::size_t count = std::min(entries.size(), kRowsPerBlock - first % kRowsPerBlock);
    TRY(write_within_block(first, entries.first(count), rows.first(count * layout_.dimension)));
    entries = entries.subspan(count);
    rows = rows.subspan(count * layout_.dimension);
    first += count;
  }
  return {};
}

Result<void> IndexFile::write_within_block(std::size_t first, std::span<const Entry> entries,
                                           std::span<const std::uint16_t> rows) {
  TRY(write_all(std::as_bytes(entries), layout_.entry_offset(first)));
  TRY(write_all(std::as_bytes(rows), layout_.row_offset(first)));
  const std::size_t end = first + entries.size();
  TRY(map(layout_.file_bytes(end)));
  if (end % kRowsPerBlock != 0) return {};
  const std::size_t block = first / kRowsPerBlock;
  const std::string header = format::encode_block_header(block, entries_digest(block, kRowsPerBlock));
  return write_all(std::as_bytes(std::span(header)), layout_.block_offset(block));
}

Result<void> IndexFile::write_centre(std::size_t segment, std::span<const float> direction) {
  CHECK(direction.size() == layout_.dimension);
  const auto bytes = std::as_bytes(direction);
  const std::string header = format::encode_block_header(segment, hash_bytes(bytes));
  TRY(write_all(bytes, layout_.centre_offset(segment) + format::kBlockHeaderBytes));
  return write_all(std::as_bytes(std::span(header)), layout_.centre_offset(segment));
}

Result<void> IndexFile::write_codes(std::size_t block, std::span<const std::byte> codes) {
  CHECK(codes.size() == layout_.code_bytes);
  const std::string header = format::encode_block_header(block, hash_bytes(codes));
  TRY(write_all(codes, layout_.code_offset(block)));
  return write_all(std::as_bytes(std::span(header)), layout_.code_header_offset(block));
}

Result<void> IndexFile::sync() const {
  if (::fdatasync(descriptor_) != 0) return system_error("made durable");
  return {};
}

Result<void> IndexFile::commit(Commit& commit) {
  commit.tail = entries_digest(commit.entry_count / kRowsPerBlock, commit.entry_count % kRowsPerBlock);
  ++commit.generation;
  const std::string page = format::encode_commit(commit);
  TRY(sync());
  // An odd generation lies first, an even one second: never over the record that is valid now.
  TRY(write_all(std::as_bytes(std::span(page)), format::kCommitOffsets[(commit.generation + 1) % 2]));
  return sync();
}

}  // namespace shoebox::index
