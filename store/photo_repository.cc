#include "store/photo_repository.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "store/connection.h"
#include "store/fact_rows.h"
#include "store/places.h"

namespace shoebox::store {

namespace {

constexpr std::size_t kSlotsPerQuery = 4096;

// Slots go in as one JSON array, so that a page of results is one query; a row a file, files of a photo together. Files
// that are gone are left out, unless the photo has no other.
constexpr const char* kViews =
    "SELECT j.key, p.id, p.slot, p.present, p.version, p.width, p.height, p.format, p.taken_local, p.taken_precision, "
    "p.taken_offset, p.taken_is_utc, p.taken_source, p.latitude, p.longitude, p.altitude, p.make, p.model, "
    "root.path, folder.path, f.name, f.size, p.pixel_hash, i.path FROM json_each(?) j CROSS JOIN photo p ON p.slot = "
    "j.value "
    "LEFT JOIN file f ON f.photo_id = p.id AND (f.present OR NOT p.present) LEFT JOIN folder ON folder.id = "
    "f.folder_id "
    "LEFT JOIN root ON root.id = folder.root_id LEFT JOIN imported_path i ON i.photo_id = p.id "
    "ORDER BY j.key, f.present AND root.available DESC, f.id";

std::optional<PhotoTime> time_from_row(const Statement& row) {
  if (row.is_null(8)) return std::nullopt;
  PhotoTime time;
  time.taken.local = row.text(8);
  time.taken.precision = static_cast<image::TimePrecision>(row.integer(9));
  time.taken.offset_minutes = row.optional_int(10);
  time.is_utc = row.integer(11) != 0;
  time.taken.source = row.text(12);
  return time;
}

/// A row of kViews without its file.
PhotoView view_from_row(const Statement& row) {
  PhotoView view;
  view.id = PhotoId{row.integer(1)};
  view.slot = Slot{static_cast<std::uint32_t>(row.integer(2))};
  view.present = row.integer(3) != 0;
  view.version = static_cast<int>(row.integer(4));
  view.width = static_cast<int>(row.integer(5));
  view.height = static_cast<int>(row.integer(6));
  view.format = row.text(7);
  view.taken = time_from_row(row);
  if (!row.is_null(13)) view.gps = image::GpsPosition{row.real(13), row.real(14), row.optional_real(15)};
  view.make = row.text(16);
  view.model = row.text(17);
  if (!row.is_null(22)) view.pixel_hash = PixelHash{row.hash(22)};
  return view;
}

Result<void> add_views(Connection& connection, std::span<const Slot> slots, std::vector<PhotoView>& views) {
  nlohmann::json numbers = nlohmann::json::array();
  for (const Slot slot : slots) numbers.push_back(slot.value);
  auto rows = TRY(connection.query(kViews, numbers.dump()));
  std::int64_t last_key = -1;
  while (TRY(rows.step())) {
    if (rows.integer(0) != last_key) views.push_back(view_from_row(rows));
    last_key = rows.integer(0);
    if (rows.is_null(20)) {
      if (!rows.is_null(23)) views.back().paths.emplace_back(rows.text(23));
      continue;
    }
    if (views.back().paths.empty()) views.back().size_bytes = rows.integer(21);
    views.back().paths.push_back(absolute_from(absolute_from(rows.text(18), rows.text(19)), rows.text(20)));
  }
  return {};
}

constexpr const char* kFilterRows =
    "SELECT slot, id, present, taken_local, taken_precision, taken_offset, taken_is_utc, latitude, longitude, make, "
    "model, format, rating FROM photo WHERE commit_seq > ? ORDER BY slot";

/// Reuses the strings of `to`: one row after the other costs no allocation.
void filter_row_from(const Statement& row, FilterRow& to) {
  to.slot = Slot{static_cast<std::uint32_t>(row.integer(0))};
  to.id = PhotoId{row.integer(1)};
  to.present = row.integer(2) != 0;
  to.taken_local = row.text(3);
  to.precision = static_cast<image::TimePrecision>(row.integer(4));
  to.offset_minutes = row.optional_int(5);
  to.taken_is_utc = row.integer(6) != 0;
  to.latitude = row.optional_real(7);
  to.longitude = row.optional_real(8);
  to.make = row.text(9);
  to.model = row.text(10);
  to.format = row.text(11);
  to.rating = static_cast<int>(row.integer(12));
}

}  // namespace

Result<std::vector<PhotoView>> PhotoRepository::find_by_slots(std::span<const Slot> slots) {
  Snapshot snapshot(database_.connection());
  TRY(snapshot.begin());
  std::vector<PhotoView> views;
  views.reserve(slots.size());
  while (!slots.empty()) {
    const std::size_t count = std::min(slots.size(), kSlotsPerQuery);
    TRY(add_views(database_.connection(), slots.first(count), views));
    slots = slots.subspan(count);
  }
  return views;
}

Result<std::optional<PhotoView>> PhotoRepository::find(PhotoId id) {
  auto row = TRY(database_.connection().query("SELECT slot FROM photo WHERE id = ?", id.value));
  if (!TRY(row.step())) return std::nullopt;
  const Slot slot{static_cast<std::uint32_t>(row.integer(0))};
  std::vector<PhotoView> views = TRY(find_by_slots({&slot, 1}));
  if (views.empty()) return std::nullopt;
  return std::move(views.front());
}

Result<std::uint32_t> PhotoRepository::slot_count() {
  return static_cast<std::uint32_t>(
      TRY(database_.connection().number("SELECT value FROM counter WHERE name = 'slot'")));
}

Result<std::vector<Slot>> PhotoRepository::present_slots() {
  std::vector<Slot> slots;
  auto rows = TRY(database_.connection().query("SELECT slot FROM photo WHERE present = 1 ORDER BY slot"));
  while (TRY(rows.step())) slots.push_back(Slot{static_cast<std::uint32_t>(rows.integer(0))});
  return slots;
}

Result<CommitSequence> PhotoRepository::visit_since(CommitSequence after,
                                                    const std::function<void(const FilterRow&)>& changed,
                                                    const std::function<void(Slot)>& gone) {
  Connection& connection = database_.connection();
  Snapshot snapshot(connection);
  TRY(snapshot.begin());
  const CommitSequence as_of = TRY(database_.last_commit());
  auto removed = TRY(connection.query("SELECT slot FROM photo_removed WHERE commit_seq > ?", after.value));
  while (TRY(removed.step())) gone(Slot{static_cast<std::uint32_t>(removed.integer(0))});
  auto rows = TRY(connection.query(kFilterRows, after.value));
  FilterRow row;
  while (TRY(rows.step())) {
    filter_row_from(rows, row);
    changed(row);
  }
  return as_of;
}

Result<std::vector<Facts>> PhotoRepository::facts(PhotoId id) {
  return photo_facts(database_.connection(), id);
}

}  // namespace shoebox::store
