#include "query/place_words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>

#include <fmt/format.h>

namespace shoebox::query {

namespace {

using std::string_view_literals::operator""sv;

constexpr double kKilometresMax = 20'100;
constexpr std::array kNearBefore = {"near to"sv,
                                    "near"sv,
                                    "nearby"sv,
                                    "around"sv,
                                    "close to"sv,
                                    "close by"sv,
                                    "in the vicinity of"sv,
                                    "in the area around"sv,
                                    "the area around"sv,
                                    "not far from"sv,
                                    "in the surroundings of"sv,
                                    "the surroundings of"sv,
                                    "outside of"sv,
                                    "outside"sv};
constexpr std::array kNearBehind = {"的附近"sv, "附近"sv, "周边"sv,     "周围"sv,    "一带"sv,
                                    "近郊"sv,   "郊外"sv, "附近地区"sv, "周边地区"sv};

struct Unit {
  std::string_view word;
  double kilometres = 1;
};
constexpr std::array kUnits = {
    Unit{"km", 1},          Unit{"kms", 1},   Unit{"kilometers", 1},   Unit{"kilometres", 1},  Unit{"kilometer", 1},
    Unit{"公里", 1},        Unit{"千米", 1},  Unit{"miles", 1.609344}, Unit{"mile", 1.609344}, Unit{"mi", 1.609344},
    Unit{"英里", 1.609344}, Unit{"m", 0.001}, Unit{"meters", 0.001},   Unit{"metres", 0.001},  Unit{"米", 0.001}};

/// A number with a unit that begins at `at`: kilometres, and where it ends. 0 when there is none.
struct Distance {
  double kilometres = 0;
  TextSpan span{};
};

Distance distance_at(const Sentence& sentence, std::size_t at) {
  const std::string_view text = sentence.text();
  double number = 0;
  const auto [rest, error] =
      std::from_chars(text.data() + at, text.data() + text.size(), number, std::chars_format::fixed);
  if (error != std::errc() || !(number > 0)) return {};
  const std::size_t unit = sentence.skip_blanks(static_cast<std::size_t>(rest - text.data()));
  for (const Unit& known : kUnits) {
    if (!sentence.stands_at(unit, known.word)) continue;
    return {.kilometres = std::min(number * known.kilometres, kKilometresMax), .span = {at, unit + known.word.size()}};
  }
  return {};
}

/// The number with its unit that ends at `end`.
Distance distance_before(const Sentence& sentence, std::size_t end) {
  end = sentence.skip_blanks_back(end);
  constexpr std::size_t kReach = 24;
  for (std::size_t at = end; at-- > end - std::min(end, kReach);) {
    const char c = sentence.text()[at];
    if (c < '0' || c > '9' ||
        (at > 0 && (sentence.text()[at - 1] == '.' ||
                    letter_of(static_cast<unsigned char>(sentence.text()[at - 1])) == Letter::kDigit)))
      continue;
    const Distance found = distance_at(sentence, at);
    return found.span.end == end ? found : Distance{};
  }
  return {};
}

/// "within 20 km of", "20 km around", 距离.
Distance nearness_before(const Sentence& sentence, std::size_t begin) {
  constexpr std::array kOf = {"of"sv, "around"sv, "from"sv, "away from"sv, "near"sv};
  constexpr std::array kWithin = {"within"sv, "up to"sv, "less than"sv, "in a radius of"sv, "in"sv};
  if (const std::size_t of = sentence.longest_before(begin, kOf); of > 0) {
    Distance distance = distance_before(sentence, begin - of);
    if (distance.kilometres > 0) {
      distance.span = {distance.span.begin - sentence.longest_before(distance.span.begin, kWithin), begin};
      return distance;
    }
  }
  const std::size_t near = sentence.longest_before(begin, kNearBefore);
  return near > 0 ? Distance{.kilometres = kNearKilometres, .span = {begin - near, begin}} : Distance{};
}

/// 附近, 20公里以内, 方圆20公里.
Distance nearness_behind(const Sentence& sentence, std::size_t end) {
  constexpr std::array kRadius = {"方圆"sv, "周围"sv, "附近"sv, "半径"sv};
  constexpr std::array kWithin = {"以内"sv, "之内"sv, "范围内"sv, "内"sv, "的范围内"sv, "范围"sv};
  const std::size_t begin = sentence.skip_blanks(end);
  const std::size_t radius = sentence.longest_at(begin, kRadius);
  Distance distance = distance_at(sentence, sentence.skip_blanks(begin + radius));
  if (distance.kilometres > 0) {
    const std::size_t within = sentence.longest_at(distance.span.end, kWithin);
    if (within > 0 || radius > 0) {
      distance.span = {end, distance.span.end + within};
      return distance;
    }
  }
  const std::size_t near = sentence.longest_at(begin, kNearBehind);
  return near > 0 ? Distance{.kilometres = kNearKilometres, .span = {end, begin + near}} : Distance{};
}

double rounded(double degrees) {
  return std::round(degrees * 1e5) / 1e5;
}

/// Metres are enough for a distance, and a circle of nothing finds nothing.
double rounded_distance(double kilometres) {
  return std::round(std::clamp(kilometres, 0.001, kKilometresMax) * 1e3) / 1e3;
}

std::string shortest(double number, int decimals) {
  std::string text = fmt::format("{:.{}f}", number, decimals);
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text == "-0" ? "0" : text;
}

/// Circles around the cities of that name; around what else has it when the best known of them is no city.
PlaceFilter circles(const std::vector<Area>& areas, std::size_t major, double kilometres) {
  const auto is_city = [](const Area& area) { return area.kind == AreaKind::kCity; };
  const bool cities_only = major == 0 ? std::any_of(areas.begin(), areas.end(), is_city) : is_city(areas.front());
  PlaceFilter filter;
  const std::size_t count = major == 0 ? areas.size() : std::min(major, areas.size());
  for (const Area& area : std::span(areas).first(count)) {
    if (cities_only && !is_city(area)) continue;
    const Area circle{.kind = AreaKind::kCircle,
                      .id = 0,
                      .latitude = rounded(area.latitude),
                      .longitude = rounded(area.longitude),
                      .radius_km = rounded_distance(std::max(kilometres, area.radius_km))};
    if (std::find(filter.areas.begin(), filter.areas.end(), circle) == filter.areas.end())
      filter.areas.push_back(circle);
  }
  return filter;
}

/// The areas of `inner` that lie in one of `outer`; empty when none does or when all of them are `outer` itself.
std::vector<Area> inside(const PlaceFinder& finder, const std::vector<Area>& outer, const std::vector<Area>& inner) {
  std::vector<Area> kept;
  for (const Area& area : inner) {
    const bool lies = std::any_of(outer.begin(), outer.end(), [&](const Area& around) {
      return !(around == area) && around.kind < area.kind && finder.contains(around, area);
    });
    if (lies) kept.push_back(area);
  }
  return kept;
}

struct Abbreviation {
  std::string_view code;
  std::string_view name;
};
/// Behind a city in capitals: "San Francisco, CA".
constexpr std::array kStates = {Abbreviation{"al", "alabama"},
                                Abbreviation{"ak", "alaska"},
                                Abbreviation{"az", "arizona"},
                                Abbreviation{"ar", "arkansas"},
                                Abbreviation{"ca", "california"},
                                Abbreviation{"co", "colorado"},
                                Abbreviation{"ct", "connecticut"},
                                Abbreviation{"de", "delaware"},
                                Abbreviation{"fl", "florida"},
                                Abbreviation{"ga", "georgia"},
                                Abbreviation{"hi", "hawaii"},
                                Abbreviation{"id", "idaho"},
                                Abbreviation{"il", "illinois"},
                                Abbreviation{"in", "indiana"},
                                Abbreviation{"ia", "iowa"},
                                Abbreviation{"ks", "kansas"},
                                Abbreviation{"ky", "kentucky"},
                                Abbreviation{"la", "louisiana"},
                                Abbreviation{"me", "maine"},
                                Abbreviation{"md", "maryland"},
                                Abbreviation{"ma", "massachusetts"},
                                Abbreviation{"mi", "michigan"},
                                Abbreviation{"mn", "minnesota"},
                                Abbreviation{"ms", "mississippi"},
                                Abbreviation{"mo", "missouri"},
                                Abbreviation{"mt", "montana"},
                                Abbreviation{"ne", "nebraska"},
                                Abbreviation{"nv", "nevada"},
                                Abbreviation{"nh", "new hampshire"},
                                Abbreviation{"nj", "new jersey"},
                                Abbreviation{"nm", "new mexico"},
                                Abbreviation{"ny", "new york"},
                                Abbreviation{"nc", "north carolina"},
                                Abbreviation{"nd", "north dakota"},
                                Abbreviation{"oh", "ohio"},
                                Abbreviation{"ok", "oklahoma"},
                                Abbreviation{"or", "oregon"},
                                Abbreviation{"pa", "pennsylvania"},
                                Abbreviation{"ri", "rhode island"},
                                Abbreviation{"sc", "south carolina"},
                                Abbreviation{"sd", "south dakota"},
                                Abbreviation{"tn", "tennessee"},
                                Abbreviation{"tx", "texas"},
                                Abbreviation{"ut", "utah"},
                                Abbreviation{"vt", "vermont"},
                                Abbreviation{"va", "virginia"},
                                Abbreviation{"wa", "washington"},
                                Abbreviation{"wv", "west virginia"},
                                Abbreviation{"wi", "wisconsin"},
                                Abbreviation{"wy", "wyoming"},
                                Abbreviation{"dc", "district of columbia"},
                                Abbreviation{"on", "ontario"},
                                Abbreviation{"qc", "quebec"},
                                Abbreviation{"bc", "british columbia"},
                                Abbreviation{"ab", "alberta"},
                                Abbreviation{"ns", "nova scotia"},
                                Abbreviation{"nsw", "new south wales"},
                                Abbreviation{"vic", "victoria"},
                                Abbreviation{"qld", "queensland"},
                                Abbreviation{"usa", "united states"},
                                Abbreviation{"us", "united states"},
                                Abbreviation{"uk", "united kingdom"}};

/// The state's code behind a city: the city is the one in that state.
void narrow_by_code(const Sentence& sentence, const PlaceFinder& finder, Name& name) {
  const std::string_view text = sentence.text();
  std::size_t at = name.found.span.end;
  const bool comma = at < text.size() && text[at] == ',';
  at = sentence.skip_blanks(comma ? at + 1 : at);
  const TextSpan code = sentence.word_at(at);
  const std::string_view written = sentence.original(code);
  const bool capitals = std::all_of(written.begin(), written.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (written.empty() || at == name.found.span.end || (!capitals && !comma)) return;
  for (const Abbreviation& state : kStates) {
    if (sentence.part(code) != state.code) continue;
    for (const PlaceMatch& match : finder.names_at(state.name, 0)) {
      if (match.length != state.name.size()) continue;
      std::vector<Area> kept = inside(finder, match.areas, std::get<PlaceFilter>(name.found.filter).areas);
      const std::vector<Area>& own = std::get<PlaceFilter>(name.found.filter).areas;
      // "New York, NY": the state of the same name.
      if (kept.empty() && std::any_of(own.begin(), own.end(), [&](const Area& area) {
            return std::find(match.areas.begin(), match.areas.end(), area) != match.areas.end();
          }))
        kept = own;
      if (kept.empty()) return;
      const std::string key = std::string(sentence.part(name.found.span)) + ", " + std::string(state.name);
      name.found.span.end = code.end;
      name.found.filter = PlaceFilter{std::move(kept)};
      name.major = 0;
      name.found.label = std::string(sentence.original(name.found.span));
      name.found.canonical = "place:" + quoted_value(key);
      name.doubtful = false;
      return;
    }
  }
}

bool only_joins(std::string_view between) {
  return between.empty() || between == " " || between == "," || between == ", " || between == "的" || between == " , ";
}

/// Two names of which one may narrow the other. "Split in Croatia" is the town where it is the whole question, else a
/// common word stays one ("reading in England").
bool stand_together(const Sentence& sentence, const Name& first, const Name& second) {
  const std::string_view between = sentence.part({first.found.span.end, second.found.span.begin});
  const bool whole = first.found.span.begin == 0 && second.found.span.end == sentence.text().size();
  return only_joins(between) || (between == " in " && (whole || !first.doubtful));
}

}  // namespace

void narrow_places(const Sentence& sentence, const PlaceFinder& finder, std::vector<Name>& names) {
  for (Name& name : names) {
    if (name.found.kind == ChipKind::kPlace) narrow_by_code(sentence, finder, name);
  }
  std::vector<Name> out;
  for (Name& name : names) {
    const bool beside = !out.empty() && name.found.kind == ChipKind::kPlace &&
                        out.back().found.kind == ChipKind::kPlace && stand_together(sentence, out.back(), name);
    if (!beside) {
      out.push_back(std::move(name));
      continue;
    }
    Name& last = out.back();
    const auto& first_areas = std::get<PlaceFilter>(last.found.filter).areas;
    const auto& second_areas = std::get<PlaceFilter>(name.found.filter).areas;
    std::vector<Area> kept = inside(finder, first_areas, second_areas);
    if (kept.empty()) kept = inside(finder, second_areas, first_areas);
    if (kept.empty()) {
      // Two places that are nowhere together: the much smaller one is a word (苏州 园林), in a list it is none.
      constexpr double kMuchSmaller = 0.7;
      constexpr double kCity = 5.05;
      const std::string_view between = sentence.part({last.found.span.end, name.found.span.begin});
      const bool listed = between.contains(',');
      if (between.empty() && name.doubtful && !last.doubtful) continue;  // 九份|老街
      const Name& smaller = name.weight < last.weight ? name : last;
      const bool may_drop = !listed && (smaller.doubtful || smaller.weight < kCity);
      if (may_drop && name.weight < last.weight - kMuchSmaller) continue;
      if (may_drop && last.weight < name.weight - kMuchSmaller) out.pop_back();
      out.push_back(std::move(name));
      continue;
    }
    last.weight = std::max(last.weight, name.weight);
    last.found.span.end = name.found.span.end;
    last.found.filter = PlaceFilter{std::move(kept)};
    last.major = 0;
    last.found.label = std::string(sentence.original(last.found.span));
    last.found.canonical = "place:" + quoted_value(sentence.part(last.found.span));
    last.doubtful = false;
  }
  names = std::move(out);
}

void read_nearness(const Sentence& sentence, std::vector<Name>& names) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    Name& name = names[i];
    if (name.found.kind != ChipKind::kPlace) continue;
    const std::size_t before_min = i == 0 ? 0 : names[i - 1].found.span.end;
    const std::size_t behind_max = i + 1 < names.size() ? names[i + 1].found.span.begin : sentence.text().size();
    Distance distance = nearness_behind(sentence, name.found.span.end);
    if (distance.kilometres <= 0 || distance.span.end > behind_max)
      distance = nearness_before(sentence, name.found.span.begin);
    if (distance.kilometres <= 0 || distance.span.begin < before_min) continue;
    constexpr std::array kFrom = {"离"sv, "距"sv, "距离"sv, "相距"sv};  // 离北京50公里以内
    std::size_t begin = std::min(name.found.span.begin, distance.span.begin);
    if (distance.span.begin >= name.found.span.end) begin -= sentence.longest_before(begin, kFrom);
    name.found.span = {std::max(begin, before_min), std::max(name.found.span.end, distance.span.end)};
    PlaceFilter filter = circles(std::get<PlaceFilter>(name.found.filter).areas, name.major, distance.kilometres);
    name.found.canonical = canonical_of_circles(filter);
    name.found.filter = std::move(filter);
    name.doubtful = false;
  }
}

