#include "ingest/companions.h"

#include <string_view>
#include <unordered_map>

#include "ingest/extension.h"
#include "ingest/takeout_names.h"

namespace shoebox::ingest {

namespace {

std::string lower_name(std::string_view name) {
  const std::string extension = lower_extension(name);
  return extension.empty() ? shot_stem(name) : shot_stem(name) + '.' + extension;
}

/// How likely the picture is a Live Photo's: 0 is never.
int live_rank(std::string_view name) {
  const std::string extension = lower_extension(name);
  if (extension == "heic" || extension == "heif") return 2;
  if (extension == "jpg" || extension == "jpeg") return 1;
  return 0;
}

void pair_sidecars(std::span<const std::string> pictures, std::span<const std::string> sidecars,
                   CompanionNames& result) {
  if (sidecars.empty()) return;
  std::unordered_map<std::string, std::size_t> by_stem;
  for (std::size_t i = 0; i < sidecars.size(); ++i) by_stem.emplace(shot_stem(sidecars[i]), i);
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    auto found = by_stem.find(lower_name(pictures[i]));
    if (found == by_stem.end()) found = by_stem.find(shot_stem(pictures[i]));
    if (found != by_stem.end()) result.sidecars.push_back({i, found->second});
  }
}

void pair_videos(std::span<const std::string> pictures, std::span<const std::string> videos, CompanionNames& result) {
  if (videos.empty()) return;
  std::unordered_map<std::string, std::size_t> best_picture;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    if (live_rank(pictures[i]) == 0) continue;
    const auto [at, added] = best_picture.emplace(shot_stem(pictures[i]), i);
    if (!added && live_rank(pictures[i]) > live_rank(pictures[at->second])) at->second = i;
  }
  for (std::size_t i = 0; i < videos.size(); ++i) {
    const std::string extension = lower_extension(videos[i]);
    if (extension != "mov" && extension != "mp4") continue;
    const auto found = best_picture.find(shot_stem(videos[i]));
    if (found == best_picture.end()) continue;
    result.videos.push_back({found->second, i});
    best_picture.erase(found);
  }
}

}  // namespace

CompanionNames find_companions(std::span<const std::string> pictures, std::span<const std::string> sidecars,
                               std::span<const std::string> jsons, std::span<const std::string> videos) {
  CompanionNames result;
  pair_sidecars(pictures, sidecars, result);
  const TakeoutNames takeout(jsons);
  for (std::size_t i = 0; i < pictures.size(); ++i)
    if (const auto json = takeout.find(pictures[i])) result.jsons.push_back({i, *json});
  pair_videos(pictures, videos, result);
  return result;
}

}  // namespace shoebox::ingest
