// One pass. In a block of 1,024 rows, rows whose bound does not reach the threshold (the k-th best real score so far,
// of any thread) are out for ever. Of the others, those whose estimate itself reaches it are scored at once, best
// first: they probably raise the threshold. The rest only might; they wait until the end, when the threshold is final
// and most of them are out without having been looked at. Rows behind the last coded block come first, which gives the
// threshold a start.
//
// A threshold that rises slowly, because many hits are wanted and the good ones come late, keeps nearly everything in
// play. Then a pass over the estimates alone picks k rows whose real scores set it, and the pass begins again.

#include "index/code_scan.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace shoebox::index {
namespace {

using format::kGroupsPerBlock;
using format::kRowsPerBlock;

constexpr std::size_t kPieceBlocks = 8;
constexpr std::size_t kBytesPerWorkerMin = std::size_t{1} << 20;
constexpr std::size_t kScoredAtOnce = 16;
constexpr std::size_t kFinishRows = 256;
// When of so many rows one in six could count, looking at them one by one costs more than looking at all in a row.
constexpr std::size_t kHopelessAfterRows = 65536;
constexpr std::size_t kHopelessShare = 6;
constexpr std::size_t kWaitingMax = 32768;
// What float32 arithmetic may lose of a bound, relative to the query's length (rows are unit vectors).
constexpr float kRounding = 4e-6F;

struct Candidate {
  float upper = 0;
  std::uint32_t row = 0;
};

bool is_higher(const Candidate& a, const Candidate& b) {
  return a.upper > b.upper;
}

/// What threads share of a query.
struct Shared {
  std::atomic<float> threshold = -std::numeric_limits<float>::infinity();
  float slack = 0;
  std::vector<CodedQuery> coded;  // by centre

  float least() const { return threshold.load(std::memory_order_relaxed) - slack; }
  void raise(float to) {
    float now = threshold.load(std::memory_order_relaxed);
    while (now < to && !threshold.compare_exchange_weak(now, to, std::memory_order_relaxed)) {
    }
  }
};

/// One thread's part.
class CodeScanner final {
 public:
  CodeScanner(const RowsView& view, const Centres& centres, std::span<Shared> shared, const Bitmap* allowed,
              RowScanner& rows, std::size_t k)
      : view_(view),
        centres_(centres),
        shared_(shared),
        allowed_(allowed),
        rows_(rows),
        waiting_(shared.size()),
        estimates_(shared.size(), TopK(k)) {}

  void scan_block(std::size_t block);
  /// Keeps the rows with the highest estimates.
  void estimate_block(std::size_t block);
  TopK& estimates(std::size_t q) { return estimates_[q]; }
  /// Scores of these candidates, in their order, those that still reach the threshold.
  void score(std::size_t q, std::span<const Candidate> candidates);

  std::vector<Candidate>& waiting(std::size_t q) { return waiting_[q]; }
  const SearchCost& cost() const { return cost_; }
  /// With the threshold as it is, the bounds tell so little apart that a scan of all rows is cheaper.
  bool is_hopeless() const { return hopeless_; }

 private:
  bool choose(std::size_t block);
  void bound(std::size_t q, std::size_t group, std::uint64_t chosen, const format::BlockCodes& codes);
  void estimate(std::size_t q, std::size_t group, std::uint64_t chosen, const format::BlockCodes& codes);
  void keep_waiting(std::size_t q, Candidate candidate);
  void drop_from_waiting(std::size_t q);
  std::size_t rows_wanted() const;

