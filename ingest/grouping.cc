#include "ingest/grouping.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include "core/wall_clock.h"
#include "ingest/extension.h"
#include "ingest/name_facts.h"

namespace shoebox::ingest {

namespace {

using image::Trait;
using store::GroupCandidate;
using store::PhotoGroup;

using Members = std::vector<const GroupCandidate*>;

constexpr std::int64_t kSameShotSeconds = 2;
constexpr std::int64_t kBurstSeconds = 120;

bool has(const GroupCandidate& photo, Trait trait) {
  return (photo.traits & image::trait_bit(trait)) != 0;
}

/// Whether both may be of one moment; where one has no clock, its name decides.
bool close_in_time(const GroupCandidate& a, const GroupCandidate& b, std::int64_t seconds_max) {
  const auto first = wall_clock_seconds(a.taken_local);
  const auto second = wall_clock_seconds(b.taken_local);
  return !first || !second || std::abs(*first - *second) <= seconds_max;
}

std::vector<PhotoId> ids_of(const Members& members) {
  std::vector<PhotoId> ids;
  for (const GroupCandidate* photo : members) ids.push_back(photo->photo);
  return ids;
}

/// Photos of one folder whose names differ by their extension alone.
using ByName = std::map<std::pair<std::int64_t, std::string>, Members>;

ByName by_stem(std::span<const GroupCandidate> photos) {
  ByName groups;
  for (const GroupCandidate& photo : photos) groups[{photo.folder, shot_stem(photo.name)}].push_back(&photo);
  return groups;
}

void add_raw_pairs(const ByName& stems, std::vector<PhotoGroup>& groups) {
  for (const auto& [stem, photos] : stems) {
    Members raws;
    Members others;
    for (const GroupCandidate* photo : photos) (has(*photo, Trait::kRaw) ? raws : others).push_back(photo);
    if (raws.empty() || others.empty()) continue;
    std::erase_if(raws, [&](const auto* raw) { return !close_in_time(*raw, *others.front(), kSameShotSeconds); });
    if (raws.empty()) continue;
    std::ranges::stable_sort(others, std::ranges::greater(), &GroupCandidate::pixels);
    others.resize(1);  // a second picture of that name is another one
    others.insert(others.end(), raws.begin(), raws.end());
    groups.push_back({"raw", ids_of(others)});
  }
}

/// What the camera or the user chose comes first: a cover, a favourite, the best rated, the first.
auto burst_order(const GroupCandidate& photo) {
  const bool cover = photo.name.find("_COVER") != std::string::npos;
  return std::tuple(!cover, !photo.favourite, -photo.rating, std::string_view(photo.taken_local),
                    std::string_view(photo.name), photo.photo.value);
}

/// An id that a camera wrote holds in every folder; one made of names in its folder alone.
void add_bursts(std::span<const GroupCandidate> photos, std::vector<PhotoGroup>& groups) {
  std::map<std::pair<std::int64_t, std::string>, Members> bursts;
  for (const GroupCandidate& photo : photos) {
    if (photo.burst_id.empty()) continue;
    const bool by_name = photo.burst_id == burst_stem(photo.name);
    bursts[{by_name ? photo.folder : 0, photo.burst_id}].push_back(&photo);
  }
  for (auto& [key, members] : bursts) {
    std::ranges::sort(members, {}, [](const GroupCandidate* photo) { return burst_order(*photo); });
    const GroupCandidate& first = *members.front();
    std::erase_if(members, [&](const auto* photo) { return !close_in_time(first, *photo, kBurstSeconds); });
    if (members.size() > 1) groups.push_back({"burst", ids_of(members)});
  }
}

/// "IMG_0412" → "IMG_" and 412; no number: a shot that no camera named.
std::pair<std::string_view, std::optional<std::uint64_t>> numbered(std::string_view stem) {
  std::size_t begin = stem.size();
  while (begin > 0 && stem[begin - 1] >= '0' && stem[begin - 1] <= '9') --begin;
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(stem.data() + begin, stem.data() + stem.size(), number);
  if (begin == stem.size() || error != std::errc()) return {stem, std::nullopt};
  return {stem.substr(0, begin), number};
}

/// Shots of one camera that count on without a pause: what a camera takes that writes no id of its bursts.
class TimedBursts {
 public:
  explicit TimedBursts(std::span<const GroupCandidate> photos) {
    for (const GroupCandidate& photo : photos) {
      if (can_be_of_one(photo))
        shots_.push_back({&photo, shot_stem(photo.name), *wall_clock_seconds(photo.taken_local)});
    }
    std::ranges::sort(shots_, {}, [](const Shot& shot) {
      const auto [prefix, number] = numbered(shot.stem);
      return std::tuple(shot.photo->folder, std::string_view(shot.photo->camera), prefix, number, shot.photo->photo);
    });
  }

