#include "store/correction_rows.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "core/wall_clock.h"

namespace shoebox::store {

namespace {

using image::TimePrecision;

constexpr const char* kUser = "user";

/// By how much of an ISO 8601 text there is.
std::optional<TimePrecision> precision_of(std::string_view local) {
  switch (local.size()) {
    case 4:
      return TimePrecision::kYear;
    case 7:
      return TimePrecision::kMonth;
    case 10:
      return TimePrecision::kDay;
    case 16:
      return TimePrecision::kMinute;
    case 19:
      return TimePrecision::kSecond;
    default:
      return local.size() > 20 ? std::optional(TimePrecision::kSubsecond) : std::nullopt;
  }
}

template <typename T>
std::optional<T> number_of(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::optional<image::GpsPosition> place_from_text(std::string_view text) {
  const std::size_t blank = text.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  const auto latitude = number_of<double>(text.substr(0, blank));
  const auto longitude = number_of<double>(text.substr(blank + 1));
  if (!latitude || !longitude) return std::nullopt;
  return image::GpsPosition{*latitude, *longitude, std::nullopt};
}

}  // namespace

std::string taken_to_text(const image::TakenTime& taken) {
  return taken.offset_minutes ? fmt::format("{} {}", taken.local, *taken.offset_minutes) : taken.local;
}

std::optional<image::TakenTime> taken_from_text(std::string_view text) {
  const std::size_t blank = std::min(text.find(' '), text.size());
  const auto precision = precision_of(text.substr(0, blank));
  if (!precision) return std::nullopt;
  image::TakenTime taken;
  taken.local = text.substr(0, blank);
  taken.precision = *precision;
  taken.source = kUser;
  if (blank < text.size()) taken.offset_minutes = number_of<int>(text.substr(blank + 1));
  return taken;
}

std::string place_to_text(const std::optional<image::GpsPosition>& place) {
  return place ? fmt::format("{} {}", place->latitude, place->longitude) : "none";
}

Result<Corrections> find_corrections(Connection& connection, PhotoId photo) {
  Corrections corrections;
  auto rows = TRY(connection.query("SELECT field, value FROM correction WHERE photo_id = ?", photo.value));
  while (TRY(rows.step())) {
    const std::string_view field = rows.text(0);
    const std::string_view value = rows.text(1);
    if (field == "taken") corrections.taken = taken_from_text(value);
    if (field == "shift") corrections.shift_seconds = number_of<std::int64_t>(value).value_or(0);
    if (field == "zone") corrections.zone = value;
    if (field == "favourite") corrections.favourite = value == "1";
    if (field != "place") continue;
    corrections.has_place = true;
    corrections.place = place_from_text(value);
  }
  return corrections;
}

void correct(const Corrections& corrections, Facts& merged) {
  image::Metadata& metadata = merged.metadata;
  if (corrections.taken) {
    metadata.taken = corrections.taken;
    merged.taken_is_utc = false;
  } else if (corrections.shift_seconds != 0 && metadata.taken) {
    if (auto moved = moved_wall_clock(metadata.taken->local, corrections.shift_seconds)) {
      metadata.taken->local = std::move(*moved);
      metadata.taken->source = kUser;
    }
  }
  if (corrections.has_place) metadata.gps = corrections.place;
  if (corrections.favourite) metadata.favourite = *corrections.favourite;
}

}  // namespace shoebox::store
