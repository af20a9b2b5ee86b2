#include "engine/gallery.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "core/limits.h"
#include "core/wall_clock.h"
#include "store/mark_repository.h"
#include "store/photo_repository.h"

namespace shoebox::engine {

namespace {

constexpr std::int64_t kDaySeconds = 86'400;
constexpr double kMercatorLatitudeMax = 85.05;

std::optional<int> number_at(std::string_view text, std::size_t at, std::size_t digits) {
  int value = 0;
  if (text.size() < at + digits) return std::nullopt;
  const char* const end = text.data() + at + digits;
  const auto [stop, error] = std::from_chars(text.data() + at, end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

/// The first moment of "2024", "2024-05", "2024-05-17" or of what is more precise.
std::optional<std::int64_t> first_second(std::string_view text) {
  if (const auto seconds = wall_clock_seconds(text)) return seconds;
  if (const auto day = wall_clock_day(text)) return *day * kDaySeconds;
  const auto year = number_at(text, 0, 4);
  const auto month = text.size() > 4 ? number_at(text, 5, 2) : std::optional(1);
  if (!year || !month || *month < 1 || *month > 12) return std::nullopt;
  const std::chrono::year_month_day first(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                          std::chrono::day(1));
  return std::chrono::sys_days(first).time_since_epoch().count() * kDaySeconds;
}

/// The maker is often a part of the model's name already.
std::string camera_name(const std::string& make, const std::string& model) {
  return make.empty() || model.starts_with(make) ? model : make + " " + model;
}

std::string bucket_of(std::int64_t seconds, Gallery::By by) {
  const std::string text = wall_clock_text(seconds);
  return text.substr(0, by == Gallery::By::kYear ? 4 : by == Gallery::By::kMonth ? 7 : 10);
}

bool contains(const GeoBox& box, double latitude, double longitude) {
  const auto& [west, south, east, north] = box;
  if (latitude < south || latitude > north) return false;
  return west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east;
}

/// Web Mercator, the world as a unit square.
double mercator_y(double latitude) {
  const double radians = std::clamp(latitude, -kMercatorLatitudeMax, kMercatorLatitudeMax) * std::numbers::pi / 180;
  return 0.5 - std::asinh(std::tan(radians)) / (2 * std::numbers::pi);
}

}  // namespace

Result<std::shared_ptr<const Gallery>> Gallery::create(const Gallery* before, store::Database& database,
                                                       const TimeZone* home) {
  const std::shared_ptr<Gallery> gallery(before != nullptr ? new Gallery(*before) : new Gallery());
  std::vector<Entry>& entries = gallery->by_slot_;
  const auto entry_of = [&](Slot slot) -> Entry& {
    if (slot.value >= entries.size()) entries.resize(slot.value + 1);
    return entries[slot.value];
  };
  const auto changed = [&](const store::FilterRow& row) {
    Entry& entry = entry_of(row.slot);
    entry = {};
    entry.id = row.id;
    entry.present = row.present;
    auto seconds = row.taken_local.empty() ? std::nullopt : first_second(row.taken_local);
    if (seconds && row.taken_is_utc && home != nullptr) *seconds += home->offset_at(*seconds);
    entry.has_time = seconds.has_value();
    entry.seconds = seconds.value_or(0);
    entry.has_position = row.latitude.has_value() && row.longitude.has_value();
    entry.latitude = static_cast<float>(row.latitude.value_or(0));
    entry.longitude = static_cast<float>(row.longitude.value_or(0));
    if (!row.model.empty()) gallery->cameras_.insert(camera_name(row.make, row.model));
  };
  gallery->as_of_ = TRY(
      store::PhotoRepository(database).visit_since(gallery->as_of_, changed, [&](Slot slot) { entry_of(slot) = {}; }));
  gallery->hidden_.clear();
  for (const PhotoId photo : TRY(store::MarkRepository(database).all(store::Mark::kHidden)))
    gallery->hidden_.insert(photo.value);
  gallery->sort();
  return gallery;
}

void Gallery::sort() {
  order_.clear();
  for (std::size_t slot = 0; slot < by_slot_.size(); ++slot) {
    if (by_slot_[slot].present && !is_hidden(by_slot_[slot].id)) order_.push_back(static_cast<std::uint32_t>(slot));
  }
  std::ranges::sort(order_, [&](std::uint32_t left, std::uint32_t right) {
    const Entry& a = by_slot_[left];
    const Entry& b = by_slot_[right];
    if (a.has_time != b.has_time) return a.has_time;
    return a.seconds != b.seconds ? a.seconds > b.seconds : a.id > b.id;
  });
  place_of_.clear();
  place_of_.reserve(order_.size());
  for (std::size_t i = 0; i < order_.size(); ++i) place_of_[at(i).id.value] = static_cast<std::uint32_t>(i);
}

std::vector<Gallery::BucketCount> Gallery::buckets(By by) const {
  std::vector<BucketCount> buckets;
  std::int64_t day = 0;
  for (std::size_t i = 0; i < order_.size(); ++i) {
    const Entry& entry = at(i);
    // Most photos are of the same day as the one before: their bucket need not be spelt again.
    const std::int64_t entry_day =
        static_cast<std::int64_t>(std::floor(static_cast<double>(entry.seconds) / kDaySeconds));
    const bool same = i > 0 && entry.has_time == at(i - 1).has_time && (!entry.has_time || entry_day == day);
    day = entry_day;
    if (same) {
      ++buckets.back().count;
      continue;
    }
    std::string bucket = entry.has_time ? bucket_of(entry.seconds, by) : "unknown";
    if (buckets.empty() || buckets.back().bucket != bucket) buckets.push_back({std::move(bucket), 0});
    ++buckets.back().count;
  }
  return buckets;
}

std::vector<PhotoId> Gallery::in_bucket(std::string_view bucket) const {
  std::vector<PhotoId> photos;
  const auto by = bucket.size() == 4 ? By::kYear : bucket.size() == 7 ? By::kMonth : By::kDay;
  const auto first = bucket == "unknown" ? std::nullopt : first_second(bucket);
  if (bucket != "unknown" && !first) return photos;
  const auto begin = std::ranges::lower_bound(order_, 0, {}, [&](std::uint32_t slot) {
    const Entry& entry = by_slot_[slot];
    if (!first) return entry.has_time ? -1 : 0;
    if (!entry.has_time) return 1;
    return entry.seconds < *first ? 1 : bucket_of(entry.seconds, by) == bucket ? 0 : -1;
  });
  for (auto it = begin; it != order_.end(); ++it) {
    const Entry& entry = by_slot_[*it];
    if (first && (!entry.has_time || bucket_of(entry.seconds, by) != bucket)) break;
    photos.push_back(entry.id);
  }
  return photos;
}

std::vector<PhotoId> Gallery::in_box(const GeoBox& box) const {
  std::vector<PhotoId> photos;
  for (const std::uint32_t slot : order_) {
    const Entry& entry = by_slot_[slot];
    if (entry.has_position && contains(box, entry.latitude, entry.longitude)) photos.push_back(entry.id);
  }
  return photos;
}

Gallery::Neighbours Gallery::neighbours(PhotoId photo) const {
  const auto found = place_of_.find(photo.value);
  if (found == place_of_.end()) return {};
  const std::size_t place = found->second;
  Neighbours neighbours;
  if (place > 0) neighbours.newer = at(place - 1).id;
  if (place + 1 < order_.size()) neighbours.older = at(place + 1).id;
  return neighbours;
}

std::vector<PhotoId> Gallery::newest_first(std::span<const PhotoId> photos) const {
  std::vector<std::uint32_t> places;
  for (const PhotoId photo : photos) {
    if (const auto found = place_of_.find(photo.value); found != place_of_.end()) places.push_back(found->second);
  }
  std::ranges::sort(places);
  std::vector<PhotoId> sorted;
  sorted.reserve(places.size());
  for (const std::uint32_t place : places) sorted.push_back(at(place).id);
  return sorted;
}

/// false: there are more clusters than may be told.
bool Gallery::group(const GeoBox& box, double scale, std::vector<Cluster>& clusters) const {
  clusters.clear();
  std::unordered_map<std::int64_t, std::size_t> number_of_cell;
  for (const std::uint32_t slot : order_) {
    const Entry& entry = by_slot_[slot];
    const double latitude = entry.latitude;
    const double longitude = entry.longitude;
    if (!entry.has_position || !contains(box, latitude, longitude)) continue;
    const auto column = static_cast<std::int64_t>((longitude + 180) / 360 * scale);
    const auto row = static_cast<std::int64_t>(mercator_y(latitude) * scale);
    const auto [cell, is_new] = number_of_cell.try_emplace(row << 32 | column, clusters.size());
    if (is_new) {
      if (clusters.size() == limits::kClustersMax) return false;
      clusters.push_back({0, 0, 0, {longitude, latitude, longitude, latitude}, entry.id});
    }
    Cluster& cluster = clusters[cell->second];
    ++cluster.count;
    cluster.latitude += latitude;
    cluster.longitude += longitude;
    cluster.box = {std::min(cluster.box[0], longitude), std::min(cluster.box[1], latitude),
                   std::max(cluster.box[2], longitude), std::max(cluster.box[3], latitude)};
  }
  for (Cluster& cluster : clusters) {
    cluster.latitude /= static_cast<double>(cluster.count);
    cluster.longitude /= static_cast<double>(cluster.count);
  }
  return true;
}

std::vector<Gallery::Cluster> Gallery::clusters(const GeoBox& box, double zoom) const {
  std::vector<Cluster> clusters;
  for (double scale = 8 * std::exp2(std::clamp(zoom, 0.0, 22.0)); !group(box, scale, clusters); scale /= 2) {
  }
  return clusters;
}

std::size_t Gallery::without_position() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(order_, [&](std::uint32_t slot) { return !by_slot_[slot].has_position; }));
}

}  // namespace shoebox::engine
