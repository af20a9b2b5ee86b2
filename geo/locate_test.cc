#include "geo/locate.h"

#include <cmath>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "geo/test_gazetteer.h"

namespace shoebox::geo {
namespace {

using query::AreaKind;

/// "JP/Kyoto/Uji", as far as known.
std::string located(double latitude, double longitude) {
  const Gazetteer& gazetteer = test_gazetteer();
  const std::optional<Location> location = gazetteer.locate(latitude, longitude);
  if (!location) return "";
  std::string text{static_cast<char>(location->country >> 8), static_cast<char>(location->country & 0xff)};
  text += "/" + std::string(gazetteer.name(AreaKind::kRegion, location->region, Language::kEnglish));
  return text + "/" + std::string(gazetteer.name(AreaKind::kCity, location->city, Language::kEnglish));
}

TEST(Locate, KnowsCountryRegionAndCity) {
  EXPECT_EQ(located(35.0116, 135.7681), "JP/Kyoto/Kyoto");
  EXPECT_EQ(located(34.8890, 135.8030), "JP/Kyoto/Uji");
  EXPECT_EQ(located(48.8580, 2.3480), "FR/Île-de-France/Paris");
  EXPECT_EQ(located(-33.872, 151.206), "AU/New South Wales/Sydney");
  EXPECT_EQ(located(64.138, -21.900), "IS/Capital Region/Reykjavik");
}

TEST(Locate, CountsQuartersToTheirCity) {
  EXPECT_EQ(located(35.6938, 139.7034), "JP/Tokyo/Tokyo");        // Shinjuku
  EXPECT_EQ(located(40.6782, -73.9442), "US/New York/New York");  // Brooklyn
  EXPECT_EQ(located(40.5795, -74.1502), "US/New York/New York");  // Staten Island
  EXPECT_EQ(located(51.4975, -0.1357), "GB/England/London");      // Westminster
  EXPECT_EQ(located(39.9590, 116.2980), "CN/Beijing/Beijing");    // Haidian
  EXPECT_EQ(located(31.2200, 121.5440), "CN/Shanghai/Shanghai");  // Pudong
  EXPECT_EQ(located(48.8867, 2.3431), "FR/Île-de-France/Paris");  // Montmartre
  EXPECT_EQ(located(22.3193, 114.1694), "HK//Hong Kong");         // Mong Kok
}

TEST(Locate, KeepsNeighboursApart) {
  EXPECT_EQ(located(40.7282, -74.0776), "US/New Jersey/Jersey City");
  EXPECT_EQ(located(35.4437, 139.6380), "JP/Kanagawa/Yokohama");
  EXPECT_EQ(located(34.0195, -118.4912), "US/California/Santa Monica");
  EXPECT_EQ(located(37.8715, -122.2730), "US/California/Berkeley");
  EXPECT_EQ(located(34.5733, 135.4830), "JP/Osaka/Sakai");
}

TEST(Locate, KnowsVillagesFarFromCities) {
  EXPECT_EQ(located(47.5622, 13.6493), "AT/Upper Austria/Hallstatt");
}

TEST(Locate, FindsTheCountryOffTheCoastAndNothingOnTheOpenSea) {
  EXPECT_EQ(located(43.68, 7.28).substr(0, 2), "FR");
  EXPECT_EQ(located(0, 0), "");
  EXPECT_EQ(located(-40, -120), "");
  EXPECT_EQ(located(-75, 0).substr(0, 2), "AQ");
}

TEST(Locate, AnswersAtTheEdgesOfTheMap) {
  const Gazetteer& gazetteer = test_gazetteer();
  for (const double latitude : {-90.0, -89.999, 0.0, 89.999, 90.0}) {
    for (const double longitude : {-180.0, -179.999, 179.999, 180.0}) gazetteer.locate(latitude, longitude);
  }
  EXPECT_EQ(located(-16.8, 179.99).substr(0, 2), "FJ");
  EXPECT_EQ(located(-16.8, -179.99).substr(0, 2), "FJ");
  EXPECT_EQ(gazetteer.locate(91, 0), std::nullopt);
  EXPECT_EQ(gazetteer.locate(0, -181), std::nullopt);
  EXPECT_EQ(gazetteer.locate(std::nan(""), 0), std::nullopt);
}

/// The truth of the album, in plain English names. Empty: no city is near, or none that its maker would name.
struct AlbumRow {
  double latitude, longitude;
  std::string country, region, city, path;
};

std::vector<AlbumRow> album_rows() {
  std::vector<AlbumRow> rows;
  std::ifstream file(shared_folder() / "data/album/album.jsonl");
  const auto text = [](const nlohmann::json& value) { return value.is_string() ? value.get<std::string>() : ""; };
  for (std::string line; std::getline(file, line);) {
    const nlohmann::json row = nlohmann::json::parse(line);
    if (row["lat"].is_null()) continue;
    rows.push_back({row["lat"], row["lon"], text(row["country"]), text(row["admin1"]), text(row["city"]), row["path"]});
  }
  return rows;
}

TEST(Locate, AgreesWithTheAlbum) {
  const std::vector<AlbumRow> rows = album_rows();
  if (rows.empty()) GTEST_SKIP() << "no album in " << shared_folder() << " (set SHOEBOX_SHARED to where it is)";
  const Gazetteer& gazetteer = test_gazetteer();
  for (const AlbumRow& row : rows) {
    const std::optional<Location> location = gazetteer.locate(row.latitude, row.longitude);
    ASSERT_TRUE(location) << row.path;
    const std::string where = row.path + " at " + std::to_string(row.latitude) + ", " + std::to_string(row.longitude);
    EXPECT_EQ(located(row.latitude, row.longitude).substr(0, 2), row.country) << where;
    if (!row.region.empty()) {
      EXPECT_EQ(gazetteer.name(AreaKind::kRegion, location->region, Language::kEnglish), row.region) << where;
    }
    const std::string_view city = gazetteer.name(AreaKind::kCity, location->city, Language::kEnglish);
    if (!row.city.empty()) {
      EXPECT_EQ(city, row.city) << where;
    }
  }
}

}  // namespace
}  // namespace shoebox::geo
