#pragma once
// The schema, as a list of steps that only ever grows: step N takes a file from version N-1 to N (PRAGMA user_version).
// docs/data_files.md explains the tables.

#include <span>

#include "core/result.h"
#include "store/connection.h"

namespace shoebox::store {

/// The SQL of each step, first one first. A released step is never changed.
std::span<const char* const> migrations();

/// Brings the file from `version` to the newest, one transaction a step. Another process may do the same at that time:
/// the version is looked at again inside each transaction.
Result<void> migrate(Connection& connection);

}  // namespace shoebox::store
