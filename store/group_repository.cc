#include "store/group_repository.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "store/connection.h"

namespace shoebox::store {

namespace {

constexpr const char* kGroupCandidates =
    "SELECT p.id, f.folder_id, f.name, p.kind, p.taken_local, (SELECT m.burst_id FROM metadata m WHERE m.file_id = "
    "f.id "
    "AND m.burst_id IS NOT NULL ORDER BY m.source LIMIT 1), p.width, p.height, p.rating, p.favourite, ifnull(p.make, "
    "'') || ' ' || ifnull(p.model, '') "
    "FROM photo p JOIN file f ON f.id = (SELECT id FROM file WHERE photo_id = p.id ORDER BY present DESC, id LIMIT 1) "
    "WHERE p.present = 1 ORDER BY p.id";

constexpr const char* kTripCandidates =
    "SELECT id, taken_local, latitude, longitude, ifnull(place_country, 0), ifnull(place_region, 0), "
    "ifnull(place_city, "
    "0) FROM photo WHERE present = 1 AND length(taken_local) >= 10 ORDER BY taken_local, id";

/// What is there of one kind, by its members in their order.
Result<std::map<std::vector<PhotoId>, std::int64_t>> groups_now(Connection& connection, const std::string& kind) {
  std::map<std::int64_t, std::vector<PhotoId>> members;
  auto rows =
      TRY(connection.query("SELECT g.id, m.photo_id FROM photo_group g LEFT JOIN photo_group_member m ON "
                           "m.group_id = g.id WHERE g.kind = ? ORDER BY g.id, m.rank, m.photo_id",
                           kind));
  while (TRY(rows.step())) {
    auto& photos = members[rows.integer(0)];
    if (!rows.is_null(1)) photos.push_back(PhotoId{rows.integer(1)});
  }
  std::map<std::vector<PhotoId>, std::int64_t> groups;
  for (auto& [id, photos] : members) groups.emplace(std::move(photos), id);
  return groups;
}

Result<void> add_group(Connection& connection, const PhotoGroup& group, CommitSequence sequence) {
  TRY(connection.run("INSERT INTO photo_group(kind, commit_seq) VALUES(?, ?)", group.kind, sequence.value));
  const std::int64_t id = connection.last_insert_id();
  int rank = 0;
  for (const PhotoId photo : group.photos) {
    TRY(connection.run("INSERT INTO photo_group_member(group_id, photo_id, rank) VALUES(?, ?, ?)", id, photo.value,
                       rank++));
  }
  return {};
}

Result<std::map<PhotoId, std::int64_t>> trips_of_photos(Connection& connection) {
  std::map<PhotoId, std::int64_t> trips;
  auto rows = TRY(connection.query("SELECT id, trip_id FROM photo WHERE trip_id IS NOT NULL"));
  while (TRY(rows.step())) trips.emplace(PhotoId{rows.integer(0)}, rows.integer(1));
  return trips;
}

/// The trip that most of these photos were on and that nobody has taken yet; else a new number.
std::int64_t number_of_trip(const Trip& trip, const std::map<PhotoId, std::int64_t>& before,
                            std::set<std::int64_t>& used, std::int64_t& next) {
  std::map<std::int64_t, int> votes;
  for (const PhotoId photo : trip.photos)
    if (const auto found = before.find(photo); found != before.end() && !used.contains(found->second))
      ++votes[found->second];
  const auto most = std::ranges::max_element(votes, {}, [](const auto& vote) { return vote.second; });
  const std::int64_t number = most != votes.end() ? most->first : next++;
  used.insert(number);
  return number;
}

Result<void> set_trip_of(Connection& connection, PhotoId photo, std::optional<std::int64_t> trip,
                         CommitSequence sequence) {
  return connection.run("UPDATE photo SET trip_id = ?, commit_seq = ? WHERE id = ?", trip, sequence.value, photo.value);
}

Result<std::string> state_now(Database& database, int rules_version) {
  const CommitSequence commit = TRY(database.last_commit());
  return fmt::format("{}:{}", rules_version, commit.value);
}

}  // namespace

Result<bool> GroupRepository::are_outdated(int rules_version) {
  const std::string now = TRY(state_now(database_, rules_version));
  return TRY(database_.connection().number("SELECT EXISTS(SELECT 1 FROM setting WHERE key = 'grouped' AND value = ?)",
                                           now)) == 0;
}

Result<void> GroupRepository::set_current(Transaction& transaction, int rules_version) {
  TRY(transaction.require_open());
  const std::string now = TRY(state_now(database_, rules_version));
  return database_.connection().run("INSERT OR REPLACE INTO setting(key, value) VALUES('grouped', ?)", now);
}

Result<std::vector<GroupCandidate>> GroupRepository::group_candidates() {
  std::vector<GroupCandidate> candidates;
  auto rows = TRY(database_.connection().query(kGroupCandidates));
  while (TRY(rows.step())) {
    GroupCandidate candidate;
    candidate.photo = PhotoId{rows.integer(0)};
    candidate.folder = rows.integer(1);
    candidate.name = rows.text(2);
    candidate.traits = static_cast<std::uint32_t>(rows.integer(3));
    candidate.taken_local = rows.text(4);
    candidate.burst_id = rows.text(5);
    candidate.pixels = rows.integer(6) * rows.integer(7);
    candidate.rating = static_cast<int>(rows.integer(8));
    candidate.favourite = rows.integer(9) != 0;
    candidate.camera = rows.text(10);
    candidates.push_back(std::move(candidate));
  }
  return candidates;
}

Result<void> GroupRepository::set_groups(Transaction& transaction, std::span<const std::string> kinds,
                                         std::span<const PhotoGroup> groups) {
  TRY(transaction.require_open());
  Connection& connection = database_.connection();
  for (const std::string& kind : kinds) {
    auto before = TRY(groups_now(connection, kind));
    for (const PhotoGroup& group : groups) {
      if (group.kind != kind || before.erase(group.photos) > 0) continue;
      const CommitSequence sequence = TRY(transaction.sequence());
      TRY(add_group(connection, group, sequence));
    }
    if (before.empty()) continue;
    TRY(transaction.sequence());  // so that who follows commits sees that groups went
    for (const auto& [photos, id] : before) TRY(connection.run("DELETE FROM photo_group WHERE id = ?", id));
  }
  return {};
}

Result<std::vector<TripCandidate>> GroupRepository::trip_candidates() {
  std::vector<TripCandidate> candidates;
  auto rows = TRY(database_.connection().query(kTripCandidates));
  while (TRY(rows.step())) {
    TripCandidate candidate;
    candidate.photo = PhotoId{rows.integer(0)};
    candidate.taken_local = rows.text(1);
    if (!rows.is_null(2) && !rows.is_null(3))
      candidate.gps = image::GpsPosition{rows.real(2), rows.real(3), std::nullopt};
    candidate.location = {static_cast<std::uint32_t>(rows.integer(4)), static_cast<std::uint32_t>(rows.integer(5)),
                          static_cast<std::uint32_t>(rows.integer(6))};
    candidates.push_back(std::move(candidate));
  }
  return candidates;
}

Result<std::vector<GroupRepository::NumberedTrip>> GroupRepository::trips() {
  std::vector<NumberedTrip> trips;
  auto rows =
      TRY(database_.connection().query("SELECT id, first_day, last_day, country, region, city, latitude, longitude, "
                                       "photos FROM trip ORDER BY first_day, "
                                       "id"));
  while (TRY(rows.step())) {
    NumberedTrip numbered;
    numbered.id = rows.integer(0);
    numbered.trip.first_day = static_cast<std::int32_t>(rows.integer(1));
    numbered.trip.last_day = static_cast<std::int32_t>(rows.integer(2));
    numbered.trip.location = {static_cast<std::uint32_t>(rows.integer(3)), static_cast<std::uint32_t>(rows.integer(4)),
                              static_cast<std::uint32_t>(rows.integer(5))};
    numbered.trip.latitude = rows.real(6);
    numbered.trip.longitude = rows.real(7);
    numbered.photo_count = rows.integer(8);
    trips.push_back(std::move(numbered));
  }
  return trips;
}

Result<std::optional<std::pair<std::int32_t, std::int32_t>>> GroupRepository::days_of_trip(PhotoId photo) {
  auto rows = TRY(database_.connection().query(
      "SELECT first_day, last_day FROM trip JOIN photo ON photo.trip_id = trip.id WHERE photo.id = ?", photo.value));
  if (!TRY(rows.step())) return std::nullopt;
  return std::pair(static_cast<std::int32_t>(rows.integer(0)), static_cast<std::int32_t>(rows.integer(1)));
}

Result<std::vector<Slot>> GroupRepository::slots_of_trip(std::int64_t id) {
  std::vector<Slot> slots;
  auto rows =
      TRY(database_.connection().query("SELECT slot FROM photo WHERE trip_id = ? ORDER BY taken_local, id", id));
  while (TRY(rows.step())) slots.push_back(Slot{static_cast<std::uint32_t>(rows.integer(0))});
  return slots;
}

Result<void> GroupRepository::set_trips(Transaction& transaction, std::span<const Trip> trips) {
  TRY(transaction.require_open());
  Connection& connection = database_.connection();
  std::map<PhotoId, std::int64_t> before = TRY(trips_of_photos(connection));
  std::set<std::int64_t> used;
  std::int64_t next = TRY(connection.number("SELECT ifnull(max(id), 0) + 1 FROM trip"));
  TRY(connection.run("DELETE FROM trip"));
  std::map<PhotoId, std::int64_t> after;
  for (const Trip& trip : trips) {
    const std::int64_t id = number_of_trip(trip, before, used, next);
    TRY(
        connection.run("INSERT INTO trip(id, first_day, last_day, country, region, city, latitude, longitude, photos) "
                       "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
                       id, trip.first_day, trip.last_day, trip.location.country, trip.location.region,
                       trip.location.city, trip.latitude, trip.longitude, trip.photos.size()));
    for (const PhotoId photo : trip.photos) after.emplace(photo, id);
  }
  for (const auto& [photo, trip] : after) {
    const auto was = before.extract(photo);
    if (!was.empty() && was.mapped() == trip) continue;
    const CommitSequence sequence = TRY(transaction.sequence());
    TRY(set_trip_of(connection, photo, trip, sequence));
  }
  for (const auto& [photo, trip] : before) {
    const CommitSequence sequence = TRY(transaction.sequence());
    TRY(set_trip_of(connection, photo, std::nullopt, sequence));
  }
  return {};
}

}  // namespace shoebox::store
