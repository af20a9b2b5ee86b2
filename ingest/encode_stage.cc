#include "ingest/encode_stage.h"

#include <algorithm>
#include <chrono>
#include <span>
#include <utility>

#include "core/check.h"
#include "core/limits.h"
#include "simd/dot.h"

namespace shoebox::ingest {

namespace {

/// From a batch's first picture on.
constexpr std::chrono::milliseconds kGatherTime{250};

std::vector<std::uint8_t> concatenated(std::span<const EncodeJob> batch) {
  std::vector<std::uint8_t> pixels;
  for (const EncodeJob& job : batch) {
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(job.input.data());
    pixels.insert(pixels.end(), bytes, bytes + job.input.size());
  }
  return pixels;
}

}  // namespace

EncodeStage::EncodeStage(model::ImageEncoder& encoder, SpaceId space, Config config, EncodeQueue& encode,
                         FinishedQueue& finished, std::stop_token stop)
    : encoder_(encoder),
      space_(std::move(space)),
      batch_max_(std::clamp<std::size_t>(static_cast<std::size_t>(config.batch_max), 1, limits::kEncodeBatchMax)),
      encode_(encode),
      finished_(finished),
      stop_(std::move(stop)) {
  const int count = std::clamp(config.threads, 1, limits::kJobsMax);
  running_ = count;
  for (int i = 0; i < count; ++i) threads_.emplace_back([this] { run(); });
}

EncodeStage::~EncodeStage() = default;

void EncodeStage::run() {
  while (true) {
    std::vector<EncodeJob> batch = take_batch();
    if (batch.empty()) break;
    // Nobody waits for the rest any more; the queue is emptied so that decoders do not wait for room.
    if (!stop_.stop_requested()) encode_batch(std::move(batch));
  }
  if (--running_ == 0) finished_.close();
}

/// Empty: the queue is closed.
std::vector<EncodeJob> EncodeStage::take_batch() {
  using Clock = std::chrono::steady_clock;
  const std::lock_guard lock(gathering_);
  std::vector<EncodeJob> batch;
  auto job = encode_.pop();
  const auto until = Clock::now() + kGatherTime;
  while (job) {
    batch.push_back(std::move(*job));
    if (batch.size() >= batch_max_) break;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now());
    job = encode_.pop_for(std::max(left, std::chrono::milliseconds{0}));
  }
  return batch;
}

void EncodeStage::encode_batch(std::vector<EncodeJob> batch) {
  const auto vectors = encoder_.encode(concatenated(batch), batch.size());
  if (!vectors) {
    encode_one_by_one(std::move(batch));
    return;
  }
  const auto dimension = static_cast<std::size_t>(encoder_.dimension());
  CHECK(vectors->size() == batch.size() * dimension);
  for (std::size_t i = 0; i < batch.size(); ++i) {
    finish(std::move(batch[i].item), std::span(*vectors).subspan(i * dimension, dimension));
  }
}

/// Finds the picture that the model cannot take. When it takes none at all, the fault is the model's.
void EncodeStage::encode_one_by_one(std::vector<EncodeJob> batch) {
  std::size_t failed = 0;
  for (EncodeJob& job : batch) {
    const auto vector = encoder_.encode(concatenated(std::span(&job, 1)), 1);
    if (vector) {
      finish(std::move(job.item), *vector);
      continue;
    }
    const bool all = ++failed == batch.size();
    finished_.push(ended(std::move(job.item), all ? ItemState::kFatal : ItemState::kSkipped, vector.error()));
  }
}

void EncodeStage::finish(Item item, std::span<const float> vector) {
  if (!simd::all_finite(vector.data(), vector.size())) {
    const Error error{ErrorCode::kInternal, "the model gave no number for this picture", {}};
    finished_.push(ended(std::move(item), ItemState::kSkipped, error));
    return;
  }
  std::vector<std::uint16_t> row(vector.size());
  simd::f32_to_f16(vector.data(), vector.size(), row.data());
  const ItemState state = item.task.reembed ? ItemState::kReembedded : ItemState::kStore;
  if (item.task.reembed) {
    item.row = std::move(row);
  } else {
    item.file.embeddings.push_back({space_, std::move(row)});
  }
  finished_.push(ended(std::move(item), state));
}

}  // namespace shoebox::ingest
