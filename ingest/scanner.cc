#include "ingest/scanner.h"

#include <algorithm>
#include <deque>
#include <set>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "core/limits.h"
#include "core/path.h"
#include "ingest/exclude.h"
#include "ingest/folder_scan.h"
#include "ingest/newest_first.h"

namespace shoebox::ingest {

namespace {

constexpr std::size_t kIgnoreFileBytesMax = limits::kMiB;

/// A folder still to be walked.
struct Visit {
  std::string path;
  ExcludeRules rules;  // of the folders above it
  std::size_t scan_folder = 0;
  bool through_link = false;  // it or a folder above it, below the scanned one
};

class Scanner final {
 public:
  Scanner(const FileSystem& files, std::span<const ScanFolder> folders, const ScanConfig& config,
          ProgressReporter& progress)
      : files_(files), folders_(folders), config_(config), progress_(progress), listed_(folders.size()) {}

  Result<ScanResult> run(const std::stop_token& stop);

 private:
  void start(std::size_t index);
  void visit(const Visit& at);
  void walk(const Visit& at, std::vector<FolderEntry> entries);
  void push(const Visit& from, const ExcludeRules& rules, std::vector<std::string> paths, bool through_link,
            std::deque<Visit>& onto);
  Result<ExcludeRules> rules_above(const ScanFolder& folder) const;
  Result<ExcludeRules> rules_in(const ExcludeRules& above, const std::string& folder) const;
  void resolve_folders();
  bool belongs_to_other_root(const std::string& path) const;
  bool is_first_visit(const std::string& path);
  void set_offline(std::size_t index);
  void set_unreadable(const std::string& path, const Error& error);
  void report_vanished_folders(std::size_t index);

