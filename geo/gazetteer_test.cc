#include "geo/gazetteer.h"

#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "geo/tables.h"
#include "geo/test_gazetteer.h"
#include "query/fold.h"

namespace shoebox::geo {
namespace {

using query::AreaKind;

/// The file's bytes, 8-aligned as a mapping is.
std::vector<std::uint64_t> file_words() {
  std::ifstream file(gazetteer_path(), std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  std::vector<std::uint64_t> words(bytes.size() / 8 + 1);
  std::memcpy(words.data(), bytes.data(), bytes.size());
  return words;
}

ErrorCode refusal(std::span<const std::byte> bytes) {
  const Result<Tables> tables = Tables::parse(bytes);
  return tables ? ErrorCode::kInternal : tables.error().code;
}

TEST(Gazetteer, SaysWhatIsMissing) {
  EXPECT_EQ(Gazetteer::open("/nonexistent").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(Gazetteer::open("/").error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(Gazetteer::open("/dev/null").error().code, ErrorCode::kCorrupt);
}

TEST(Gazetteer, RefusesDamagedBytes) {
  std::vector<std::uint64_t> words = file_words();
  const std::span<std::byte> bytes = std::as_writable_bytes(std::span(words));
  EXPECT_EQ(refusal({}), ErrorCode::kCorrupt);
  EXPECT_EQ(refusal(bytes.first(39)), ErrorCode::kCorrupt);
  EXPECT_EQ(refusal(bytes.first(bytes.size() / 2)), ErrorCode::kCorrupt);
  bytes[bytes.size() / 2] ^= std::byte{1};
  EXPECT_EQ(refusal(bytes), ErrorCode::kCorrupt);
  bytes[8] = std::byte{99};
  EXPECT_EQ(refusal(bytes), ErrorCode::kUnsupported);
  bytes[0] = std::byte{'X'};
  EXPECT_EQ(refusal(bytes), ErrorCode::kCorrupt);
}

TEST(Gazetteer, NamesPlacesInBothLanguages) {
  const Gazetteer& gazetteer = test_gazetteer();
  EXPECT_EQ(gazetteer.name(AreaKind::kCountry, 'J' << 8 | 'P', Language::kChinese), "日本");
  EXPECT_EQ(gazetteer.name(AreaKind::kCity, 1857910, Language::kEnglish), "Kyoto");
  EXPECT_EQ(gazetteer.name(AreaKind::kCity, 1857910, Language::kChinese), "京都");
  EXPECT_EQ(gazetteer.name(AreaKind::kCity, 0, Language::kEnglish), "");
  EXPECT_EQ(gazetteer.name(AreaKind::kRegion, 12345, Language::kEnglish), "");
  EXPECT_EQ(gazetteer.name(AreaKind::kCircle, 0, Language::kEnglish), "");
}

TEST(Gazetteer, DescribesLocations) {
  const Gazetteer& gazetteer = test_gazetteer();
  const auto described = [&](double latitude, double longitude, Language language) {
    return gazetteer.describe(gazetteer.locate(latitude, longitude).value_or(Location{}), language);
  };
  EXPECT_EQ(described(35.01, 135.77, Language::kEnglish), "Kyoto, Japan");
  EXPECT_EQ(described(35.01, 135.77, Language::kChinese), "日本京都");
  EXPECT_EQ(described(30.70, 90.87, Language::kEnglish), "Tibet, China");
  EXPECT_EQ(described(30.70, 90.87, Language::kChinese), "中国西藏");
  EXPECT_EQ(described(22.30, 114.17, Language::kEnglish), "Hong Kong");
  EXPECT_EQ(described(22.30, 114.17, Language::kChinese), "香港");
  EXPECT_EQ(described(0, 0, Language::kEnglish), "");
}

TEST(Gazetteer, KnowsWhatAPlaceLiesIn) {
  const Gazetteer& gazetteer = test_gazetteer();
  const std::optional<Location> kyoto = gazetteer.containing(AreaKind::kCity, 1857910);
  ASSERT_TRUE(kyoto);
  EXPECT_EQ(kyoto->country, 'J' << 8 | 'P');
  EXPECT_EQ(gazetteer.containing(AreaKind::kRegion, kyoto->region)->country, kyoto->country);
  EXPECT_EQ(gazetteer.containing(AreaKind::kCity, 1), std::nullopt);
  const std::optional<Point> centre = gazetteer.centre(AreaKind::kRegion, kyoto->region);
  ASSERT_TRUE(centre);
  EXPECT_LT(distance_km(*centre, {35.0116, 135.7681}), 10);
}

TEST(Gazetteer, MeasuresDistances) {
  EXPECT_NEAR(distance_km({35.6895, 139.6917}, {34.6937, 135.5023}), 396, 2);
  EXPECT_NEAR(distance_km({0, 179.5}, {0, -179.5}), 111.2, 0.1);
  EXPECT_EQ(distance_km({10, 20}, {10, 20}), 0);
}

/// The tool that makes the file folds names by itself: they must be found as the program folds them.
TEST(Gazetteer, HoldsNamesAsTheProgramFoldsThem) {
  const Tables& tables = test_gazetteer().tables();
  int different = 0;
  for (std::size_t i = 0; i < tables.names.size(); i += 7) {
    const std::string_view name = tables.text_of(tables.names[i]);
    if (query::fold(name).text == name) continue;
    if (++different <= 5) ADD_FAILURE() << name << " is folded to " << query::fold(name).text;
  }
  EXPECT_EQ(different, 0);
}

TEST(Gazetteer, HoldsItsNamesInOrder) {
  const Tables& tables = test_gazetteer().tables();
  for (std::size_t i = 1; i < tables.names.size(); ++i) {
    ASSERT_LT(tables.text_of(tables.names[i - 1]), tables.text_of(tables.names[i]));
  }
}

}  // namespace
}  // namespace shoebox::geo
