#include "server/json.h"

#include <array>
#include <chrono>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/errors_zh.h"
#include "core/path.h"
#include "core/wall_clock.h"
#include "engine/import.h"
#include "search/reasons.h"

namespace shoebox::server {

namespace {

template <typename Value>
Json or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json id_or_null(const std::optional<PhotoId>& photo) {
  return photo ? Json(photo->value) : Json(nullptr);
}

std::string_view precision_name(image::TimePrecision precision) {
  constexpr std::array<std::string_view, 6> kNames = {"year", "month", "day", "minute", "second", "subsecond"};
  return kNames[static_cast<std::size_t>(precision)];
}

std::string_view state_name(engine::Job::State state) {
  constexpr std::array<std::string_view, 6> kNames = {"idle", "running", "stopping", "done", "stopped", "failed"};
  return kNames[static_cast<std::size_t>(state)];
}

Json kind_json(engine::Job::Kind kind) {
  if (kind == engine::Job::Kind::kNone) return nullptr;
  return kind == engine::Job::Kind::kIndex ? "index" : "use_model";
}

Json summary_json(const ingest::IndexSummary& summary) {
  return {{"seen", summary.seen},           {"added", summary.added},
          {"unchanged", summary.unchanged}, {"moved", summary.moved},
          {"updated", summary.updated},     {"ignored", summary.ignored},
          {"missing", summary.missing},     {"skipped", summary.skipped.size()},
          {"seconds", summary.seconds}};
}

Json list_of(const std::vector<std::string>& texts) {
  Json list = Json::array();
  for (const std::string& text : texts) list.push_back(printable(text));
  return list;
}

Json error_json(const Error& error, bool chinese) {
  return printable(chinese ? error_in_chinese(error) : error.text());
}

Json taken_json(const std::optional<store::PhotoTime>& taken) {
  if (!taken) return nullptr;
  return {{"local", taken->taken.local},
          {"precision", precision_name(taken->taken.precision)},
          {"offset_minutes", or_null(taken->taken.offset_minutes)},
          {"source", printable(taken->taken.source)}};
}

Json position_json(const std::optional<image::GpsPosition>& gps) {
  if (!gps) return nullptr;
  return {
      {"latitude", gps->latitude}, {"longitude", gps->longitude}, {"altitude_metres", or_null(gps->altitude_metres)}};
}

/// The first source that says something.
template <typename Value>
Value first_said(const std::vector<store::Facts>& facts, Value image::Metadata::*field, const Value& nothing = {}) {
  for (const store::Facts& each : facts) {
    if (each.metadata.*field != nothing) return each.metadata.*field;
  }
  return nothing;
}

Json camera_json(const engine::PhotoDetail& photo) {
  const auto& facts = photo.facts;
  return {{"make", printable(photo.view.make)},
          {"model", printable(photo.view.model)},
          {"lens", printable(first_said(facts, &image::Metadata::lens))},
          {"software", printable(first_said(facts, &image::Metadata::software))},
          {"exposure_seconds", or_null(first_said(facts, &image::Metadata::exposure_seconds))},
          {"f_number", or_null(first_said(facts, &image::Metadata::f_number))},
          {"focal_length_mm", or_null(first_said(facts, &image::Metadata::focal_length_mm))},
          {"iso", or_null(first_said(facts, &image::Metadata::iso))}};
}

Json trip_json(const std::optional<std::pair<std::int32_t, std::int32_t>>& days) {
  if (!days) return nullptr;
  constexpr std::int64_t kDaySeconds = 86'400;
  constexpr std::size_t kDateBytes = 10;
  const std::string first = wall_clock_text(days->first * kDaySeconds).substr(0, kDateBytes);
  const std::string last = wall_clock_text(days->second * kDaySeconds).substr(0, kDateBytes);
  return {{"first_day", first}, {"last_day", last}, {"q", fmt::format("trip:\"{} {}\"", first, last)}};
}

}  // namespace

std::string utc_time(std::int64_t milliseconds) {
  return wall_clock_text(milliseconds / 1000) + "Z";
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    unsigned group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k)
      text.push_back(i + k <= bytes.size() ? kDigits[group >> (18 - 6 * k) & 63U] : '=');
  }
  return text;
}

std::string picture_address(PhotoId photo, std::string_view what, const std::optional<PixelHash>& pixels) {
  return fmt::format("/api/photos/{}/{}?v={}", photo.value, what, pixels ? pixels->hash.hex().substr(0, 16) : "0");
}

bool is_shown_by_browsers(std::string_view format) {
  for (const std::string_view shown : {"jpeg", "png", "webp", "gif", "bmp", "avif"}) {
    if (format == shown) return true;
  }
  return false;
}

std::string_view type_of_format(std::string_view format) {
  struct Row {
    std::string_view format;
    std::string_view type;
  };
  constexpr std::array kTypes = {Row{"jpeg", "image/jpeg"}, Row{"png", "image/png"},   Row{"webp", "image/webp"},
                                 Row{"gif", "image/gif"},   Row{"bmp", "image/bmp"},   Row{"avif", "image/avif"},
                                 Row{"tiff", "image/tiff"}, Row{"heic", "image/heic"}, Row{"jxl", "image/jxl"}};
  for (const Row& row : kTypes) {
    if (row.format == format) return row.type;
  }
  return "application/octet-stream";
}

