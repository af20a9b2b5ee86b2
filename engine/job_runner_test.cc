#include "engine/job_runner.h"

#include <atomic>
#include <semaphore>

#include <gtest/gtest.h>

namespace shoebox::engine {
namespace {

using Outcome = JobRunner::Outcome;

/// A job that runs until it is told to stop.
Result<Outcome> until_stopped(ProgressReporter& progress, const std::stop_token& stop) {
  progress.update({.stage = "scan", .done = 3, .total = 9});
  std::binary_semaphore stopped(0);
  const std::stop_callback wake(stop, [&] { stopped.release(); });
  stopped.acquire();
  return Outcome{.interrupted = true, .summary = {}};
}

TEST(JobRunner, TellsWhatRunsAndStopsIt) {
  JobRunner runner;
  std::binary_semaphore told(0);
  runner.set_listener([&] {
    if (runner.job().progress.done == 3 && runner.job().state == Job::State::kRunning) told.release();
  });
  ASSERT_TRUE(runner.begin(Job::Kind::kIndex, until_stopped).has_value());
  told.acquire();
  EXPECT_EQ(runner.job().stage, "scan");
  EXPECT_EQ(runner.begin(Job::Kind::kIndex, until_stopped).error().code, ErrorCode::kBusy);
  EXPECT_EQ(runner.run_now([] { return Result<void>(); }).error().code, ErrorCode::kBusy);
  runner.stop();
  // Its turn comes when the other has ended.
  SilentProgress silent;
  const auto done =
      runner.run(Job::Kind::kUseModel, [](ProgressReporter&, const std::stop_token&) { return Outcome{}; }, silent, {});
  EXPECT_TRUE(done.has_value());
  EXPECT_EQ(runner.job().state, Job::State::kDone);
  EXPECT_EQ(runner.job().kind, Job::Kind::kUseModel);
}

TEST(JobRunner, CallersStopReachesTheJob) {
  JobRunner runner;
  std::stop_source source;
  runner.set_listener([&] {
    if (runner.job().progress.done == 3) source.request_stop();
  });
  SilentProgress silent;
  const auto done = runner.run(Job::Kind::kIndex, until_stopped, silent, source.get_token());
  ASSERT_TRUE(done.has_value());
  EXPECT_TRUE(done->interrupted);
  EXPECT_EQ(runner.job().state, Job::State::kStopped);
}

TEST(JobRunner, EveryChangeIsNewerThanTheOneBefore) {
  JobRunner runner;
  SilentProgress silent;
  std::uint64_t newest = 0;
  runner.set_listener([&] {
    EXPECT_GT(runner.job().revision, newest);
    newest = runner.job().revision;
  });
  const auto work = [](ProgressReporter& progress, const std::stop_token&) {
    progress.update({.stage = "read", .done = 1});
    progress.note("one was skipped");
    return Outcome{};
  };
  for (int i = 0; i < 2; ++i) EXPECT_TRUE(runner.run(Job::Kind::kIndex, work, silent, {}).has_value());
  EXPECT_EQ(runner.job().revision, newest);
}

TEST(JobRunner, WhoHearsOfTheEndMayBeginTheNext) {
  JobRunner runner;
  std::atomic<bool> begun = false;
  std::binary_semaphore ended(0);
  const auto work = [](ProgressReporter&, const std::stop_token&) { return Outcome{}; };
  runner.set_listener([&] {
    if (runner.job().state != Job::State::kDone) return;
    begun = runner.run_now([] { return Result<void>(); }).has_value();
    ended.release();
  });
  ASSERT_TRUE(runner.begin(Job::Kind::kIndex, work).has_value());
  ended.acquire();
  EXPECT_TRUE(begun);
}

TEST(JobRunner, FailureIsTold) {
  JobRunner runner;
  SilentProgress silent;
  const auto work = [](ProgressReporter&, const std::stop_token&) -> Result<Outcome> {
    return fail(ErrorCode::kIo, "the disk is full");
  };
  EXPECT_FALSE(runner.run(Job::Kind::kIndex, work, silent, {}).has_value());
  EXPECT_EQ(runner.job().state, Job::State::kFailed);
  EXPECT_EQ(runner.job().error->message, "the disk is full");
  EXPECT_TRUE(runner.run_now([] { return Result<void>(); }).has_value());
}

TEST(JobRunner, EndsWhileAJobRuns) {
  std::atomic<bool> ended = false;
  {
    JobRunner runner;
    ASSERT_TRUE(runner
                    .begin(Job::Kind::kIndex,
                           [&](ProgressReporter& progress, const std::stop_token& stop) {
                             auto outcome = until_stopped(progress, stop);
                             ended = true;
                             return outcome;
                           })
                    .has_value());
  }
  EXPECT_TRUE(ended);
}

}  // namespace
}  // namespace shoebox::engine
