// vector_bench PREFIX ROWS DIMENSION INDEX MEMORY_MB [TARGET]: our index over what vector_files made; one JSON object
// on stdout. MEMORY_MB: what it may copy into memory, 0 for its own choice. Times are milliseconds. Recall counts a hit
// that is in the truth or scores within 1e-3 of its last one.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

#include <nlohmann/json.hpp>

#include "index/cascade_index.h"
#include "simd/targets.h"

namespace shoebox::bench {
namespace {

using index::Bitmap;
using index::CascadeIndex;
using index::Exactness;
using index::Hit;
using index::OpenMode;
using nlohmann::json;

constexpr std::size_t kTruth = 1000;
constexpr std::size_t kAppendRows = 1024;
constexpr float kTie = 1e-3F;
// Each of the first searches also copies a little of the index into memory.
constexpr std::size_t kSettlingSearches = 400;
const SpaceId kSpace{"bench"};

double now_ms() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

template <typename T>
std::vector<T> read_all(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  std::vector<T> values(static_cast<std::size_t>(file.tellg()) / sizeof(T));
  file.seekg(0);
  file.read(reinterpret_cast<char*>(values.data()), static_cast<std::streamsize>(values.size() * sizeof(T)));
  return values;
}

template <typename T>
T must(Result<T> result) {
  if (result) return std::move(*result);
  std::fprintf(stderr, "vector_bench: %s\n", result.error().text().c_str());
  std::exit(2);
}

void must(const Result<void>& result) {
  if (result) return;
  std::fprintf(stderr, "vector_bench: %s\n", result.error().text().c_str());
  std::exit(2);
}

struct Set {
  std::size_t rows = 0;
  std::size_t dimension = 0;
  std::vector<float> queries;
  std::vector<std::int32_t> truth;
  std::vector<float> truth_scores;

  std::size_t query_count() const { return queries.size() / dimension; }
  std::span<const float> query(std::size_t q) const { return std::span(queries).subspan(q * dimension, dimension); }
};

double share_found(const std::vector<Hit>& found, const std::vector<Hit>& truth) {
  if (truth.empty()) return 1;
  std::set<std::uint32_t> slots;
  for (const Hit& hit : truth) slots.insert(hit.slot.value);
  double hits = 0;
  for (std::size_t i = 0; i < std::min(found.size(), truth.size()); ++i) {
    if (slots.contains(found[i].slot.value) || found[i].score >= truth.back().score - kTie) hits += 1;
  }
  return hits / static_cast<double>(truth.size());
}

std::vector<Hit> truth_of(const Set& set, std::size_t q, std::size_t k) {
  const std::size_t kept = set.truth.size() / set.query_count();
  std::vector<Hit> hits;
  for (std::size_t i = q * kept; i < q * kept + std::min(k, kept); ++i) {
    hits.push_back({Slot{static_cast<std::uint32_t>(set.truth[i])}, set.truth_scores[i]});
  }
  return hits;
}

json percentiles(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return {{"p50", times[times.size() / 2]}, {"p95", times[times.size() * 95 / 100]}, {"min", times.front()}};
}

/// One query after the other, `passes` times and once before to warm up.
json ask(const CascadeIndex& index, const Set& set, std::size_t k, const Bitmap* allowed, Exactness exactness,
         int passes) {
  std::vector<double> times;
  double recall = 0;
  index::SearchCost cost;
  for (int pass = -1; pass < passes; ++pass) {
    for (std::size_t q = 0; q < set.query_count(); ++q) {
      index::SearchCost one;
      const double begin = now_ms();
      const auto found = must(index.search(set.query(q), k, allowed, exactness, one));
      if (pass >= 0) times.push_back(now_ms() - begin);
      if (pass != 0) continue;
      cost.rows_bounded += one.rows_bounded;
      cost.rows_scored += one.rows_scored;
      index::SearchCost ignored;
      const std::vector<Hit> truth =
          allowed == nullptr ? truth_of(set, q, k)
                             : must(index.search(set.query(q), k, allowed, Exactness::kProof, ignored)).front();
      recall += share_found(found.front(), truth);
    }
  }
  json report = percentiles(std::move(times));
  report["recall"] = recall / static_cast<double>(set.query_count());
  report["rows_scored"] = cost.rows_scored / set.query_count();
  return report;
}

/// As a filter by person, place or time leaves them: some by themselves, half of them in runs.
Bitmap filter(std::size_t rows, double share) {
  std::mt19937 random(5);
  Bitmap allowed(rows);
  const auto wanted = static_cast<std::size_t>(static_cast<double>(rows) * share);
  for (std::size_t i = 0; i < wanted / 2; ++i) allowed.insert(Slot{static_cast<std::uint32_t>(random() % rows)});
  for (std::size_t i = 0; i < wanted / 2; i += 50) {
    const std::size_t first = random() % (rows - std::min<std::size_t>(rows, 50));
    for (std::size_t j = 0; j < 50; ++j) allowed.insert(Slot{static_cast<std::uint32_t>(first + j)});
  }
  return allowed;
}

double build(const std::string& prefix, const std::string& path, const Set& set) {
  ::unlink(path.c_str());
  const auto index = must(CascadeIndex::open(path, kSpace, static_cast<int>(set.dimension), OpenMode::kReadWrite));
  std::ifstream file(prefix + ".rows.f16", std::ios::binary);
  const double begin = now_ms();
  std::vector<std::uint16_t> rows;
  std::vector<Slot> slots;
  for (std::size_t first = 0; first < set.rows; first += kAppendRows) {
    const std::size_t n = std::min(kAppendRows, set.rows - first);
    rows.resize(n * set.dimension);
    file.read(reinterpret_cast<char*>(rows.data()), static_cast<std::streamsize>(rows.size() * 2));
    slots.clear();
    for (std::size_t i = 0; i < n; ++i) slots.push_back(Slot{static_cast<std::uint32_t>(first + i)});
    must(index->append(slots, rows));
  }
  must(index->flush(CommitSequence{1}));
  return (now_ms() - begin) / 1000;
}

double anonymous_mb() {
  std::ifstream file("/proc/self/smaps_rollup");
  std::string word;
  double kilobytes = 0;
  while (file >> word) {
    if (word == "Anonymous:") file >> kilobytes;
  }
  return kilobytes / 1024;
}

/// The first search after everything was put out of the page cache, with opening.
json cold(const std::string& path, const Set& set) {
  std::vector<double> opening;
  std::vector<double> searching;
  for (std::size_t q = 0; q < std::min<std::size_t>(3, set.query_count()); ++q) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    ::fdatasync(descriptor);
    ::posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED);
    ::close(descriptor);
    const double begin = now_ms();
    const auto index = must(CascadeIndex::open(path, kSpace, static_cast<int>(set.dimension), OpenMode::kReadOnly));
    const double opened = now_ms();
    must(index->search(set.query(q), 12, nullptr));
    opening.push_back(opened - begin);
    searching.push_back(now_ms() - opened);
  }
  return {{"open", percentiles(opening)["p50"]}, {"search", percentiles(searching)["p50"]}};
}