std::optional<PlaceFilter> read_place(std::string_view value, const PlaceFinder* finder) {
  if (finder == nullptr) return std::nullopt;
  const Sentence words(value);
  std::optional<PlaceFilter> places;
  std::size_t at = 0;
  while (at < words.text().size()) {
    std::vector<PlaceMatch> matches = finder->names_at(words.text(), at);
    if (matches.empty() || matches.front().length == 0) return std::nullopt;
    at += matches.front().length;
    if (!places) {
      places = PlaceFilter{std::move(matches.front().areas)};
    } else {
      std::vector<Area> kept = inside(*finder, places->areas, matches.front().areas);
      if (kept.empty()) kept = inside(*finder, matches.front().areas, places->areas);
      if (kept.empty()) return std::nullopt;
      places->areas = std::move(kept);
    }
    while (at < words.text().size() && (words.text()[at] == ' ' || words.text()[at] == ',')) ++at;
    if (words.stands_at(at, "的")) at += "的"sv.size();
    if (words.text().substr(at).starts_with("in ")) at += "in "sv.size();
  }
  return places;
}

std::optional<PlaceFilter> read_circles(std::string_view value) {
  PlaceFilter filter;
  while (!value.empty()) {
    const std::size_t end = std::min(value.find(';'), value.size());
    const std::string_view one = value.substr(0, end);
    Area circle{.kind = AreaKind::kCircle, .id = 0, .latitude = 0, .longitude = 0, .radius_km = kNearKilometres};
    const char* const stop = one.data() + one.size();
    auto [comma, error] = std::from_chars(one.data(), stop, circle.latitude, std::chars_format::fixed);
    if (error != std::errc() || comma == stop || *comma != ',') return std::nullopt;
    auto [rest, second] = std::from_chars(comma + 1, stop, circle.longitude, std::chars_format::fixed);
    if (second != std::errc() || std::abs(circle.latitude) > 90 || std::abs(circle.longitude) > 180)
      return std::nullopt;
    if (rest != stop) {
      const Sentence distance(std::string_view(rest, static_cast<std::size_t>(stop - rest)));
      const Distance found = *rest == ',' ? distance_at(distance, 1) : Distance{};
      if (found.kilometres <= 0 || found.span.end != distance.text().size()) return std::nullopt;
      circle.radius_km = rounded_distance(found.kilometres);
    }
    circle.latitude = rounded(circle.latitude);
    circle.longitude = rounded(circle.longitude);
    filter.areas.push_back(circle);
    value.remove_prefix(std::min(end + 1, value.size()));
  }
  if (filter.areas.empty()) return std::nullopt;
  return filter;
}

std::string canonical_of_circles(const PlaceFilter& filter) {
  std::string text = "near:";
  for (const Area& area : filter.areas) {
    if (text.back() != ':') text.push_back(';');
    text +=
        fmt::format("{},{},{}km", shortest(area.latitude, 5), shortest(area.longitude, 5), shortest(area.radius_km, 3));
  }
  return text;
}

}  // namespace shoebox::query
