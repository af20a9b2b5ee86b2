#include "index/cascade_index.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <thread>
#include <unistd.h>
#include <utility>

#include "core/check.h"
#include "core/limits.h"
#include "simd/dot.h"

namespace shoebox::index {

using format::Commit;
using format::Entry;

namespace {

// Unit vectors are far smaller; beyond this, sums of products could leave the range of float32.
constexpr float kQueryValueMax = 1e15F;
// A scattered row costs as much as the codes of some thirty, or as some sixteen rows in a row: a filter that leaves
// fewer goes straight to the rows.
constexpr std::size_t kSparseAmongCodes = 32;
constexpr std::size_t kSparseAmongRows = 16;
// Where more than one row in so many is wanted, bounding the others saves nothing.
constexpr std::size_t kRowsPerHit = 16;
// Whoever asks so often will ask again: from then on each search also copies a little into memory.
constexpr std::uint32_t kSearchesBeforeCopies = 4;
// Garbage worth a new file, when it is also more than a quarter of all.
constexpr std::size_t kGarbageMin = 8192;

std::size_t workers_of(int threads) {
  return threads > 0 ? static_cast<std::size_t>(threads) : std::max(1U, std::thread::hardware_concurrency());
}

std::size_t memory_budget(std::int64_t bytes) {
  if (bytes > 0) return static_cast<std::size_t>(bytes);
  const auto pages = static_cast<std::size_t>(std::max(0L, ::sysconf(_SC_PHYS_PAGES)));
  return pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)) / 8;
}

}  // namespace

CascadeIndex::CascadeIndex(const format::Shape& shape, std::string path, OpenMode mode, const IndexOptions& options)
    : shape_(shape),
      path_(std::move(path)),
      mode_(mode),
      exactness_(options.exactness),
      rotation_(static_cast<std::size_t>(shape.dimension), format::kRotationSeed),
      memory_bytes_(memory_budget(options.memory_bytes)),
      team_(workers_of(options.threads)) {}

Result<std::unique_ptr<CascadeIndex>> CascadeIndex::open(const std::string& path, const SpaceId& space, int dimension,
                                                         OpenMode mode, const IndexOptions& options) {
  if (dimension < 1 || dimension > limits::kEmbeddingDimensionMax) {
    return fail(ErrorCode::kInvalidArgument, "vectors of this size cannot be indexed");
  }
  if (space.value.empty() || space.value.size() > format::kSpaceBytesMax) {
    return fail(ErrorCode::kInvalidArgument, "the name of the embedding space is empty or too long");
  }
  const format::Shape shape{space, dimension, options.exact_rows};
  std::unique_ptr<CascadeIndex> index(new CascadeIndex(shape, path, mode, options));
  index->state_ = TRY(index->open_state(path));
  return index;
}

std::unique_ptr<IndexState> CascadeIndex::new_state(std::unique_ptr<IndexFile> file) const {
  return std::make_unique<IndexState>(std::move(file), rotation_, shape_.exact_rows);
}

Result<std::unique_ptr<IndexState>> CascadeIndex::open_state(const std::string& path) const {
  auto file = TRY(IndexFile::open(path, shape_, mode_));
  auto state = new_state(std::move(file));
  const Commit commit = TRY(state->file().read_commit());
  TRY(state->take_over(commit));
  return state;
}

std::shared_lock<std::shared_mutex> CascadeIndex::lock_to_read() const {
  const std::scoped_lock gate(gate_);
  return std::shared_lock(state_mutex_);
}

std::unique_lock<std::shared_mutex> CascadeIndex::lock_to_publish() const {
  const std::scoped_lock gate(gate_);
  return std::unique_lock(state_mutex_);
}

/// A read-only index looks whether the writer has flushed something since, or has built a new file.
Result<void> CascadeIndex::refresh() const {
  if (mode_ == OpenMode::kReadWrite) return {};
  {
    const auto lock = lock_to_read();
    const bool same = !state_->file().is_replaced();
    if (same && TRY(state_->file().read_commit()).generation <= state_->commit().generation) return {};
  }
  const auto lock = lock_to_publish();
  is_warm_ = false;
  if (state_->file().is_replaced()) {
    auto fresh = open_state(path_);
    // Whatever is there now is being built or is not ours; what we have is still whole.
    if (fresh && (*fresh)->commit().last_commit >= state_->commit().last_commit) state_ = std::move(*fresh);
    return {};
  }
  const Commit newest = TRY(state_->file().read_commit());
  if (newest.generation <= state_->commit().generation) return {};
  return state_->take_over(newest);
}