Json tile_json(const store::Tile& tile) {
  return {{"photo_id", tile.id.value},
          {"width", tile.width},
          {"height", tile.height},
          {"thumbhash", tile.thumbhash.empty() ? Json(nullptr) : Json(base64(tile.thumbhash))},
          {"thumbnail", tile.present ? Json(picture_address(tile.id, "thumbnail", tile.pixels)) : Json(nullptr)},
          {"taken_at", tile.taken ? Json(search::iso_time(*tile.taken, {})) : Json(nullptr)},
          {"favourite", tile.favourite}};
}

Json job_json(const engine::Job& job, bool chinese) {
  Json json = {{"revision", job.revision},
               {"state", state_name(job.state)},
               {"kind", kind_json(job.kind)},
               {"stage", job.stage},
               {"done", job.progress.done},
               {"total", job.progress.total},
               {"total_is_final", job.progress.total_is_final},
               {"skipped", job.progress.skipped},
               {"per_second", job.progress.per_second},
               {"seconds_left", job.progress.seconds_left < 0 ? Json(nullptr) : Json(job.progress.seconds_left)},
               {"error", job.error ? error_json(*job.error, chinese) : Json(nullptr)},
               {"notes", list_of(job.notes)}};
  if (job.summary) json["summary"] = summary_json(*job.summary);
  return json;
}

Json photo_json(const engine::PhotoDetail& photo, const std::optional<std::string>& place,
                const std::vector<std::string>& people) {
  const store::PhotoView& view = photo.view;
  const auto& facts = photo.facts;
  const bool readable = view.present && !view.paths.empty();
  Json json = tile_json(photo.tile);
  json.update(
      {{"path", readable ? Json(printable(view.paths.front())) : Json(nullptr)},
       {"paths", list_of(view.paths)},
       {"present", view.present},
       {"format", view.format},
       {"bytes", view.size_bytes},
       {"version", view.version},
       {"hidden", photo.hidden},
       {"taken", taken_json(view.taken)},
       {"place", or_null(place)},
       {"position", position_json(view.gps)},
       {"camera", camera_json(photo)},
       {"title", printable(first_said(facts, &image::Metadata::title))},
       {"description", printable(first_said(facts, &image::Metadata::description))},
       {"keywords", list_of(first_said(facts, &image::Metadata::keywords))},
       {"rating", or_null(first_said(facts, &image::Metadata::rating))},
       {"people", list_of(people)},
       {"albums", photo.albums},
       {"trip", trip_json(photo.trip_days)},
       {"neighbours", {{"newer", id_or_null(photo.neighbours.newer)}, {"older", id_or_null(photo.neighbours.older)}}},
       {"original", readable ? Json(fmt::format("/api/photos/{}/original", view.id.value)) : Json(nullptr)},
       {"preview", readable ? Json(picture_address(view.id, "preview", view.pixel_hash)) : Json(nullptr)},
       {"shown_by_browsers", is_shown_by_browsers(view.format)}});
  return json;
}

Json root_json(const engine::RootStatus& root) {
  return {{"root_id", root.root.id.value},
          {"path", printable(root.root.path)},
          {"available", root.root.available},
          {"photos", root.counts.photos},
          {"files", root.counts.files},
          {"missing", root.counts.missing},
          {"ignored", root.counts.ignored},
          {"bytes", root.counts.size_bytes},
          {"skipped", root.counts.skipped},
          {"scanned_at", root.root.scanned_at_ms ? Json(utc_time(*root.root.scanned_at_ms)) : Json(nullptr)}};
}

Json status_json(const engine::LibraryStatus& status, bool chinese) {
  Json roots = Json::array();
  Json skipped = Json::array();
  for (const engine::RootStatus& root : status.roots) {
    roots.push_back(root_json(root));
    for (const store::SkippedFile& file : root.skipped) {
      skipped.push_back({{"path", printable(file.path)},
                         {"code", to_string(file.code)},
                         {"error", error_json({file.code, file.message, ""}, chinese)}});
    }
  }
  Json spaces = Json::array();
  for (const store::Space& space : status.spaces) {
    spaces.push_back({{"space", space.id.value},
                      {"model", printable(space.model.empty() ? engine::imported_name(space.id) : space.model)},
                      {"dimension", space.dimension},
                      {"active", space.active},
                      {"embeddings", space.embeddings}});
  }
  return {{"photos", status.photos}, {"roots", roots}, {"skipped_files", skipped}, {"spaces", spaces}};
}

Json model_json(const engine::InstalledModel& model, bool is_active, bool chinese) {
  const auto& bundle = model.bundle;
  return {{"name", printable(model.name)},
          {"folder", printable(model.folder)},
          {"embedded", model.embedded},
          {"active", is_active},
          {"space", bundle ? Json(bundle->space.value) : Json(nullptr)},
          {"dimension", bundle ? Json(bundle->dimension) : Json(nullptr)},
          {"licence", bundle ? Json(bundle->licence) : Json(nullptr)},
          {"languages", bundle ? Json(bundle->languages) : Json::array()},
          {"problem", bundle ? Json(nullptr) : error_json(bundle.error(), chinese)}};
}

Json album_json(const store::Album& album, const Json& cover) {
  return {{"album_id", album.id},
          {"name", album.name},
          {"count", album.count},
          {"cover", cover},
          {"created_at", utc_time(album.created_at_ms)}};
}

Json saved_search_json(const store::SavedSearch& search) {
  return {{"search_id", search.id},
          {"name", search.name},
          {"q", search.words},
          {"created_at", utc_time(search.created_at_ms)}};
}

}  // namespace shoebox::server
