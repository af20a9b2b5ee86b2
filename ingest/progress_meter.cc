#include "ingest/progress_meter.h"

namespace shoebox::ingest {

namespace {

constexpr std::chrono::seconds kWindow{10};
constexpr std::chrono::milliseconds kSampleEvery{100};

}  // namespace

ProgressState ProgressMeter::measure(ProgressState state, Moment now) {
  if (samples_.empty() || now - samples_.back().at >= kSampleEvery) samples_.push_back({now, state.done});
  while (samples_.size() > 2 && now - samples_.front().at > kWindow) samples_.pop_front();
  const std::chrono::duration<double> span = now - samples_.front().at;
  if (span.count() <= 0) return state;
  state.per_second = static_cast<double>(state.done - samples_.front().done) / span.count();
  if (state.per_second > 0 && state.total_is_final) {
    state.seconds_left = static_cast<double>(state.total - state.done) / state.per_second;
  }
  return state;
}

}  // namespace shoebox::ingest
