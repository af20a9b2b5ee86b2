#pragma once
// The first stage: threads that take tasks in order, hash, ask the catalog, decode, write the thumbnail, and hand on to
// the encoder or straight to the end.

#include <atomic>
#include <cstddef>
#include <span>
#include <stop_token>
#include <thread>
#include <vector>

#include "ingest/catalog.h"
#include "ingest/pipeline.h"
#include "ingest/stage_item.h"
#include "ingest/thumbnails.h"

namespace shoebox::ingest {

/// What a model's input asks of the decoder.
image::RenderSpec model_render(const model::ImageInputSpec& input);

class DecodeStage final {
 public:
  /// Starts the threads. `tasks` is taken from front to back; all references outlive the stage. `encode` is closed when
  /// the last thread ends: after the last task, or soon after `stop`.
  DecodeStage(const IndexParts& parts, const IndexOptions& options, Catalog& catalog, std::span<Task> tasks,
              EncodeQueue& encode, FinishedQueue& finished, std::stop_token stop);
  /// Waits for the threads.
  ~DecodeStage();
  DecodeStage(const DecodeStage&) = delete;
  DecodeStage& operator=(const DecodeStage&) = delete;

 private:
  void run();
  void process(Task task);
  void process_reembed(Item item);
  bool is_unsettled(const Item& item) const;
  bool identify(Item& item);
  bool claim_content(Item& item);
  bool read_again(Item& item);
  void decode(Item item);
  bool write_thumbnail(Item& item, const image::DecodeReply& reply);
  void hand_on(Item item, std::vector<std::byte> input);
  void end(Item item, ItemState state, Error error = {});
  bool has_changed(const Item& item) const;
  bool fail_item(Item& item, const Error& error);

  const IndexParts& parts_;
  const IndexOptions& options_;
  const ThumbnailFolder thumbnails_;
  Catalog& catalog_;
  const std::span<Task> tasks_;
  EncodeQueue& encode_;
  FinishedQueue& finished_;
  const std::stop_token stop_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<int> running_ = 0;
  std::vector<std::jthread> threads_;
};

}  // namespace shoebox::ingest
