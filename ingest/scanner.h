#pragma once
// Walks folders and says what is new there since the last time, by names and stats alone; nothing is opened but folders
// and ignore files, and nothing is written.
//
// Each folder is visited once, whatever links or overlapping roots lead to it; real paths win over links, also those of
// roots that are not walked this time. What could not be looked at (an unreadable folder, a link to nothing, an absent
// or empty root) is never taken for deleted.

#include <cstdint>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/progress.h"
#include "core/result.h"
#include "ingest/file_system.h"
#include "store/known_files.h"
#include "store/records.h"

namespace shoebox::ingest {

/// A folder to walk: a root, or one in it.
struct ScanFolder {
  RootId root;
  std::string root_path;
  std::string folder;
  store::KnownFiles known;  // at or under `folder`
};

struct ScanConfig {
  std::vector<std::string> exclude;  // the user's patterns
  std::string home;                  // never walked
  std::vector<std::string> roots;    // all of the library: what lies in one is not read through a link from elsewhere
  int decoder_version = 0;           // files that an older one could not use are tried again
};

/// A file to be read.
struct Candidate {
  std::string path;
  std::int64_t size_bytes = 0;
  std::int64_t mtime_ns = 0;
  std::vector<store::Companion> companions;
  bool known = false;    // the path had a picture before
  bool reread = false;   // not changed, but the metadata reader has learnt something
  bool unnamed = false;  // its name promises nothing: its first bytes decide whether it is a picture
};

/// A known file as it was, whose sidecar or video is not.
struct ChangedCompanions {
  FileId file;
  std::string path;
  std::vector<store::Companion> companions;
};

struct ScanProblem {
  std::string path;
  Error error;
};

struct ScanResult {
  std::vector<Candidate> candidates;  // newest first
  std::vector<ChangedCompanions> changed_companions;
  std::vector<FileId> returned;         // gone before, here again as they were
  std::vector<FileId> missing;          // not there any more
  std::vector<std::int64_t> forgotten;  // ids of remembered bad files that are not there any more
  std::vector<std::string> remembered;  // bad files that are as they were when they failed
  std::vector<ScanProblem> problems;    // what could not be looked at
  std::vector<RootId> online;           // roots that were walked from their top
  std::vector<const ScanFolder*> offline;
  std::vector<std::string> unreadable;  // at or under these, nothing is known to be gone
  std::int64_t seen = 0;                // files
  std::int64_t unchanged = 0;           // pictures
  std::int64_t updated = 0;             // unchanged, but for their sidecars or videos
  std::int64_t ignored = 0;             // not pictures
};

/// Files may be any number: `folders` must outlive the result. kCancelled when stopped.
Result<ScanResult> scan(const FileSystem& files, std::span<const ScanFolder> folders, const ScanConfig& config,
                        ProgressReporter& progress, const std::stop_token& stop);

}  // namespace shoebox::ingest
