#include "ingest/folder_scan.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "core/limits.h"
#include "core/path.h"
#include "image/metadata.h"
#include "ingest/companions.h"
#include "ingest/extension.h"
#include "ingest/picasa_ini.h"

namespace shoebox::ingest {

namespace {

using store::Companion;
using store::CompanionKind;
using store::KnownFile;

class FolderScan final {
 public:
  FolderScan(const FileSystem& files, const std::string& folder, const ExcludeRules& rules,
             const store::KnownFiles& known, const ScanConfig& config, ScanResult& result)
      : files_(files),
        folder_(folder),
        rules_(rules),
        known_(known),
        known_here_(known.in_folder(folder)),
        met_(known_here_.size(), false),
        config_(config),
        result_(result) {}

  SubFolders run(std::vector<FolderEntry> entries);

 private:
  void sort_entry(const FolderEntry& entry);
  void sort_file(const std::string& name);
  void scan_pictures();
  void scan_picture(const std::string& name, std::vector<Companion> companions);
  void compare_with_known(const KnownFile& known, Candidate candidate);
  bool compare_companions(const KnownFile& known, Candidate candidate);
  std::map<std::size_t, std::vector<Companion>> companions_by_picture();
  std::optional<Companion> stat_companion(CompanionKind kind, const std::string& name);
  const KnownFile* find_known(std::string_view name) const;
  void mark_met(std::string_view name);
  void report_missing();
  std::string path_of(std::string_view name) const { return join_path(folder_, name); }

