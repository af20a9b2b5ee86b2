#include "index/flat_index.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <utility>

#include "core/check.h"
#include "core/limits.h"
#include "index/flat_file.h"
#include "index/flat_scan.h"
#include "index/slot_map.h"
#include "simd/dot.h"

namespace shoebox::index {
namespace {

using flat_format::Commit;
using flat_format::Entry;
using flat_format::EntryKind;

// Unit vectors are far smaller; beyond this, sums of products could leave the range of float32.
constexpr float kQueryValueMax = 1e15F;
// A filter that leaves fewer than one slot in this many goes from the slots to their rows.
constexpr std::size_t kSparseFilter = 16;

/// Locks: `writing_` keeps writers apart; `state_mutex_` guards what searches read and is held alone only to publish.
/// A searcher or a publisher first passes `gate_`, so that a stream of searches cannot keep a publisher waiting for
/// ever.
class FlatIndex final : public VectorIndex {
 public:
  FlatIndex(std::unique_ptr<FlatFile> file, int dimension, OpenMode mode, int threads)
      : file_(std::move(file)), dimension_(static_cast<std::size_t>(dimension)), mode_(mode) {
    const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
    threads_ = threads > 0 ? static_cast<std::size_t>(threads) : cores;
  }

  Result<void> load();

  int dimension() const override { return static_cast<int>(dimension_); }
  std::size_t size() const override;
  CommitSequence last_commit() const override;
  Result<std::vector<std::vector<Hit>>> search(std::span<const float> queries, std::size_t k,
                                               const Bitmap* allowed) const override;
  Result<void> append(std::span<const Slot> slots, std::span<const std::uint16_t> rows) override;
  Result<void> remove(std::span<const Slot> slots) override;
  Result<void> flush(CommitSequence commit) override;
  Result<std::vector<float>> vector(Slot slot) const override;

 private:
  std::shared_lock<std::shared_mutex> lock_to_read() const;
  std::unique_lock<std::shared_mutex> lock_to_publish() const;
  Result<void> check_queries(std::span<const float> queries, std::size_t k) const;
  Result<void> refresh() const;
  Result<void> take_over(const Commit& commit) const;
  Result<void> write(std::span<const Entry> entries, std::span<const std::uint16_t> rows);
  void publish(std::size_t entry_count) const;
  void publish_entry(const Entry& entry, std::uint32_t row) const;
  void kill_row(std::uint32_t row) const;
  std::vector<std::uint32_t> rows_of(const Bitmap& allowed) const;

