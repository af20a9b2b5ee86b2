// Work is cut into pieces of some thousand rows, which threads take one after the other. Inside a piece, chunks of 256
// rows are scored while they are in the cache, for all queries. A chunk of which a filter leaves a quarter or more is
// scored whole, because adjacent rows are cheaper than scattered ones. Scattered rows are asked for from memory some
// rows ahead: the processor does not foresee where the next one lies.

#include "index/row_scan.h"

#include <algorithm>
#include <array>
#include <bit>

#include "simd/dot.h"

namespace shoebox::index {
namespace {

constexpr std::size_t kPieceRows = 4096;
// Waking a thread costs some 10 us; a share must be worth many times that.
constexpr std::size_t kBytesPerWorkerMin = std::size_t{4} << 20;
constexpr std::size_t kRowsAhead = 4;

}  // namespace

RowScanner::RowScanner(const RowsView& view, const Queries& queries, const Bitmap* allowed)
    : view_(view),
      queries_(queries),
      allowed_(allowed),
      best_(queries.count, TopK(queries.k)),
      scores_(queries.count * kChunkRows),
      chosen_(kChunkRows) {}

void RowScanner::scan_range(std::size_t first, std::size_t end) {
  for (std::size_t at = first; at < end; at += kChunkRows) scan_chunk(at, std::min(kChunkRows, end - at));
}

void RowScanner::scan_chunk(std::size_t first, std::size_t count) {
  const std::size_t chosen_count = choose(first, count);
  if (chosen_count == 0) return;
  const auto rows = std::span<const std::uint32_t>(chosen_).first(chosen_count);
  if (chosen_count < count / 4) return scan_picked(rows);
  simd::dot_f16(view_.row(first), count, queries_.dimension, queries_.vectors.data(), queries_.count, scores_.data());
  check(rows);
  for (std::size_t q = 0; q < queries_.count; ++q) {
    for (const std::uint32_t row : rows) {
      best_[q].offer({Slot{view_.file.entry(row).slot}, scores_[q * count + row - first]});
    }
  }
}

/// Rows that are live and allowed, as row numbers in chosen_.
std::size_t RowScanner::choose(std::size_t first, std::size_t count) {
  std::size_t chosen_count = 0;
  for (std::size_t base = first; base < first + count; base += 64) {
    for (std::uint64_t word = view_.chosen(base / 64, allowed_); word != 0; word &= word - 1) {
      const std::size_t row = base + static_cast<std::size_t>(std::countr_zero(word));
      if (row < first + count) chosen_[chosen_count++] = static_cast<std::uint32_t>(row);
    }
  }
  return chosen_count;
}

void RowScanner::check(std::span<const std::uint32_t> rows) {
  for (const std::uint32_t row : rows) damaged_ = damaged_ || !view_.checks.is_whole(view_.file, row);
}

void RowScanner::prefetch(std::uint32_t row) const {
  const auto* at = reinterpret_cast<const char*>(view_.row(row));
  for (std::size_t byte = 0; byte < queries_.dimension * sizeof(std::uint16_t); byte += 64) {
    __builtin_prefetch(at + byte);
  }
}

void RowScanner::scan_picked(std::span<const std::uint32_t> rows) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i + kRowsAhead < rows.size()) prefetch(rows[i + kRowsAhead]);
    const std::uint16_t* row = view_.row(rows[i]);
    simd::dot_f16_rows(&row, 1, queries_.dimension, queries_.vectors.data(), queries_.count, scores_.data());
    check(rows.subspan(i, 1));
    const Slot slot{view_.file.entry(rows[i]).slot};
    for (std::size_t q = 0; q < queries_.count; ++q) best_[q].offer({slot, scores_[q]});
  }
}

void RowScanner::score(std::size_t query, std::span<const std::uint32_t> rows) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i + kRowsAhead < rows.size()) prefetch(rows[i + kRowsAhead]);
    const std::uint16_t* row = view_.row(rows[i]);
    simd::dot_f16_rows(&row, 1, queries_.dimension, queries_.vector(query), 1, scores_.data());
    check(rows.subspan(i, 1));
    best_[query].offer({Slot{view_.file.entry(rows[i]).slot}, scores_[0]});
  }
}

Result<std::vector<std::vector<Hit>>> merge_best(std::vector<RowScanner>& scanners, std::size_t query_count) {
  for (const RowScanner& scanner : scanners) {
    if (scanner.damaged()) return fail(ErrorCode::kCorrupt, "a row of the index file is damaged");
  }
  std::vector<std::vector<Hit>> results;
  for (std::size_t q = 0; q < query_count; ++q) {
    TopK& best = scanners.front().best(q);
    for (std::size_t i = 1; i < scanners.size(); ++i) {
      for (const Hit& hit : scanners[i].best(q).hits()) best.offer(hit);
    }
    results.push_back(best.take_sorted());
  }
  return results;
}

Result<std::vector<std::vector<Hit>>> scan_rows(const RowsView& view, const Queries& queries, const Bitmap* allowed,
                                                const std::vector<std::uint32_t>* picked, ThreadTeam& team) {
  const std::size_t rows = picked != nullptr ? picked->size() : view.row_count;
  const std::size_t bytes = rows * queries.dimension * sizeof(std::uint16_t) * (1 + queries.count / 4);
  const std::size_t workers = std::clamp<std::size_t>(bytes / kBytesPerWorkerMin, 1, team.workers());
  std::vector<RowScanner> scanners;
  for (std::size_t i = 0; i < (workers == 1 ? 1 : team.workers()); ++i) scanners.emplace_back(view, queries, allowed);
  const std::size_t piece_rows = picked != nullptr ? kPieceRows / 8 : kPieceRows;
  team.run((rows + piece_rows - 1) / piece_rows, workers, [&](std::size_t piece, std::size_t worker) {
    const std::size_t first = piece * piece_rows;
    const std::size_t end = std::min(rows, first + piece_rows);
    if (picked == nullptr) return scanners[worker].scan_range(first, end);
    scanners[worker].scan_picked(std::span(*picked).subspan(first, end - first));
  });
  return merge_best(scanners, queries.count);
}

}  // namespace shoebox::index
