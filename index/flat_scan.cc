// Work is cut into units of some thousand rows, which threads take one after the other: a thread that the system lets
// wait delays nobody. Inside a unit, chunks of 256 rows are scored while they are in the cache, for all queries. A
// chunk of which a filter leaves a quarter or more is scored whole, because adjacent rows are cheaper than scattered
// ones.

#include "index/flat_scan.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <system_error>
#include <thread>
#include <utility>

#include "simd/dot.h"

namespace shoebox::index {
namespace {

constexpr std::size_t kChunkRows = 256;  // divides a block, so that a chunk's rows are adjacent; a multiple of 64
constexpr std::size_t kUnitRows = 16 * kChunkRows;
static_assert(flat_format::kRowsPerBlock % kChunkRows == 0 && kChunkRows % 64 == 0);
// Starting a thread costs some 30 us; a share must be worth many times that.
constexpr std::size_t kBytesPerThreadMin = std::size_t{12} << 20;

/// One thread's part of a scan.
class Scanner final {
 public:
  Scanner(const FlatFile& file, const ScanRange& range, const ScanQueries& queries)
      : file_(file), range_(range), queries_(queries), best_(queries.count, TopK(queries.k)) {
    scores_.resize(queries.count * kChunkRows);
  }

  void scan_unit(std::size_t unit) {
    const std::size_t total = range_.picked != nullptr ? range_.picked->size() : range_.row_count;
    const std::size_t end = std::min(total, (unit + 1) * kUnitRows);
    for (std::size_t at = unit * kUnitRows; at < end; at += kChunkRows) {
      const std::size_t count = std::min(kChunkRows, end - at);
      if (range_.picked != nullptr) {
        std::copy_n(range_.picked->begin() + static_cast<std::ptrdiff_t>(at), count, chosen_.begin());
        score_scattered(count);
      } else {
        scan_chunk(at, count);
      }
    }
  }

  std::vector<TopK>& best() { return best_; }

 private:
  void scan_chunk(std::size_t first, std::size_t count) {
    const std::size_t chosen_count = choose(first, count);
    if (chosen_count == 0) return;
    if (chosen_count < count / 4) return score_scattered(chosen_count);
    simd::dot_f16(file_.row(first), count, queries_.dimension, queries_.vectors.data(), queries_.count, scores_.data());
    offer(chosen_count, count, [&](std::size_t i) { return chosen_[i] - first; });
  }

  /// Rows that are live and allowed, as row numbers in chosen_.
  std::size_t choose(std::size_t first, std::size_t count) {
    std::size_t chosen_count = 0;
    for (std::size_t base = first; base < first + count; base += 64) {
      for (std::uint64_t word = range_.live[base / 64]; word != 0; word &= word - 1) {
        const std::size_t row = base + static_cast<std::size_t>(std::countr_zero(word));
        if (range_.allowed != nullptr && !range_.allowed->contains(Slot{file_.entry(row).slot})) continue;
        chosen_[chosen_count++] = static_cast<std::uint32_t>(row);
      }
    }
    return chosen_count;
  }

  void score_scattered(std::size_t count) {
    std::array<const std::uint16_t*, kChunkRows> rows;
    for (std::size_t i = 0; i < count; ++i) rows[i] = file_.row(chosen_[i]);
    simd::dot_f16_rows(rows.data(), count, queries_.dimension, queries_.vectors.data(), queries_.count, scores_.data());
    offer(count, count, [](std::size_t i) { return i; });
  }

  /// The chosen rows' scores lie in rows of `stride`, at place(i).
  template <typename Place>
  void offer(std::size_t count, std::size_t stride, Place place) {
    for (std::size_t q = 0; q < queries_.count; ++q) {
      const float* scores = scores_.data() + q * stride;
      for (std::size_t i = 0; i < count; ++i) {
        best_[q].offer({Slot{file_.entry(chosen_[i]).slot}, scores[place(i)]});
      }
    }
  }

  const FlatFile& file_;
  const ScanRange& range_;
  const ScanQueries& queries_;
  std::vector<TopK> best_;
  std::vector<float> scores_;
  std::array<std::uint32_t, kChunkRows> chosen_;
};

std::size_t threads_that_pay(std::size_t rows, const ScanQueries& queries, std::size_t threads) {
  const std::size_t bytes = rows * queries.dimension * sizeof(std::uint16_t) * (1 + queries.count / 4);
  return std::clamp<std::size_t>(bytes / kBytesPerThreadMin, 1, std::max<std::size_t>(threads, 1));
}

void run_all(std::vector<Scanner>& scanners, std::size_t unit_count) {
  std::atomic<std::size_t> next = 0;
  const auto work = [&](Scanner& scanner) {
    for (std::size_t unit = next++; unit < unit_count; unit = next++) scanner.scan_unit(unit);
  };
  std::vector<std::jthread> others;
  try {
    for (std::size_t i = 1; i < scanners.size(); ++i) others.emplace_back(work, std::ref(scanners[i]));
  } catch (const std::system_error&) {
    // The system has no more threads: those that are there do the work.
  }
  work(scanners.front());
}

}  // namespace

std::vector<std::vector<Hit>> scan(const FlatFile& file, const ScanRange& range, const ScanQueries& queries,
                                   std::size_t threads) {
  const std::size_t rows = range.picked != nullptr ? range.picked->size() : range.row_count;
  std::vector<Scanner> scanners;
  const std::size_t used = threads_that_pay(rows, queries, threads);
  for (std::size_t i = 0; i < used; ++i) scanners.emplace_back(file, range, queries);
  run_all(scanners, (rows + kUnitRows - 1) / kUnitRows);
  std::vector<std::vector<Hit>> results;
  for (std::size_t q = 0; q < queries.count; ++q) {
    TopK& best = scanners.front().best()[q];
    for (std::size_t i = 1; i < used; ++i) {
      for (const Hit& hit : scanners[i].best()[q].hits()) best.offer(hit);
    }
    results.push_back(best.take_sorted());
  }
  return results;
}

}  // namespace shoebox::index
