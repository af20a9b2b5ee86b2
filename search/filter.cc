#include "search/filter.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "query/cameras.h"
#include "search/day_set.h"

namespace shoebox::search {
namespace {

/// A chip that only widens: of a photo that nothing is known of, nothing is taken away either.
Match nothing_known(std::size_t size) {
  return {index::Bitmap(size), index::Bitmap(size)};
}

/// Asks every slot.
template <typename Ask>
Match match_each(std::size_t size, Ask ask) {
  Match match = nothing_known(size);
  for (std::uint32_t i = 0; i < size; ++i) {
    const Truth truth = ask(i);
    if (truth == Truth::kYes) match.yes.insert(Slot{i});
    if (truth == Truth::kNo) match.no.insert(Slot{i});
  }
  return match;
}

Truth truth_of(bool value) {
  return value ? Truth::kYes : Truth::kNo;
}

Truth both(Truth a, Truth b) {
  if (a == Truth::kNo || b == Truth::kNo) return Truth::kNo;
  return a == Truth::kYes && b == Truth::kYes ? Truth::kYes : Truth::kUnknown;
}

bool in_clock(const query::ClockRange& range, int minute) {
  if (range.from <= range.to) return minute >= range.from && minute < range.to;
  return minute >= range.from || minute < range.to;
}

Truth in_hours(const query::TimeFilter& filter, const WallClock& time) {
  if (filter.hours.empty()) return Truth::kYes;
  if (time.second == kNoClock) return Truth::kUnknown;
  return truth_of(
      std::ranges::any_of(filter.hours, [&](const auto& range) { return in_clock(range, time.second / 60); }));
}

Truth in_moments(const query::TimeFilter& filter, const WallClock& time) {
  if (filter.moments.empty()) return Truth::kYes;
  constexpr std::int64_t kMinutes = 24 * 60;
  const bool has_clock = time.second != kNoClock;
  const std::int64_t begin = time.day * kMinutes + (has_clock ? time.second / 60 : 0);
  const std::int64_t end = has_clock ? begin + 1 : time.day_end * kMinutes;
  const bool touched = std::ranges::any_of(
      filter.moments, [&](const query::MomentRange& range) { return begin < range.to && end > range.from; });
  if (!touched) return Truth::kNo;
  return has_clock ? Truth::kYes : Truth::kUnknown;
}

Match match_time(const query::TimeFilter& filter, const Columns& columns) {
  const DaySet days(filter.ranges, filter.weekdays);
  return match_each(columns.size(), [&](std::uint32_t i) {
    const WallClock& time = columns.time[i];
    if (time.day == kNoDay) return Truth::kUnknown;
    const Truth day = days.covers(time.day, time.day_end);
    if (day == Truth::kNo) return Truth::kNo;
    return both(day, both(in_hours(filter, time), in_moments(filter, time)));
  });
}

/// Along a great circle (haversine).
double great_circle_km(const geo::Point& a, const geo::Point& b) {
  constexpr double kRadians = std::numbers::pi / 180;
  constexpr double kEarthKilometres = 6371.0088;
  const double lat = std::sin((b.latitude - a.latitude) * kRadians / 2);
  const double lon = std::sin((b.longitude - a.longitude) * kRadians / 2);
  const double h = lat * lat + std::cos(a.latitude * kRadians) * std::cos(b.latitude * kRadians) * lon * lon;
  return 2 * kEarthKilometres * std::asin(std::min(1.0, std::sqrt(h)));
}

bool in_area(const query::Area& area, const Columns& columns, std::uint32_t i) {
  if (area.kind != query::AreaKind::kCircle) return geo::lies_in(columns.location[i], area);
  const geo::Point photo{columns.latitude[i], columns.longitude[i]};
  // A degree of latitude is 111 km everywhere: most photos are decided by that.
  constexpr double kKilometresOfDegree = 110;
  if (std::abs(photo.latitude - area.latitude) * kKilometresOfDegree > area.radius_km) return false;
  return great_circle_km(photo, {area.latitude, area.longitude}) <= area.radius_km;
}

Match match_place(const query::PlaceFilter& filter, const Columns& columns) {
  return match_each(columns.size(), [&](std::uint32_t i) {
    if (std::isnan(columns.latitude[i]) && columns.location[i].country == 0) return Truth::kUnknown;
    return truth_of(
        std::ranges::any_of(filter.areas, [&](const query::Area& area) { return in_area(area, columns, i); }));
  });
}

Match match_person(const query::PersonFilter& filter, const Columns& columns) {
  const auto asked = [&](std::int64_t person) {
    return std::ranges::find(filter.persons, person) != filter.persons.end();
  };
  return match_each(columns.size(), [&](std::uint32_t i) {
    const auto who = columns.people.of(Slot{i});
    if (who.empty()) return Truth::kUnknown;
    return truth_of(std::ranges::any_of(who, asked) && (!filter.only || std::ranges::all_of(who, asked)));
  });
}

Match match_person_count(const query::PersonCountFilter& filter, const Columns& columns) {
  return match_each(columns.size(), [&](std::uint32_t i) {
    const auto count = static_cast<int>(columns.people.of(Slot{i}).size());
    return truth_of(count >= filter.least && count <= filter.most);
  });
}

/// Decided once an entry of a dictionary, then looked up a photo.
template <typename Decide>
Match match_words(const Dictionary& dictionary, const std::vector<std::uint16_t>& column, Decide decide) {
  std::vector<Truth> truths = {Truth::kUnknown};
  for (const auto& [first, second] : dictionary.entries()) truths.push_back(truth_of(decide(first, second)));
  return match_each(column.size(), [&](std::uint32_t i) { return truths[column[i]]; });
}

Match match_camera(const query::CameraFilter& filter, const Columns& columns) {
  return match_words(columns.cameras, columns.camera, [&](const std::string& make, const std::string& model) {
    return query::matches(filter, query::camera_names(make, model));
  });
}

Match match_lens(const query::LensFilter& filter, const Columns& columns) {
  return match_words(columns.lenses, columns.lens, [&](const std::string& lens, const std::string&) {
    return query::matches(filter, query::lens_key(lens));
  });
}

Match match_media(const query::MediaFilter& filter, const Columns& columns) {
  const std::uint32_t bit = 1U << static_cast<unsigned>(filter.kind);
  return match_each(columns.size(), [&](std::uint32_t i) { return truth_of((columns.kinds[i] & bit) != 0); });
}

Match match_orientation(const query::OrientationFilter& filter, const Columns& columns) {
  const auto wanted = static_cast<std::uint8_t>(1 + static_cast<int>(filter.orientation));
  return match_each(columns.size(), [&](std::uint32_t i) {
    return columns.shape[i] == 0 ? Truth::kUnknown : truth_of(columns.shape[i] == wanted);
  });
}

Match match_rating(const query::RatingFilter& filter, const Columns& columns) {
  return match_each(columns.size(), [&](std::uint32_t i) {
    return truth_of(columns.rating[i] >= filter.least && columns.rating[i] <= filter.most);
  });
}

/// Those that a pass over a few columns decides; nothing for the others.
std::optional<Match> match_columns(const query::Filter& filter, const Columns& columns) {
  if (const auto* time = std::get_if<query::TimeFilter>(&filter)) return match_time(*time, columns);
  if (const auto* place = std::get_if<query::PlaceFilter>(&filter)) return match_place(*place, columns);
  if (const auto* person = std::get_if<query::PersonFilter>(&filter)) return match_person(*person, columns);
  if (const auto* count = std::get_if<query::PersonCountFilter>(&filter)) return match_person_count(*count, columns);
  if (const auto* camera = std::get_if<query::CameraFilter>(&filter)) return match_camera(*camera, columns);
  if (const auto* lens = std::get_if<query::LensFilter>(&filter)) return match_lens(*lens, columns);
  if (const auto* media = std::get_if<query::MediaFilter>(&filter)) return match_media(*media, columns);
  if (const auto* shape = std::get_if<query::OrientationFilter>(&filter)) return match_orientation(*shape, columns);
  if (const auto* rating = std::get_if<query::RatingFilter>(&filter)) return match_rating(*rating, columns);
  if (!std::holds_alternative<query::FavouriteFilter>(filter)) return std::nullopt;
  return match_each(columns.size(), [&](std::uint32_t i) { return truth_of(columns.favourite[i] != 0); });
}

/// The chips of a query, matched, and which of them are left out.
struct Tree {
  const std::vector<Match>& chips;
  std::size_t size;
  std::vector<bool> left_out;
};

bool is_left_out(const query::Node& node, const Tree& tree) {
  if (node.kind == query::NodeKind::kChip) return tree.left_out[node.chip];
  return !node.children.empty() &&
         std::ranges::all_of(node.children, [&](const query::Node& child) { return is_left_out(child, tree); });
}

/// What is known of a subtree (Kleene's logic): used under a "not".
Match known(const query::Node& node, const Tree& tree) {
  if (node.kind == query::NodeKind::kChip) return tree.chips[node.chip];
  if (node.kind == query::NodeKind::kNot) {
    Match match = known(node.children.front(), tree);
    std::swap(match.yes, match.no);
    return match;
  }
  const bool all = node.kind == query::NodeKind::kAll;
  Match result{index::Bitmap(tree.size, all), index::Bitmap(tree.size, !all)};
  for (const query::Node& child : node.children) {
    if (is_left_out(child, tree)) continue;
    const Match match = known(child, tree);
    all ? result.yes &= match.yes : result.yes |= match.yes;
    all ? result.no |= match.no : result.no &= match.no;
  }
  if (!all && node.children.empty()) result = {index::Bitmap(tree.size, true), index::Bitmap(tree.size)};
  return result;
}

/// What a subtree lets through.
index::Bitmap passing(const query::Node& node, const Tree& tree) {
  if (node.kind == query::NodeKind::kChip) return tree.chips[node.chip].yes;
  if (node.kind == query::NodeKind::kNot) {
    index::Bitmap rest = known(node.children.front(), tree).yes;
    rest.flip();
    return rest;
  }
  const bool all = node.kind == query::NodeKind::kAll;
  index::Bitmap result(tree.size, all || node.children.empty());
  for (const query::Node& child : node.children) {
    if (is_left_out(child, tree)) continue;
    all ? result &= passing(child, tree) : result |= passing(child, tree);
  }
  return result;
}

}  // namespace

Result<Match> match(const query::Filter& filter, const Columns& columns, const TextMatcher& texts) {
  if (auto known = match_columns(filter, columns)) return std::move(*known);
  Match found = nothing_known(columns.size());
  if (auto yes = TRY(texts(filter))) found.yes |= *yes;
  found.no = found.yes;
  found.no.flip();
  return found;
}

Result<ChipMatches> ChipMatches::create(const query::Query& query, const Columns& columns, const TextMatcher& texts) {
  ChipMatches result(query, columns);
  for (const query::Chip& chip : query.chips) {
    result.matches_.push_back(TRY(match(chip.filter, columns, texts)));
    // Where nobody has counted faces, "two people" would leave nothing: it is meaning then.
    const bool is_count = std::holds_alternative<query::PersonCountFilter>(chip.filter);
    result.left_out_.push_back(is_count && !columns.counts_faces);
  }
  return result;
}

index::Bitmap ChipMatches::passing() const {
  return passing_without(query_.chips.size());
}

index::Bitmap ChipMatches::passing_without(std::size_t chip) const {
  Tree tree{matches_, columns_.size(), left_out_};
  if (chip < tree.left_out.size()) tree.left_out[chip] = true;
  index::Bitmap result = search::passing(query_.filter, tree);
  result &= columns_.present;
  return result;
}

std::size_t ChipMatches::count(std::size_t chip) const {
  index::Bitmap matched = matches_[chip].yes;
  matched &= columns_.present;
  return matched.count();
}

}  // namespace shoebox::search
