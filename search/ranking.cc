#include "search/ranking.h"

#include <algorithm>
#include <unordered_map>

namespace shoebox::search {
namespace {

/// The slots of a set, ascending.
std::vector<Slot> slots_of(const index::Bitmap& set) {
  std::vector<Slot> slots;
  slots.reserve(set.count());
  for (std::uint32_t i = 0; i < set.size(); ++i) {
    if (set.contains(Slot{i})) slots.push_back(Slot{i});
  }
  return slots;
}

/// A group within what passes.
struct Group {
  std::size_t members = 0;
  Slot front;  // of the lowest rank
};

std::unordered_map<std::uint32_t, Group> groups_of(const index::Bitmap& passing, const Columns& columns) {
  std::unordered_map<std::uint32_t, Group> groups;
  for (const Slot slot : columns.grouped) {
    if (!passing.contains(slot)) continue;
    Group& group = groups[columns.fold_leader[slot.value]];
    if (group.members == 0 || columns.fold_rank[slot.value] < columns.fold_rank[group.front.value]) group.front = slot;
    ++group.members;
  }
  return groups;
}

}  // namespace

void sort_by_odds(std::vector<Candidate>& candidates) {
  std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
    if (a.odds != b.odds) return a.odds > b.odds;
    if (a.score != b.score) return a.score > b.score;
    return a.slot.value < b.slot.value;
  });
}

std::vector<Candidate> newest(const index::Bitmap& passing, const Columns& columns, std::size_t count) {
  std::vector<Slot> slots = slots_of(passing);
  count = std::min(count, slots.size());
  const auto end = slots.begin() + static_cast<std::ptrdiff_t>(count);
  std::partial_sort(slots.begin(), end, slots.end(), [&](Slot a, Slot b) { return columns.is_newer(a, b); });
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < count; ++i) candidates.push_back({.slot = slots[i]});
  return candidates;
}

std::vector<Candidate> fold(std::vector<Candidate> candidates, const index::Bitmap& passing, const Columns& columns) {
  if (columns.grouped.empty()) return candidates;
  auto groups = groups_of(passing, columns);
  std::vector<Candidate> folded;
  for (Candidate& candidate : candidates) {
    const auto group = groups.find(columns.fold_leader[candidate.slot.value]);
    if (group != groups.end()) {
      if (group->second.members == 0) continue;  // its group has been seen
      candidate.folded = group->second.members - 1;
      candidate.slot = group->second.front;
      group->second.members = 0;
    }
    folded.push_back(std::move(candidate));
  }
  return folded;
}

}  // namespace shoebox::search
