#pragma once
// What filters ask of every photo, as dense arrays by slot: a filter over a hundred thousand photos is one pass over a
// few arrays. Derived from SQLite and kept up with it by commit. Plain values; concurrent reading is safe, changing is
// for one thread.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "geo/gazetteer.h"
#include "index/bitmap.h"
#include "query/query.h"
#include "store/filter_rows.h"

namespace shoebox::search {

/// Seconds to add to a moment in UTC (seconds since 1970) for the home zone's wall clock.
using HomeOffset = std::function<std::int32_t(std::int64_t utc_seconds)>;

constexpr std::int32_t kNoDay = std::numeric_limits<std::int32_t>::min();
constexpr std::int32_t kNoClock = -1;

/// Local wall clock. A photo of which only a month or a year is known covers days [day, day_end).
struct WallClock {
  std::int32_t day = kNoDay;  // since 1970-01-01
  std::int32_t day_end = kNoDay;
  std::int32_t second = kNoClock;  // of the day

  friend bool operator==(const WallClock&, const WallClock&) = default;
};

/// What a photo's stored time is on the wall; nothing when it cannot be read.
WallClock wall_clock(const store::PhotoFilterRow& row, const HomeOffset& home);

/// Everybody in every photo: who[begin[slot] .. begin[slot + 1]), ascending.
struct PeopleColumn {
  std::vector<std::uint32_t> begin;
  std::vector<std::int64_t> who;

  std::span<const std::int64_t> of(Slot slot) const;
};

/// Words that many photos share, numbered from 1; 0 is none.
class Dictionary final {
 public:
  std::uint16_t number_of(std::string_view first, std::string_view second);
  /// By number - 1.
  const std::vector<std::pair<std::string, std::string>>& entries() const { return entries_; }

 private:
  std::unordered_map<std::string, std::uint16_t> numbers_;  // by both words with a NUL between them
  std::string key_;                                         // of the last look-up: photos come in runs of one camera
  std::uint16_t last_ = 0;
  std::vector<std::pair<std::string, std::string>> entries_;
};

struct Columns {
  index::Bitmap present;  // has a file that can be read
  std::vector<WallClock> time;
  std::vector<float> latitude;  // NaN: not known
  std::vector<float> longitude;
  std::vector<geo::Location> location;
  std::vector<std::uint16_t> camera;  // of `cameras`
  std::vector<std::uint16_t> lens;    // of `lenses`
  std::vector<std::uint32_t> kinds;   // 1 << query::MediaKind
  std::vector<std::uint8_t> shape;    // 1 + query::Orientation; 0: not known
  std::vector<std::int8_t> rating;
  std::vector<std::uint8_t> favourite;
  Dictionary cameras;  // make and model as written
  Dictionary lenses;
  PeopleColumn people;
  bool counts_faces = false;               // faces were looked for: numbers of people mean something
  std::vector<std::uint32_t> fold_leader;  // one slot for all of a photo's group: itself when it has none
  std::vector<std::int32_t> fold_rank;     // the lowest of a group stands for it
  std::vector<Slot> grouped;               // those that are in a group, ascending
  std::size_t present_count = 0;

  std::size_t size() const { return time.size(); }
  /// Newest first; without a date last; equal ones by slot.
  bool is_newer(Slot a, Slot b) const;
};

/// Brings columns up to the database's last commit.
class ColumnsKeeper final {
 public:
  ColumnsKeeper(store::Database& database, HomeOffset home) : database_(database), home_(std::move(home)) {}
  /// Costs nothing when nothing was committed since.
  Result<const Columns*> refreshed();

 private:
  void put(const store::PhotoFilterRow& row);
  void grow(std::size_t size);
  Result<void> load_people();
  Result<void> load_groups();

  store::Database& database_;
  HomeOffset home_;
  Columns columns_;
  bool loaded_ = false;
  CommitSequence as_of_{};
};

}  // namespace shoebox::search
