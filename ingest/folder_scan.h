#pragma once
// One folder of a scan: what its names and stats mean, compared with what is known. Used by scanner.cc alone.

#include <string>
#include <vector>

#include "core/result.h"
#include "ingest/exclude.h"
#include "ingest/scanner.h"

namespace shoebox::ingest {

/// What one folder leads to.
struct SubFolders {
  std::vector<std::string> real;
  std::vector<std::string> linked;
  std::vector<std::string> unreadable;  // paths below which nothing is known to be gone
};

/// Adds the folder's files to `result`. `entries` is its listing, `rules` what is in force in it.
SubFolders scan_folder(const FileSystem& files, const std::string& folder, std::vector<FolderEntry> entries,
                       const ExcludeRules& rules, const store::KnownFiles& known, const ScanConfig& config,
                       ScanResult& result);

}  // namespace shoebox::ingest
