#include "search/columns.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <numeric>
#include <optional>

namespace shoebox::search {
namespace {

constexpr std::int32_t kSecondsOfDay = 86'400;
constexpr std::size_t kDictionaryMax = 65'535;

/// `count` digits at `at`; -1 when they are not there.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + count, value);
  return error == std::errc() && end == text.data() + at + count ? value : -1;
}

std::int32_t day_number(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return kNoDay;
  return static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count());
}

WallClock whole_year(int year) {
  return {day_number(year, 1, 1), day_number(year + 1, 1, 1), kNoClock};
}

WallClock whole_month(int year, int month) {
  const std::int32_t day = day_number(year, month, 1);
  if (day == kNoDay) return {};
  return {day, month == 12 ? day_number(year + 1, 1, 1) : day_number(year, month + 1, 1), kNoClock};
}

/// "T14:05" or "T14:05:09…"; a leap second is the last one of its minute.
std::int32_t second_of_day(std::string_view local) {
  const int hour = digits(local, 11, 2);
  const int minute = digits(local, 14, 2);
  const int second = std::clamp(digits(local, 17, 2), 0, 59);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return kNoClock;
  return hour * 3600 + minute * 60 + second;
}

std::int32_t floor_divide(std::int64_t value, std::int64_t by) {
  return static_cast<std::int32_t>(value / by - (value % by < 0 ? 1 : 0));
}

WallClock moved(const WallClock& clock, std::int64_t seconds) {
  const std::int64_t moment = std::int64_t{clock.day} * kSecondsOfDay + clock.second + seconds;
  const std::int32_t day = floor_divide(moment, kSecondsOfDay);
  return {day, day + 1, static_cast<std::int32_t>(moment - std::int64_t{day} * kSecondsOfDay)};
}

std::uint8_t shape_of(const store::PhotoFilterRow& row) {
  if (row.width <= 0 || row.height <= 0) return 0;
  const auto shape = row.width < row.height   ? query::Orientation::kPortrait
                     : row.width > row.height ? query::Orientation::kLandscape
                                              : query::Orientation::kSquare;
  return static_cast<std::uint8_t>(1 + static_cast<int>(shape));
}

/// Union-find with halving; the root is the one that stands for the group.
std::uint32_t leader_of(std::vector<std::uint32_t>& leaders, std::uint32_t slot) {
  while (leaders[slot] != slot) slot = leaders[slot] = leaders[leaders[slot]];
  return slot;
}

}  // namespace

WallClock wall_clock(const store::PhotoFilterRow& row, const HomeOffset& home) {
  const std::string_view local = row.taken_local;
  const int year = digits(local, 0, 4);
  if (year < 1) return {};
  if (row.precision == image::TimePrecision::kYear || local.size() < 7) return whole_year(year);
  const int month = digits(local, 5, 2);
  if (row.precision == image::TimePrecision::kMonth || local.size() < 10) return whole_month(year, month);
  const std::int32_t day = month < 1 ? kNoDay : day_number(year, month, digits(local, 8, 2));
  if (day == kNoDay) return {};
  WallClock clock{day, day + 1, kNoClock};
  if (row.precision != image::TimePrecision::kDay && local.size() >= 16) clock.second = second_of_day(local);
  if (!row.taken_is_utc || clock.second == kNoClock || !home) return clock;
  return moved(clock, home(std::int64_t{day} * kSecondsOfDay + clock.second));
}

std::span<const std::int64_t> PeopleColumn::of(Slot slot) const {
  if (slot.value + std::size_t{1} >= begin.size()) return {};
  return std::span(who).subspan(begin[slot.value], begin[slot.value + 1] - begin[slot.value]);
}

std::uint16_t Dictionary::number_of(std::string_view first, std::string_view second) {
  if (first.empty() && second.empty()) return 0;
  const bool same = last_ != 0 && entries_[last_ - 1U].first == first && entries_[last_ - 1U].second == second;
  if (same) return last_;
  key_.assign(first).append(1, '\0').append(second);
  const auto known = numbers_.find(key_);
  if (known != numbers_.end()) return last_ = known->second;
  if (entries_.size() == kDictionaryMax) return 0;
  entries_.emplace_back(first, second);
  last_ = static_cast<std::uint16_t>(entries_.size());
  numbers_.emplace(key_, last_);
  return last_;
}

