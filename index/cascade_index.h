#pragma once
// The index of an embedding space in one mapped file (docs/data_files.md): exact at any size, from one photo to ten
// million. Under some thousand rows every row is scored; over that, 1-bit codes bound each row's score first
// (index/code_scan.h). Nothing is trained; a row is appended in O(1).
//
// See VectorIndex for threads. A damaged or foreign file is an error kCorrupt, which a search may meet too: the owner
// deletes the file and fills a new one from SQLite.

#include <atomic>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>

#include "index/index_state.h"
#include "index/vector_index.h"

namespace shoebox::index {

enum class Exactness : std::uint8_t {
  kBound,  // a true hit is missed about once in some thousand: a random error beyond three and a half deviations
  kProof,  // every row that may count is scored: costs as much as a scan of all rows
};

struct IndexOptions {
  int threads = 0;                // 0: as many as the machine has cores
  std::int64_t memory_bytes = 0;  // for copies of codes and rows; 0: an eighth of the machine's memory
  Exactness exactness = Exactness::kBound;
  std::uint32_t exact_rows = format::Shape{}.exact_rows;  // part of the file's shape; smaller in tests
};

class CascadeIndex final : public VectorIndex {
 public:
  /// Opens the file or, for writing, creates it. A read-only opener never waits for the writer and never sees half an
  /// append.
  static Result<std::unique_ptr<CascadeIndex>> open(const std::string& path, const SpaceId& space, int dimension,
                                                    OpenMode mode, const IndexOptions& options = {});

  int dimension() const override { return shape_.dimension; }
  std::size_t size() const override;
  CommitSequence last_commit() const override;
  Result<std::vector<std::vector<Hit>>> search(std::span<const float> queries, std::size_t k,
                                               const Bitmap* allowed) const override;
  Result<void> append(std::span<const Slot> slots, std::span<const std::uint16_t> rows) override;
  Result<void> remove(std::span<const Slot> slots) override;
  /// Also gets rid of removed and superseded rows when they are a quarter of the file; searches go on meanwhile.
  Result<void> flush(CommitSequence commit) override;
  Result<std::vector<float>> vector(Slot slot) const override;

  /// As search, with a choice, and telling what it cost (added to `cost`).
  Result<std::vector<std::vector<Hit>>> search(std::span<const float> queries, std::size_t k, const Bitmap* allowed,
                                               Exactness exactness, SearchCost& cost) const;

 private:
  CascadeIndex(const format::Shape& shape, std::string path, OpenMode mode, const IndexOptions& options);
  std::unique_ptr<IndexState> new_state(std::unique_ptr<IndexFile> file) const;
  Result<std::unique_ptr<IndexState>> open_state(const std::string& path) const;
  std::shared_lock<std::shared_mutex> lock_to_read() const;
  std::unique_lock<std::shared_mutex> lock_to_publish() const;
  Result<void> check_queries(std::span<const float> queries, std::size_t k) const;
  Result<void> refresh() const;
  void warm() const;
  Result<std::vector<std::vector<Hit>>> search_batch(const Queries& queries, const Bitmap* allowed, Exactness exactness,
                                                     SearchCost& cost) const;
  Result<void> write(std::span<const format::Entry> entries, std::span<const std::uint16_t> rows);
  Result<void> add_codes();
  bool is_wasteful() const;
  Result<void> compact(CommitSequence commit);
  Result<void> copy_live_rows(const RowsView& view, IndexState& to) const;

  const format::Shape shape_;
  const std::string path_;
  const OpenMode mode_;
  const Exactness exactness_;
  const Rotation rotation_;
  const std::size_t memory_bytes_;
  mutable ThreadTeam team_;
  mutable std::atomic<std::uint32_t> searches_ = 0;
  mutable std::atomic<bool> is_warm_ = false;
  // Locks: writing_ keeps writers apart; state_mutex_ guards what searches read and is held alone only to publish. A
  // searcher or a publisher first passes gate_, so that a stream of searches cannot keep a publisher waiting for ever.
  std::mutex writing_;
  mutable std::mutex gate_;
  mutable std::shared_mutex state_mutex_;
  // A reader follows the writer's file inside const calls, so what it follows with is mutable, under state_mutex_.
  mutable std::unique_ptr<IndexState> state_;
};

}  // namespace shoebox::index
