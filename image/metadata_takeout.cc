#include "image/metadata_takeout.h"

#include <charconv>
#include <cmath>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/wall_clock.h"
#include "image/metadata_text.h"
#include "image/metadata_time.h"

namespace shoebox::image {

namespace {

using nlohmann::json;

constexpr std::size_t kTakeoutBytesMax = std::size_t{1} << 20;
constexpr int kDepthMax = 4;  // people → person → name
constexpr std::int64_t kMomentSecondsMax = 8'000'000'000;

std::string_view text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The member, or null when there is none or `object` is no object.
const json& member(const json& object, const char* key) {
  static const json kNothing;
  if (!object.is_object()) return kNothing;
  const auto found = object.find(key);
  return found == object.end() ? kNothing : *found;
}

std::optional<std::int64_t> seconds_of(const json& value) {
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > kMomentSecondsMax) return std::nullopt;
  if (value.is_number_integer()) return value.get<std::int64_t>();
  if (!value.is_string()) return std::nullopt;
  const std::string& text = value.get_ref<const std::string&>();
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(seconds) : std::nullopt;
}

std::optional<TakenTime> taken_of(const json& takeout) {
  const std::optional<std::int64_t> seconds = seconds_of(member(member(takeout, "photoTakenTime"), "timestamp"));
  // 0 is a photo whose time Google does not know.
  if (!seconds || *seconds == 0 || *seconds > kMomentSecondsMax || *seconds < -kMomentSecondsMax) return std::nullopt;
  std::optional<TakenTime> taken = parse_time(wall_clock_text(*seconds));
  if (taken) taken->source = "takeout:photoTakenTime";
  return taken;
}

std::optional<GpsPosition> position_of(const json& geo) {
  const json& latitude = member(geo, "latitude");
  const json& longitude = member(geo, "longitude");
  if (!latitude.is_number() || !longitude.is_number()) return std::nullopt;
  GpsPosition gps{latitude.get<double>(), longitude.get<double>(), std::nullopt};
  const bool in_range = std::abs(gps.latitude) <= 90 && std::abs(gps.longitude) <= 180;
  constexpr double kNowhere = 1e-6;
  const bool nowhere = std::abs(gps.latitude) < kNowhere && std::abs(gps.longitude) < kNowhere;
  if (!in_range || nowhere) return std::nullopt;
  const json& altitude = member(geo, "altitude");
  const double metres = altitude.is_number() ? altitude.get<double>() : 0;
  // 0 is what Takeout writes for none.
  if (metres != 0 && std::abs(metres) <= kAltitudeMetresMax) gps.altitude_metres = metres;
  return gps;
}

std::string clean(const json& value) {
  return value.is_string() ? clean_text(value.get_ref<const std::string&>()) : std::string();
}

/// Null when it is no JSON. Containers below kDepthMax are dropped while they are read.
json parse(std::string_view text) {
  // Skipped in the parser, so that no value is ever deeper than what is asked for.
  const auto keep = [](int depth, json::parse_event_t event, json&) {
    const bool opens = event == json::parse_event_t::object_start || event == json::parse_event_t::array_start;
    return !opens || depth < kDepthMax;
  };
  json parsed = json::parse(text, keep, false);
  return parsed.is_discarded() ? json() : parsed;
}

}  // namespace

bool is_json(std::span<const std::byte> file) {
  std::string_view text = text_of(file);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && text[first] == '{';
}

Metadata read_takeout(std::span<const std::byte> file) {
  Metadata metadata;
  if (file.size() > kTakeoutBytesMax) return metadata;
  const json takeout = parse(text_of(file));
  metadata.taken = taken_of(takeout);
  metadata.gps = position_of(member(takeout, "geoData"));
  if (!metadata.gps) metadata.gps = position_of(member(takeout, "geoDataExif"));
  metadata.description = clean(member(takeout, "description"));
  const json& people = member(takeout, "people");
  if (people.is_array())
    for (const json& person : people) add_text(metadata.people, clean(member(person, "name")));
  const json& favourite = member(takeout, "favorited");
  metadata.favourite = favourite.is_boolean() && favourite.get<bool>();
  return metadata;
}

}  // namespace shoebox::image
