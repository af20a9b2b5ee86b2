// vector_files KIND ROWS DIMENSION QUERIES PREFIX: makes a collection to measure with, for us and for others:
// PREFIX.rows.f16 and PREFIX.queries.f32 (row-major), and the truth, computed over the rows as they are stored: the
// 1,000 best row numbers of each query in PREFIX.truth.i32 and their scores in PREFIX.truth.f32.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "bench/vector_data.h"
#include "index/top_k.h"
#include "simd/dot.h"

namespace shoebox::bench {
namespace {

constexpr std::size_t kTruth = 1000;
constexpr std::size_t kChunkRows = 65536;

template <typename T>
void append(std::ofstream& file, const std::vector<T>& values) {
  file.write(reinterpret_cast<const char*>(values.data()), static_cast<std::streamsize>(values.size() * sizeof(T)));
}

/// Scores a chunk for all queries, which the cores share.
void update_truth(const std::vector<std::uint16_t>& rows, std::size_t first, std::size_t dimension,
                  const std::vector<float>& queries, std::vector<index::TopK>& best) {
  const std::size_t n = rows.size() / dimension;
  on_all_cores([&](std::size_t part, std::size_t parts) {
    std::vector<float> scores(n);
    for (std::size_t q = part; q < best.size(); q += parts) {
      simd::dot_f16(rows.data(), n, dimension, queries.data() + q * dimension, 1, scores.data());
      for (std::size_t i = 0; i < n; ++i) best[q].offer({Slot{static_cast<std::uint32_t>(first + i)}, scores[i]});
    }
  });
}

int make(DataKind kind, std::size_t count, std::size_t dimension, std::size_t query_count, const std::string& prefix) {
  const VectorData data(kind, dimension);
  const std::vector<float> queries = data.queries(query_count);
  std::ofstream query_file(prefix + ".queries.f32", std::ios::binary);
  append(query_file, queries);
  std::ofstream row_file(prefix + ".rows.f16", std::ios::binary);
  std::vector<index::TopK> best(query_count, index::TopK(std::min(kTruth, count)));
  for (std::size_t first = 0; first < count; first += kChunkRows) {
    const std::vector<float> rows = data.rows(first, std::min(kChunkRows, count - first));
    std::vector<std::uint16_t> halves(rows.size());
    simd::f32_to_f16(rows.data(), rows.size(), halves.data());
    append(row_file, halves);
    update_truth(halves, first, dimension, queries, best);
  }
  std::ofstream number_file(prefix + ".truth.i32", std::ios::binary);
  std::ofstream score_file(prefix + ".truth.f32", std::ios::binary);
  for (index::TopK& of_query : best) {
    std::vector<std::int32_t> numbers;
    std::vector<float> scores;
    for (const index::Hit& hit : of_query.take_sorted()) {
      numbers.push_back(static_cast<std::int32_t>(hit.slot.value));
      scores.push_back(hit.score);
    }
    append(number_file, numbers);
    append(score_file, scores);
  }
  row_file.flush();
  return row_file && query_file && number_file && score_file ? 0 : 1;
}

}  // namespace
}  // namespace shoebox::bench

int main(int argc, char** argv) {
  if (argc != 6) {
    std::fprintf(stderr, "vector_files KIND ROWS DIMENSION QUERIES PREFIX\n");
    return 2;
  }
  const auto number = [&](int i) { return static_cast<std::size_t>(std::strtoull(argv[i], nullptr, 10)); };
  return shoebox::bench::make(shoebox::bench::data_kind(argv[1]), number(2), number(3), number(4), argv[5]);
}
