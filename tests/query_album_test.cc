// The development album (../shared/data/album): every question's filters, held against the photos that it must find.
// What the whole program adds (reading files, ranking) is not asked here; persons are those of people.jsonl.

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "geo/gazetteer.h"
#include "geo/place_names.h"
#include "query/cameras.h"
#include "query/fake_finders.h"
#include "query/parse.h"

namespace shoebox::query {
namespace {

using Json = nlohmann::json;

std::string shared_folder() {
  const char* const folder = std::getenv("SHOEBOX_SHARED");
  return folder != nullptr ? folder : std::string(SHOEBOX_SOURCE_DIR) + "/../shared";
}

std::vector<Json> lines_of(const std::string& path) {
  std::vector<Json> lines;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) lines.push_back(Json::parse(line));
  return lines;
}

int number(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::int32_t day_of(std::string_view text) {
  using namespace std::chrono;
  const year_month_day date{year{number(text.substr(0, 4))}, month{static_cast<unsigned>(number(text.substr(5, 2)))},
                            day{static_cast<unsigned>(number(text.substr(8, 2)))}};
  return static_cast<std::int32_t>(sys_days(date).time_since_epoch().count());
}

struct Photo {
  Json line;
  std::optional<std::int32_t> day;
  std::optional<int> minute;  // of the day
  std::optional<geo::Location> location;
  std::set<std::int64_t> persons;
  CameraNames camera;
};

bool lies_in(const Photo& photo, const Area& area) {
  if (photo.line["lat"].is_null()) return false;
  if (area.kind != AreaKind::kCircle) return photo.location && geo::lies_in(*photo.location, area);
  const geo::Point point{photo.line["lat"], photo.line["lon"]};
  return geo::distance_km(point, {area.latitude, area.longitude}) <= area.radius_km;
}

bool holds(const TimeFilter& time, const Photo& photo) {
  if (!photo.day) return false;
  const auto in_range = [&](const DayRange& range) {
    return (!range.from || *photo.day >= *range.from) && (!range.to || *photo.day < *range.to);
  };
  const auto in_hours = [&](const ClockRange& hours) {
    const int minute = photo.minute.value_or(-1);
    if (!photo.minute) return false;
    return hours.from < hours.to ? minute >= hours.from && minute < hours.to
                                 : minute >= hours.from || minute < hours.to;
  };
  const auto in_moment = [&](const MomentRange& moment) {
    const std::int64_t now = static_cast<std::int64_t>(*photo.day) * 1440 + photo.minute.value_or(0);
    return photo.minute && now >= moment.from && now < moment.to;
  };
  const int weekday = ((*photo.day + 3) % 7 + 7) % 7;
  return (time.ranges.empty() || std::any_of(time.ranges.begin(), time.ranges.end(), in_range)) &&
         (time.hours.empty() || std::any_of(time.hours.begin(), time.hours.end(), in_hours)) &&
         (time.weekdays == 0 || (time.weekdays >> weekday & 1) != 0) &&
         (time.moments.empty() || std::any_of(time.moments.begin(), time.moments.end(), in_moment));
}

bool holds(const PlaceFilter& place, const Photo& photo) {
  return std::any_of(place.areas.begin(), place.areas.end(), [&](const Area& area) { return lies_in(photo, area); });
}

bool holds(const PersonFilter& filter, const Photo& photo) {
  const bool any = std::any_of(filter.persons.begin(), filter.persons.end(),
                               [&](std::int64_t person) { return photo.persons.contains(person); });
  return any && (!filter.only || photo.persons.size() == 1);
}

bool holds(const CameraFilter& filter, const Photo& photo) {
  return matches(filter, photo.camera);
}

bool holds(const MediaFilter& filter, const Photo& photo) {
  const std::string media = photo.line["media"];
  return filter.kind == MediaKind::kScreenshot ? media == "screenshot"
                                               : filter.kind == MediaKind::kPanorama && media == "panorama";
}

bool holds(const OrientationFilter& filter, const Photo& photo) {
  if (photo.line["width"].is_null()) return false;
  const int width = photo.line["width"];
  const int height = photo.line["height"];
  return filter.orientation == (width > height   ? Orientation::kLandscape
                                : height > width ? Orientation::kPortrait
                                                 : Orientation::kSquare);
}

std::string lowered(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

bool holds(const TextFilter& filter, const Photo& photo) {
  const std::string text = lowered(filter.text);
  if (lowered(photo.line["path"]).find(text) != std::string::npos) return true;
  return std::any_of(photo.line["ocr"].begin(), photo.line["ocr"].end(),
                     [&](const Json& line) { return lowered(line).find(text) != std::string::npos; });
}

template <typename Other>
bool holds(const Other&, const Photo&) {
  return false;
}

bool holds(const Node& node, const Query& query, const Photo& photo) {
  const auto child = [&](const Node& one) { return holds(one, query, photo); };
  switch (node.kind) {
    case NodeKind::kAll:
      return std::all_of(node.children.begin(), node.children.end(), child);
    case NodeKind::kAny:
      return node.children.empty() || std::any_of(node.children.begin(), node.children.end(), child);
    case NodeKind::kNot:
      return !child(node.children.front());
    case NodeKind::kChip:
      return std::visit([&](const auto& filter) { return holds(filter, photo); }, query.chips[node.chip].filter);
  }
  return false;
}

class AlbumQueries : public testing::Test {
 protected:
  void SetUp() override {
    const std::string album = shared_folder() + "/data/album/";
    const std::string file = std::string(SHOEBOX_DEPS_DIR) + "/gazetteer/gazetteer.bin";
    if (!std::ifstream(album + "queries.jsonl").is_open() || !std::ifstream(file).is_open()) {
      if (std::getenv("CI") != nullptr) FAIL() << "the album or the gazetteer is missing: " << album << ", " << file;
      GTEST_SKIP() << "needs " << album << " and " << file;
    }
    auto opened = geo::Gazetteer::open(file);
    ASSERT_TRUE(opened) << opened.error().text();
    gazetteer_ = std::move(*opened);
    std::map<std::string, std::int64_t> ids;
    for (const Json& person : lines_of(album + "people.jsonl")) {
      const auto id = static_cast<std::int64_t>(ids.size()) + 1;
      ids[person["name"]] = id;
      people_.add(person["name"].get<std::string>(), id);
      for (const Json& alias : person["aliases"]) people_.add(alias.get<std::string>(), id);
    }
    for (Json& line : lines_of(album + "album.jsonl")) photos_.push_back(photo_of(std::move(line), ids));
    std::vector<geo::Presence> present;
    for (const Photo& photo : photos_) {
      if (!photo.location) continue;
      present.push_back({.location = *photo.location, .near = {photo.line["lat"], photo.line["lon"]}});
    }
    places_ = std::make_unique<geo::PlaceNames>(*gazetteer_, present);
    queries_ = lines_of(album + "queries.jsonl");
  }

  Photo photo_of(Json line, const std::map<std::string, std::int64_t>& ids) const {
    Photo photo;
    if (line["taken_at"].is_string()) {
      const std::string taken = line["taken_at"];
      photo.day = day_of(taken);
      if (taken.size() > 10) photo.minute = number(taken.substr(11, 2)) * 60 + number(taken.substr(14, 2));
    }
    if (!line["lat"].is_null()) photo.location = gazetteer_->locate(line["lat"], line["lon"]);
    for (const Json& name : line["people"]) photo.persons.insert(ids.at(name));
    photo.camera = camera_names(line["make"].is_null() ? "" : line["make"].get<std::string>(),
                                line["model"].is_null() ? "" : line["model"].get<std::string>());
    photo.line = std::move(line);
    return photo;
  }

  Query parsed(const Json& line) const {
    const std::string now = line["now"];
    const std::int64_t minutes =
        static_cast<std::int64_t>(day_of(now)) * 1440 + number(now.substr(11, 2)) * 60 + number(now.substr(14, 2));
    return parse(line["q"].get<std::string>(),
                 {.now_local_minutes = minutes, .places = places_.get(), .people = &people_});
  }

  /// What is wrong with the answer; empty when nothing is.
  std::string fault(const Json& line) const {
    const Query query = parsed(line);
    const std::string seen =
        " | chips:" + chips_text(query) + " | meaning: " + query.meaning + " | not: " + query.negative_meaning;
    if (!line["filtered"]) return query.filter.children.empty() ? std::string() : "a filter where none is" + seen;
    if (query.filter.children.empty()) return "no filter" + seen;
    const std::set<std::string> expected(line["expect"].begin(), line["expect"].end());
    const std::set<std::string> optional(line["optional"].begin(), line["optional"].end());
    int missing = 0;
    int extra = 0;
    for (const Photo& photo : photos_) {
      const std::string path = photo.line["path"];
      if (optional.contains(path)) continue;
      const bool found = holds(query.filter, query, photo);
      missing += expected.contains(path) && !found ? 1 : 0;
      extra += !expected.contains(path) && found ? 1 : 0;
    }
    if (missing + extra == 0) return {};
    return std::to_string(missing) + " missing, " + std::to_string(extra) + " too many" + seen;
  }

  static std::string chips_text(const Query& query) {
    std::string text;
    for (const Chip& chip : query.chips) text += " [" + chip.text + " = " + chip.canonical + "]";
    return text;
  }

  std::unique_ptr<geo::Gazetteer> gazetteer_;
  std::unique_ptr<geo::PlaceNames> places_;
  FakePersonFinder people_;
  std::vector<Photo> photos_;
  std::vector<Json> queries_;
};

TEST_F(AlbumQueries, AreUnderstoodInBothLanguages) {
  std::map<std::string, std::pair<int, int>> counts;  // language → right, all
  for (const Json& line : queries_) {
    const bool english = line["lang"] == "en";
    auto& [right, all] = counts[english ? "en" : "zh"];
    const std::string wrong = fault(line);
    ++all;
    right += wrong.empty() ? 1 : 0;
    if (!wrong.empty()) RecordProperty(line["id"].get<std::string>(), wrong);
    if (!wrong.empty()) GTEST_LOG_(INFO) << line["id"] << " " << line["q"] << ": " << wrong;
  }
  for (const auto& [language, count] : counts) {
    EXPECT_GE(count.first, 0.98 * count.second) << language << ": " << count.first << " of " << count.second;
  }
}

TEST_F(AlbumQueries, KeepTheWordsThatAreNoFilterAsMeaning) {
  int right = 0;
  int all = 0;
  for (const Json& line : queries_) {
    const std::string text = line["parsed"]["text"];
    const Query query = parsed(line);
    ++all;
    const bool same = text.empty() == query.meaning.empty();
    right += same ? 1 : 0;
    if (query.meaning != text)
      GTEST_LOG_(INFO) << line["id"] << " " << line["q"] << ": meaning \"" << query.meaning << "\", not "
                       << line["parsed"]["text"];
  }
  EXPECT_GE(right, 0.98 * all) << right << " of " << all;
}

TEST_F(AlbumQueries, HaveChipsThatReadBackToTheSameFilter) {
  for (const Json& line : queries_) {
    for (const Chip& chip : parsed(line).chips) {
      Json again = line;
      again["q"] = chip.canonical;
      const Query query = parsed(again);
      ASSERT_EQ(query.chips.size(), 1U) << line["q"] << ": " << chip.canonical;
      EXPECT_EQ(query.chips[0].kind, chip.kind) << chip.canonical;
      EXPECT_EQ(query.chips[0].negated, chip.negated) << chip.canonical;
      for (const Photo& photo : photos_) {
        const auto holds_chip = [&](const Chip& one) {
          return std::visit([&](const auto& filter) { return holds(filter, photo); }, one.filter);
        };
        ASSERT_EQ(holds_chip(query.chips[0]), holds_chip(chip))
            << line["q"] << ": " << chip.canonical << " on " << photo.line["path"];
      }
    }
  }
}

}  // namespace
}  // namespace shoebox::query
