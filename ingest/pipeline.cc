#include "ingest/pipeline.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "core/check.h"
#include "core/limits.h"
#include "core/path.h"
#include "ingest/catalog.h"
#include "ingest/commit_stage.h"
#include "ingest/decode_stage.h"
#include "ingest/encode_stage.h"
#include "ingest/grouping.h"
#include "ingest/scanner.h"
#include "ingest/sidecar.h"
#include "ingest/trips.h"
#include "store/embedding_repository.h"
#include "store/file_repository.h"
#include "store/group_repository.h"
#include "store/root_repository.h"

namespace shoebox::ingest {

namespace {

constexpr std::size_t kReembedChunk = 4096;
constexpr int kGroupingVersion = 2;  // grows when grouping or trips have other rules
constexpr std::size_t kFinishedQueueItems = 256;

class IndexRun final {
 public:
  IndexRun(const IndexParts& parts, const IndexOptions& options, const std::stop_token& stop)
      : parts_(parts), options_(options), stop_(stop), roots_(parts.database), files_(parts.database) {}

  Result<IndexSummary> run();

 private:
  Result<void> run_stages();
  Result<void> check_folders() const;
  Result<std::vector<ScanFolder>> open_folders();
  Result<std::vector<std::string>> unavailable_paths(const ScanResult& scanned) const;
  Result<void> apply_scan(const ScanResult& scanned);
  Result<void> set_changed_companions(store::Transaction& transaction, const ScanResult& scanned);
  Result<void> report_problems(const ScanResult& scanned, std::span<const ScanFolder> folders, CommitStage& commit);
  Result<void> run_pass(std::vector<Task> tasks, Catalog& catalog, CommitStage& commit);
  Result<void> run_retries(Catalog& catalog, CommitStage& commit);
  Result<void> run_reembedding(Catalog& catalog, CommitStage& commit);
  Result<void> finish(const ScanResult& scanned, const Catalog& catalog);
  Result<void> regroup(store::Transaction& transaction);
  void wait_until_settled(std::span<const Task> tasks) const;
  std::int64_t now_ms() const;

