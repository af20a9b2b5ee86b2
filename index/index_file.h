#pragma once
// An index file on disk: mapped for reading, appended to by pwrite, and switched from one state to the next by a commit
// record. Crash safety: rows and codes are synced before the record that counts them; the two records are written in
// turn, so one of them is always whole. Not thread-safe; CascadeIndex guards it, but what is mapped may be read while
// the one writer writes behind it, as long as that does not map anew (write, verify).

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "index/index_format.h"

namespace shoebox::index {

enum class OpenMode : std::uint8_t { kReadOnly, kReadWrite };

class IndexFile final {
 public:
  /// For writing, makes the file where it is missing and takes its lock (kBusy when it is taken). kNotFound, kIo,
  /// kCorrupt. The content is not checked yet: see verify.
  static Result<std::unique_ptr<IndexFile>> open(const std::string& path, const format::Shape& shape, OpenMode mode);
  ~IndexFile();
  IndexFile(const IndexFile&) = delete;
  IndexFile& operator=(const IndexFile&) = delete;

  const format::Layout& layout() const { return layout_; }
  const std::string& path() const { return path_; }
  /// Another file lies where this one was opened: it was built anew.
  bool is_replaced() const;

  /// The newest whole commit record. kCorrupt when there is none, or it counts more than the file holds.
  Result<format::Commit> read_commit() const;
  /// Checks entries from row `first_row` on, and codes and centres from block `first_coded` on, against their digests,
  /// and maps what the commit counts. Rows themselves are checked when they are first used: see row_is_whole.
  Result<void> verify(const format::Commit& commit, std::size_t first_row, std::size_t first_coded);

  /// Valid for what was verified or written, until the next call that maps (verify, write).
  const format::Entry& entry(std::size_t row) const;
  const std::uint16_t* row(std::size_t row) const;
  format::BlockCodes codes(std::size_t block) const;
  std::span<const float> centre(std::size_t segment) const;
  /// Whether a row is as it was written, and its numbers finite.
  bool row_is_whole(std::size_t row) const;

  /// Puts entries and their rows from row number `first` on: behind every commit record, so nobody sees them yet.
  Result<void> write(std::size_t first, std::span<const format::Entry> entries, std::span<const std::uint16_t> rows);
  /// Puts a segment's centre, before its first codes.
  Result<void> write_centre(std::size_t segment, std::span<const float> direction);
  /// Puts a full block's codes: layout().code_bytes.
  Result<void> write_codes(std::size_t block, std::span<const std::byte> codes);
  /// Makes everything and then the record durable. Fills in the record's generation and digest.
  Result<void> commit(format::Commit& commit);

 private:
  IndexFile(int descriptor, std::string path, int dimension);
  Result<void> check_header(const format::Shape& shape) const;
  Result<void> map(std::size_t bytes);
  Result<void> write_all(std::span<const std::byte> bytes, std::size_t offset);
  Result<void> write_within_block(std::size_t first, std::span<const format::Entry> entries,
                                  std::span<const std::uint16_t> rows);
  Result<void> verify_codes(const format::Commit& commit, std::size_t first_coded) const;
  Result<void> sync() const;
  bool header_matches(std::size_t offset, std::size_t number, const Hash128& found) const;
  Hash128 entries_digest(std::size_t block, std::size_t entry_count) const;
  std::span<const std::byte> mapped(std::size_t offset, std::size_t bytes) const { return {mapped_ + offset, bytes}; }
  std::unexpected<Error> system_error(const char* what) const;
  std::unexpected<Error> damaged(const char* what, std::size_t number) const;

  int descriptor_;
  std::string path_;
  format::Layout layout_;
  const std::byte* mapped_ = nullptr;
  std::size_t mapped_bytes_ = 0;
};

}  // namespace shoebox::index
