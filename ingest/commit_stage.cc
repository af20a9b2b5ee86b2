#include "ingest/commit_stage.h"

#include <utility>

#include "ingest/catch_up.h"

namespace shoebox::ingest {

namespace {

constexpr std::size_t kCommitItemsMax = 256;
constexpr std::chrono::milliseconds kProgressEvery{100};
constexpr std::chrono::seconds kIndexEvery{2};

std::int64_t to_milliseconds(std::chrono::system_clock::time_point moment) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(moment.time_since_epoch()).count();
}

/// What is worth remembering: a fault of the file itself. That the system said no may be different next time.
bool is_fault_of_the_file(const Item& item) {
  if (item.state == ItemState::kIgnored) return true;
  if (item.state != ItemState::kSkipped || item.task.reembed) return false;
  const ErrorCode code = item.error.code;
  return code == ErrorCode::kCorrupt || code == ErrorCode::kUnsupported || code == ErrorCode::kLimitExceeded;
}

store::SkippedFile to_skipped_file(const Item& item, std::int64_t now_ms) {
  // The store takes kUnsupported for "not a picture": a file that is named like one is a fault to tell the user.
  const bool fault = item.state == ItemState::kSkipped && item.error.code == ErrorCode::kUnsupported;
  return {.path = item.file.path,
          .size_bytes = item.file.size_bytes,
          .mtime_ns = item.file.mtime_ns,
          .code = fault ? ErrorCode::kCorrupt : item.error.code,
          .message = item.error.message,
          .decoder_version = kDecoderVersion,
          .tried_at_ms = now_ms};
}

}  // namespace

CommitStage::CommitStage(const IndexParts& parts, const IndexOptions& options, Catalog& catalog, IndexSummary& summary)
    : parts_(parts),
      options_(options),
      catalog_(catalog),
      summary_(summary),
      files_(parts.database),
      embeddings_(parts.database),
      committed_at_(std::chrono::steady_clock::now()),
      index_updated_at_(committed_at_) {}

Result<void> CommitStage::drain(FinishedQueue& finished) {
  while (!finished.finished()) {
    if (auto item = finished.pop_for(kProgressEvery)) TRY(receive(std::move(*item)));
    const Moment now = std::chrono::steady_clock::now();
    if (pending_.empty()) committed_at_ = now;  // the second counts from the oldest that waits
    const bool due = now - committed_at_ >= std::chrono::milliseconds(options_.commit_ms);
    if (!pending_.empty() && (due || pending_.size() >= kCommitItemsMax)) TRY(commit());
    if (now - index_updated_at_ >= kIndexEvery) TRY(update_index());
    show_progress();
  }
  while (!pending_.empty()) TRY(commit());
  return {};
}

Result<void> CommitStage::receive(Item item) {
  switch (item.state) {
    case ItemState::kFatal:
      return std::unexpected(std::move(item.error));
    case ItemState::kRetry:
      retry_waiting(item);
      item.task.last_try = true;
      retries_.push_back(std::move(item.task));
      return {};
    case ItemState::kVanished:
      retry_waiting(item);
      --summary_.seen;
      ++done_;
      return {};
    default:
      pending_.push_back(std::move(item));
      return {};
  }
}

/// Who waited for an item that was not stored must do the work itself, at the end of the run.
void CommitStage::retry_waiting(const Item& item) {
  const auto lock = catalog_.lock();
  for (Item& waiting : catalog_.release(item)) {
    waiting.task.decode_always = true;
    retries_.push_back(std::move(waiting.task));
  }
}

Result<void> CommitStage::commit() {
  std::vector<Item> items = std::exchange(pending_, {});
  std::vector<Item> waiting;
  {
    const auto lock = catalog_.lock();
    const auto stored = TRY(write(items));
    std::size_t next = 0;
    for (const Item& item : items) {
      if (item.state != ItemState::kStore) continue;
      count(item, stored[next++]);
      for (Item& released : catalog_.release(item)) waiting.push_back(std::move(released));
    }
  }
  for (const Item& item : items) count_ended(item);
  committed_at_ = std::chrono::steady_clock::now();
  return let_go(std::move(waiting));
}

/// One transaction. -> what storing came to, one for each item of kStore, in their order.
Result<std::vector<store::StoredFile>> CommitStage::write(std::span<Item> items) {
  const std::int64_t now_ms = to_milliseconds(parts_.clock.now());
  std::vector<store::ScannedFile> files;
  std::vector<store::SkippedFile> skipped;
  const auto transaction = TRY(store::Transaction::begin(parts_.database));
  for (Item& item : items) {
    if (item.state == ItemState::kStore) {
      summary_.embedded += static_cast<std::int64_t>(item.file.embeddings.size());
      files.push_back(item.file);
    } else if (item.state == ItemState::kReembedded) {
      ++summary_.embedded;
      TRY(embeddings_.set(*transaction, *item.task.reembed, {options_.space, std::move(item.row)}));
    } else if (is_fault_of_the_file(item)) {
      skipped.push_back(to_skipped_file(item, now_ms));
    }
  }
  auto stored = TRY(files_.store(*transaction, files));
  TRY(locate_photos(*transaction, parts_.places));
  TRY(files_.remember_skipped(*transaction, skipped));
  TRY(transaction->commit());
  return stored;
}

void CommitStage::count(const Item& item, const store::StoredFile& stored) {
  switch (stored.outcome) {
    case store::Outcome::kAdded:
    case store::Outcome::kCopy:
      ++summary_.added;
      break;
    case store::Outcome::kMoved:
      ++summary_.moved;
      break;
    case store::Outcome::kUpdated:
    case store::Outcome::kNewVersion:
      ++summary_.updated;
      break;
    case store::Outcome::kUnchanged:
      ++summary_.unchanged;
      break;
    case store::Outcome::kNeedsDecode:
      retries_.push_back(item.task);
      retries_.back().decode_always = true;
      return;
  }
  ++done_;
}

void CommitStage::count_ended(const Item& item) {
  if (item.state == ItemState::kStore) return;
  ++done_;
  if (item.state == ItemState::kIgnored) ++summary_.ignored;
  if (item.state == ItemState::kSkipped) report_skipped(item.file.path, item.error);
  retry_waiting(item);
}

Result<void> CommitStage::let_go(std::vector<Item> waiting) {
  for (Item& item : waiting) {
    if (!item.pixels) {
      const auto claim = TRY(catalog_.claim_content(item));
      if (claim == Catalog::Claim::kParked) continue;
      if (claim == Catalog::Claim::kMine) {
        retry_waiting(item);
        item.task.decode_always = true;
        retries_.push_back(std::move(item.task));
        continue;
      }
    }
    pending_.push_back(std::move(item));
  }
  return {};
}

std::vector<Task> CommitStage::take_retries() {
  return std::exchange(retries_, {});
}

Result<void> CommitStage::update_index() {
  index_updated_at_ = std::chrono::steady_clock::now();
  const auto lock = catalog_.lock();
  return catch_up(parts_.database, options_.space, parts_.index);
}

void CommitStage::report_skipped(std::string_view path, const Error& error) {
  summary_.skipped.push_back({std::string(path), error.message});
  parts_.progress.skipped(path, error.message);
}

void CommitStage::show_progress() {
  const ProgressState state{.stage = "index",
                            .done = done_,
                            .total = total_,
                            .total_is_final = true,
                            .skipped = static_cast<std::int64_t>(summary_.skipped.size())};
  parts_.progress.update(meter_.measure(state, std::chrono::steady_clock::now()));
}

}  // namespace shoebox::ingest
