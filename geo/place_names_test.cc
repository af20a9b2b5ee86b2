#include "geo/place_names.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "geo/test_gazetteer.h"
#include "query/fold.h"

namespace shoebox::geo {
namespace {

using query::AreaKind;
using query::PlaceMatch;

std::vector<PlaceMatch> matches(std::string_view text,
                                std::optional<std::span<const Presence>> present = std::nullopt) {
  return PlaceNames(test_gazetteer(), present).names_at(query::fold(text).text, 0);
}

/// The longest match: "京都 region:Kyoto, Japan", with its text and its areas.
std::string longest(std::string_view text, std::optional<std::span<const Presence>> present = std::nullopt) {
  const std::vector<PlaceMatch> found = matches(text, present);
  if (found.empty()) return "";
  std::string all = query::fold(text).text.substr(0, found.front().length);
  for (const query::Area& area : found.front().areas) {
    if (area.kind == AreaKind::kCircle)
      all += " circle";
    else
      all += " " + std::string(test_gazetteer().name(area.kind, area.id, Language::kEnglish));
    if (area.kind == AreaKind::kRegion) all += "(region)";
  }
  return all;
}

TEST(PlaceNames, KnowsBothLanguagesAndBothScripts) {
  for (const char* name : {"日本", "Japan", "japan", "ＪＡＰＡＮ"})
    EXPECT_TRUE(longest(name).ends_with(" Japan")) << name;
  for (const char* name : {"东京", "東京", "Tokyo", "Tōkyō"})
    EXPECT_TRUE(longest(name).ends_with(" Tokyo(region)")) << name;
  for (const char* name : {"冲绳", "沖縄", "Okinawa"}) EXPECT_TRUE(longest(name).ends_with(" Okinawa(region)")) << name;
  EXPECT_EQ(longest("München"), "munchen Munich");
  EXPECT_EQ(longest("慕尼黑"), "慕尼黑 Munich");
  EXPECT_EQ(longest("서울"), "서울 Seoul(region)");
}

TEST(PlaceNames, KnowsUsualShortNames) {
  EXPECT_EQ(longest("NYC"), "nyc New York");
  EXPECT_EQ(longest("加州"), "加州 California(region)");
  EXPECT_EQ(longest("SF"), "sf San Francisco");
  EXPECT_EQ(longest("USA"), "usa United States");
  EXPECT_EQ(longest("UK"), "uk United Kingdom");
  EXPECT_EQ(longest("St Petersburg").substr(0, 13), "st petersburg");
  EXPECT_EQ(longest("xian"), "xian Xi'an");
}

TEST(PlaceNames, MeansTheRegionAroundACityOfOneName) {
  EXPECT_EQ(longest("京都"), "京都 Kyoto(region)");
  EXPECT_EQ(longest("New York"), "new york New York(region)");
  EXPECT_EQ(longest("新加坡"), "新加坡 Singapore");
}

TEST(PlaceNames, LetsASuffixNarrow) {
  EXPECT_EQ(longest("京都市"), "京都市 Kyoto");
  EXPECT_EQ(longest("京都府"), "京都府 Kyoto(region)");
  EXPECT_EQ(longest("New York City in 2018"), "new york city New York");
  EXPECT_EQ(longest("Washington State"), "washington state Washington(region)");
  EXPECT_EQ(longest("北京市"), "北京市 Beijing(region)");
  EXPECT_TRUE(matches("京都市")[0].suffixed);
  EXPECT_FALSE(matches("杭州")[0].suffixed);
}

TEST(PlaceNames, TakesTheLongestFirst) {
  EXPECT_EQ(longest("West Virginia"), "west virginia West Virginia(region)");
  const std::vector<PlaceMatch> found = matches("京都市的樱花");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_GT(found[0].length, found[1].length);
}

TEST(PlaceNames, MeansAllThatBearAName) {
  const std::vector<PlaceMatch> georgia = matches("Georgia");
  ASSERT_GE(georgia.at(0).areas.size(), 2U);
  EXPECT_EQ(georgia[0].areas[0].kind, AreaKind::kCountry);
  EXPECT_EQ(georgia[0].areas[1].kind, AreaKind::kRegion);
  EXPECT_GT(matches("Paris").at(0).areas.size(), 3U);
  EXPECT_EQ(matches("Paris")[0].label_en, "Paris, France");
}

TEST(PlaceNames, SaysWhichAreOrdinaryWords) {
  for (const char* word :
       {"turkey", "china", "nice", "orange", "reading", "bath", "mobile", "buffalo", "phoenix", "split"}) {
    ASSERT_FALSE(matches(word).empty()) << word;
    EXPECT_TRUE(matches(word)[0].common_word) << word;
  }
  for (const char* name : {"paris", "tokyo", "london", "panama", "berlin", "冲绳", "大理"}) {
    ASSERT_FALSE(matches(name).empty()) << name;
    EXPECT_FALSE(matches(name)[0].common_word) << name;
  }
}

TEST(PlaceNames, LeavesWordsAlone) {
  for (const char* word : {"beach", "sunset", "dog", "cat", "mountain", "birthday", "flower", "海边", "海滩", "高山",
                           "树下", "天空", "和", "沙", "太阳", "老人", "小明", "公园", "安静"}) {
    EXPECT_EQ(longest(word), "") << word;
  }
}

TEST(PlaceNames, LeavesWordsThatBeginWithANameAlone) {
  for (const char* word : {"大理石", "日本料理", "中国人", "北京人", "上海菜", "南京路"})
    EXPECT_EQ(longest(word), "") << word;
  EXPECT_EQ(longest("kyotos"), "");
  EXPECT_EQ(longest("Kyoto's"), "kyoto Kyoto(region)");
}

TEST(PlaceNames, DrawsQuartersAsCircles) {
  const std::vector<PlaceMatch> found = matches("新宿");
  ASSERT_FALSE(found.empty());
  const query::Area& area = found[0].areas.at(0);
  EXPECT_EQ(area.kind, AreaKind::kCircle);
  EXPECT_GT(area.radius_km, 1);
  EXPECT_LT(area.radius_km, 10);
}

TEST(PlaceNames, KnowsPartsOfTheWorld) {
  EXPECT_GT(matches("欧洲").at(0).areas.size(), 40U);
  EXPECT_EQ(matches("Europe").at(0).label_zh, "欧洲");
  EXPECT_EQ(longest("四国"), "四国 Tokushima(region) Kagawa(region) Ehime(region) Kochi(region)");
}

TEST(PlaceNames, KnowsLakesMountainsIslandsAndParks) {
  EXPECT_EQ(longest("青海湖"), "青海湖 circle");
  EXPECT_EQ(longest("Yosemite National Park"), "yosemite national park circle");
  EXPECT_EQ(longest("長白山"), "长白山 circle");
  EXPECT_EQ(longest("the Alps").substr(0, 15), "the alps circle");
  const query::Area lake = matches("Lake Tahoe").at(0).areas.at(0);
  EXPECT_NEAR(lake.latitude, 39.1, 0.1);
  EXPECT_NEAR(lake.longitude, -120.0, 0.1);
  EXPECT_NEAR(lake.radius_km, 24, 1);
  EXPECT_EQ(matches("太浩湖").at(0).areas, matches("Lake Tahoe").at(0).areas);
}

TEST(PlaceNames, KnowsRegionsOfRegionsWithCircles) {
  EXPECT_TRUE(longest("江浙沪").ends_with(" Jiangsu(region) Zhejiang(region) Shanghai(region)"));
  EXPECT_EQ(matches("东北").at(0).areas, matches("东三省").at(0).areas);
}

TEST(PlaceNames, TellsTheMajorPlacesOfANameFromItsVillages) {
  const PlaceMatch lisbon = matches("Lisbon").at(0);
  EXPECT_EQ(lisbon.major, 1U);
  EXPECT_GT(lisbon.areas.size(), 1U);
  EXPECT_NEAR(lisbon.areas[0].latitude, 38.7, 0.2);
  const PlaceMatch new_york = matches("New York").at(0);
  EXPECT_NEAR(new_york.areas[0].latitude, 40.7, 0.1);  // the city's middle, not Albany's
}

TEST(PlaceNames, LetsPlacesOfTheLibraryFireHoweverSmall) {
  const std::optional<Location> vernazza = test_gazetteer().locate(44.1349, 9.6838);
  ASSERT_TRUE(vernazza);
  EXPECT_TRUE(matches("Vernazza").at(0).obscure);
  const Presence there{.location = *vernazza, .near = {44.15, 9.7}};
  EXPECT_FALSE(matches("Vernazza", std::span(&there, 1)).at(0).obscure);
  EXPECT_EQ(longest("Vernazza", std::span(&there, 1)), "vernazza Vernazza");
}

TEST(PlaceNames, LeavesAMountainWithoutPhotosToWhatItLooksLike) {
  const Presence kyoto{.location = *test_gazetteer().locate(35.01, 135.77), .near = {35, 135.75}};
  const Presence climbed{.location = *test_gazetteer().locate(35.36, 138.73), .near = {35.35, 138.75}};
  for (const char* name : {"富士山", "日月潭", "青海湖"}) {
    EXPECT_TRUE(longest(name).starts_with(name)) << name;  // nothing is known of the library
    EXPECT_FALSE(longest(name, std::span(&kyoto, 1)).starts_with(name)) << name;
    EXPECT_FALSE(longest(name, std::span<const Presence>()).starts_with(name)) << name;
  }
  EXPECT_EQ(longest("富士山", std::span(&climbed, 1)), "富士山 circle");
  EXPECT_TRUE(matches("Mount Fuji", std::span(&kyoto, 1)).at(0).obscure);  // a place behind "in" and "near"
  EXPECT_FALSE(matches("Mount Fuji", std::span(&climbed, 1)).at(0).obscure);
  EXPECT_EQ(longest("东北", std::span(&kyoto, 1)), longest("东北"));  // a part of a country
}

TEST(PlaceNames, KnowsSmallPlacesOfManyTravellers) {
  for (const char* name : {"Hallstatt", "Zermatt", "Banff", "Moab", "Frankfurt", "Bangalore"})
    EXPECT_FALSE(matches(name).at(0).obscure) << name;
}

TEST(PlaceNames, ToleratesAnyPosition) {
  const PlaceNames names(test_gazetteer());
  const std::string text = "在京都\xff\xe4\xba kyoto";
  for (std::size_t at = 0; at <= text.size() + 2; ++at) names.names_at(text, at);
  EXPECT_TRUE(names.names_at("", 0).empty());
}

TEST(PlaceNames, KnowsWhatLiesInWhat) {
  const PlaceNames names(test_gazetteer());
  const query::Area japan = matches("日本").at(0).areas.at(0);
  const query::Area kyoto_city = matches("京都市").at(0).areas.at(0);
  const query::Area kyoto = matches("京都").at(0).areas.at(0);
  const query::Area shinjuku = matches("新宿").at(0).areas.at(0);
  EXPECT_TRUE(names.contains(japan, kyoto));
  EXPECT_TRUE(names.contains(japan, kyoto_city));
  EXPECT_TRUE(names.contains(kyoto, kyoto_city));
  EXPECT_TRUE(names.contains(japan, shinjuku));
  EXPECT_TRUE(names.contains(kyoto, kyoto));
  EXPECT_FALSE(names.contains(kyoto_city, kyoto));
  EXPECT_FALSE(names.contains(kyoto, japan));
  EXPECT_FALSE(names.contains(kyoto, shinjuku));
}

}  // namespace
}  // namespace shoebox::geo
