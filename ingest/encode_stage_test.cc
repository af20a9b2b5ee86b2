#include "ingest/encode_stage.h"

#include <algorithm>
#include <mutex>
#include <vector>

#include <gtest/gtest.h>

#include "core/limits.h"

namespace shoebox::ingest {
namespace {

constexpr int kBatchMax = 4;
constexpr int kThreads = 3;
constexpr std::size_t kPictureBytes = 2 * 2 * 3;

/// Remembers how many pictures came at once; a picture of 255 is one that the model cannot take.
class RecordingEncoder final : public model::ImageEncoder {
 public:
  const model::ImageInputSpec& input() const override { return input_; }
  int dimension() const override { return 2; }
  Result<std::vector<float>> encode(std::span<const std::uint8_t> pixels, std::size_t n) override {
    const std::lock_guard lock(mutex_);
    batches_.push_back(n);
    if (std::ranges::find(pixels, 255) != pixels.end()) return fail(ErrorCode::kInternal, "not this one");
    return std::vector<float>(2 * n, 0.5F);
  }

  std::vector<std::size_t> batches() const {
    const std::lock_guard lock(mutex_);
    return batches_;
  }

 private:
  model::ImageInputSpec input_;
  mutable std::mutex mutex_;
  std::vector<std::size_t> batches_;
};

EncodeJob picture(unsigned char value) {
  return {{}, std::vector<std::byte>(kPictureBytes, std::byte{value})};
}

struct Outcome {
  std::vector<std::size_t> batches;
  int stored = 0;
  int skipped = 0;
  int fatal = 0;
};

/// What becomes of pictures that wait before the stage begins, in a queue that is closed then.
Outcome encode(const std::vector<unsigned char>& pictures) {
  RecordingEncoder encoder;
  EncodeQueue queue(limits::kQueueItemsMax);
  FinishedQueue finished(limits::kQueueItemsMax);
  for (const unsigned char value : pictures) queue.push(picture(value));
  queue.close();
  const EncodeStage stage(encoder, SpaceId{"space"}, {kBatchMax, kThreads}, queue, finished, {});
  Outcome outcome;
  while (auto item = finished.pop()) {
    if (item->state == ItemState::kStore) ++outcome.stored;
    if (item->state == ItemState::kSkipped) ++outcome.skipped;
    if (item->state == ItemState::kFatal) ++outcome.fatal;
  }
  outcome.batches = encoder.batches();
  return outcome;
}

TEST(EncodeStage, ThreadsDoNotShareABatch) {
  const Outcome outcome = encode(std::vector<unsigned char>(5 * kBatchMax, 1));
  EXPECT_EQ(outcome.batches, std::vector<std::size_t>(5, kBatchMax));
  EXPECT_EQ(outcome.stored, 5 * kBatchMax);
}

TEST(EncodeStage, WhatIsLeftGoesWhenTheQueueIsClosed) {
  Outcome outcome = encode(std::vector<unsigned char>(kBatchMax + 1, 1));
  std::ranges::sort(outcome.batches);
  EXPECT_EQ(outcome.batches, (std::vector<std::size_t>{1, kBatchMax}));
  EXPECT_EQ(outcome.stored, kBatchMax + 1);
  EXPECT_EQ(encode({}).batches, std::vector<std::size_t>());
}

TEST(EncodeStage, ABatchThatIsNotFullGoesAMomentLater) {
  RecordingEncoder encoder;
  EncodeQueue queue(limits::kQueueItemsMax);
  FinishedQueue finished(limits::kQueueItemsMax);
  const EncodeStage stage(encoder, SpaceId{"space"}, {kBatchMax, kThreads}, queue, finished, {});
  queue.push(picture(1));
  EXPECT_TRUE(finished.pop().has_value());  // although the queue is open and no more came
  queue.close();
}

TEST(EncodeStage, OnePictureThatTheModelCannotTakeIsSkippedAlone) {
  const Outcome outcome = encode({1, 255, 1, 1});
  EXPECT_EQ(outcome.stored, 3);
  EXPECT_EQ(outcome.skipped, 1);
  EXPECT_EQ(outcome.fatal, 0);
}

TEST(EncodeStage, AModelThatTakesNoneEndsTheRun) {
  EXPECT_EQ(encode({255, 255, 255, 255}).fatal, 1);
}

TEST(EncodeStage, NothingIsEncodedOnceStopped) {
  RecordingEncoder encoder;
  EncodeQueue queue(limits::kQueueItemsMax);
  FinishedQueue finished(limits::kQueueItemsMax);
  std::stop_source stop;
  stop.request_stop();
  queue.push(picture(1));
  queue.close();
  const EncodeStage stage(encoder, SpaceId{"space"}, {kBatchMax, kThreads}, queue, finished, stop.get_token());
  EXPECT_FALSE(finished.pop().has_value());
  EXPECT_EQ(encoder.batches(), std::vector<std::size_t>());
}

}  // namespace
}  // namespace shoebox::ingest
