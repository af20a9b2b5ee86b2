#pragma once
// The second stage: threads that gather decoded pictures into batches and have them encoded. A batch goes when it is
// full or a moment after its first picture, so that a slow decoder does not hold back what is ready; one thread gathers
// at a time, since two that share what comes would both go half empty. Several threads that each run the model on one
// core do more than one run on all cores (docs/decisions/0020-onnx-runtime.md).

#include <atomic>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "ingest/stage_item.h"
#include "model/encoder.h"

namespace shoebox::ingest {

class EncodeStage final {
 public:
  /// How many pictures a call of the encoder may take, and how many calls run at once.
  struct Config {
    int batch_max = 1;
    int threads = 1;
  };

  /// Starts the threads; all references outlive the stage. `finished` is closed when the last one ends: when `encode`
  /// is closed and empty. After `stop` what still waits is dropped.
  EncodeStage(model::ImageEncoder& encoder, SpaceId space, Config config, EncodeQueue& encode, FinishedQueue& finished,
              std::stop_token stop);
  /// Waits for the threads.
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
  std::mutex gathering_;
  EncodeQueue& encode_;
  FinishedQueue& finished_;
  const std::stop_token stop_;
  std::atomic<int> running_ = 0;
  std::vector<std::jthread> threads_;
};

}  // namespace shoebox::ingest