void CascadeIndex::warm() const {
  const auto lock = lock_to_publish();
  if (!state_->warm(memory_bytes_)) is_warm_ = true;
}

std::size_t CascadeIndex::size() const {
  const auto lock = lock_to_read();
  return state_->live_count();
}

CommitSequence CascadeIndex::last_commit() const {
  const auto lock = lock_to_read();
  return state_->commit().last_commit;
}

Result<void> CascadeIndex::check_queries(std::span<const float> queries, std::size_t k) const {
  if (k == 0) return fail(ErrorCode::kInvalidArgument, "k must be at least 1");
  if (queries.size() % rotation_.dimension() != 0) {
    return fail(ErrorCode::kInvalidArgument,
                "a query vector must have " + std::to_string(shape_.dimension) + " values");
  }
  // Written so that NaN fails too.
  const bool usable =
      std::all_of(queries.begin(), queries.end(), [](float x) { return std::abs(x) <= kQueryValueMax; });
  if (!usable) return fail(ErrorCode::kInvalidArgument, "a query vector has values that are not finite");
  return {};
}

Result<std::vector<std::vector<Hit>>> CascadeIndex::search(std::span<const float> queries, std::size_t k,
                                                           const Bitmap* allowed) const {
  SearchCost cost;
  return search(queries, k, allowed, exactness_, cost);
}

Result<std::vector<std::vector<Hit>>> CascadeIndex::search(std::span<const float> queries, std::size_t k,
                                                           const Bitmap* allowed, Exactness exactness,
                                                           SearchCost& cost) const {
  TRY(check_queries(queries, k));
  TRY(refresh());
  if (!is_warm_ && ++searches_ > kSearchesBeforeCopies) warm();
  const auto lock = lock_to_read();
  const std::size_t k_max = std::min(k, std::max<std::size_t>(state_->live_count(), 1));
  std::vector<std::vector<Hit>> results;
  const std::size_t batch_values = limits::kQueryBatchMax * rotation_.dimension();
  for (std::size_t at = 0; at < queries.size(); at += batch_values) {
    const auto batch = queries.subspan(at, std::min(batch_values, queries.size() - at));
    const Queries asked{batch, batch.size() / rotation_.dimension(), rotation_.dimension(), k_max};
    auto found = TRY(search_batch(asked, allowed, exactness, cost));
    std::move(found.begin(), found.end(), std::back_inserter(results));
  }
  return results;
}

Result<std::vector<std::vector<Hit>>> CascadeIndex::search_batch(const Queries& queries, const Bitmap* allowed,
                                                                 Exactness exactness, SearchCost& cost) const {
  const RowsView view = state_->view();
  const std::size_t among =
      allowed != nullptr ? std::min(allowed->count(), state_->live_count()) : state_->live_count();
  const bool coded = view.coded_blocks > 0 && exactness == Exactness::kBound;
  if (among < state_->live_count() / (coded ? kSparseAmongCodes : kSparseAmongRows)) {
    const std::vector<std::uint32_t> picked = state_->rows_of(*allowed);
    cost.rows_scored += picked.size() * queries.count;
    return scan_rows(view, queries, allowed, &picked, team_);
  }
  if (coded && queries.k < among / kRowsPerHit) {
    return scan_codes(view, rotation_, state_->centres(), queries, allowed, team_, cost);
  }
  cost.rows_scored += view.row_count * queries.count;
  return scan_rows(view, queries, allowed, nullptr, team_);
}

Result<void> CascadeIndex::append(std::span<const Slot> slots, std::span<const std::uint16_t> rows) {
  const std::size_t dimension = rotation_.dimension();
  if (rows.size() != slots.size() * dimension) {
    return fail(ErrorCode::kInvalidArgument, "a row must have " + std::to_string(dimension) + " values");
  }
  if (!simd::all_finite_f16(rows.data(), rows.size())) {
    return fail(ErrorCode::kInvalidArgument, "a row has values that are not finite");
  }
  std::vector<Entry> entries;
  entries.reserve(slots.size());
  for (std::size_t i = 0; i < slots.size(); ++i) {
    entries.push_back(format::row_entry(slots[i], rows.subspan(i * dimension, dimension)));
  }
  const std::scoped_lock writing(writing_);
  return write(entries, rows);
}

Result<void> CascadeIndex::remove(std::span<const Slot> slots) {
  const std::scoped_lock writing(writing_);
  std::vector<Entry> entries;
  for (const Slot slot : slots) {
    // Only the writer changes the map, and that is us.
    if (state_->row_of(slot) != SlotMap::kNone) entries.push_back({slot.value, 0});
  }
  const std::vector<std::uint16_t> zeros(entries.size() * rotation_.dimension(), 0);
  return write(entries, zeros);
}

