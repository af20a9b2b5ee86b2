#include "ingest/progress_meter.h"

#include <gtest/gtest.h>

namespace shoebox::ingest {
namespace {

using Moment = ProgressMeter::Moment;
using std::chrono::seconds;

ProgressState at(ProgressMeter& meter, int second, std::int64_t done) {
  return meter.measure({.stage = "index", .done = done, .total = 1000, .total_is_final = true},
                       Moment() + seconds(second));
}

TEST(ProgressMeter, KnowsNothingAtFirst) {
  ProgressMeter meter;
  const auto state = at(meter, 0, 0);
  EXPECT_EQ(state.per_second, 0);
  EXPECT_LT(state.seconds_left, 0);
}

TEST(ProgressMeter, RateAndTimeLeftFollowTheLastSeconds) {
  ProgressMeter meter;
  at(meter, 0, 0);
  EXPECT_DOUBLE_EQ(at(meter, 2, 100).per_second, 50);
  EXPECT_DOUBLE_EQ(at(meter, 2, 100).seconds_left, 18);
  for (int second = 3; second <= 40; ++second) at(meter, second, 100 + second);
  EXPECT_NEAR(at(meter, 41, 141).per_second, 1, 0.1);
}

TEST(ProgressMeter, NothingDoneHasNoTimeLeft) {
  ProgressMeter meter;
  at(meter, 0, 5);
  EXPECT_LT(at(meter, 5, 5).seconds_left, 0);
}

}  // namespace
}  // namespace shoebox::ingest
