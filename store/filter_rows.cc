#include "store/filter_rows.h"

#include "store/connection.h"

namespace shoebox::store {

namespace {

// Marks are corrections (store/mark_repository.h); SQLite makes each list once a query.
constexpr const char* kChanged =
    "SELECT slot, present AND id NOT IN (SELECT photo_id FROM correction WHERE field = 'hidden'), taken_local, "
    "taken_precision, taken_is_utc, latitude, longitude, make, model, width, height, rating, lens, "
    "favourite OR id IN (SELECT photo_id FROM correction WHERE field = 'favourite'), kind, place_country, "
    "place_region, place_city FROM photo WHERE commit_seq > ? ORDER BY slot";

Slot slot_at(const Statement& row, int column) {
  return Slot{static_cast<std::uint32_t>(row.integer(column))};
}

PhotoFilterRow row_from(const Statement& row) {
  PhotoFilterRow to;
  to.slot = slot_at(row, 0);
  to.present = row.integer(1) != 0;
  to.taken_local = row.text(2);
  to.precision = static_cast<image::TimePrecision>(row.integer(3));
  to.taken_is_utc = row.integer(4) != 0;
  to.latitude = row.optional_real(5);
  to.longitude = row.optional_real(6);
  to.make = row.text(7);
  to.model = row.text(8);
  to.width = static_cast<int>(row.integer(9));
  to.height = static_cast<int>(row.integer(10));
  to.rating = static_cast<int>(row.integer(11));
  to.lens = row.text(12);
  to.favourite = row.integer(13) != 0;
  to.traits = static_cast<std::uint32_t>(row.integer(14));
  to.country = static_cast<std::uint32_t>(row.integer(15));
  to.region = static_cast<std::uint32_t>(row.integer(16));
  to.city = static_cast<std::uint32_t>(row.integer(17));
  return to;
}

}  // namespace

Result<CommitSequence> FilterRows::visit_since(CommitSequence after, const Visitor& visitor) {
  Connection& connection = database_.connection();
  Snapshot snapshot(connection);
  TRY(snapshot.begin());
  const CommitSequence as_of = TRY(database_.last_commit());
  auto removed = TRY(connection.query("SELECT slot FROM photo_removed WHERE commit_seq > ?", after.value));
  while (TRY(removed.step())) visitor.gone(slot_at(removed, 0));
  auto rows = TRY(connection.query(kChanged, after.value));
  while (TRY(rows.step())) visitor.changed(row_from(rows));
  return as_of;
}

Result<std::vector<PhotoPersonRow>> FilterRows::people() {
  std::vector<PhotoPersonRow> people;
  auto rows = TRY(
      database_.connection().query("SELECT DISTINCT p.slot, ifnull(person.merged_into, person.id) FROM photo_person pp "
                                   "JOIN photo p ON p.id = pp.photo_id JOIN person ON person.id = pp.person_id "
                                   "ORDER BY 1, 2"));
  while (TRY(rows.step())) people.push_back({slot_at(rows, 0), rows.integer(1)});
  return people;
}

Result<std::map<std::int64_t, std::string>> FilterRows::names() {
  std::map<std::int64_t, std::string> names;
  auto rows = TRY(database_.connection().query("SELECT id, name FROM person"));
  while (TRY(rows.step())) names.emplace(rows.integer(0), rows.text(1));
  return names;
}

Result<std::vector<PersonName>> FilterRows::called() {
  std::vector<PersonName> called;
  auto rows = TRY(
      database_.connection().query("SELECT ifnull(p.merged_into, p.id), n.name, ifnull(w.birthday, p.birthday) FROM "
                                   "(SELECT id, name FROM person UNION SELECT person_id, alias FROM person_alias) n "
                                   "JOIN person p ON p.id = n.id LEFT JOIN person w ON w.id = p.merged_into "
                                   "ORDER BY 1, 2"));
  while (TRY(rows.step())) called.push_back({rows.integer(0), std::string(rows.text(1)), rows.optional_int(2)});
  return called;
}

Result<std::vector<PlaceRow>> FilterRows::places() {
  std::vector<PlaceRow> places;
  auto rows =
      TRY(database_.connection().query("SELECT DISTINCT ifnull(place_country, 0), ifnull(place_region, 0), "
                                       "ifnull(place_city, 0), round(latitude * 20) / 20, round(longitude * 20) / 20 "
                                       "FROM photo WHERE place_country IS NOT NULL AND latitude IS NOT NULL"));
  while (TRY(rows.step())) {
    const auto number = [&](int column) { return static_cast<std::uint32_t>(rows.integer(column)); };
    places.push_back({number(0), number(1), number(2), rows.real(3), rows.real(4)});
  }
  return places;
}

Result<bool> FilterRows::has_faces() {
  return TRY(database_.connection().number("SELECT EXISTS(SELECT 1 FROM face)")) != 0;
}

Result<std::vector<GroupRow>> FilterRows::groups() {
  std::vector<GroupRow> groups;
  auto rows =
      TRY(database_.connection().query("SELECT m.group_id, p.slot, m.rank FROM photo_group_member m JOIN photo p ON "
                                       "p.id = m.photo_id ORDER BY m.group_id, m.rank, p.slot"));
  while (TRY(rows.step())) groups.push_back({rows.integer(0), slot_at(rows, 1), static_cast<int>(rows.integer(2))});
  return groups;
}

}  // namespace shoebox::store
