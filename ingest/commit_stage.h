#pragma once
// The last stage, on the caller's thread: takes what has ended, stores it a transaction at a time, keeps the index
// level and the user informed, and lets go those that waited for what was stored.

#include <chrono>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "ingest/catalog.h"
#include "ingest/pipeline.h"
#include "ingest/progress_meter.h"
#include "ingest/stage_item.h"
#include "store/embedding_repository.h"
#include "store/file_repository.h"

namespace shoebox::ingest {

class CommitStage final {
 public:
  CommitStage(const IndexParts& parts, const IndexOptions& options, Catalog& catalog, IndexSummary& summary);

  /// Until the queue is closed and all of it is stored. An error ends the run; what was committed stays.
  Result<void> drain(FinishedQueue& finished);

  /// Files to try again, and forgets them.
  std::vector<Task> take_retries();

  /// Makes the index level now.
  Result<void> update_index();

  /// One file more that cannot be used.
  void report_skipped(std::string_view path, const Error& error);
  /// How many files the run will have gone through.
  void expect(std::int64_t count) { total_ += count; }
  void show_progress();

 private:
  using Moment = std::chrono::steady_clock::time_point;

  Result<void> receive(Item item);
  Result<void> commit();
  Result<std::vector<store::StoredFile>> write(std::span<Item> items);
  void count(const Item& item, const store::StoredFile& stored);
  void count_ended(const Item& item);
  Result<void> let_go(std::vector<Item> waiting);
  void retry_waiting(const Item& item);

  const IndexParts& parts_;
  const IndexOptions& options_;
  Catalog& catalog_;
  IndexSummary& summary_;
  store::FileRepository files_;
  store::EmbeddingRepository embeddings_;
  ProgressMeter meter_;
  std::vector<Item> pending_;
  std::vector<Task> retries_;
  std::int64_t done_ = 0;
  std::int64_t total_ = 0;
  Moment committed_at_;
  Moment index_updated_at_;
};

}  // namespace shoebox::ingest
