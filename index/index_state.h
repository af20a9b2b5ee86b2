#pragma once
// An index file together with what is derived from it in memory: which rows count, where each slot's row is, the
// centres of the codes. Not thread-safe; CascadeIndex guards it.

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "index/code_scan.h"
#include "index/index_file.h"
#include "index/rows_view.h"
#include "index/slot_map.h"
#include "index/thread_team.h"

namespace shoebox::index {

class IndexState final {
 public:
  IndexState(std::unique_ptr<IndexFile> file, const Rotation& rotation, std::uint32_t exact_rows)
      : file_(std::move(file)), rotation_(rotation), exact_rows_(exact_rows), memory_(file_->layout()) {}

  IndexFile& file() { return *file_; }
  const IndexFile& file() const { return *file_; }
  const format::Commit& commit() const { return commit_; }
  std::size_t entry_count() const { return entry_count_; }
  std::size_t live_count() const { return live_count_; }
  std::size_t coded_blocks() const { return coded_blocks_; }
  std::uint32_t row_of(Slot slot) const { return row_by_slot_.row(slot); }
  const Centres& centres() const { return centres_; }
  RowsView view() const;
  /// Rows of the slots of a filter, in file order.
  std::vector<std::uint32_t> rows_of(const Bitmap& allowed) const;

  /// Reads what a newer commit added; rows are checked later.
  Result<void> take_over(const format::Commit& commit);

  /// Copies some more into memory, within a budget. -> whether there is more to copy.
  bool warm(std::size_t budget_bytes);

  // For the writer. What readers of view() may see meanwhile: `write` needs them out (it may map anew), the others not,
  // except the publish functions.
  Result<void> write(std::span<const format::Entry> entries, std::span<const std::uint16_t> rows);
  /// Codes of full blocks that have none yet.
  struct NewCodes {
    std::size_t first_block = 0;
    std::size_t count = 0;
  };
  Result<NewCodes> write_codes(ThreadTeam& team);
  void publish_codes(const NewCodes& codes);
  /// Makes everything published durable.
  Result<format::Commit> make_durable(CommitSequence commit);
  void publish_commit(const format::Commit& commit) { commit_ = commit; }

 private:
  void publish(std::size_t entry_count);
  void publish_entry(const format::Entry& entry, std::uint32_t row);
  void publish_first_slots();
  void load_centres(std::size_t coded_blocks);
  void kill_row(std::uint32_t row);
  std::vector<float> mean_direction() const;
  Result<void> ensure_centre(std::size_t segment);
  std::vector<std::byte> encode_block(std::size_t block, const Centre& centre, ThreadTeam& team) const;

  std::unique_ptr<IndexFile> file_;
  const Rotation& rotation_;
  std::uint32_t exact_rows_;
  format::Commit commit_;
  std::size_t entry_count_ = 0;  // published, whether durable or not
  std::size_t live_count_ = 0;
  std::size_t coded_blocks_ = 0;
  SlotMap row_by_slot_;
  std::vector<std::uint64_t> live_;
  std::vector<std::uint32_t> first_slots_;
  mutable RowChecks checks_;
  MemoryLevels memory_;
  Centres centres_;
};

}  // namespace shoebox::index