/// Milliseconds of one pass over memory.
double read_ms(const std::vector<std::uint64_t>& values) {
  const double begin = now_ms();
  std::uint64_t strands[16] = {};
  for (std::size_t i = 0; i < values.size(); i += 16) {
    for (std::size_t ahead : {512U, 520U}) __builtin_prefetch(&values[i] + ahead);  // as the first level does
    for (std::size_t j = 0; j < 16; ++j) strands[j] += values[i + j];
  }
  const auto sum = std::accumulate(std::begin(strands), std::end(strands), std::uint64_t{0});
  return sum == 0 ? 1e9 : now_ms() - begin;
}

/// Milliseconds of one pass over codes in memory alone: what a search cannot be faster than.
double bound_ms(std::span<const std::uint8_t> codes, std::size_t columns) {
  const std::vector<std::uint8_t> tables(columns * 32, 1);
  const std::vector<float> ones(simd::kGroupRows, 1.0F);
  const simd::BitQuery query{tables.data(), columns, 1, 0, 0};
  float upper[simd::kGroupRows];
  std::uint64_t reached = 0;
  const double begin = now_ms();
  for (std::size_t at = 0; at < codes.size(); at += columns * simd::kGroupRows) {
    reached |= simd::bound_group(query, codes.data() + at, ones.data(), ones.data(), 1e9F, upper);
  }
  return reached != 0 ? 1e9 : now_ms() - begin;
}