/// Writes behind the published rows, then publishes. The caller holds writing_.
Result<void> CascadeIndex::write(std::span<const Entry> entries, std::span<const std::uint16_t> rows) {
  CHECK(mode_ == OpenMode::kReadWrite);
  if (state_->entry_count() + entries.size() > format::kEntriesMax) {
    return fail(ErrorCode::kLimitExceeded, "the index file cannot hold more rows");
  }
  if (entries.empty()) return {};
  {
    // The file may be mapped anew, so the searches must be out; they wait for the copy into the page cache.
    const auto lock = lock_to_publish();
    TRY(state_->write(entries, rows));
  }
  return add_codes();
}

/// Searches go on meanwhile: nothing that they read changes.
Result<void> CascadeIndex::add_codes() {
  while (true) {
    const auto fresh = TRY(state_->write_codes(team_));
    if (fresh.count == 0) return {};
    const auto lock = lock_to_publish();
    state_->publish_codes(fresh);
    is_warm_ = false;
  }
}

Result<void> CascadeIndex::flush(CommitSequence commit) {
  CHECK(mode_ == OpenMode::kReadWrite);
  const std::scoped_lock writing(writing_);
  const Commit& last = state_->commit();
  if (commit < last.last_commit) return fail(ErrorCode::kInvalidArgument, "the index is newer than this commit");
  if (is_wasteful()) return compact(commit);
  if (commit == last.last_commit && state_->entry_count() == last.entry_count) return {};
  const Commit next = TRY(state_->make_durable(commit));
  const auto lock = lock_to_publish();
  state_->publish_commit(next);
  return {};
}

bool CascadeIndex::is_wasteful() const {
  const std::size_t garbage = state_->entry_count() - state_->live_count();
  return garbage >= kGarbageMin && garbage > state_->live_count() / 3;
}

Result<void> CascadeIndex::copy_live_rows(const RowsView& view, IndexState& to) const {
  std::vector<Entry> entries;
  std::vector<std::uint16_t> rows;
  for (std::size_t row = 0; row < view.row_count; ++row) {
    const bool alive = (view.live[row / 64] >> row % 64 & 1) != 0;
    if (alive && !view.checks.is_whole(view.file, row)) return fail(ErrorCode::kCorrupt, "a row is damaged", path_);
    if (alive) {
      entries.push_back(view.file.entry(row));
      rows.insert(rows.end(), view.file.row(row), view.file.row(row) + rotation_.dimension());
    }
    if (entries.size() == format::kRowsPerBlock || row + 1 == view.row_count) {
      TRY(to.write(entries, rows));
      entries.clear();
      rows.clear();
    }
  }
  return {};
}

/// Copies what counts into a new file beside the old one and puts it in its place. A crash leaves the old file, or
/// both.
Result<void> CascadeIndex::compact(CommitSequence commit) {
  const std::string path = path_ + ".new";
  ::unlink(path.c_str());
  auto file = TRY(IndexFile::open(path, shape_, OpenMode::kReadWrite));
  auto fresh = new_state(std::move(file));
  const Commit empty = TRY(fresh->file().read_commit());
  TRY(fresh->take_over(empty));
  TRY(copy_live_rows(state_->view(), *fresh));
  while (true) {
    const auto codes = TRY(fresh->write_codes(team_));
    if (codes.count == 0) break;
    fresh->publish_codes(codes);
  }
  const Commit whole = TRY(fresh->make_durable(commit));
  fresh->publish_commit(whole);
  if (std::rename(path.c_str(), path_.c_str()) != 0) {
    return fail(ErrorCode::kIo, "the index file cannot be put in its place", path_);
  }
  const auto lock = lock_to_publish();
  is_warm_ = false;
  state_ = std::move(fresh);
  return {};
}

Result<std::vector<float>> CascadeIndex::vector(Slot slot) const {
  TRY(refresh());
  const auto lock = lock_to_read();
  const std::uint32_t row = state_->row_of(slot);
  if (row == SlotMap::kNone) return fail(ErrorCode::kNotFound, "this photo has no vector in the index");
  const RowsView view = state_->view();
  if (!view.checks.is_whole(view.file, row)) return fail(ErrorCode::kCorrupt, "a row of the index file is damaged");
  std::vector<float> values(rotation_.dimension());
  simd::f16_to_f32(view.file.row(row), values.size(), values.data());
  return values;
}

}  // namespace shoebox::index
