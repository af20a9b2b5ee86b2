#include "image/worker_metadata.h"

#include <cmath>

#include "core/limits.h"
#include "image/metadata_text.h"
#include "image/metadata_time.h"

namespace shoebox::image {

namespace {

void write_list(WireWriter& out, const std::vector<std::string>& texts) {
  out.number(static_cast<std::uint32_t>(texts.size()));
  for (const std::string& text : texts) out.text(text);
}

std::string read_text(WireReader& in) {
  std::string text = in.text(limits::kMetadataTextBytesMax);
  if (!is_clean_text(text)) in.fault();
  return text;
}

std::vector<std::string> read_list(WireReader& in) {
  const std::uint32_t count = in.bounded(in.number<std::uint32_t>(), limits::kMetadataListMax);
  std::vector<std::string> texts;
  for (std::uint32_t i = 0; in.ok() && i < count; ++i) texts.push_back(read_text(in));
  return texts;
}

std::optional<double> read_positive(WireReader& in) {
  const std::optional<double> value = in.maybe<double>();
  if (value && !(*value > 0 && *value < kMetadataNumberMax)) in.fault();
  return value;
}

std::optional<int> read_between(WireReader& in, int min, int max) {
  const std::optional<int> value = in.maybe<int>();
  if (value && (*value < min || *value > max)) in.fault();
  return value;
}

void write_taken(WireWriter& out, const std::optional<TakenTime>& taken) {
  out.number(static_cast<std::uint8_t>(taken.has_value()));
  if (!taken) return;
  out.text(taken->local);
  out.maybe(taken->offset_minutes);
  out.number(taken->precision);
  out.text(taken->source);
}

std::optional<TakenTime> read_taken(WireReader& in) {
  if (in.bounded(in.number<std::uint8_t>(), 1) == 0) return std::nullopt;
  TakenTime taken;
  taken.local = read_text(in);
  taken.offset_minutes = read_between(in, -kOffsetMinutesMax, kOffsetMinutesMax);
  taken.precision = static_cast<TimePrecision>(
      in.bounded(in.number<std::uint8_t>(), static_cast<std::uint32_t>(TimePrecision::kSubsecond)));
  taken.source = read_text(in);
  if (!is_local_time(taken.local, taken.precision)) in.fault();
  return taken;
}

void write_gps(WireWriter& out, const std::optional<GpsPosition>& gps) {
  out.number(static_cast<std::uint8_t>(gps.has_value()));
  if (!gps) return;
  out.number(gps->latitude);
  out.number(gps->longitude);
  out.maybe(gps->altitude_metres);
}

std::optional<GpsPosition> read_gps(WireReader& in) {
  if (in.bounded(in.number<std::uint8_t>(), 1) == 0) return std::nullopt;
  GpsPosition gps;
  gps.latitude = in.number<double>();
  gps.longitude = in.number<double>();
  gps.altitude_metres = in.maybe<double>();
  const bool on_earth = std::abs(gps.latitude) <= 90 && std::abs(gps.longitude) <= 180;
  const bool altitude = !gps.altitude_metres || std::abs(*gps.altitude_metres) <= kAltitudeMetresMax;
  if (!on_earth || !altitude || (gps.latitude == 0 && gps.longitude == 0)) in.fault();
  return gps;
}

}  // namespace

void write_metadata(WireWriter& out, const Metadata& metadata) {
  write_taken(out, metadata.taken);
  write_gps(out, metadata.gps);
  for (const std::string* text : {&metadata.make, &metadata.model, &metadata.lens, &metadata.software, &metadata.title,
                                  &metadata.description, &metadata.live_photo_id, &metadata.burst_id})
    out.text(*text);
  out.maybe(metadata.exposure_seconds);
  out.maybe(metadata.f_number);
  out.maybe(metadata.focal_length_mm);
  out.maybe(metadata.iso);
  out.maybe(metadata.rating);
  write_list(out, metadata.keywords);
  write_list(out, metadata.people);
  out.number(metadata.traits);
  out.number(static_cast<std::uint8_t>(metadata.favourite));
}

Metadata parse_metadata(WireReader& in) {
  Metadata metadata;
  metadata.taken = read_taken(in);
  metadata.gps = read_gps(in);
  for (std::string* text : {&metadata.make, &metadata.model, &metadata.lens, &metadata.software, &metadata.title,
                            &metadata.description, &metadata.live_photo_id, &metadata.burst_id})
    *text = read_text(in);
  metadata.exposure_seconds = read_positive(in);
  metadata.f_number = read_positive(in);
  metadata.focal_length_mm = read_positive(in);
  metadata.iso = read_between(in, 1, kIsoMax);
  metadata.rating = read_between(in, -1, 5);
  metadata.keywords = read_list(in);
  metadata.people = read_list(in);
  metadata.traits = in.bounded(in.number<std::uint32_t>(), kTraitsAll);
  metadata.favourite = in.bounded(in.number<std::uint8_t>(), 1) != 0;
  return metadata;
}

}  // namespace shoebox::image
