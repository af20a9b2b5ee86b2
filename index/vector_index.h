#pragma once
// The seam to vector search: the k nearest slots by inner product of unit vectors, among those that a filter lets
// through. An index is derived from the embeddings in SQLite and remembers the commit that it has reached; the owner
// feeds it what is newer. One writer (append, remove, flush) while any number of threads search; a searcher sees whole
// appends.

#include <cstdint>
#include <span>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "index/bitmap.h"

namespace shoebox::index {

struct Hit {
  Slot slot;
  float score = 0;  // inner product, against the row as stored (fp16)

  friend bool operator==(const Hit&, const Hit&) = default;
};

class VectorIndex {
 public:
  virtual ~VectorIndex() = default;

  virtual int dimension() const = 0;
  /// How many slots have a vector.
  virtual std::size_t size() const = 0;
  virtual CommitSequence last_commit() const = 0;

  /// The k best of each query, best first, ties by lower slot. `queries` is n x dimension floats, row-major; `allowed`
  /// null: every slot. kInvalidArgument for NaN, infinity or a wrong size.
  virtual Result<std::vector<std::vector<Hit>>> search(std::span<const float> queries, std::size_t k,
                                                       const Bitmap* allowed) const = 0;

  /// Adds or replaces rows: slots.size() x dimension IEEE half floats. kInvalidArgument for NaN or infinity; nothing is
  /// added then.
  virtual Result<void> append(std::span<const Slot> slots, std::span<const std::uint16_t> rows) = 0;
  virtual Result<void> remove(std::span<const Slot> slots) = 0;
  /// Makes everything so far durable, as of `commit`.
  virtual Result<void> flush(CommitSequence commit) = 0;

  /// The row of a slot as float32; kNotFound when it has none. For "more like this".
  virtual Result<std::vector<float>> vector(Slot slot) const = 0;
};

}  // namespace shoebox::index