  const FileSystem& files_;
  const std::string& folder_;
  const ExcludeRules& rules_;
  const store::KnownFiles& known_;
  const std::span<const KnownFile> known_here_;
  std::vector<bool> met_;  // beside known_here_
  const ScanConfig& config_;
  ScanResult& result_;
  SubFolders sub_folders_;
  std::vector<std::string> pictures_;
  std::vector<std::string> sidecars_;
  std::vector<std::string> jsons_;
  std::vector<std::string> videos_;
  std::vector<std::string> picasa_;  // Picasa's facts of all pictures of the folder
};

SubFolders FolderScan::run(std::vector<FolderEntry> entries) {
  // The same order whatever the file system's: of links to one folder the same wins on every run.
  std::ranges::sort(entries, {}, &FolderEntry::name);
  for (const FolderEntry& entry : entries) sort_entry(entry);
  scan_pictures();
  report_missing();
  return std::move(sub_folders_);
}

void FolderScan::sort_entry(const FolderEntry& entry) {
  const std::string path = path_of(entry.name);
  if (path.size() >= limits::kPathBytesMax) {
    if (entry.kind != FileKind::kFolder) ++result_.seen;
    result_.problems.push_back(
        {path, {ErrorCode::kLimitExceeded, "the path is longer than 4,095 bytes, which the system cannot open", {}}});
    mark_met(entry.name);
    return;
  }
  FileKind kind = entry.kind;
  if (kind == FileKind::kLink || kind == FileKind::kUnknown) {
    const auto stat = files_.stat(path);
    if (!stat) {
      if (rules_.excludes(path, FileKind::kFolder)) return;
      // A link to an unplugged drive looks like this: what was known behind it stays.
      mark_met(entry.name);
      sub_folders_.unreadable.push_back(path);
      const NameClass promise = name_class(entry.name);
      if (promise == NameClass::kPicture || promise == NameClass::kUnknown) {
        ++result_.seen;
        result_.problems.push_back({path, {stat.error().code, "the link leads nowhere", {}}});
      }
      return;
    }
    kind = stat->kind;
  }
  if (kind == FileKind::kRegular && is_picasa_ini(entry.name)) {
    picasa_.push_back(entry.name);
    return;
  }
  if (rules_.excludes(path, kind)) return;
  if (kind == FileKind::kFolder) {
    (entry.kind == FileKind::kLink ? sub_folders_.linked : sub_folders_.real).push_back(path);
  } else if (kind == FileKind::kRegular) {
    sort_file(entry.name);
  }
}

void FolderScan::sort_file(const std::string& name) {
  switch (name_class(name)) {
    case NameClass::kSidecar:
      sidecars_.push_back(name);
      return;
    case NameClass::kJson:
      jsons_.push_back(name);
      return;
    case NameClass::kVideo:
      videos_.push_back(name);
      return;
    case NameClass::kOther:
      ++result_.seen;
      ++result_.ignored;
      return;
    case NameClass::kPicture:
    case NameClass::kUnknown:
      if (name != kIgnoreFileName) pictures_.push_back(name);
  }
}

void FolderScan::scan_pictures() {
  auto companions = companions_by_picture();
  for (std::size_t i = 0; i < pictures_.size(); ++i) {
    const auto found = companions.find(i);
    scan_picture(pictures_[i], found == companions.end() ? std::vector<Companion>() : std::move(found->second));
  }
}

/// What lies beside a picture is part of it and counted nowhere; without one it is counted as ignored.
std::map<std::size_t, std::vector<Companion>> FolderScan::companions_by_picture() {
  std::map<std::size_t, std::vector<Companion>> companions;
  const CompanionNames pairs = find_companions(pictures_, sidecars_, jsons_, videos_);
  const auto add = [&](CompanionKind kind, std::span<const std::string> names,
                       std::span<const CompanionNames::Pair> pairs_of_kind) {
    std::vector<bool> used(names.size(), false);
    for (const auto& pair : pairs_of_kind) {
      used[pair.companion] = true;
      auto companion = stat_companion(kind, names[pair.companion]);
      if (companion) companions[pair.picture].push_back(std::move(*companion));
    }
    const auto alone = std::ranges::count(used, false);
    result_.seen += alone;
    result_.ignored += alone;
  };
  add(CompanionKind::kXmpSidecar, sidecars_, pairs.sidecars);
  add(CompanionKind::kTakeoutJson, jsons_, pairs.jsons);
  add(CompanionKind::kLiveVideo, videos_, pairs.videos);
  for (const std::string& name : picasa_) {
    const auto companion = stat_companion(CompanionKind::kXmpSidecar, name);  // a sidecar in another language
    for (std::size_t i = 0; companion && i < pictures_.size(); ++i) companions[i].push_back(*companion);
  }
  return companions;
}

std::optional<Companion> FolderScan::stat_companion(CompanionKind kind, const std::string& name) {
  std::string path = path_of(name);
  const auto stat = files_.stat(path);
  if (!stat) return std::nullopt;
  return Companion{kind, std::move(path), stat->size_bytes, stat->modified_ns};
}

void FolderScan::scan_picture(const std::string& name, std::vector<Companion> companions) {
  Candidate candidate;
  candidate.path = path_of(name);
  const auto stat = files_.stat(candidate.path);
  if (!stat) {
    if (stat.error().code == ErrorCode::kNotFound) return;  // deleted since it was listed
    mark_met(name);
    ++result_.seen;
    result_.problems.push_back({candidate.path, stat.error()});
    return;
  }
  if (stat->kind != FileKind::kRegular) return;
  ++result_.seen;
  candidate.size_bytes = stat->size_bytes;
  candidate.mtime_ns = stat->modified_ns;
  candidate.companions = std::move(companions);
  candidate.unnamed = name_class(name) == NameClass::kUnknown;
  const KnownFile* const known = find_known(name);
  mark_met(name);
  if (known == nullptr) {
    result_.candidates.push_back(std::move(candidate));
  } else {
    compare_with_known(*known, std::move(candidate));
  }
}

void FolderScan::compare_with_known(const KnownFile& known, Candidate candidate) {
  const bool picture = known.kind == KnownFile::Kind::kPicture;
  candidate.known = picture;
  if (!known.same_stat(candidate.size_bytes, candidate.mtime_ns)) {
    result_.candidates.push_back(std::move(candidate));
  } else if (picture && known.version < image::kMetadataVersion) {
    candidate.reread = true;
    result_.candidates.push_back(std::move(candidate));
  } else if (picture) {
    const bool same = compare_companions(known, std::move(candidate));
    if (!known.present) {
      result_.returned.push_back(FileId{known.id});
    } else {
      ++(same ? result_.unchanged : result_.updated);
    }
  } else if (known.version < config_.decoder_version) {
    result_.candidates.push_back(std::move(candidate));
  } else if (known.ignored) {
    ++result_.ignored;
  } else {
    result_.remembered.push_back(std::move(candidate.path));
  }
}

/// -> whether they are as they were.
bool FolderScan::compare_companions(const KnownFile& known, Candidate candidate) {
  std::size_t known_count = 0;
  bool same = true;
  for (const KnownFile& row : known_here_) {
    if (row.kind != KnownFile::Kind::kCompanion || row.id != known.id) continue;
    ++known_count;
    same = same && std::ranges::any_of(candidate.companions, [&](const Companion& companion) {
             return file_name(companion.path) == known_.name(row) &&
                    row.same_stat(companion.size_bytes, companion.mtime_ns);
           });
  }
  if (same && known_count == candidate.companions.size()) return true;
  result_.changed_companions.push_back({FileId{known.id}, std::move(candidate.path), std::move(candidate.companions)});
  return false;
}

const KnownFile* FolderScan::find_known(std::string_view name) const {
  const KnownFile* const known = known_.find(known_here_, name);
  return known != nullptr && known->kind != KnownFile::Kind::kCompanion ? known : nullptr;
}

void FolderScan::mark_met(std::string_view name) {
  const KnownFile* const known = known_.find(known_here_, name);
  if (known != nullptr) met_[static_cast<std::size_t>(known - known_here_.data())] = true;
}

void FolderScan::report_missing() {
  for (std::size_t i = 0; i < known_here_.size(); ++i) {
    const KnownFile& known = known_here_[i];
    if (met_[i]) continue;
    if (known.kind == KnownFile::Kind::kPicture && known.present) result_.missing.push_back(FileId{known.id});
    if (known.kind == KnownFile::Kind::kSkipped) result_.forgotten.push_back(known.id);
  }
}

}  // namespace

SubFolders scan_folder(const FileSystem& files, const std::string& folder, std::vector<FolderEntry> entries,
                       const ExcludeRules& rules, const store::KnownFiles& known, const ScanConfig& config,
                       ScanResult& result) {
  return FolderScan(files, folder, rules, known, config, result).run(std::move(entries));
}

}  // namespace shoebox::ingest
