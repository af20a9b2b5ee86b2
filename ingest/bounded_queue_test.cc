#include "ingest/bounded_queue.h"

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace shoebox::ingest {
namespace {

TEST(BoundedQueue, KeepsTheOrder) {
  BoundedQueue<int> queue(3);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(queue.push(i));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(queue.pop(), i);
}

TEST(BoundedQueue, CloseLeavesWhatIsInside) {
  BoundedQueue<int> queue(2);
  EXPECT_TRUE(queue.push(1));
  queue.close();
  EXPECT_FALSE(queue.push(2));
  EXPECT_FALSE(queue.finished());
  EXPECT_EQ(queue.pop(), 1);
  EXPECT_EQ(queue.pop(), std::nullopt);
  EXPECT_TRUE(queue.finished());
}

TEST(BoundedQueue, PopForGivesUpOnAnOpenEmptyQueue) {
  BoundedQueue<int> queue(1);
  EXPECT_EQ(queue.pop_for(std::chrono::milliseconds(1)), std::nullopt);
  EXPECT_FALSE(queue.finished());
}

TEST(BoundedQueue, MovesThingsThatCannotBeCopied) {
  BoundedQueue<std::unique_ptr<int>> queue(1);
  EXPECT_TRUE(queue.push(std::make_unique<int>(7)));
  EXPECT_EQ(**queue.pop(), 7);
}

TEST(BoundedQueue, CloseWakesWhoWaits) {
  BoundedQueue<int> empty(1);
  BoundedQueue<int> full(1);
  EXPECT_TRUE(full.push(0));
  std::optional<int> popped = 1;
  bool pushed = true;
  std::jthread taker([&] { popped = empty.pop(); });
  std::jthread giver([&] { pushed = full.push(1); });
  empty.close();
  full.close();
  taker.join();
  giver.join();
  EXPECT_EQ(popped, std::nullopt);
  EXPECT_FALSE(pushed);
}

TEST(BoundedQueue, ManyThreadsLoseAndDoubleNothingAndNeverExceedTheCapacity) {
  constexpr int kThreads = 4;
  constexpr int kEach = 5000;
  BoundedQueue<int> queue(8);
  std::atomic<int> inside = 0;
  std::atomic<int> inside_max = 0;
  std::vector<std::atomic<int>> seen(static_cast<std::size_t>(kThreads * kEach));
  std::vector<std::jthread> takers;
  std::vector<std::jthread> givers;
  for (int t = 0; t < kThreads; ++t) {
    takers.emplace_back([&] {
      while (const auto item = queue.pop()) {
        --inside;
        ++seen[static_cast<std::size_t>(*item)];
      }
    });
    givers.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        ASSERT_TRUE(queue.push(t * kEach + i));
        const int now = ++inside;
        int before = inside_max;
        while (now > before && !inside_max.compare_exchange_weak(before, now)) {
        }
      }
    });
  }
  givers.clear();
  queue.close();
  takers.clear();
  for (const auto& count : seen) EXPECT_EQ(count, 1);
  // A taker may not have counted yet what it took: one thing a thread.
  EXPECT_LE(inside_max, 8 + 2 * kThreads);
}

}  // namespace
}  // namespace shoebox::ingest
