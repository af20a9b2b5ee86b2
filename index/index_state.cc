#include "index/index_state.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "core/check.h"
#include "simd/dot.h"

namespace shoebox::index {

using format::Commit;
using format::Entry;
using format::kBlocksPerSegment;
using format::kGroupsPerBlock;
using format::kRowsPerBlock;

namespace {

// As many rows say where the centre is.
constexpr std::size_t kMeanRows = 8192;
// What is copied into memory after a search: a few milliseconds' worth.
constexpr std::size_t kWarmBytes = std::size_t{4} << 20;
// A segment takes over the centre of the one before while the library's direction is within 8 degrees of it: fewer
// centres, fewer tables for a query to prepare. Bounds hold around any centre; they only get wider.
constexpr float kSameDirection = 0.99F;

float cosine(std::span<const float> a, std::span<const float> b) {
  float sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

}  // namespace

RowsView IndexState::view() const {
  return {*file_, memory_, checks_, entry_count_, coded_blocks_, live_, first_slots_};
}

std::vector<std::uint32_t> IndexState::rows_of(const Bitmap& allowed) const {
  std::vector<std::uint32_t> rows;
  for (std::size_t i = 0; i < allowed.words().size(); ++i) {
    for (std::uint64_t word = allowed.words()[i]; word != 0; word &= word - 1) {
      const auto slot = static_cast<std::uint32_t>(i * 64 + static_cast<std::size_t>(std::countr_zero(word)));
      const std::uint32_t row = row_by_slot_.row(Slot{slot});
      if (row != SlotMap::kNone) rows.push_back(row);
    }
  }
  // In file order, as the disk and the cache like it; they mostly are.
  if (!std::is_sorted(rows.begin(), rows.end())) std::sort(rows.begin(), rows.end());
  return rows;
}

bool IndexState::warm(std::size_t budget_bytes) {
  const std::size_t until = memory_.bytes() + kWarmBytes;
  while (memory_.bytes() < until) {
    if (memory_.code_blocks() < coded_blocks_) {
      if (!memory_.add_codes(*file_, budget_bytes)) return false;
      continue;
    }
    const std::size_t first = memory_.row_blocks() * kRowsPerBlock;
    // Small libraries gain nothing: their rows are in the processor's cache anyway.
    if (coded_blocks_ == 0 || first + kRowsPerBlock > entry_count_) return false;
    for (std::size_t row = first; row < first + kRowsPerBlock; ++row) {
      const bool alive = (live_[row / 64] >> row % 64 & 1) != 0;
      if (alive && !checks_.is_whole(*file_, row)) return false;  // the search that meets it will tell
    }
    if (!memory_.add_rows(*file_, budget_bytes)) return false;
  }
  return true;
}

Result<void> IndexState::take_over(const Commit& commit) {
  if (commit.entry_count < entry_count_ || commit.coded_blocks < coded_blocks_) {
    return fail(ErrorCode::kCorrupt, "the index file has lost rows");
  }
  TRY(file_->verify(commit, entry_count_, coded_blocks_));
  publish(commit.entry_count);
  if (live_count_ != commit.live_count) return fail(ErrorCode::kCorrupt, "the index file counts its vectors wrongly");
  publish_codes({coded_blocks_, commit.coded_blocks - coded_blocks_});
  commit_ = commit;
  return {};
}

void IndexState::publish(std::size_t entry_count) {
  live_.resize((entry_count + 63) / 64, 0);
  checks_.grow(entry_count);
  for (std::size_t row = entry_count_; row < entry_count; ++row) {
    publish_entry(file_->entry(row), static_cast<std::uint32_t>(row));
  }
  entry_count_ = entry_count;
  publish_first_slots();
}

void IndexState::publish_entry(const Entry& entry, std::uint32_t row) {
  const Slot slot{entry.slot};
  kill_row(row_by_slot_.row(slot));
  if (entry.is_removal()) {
    row_by_slot_.set(slot, SlotMap::kNone);
    return;
  }
  row_by_slot_.set(slot, row);
  live_[row / 64] |= std::uint64_t{1} << row % 64;
  ++live_count_;
}

void IndexState::publish_first_slots() {
  for (std::size_t group = first_slots_.size(); (group + 1) * 64 <= entry_count_; ++group) {
    const std::uint32_t first = file_->entry(group * 64).slot;
    bool in_order = first < RowsView::kMixed - 64;
    for (std::uint32_t i = 1; in_order && i < 64; ++i) in_order = file_->entry(group * 64 + i).slot == first + i;
    first_slots_.push_back(in_order ? first : RowsView::kMixed);
  }
}

void IndexState::kill_row(std::uint32_t row) {
  if (row == SlotMap::kNone) return;
  live_[row / 64] &= ~(std::uint64_t{1} << row % 64);
  --live_count_;
}

void IndexState::publish_codes(const NewCodes& codes) {
  load_centres(codes.first_block + codes.count);
  coded_blocks_ = codes.first_block + codes.count;
}

void IndexState::load_centres(std::size_t coded_blocks) {
  const std::size_t segments = (coded_blocks + kBlocksPerSegment - 1) / kBlocksPerSegment;
  for (std::size_t segment = centres_.of_segment.size(); segment < segments; ++segment) {
    const auto direction = file_->centre(segment);
    const bool is_new = centres_.distinct.empty() ||
                        !std::equal(direction.begin(), direction.end(), centres_.distinct.back().direction.begin());
    if (is_new) centres_.distinct.push_back(make_centre(rotation_, direction));
    centres_.of_segment.push_back(centres_.distinct.size() - 1);
  }
}

Result<void> IndexState::write(std::span<const Entry> entries, std::span<const std::uint16_t> rows) {
  const std::size_t first = entry_count_;
  TRY(file_->write(first, entries, rows));
  publish(first + entries.size());
  for (std::size_t row = first; row < entry_count_; ++row) checks_.mark(row);
  return {};
}

/// Of rows spread over the whole file; zero where they have none in common.
std::vector<float> IndexState::mean_direction() const {
  const std::size_t dimension = file_->layout().dimension;
  std::vector<double> sum(dimension, 0.0);
  std::vector<float> row(dimension);
  const std::size_t count = std::min(entry_count_, kMeanRows);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t number = i * entry_count_ / count;
    if ((live_[number / 64] >> number % 64 & 1) == 0) continue;
    simd::f16_to_f32(file_->row(number), dimension, row.data());
    for (std::size_t d = 0; d < dimension; ++d) sum[d] += row[d];
  }
  std::vector<float> direction(sum.begin(), sum.end());
  simd::normalize_rows(direction.data(), 1, dimension);
  return direction;
}

Result<void> IndexState::ensure_centre(std::size_t segment) {
  if (segment < centres_.of_segment.size()) return {};
  std::vector<float> direction = mean_direction();
  if (!centres_.distinct.empty()) {
    const std::vector<float>& last = centres_.distinct.back().direction;
    if (cosine(last, direction) >= kSameDirection) direction = last;
  }
  return file_->write_centre(segment, direction);
}

std::vector<std::byte> IndexState::encode_block(std::size_t block, const Centre& centre, ThreadTeam& team) const {
  const format::Layout& layout = file_->layout();
  std::vector<std::byte> bytes(layout.code_bytes);
  auto* spreads = reinterpret_cast<float*>(bytes.data());
  float* scales = spreads + kGroupsPerBlock;
  float* alongs = scales + kRowsPerBlock;
  auto* codes = reinterpret_cast<std::uint8_t*>(alongs + kRowsPerBlock);
  constexpr std::size_t kRows = simd::kGroupRows;
  team.run(kGroupsPerBlock, team.workers(), [&](std::size_t g, std::size_t) {
    spreads[g] = encode_group(rotation_, centre, file_->row(block * kRowsPerBlock + g * kRows), kRows,
                              codes + g * kRows * layout.code_columns, scales + g * kRows, alongs + g * kRows);
  });
  return bytes;
}

Result<IndexState::NewCodes> IndexState::write_codes(ThreadTeam& team) {
  NewCodes fresh{coded_blocks_, 0};
  if (entry_count_ < exact_rows_) return fresh;
  const std::size_t end = entry_count_ / kRowsPerBlock;
  // A segment at a time: its centre must be published before the next one is found.
  const std::size_t segment = coded_blocks_ / kBlocksPerSegment;
  if (coded_blocks_ < end) TRY(ensure_centre(segment));
  const Centre centre = coded_blocks_ < end ? make_centre(rotation_, file_->centre(segment)) : Centre{};
  for (std::size_t block = coded_blocks_; block < std::min(end, (segment + 1) * kBlocksPerSegment); ++block) {
    TRY(file_->write_codes(block, encode_block(block, centre, team)));
    ++fresh.count;
  }
  return fresh;
}

Result<Commit> IndexState::make_durable(CommitSequence commit) {
  Commit next = commit_;
  next.last_commit = commit;
  next.entry_count = entry_count_;
  next.live_count = live_count_;
  next.coded_blocks = coded_blocks_;
  TRY(file_->commit(next));
  return next;
}

}  // namespace shoebox::index
