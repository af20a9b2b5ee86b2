#include "ingest/catch_up.h"

#include <unistd.h>

#include <fmt/format.h>

#include "core/log.h"
#include "index/cascade_index.h"

namespace shoebox::ingest {

namespace {

constexpr std::size_t kBatchRows = 1024;

}  // namespace

Result<void> catch_up(store::Database& database, const SpaceId& space, index::VectorIndex& index) {
  const CommitSequence last = TRY(database.last_commit());
  if (index.last_commit() > last) {
    return fail(ErrorCode::kCorrupt, fmt::format("the index holds commit {}, the database ends at {}",
                                                 index.last_commit().value, last.value));
  }
  store::EmbeddingRepository embeddings(database);
  const CommitSequence reached = TRY(embeddings.visit_since(
      space, index.last_commit(), kBatchRows, [&](std::span<const Slot> slots) { return index.remove(slots); },
      [&](std::span<const Slot> slots, std::span<const std::uint16_t> rows) { return index.append(slots, rows); }));
  if (reached == index.last_commit()) return {};
  return index.flush(reached);
}

Result<std::unique_ptr<index::VectorIndex>> open_derived_index(store::Database& database, const std::string& path,
                                                               const SpaceId& space, int dimension, int threads) {
  const auto open = [&]() -> Result<std::unique_ptr<index::VectorIndex>> {
    auto index =
        TRY(index::CascadeIndex::open(path, space, dimension, index::OpenMode::kReadWrite, {.threads = threads}));
    TRY(catch_up(database, space, *index));
    return index;
  };
  auto index = open();
  if (index || index.error().code != ErrorCode::kCorrupt) return index;
  log::warning("the index is filled anew: " + index.error().text());
  if (unlink(path.c_str()) != 0) return index;
  return open();
}

}  // namespace shoebox::ingest