  void add_to(std::vector<PhotoGroup>& groups) const {
    for (std::size_t begin = 0; begin < shots_.size();) {
      std::size_t end = begin + 1;
      while (end < shots_.size() && goes_on(shots_[end - 1], shots_[end])) ++end;
      // Many pictures of one second are scans or copies that have lost their time.
      const auto seconds = static_cast<std::size_t>(shots_[end - 1].second - shots_[begin].second + 1);
      if (end - begin >= kShotsMin && end - begin <= kShotsASecondMax * seconds) groups.push_back(group(begin, end));
      begin = end;
    }
  }

 private:
  struct Shot {
    const GroupCandidate* photo;
    std::string stem;
    std::int64_t second;
  };
  static constexpr std::size_t kShotsMin = 3;
  static constexpr std::size_t kShotsASecondMax = 30;
  static constexpr std::uint64_t kNumberStepMax = 2;

  static bool can_be_of_one(const GroupCandidate& photo) {
    constexpr std::size_t kWithSeconds = std::string_view("2024-03-09T14:05:09").size();
    const bool single = !has(photo, Trait::kRaw) && !has(photo, Trait::kScreenshot) && !has(photo, Trait::kPanorama);
    return single && photo.burst_id.empty() && photo.camera.size() > 1 && photo.taken_local.size() >= kWithSeconds &&
           numbered(shot_stem(photo.name)).second && !original_name(photo.name) &&
           wall_clock_seconds(photo.taken_local);
  }

  static bool goes_on(const Shot& before, const Shot& shot) {
    const auto [prefix, number] = numbered(shot.stem);
    const auto [prefix_before, number_before] = numbered(before.stem);
    return shot.photo->folder == before.photo->folder && shot.photo->camera == before.photo->camera &&
           prefix == prefix_before && *number - *number_before <= kNumberStepMax && shot.second >= before.second &&
           shot.second - before.second <= 1;
  }

  PhotoGroup group(std::size_t begin, std::size_t end) const {
    Members members;
    for (std::size_t i = begin; i < end; ++i) members.push_back(shots_[i].photo);
    std::ranges::stable_sort(members, {}, [](const GroupCandidate* photo) { return burst_order(*photo); });
    return {"burst", ids_of(members)};
  }

  std::vector<Shot> shots_;
};

void add_edited(std::span<const GroupCandidate> photos, const ByName& stems, std::vector<PhotoGroup>& groups) {
  std::map<const GroupCandidate*, Members> copies;  // by their original
  for (const GroupCandidate& photo : photos) {
    const auto original = original_name(photo.name);
    if (!original) continue;
    const auto found = stems.find({photo.folder, shot_stem(*original)});
    if (found == stems.end()) continue;
    // Of RAW and JPEG of that name the copy is of the JPEG.
    const auto best = std::ranges::min_element(found->second, {}, [](const auto* of) { return has(*of, Trait::kRaw); });
    if (close_in_time(photo, **best, kSameShotSeconds)) copies[*best].push_back(&photo);
  }
  for (auto& [original, members] : copies) {
    std::ranges::sort(members, std::ranges::greater(), [](const auto* photo) { return std::string_view(photo->name); });
    members.push_back(original);
    groups.push_back({"edited", ids_of(members)});
  }
}

}  // namespace

std::vector<PhotoGroup> find_groups(std::span<const GroupCandidate> photos) {
  std::vector<PhotoGroup> groups;
  const ByName stems = by_stem(photos);
  add_raw_pairs(stems, groups);
  add_bursts(photos, groups);
  TimedBursts(photos).add_to(groups);
  add_edited(photos, stems, groups);
  return groups;
}

}  // namespace shoebox::ingest
