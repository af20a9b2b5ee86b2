#pragma once
// The exact index: fp16 rows by slot in one mapped file a space (docs/data_files.md), scanned by simd/. See VectorIndex
// for threads. A damaged or foreign file is an error kCorrupt: the owner deletes it and fills a new one from SQLite.

#include <memory>
#include <string>

#include "index/vector_index.h"

namespace shoebox::index {

enum class OpenMode : std::uint8_t { kReadOnly, kReadWrite };

/// Opens the file or, for writing, creates it. A read-only opener never waits for the writer and never sees half an
/// append.
Result<std::unique_ptr<VectorIndex>> open_flat_index(const std::string& path, const SpaceId& space, int dimension,
                                                     OpenMode mode, int threads = 0);

}  // namespace shoebox::index
