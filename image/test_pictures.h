#pragma once
// The pictures of tests/data/images (tools/make_test_images.py), for the tests of the codecs: all show red above left,
// green above right, blue below left and yellow below right.

#include <array>
#include <cstdlib>
#include <string>

#include <gtest/gtest.h>

#include "core/path.h"
#include "image/codec.h"

namespace shoebox::image::testing {

using Colour = std::array<int, 3>;

constexpr Colour kRed{200, 40, 40};
constexpr Colour kGreen{40, 180, 60};
constexpr Colour kBlue{40, 60, 200};
constexpr Colour kYellow{220, 200, 40};
constexpr Colour kWhite{255, 255, 255};

inline std::string load_picture(const std::string& name) {
  const auto content = read_file(SHOEBOX_SOURCE_DIR "/tests/data/images/" + name, 1 << 20);
  EXPECT_TRUE(content) << name;
  return content.value_or("");
}

inline Result<Decoded> decode_bytes(const std::string& content, int short_side_min = 0) {
  return decode_image(std::as_bytes(std::span(content)), short_side_min);
}

inline void check_colour(const Image& image, int x, int y, const Colour& expected, int tolerance,
                         const std::string& name) {
  const auto row = image.row(y);
  for (int c = 0; c < 3; ++c) {
    EXPECT_LE(std::abs(row[x * 3 + c] - expected[c]), tolerance)
        << name << " at " << x << ", " << y << " channel " << c << ": " << int{row[x * 3 + c]} << " for "
        << expected[c];
  }
}

struct Expected {
  int tolerance = 0;
  Colour above_left = kRed;
  Colour above_right = kGreen;
  Colour below_left = kBlue;
  Colour below_right = kYellow;
};

/// The middles of the four fields; sides are 3:2.
inline void check_picture(const std::string& name, const Decoded& decoded, const Expected& expected) {
  const Image& image = decoded.image;
  ASSERT_EQ(image.rgb.size(), static_cast<std::size_t>(image.width) * image.height * 3) << name;
  ASSERT_EQ(image.width * 2, image.height * 3) << name;
  const int left = image.width / 4;
  const int right = image.width * 3 / 4;
  const int above = image.height / 4;
  const int below = image.height * 3 / 4;
  check_colour(image, left, above, expected.above_left, expected.tolerance, name);
  check_colour(image, right, above, expected.above_right, expected.tolerance, name);
  check_colour(image, left, below, expected.below_left, expected.tolerance, name);
  check_colour(image, right, below, expected.below_right, expected.tolerance, name);
}

inline void check_file(const std::string& name, const Expected& expected) {
  const auto decoded = decode_bytes(load_picture(name));
  ASSERT_TRUE(decoded) << name << ": " << decoded.error().text();
  check_picture(name, *decoded, expected);
}

/// That it is an error of this code, whose message is a sentence's worth.
inline void check_error(const std::string& content, ErrorCode code, const std::string& name) {
  const auto decoded = decode_bytes(content);
  ASSERT_FALSE(decoded) << name;
  EXPECT_EQ(to_string(decoded.error().code), to_string(code)) << name << ": " << decoded.error().message;
  EXPECT_GT(decoded.error().message.size(), 10U) << name;
}

}  // namespace shoebox::image::testing
