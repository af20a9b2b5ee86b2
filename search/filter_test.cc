#include "search/filter.h"

#include <limits>
#include <set>

#include <gtest/gtest.h>

#include "search/day_set.h"

namespace shoebox::search {
namespace {

using Slots = std::set<std::uint32_t>;

/// A photo of the tests; what is not said is not known.
struct Photo {
  std::string taken{};  // "2025-04-03T19:20", cut to what is known
  geo::Location location{};
  double latitude = std::numeric_limits<double>::quiet_NaN();
  double longitude = std::numeric_limits<double>::quiet_NaN();
  std::string make{};
  std::string model{};
  std::vector<std::int64_t> people{};
  std::uint32_t kinds = 1;
  bool present = true;
};

image::TimePrecision precision_of(std::string_view taken) {
  using image::TimePrecision;
  return taken.size() > 10  ? TimePrecision::kMinute
         : taken.size() > 7 ? TimePrecision::kDay
         : taken.size() > 4 ? TimePrecision::kMonth
                            : TimePrecision::kYear;
}

Columns columns_of(const std::vector<Photo>& photos) {
  Columns columns;
  columns.present = index::Bitmap(photos.size());
  for (std::uint32_t i = 0; i < photos.size(); ++i) {
    const Photo& photo = photos[i];
    if (photo.present) columns.present.insert(Slot{i});
    store::PhotoFilterRow row;
    row.taken_local = photo.taken;
    row.precision = precision_of(photo.taken);
    columns.time.push_back(wall_clock(row, {}));
    columns.latitude.push_back(static_cast<float>(photo.latitude));
    columns.longitude.push_back(static_cast<float>(photo.longitude));
    columns.location.push_back(photo.location);
    columns.camera.push_back(columns.cameras.number_of(photo.make, photo.model));
    columns.lens.push_back(0);
    columns.kinds.push_back(photo.kinds);
    columns.shape.push_back(static_cast<std::uint8_t>(i % 4));
    columns.rating.push_back(static_cast<std::int8_t>(i));
    columns.favourite.push_back(i == 1 ? 1 : 0);
    columns.people.begin.push_back(static_cast<std::uint32_t>(columns.people.who.size()));
    columns.people.who.insert(columns.people.who.end(), photo.people.begin(), photo.people.end());
  }
  columns.people.begin.push_back(static_cast<std::uint32_t>(columns.people.who.size()));
  columns.present_count = columns.present.count();
  return columns;
}

Slots slots_of(const index::Bitmap& set) {
  Slots slots;
  for (std::uint32_t i = 0; i < set.size(); ++i) {
    if (set.contains(Slot{i})) slots.insert(i);
  }
  return slots;
}

const TextMatcher kNoTexts = [](const query::Filter&) -> Result<std::optional<index::Bitmap>> {
  return std::optional<index::Bitmap>{};
};

struct Known {
  Slots yes;
  Slots no;
};

Known known(const query::Filter& filter, const Columns& columns) {
  const auto matched = match(filter, columns, kNoTexts);
  EXPECT_TRUE(matched);
  return {slots_of(matched->yes), slots_of(matched->no)};
}

query::Node chip(std::size_t number) {
  return {query::NodeKind::kChip, {}, number};
}
query::Node node(query::NodeKind kind, std::vector<query::Node> children) {
  return {kind, std::move(children), 0};
}

query::Query query_of(std::vector<query::Filter> filters, query::Node tree) {
  query::Query query;
  for (query::Filter& filter : filters) {
    query.chips.emplace_back();
    query.chips.back().filter = std::move(filter);
  }
  query.filter = node(query::NodeKind::kAll, {std::move(tree)});
  return query;
}

Slots passing(const query::Query& query, const Columns& columns) {
  const auto chips = ChipMatches::create(query, columns, kNoTexts);
  EXPECT_TRUE(chips);
  return slots_of(chips->passing());
}

query::TimeFilter days(std::int32_t from, std::int32_t to) {
  return {{{from, to}}, {}, 0, {}};
}

constexpr std::int32_t k2025 = 20089;  // 2025-01-01, a Wednesday
constexpr std::int32_t k2026 = 20454;

TEST(DaySet, KnowsRangesAndWeekdays) {
  const std::vector<query::DayRange> ranges = {{k2025, k2025 + 2}, {k2026, std::nullopt}};
  const DaySet set(ranges, 0);
  EXPECT_FALSE(set.contains(k2025 - 1));
  EXPECT_TRUE(set.contains(k2025 + 1));
  EXPECT_FALSE(set.contains(k2025 + 2));
  EXPECT_TRUE(set.contains(1'000'000)) << "open ends have no end";
  EXPECT_EQ(weekday_of(k2025), 2);
  EXPECT_EQ(weekday_of(-1), 2) << "1969-12-31 was a Wednesday too";
  const DaySet wednesdays({}, 1U << 2);
  EXPECT_TRUE(wednesdays.contains(k2025));
  EXPECT_FALSE(wednesdays.contains(k2025 + 1));
  EXPECT_EQ(set.covers(k2025, k2025 + 2), Truth::kYes);
  EXPECT_EQ(set.covers(k2025, k2025 + 3), Truth::kUnknown);
  EXPECT_EQ(set.covers(k2025 + 3, k2025 + 9), Truth::kNo);
}

TEST(Filter, TimeIsAsCertainAsThePhotosDate) {
  const Columns columns = columns_of({{.taken = "2025-04-03T19:20"}, {.taken = "2025"}, {.taken = "2024"}, {}});
  const Known year = known(days(k2025, k2026), columns);
  EXPECT_EQ(year.yes, (Slots{0, 1}));
  EXPECT_EQ(year.no, Slots{2});
  const Known april = known(days(k2025 + 90, k2025 + 120), columns);
  EXPECT_EQ(april.yes, Slots{0});
  EXPECT_EQ(april.no, Slots{2}) << "a photo of 2025 may be of April";
}

TEST(Filter, HoursNeedAClock) {
  const Columns columns = columns_of({{.taken = "2025-04-03T19:20"},
                                      {.taken = "2025-04-03T05:00"},
                                      {.taken = "2025-04-03"},
                                      {.taken = "2025-04-03T04:59"}});
  const Known night = known(query::TimeFilter{{}, {{18 * 60, 5 * 60}}, 0, {}}, columns);
  EXPECT_EQ(night.yes, (Slots{0, 3})) << "over midnight";
  EXPECT_EQ(night.no, Slots{1});
  const std::int64_t day = 20181LL * 24 * 60;  // 2025-04-03
  const Known moment = known(query::TimeFilter{{}, {}, 0, {{day + 1140, day + 1740}}}, columns);
  EXPECT_EQ(moment.yes, Slots{0});
  EXPECT_EQ(moment.no, (Slots{1, 3}));
}

TEST(Filter, PlaceIsAnAreaOrACircle) {
  const geo::Location kyoto{'J' << 8 | 'P', 7, 8};
  const Columns columns = columns_of({{.location = kyoto, .latitude = 35.0116, .longitude = 135.7681},
                                      {.location = {'J' << 8 | 'P', 9, 0}, .latitude = 35.69, .longitude = 139.69},
                                      {},
                                      {.latitude = 0, .longitude = 179.99}});
  const auto area = [](query::AreaKind kind, std::uint32_t id) { return query::Area{kind, id, 0, 0, 0}; };
  EXPECT_EQ(known(query::PlaceFilter{{area(query::AreaKind::kCountry, 'J' << 8 | 'P')}}, columns).yes, (Slots{0, 1}));
  EXPECT_EQ(
      known(query::PlaceFilter{{area(query::AreaKind::kRegion, 9), area(query::AreaKind::kCity, 8)}}, columns).yes,
      (Slots{0, 1}));
  const Known city = known(query::PlaceFilter{{area(query::AreaKind::kCity, 8)}}, columns);
  EXPECT_EQ(city.no, (Slots{1, 3})) << "a photo without a place is neither";
  const query::Area near{query::AreaKind::kCircle, 0, 35.0, 135.8, 10};
  EXPECT_EQ(known(query::PlaceFilter{{near}}, columns).yes, Slots{0});
  const query::Area over_the_line{query::AreaKind::kCircle, 0, 0, -179.99, 10};
  EXPECT_EQ(known(query::PlaceFilter{{over_the_line}}, columns).yes, Slots{3});
}

TEST(Filter, PeopleAreAnyOfThoseAskedOrOnlyThose) {
  const Columns columns = columns_of({{.people = {1, 2}}, {.people = {1}}, {}, {.people = {3}}});
  const Known some = known(query::PersonFilter{{1, 3}, false}, columns);
  EXPECT_EQ(some.yes, (Slots{0, 1, 3}));
  EXPECT_EQ(some.no, Slots{});
  const Known only = known(query::PersonFilter{{1}, true}, columns);
  EXPECT_EQ(only.yes, Slots{1});
  EXPECT_EQ(only.no, (Slots{0, 3}));
}

TEST(Filter, CameraKindShapeAndStarsComeFromTheirColumns) {
  const Columns columns = columns_of({{.make = "Canon", .model = "Canon EOS R6"},
                                      {.make = "SONY", .model = "ILCE-7M4", .kinds = 2},
                                      {},
                                      {.make = "Apple", .model = "iPhone 15 Pro"}});
  EXPECT_EQ(known(query::CameraFilter{"Canon", "", query::CameraKind::kAny}, columns).yes, Slots{0});
  EXPECT_EQ(known(query::CameraFilter{"Canon", "", query::CameraKind::kAny}, columns).no, (Slots{1, 3}));
  EXPECT_EQ(known(query::MediaFilter{query::MediaKind::kScreenshot}, columns).yes, Slots{1});
  EXPECT_EQ(known(query::OrientationFilter{query::Orientation::kLandscape}, columns).yes, Slots{2});
  EXPECT_EQ(known(query::OrientationFilter{query::Orientation::kLandscape}, columns).no, (Slots{1, 3}));
  EXPECT_EQ(known(query::RatingFilter{2, 5}, columns).yes, (Slots{2, 3}));
  EXPECT_EQ(known(query::FavouriteFilter{}, columns).yes, Slots{1});
}

TEST(Filter, NotTakesAwayOnlyWhatIsKnownToMatch) {
  const Columns columns = columns_of({{.taken = "2025-04-03"}, {.taken = "2024-04-03"}, {}});
  const query::Query not_2025 = query_of({days(k2025, k2026)}, node(query::NodeKind::kNot, {chip(0)}));
  EXPECT_EQ(passing(not_2025, columns), (Slots{1, 2}));
  const query::Query twice =
      query_of({days(k2025, k2026)}, node(query::NodeKind::kNot, {node(query::NodeKind::kNot, {chip(0)})}));
  EXPECT_EQ(passing(twice, columns), (Slots{0, 2})) << "of a photo without a date nothing is known to match";
}

TEST(Filter, PartsHoldTogetherAndAlternativesDoNot) {
  const Columns columns = columns_of({{.taken = "2025-04-03", .people = {1}},
                                      {.taken = "2025-04-03", .people = {2}},
                                      {.taken = "2024-04-03", .people = {1}},
                                      {.people = {2}, .present = false}});
  const std::vector<query::Filter> filters = {days(k2025, k2026), query::PersonFilter{{1}, false},
                                              query::PersonFilter{{2}, false}};
  EXPECT_EQ(passing(query_of(filters, node(query::NodeKind::kAll, {chip(0), chip(1)})), columns), Slots{0});
  EXPECT_EQ(passing(query_of(filters, node(query::NodeKind::kAny, {chip(1), chip(2)})), columns), (Slots{0, 1, 2}));
  EXPECT_EQ(passing(query_of(filters, node(query::NodeKind::kAny, {})), columns), (Slots{0, 1, 2}));
  const query::Node neither = node(query::NodeKind::kNot, {node(query::NodeKind::kAny, {chip(1), chip(2)})});
  EXPECT_TRUE(passing(query_of(filters, neither), columns).empty());
}

TEST(Filter, ChipLeftOutCountsAsIfItWereNotThere) {
  const Columns columns = columns_of({{.taken = "2025-04-03", .people = {1}}, {.taken = "2024-04-03", .people = {2}}});
  const query::Query query =
      query_of({days(k2025, k2026), query::PersonFilter{{2}, false}}, node(query::NodeKind::kAll, {chip(0), chip(1)}));
  const auto chips = ChipMatches::create(query, columns, kNoTexts);
  EXPECT_EQ(chips->passing().count(), 0U);
  EXPECT_EQ(slots_of(chips->passing_without(0)), Slots{1});
  EXPECT_EQ(slots_of(chips->passing_without(1)), Slots{0});
  EXPECT_EQ(chips->count(1), 1U);
}

TEST(Filter, NumberOfPeopleIsNoFilterWhereNobodyCountedFaces) {
  Columns columns = columns_of({{.people = {1, 2}}, {}});
  const query::Query query = query_of({query::PersonCountFilter{2, 2}}, chip(0));
  EXPECT_EQ(passing(query, columns), (Slots{0, 1}));
  columns.counts_faces = true;
  EXPECT_EQ(passing(query, columns), Slots{0});
}

TEST(Filter, NamesAndTextsAreAskedElsewhere) {
  const Columns columns = columns_of({{}, {}, {}});
  const TextMatcher texts = [](const query::Filter&) -> Result<std::optional<index::Bitmap>> {
    index::Bitmap found;
    found.insert(Slot{1});
    return found;
  };
  const auto matched = match(query::TextFilter{"IMG"}, columns, texts);
  EXPECT_EQ(slots_of(matched->yes), Slots{1});
  EXPECT_EQ(slots_of(matched->no), (Slots{0, 2}));
}

}  // namespace
}  // namespace shoebox::search