  const FileSystem& files_;
  const std::span<const ScanFolder> folders_;
  const ScanConfig& config_;
  ProgressReporter& progress_;
  ScanResult result_;
  std::deque<Visit> real_;
  std::deque<Visit> linked_;
  std::set<std::pair<std::uint64_t, std::uint64_t>> visited_;  // device and inode
  std::vector<std::unordered_set<std::string>> listed_;        // beside folders_: folders whose files were compared
  std::unordered_set<std::size_t> offline_;
  std::vector<std::string> scanned_;      // what is walked, without links
  std::vector<std::string> other_roots_;  // what is not, without links
};

Result<ScanResult> Scanner::run(const std::stop_token& stop) {
  resolve_folders();
  for (std::size_t i = 0; i < folders_.size(); ++i) start(i);
  while (!real_.empty() || !linked_.empty()) {
    if (stop.stop_requested()) return fail(ErrorCode::kCancelled, "stopped while looking for photos");
    std::deque<Visit>& from = real_.empty() ? linked_ : real_;
    Visit next = std::move(from.front());
    from.pop_front();
    visit(next);
    progress_.update({.stage = "scan", .done = result_.seen});
  }
  for (std::size_t i = 0; i < folders_.size(); ++i) report_vanished_folders(i);
  std::ranges::stable_sort(result_.candidates, std::ranges::greater(), [](const Candidate& candidate) {
    return order_key(file_name(candidate.path), candidate.mtime_ns);
  });
  return std::move(result_);
}

void Scanner::start(std::size_t index) {
  auto rules = rules_above(folders_[index]);
  if (!rules) {
    set_unreadable(folders_[index].folder, rules.error());
    return;
  }
  real_.push_back({folders_[index].folder, std::move(*rules), index});
}

void Scanner::visit(const Visit& at) {
  const ScanFolder& start = folders_[at.scan_folder];
  const bool is_start = at.path == start.folder;
  if (at.path == config_.home) return;
  if (at.through_link && belongs_to_other_root(at.path)) {
    // Its real path is not walked this time, so what is known through the link is for a run that walks both to judge.
    result_.unreadable.push_back(at.path);
    return;
  }
  if (!is_first_visit(at.path)) return;
  auto entries = files_.list(at.path);
  if (is_start && (!entries || (entries->empty() && start.known.size() > 0))) {
    if (!entries && entries.error().code != ErrorCode::kNotFound) set_unreadable(at.path, entries.error());
    set_offline(at.scan_folder);
    return;
  }
  if (is_start && start.folder == start.root_path) result_.online.push_back(start.root);
  if (!entries) {
    if (entries.error().code != ErrorCode::kNotFound) set_unreadable(at.path, entries.error());
    return;
  }
  walk(at, std::move(*entries));
}

void Scanner::walk(const Visit& at, std::vector<FolderEntry> entries) {
  const auto holds = [&](std::string_view name) {
    return std::ranges::any_of(entries, [name](const FolderEntry& entry) { return entry.name == name; });
  };
  if (holds(kNoMediaFileName)) {
    if (at.path == folders_[at.scan_folder].folder) {
      progress_.note(at.path + " holds a file .nomedia, so it is left out");
    }
    return;
  }
  auto rules = holds(kIgnoreFileName) ? rules_in(at.rules, at.path) : Result<ExcludeRules>(at.rules);
  if (!rules) {
    // What the user wants left out is not known, so nothing here is touched.
    set_unreadable(at.path, rules.error());
    return;
  }
  listed_[at.scan_folder].insert(at.path);
  SubFolders sub_folders =
      scan_folder(files_, at.path, std::move(entries), *rules, folders_[at.scan_folder].known, config_, result_);
  push(at, *rules, std::move(sub_folders.real), at.through_link, real_);
  push(at, *rules, std::move(sub_folders.linked), true, linked_);
  for (std::string& path : sub_folders.unreadable) result_.unreadable.push_back(std::move(path));
}

/// Deep before wide: the queue stays as short as the tree is high times the folders of a folder.
void Scanner::push(const Visit& from, const ExcludeRules& rules, std::vector<std::string> paths, bool through_link,
                   std::deque<Visit>& onto) {
  for (auto path = paths.rbegin(); path != paths.rend(); ++path) {
    onto.push_front({std::move(*path), rules, from.scan_folder, through_link});
  }
}

/// The ignore files between the root and a folder in it hold in that folder, too.
Result<ExcludeRules> Scanner::rules_above(const ScanFolder& folder) const {
  ExcludeRules rules = ExcludeRules::create(folder.root_path, config_.exclude);
  std::size_t end = folder.root_path.size();
  while (end < folder.folder.size()) {
    const std::string above = folder.folder.substr(0, std::max<std::size_t>(end, 1));
    if (files_.stat(join_path(above, kIgnoreFileName))) rules = TRY(rules_in(rules, above));
    end = std::min(folder.folder.find('/', end + 1), folder.folder.size());
  }
  return rules;
}

Result<ExcludeRules> Scanner::rules_in(const ExcludeRules& above, const std::string& folder) const {
  const std::string text = TRY(files_.read_head(join_path(folder, kIgnoreFileName), kIgnoreFileBytesMax));
  return above.with(folder, text);
}

void Scanner::resolve_folders() {
  for (const ScanFolder& folder : folders_) {
    scanned_.push_back(files_.resolve(folder.folder).value_or(folder.folder));
  }
  for (const std::string& root : config_.roots) {
    std::string resolved = files_.resolve(root).value_or(root);
    const bool walked = std::ranges::any_of(scanned_, [&](const auto& folder) { return is_within(resolved, folder); });
    if (!walked) other_roots_.push_back(std::move(resolved));
  }
}

/// Whether a folder behind a link lies in a root, but not in what is walked now.
bool Scanner::belongs_to_other_root(const std::string& path) const {
  if (other_roots_.empty()) return false;
  const auto resolved = files_.resolve(path);
  if (!resolved) return false;  // for list() to report
  const auto holds = [&](const std::string& folder) { return is_within(*resolved, folder); };
  return std::ranges::none_of(scanned_, holds) && std::ranges::any_of(other_roots_, holds);
}

/// False also for a folder that is there no more; one that cannot be asked is left for list() to report.
bool Scanner::is_first_visit(const std::string& path) {
  const auto stat = files_.stat(path);
  return !stat || visited_.emplace(stat->device, stat->inode).second;
}

void Scanner::set_offline(std::size_t index) {
  offline_.insert(index);
  result_.offline.push_back(&folders_[index]);
}

void Scanner::set_unreadable(const std::string& path, const Error& error) {
  result_.unreadable.push_back(path);
  result_.problems.push_back({path, {error.code, error.message, {}}});
}

/// Known folders that the walk has not met are gone with their files, unless they may lie behind something unreadable.
void Scanner::report_vanished_folders(std::size_t index) {
  if (offline_.contains(index)) return;
  const store::KnownFiles& known = folders_[index].known;
  for (std::size_t i = 0; i < known.folder_count(); ++i) {
    const std::string& path = known.folder_path(i);
    const bool hidden =
        std::ranges::any_of(result_.unreadable, [&](const auto& above) { return is_within(path, above); });
    if (hidden || !is_within(path, folders_[index].folder) || listed_[index].contains(path)) continue;
    for (const store::KnownFile& file : known.folder_files(i)) {
      if (file.kind == store::KnownFile::Kind::kPicture && file.present) result_.missing.push_back(FileId{file.id});
      if (file.kind == store::KnownFile::Kind::kSkipped) result_.forgotten.push_back(file.id);
    }
  }
}

}  // namespace

Result<ScanResult> scan(const FileSystem& files, std::span<const ScanFolder> folders, const ScanConfig& config,
                        ProgressReporter& progress, const std::stop_token& stop) {
  return Scanner(files, folders, config, progress).run(stop);
}

}  // namespace shoebox::ingest
