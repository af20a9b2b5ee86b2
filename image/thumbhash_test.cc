#include "image/thumbhash.h"

#include <gtest/gtest.h>

namespace shoebox::image {
namespace {

/// red = x, green = y, blue = x + y, each times its step.
Image gradient(int width, int height) {
  Image picture{width, height, {}};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      for (const int value : {x * 5, y * 9, x * 2 + y * 3})
        picture.rgb.push_back(static_cast<std::uint8_t>(value % 256));
    }
  }
  return picture;
}

std::string hex(const std::string& bytes) {
  std::string text;
  for (const char c : bytes) {
    text += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
    text += "0123456789abcdef"[static_cast<unsigned char>(c) & 15];
  }
  return text;
}

/// A coefficient that is zero in theory lies on the border of two steps, where the last bit of a cosine decides.
void expect_near(const std::string& actual, const std::string& expected) {
  constexpr std::size_t kHeaderDigits = 10;
  ASSERT_EQ(actual.size(), expected.size());
  EXPECT_EQ(actual.substr(0, kHeaderDigits), expected.substr(0, kHeaderDigits));
  for (std::size_t i = kHeaderDigits; i < actual.size(); ++i) {
    EXPECT_NEAR(std::stoi(actual.substr(i, 1), nullptr, 16), std::stoi(expected.substr(i, 1), nullptr, 16), 1) << i;
  }
}

// Made by npm thumbhash 0.1.1, rgbaToThumbHash() of the same pixels.
TEST(Thumbhash, IsThatOfTheReference) {
  expect_near(hex(thumbhash(gradient(32, 24))), "d4c80915967277877088888788788787747027f888");
  expect_near(hex(thumbhash(gradient(10, 40))), "d057092a14757108878889a4878f60a8f8");
  EXPECT_EQ(hex(thumbhash(gradient(1, 1))), "000802070000000000000000000000000000000000000000");
}

TEST(Thumbhash, IsShortForAnyShape) {
  for (const auto& [width, height] : {std::pair{1, 400}, {400, 1}, {100, 100}, {1000, 700}, {101, 99}}) {
    const std::string hash = thumbhash(gradient(width, height));
    EXPECT_GE(hash.size(), 13U);
    EXPECT_LE(hash.size(), 25U) << width << "x" << height;
  }
}

}  // namespace
}  // namespace shoebox::image
