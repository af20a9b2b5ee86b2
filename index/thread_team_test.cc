#include "index/thread_team.h"

#include <latch>

#include <gtest/gtest.h>

namespace shoebox::index {
namespace {

void check(ThreadTeam& team, std::size_t pieces, std::size_t workers_max) {
  std::vector<std::atomic<int>> done(pieces);
  std::atomic<std::size_t> highest = 0;
  team.run(pieces, workers_max, [&](std::size_t piece, std::size_t worker) {
    ++done[piece];
    if (worker > highest) highest = worker;
  });
  for (std::size_t piece = 0; piece < pieces; ++piece) ASSERT_EQ(done[piece], 1) << piece;
  EXPECT_LT(highest, team.workers());
}

TEST(ThreadTeam, DoesEveryPieceOnce) {
  for (const std::size_t workers : {0U, 1U, 2U, 5U}) {
    ThreadTeam team(workers);
    for (const std::size_t pieces : {0U, 1U, 2U, 3U, 100U, 5000U}) {
      for (const std::size_t workers_max : {1U, 2U, 9U}) check(team, pieces, workers_max);
    }
  }
}

TEST(ThreadTeam, RunsOneAfterTheOtherManyTimes) {
  ThreadTeam team(3);
  for (int i = 0; i < 2000; ++i) check(team, 3, 3);
}

TEST(ThreadTeam, HelpersReallyHelp) {
  ThreadTeam team(3);
  std::latch all(3);
  // Passes only when three threads are at it at the same time.
  team.run(3, 3, [&](std::size_t, std::size_t) { all.arrive_and_wait(); });
}

TEST(ThreadTeam, CallersAtTheSameTimeAllFinish) {
  ThreadTeam team(2);
  std::vector<std::jthread> callers;
  for (int i = 0; i < 4; ++i) {
    callers.emplace_back([&] {
      for (int run = 0; run < 300; ++run) check(team, 20, 2);
    });
  }
}

TEST(ThreadTeam, NobodyIsLeftBehindWhenItEndsUnused) {
  const ThreadTeam never_used(4);
  ThreadTeam used(4);
  check(used, 10, 4);
}

}  // namespace
}  // namespace shoebox::index