/// How fast one thread reads memory, and how much of that the first level reaches: the best of passes over 256 MB that
/// take turns, so that what else the machine does disturbs both.
json bandwidth(std::size_t dimension) {
  const std::size_t columns = index::Rotation::padded(dimension) / 8;
  const std::size_t group_bytes = columns * simd::kGroupRows;
  const std::vector<std::uint64_t> values((std::size_t{256} << 20) / 8, 1);
  const std::vector<std::uint8_t> codes((std::size_t{256} << 20) / group_bytes * group_bytes, 0x5a);
  double reading = 1e9;
  double bounding = 1e9;
  for (int pass = 0; pass < 15; ++pass) {
    reading = std::min(reading, read_ms(values));
    bounding = std::min(bounding, bound_ms(codes, columns));
  }
  const double read = static_cast<double>(values.size() * 8) / reading / 1e6;
  const double bound = static_cast<double>(codes.size()) / bounding / 1e6;
  return {{"read_gb_s", read}, {"first_level_gb_s", bound}, {"share", bound / read}};
}

json ask_in_batches(const CascadeIndex& index, const Set& set) {
  std::vector<double> times;
  for (int pass = 0; pass < 4; ++pass) {
    const double begin = now_ms();
    must(index.search(set.queries, 12, nullptr));
    if (pass > 0) times.push_back((now_ms() - begin) / static_cast<double>(set.query_count()));
  }
  return percentiles(std::move(times));
}

json measure(const std::string& path, const Set& set, int threads, std::int64_t memory_bytes) {
  index::IndexOptions options;
  options.threads = threads;
  options.memory_bytes = memory_bytes;
  const auto index =
      must(CascadeIndex::open(path, kSpace, static_cast<int>(set.dimension), OpenMode::kReadOnly, options));
  json report;
  report["threads"] = threads;
  for (std::size_t i = 0; i < kSettlingSearches; ++i) {
    must(index->search(set.query(i % set.query_count()), 12, nullptr));
  }
  report["k12"] = ask(*index, set, 12, nullptr, Exactness::kBound, 5);
  report["anonymous_mb"] = anonymous_mb();
  for (const std::size_t k : {1U, 100U, 1000U}) {
    report["k" + std::to_string(k)] = ask(*index, set, k, nullptr, Exactness::kBound, 2);
  }
  report["batch"] = ask_in_batches(*index, set);
  for (const auto& [name, share] : {std::pair{"0.1%", 0.001}, {"1%", 0.01}, {"10%", 0.1}, {"100%", 1.0}}) {
    const Bitmap allowed = share < 1 ? filter(set.rows, share) : Bitmap(set.rows, true);
    report["filter"][name] = ask(*index, set, 12, &allowed, Exactness::kBound, 3);
  }
  report["proof"] = ask(*index, set, 12, nullptr, Exactness::kProof, 1);
  // What the widest questions and the batches wanted in passing; the allocator may keep it.
  report["anonymous_mb_at_end"] = anonymous_mb();
  return report;
}

}  // namespace
}  // namespace shoebox::bench

int main(int argc, char** argv) {
  using namespace shoebox;
  using namespace shoebox::bench;
  if (argc < 6) {
    std::fprintf(stderr, "vector_bench PREFIX ROWS DIMENSION INDEX MEMORY_MB [TARGET]\n");
    return 2;
  }
  const std::string prefix = argv[1];
  const std::string path = argv[4];
  const std::int64_t memory_bytes = std::strtoll(argv[5], nullptr, 10) << 20;
  Set set;
  set.rows = std::strtoull(argv[2], nullptr, 10);
  set.dimension = std::strtoull(argv[3], nullptr, 10);
  set.queries = read_all<float>(prefix + ".queries.f32");
  set.truth = read_all<std::int32_t>(prefix + ".truth.i32");
  set.truth_scores = read_all<float>(prefix + ".truth.f32");
  if (argc > 6) simd::force_target(argv[6]);
  json report;
  report["target"] = argc > 6 ? std::string(argv[6]) : std::string(simd::supported_targets().front());
  report["build_s"] = ::access(path.c_str(), F_OK) == 0 && argc > 6 ? 0 : build(prefix, path, set);
  const double begin = now_ms();
  must(CascadeIndex::open(path, kSpace, static_cast<int>(set.dimension), OpenMode::kReadOnly));
  report["open_ms"] = now_ms() - begin;
  report["cold"] = cold(path, set);
  report["memory_mb"] = memory_bytes >> 20;
  report["codes_mb"] = static_cast<double>(index::Rotation::padded(set.dimension) / 8 * set.rows) / 1e6;
  report["bandwidth"] = bandwidth(set.dimension);
  const int cores = static_cast<int>(std::thread::hardware_concurrency());
  report["runs"] = json::array({measure(path, set, 1, memory_bytes)});
  if (cores > 1) report["runs"].push_back(measure(path, set, cores, memory_bytes));
  std::printf("%s\n", report.dump().c_str());
  return 0;
}
