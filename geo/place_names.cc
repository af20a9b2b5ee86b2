#include "geo/place_names.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <ranges>
#include <utility>

#include "geo/locate.h"
#include "geo/name_index.h"
#include "geo/spelling.h"
#include "geo/tables.h"

namespace shoebox::geo {

using query::Area;
using query::AreaKind;
using query::PlaceMatch;

struct PlaceNames::Candidate {
  Area area;
  Location location;  // of the area, or of the middle of a circle
  double population = 0;
  bool present = false;
  bool unseen = false;                   // a lake, a mountain or a park without photos
  bool is_city_region = false;           // Beijing
  const GroupRecord* group = nullptr;    // that it was named as a part of
  const PlaceRecord* quarter = nullptr;  // that the circle is drawn around
};

namespace {

enum class Narrow { kNothing, kCity, kRegion, kAnyRegionFirst };
struct Suffix {
  std::string_view text;
  Narrow narrow;
};

/// Longer ones first.
constexpr std::array kSuffixes = {
    Suffix{"自治区", Narrow::kRegion},
    Suffix{"大区", Narrow::kRegion},
    Suffix{"群岛", Narrow::kNothing},
    Suffix{"市", Narrow::kCity},
    Suffix{"省", Narrow::kRegion},
    Suffix{"州", Narrow::kRegion},
    Suffix{"都", Narrow::kRegion},
    Suffix{"府", Narrow::kRegion},
    Suffix{"邦", Narrow::kRegion},
    Suffix{"县", Narrow::kAnyRegionFirst},
    Suffix{"区", Narrow::kCity},
    Suffix{"镇", Narrow::kCity},
    Suffix{"岛", Narrow::kNothing},
    Suffix{" city", Narrow::kCity},
    Suffix{" state", Narrow::kRegion},
    Suffix{" province", Narrow::kRegion},
    Suffix{" prefecture", Narrow::kRegion},
    Suffix{" islands", Narrow::kNothing},
    Suffix{" island", Narrow::kNothing},
};

constexpr double kInhabitantsPerKm2 = 6000;
constexpr double kSuffixedPopulationMin = 3000;
/// Of the largest place of a name: what is smaller is not meant by "near".
constexpr double kMajorShare = 0.1;
/// What a small place that everybody visits counts as: Hallstatt.
constexpr double kWellKnownPopulation = 120'000;
/// Of a lake or a mountain, which has none: as well known as a large city.
constexpr double kFeaturePopulation = 1e6;

std::uint64_t key_of(AreaKind kind, std::uint32_t id) {
  return static_cast<std::uint64_t>(kind) << 32 | id;
}

/// The least population of a place that its name alone calls to mind: the shorter and the more ordinary, the larger.
double population_min(std::string_view name, bool common_word) {
  const std::size_t characters = character_count(name);
  if (is_east_asian(name)) {
    if (characters <= 2) return common_word ? 100'000 : 8'000;
    if (common_word) return 100'000;
    return characters == 3 ? 3'000 : 500;
  }
  if (common_word) return 100'000;  // Reading, Bath
  if (characters <= 3) return 300'000;
  if (characters == 4) return 60'000;
  return characters == 5 ? 15'000 : 3'000;
}

/// 京都市, 大阪府, but not 杭州: what is left without the kind would be one character.
bool carries_its_kind(std::string_view name) {
  return std::ranges::any_of(kSuffixes, [&](const Suffix& suffix) {
    if (suffix.narrow == Narrow::kNothing || !name.ends_with(suffix.text)) return false;
    return character_count(name) >= character_count(suffix.text) + 2;
  });
}

bool is_inside(const Location& inner, AreaKind inner_kind, const Area& outer) {
  if (outer.kind == AreaKind::kCountry) return inner_kind != AreaKind::kCountry && inner.country == outer.id;
  return outer.kind == AreaKind::kRegion && inner_kind >= AreaKind::kCity && inner.region == outer.id;
}

/// "near New York" is near the city, not near the region's capital.
template <typename Candidates>
void set_middles(const Candidates& candidates, Candidates& kept) {
  for (auto& wide : kept) {
    if (wide.area.kind >= AreaKind::kCity) continue;
    const auto city = std::ranges::find_if(candidates, [&](const auto& candidate) {
      return candidate.area.kind == AreaKind::kCity && is_inside(candidate.location, AreaKind::kCity, wide.area);
    });
    if (city == candidates.end()) continue;
    wide.area.latitude = city->area.latitude;
    wide.area.longitude = city->area.longitude;
  }
}

}  // namespace

PlaceNames::PlaceNames(const Gazetteer& gazetteer, std::optional<std::span<const Presence>> present)
    : gazetteer_(gazetteer) {
  if (!present) return;
  photos_near_.emplace();
  for (const auto& [location, near] : *present) {
    photos_near_->push_back(near);
    if (location.country != 0) present_.push_back(key_of(AreaKind::kCountry, location.country));
    if (location.region != 0) present_.push_back(key_of(AreaKind::kRegion, location.region));
    if (location.city != 0) present_.push_back(key_of(AreaKind::kCity, location.city));
  }
  std::ranges::sort(present_);
  const auto repeated = std::ranges::unique(present_);
  present_.erase(repeated.begin(), repeated.end());
}

bool PlaceNames::has_photos_in(const Circle& circle) const {
  constexpr double kToleranceKm = 4;  // of Presence::near
  return !photos_near_ || std::ranges::any_of(*photos_near_, [&](const Point& point) {
    return distance_km(point, circle.middle) <= circle.radius_km + kToleranceKm;
  });
}

std::vector<PlaceNames::Candidate> PlaceNames::candidates_of(std::span<const std::uint32_t> bearers) const {
  const Tables& tables = gazetteer_.tables();
  std::vector<Candidate> candidates;
  const auto add = [&](AreaKind kind, std::uint32_t id, const Location& location, double population) -> Candidate& {
    Candidate& candidate = candidates.emplace_back();
    candidate.area = {.kind = kind, .id = id};
    candidate.location = location;
    candidate.population = population;
    candidate.present = std::ranges::binary_search(present_, key_of(kind, id));
    return candidate;
  };
  const auto set_middle = [&](Candidate& candidate, const PlaceRecord* place) {
    if (place == nullptr) return;
    candidate.area.latitude = place->point().latitude;
    candidate.area.longitude = place->point().longitude;
  };
  const auto add_record = [&](const Bearer& bearer) -> Candidate* {
    if (bearer.kind == BearerKind::kCountry && bearer.index < tables.countries.size()) {
      const CountryRecord& country = tables.countries[bearer.index];
      Candidate& added = add(AreaKind::kCountry, country.code, {.country = country.code}, country.population);
      set_middle(added, tables.place_at(country.capital));
      return &added;
    }
    if (bearer.kind == BearerKind::kRegion && bearer.index < tables.regions.size()) {
      const RegionRecord& region = tables.regions[bearer.index];
      Candidate& added = add(AreaKind::kRegion, region.id, tables.location_of(region), region.population);
      added.is_city_region = region.is_city != 0;
      set_middle(added, tables.place_at(region.capital));
      return &added;
    }
    const PlaceRecord* const place = bearer.kind == BearerKind::kPlace ? tables.place_at(bearer.index) : nullptr;
    if (place == nullptr) return nullptr;
    const bool quarter = &tables.home_of(*place) != place;
    Candidate& added =
        add(quarter ? AreaKind::kCircle : AreaKind::kCity, quarter ? 0 : place->id, tables.location_of(*place),
            (place->flags & kWellKnownPlace) != 0 ? std::max<double>(place->population, kWellKnownPopulation)
                                                  : place->population);
    set_middle(added, place);
    if (quarter) {
      added.quarter = place;
      added.area.radius_km = std::max(1.0, std::sqrt(place->population / (std::numbers::pi * kInhabitantsPerKm2)));
    }
    return &added;
  };
  const auto add_circle = [&](std::uint32_t index) -> Candidate* {
    const std::optional<Circle> circle = tables.circle_at(index);
    if (!circle) return nullptr;
    Candidate& added = add(AreaKind::kCircle, 0, {}, kFeaturePopulation);
    added.area.latitude = circle->middle.latitude;
    added.area.longitude = circle->middle.longitude;
    added.area.radius_km = circle->radius_km;
    added.unseen = !has_photos_in(*circle);
    return &added;
  };
  for (const std::uint32_t packed : bearers) {
    const Bearer bearer(packed);
    if (bearer.kind != BearerKind::kGroup) {
      add_record(bearer);
    } else if (bearer.index < tables.groups.size()) {
      const GroupRecord& group = tables.groups[bearer.index];
      for (const std::uint32_t packed_member : tables.members_of(group)) {
        const Bearer member(packed_member);
        Candidate* const added = member.kind == BearerKind::kGroup ? add_circle(member.index) : add_record(member);
        if (added != nullptr) added->group = &group;
      }
    }
  }
  return candidates;
}

bool PlaceNames::fires(std::string_view name, bool common_word, const std::vector<Candidate>& candidates) const {
  const double least = population_min(name, common_word);
  return std::ranges::any_of(candidates, [&](const Candidate& candidate) {
    if (candidate.unseen) return false;
    if (candidate.group != nullptr || candidate.area.kind == AreaKind::kCountry || candidate.present) return true;
    if (candidate.area.kind == AreaKind::kRegion) return !common_word || candidate.population >= 1e6;
    return candidate.population >= least;
  });
}

/// Whether "in" before the name is enough to make it a place.
bool PlaceNames::may_be_told(std::string_view name, const std::vector<Candidate>& candidates) {
  constexpr std::size_t kLettersMin = 3;
  constexpr std::array kPopulationMin = {30'000.0, 3'000.0, 500.0};  // of names of three, four, more letters
  const std::size_t letters = character_count(name);
  if (letters < kLettersMin || is_east_asian(name)) return false;
  const double least = kPopulationMin.at(std::min(letters - kLettersMin, kPopulationMin.size() - 1));
  return std::ranges::any_of(candidates, [&](const Candidate& candidate) { return candidate.population >= least; });
}

PlaceMatch PlaceNames::match_of(std::vector<Candidate> candidates, std::size_t length) const {
  // A city in a region of its name means the region, and so with regions in countries.
  std::vector<Candidate> kept;
  std::vector<Area> wide;
  for (const Candidate& candidate : candidates) {
    if (candidate.area.kind < AreaKind::kCity) wide.push_back(candidate.area);
  }
  for (const Candidate& candidate : candidates) {
    const bool covered = std::ranges::any_of(
        wide, [&](const Area& area) { return is_inside(candidate.location, candidate.area.kind, area); });
    if (!covered) kept.push_back(candidate);
  }
  const double largest = std::ranges::max(candidates | std::views::transform(&Candidate::population));
  const auto is_major = [&](const Candidate& candidate) {
    return candidate.present || candidate.population >= largest * kMajorShare;
  };
  set_middles(candidates, kept);
  const auto others = std::ranges::stable_partition(kept, is_major);
  std::ranges::stable_partition(kept.begin(), others.begin(), &Candidate::present);
  PlaceMatch match;
  match.length = length;
  match.major = static_cast<std::size_t>(others.begin() - kept.begin());
  for (const Candidate& candidate : kept) match.areas.push_back(candidate.area);
  if (kept.empty()) return match;
  const Candidate& first = kept.front();
  match.weight = std::log10(std::max(first.population, 1.0));
  const Tables& tables = gazetteer_.tables();
  const auto label = [&](Language language) -> std::string {
    const bool chinese = language == Language::kChinese;
    if (first.group != nullptr)
      return std::string(tables.string_at(chinese ? first.group->chinese : first.group->english));
    return gazetteer_.describe(first.location, language);
  };
  match.label_en = label(Language::kEnglish);
  match.label_zh = label(Language::kChinese);
  return match;
}

void PlaceNames::add_matches(std::vector<PlaceMatch>& matches, const NameRecord& name, std::string_view rest) const {
  const std::string_view text = gazetteer_.tables().text_of(name);
  const bool common_word = (name.flags & kCommonWord) != 0;
  const std::vector<Candidate> candidates = candidates_of(gazetteer_.tables().areas_of(name));
  for (const Suffix& suffix : kSuffixes) {
    if (!rest.substr(text.size()).starts_with(suffix.text)) continue;
    const std::size_t length = text.size() + suffix.text.size();
    if (!is_word_end(rest, length)) continue;
    const auto has_kind = [&](const Candidate& candidate) {
      const bool is_region = candidate.area.kind == AreaKind::kRegion;
      if (suffix.narrow == Narrow::kNothing) return true;
      if (suffix.narrow == Narrow::kCity) return candidate.area.kind >= AreaKind::kCity || candidate.is_city_region;
      return is_region;
    };
    std::vector<Candidate> narrowed;
    std::ranges::copy_if(candidates, std::back_inserter(narrowed), has_kind);
    if (narrowed.empty() && suffix.narrow == Narrow::kAnyRegionFirst) narrowed = candidates;
    // "busy city" is not the city of Busy.
    const bool calls = std::ranges::any_of(narrowed, [](const Candidate& candidate) {
      return candidate.present || candidate.area.kind < AreaKind::kCity ||
             (candidate.population >= kSuffixedPopulationMin && !candidate.unseen);
    });
    if (!calls) continue;
    PlaceMatch match = match_of(std::move(narrowed), length);
    match.suffixed = suffix.narrow != Narrow::kNothing;
    matches.push_back(std::move(match));
    break;
  }
  const bool known_well = fires(text, common_word, candidates);
  const bool one_word = !text.contains(' ');
  if (!known_well && ((common_word && one_word) || !may_be_told(text, candidates))) return;
  PlaceMatch match = match_of(candidates, text.size());
  match.obscure = !known_well;
  // A Chinese word that is a place of this library is more likely the place; nice dogs are nice also there.
  const bool known = is_east_asian(text) && std::ranges::any_of(candidates, &Candidate::present);
  match.common_word = common_word && !known;
  match.suffixed = carries_its_kind(text);
  matches.push_back(std::move(match));
}

std::vector<PlaceMatch> PlaceNames::names_at(std::string_view folded, std::size_t position) const {
  std::vector<PlaceMatch> matches;
  if (position >= folded.size()) return matches;
  const std::string_view rest = folded.substr(position);
  for (const NameRecord* const name : names_beginning(gazetteer_.tables(), rest)) {
    if ((name->flags & kOtherWord) != 0) break;
    add_matches(matches, *name, rest);
  }
  std::ranges::stable_sort(matches, std::greater{}, &PlaceMatch::length);
  const auto repeated = std::ranges::unique(matches, {}, &PlaceMatch::length);
  matches.erase(repeated.begin(), repeated.end());
  return matches;
}

std::optional<std::string> PlaceNames::suggestion(std::string_view folded_word) const {
  const NameRecord* const name = likely_name(gazetteer_.tables(), folded_word);
  if (name == nullptr) return std::nullopt;
  return std::string(gazetteer_.tables().text_of(*name));
}

bool PlaceNames::contains(const Area& outer, const Area& inner) const {
  if (outer == inner) return true;
  if (outer.kind == AreaKind::kCircle) {
    const std::optional<Point> middle = inner.kind == AreaKind::kCircle ? Point{inner.latitude, inner.longitude}
                                                                        : gazetteer_.centre(inner.kind, inner.id);
    return middle && distance_km(*middle, {outer.latitude, outer.longitude}) <= outer.radius_km;
  }
  const std::optional<Location> location = inner.kind == AreaKind::kCircle
                                               ? gazetteer_.locate(inner.latitude, inner.longitude)
                                               : gazetteer_.containing(inner.kind, inner.id);
  return location && lies_in(*location, outer);
}

}  // namespace shoebox::geo