  const RowsView& view_;
  const Centres& centres_;
  std::span<Shared> shared_;
  const Bitmap* allowed_;
  RowScanner& rows_;
  std::vector<std::vector<Candidate>> waiting_;
  std::vector<TopK> estimates_;  // their slots are rows
  std::uint64_t chosen_[kGroupsPerBlock] = {};
  std::vector<Candidate> likely_;
  std::vector<std::uint32_t> batch_;
  SearchCost cost_;
  std::size_t rows_seen_ = 0;
  std::size_t judged_after_rows_ = kHopelessAfterRows;
  bool hopeless_ = false;
};

/// Live and allowed rows of the block, into chosen_; false when there are none.
bool CodeScanner::choose(std::size_t block) {
  std::uint64_t any = 0;
  for (std::size_t g = 0; g < kGroupsPerBlock; ++g)
    any |= chosen_[g] = view_.chosen(block * kGroupsPerBlock + g, allowed_);
  return any != 0;
}

void CodeScanner::scan_block(std::size_t block) {
  if (hopeless_ || !choose(block)) return;
  const format::BlockCodes codes = view_.codes(block);
  for (std::size_t q = 0; q < shared_.size(); ++q) {
    likely_.clear();
    for (std::size_t g = 0; g < kGroupsPerBlock; ++g) {
      if (chosen_[g] != 0) bound(q, block * kGroupsPerBlock + g, chosen_[g], codes);
    }
    // While there is no threshold everything is likely, and the best must come first; later, order by row is as good
    // and kinder to the memory.
    if (likely_.size() > kRowsPerBlock / 4) std::sort(likely_.begin(), likely_.end(), is_higher);
    score(q, likely_);
  }
  rows_seen_ += kRowsPerBlock;
  if (rows_seen_ < judged_after_rows_) return;
  const std::size_t wanted_max = rows_seen_ * shared_.size() / kHopelessShare;
  if (rows_wanted() <= wanted_max) return;
  // Most of them may have waited since the threshold was lower.
  for (std::size_t q = 0; q < shared_.size(); ++q) drop_from_waiting(q);
  hopeless_ = rows_wanted() > wanted_max;
  judged_after_rows_ = rows_seen_ + rows_seen_ / 4;
}

std::size_t CodeScanner::rows_wanted() const {
  std::size_t wanted = cost_.rows_scored;
  for (const std::vector<Candidate>& waiting : waiting_) wanted += waiting.size();
  return wanted;
}

void CodeScanner::drop_from_waiting(std::size_t q) {
  const float least = shared_[q].least();
  std::erase_if(waiting_[q], [&](const Candidate& other) { return other.upper < least; });
}

void CodeScanner::bound(std::size_t q, std::size_t group, std::uint64_t chosen, const format::BlockCodes& codes) {
  const std::size_t within = group % kGroupsPerBlock;
  const std::size_t segment = group / kGroupsPerBlock / format::kBlocksPerSegment;
  const CodedQuery& coded = shared_[q].coded[centres_.of_segment[segment]];
  const float spread = codes.spreads()[within];
  const float* scales = codes.scales() + within * simd::kGroupRows;
  const simd::BitQuery query = coded.for_spread(spread);
  const float least = shared_[q].least();
  float upper[simd::kGroupRows];
  const std::uint64_t reached = simd::bound_group(query, codes.codes() + within * query.columns * simd::kGroupRows,
                                                  scales, codes.alongs() + within * simd::kGroupRows, least, upper);
  cost_.rows_bounded += simd::kGroupRows;
  const float margin = coded.margin(spread);
  for (std::uint64_t word = reached & chosen; word != 0; word &= word - 1) {
    const auto bit = static_cast<std::size_t>(std::countr_zero(word));
    const Candidate candidate{upper[bit], static_cast<std::uint32_t>(group * simd::kGroupRows + bit)};
    if (upper[bit] - scales[bit] * margin >= least) {
      likely_.push_back(candidate);
    } else {
      keep_waiting(q, candidate);
    }
  }
}

void CodeScanner::estimate_block(std::size_t block) {
  if (!choose(block)) return;
  const format::BlockCodes codes = view_.codes(block);
  for (std::size_t q = 0; q < shared_.size(); ++q) {
    for (std::size_t g = 0; g < kGroupsPerBlock; ++g) {
      if (chosen_[g] != 0) estimate(q, block * kGroupsPerBlock + g, chosen_[g], codes);
    }
  }
}

void CodeScanner::estimate(std::size_t q, std::size_t group, std::uint64_t chosen, const format::BlockCodes& codes) {
  const std::size_t within = group % kGroupsPerBlock;
  const std::size_t segment = group / kGroupsPerBlock / format::kBlocksPerSegment;
  const simd::BitQuery query = shared_[q].coded[centres_.of_segment[segment]].for_estimate();
  float estimates[simd::kGroupRows];
  const std::uint64_t reached = simd::bound_group(
      query, codes.codes() + within * query.columns * simd::kGroupRows, codes.scales() + within * simd::kGroupRows,
      codes.alongs() + within * simd::kGroupRows, estimates_[q].floor(), estimates);
  cost_.rows_bounded += simd::kGroupRows;
  for (std::uint64_t word = reached & chosen; word != 0; word &= word - 1) {
    const auto bit = static_cast<std::size_t>(std::countr_zero(word));
    estimates_[q].offer({Slot{static_cast<std::uint32_t>(group * simd::kGroupRows + bit)}, estimates[bit]});
  }
}

void CodeScanner::keep_waiting(std::size_t q, Candidate candidate) {
  std::vector<Candidate>& waiting = waiting_[q];
  if (waiting.size() >= kWaitingMax && std::has_single_bit(waiting.size())) drop_from_waiting(q);
  waiting.push_back(candidate);
}

void CodeScanner::score(std::size_t q, std::span<const Candidate> candidates) {
  TopK& best = rows_.best(q);
  for (std::size_t at = 0; at < candidates.size(); at += kScoredAtOnce) {
    const float least = shared_[q].least();
    batch_.clear();
    for (const Candidate& candidate : candidates.subspan(at, std::min(kScoredAtOnce, candidates.size() - at))) {
      if (candidate.upper >= least) batch_.push_back(candidate.row);
    }
    rows_.score(q, batch_);
    cost_.rows_scored += batch_.size();
    shared_[q].raise(best.floor());
  }
}

float length(std::span<const float> values) {
  double sum = 0;
  for (const float value : values) sum += static_cast<double>(value) * value;
  return static_cast<float>(std::sqrt(sum));
}

void prepare(Shared& shared, const Rotation& rotation, const Centres& centres, std::span<const float> query) {
  std::vector<float> rotated(rotation.padded());
  rotation.apply(query.data(), rotated.data());
  shared.slack = kRounding * length(query);
  for (const Centre& centre : centres.distinct) shared.coded.emplace_back(centre, query, rotated);
}

/// Scores who waited: the best bounds first, which makes the threshold final but for a hair, then the others as they
/// lie.
void finish(std::size_t q, Shared& shared, std::vector<CodeScanner>& scanners, std::vector<RowScanner>& rows,
            ThreadTeam& team) {
  TopK& best = rows.front().best(q);
  std::vector<Candidate> waiting = std::move(scanners.front().waiting(q));
  for (std::size_t i = 1; i < scanners.size(); ++i) {
    for (const Hit& hit : rows[i].best(q).take()) best.offer(hit);
    waiting.insert(waiting.end(), scanners[i].waiting(q).begin(), scanners[i].waiting(q).end());
  }
  shared.raise(best.floor());
  const auto is_out = [&](const Candidate& candidate) { return candidate.upper < shared.least(); };
  std::erase_if(waiting, is_out);
  const std::size_t first = std::min(waiting.size(), 2 * kScoredAtOnce);
  const auto rest = waiting.begin() + static_cast<std::ptrdiff_t>(first);
  std::nth_element(waiting.begin(), rest, waiting.end(), is_higher);
  std::sort(waiting.begin(), rest, is_higher);
  scanners.front().score(q, std::span(waiting).first(first));
  waiting.erase(waiting.begin(), rest);
  std::erase_if(waiting, is_out);
  std::sort(waiting.begin(), waiting.end(), [](const Candidate& a, const Candidate& b) { return a.row < b.row; });
  const std::size_t pieces = (waiting.size() + kFinishRows - 1) / kFinishRows;
  team.run(pieces, scanners.size(), [&](std::size_t piece, std::size_t worker) {
    const std::size_t at = piece * kFinishRows;
    scanners[worker].score(q, std::span(waiting).subspan(at, std::min(kFinishRows, waiting.size() - at)));
  });
}

/// What the threads of one pass have.
struct Parts {
  void add_cost_to(SearchCost& cost) const {
    for (const CodeScanner& scanner : scanners) {
      cost.rows_bounded += scanner.cost().rows_bounded;
      cost.rows_scored += scanner.cost().rows_scored;
    }
  }
  bool is_hopeless() const {
    return std::any_of(scanners.begin(), scanners.end(), [](const CodeScanner& part) { return part.is_hopeless(); });
  }

