#pragma once
// How fast a run is and how long it will still take, from its last seconds. Not thread-safe.

#include <chrono>
#include <cstdint>
#include <deque>

#include "core/progress.h"

namespace shoebox::ingest {

class ProgressMeter final {
 public:
  using Moment = std::chrono::steady_clock::time_point;

  /// Fills in the rate and the time left; `state.done` must not fall between calls.
  ProgressState measure(ProgressState state, Moment now);

 private:
  struct Sample {
    Moment at;
    std::int64_t done = 0;
  };
  std::deque<Sample> samples_;
};

}  // namespace shoebox::ingest
