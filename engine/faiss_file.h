#pragma once
// Reads and writes Faiss's index files where they hold the vectors themselves: IndexFlatIP and IndexFlatL2, also inside
// an IndexIDMap or IndexIDMap2 (faiss/impl/index_read.cpp of Faiss 1.7 to 1.15). Outside bytes: every length is
// checked. Other indexes hold codes, or vectors in an order of their own; Faiss itself can export them.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "engine/npy.h"

namespace shoebox::engine {

struct FaissVectors {
  MatrixView matrix;
  std::vector<std::int64_t> ids;  // of the rows, where the index has its own; else empty: counted from 0
};

/// kUnsupported for other kinds of index, kCorrupt for damage.
Result<FaissVectors> view_faiss_index(std::span<const std::byte> file);

/// The first bytes of an IndexFlatIP file, before its values.
std::string faiss_flat_header(std::size_t rows, std::size_t columns);

}  // namespace shoebox::engine
