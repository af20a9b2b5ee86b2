#include "engine/knowledge.h"

#include <algorithm>
#include <charconv>

#include "core/path.h"
#include "core/wall_clock.h"
#include "engine/place_lookup.h"
#include "query/parse.h"

namespace shoebox::engine {
namespace {

/// "+08:00", "-0330" or "Z" as seconds; nullopt when it is none of them.
std::optional<std::int64_t> offset_seconds(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.size() < 5 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const auto number = [](std::string_view digits) {
    int value = -1;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc() && end == digits.data() + digits.size() ? value : -1;
  };
  const int hours = number(text.substr(1, 2));
  const int minutes = number(text.substr(text[3] == ':' ? 4 : 3));
  if (hours < 0 || hours > 15 || minutes < 0 || minutes > 59) return std::nullopt;
  return (text[0] == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
}

std::int64_t floor_minutes(std::int64_t seconds) {
  return seconds / 60 - (seconds % 60 < 0 ? 1 : 0);
}

/// "35.01, 135.77".
std::optional<geo::Point> degrees(std::string_view text) {
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos) return std::nullopt;
  const auto number = [](std::string_view part) -> std::optional<double> {
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    if (error != std::errc() || end != part.data() + part.size()) return std::nullopt;
    return value;
  };
  const auto latitude = number(text.substr(0, comma));
  const auto longitude = number(text.substr(comma + 1));
  if (!latitude || !longitude) return std::nullopt;
  return geo::Point{*latitude, *longitude};
}

/// Where a question asks for places and nothing else, the smallest thing that they name; null otherwise.
const query::Area* named_area(const query::Query& query) {
  if (!query.meaning.empty() || !query.negative_meaning.empty()) return nullptr;
  const query::Area* named = nullptr;
  for (const query::Chip& chip : query.chips) {
    const auto* places = std::get_if<query::PlaceFilter>(&chip.filter);
    if (places == nullptr || places->areas.empty() || chip.negated) return nullptr;
    const auto city = std::ranges::find(places->areas, query::AreaKind::kCity, &query::Area::kind);
    const query::Area& area = city != places->areas.end() ? *city : places->areas.front();
    if (named == nullptr || named->kind < area.kind) named = &area;
  }
  return named;
}

/// A region that has its name from the city in its middle, as Kyoto and Shanghai: who says it means the city.
bool is_of_a_city(const geo::Gazetteer& gazetteer, const query::Area& area) {
  if (area.kind != query::AreaKind::kRegion) return false;
  const auto middle = gazetteer.centre(area.kind, area.id);
  const auto there = middle ? gazetteer.locate(middle->latitude, middle->longitude) : std::nullopt;
  if (!there || there->city == 0) return false;
  const std::string_view city = gazetteer.name(query::AreaKind::kCity, there->city, geo::Language::kEnglish);
  return gazetteer.name(area.kind, area.id, geo::Language::kEnglish).starts_with(city);
}

}  // namespace

Knowledge::Knowledge(const ProgramFiles& program, const Config& config) {
  if (auto zone = TimeZone::load(config.time_zone())) zone_ = std::move(*zone);
  if (!program.share_folder.empty()) gazetteer_ = open_gazetteer(program);
  if (gazetteer_) places_ = std::make_unique<geo::PlaceNames>(*gazetteer_);
}

Result<void> Knowledge::refresh(store::Database& database) {
  const CommitSequence newest = TRY(database.last_commit());
  if (as_of_ == newest) return {};
  store::FilterRows rows(database);
  people_ = std::make_unique<PersonNames>(TRY(rows.called()));
  if (gazetteer_) {
    std::vector<geo::Presence> present;
    for (const auto& [country, region, city, latitude, longitude] : TRY(rows.places()))
      present.push_back({.location = {country, region, city}, .near = {latitude, longitude}});
    places_ = std::make_unique<geo::PlaceNames>(*gazetteer_, present);
  }
  counts_people_ = TRY(rows.has_faces());
  as_of_ = newest;
  return {};
}

query::Query Knowledge::understand(std::string_view text, std::int64_t now_local_minutes) const {
  return query::parse(text, {now_local_minutes, places_.get(), people_.get(), counts_people_});
}

std::string Knowledge::name_place(const geo::Location& location, search::Language language) const {
  if (!gazetteer_) return {};
  return gazetteer_->describe(
      location, language == search::Language::kChinese ? geo::Language::kChinese : geo::Language::kEnglish);
}

std::int32_t Knowledge::home_offset(std::int64_t utc_seconds) const {
  return zone_ ? zone_->offset_at(utc_seconds) : 0;
}

Result<std::int64_t> Knowledge::home_minutes(std::string_view iso_time) const {
  const std::size_t clock = iso_time.find('T');
  const std::size_t zone = clock == std::string_view::npos ? clock : iso_time.find_first_of("+-Zz", clock);
  const auto local = wall_clock_seconds(iso_time.substr(0, zone));
  const auto offset =
      zone == std::string_view::npos ? std::optional<std::int64_t>(0) : offset_seconds(iso_time.substr(zone));
  if (!local || !offset) {
    return fail(ErrorCode::kInvalidArgument, "a time looks like 2026-11-23T12:00:00+08:00", printable(iso_time));
  }
  if (zone == std::string_view::npos) return floor_minutes(*local);
  const std::int64_t utc = *local - *offset;
  return floor_minutes(utc + home_offset(utc));
}

Result<geo::Point> Knowledge::point_of(std::string_view place) const {
  if (const auto point = degrees(place)) return *point;
  // Any place has its name here, whether it has photos yet or not.
  const auto names = gazetteer_ ? std::make_unique<geo::PlaceNames>(*gazetteer_) : nullptr;
  const query::Query query = query::parse(place, {0, names.get(), people_.get(), counts_people_});
  const query::Area* area = named_area(query);
  if (area == nullptr) {
    return fail(ErrorCode::kNotFound, "no place is called so; say a city, or degrees like 35.01,135.77",
                printable(place));
  }
  if (area->kind == query::AreaKind::kCircle) return geo::Point{area->latitude, area->longitude};
  if (area->kind != query::AreaKind::kCity && !is_of_a_city(*gazetteer_, *area)) {
    return fail(ErrorCode::kInvalidArgument, "this is too large to say where a photo was taken; say a city, or degrees",
                printable(place));
  }
  const auto centre = gazetteer_->centre(area->kind, area->id);
  if (!centre) return fail(ErrorCode::kNotFound, "it is not known where this lies", printable(place));
  return *centre;
}

}  // namespace shoebox::engine
