#pragma once
// A flat index file on disk: mapped for reading, appended to by pwrite, and switched from one state to the next by a
// commit record. Crash safety: rows are synced before the record that counts them; the two records are written in turn,
// so one of them is always whole. Not thread-safe; FlatIndex guards it.

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "index/flat_format.h"
#include "index/flat_index.h"

namespace shoebox::index {

class FlatFile final {
 public:
  /// For writing, makes the file where it is missing and takes its lock (kBusy when it is taken). kNotFound, kIo,
  /// kCorrupt. The content is not checked yet: see verify.
  static Result<std::unique_ptr<FlatFile>> open(const std::string& path, const SpaceId& space, int dimension,
                                                OpenMode mode);
  ~FlatFile();
  FlatFile(const FlatFile&) = delete;
  FlatFile& operator=(const FlatFile&) = delete;

  /// The newest whole commit record. kCorrupt when there is none, or it counts more than the file holds.
  Result<flat_format::Commit> read_commit() const;
  /// Checks the blocks that hold rows from `first_row` on: digests, kinds of entry, finite numbers. Maps what the
  /// commit counts.
  Result<void> verify(const flat_format::Commit& commit, std::size_t first_row);

  /// Valid for rows that were verified or written, until the next call that maps (verify, write).
  const flat_format::Entry& entry(std::size_t row) const;
  const std::uint16_t* row(std::size_t row) const;

  /// Puts entries and their rows from row number `first` on: behind every commit record, so nobody sees them yet.
  Result<void> write(std::size_t first, std::span<const flat_format::Entry> entries,
                     std::span<const std::uint16_t> rows);
  /// Makes rows and then the record durable. Fills in the record's generation and digests.
  Result<void> commit(flat_format::Commit& commit);

 private:
  FlatFile(int descriptor, std::string path, int dimension);
  Result<void> check_header(const SpaceId& space, int dimension) const;
  Result<void> map(std::size_t bytes);
  Result<void> write_all(std::span<const std::byte> bytes, std::size_t offset);
  Result<void> write_within_block(std::size_t first, std::span<const flat_format::Entry> entries,
                                  std::span<const std::uint16_t> rows);
  Result<void> sync() const;
  bool block_header_matches(std::size_t block, const flat_format::Digests& found) const;
  bool is_sane(std::size_t block, std::size_t entry_count) const;
  flat_format::Digests digests(std::size_t block, std::size_t entry_count) const;
  std::unexpected<Error> system_error(const char* what) const;

  int descriptor_;
  std::string path_;
  flat_format::Layout layout_;
  std::size_t dimension_;
  const std::byte* mapped_ = nullptr;
  std::size_t mapped_bytes_ = 0;
};

}  // namespace shoebox::index
