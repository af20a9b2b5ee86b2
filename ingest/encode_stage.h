#pragma once
// The second stage: one thread that gathers decoded pictures into batches and has them encoded. A batch goes when it is
// full or when nothing came for a moment, so that a slow decoder does not hold back what is ready.

#include <stop_token>
#include <thread>
#include <vector>

#include "ingest/stage_item.h"
#include "model/encoder.h"

namespace shoebox::ingest {

class EncodeStage final {
 public:
  /// Starts the thread; all references outlive the stage. `finished` is closed when it ends: when `encode` is closed
  /// and empty. After `stop` what still waits is dropped.
  EncodeStage(model::ImageEncoder& encoder, SpaceId space, int batch_max, EncodeQueue& encode, FinishedQueue& finished,
              std::stop_token stop);
  /// Waits for the thread.
  ~EncodeStage();
  EncodeStage(const EncodeStage&) = delete;
  EncodeStage& operator=(const EncodeStage&) = delete;

 private:
  void run();
  std::vector<EncodeJob> take_batch();
  void encode_batch(std::vector<EncodeJob> batch);
  void encode_one_by_one(std::vector<EncodeJob> batch);
  void finish(Item item, std::span<const float> vector);

  model::ImageEncoder& encoder_;
  const SpaceId space_;
  const std::size_t batch_max_;
  EncodeQueue& encode_;
  FinishedQueue& finished_;
  const std::stop_token stop_;
  std::jthread thread_;
};

}  // namespace shoebox::ingest
