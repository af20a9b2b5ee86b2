#include "image/metadata_takeout.h"

#include <string>

#include <gtest/gtest.h>

#include "core/limits.h"

namespace shoebox::image {
namespace {

Metadata read(const std::string& text) {
  return read_sidecar(std::as_bytes(std::span(text)));
}

std::string repeat(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TEST(Takeout, FactsAreRead) {
  const Metadata metadata = read(R"( {"title": "IMG.jpg", "description": " 樱花 ", "url": "https://x",
      "creationTime": {"timestamp": "1700000000"}, "favorited": true,
      "photoTakenTime": {"timestamp": "1680000000", "formatted": "Mar 28, 2023"},
      "geoData": {"latitude": 35.5, "longitude": 139.25, "altitude": 12.5},
      "people": [{"name": "豆豆"}, {"name": "Lily"}, {"name": "Lily"}, {}, 5]})");
  ASSERT_TRUE(metadata.taken);
  EXPECT_EQ(metadata.taken->local, "2023-03-28T10:40:00");
  EXPECT_FALSE(metadata.taken->offset_minutes);
  EXPECT_EQ(metadata.taken->source, "takeout:photoTakenTime");
  ASSERT_TRUE(metadata.gps);
  EXPECT_EQ(metadata.gps->latitude, 35.5);
  EXPECT_EQ(metadata.gps->longitude, 139.25);
  EXPECT_EQ(metadata.gps->altitude_metres, 12.5);
  EXPECT_EQ(metadata.description, "樱花");
  EXPECT_EQ(metadata.people, (std::vector<std::string>{"豆豆", "Lily"}));
  EXPECT_TRUE(metadata.favourite);
}

TEST(Takeout, NumbersAndMomentsBefore1970AreTimes) {
  EXPECT_EQ(read(R"({"photoTakenTime":{"timestamp":1680000000}})").taken->local, "2023-03-28T10:40:00");
  EXPECT_EQ(read(R"({"photoTakenTime":{"timestamp":"-86399"}})").taken->local, "1969-12-31T00:00:01");
}

TEST(Takeout, ZeroIsNoPlaceAndNoTime) {
  const Metadata metadata = read(R"({"photoTakenTime":{"timestamp":"0"},"geoData":{"latitude":0.0,"longitude":0.0}})");
  EXPECT_FALSE(metadata.taken);
  EXPECT_FALSE(metadata.gps);
  const Metadata exif = read(R"({"geoData":{"latitude":0.0,"longitude":0.0,"altitude":0.0},
                                 "geoDataExif":{"latitude":-33.5,"longitude":151.0,"altitude":0.0}})");
  ASSERT_TRUE(exif.gps);
  EXPECT_EQ(exif.gps->latitude, -33.5);
  EXPECT_FALSE(exif.gps->altitude_metres);
}

TEST(Takeout, WrongTypesAreLeftOut) {
  for (const char* text :
       {R"({"photoTakenTime":{"timestamp":"yesterday"}})", R"({"photoTakenTime":{"timestamp":"1680000000x"}})",
        R"({"photoTakenTime":{"timestamp":1e300}})", R"({"photoTakenTime":{"timestamp":18446744073709551615}})",
        R"({"photoTakenTime":"1680000000"})", R"({"photoTakenTime":[]})", R"({"photoTakenTime":{"timestamp":{}}})",
        R"({"geoData":{"latitude":"35","longitude":"139"}})", R"({"geoData":{"latitude":91,"longitude":10}})",
        R"({"geoData":{"latitude":1e999,"longitude":10}})", R"({"geoData":7,"people":{"name":"x"},"favorited":"true"})",
        R"({"description":["x"],"people":[["x"]],"favorited":1})", "{}", "{", "{]", "", "{\"a\":1}x"}) {
    const Metadata metadata = read(text);
    EXPECT_FALSE(metadata.taken) << text;
    EXPECT_FALSE(metadata.gps) << text;
    EXPECT_TRUE(metadata.people.empty()) << text;
    EXPECT_TRUE(metadata.description.empty()) << text;
    EXPECT_FALSE(metadata.favourite) << text;
  }
}

TEST(Takeout, DeepAndHugeFilesAreHarmless) {
  const std::string deep =
      R"({"photoTakenTime":{"timestamp":"1680000000"},"x":)" + repeat("[", 200'000) + repeat("]", 200'000) + "}";
  EXPECT_EQ(read(deep).taken->local, "2023-03-28T10:40:00");
  EXPECT_FALSE(read("{\"x\":" + repeat("{\"a\":", 100'000)).taken);
  std::string many = R"({"people":[)";
  for (int i = 0; i < 20'000; ++i) many += "{\"name\":\"p" + std::to_string(i) + "\"},";
  EXPECT_EQ(read(many + "{}]}").people.size(), limits::kMetadataListMax);
  EXPECT_FALSE(read(R"({"photoTakenTime":{"timestamp":"1680000000"}})" + std::string(2 << 20, ' ')).taken);
}

TEST(Takeout, BytesThatAreNoUtf8AreHarmless) {
  const Metadata metadata = read("{\"description\":\"caf\xE9\",\"people\":[{\"name\":\"a\\u0000b\"}]}");
  EXPECT_TRUE(metadata.taken == std::nullopt);
  EXPECT_EQ(read("{\"people\":[{\"name\":\"a\\u0007b\"}]}").people, (std::vector<std::string>{"a b"}));
}

TEST(Takeout, OtherSidecarsAreNotJson) {
  const auto json = [](std::string_view text) { return is_json(std::as_bytes(std::span(text))); };
  EXPECT_TRUE(json("\xEF\xBB\xBF\n {}"));
  EXPECT_FALSE(json("<x:xmpmeta>"));
  EXPECT_FALSE(json("[{}]"));
  EXPECT_FALSE(json(""));
}

}  // namespace
}  // namespace shoebox::image