bool Columns::is_newer(Slot a, Slot b) const {
  const WallClock& first = time[a.value];
  const WallClock& second = time[b.value];
  if (first.day != second.day) return first.day > second.day;
  if (first.second != second.second) return first.second > second.second;
  return a.value < b.value;
}

Result<const Columns*> ColumnsKeeper::refreshed() {
  if (loaded_ && as_of_ == TRY(database_.last_commit())) return &columns_;
  store::FilterRows rows(database_);
  const store::FilterRows::Visitor visitor{[this](const store::PhotoFilterRow& row) { put(row); },
                                           [this](Slot slot) {
                                             grow(slot.value + std::size_t{1});
                                             columns_.present.erase(slot);
                                           }};
  as_of_ = TRY(rows.visit_since(loaded_ ? as_of_ : CommitSequence{0}, visitor));
  TRY(load_people());
  TRY(load_groups());
  columns_.counts_faces = TRY(rows.has_faces());
  columns_.present_count = columns_.present.count();
  loaded_ = true;
  return &columns_;
}

void ColumnsKeeper::grow(std::size_t size) {
  if (size <= columns_.size()) return;
  columns_.time.resize(size);
  columns_.latitude.resize(size, std::numeric_limits<float>::quiet_NaN());
  columns_.longitude.resize(size, std::numeric_limits<float>::quiet_NaN());
  columns_.location.resize(size);
  columns_.camera.resize(size);
  columns_.lens.resize(size);
  columns_.kinds.resize(size);
  columns_.shape.resize(size);
  columns_.rating.resize(size);
  columns_.favourite.resize(size);
}

void ColumnsKeeper::put(const store::PhotoFilterRow& row) {
  grow(row.slot.value + std::size_t{1});
  const std::size_t at = row.slot.value;
  if (row.present)
    columns_.present.insert(row.slot);
  else
    columns_.present.erase(row.slot);
  columns_.time[at] = wall_clock(row, home_);
  constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
  columns_.latitude[at] = static_cast<float>(row.latitude.value_or(kUnknown));
  columns_.longitude[at] = static_cast<float>(row.longitude.value_or(kUnknown));
  columns_.camera[at] = columns_.cameras.number_of(row.make, row.model);
  columns_.lens[at] = columns_.lenses.number_of(row.lens, {});
  columns_.location[at] = {row.country, row.region, row.city};
  columns_.kinds[at] = row.traits;
  columns_.favourite[at] = row.favourite ? 1 : 0;
  columns_.shape[at] = shape_of(row);
  columns_.rating[at] = static_cast<std::int8_t>(std::clamp(row.rating, -1, 5));
}

Result<void> ColumnsKeeper::load_people() {
  const auto rows = TRY(store::FilterRows(database_).people());
  PeopleColumn& people = columns_.people;
  people.begin.assign(columns_.size() + 1, 0);
  people.who.clear();
  people.who.reserve(rows.size());
  for (const store::PhotoPersonRow& row : rows) {
    if (row.slot.value >= columns_.size()) continue;  // committed since
    ++people.begin[row.slot.value + std::size_t{1}];
    people.who.push_back(row.person);
  }
  std::partial_sum(people.begin.begin(), people.begin.end(), people.begin.begin());
  return {};
}

Result<void> ColumnsKeeper::load_groups() {
  const auto rows = TRY(store::FilterRows(database_).groups());
  std::vector<std::uint32_t>& leaders = columns_.fold_leader;
  leaders.resize(columns_.size());
  std::iota(leaders.begin(), leaders.end(), 0U);
  columns_.fold_rank.assign(columns_.size(), 0);
  columns_.grouped.clear();
  std::optional<store::GroupRow> first;
  for (const store::GroupRow& row : rows) {
    if (row.slot.value >= leaders.size()) continue;
    columns_.fold_rank[row.slot.value] = row.rank;
    columns_.grouped.push_back(row.slot);
    if (!first || first->group != row.group) {
      first = row;
      continue;
    }
    leaders[leader_of(leaders, row.slot.value)] = leader_of(leaders, first->slot.value);
  }
  for (std::uint32_t slot = 0; slot < leaders.size(); ++slot) leaders[slot] = leader_of(leaders, slot);
  std::ranges::sort(columns_.grouped);
  columns_.grouped.erase(std::ranges::unique(columns_.grouped).begin(), columns_.grouped.end());
  return {};
}

}  // namespace shoebox::search
