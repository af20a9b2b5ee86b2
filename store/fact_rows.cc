#include "store/fact_rows.h"

#include <nlohmann/json.hpp>

#include "store/correction_rows.h"
#include "store/person_rows.h"
#include "store/photo_traits.h"

namespace shoebox::store {

namespace {

using nlohmann::json;

/// Empty texts are NULL: a source that says nothing must not stand before one that does.
std::optional<std::string> or_null(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

std::optional<std::string> json_list(const std::vector<std::string>& texts) {
  if (texts.empty()) return std::nullopt;
  return json(texts).dump(-1, ' ', false, json::error_handler_t::replace);
}

std::vector<std::string> list_from_json(std::string_view text) {
  const json list = json::parse(text, nullptr, false);
  std::vector<std::string> texts;
  if (!list.is_array()) return texts;
  for (const json& item : list) {
    if (item.is_string()) texts.push_back(item.get<std::string>());
  }
  return texts;
}

// The order of the columns that photo and metadata share; both INSERTs and facts_from_row follow it.
std::optional<std::string> taken_text(const Facts& facts, std::string image::TakenTime::*part) {
  if (!facts.metadata.taken) return std::nullopt;
  return (*facts.metadata.taken).*part;
}

std::optional<int> taken_precision(const Facts& facts) {
  if (!facts.metadata.taken) return std::nullopt;
  return static_cast<int>(facts.metadata.taken->precision);
}

std::optional<int> taken_offset(const Facts& facts) {
  return facts.metadata.taken ? facts.metadata.taken->offset_minutes : std::nullopt;
}

std::optional<int> taken_is_utc(const Facts& facts) {
  if (!facts.metadata.taken) return std::nullopt;
  return facts.taken_is_utc ? 1 : 0;
}

std::optional<double> gps_part(const Facts& facts, double image::GpsPosition::*part) {
  if (!facts.metadata.gps) return std::nullopt;
  return (*facts.metadata.gps).*part;
}

std::optional<double> altitude(const Facts& facts) {
  return facts.metadata.gps ? facts.metadata.gps->altitude_metres : std::nullopt;
}

constexpr const char* kPhotoFacts =
    "SELECT m.source, m.taken_local, m.taken_precision, m.taken_offset, m.taken_is_utc, m.taken_source, m.latitude, "
    "m.longitude, m.altitude, m.make, m.model, m.lens, m.software, m.exposure_seconds, m.f_number, m.focal_length_mm, "
    "m.iso, m.rating, m.title, m.description, m.keywords, m.people, m.live_photo_id, m.traits, m.burst_id, m.favourite "
    "FROM file f JOIN metadata m ON m.file_id = f.id WHERE f.photo_id = ?1 AND (f.present = 1 OR NOT EXISTS(SELECT 1 "
    "FROM "
    "file other WHERE other.photo_id = ?1 AND other.present = 1)) ORDER BY m.source, f.id";

constexpr const char* kEmbeddedFacts =
    "SELECT m.source, m.taken_local, m.taken_precision, m.taken_offset, m.taken_is_utc, m.taken_source, m.latitude, "
    "m.longitude, m.altitude, m.make, m.model, m.lens, m.software, m.exposure_seconds, m.f_number, m.focal_length_mm, "
    "m.iso, m.rating, m.title, m.description, m.keywords, m.people, m.live_photo_id, m.traits, m.burst_id, m.favourite "
    "FROM metadata m WHERE m.file_id = ? AND m.source = ?";

image::TakenTime taken_from_row(const Statement& row) {
  image::TakenTime taken;
  taken.local = row.text(1);
  taken.precision = static_cast<image::TimePrecision>(row.integer(2));
  taken.offset_minutes = row.optional_int(3);
  taken.source = row.text(5);
  return taken;
}

/// A row of kPhotoFacts or kEmbeddedFacts.
Facts facts_from_row(const Statement& row) {
  Facts facts;
  facts.source = static_cast<FactSource>(row.integer(0));
  facts.taken_is_utc = row.integer(4) != 0;
  image::Metadata& metadata = facts.metadata;
  if (!row.is_null(1)) metadata.taken = taken_from_row(row);
  if (!row.is_null(6)) metadata.gps = image::GpsPosition{row.real(6), row.real(7), row.optional_real(8)};
  metadata.make = row.text(9);
  metadata.model = row.text(10);
  metadata.lens = row.text(11);
  metadata.software = row.text(12);
  metadata.exposure_seconds = row.optional_real(13);
  metadata.f_number = row.optional_real(14);
  metadata.focal_length_mm = row.optional_real(15);
  metadata.iso = row.optional_int(16);
  metadata.rating = row.optional_int(17);
  metadata.title = row.text(18);
  metadata.description = row.text(19);
  metadata.keywords = list_from_json(row.text(20));
  metadata.people = list_from_json(row.text(21));
  metadata.live_photo_id = row.text(22);
  metadata.traits = static_cast<std::uint32_t>(row.integer(23));
  metadata.burst_id = row.text(24);
  metadata.favourite = row.integer(25) != 0;
  return facts;
}

/// The file that a result shows first, as far as the photo's columns need it.
struct FirstFile {
  std::optional<std::string> format;
  std::optional<int> width;
  std::optional<int> height;
};

Result<FirstFile> first_file(Connection& connection, PhotoId photo) {
  auto row = TRY(connection.query(
      "SELECT format, width, height FROM file WHERE photo_id = ? ORDER BY present DESC, id LIMIT 1", photo.value));
  if (!TRY(row.step())) return FirstFile{};
  return FirstFile{std::string(row.text(0)), row.optional_int(1), row.optional_int(2)};
}

Result<bool> has_live_video(Connection& connection, PhotoId photo) {
  return TRY(connection.number("SELECT EXISTS(SELECT 1 FROM file f JOIN companion c ON c.file_id = f.id WHERE "
                               "f.photo_id = ? AND c.kind = ?)",
                               photo.value, static_cast<int>(CompanionKind::kLiveVideo))) != 0;
}

}  // namespace

Result<void> put_facts(Connection& connection, FileId file, const Facts& facts) {
  const image::Metadata& m = facts.metadata;
  return connection.run(
      "INSERT OR REPLACE INTO metadata(file_id, source, taken_local, taken_precision, taken_offset, taken_is_utc, "
      "taken_source, latitude, longitude, altitude, make, model, lens, software, exposure_seconds, f_number, "
      "focal_length_mm, iso, rating, title, description, keywords, people, live_photo_id, traits, burst_id, favourite) "
      "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      file.value, static_cast<int>(facts.source), taken_text(facts, &image::TakenTime::local), taken_precision(facts),
      taken_offset(facts), taken_is_utc(facts), taken_text(facts, &image::TakenTime::source),
      gps_part(facts, &image::GpsPosition::latitude), gps_part(facts, &image::GpsPosition::longitude), altitude(facts),
      or_null(m.make), or_null(m.model), or_null(m.lens), or_null(m.software), m.exposure_seconds, m.f_number,
      m.focal_length_mm, m.iso, m.rating, or_null(m.title), or_null(m.description), json_list(m.keywords),
      json_list(m.people), or_null(m.live_photo_id), m.traits, or_null(m.burst_id), m.favourite ? 1 : 0);
}

Result<void> remove_outer_facts(Connection& connection, FileId file) {
  return connection.run("DELETE FROM metadata WHERE file_id = ? AND source <> ?", file.value,
                        static_cast<int>(FactSource::kEmbedded));
}

Result<std::optional<Facts>> embedded_facts(Connection& connection, FileId file) {
  auto row = TRY(connection.query(kEmbeddedFacts, file.value, static_cast<int>(FactSource::kEmbedded)));
  if (!TRY(row.step())) return std::nullopt;
  return facts_from_row(row);
}

Result<std::vector<Facts>> photo_facts(Connection& connection, PhotoId photo) {
  std::vector<Facts> facts;
  auto row = TRY(connection.query(kPhotoFacts, photo.value));
  while (TRY(row.step())) facts.push_back(facts_from_row(row));
  return facts;
}

Facts merge_facts(std::span<const Facts> by_precedence) {
  Facts merged;
  image::Metadata& to = merged.metadata;
  for (const Facts& facts : by_precedence) {
    const image::Metadata& from = facts.metadata;
    if (!to.taken && from.taken) {
      to.taken = from.taken;
      merged.taken_is_utc = facts.taken_is_utc;
    }
    if (!to.gps) to.gps = from.gps;
    if (to.make.empty() && to.model.empty()) {
      to.make = from.make;
      to.model = from.model;
    }
    if (to.lens.empty()) to.lens = from.lens;
    if (!to.rating) to.rating = from.rating;
    to.traits |= from.traits;
    to.favourite = to.favourite || from.favourite;
    to.people.insert(to.people.end(), from.people.begin(), from.people.end());
  }
  return merged;
}

Result<void> refresh_photo(Connection& connection, PhotoId photo, CommitSequence sequence) {
  Facts merged = merge_facts(TRY(photo_facts(connection, photo)));
  const FirstFile file = TRY(first_file(connection, photo));
  const Corrections corrections = TRY(find_corrections(connection, photo));
  correct(corrections, merged);
  TRY(set_file_people(connection, photo, merged.metadata.people));
  const image::Metadata& m = merged.metadata;
  const std::uint32_t kind = photo_traits({m.traits, m.make, m.model, file.format.value_or(""), file.width.value_or(0),
                                           file.height.value_or(0), TRY(has_live_video(connection, photo))});
  // Without a place or a zone there is nothing to look up.
  const bool stale = m.gps.has_value() || (m.taken && !corrections.zone.empty());
  return connection.run(
      "UPDATE photo SET commit_seq = ?2, format = ?3, width = ?4, height = ?5, taken_local = ?6, said_local = ?6, "
      "taken_precision = ?7, taken_offset = ?8, said_offset = ?8, taken_is_utc = ?9, said_is_utc = ?9, taken_source = "
      "?10, latitude = ?11, longitude = ?12, altitude = ?13, make = ?14, model = ?15, rating = ?16, lens = ?17, "
      "favourite = ?18, kind = ?19, said_zone = ?20, place_stale = ?21, place_country = NULL, place_region = NULL, "
      "place_city = NULL, present = EXISTS(SELECT 1 FROM file JOIN folder ON folder.id = file.folder_id JOIN root ON "
      "root.id = folder.root_id WHERE file.photo_id = ?1 AND file.present = 1 AND root.available = 1) OR "
      // Of an imported vector nobody knows whether its file is there: it is found until a file of it says otherwise.
      "(EXISTS(SELECT 1 FROM imported_path WHERE photo_id = ?1) AND NOT EXISTS(SELECT 1 FROM file WHERE photo_id = "
      "?1)) "
      "WHERE id = ?1",
      photo.value, sequence.value, file.format, file.width, file.height, taken_text(merged, &image::TakenTime::local),
      taken_precision(merged), taken_offset(merged), taken_is_utc(merged),
      taken_text(merged, &image::TakenTime::source), gps_part(merged, &image::GpsPosition::latitude),
      gps_part(merged, &image::GpsPosition::longitude), altitude(merged), or_null(m.make), or_null(m.model), m.rating,
      or_null(m.lens), m.favourite ? 1 : 0, kind, or_null(corrections.zone), stale ? 1 : 0);
}

}  // namespace shoebox::store
