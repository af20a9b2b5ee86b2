// Understanding sentences: a line each from standard input, all of them REPEAT times, in processor time of this thread.
// parse_bench GAZETTEER REPEAT < SENTENCES
//   -> {"sentences","repeat","first_ms","mean_ms","p50_ms","p95_ms","max_ms","longest_bytes"}

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <numeric>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "geo/gazetteer.h"
#include "geo/place_names.h"
#include "query/parse.h"

namespace {

double processor_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double parse_ms(const std::string& sentence, const shoebox::query::ParseContext& context) {
  const double begin = processor_ms();
  const auto query = shoebox::query::parse(sentence, context);
  const double end = processor_ms();
  return query.chips.size() > sentence.size() ? 0 : end - begin;  // the answer is used
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: parse_bench GAZETTEER REPEAT < SENTENCES\n");
    return 2;
  }
  const auto gazetteer = shoebox::geo::Gazetteer::open(argv[1]);
  if (!gazetteer) {
    std::fprintf(stderr, "%s\n", gazetteer.error().text().c_str());
    return 2;
  }
  const shoebox::geo::PlaceNames places(**gazetteer);
  constexpr std::int64_t kNow = 20'780LL * 24 * 60;
  const shoebox::query::ParseContext context{.now_local_minutes = kNow, .places = &places};
  std::vector<std::string> sentences;
  std::size_t longest = 0;
  for (std::string line; std::getline(std::cin, line);) {
    sentences.push_back(line);
    longest = std::max(longest, line.size());
  }
  if (sentences.empty()) return 2;
  const double first = parse_ms(sentences.front(), context);
  const int repeat = std::max(1, std::atoi(argv[2]));
  std::vector<double> times;
  for (int i = 0; i < repeat; ++i) {
    for (const std::string& sentence : sentences) times.push_back(parse_ms(sentence, context));
  }
  std::sort(times.begin(), times.end());
  const auto share = [&](double part) {
    return times[static_cast<std::size_t>(part * static_cast<double>(times.size() - 1))];
  };
  const double mean = std::accumulate(times.begin(), times.end(), 0.0) / static_cast<double>(times.size());
  std::puts(fmt::format("{{\"sentences\": {}, \"repeat\": {}, \"first_ms\": {:.3f}, \"mean_ms\": {:.4f}, \"p50_ms\": "
                        "{:.4f}, \"p95_ms\": {:.4f}, \"max_ms\": {:.4f}, \"longest_bytes\": {}}}",
                        sentences.size(), repeat, first, mean, share(0.5), share(0.95), times.back(), longest)
                .c_str());
  return 0;
}