  std::vector<RowScanner> rows;
  std::vector<CodeScanner> scanners;
};

class CodeSearch final {
 public:
  CodeSearch(const RowsView& view, const Rotation& rotation, const Centres& centres, const Queries& queries,
             const Bitmap* allowed, ThreadTeam& team, SearchCost& cost);

  /// Nothing when a scan of all rows is cheaper.
  std::optional<Result<std::vector<std::vector<Hit>>>> find();
  /// Raises each threshold to the k-th best real score of the k rows with the highest estimates.
  void raise_by_estimates();

 private:
  Parts make_parts();
  void pass(Parts& parts, void (CodeScanner::*look_at)(std::size_t block));

  const RowsView& view_;
  const Centres& centres_;
  const Queries& queries_;
  const Bitmap* allowed_;
  ThreadTeam& team_;
  SearchCost& cost_;
  std::size_t workers_;
  std::vector<Shared> shared_;
};

CodeSearch::CodeSearch(const RowsView& view, const Rotation& rotation, const Centres& centres, const Queries& queries,
                       const Bitmap* allowed, ThreadTeam& team, SearchCost& cost)
    : view_(view),
      centres_(centres),
      queries_(queries),
      allowed_(allowed),
      team_(team),
      cost_(cost),
      workers_(std::clamp<std::size_t>(
          view.coded_blocks * view.file.layout().code_bytes * queries.count / kBytesPerWorkerMin, 1, team.workers())),
      shared_(queries.count) {
  for (std::size_t q = 0; q < queries.count; ++q) {
    prepare(shared_[q], rotation, centres, {queries.vector(q), queries.dimension});
  }
}

Parts CodeSearch::make_parts() {
  Parts parts;
  const std::size_t count = workers_ == 1 ? 1 : team_.workers();
  parts.rows.reserve(count);  // scanners refer to them
  for (std::size_t i = 0; i < count; ++i) {
    parts.rows.emplace_back(view_, queries_, allowed_);
    parts.scanners.emplace_back(view_, centres_, shared_, allowed_, parts.rows.back(), queries_.k);
  }
  return parts;
}

void CodeSearch::pass(Parts& parts, void (CodeScanner::*look_at)(std::size_t block)) {
  const std::size_t pieces = (view_.coded_blocks + kPieceBlocks - 1) / kPieceBlocks;
  team_.run(pieces, workers_, [&](std::size_t piece, std::size_t worker) {
    const std::size_t end = std::min((piece + 1) * kPieceBlocks, view_.coded_blocks);
    for (std::size_t block = piece * kPieceBlocks; block < end; ++block) (parts.scanners[worker].*look_at)(block);
  });
}

std::optional<Result<std::vector<std::vector<Hit>>>> CodeSearch::find() {
  Parts parts = make_parts();
  const std::size_t coded_rows = view_.coded_blocks * kRowsPerBlock;
  parts.rows.front().scan_range(coded_rows, view_.row_count);
  cost_.rows_scored += (view_.row_count - coded_rows) * queries_.count;
  for (std::size_t q = 0; q < queries_.count; ++q) shared_[q].raise(parts.rows.front().best(q).floor());
  pass(parts, &CodeScanner::scan_block);
  const bool hopeless = parts.is_hopeless();
  for (std::size_t q = 0; q < queries_.count && !hopeless; ++q) {
    finish(q, shared_[q], parts.scanners, parts.rows, team_);
  }
  parts.add_cost_to(cost_);
  if (hopeless) return std::nullopt;
  return merge_best(parts.rows, queries_.count);
}

void CodeSearch::raise_by_estimates() {
  Parts parts = make_parts();
  pass(parts, &CodeScanner::estimate_block);
  for (std::size_t q = 0; q < queries_.count; ++q) {
    TopK highest(queries_.k);
    for (CodeScanner& scanner : parts.scanners) {
      for (const Hit& hit : scanner.estimates(q).take()) highest.offer(hit);
    }
    std::vector<std::uint32_t> rows;
    for (const Hit& hit : highest.take()) rows.push_back(hit.slot.value);
    std::sort(rows.begin(), rows.end());
    parts.rows.front().score(q, rows);
    shared_[q].raise(parts.rows.front().best(q).floor());
    cost_.rows_scored += rows.size();
  }
  parts.add_cost_to(cost_);
}

}  // namespace

Result<std::vector<std::vector<Hit>>> scan_codes(const RowsView& view, const Rotation& rotation, const Centres& centres,
                                                 const Queries& queries, const Bitmap* allowed, ThreadTeam& team,
                                                 SearchCost& cost) {
  CodeSearch search(view, rotation, centres, queries, allowed, team, cost);
  if (auto found = search.find()) return std::move(*found);
  search.raise_by_estimates();
  if (auto found = search.find()) return std::move(*found);
  cost.rows_scored += view.row_count * queries.count;
  return scan_rows(view, queries, allowed, nullptr, team);
}

}  // namespace shoebox::index