  const IndexParts& parts_;
  const IndexOptions& options_;
  const std::stop_token& stop_;
  store::RootRepository roots_;
  store::FileRepository files_;
  IndexSummary summary_;
};

std::vector<Task> to_tasks(std::vector<Candidate> candidates) {
  std::vector<Task> tasks;
  tasks.reserve(candidates.size());
  for (Candidate& candidate : candidates) tasks.emplace_back().candidate = std::move(candidate);
  return tasks;
}

Result<IndexSummary> IndexRun::run() {
  const auto started = std::chrono::steady_clock::now();
  TRY(run_stages());
  summary_.interrupted = stop_.stop_requested();
  summary_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  // Photos that are read again for another model are neither added nor updated.
  const auto stored = std::max(summary_.added + summary_.moved + summary_.updated, summary_.embedded);
  if (summary_.seconds > 0) summary_.photos_per_second = static_cast<double>(stored) / summary_.seconds;
  return std::move(summary_);
}

Result<void> IndexRun::run_stages() {
  TRY(check_folders());
  const std::vector<ScanFolder> folders = TRY(open_folders());
  ScanConfig config{options_.exclude, options_.home_folder, {}, kDecoderVersion};
  for (store::Root& root : TRY(roots_.all())) config.roots.push_back(std::move(root.path));
  auto scanned = scan(parts_.files, folders, config, parts_.progress, stop_);
  if (!scanned && scanned.error().code == ErrorCode::kCancelled) return {};
  if (!scanned) return std::unexpected(scanned.error());
  summary_.seen = scanned->seen;
  summary_.unchanged = scanned->unchanged;
  summary_.updated = scanned->updated;
  summary_.ignored = scanned->ignored;
  summary_.added = static_cast<std::int64_t>(scanned->returned.size());
  TRY(apply_scan(*scanned));

  Catalog catalog(parts_.database, parts_.files, options_.space, scanned->missing, TRY(unavailable_paths(*scanned)));
  CommitStage commit(parts_, options_, catalog, summary_);
  TRY(report_problems(*scanned, folders, commit));
  commit.expect(static_cast<std::int64_t>(scanned->candidates.size()));
  TRY(run_pass(to_tasks(std::move(scanned->candidates)), catalog, commit));
  TRY(run_retries(catalog, commit));
  TRY(run_reembedding(catalog, commit));
  if (!stop_.stop_requested()) TRY(finish(*scanned, catalog));
  return commit.update_index();
}

/// Before anything is done: a mistyped folder is not a new root.
Result<void> IndexRun::check_folders() const {
  for (const std::string& folder : options_.folders) {
    const auto stat = parts_.files.stat(folder);
    if (!stat) return fail(ErrorCode::kNotFound, "there is no such folder, or it cannot be read", folder);
    if (stat->kind != FileKind::kFolder) return fail(ErrorCode::kInvalidArgument, "not a folder", folder);
  }
  return {};
}

Result<std::vector<ScanFolder>> IndexRun::open_folders() {
  const auto transaction = TRY(store::Transaction::begin(parts_.database));
  store::EmbeddingRepository embeddings(parts_.database);
  TRY(embeddings.add_space(*transaction, options_.space, parts_.encoder.dimension(), options_.model));
  for (const std::string& folder : options_.folders) TRY(roots_.add(*transaction, folder, now_ms()));
  TRY(transaction->commit());

  std::vector<ScanFolder> folders;
  if (options_.folders.empty()) {
    for (const store::Root& root : TRY(roots_.all())) folders.push_back({root.id, root.path, root.path, {}});
  }
  for (const std::string& folder : options_.folders) {
    const auto root = TRY(roots_.find_covering(folder));
    CHECK(root.has_value());
    folders.push_back({root->id, root->path, folder, {}});
  }
  // A folder comes before those in it, so that it is walked with the rules from its top.
  std::ranges::stable_sort(folders, {}, &ScanFolder::folder);
  std::vector<ScanFolder> outermost;
  for (ScanFolder& folder : folders) {
    const bool covered =
        std::ranges::any_of(outermost, [&](const ScanFolder& other) { return is_within(folder.folder, other.folder); });
    if (!covered) outermost.push_back(std::move(folder));
  }
  for (ScanFolder& folder : outermost) folder.known = TRY(files_.load_known(folder.root, folder.folder));
  return outermost;
}

/// Where a file that is not there may be there another time: it has not moved then.
Result<std::vector<std::string>> IndexRun::unavailable_paths(const ScanResult& scanned) const {
  std::vector<std::string> paths = scanned.unreadable;
  for (const ScanFolder* folder : scanned.offline) paths.push_back(folder->folder);
  for (const store::Root& root : TRY(store::RootRepository(parts_.database).all())) {
    if (std::ranges::find(scanned.online, root.id) != scanned.online.end()) continue;
    const auto entries = parts_.files.list(root.path);
    if (!entries || entries->empty()) paths.push_back(root.path);
  }
  return paths;
}

Result<void> IndexRun::apply_scan(const ScanResult& scanned) {
  const auto transaction = TRY(store::Transaction::begin(parts_.database));
  for (const RootId root : scanned.online) TRY(roots_.set_available(*transaction, root, true));
  for (const ScanFolder* folder : scanned.offline) {
    if (folder->folder == folder->root_path) TRY(roots_.set_available(*transaction, folder->root, false));
  }
  TRY(files_.mark_present(*transaction, scanned.returned));
  TRY(files_.forget_skipped(*transaction, scanned.forgotten));
  TRY(set_changed_companions(*transaction, scanned));
  TRY(locate_photos(*transaction, parts_.places));
  return transaction->commit();
}

Result<void> IndexRun::set_changed_companions(store::Transaction& transaction, const ScanResult& scanned) {
  for (const ChangedCompanions& changed : scanned.changed_companions) {
    const auto facts = outer_facts(parts_.read_sidecar, changed.path, changed.companions, parts_.clock.now());
    TRY(files_.set_facts(transaction, changed.file, facts, changed.companions));
  }
  return {};
}

Result<void> IndexRun::report_problems(const ScanResult& scanned, std::span<const ScanFolder> folders,
                                       CommitStage& commit) {
  for (const ScanFolder* folder : scanned.offline) {
    summary_.offline.push_back(folder->folder);
    parts_.progress.note(fmt::format("{}: cannot be read now or is empty; its photos are kept", folder->folder));
  }
  for (const ScanProblem& problem : scanned.problems) commit.report_skipped(problem.path, problem.error);
  if (scanned.remembered.empty()) return {};
  std::map<std::string, std::string> messages;
  for (const ScanFolder& folder : folders) {
    for (auto& file : TRY(files_.skipped(folder.root, limits::kResultsMax))) {
      messages.insert_or_assign(std::move(file.path), std::move(file.message));
    }
  }
  for (const std::string& path : scanned.remembered) {
    commit.report_skipped(path, {ErrorCode::kCorrupt, messages[path], {}});
  }
  return {};
}

Result<void> IndexRun::run_pass(std::vector<Task> tasks, Catalog& catalog, CommitStage& commit) {
  if (tasks.empty() || stop_.stop_requested()) return {};
  std::stop_source pass_stop;
  const std::stop_callback forward(stop_, [&pass_stop] { pass_stop.request_stop(); });
  EncodeQueue encode(limits::kQueueItemsMax);
  FinishedQueue finished(kFinishedQueueItems);
  EncodeStage encode_stage(parts_.encoder, options_.space, {options_.encode_batch, options_.encode_threads}, encode,
                           finished, pass_stop.get_token());
  DecodeStage decode_stage(parts_, options_, catalog, tasks, encode, finished, pass_stop.get_token());
  auto drained = commit.drain(finished);
  if (!drained) {
    pass_stop.request_stop();
    while (finished.pop()) {
    }
  }
  return drained;
}

/// Once more what was still being written, or waited for a file that then failed.
Result<void> IndexRun::run_retries(Catalog& catalog, CommitStage& commit) {
  for (int round = 0; round < 2; ++round) {
    std::vector<Task> tasks = commit.take_retries();
    if (tasks.empty()) return {};
    wait_until_settled(tasks);
    for (Task& task : tasks) task.last_try = true;
    TRY(run_pass(std::move(tasks), catalog, commit));
  }
  for (const Task& task : commit.take_retries()) {
    commit.report_skipped(task.candidate.path, {ErrorCode::kBusy, "the file kept changing; run again later", {}});
  }
  return {};
}

/// Photos without a vector in this space, as after a change of model: from their files, newest first.
Result<void> IndexRun::run_reembedding(Catalog& catalog, CommitStage& commit) {
  store::EmbeddingRepository embeddings(parts_.database);
  std::optional<PhotoId> before;
  while (!stop_.stop_requested()) {
    const auto photos = TRY(embeddings.unembedded(options_.space, before, kReembedChunk));
    if (photos.empty()) return {};
    before = photos.back().photo;
    std::vector<Task> tasks;
    for (const store::UnembeddedPhoto& photo : photos) {
      if (photo.path.empty()) continue;
      tasks.emplace_back().candidate.path = photo.path;
      tasks.back().reembed = photo.photo;
    }
    commit.expect(static_cast<std::int64_t>(tasks.size()));
    TRY(run_pass(std::move(tasks), catalog, commit));
  }
  return {};
}

/// Only a run that went through may say what is gone.
Result<void> IndexRun::finish(const ScanResult& scanned, const Catalog& catalog) {
  const auto missing = catalog.still_missing();
  summary_.missing = static_cast<std::int64_t>(missing.size());
  const auto transaction = TRY(store::Transaction::begin(parts_.database));
  TRY(files_.mark_missing(*transaction, missing));
  TRY(locate_photos(*transaction, parts_.places));
  TRY(regroup(*transaction));
  for (const RootId root : scanned.online) TRY(roots_.set_scanned(*transaction, root, now_ms()));
  return transaction->commit();
}

/// Which photos belong together, and trips: of the whole library, since one photo can make or end a group.
Result<void> IndexRun::regroup(store::Transaction& transaction) {
  store::GroupRepository groups(parts_.database);
  if (!TRY(groups.are_outdated(kGroupingVersion))) return {};
  const auto photos = TRY(groups.group_candidates());
  TRY(groups.set_groups(transaction, kGroupKinds, find_groups(photos)));
  const auto moments = TRY(groups.trip_candidates());
  TRY(groups.set_trips(transaction, find_trips(moments)));
  return groups.set_current(transaction, kGroupingVersion);
}

void IndexRun::wait_until_settled(std::span<const Task> tasks) const {
  std::int64_t newest_ms = 0;
  for (const Task& task : tasks) {
    const auto stat = parts_.files.stat(task.candidate.path);
    if (stat) newest_ms = std::max(newest_ms, stat->modified_ns / 1'000'000);
  }
  const std::int64_t wait_ms =
      std::min<std::int64_t>(newest_ms + options_.settle_ms + 1 - now_ms(), options_.settle_ms);
  if (wait_ms <= 0) return;
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stop_, std::chrono::milliseconds(wait_ms), [] { return false; });
}

std::int64_t IndexRun::now_ms() const {
  return std::chrono::duration_cast<std::chrono::milliseconds>(parts_.clock.now().time_since_epoch()).count();
}

}  // namespace

Result<IndexSummary> run_index(const IndexParts& parts, const IndexOptions& options, const std::stop_token& stop) {
  return IndexRun(parts, options, stop).run();
}

}  // namespace shoebox::ingest