  // A reader follows the writer's file inside const calls, so what it follows with is mutable, under state_mutex_.
  std::unique_ptr<FlatFile> file_;
  std::size_t dimension_;
  OpenMode mode_;
  std::size_t threads_;
  std::mutex writing_;
  mutable std::mutex gate_;
  mutable std::shared_mutex state_mutex_;
  mutable Commit commit_;
  mutable std::size_t entry_count_ = 0;  // published, whether durable or not
  mutable std::size_t live_count_ = 0;
  mutable SlotMap row_by_slot_;
  mutable std::vector<std::uint64_t> live_;
  mutable std::atomic<int> searches_ = 0;
};

std::shared_lock<std::shared_mutex> FlatIndex::lock_to_read() const {
  const std::scoped_lock gate(gate_);
  return std::shared_lock(state_mutex_);
}

std::unique_lock<std::shared_mutex> FlatIndex::lock_to_publish() const {
  const std::scoped_lock gate(gate_);
  return std::unique_lock(state_mutex_);
}

Result<void> FlatIndex::load() {
  const Commit commit = TRY(file_->read_commit());
  return take_over(commit);
}

/// Reads what a newer commit added. The caller holds the state alone.
Result<void> FlatIndex::take_over(const Commit& commit) const {
  if (commit.entry_count < entry_count_) return fail(ErrorCode::kCorrupt, "the index file has lost rows");
  TRY(file_->verify(commit, entry_count_));
  publish(commit.entry_count);
  if (live_count_ != commit.live_count) return fail(ErrorCode::kCorrupt, "the index file counts its vectors wrongly");
  commit_ = commit;
  return {};
}

void FlatIndex::publish(std::size_t entry_count) const {
  live_.resize((entry_count + 63) / 64, 0);
  for (std::size_t row = entry_count_; row < entry_count; ++row) {
    publish_entry(file_->entry(row), static_cast<std::uint32_t>(row));
  }
  entry_count_ = entry_count;
}

void FlatIndex::publish_entry(const Entry& entry, std::uint32_t row) const {
  const Slot slot{entry.slot};
  kill_row(row_by_slot_.row(slot));
  if (entry.kind == EntryKind::kRemoval) {
    row_by_slot_.set(slot, SlotMap::kNone);
    return;
  }
  row_by_slot_.set(slot, row);
  live_[row / 64] |= std::uint64_t{1} << row % 64;
  ++live_count_;
}

void FlatIndex::kill_row(std::uint32_t row) const {
  if (row == SlotMap::kNone) return;
  live_[row / 64] &= ~(std::uint64_t{1} << row % 64);
  --live_count_;
}

/// A read-only index looks whether the writer has flushed something since.
Result<void> FlatIndex::refresh() const {
  if (mode_ == OpenMode::kReadWrite) return {};
  const Commit newest = TRY(file_->read_commit());
  {
    const auto lock = lock_to_read();
    if (newest.generation <= commit_.generation) return {};
  }
  const auto lock = lock_to_publish();
  if (newest.generation <= commit_.generation) return {};
  return take_over(newest);
}

std::size_t FlatIndex::size() const {
  const auto lock = lock_to_read();
  return live_count_;
}

CommitSequence FlatIndex::last_commit() const {
  const auto lock = lock_to_read();
  return commit_.last_commit;
}

Result<void> FlatIndex::check_queries(std::span<const float> queries, std::size_t k) const {
  if (k == 0) return fail(ErrorCode::kInvalidArgument, "k must be at least 1");
  if (queries.size() % dimension_ != 0) {
    return fail(ErrorCode::kInvalidArgument, "a query vector must have " + std::to_string(dimension_) + " values");
  }
  // Written so that NaN fails too.
  const bool usable =
      std::all_of(queries.begin(), queries.end(), [](float x) { return std::abs(x) <= kQueryValueMax; });
  if (!usable) return fail(ErrorCode::kInvalidArgument, "a query vector has values that are not finite");
  return {};
}

std::vector<std::uint32_t> FlatIndex::rows_of(const Bitmap& allowed) const {
  std::vector<std::uint32_t> rows;
  for (std::size_t i = 0; i < allowed.words().size(); ++i) {
    for (std::uint64_t word = allowed.words()[i]; word != 0; word &= word - 1) {
      const auto slot = static_cast<std::uint32_t>(i * 64 + static_cast<std::size_t>(std::countr_zero(word)));
      const std::uint32_t row = row_by_slot_.row(Slot{slot});
      if (row != SlotMap::kNone) rows.push_back(row);
    }
  }
  std::sort(rows.begin(), rows.end());  // in file order, as the disk and the cache like it
  return rows;
}

Result<std::vector<std::vector<Hit>>> FlatIndex::search(std::span<const float> queries, std::size_t k,
                                                        const Bitmap* allowed) const {
  TRY(check_queries(queries, k));
  TRY(refresh());
  const auto lock = lock_to_read();
  const bool alone = searches_.fetch_add(1) == 0;
  ScanRange range{entry_count_, live_, allowed, nullptr};
  std::vector<std::uint32_t> picked;
  if (allowed != nullptr && allowed->count() < live_count_ / kSparseFilter) {
    picked = rows_of(*allowed);
    range.picked = &picked;
  }
  std::vector<std::vector<Hit>> results;
  const std::size_t batch_values = limits::kQueryBatchMax * dimension_;
  for (std::size_t at = 0; at < queries.size(); at += batch_values) {
    const auto batch = queries.subspan(at, std::min(batch_values, queries.size() - at));
    const ScanQueries asked{batch, batch.size() / dimension_, dimension_,
                            std::min(k, std::max<std::size_t>(live_count_, 1))};
    // Searches beside each other already keep the cores busy.
    auto found = scan(*file_, range, asked, alone ? threads_ : 1);
    std::move(found.begin(), found.end(), std::back_inserter(results));
  }
  searches_.fetch_sub(1);
  return results;
}

Result<void> FlatIndex::append(std::span<const Slot> slots, std::span<const std::uint16_t> rows) {
  if (rows.size() != slots.size() * dimension_) {
    return fail(ErrorCode::kInvalidArgument, "a row must have " + std::to_string(dimension_) + " values");
  }
  if (!simd::all_finite_f16(rows.data(), rows.size())) {
    return fail(ErrorCode::kInvalidArgument, "a row has values that are not finite");
  }
  std::vector<Entry> entries;
  entries.reserve(slots.size());
  for (const Slot slot : slots) entries.push_back({slot.value, EntryKind::kRow});
  const std::scoped_lock writing(writing_);
  return write(entries, rows);
}

Result<void> FlatIndex::remove(std::span<const Slot> slots) {
  const std::scoped_lock writing(writing_);
  std::vector<Entry> entries;
  for (const Slot slot : slots) {
    // Only the writer changes the map, and that is us.
    if (row_by_slot_.row(slot) != SlotMap::kNone) entries.push_back({slot.value, EntryKind::kRemoval});
  }
  const std::vector<std::uint16_t> zeros(entries.size() * dimension_, 0);
  return write(entries, zeros);
}

/// Writes behind the published rows, then publishes. The caller holds writing_.
Result<void> FlatIndex::write(std::span<const Entry> entries, std::span<const std::uint16_t> rows) {
  CHECK(mode_ == OpenMode::kReadWrite);
  if (entry_count_ + entries.size() > flat_format::kEntriesMax) {
    return fail(ErrorCode::kLimitExceeded, "the index file cannot hold more rows");
  }
  if (entries.empty()) return {};
  // FlatFile may map anew while it writes, so the searches must be out; they wait for the copy into the page cache.
  const auto lock = lock_to_publish();
  TRY(file_->write(entry_count_, entries, rows));
  publish(entry_count_ + entries.size());
  return {};
}

Result<void> FlatIndex::flush(CommitSequence commit) {
  CHECK(mode_ == OpenMode::kReadWrite);
  const std::scoped_lock writing(writing_);
  if (commit < commit_.last_commit) return fail(ErrorCode::kInvalidArgument, "the index is newer than this commit");
  if (commit == commit_.last_commit && entry_count_ == commit_.entry_count) return {};
  Commit next = commit_;
  next.last_commit = commit;
  next.entry_count = entry_count_;
  next.live_count = live_count_;
  TRY(file_->commit(next));
  const auto lock = lock_to_publish();
  commit_ = next;
  return {};
}

Result<std::vector<float>> FlatIndex::vector(Slot slot) const {
  TRY(refresh());
  const auto lock = lock_to_read();
  const std::uint32_t row = row_by_slot_.row(slot);
  if (row == SlotMap::kNone) return fail(ErrorCode::kNotFound, "this photo has no vector in the index");
  std::vector<float> values(dimension_);
  simd::f16_to_f32(file_->row(row), dimension_, values.data());
  return values;
}

}  // namespace

Result<std::unique_ptr<VectorIndex>> open_flat_index(const std::string& path, const SpaceId& space, int dimension,
                                                     OpenMode mode, int threads) {
  if (dimension < 1 || dimension > limits::kEmbeddingDimensionMax) {
    return fail(ErrorCode::kInvalidArgument, "vectors of this size cannot be indexed");
  }
  if (space.value.empty() || space.value.size() > flat_format::kSpaceBytesMax) {
    return fail(ErrorCode::kInvalidArgument, "the name of the embedding space is empty or too long");
  }
  auto file = TRY(FlatFile::open(path, space, dimension, mode));
  auto index = std::make_unique<FlatIndex>(std::move(file), dimension, mode, threads);
  const auto loaded = index->load();
  if (!loaded) return std::unexpected(loaded.error());
  return index;
}

}  // namespace shoebox::index
