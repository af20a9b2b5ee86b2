#include "image/colour.h"

#include <gtest/gtest.h>

#include "image/test_pictures.h"

namespace shoebox::image::testing {
namespace {

TEST(Colour, ProfilesBecomeSrgb) {
  // The files hold the picture's colours in the numbers of their space, rounded to 8 bits.
  check_file("display_p3.png", {.tolerance = 3});
  check_file("adobe_rgb.png", {.tolerance = 3});
  check_file("prophoto.png", {.tolerance = 8});
  check_file("cicp_p3.png", {.tolerance = 3});
  check_file("display_p3.jpg", {.tolerance = 6});
  check_file("display_p3.webp", {.tolerance = 3});
  check_file("display_p3.tif", {.tolerance = 3});
  check_file("display_p3.heic", {.tolerance = 8});
}

TEST(Colour, SrgbProfileChangesNothing) {
  check_file("srgb_profile.png", {});
}

TEST(Colour, LinearGammaIsUndone) {
  check_file("gamma_linear.png", {.tolerance = 6});
  // 55 / 255 of the light is 128 on an sRGB screen.
  check_file("gray_linear_profile.png", {2, {128, 128, 128}, {128, 128, 128}, {128, 128, 128}, {128, 128, 128}});
}

Raster one_pixel(std::vector<std::uint8_t> samples) {
  Raster raster = make_raster(1, 1, static_cast<int>(samples.size()));
  raster.samples = std::move(samples);
  return raster;
}

TEST(Colour, DamagedProfileCountsAsNone) {
  for (const std::size_t size : {1UL, 127UL, 128UL, 4000UL}) {
    Raster raster = one_pixel({10, 20, 30});
    raster.colour.icc.assign(size, std::byte{0x41});
    EXPECT_EQ(to_srgb(std::move(raster)).rgb, (std::vector<std::uint8_t>{10, 20, 30}));
  }
}

TEST(Colour, CmykWithoutProfileMultipliesInkAway) {
  EXPECT_EQ(to_srgb(one_pixel({0, 0, 0, 0})).rgb, (std::vector<std::uint8_t>{255, 255, 255}));
  EXPECT_EQ(to_srgb(one_pixel({0, 255, 255, 0})).rgb, (std::vector<std::uint8_t>{255, 0, 0}));
  EXPECT_EQ(to_srgb(one_pixel({0, 0, 0, 255})).rgb, (std::vector<std::uint8_t>{0, 0, 0}));
}

TEST(Colour, HdrWhiteIsBrightButNotClipped) {
  // PQ signal 148 of 255 is about 203 cd/m2, the white of paper; 255 is 10,000.
  Raster paper = one_pixel({148, 148, 148});
  paper.colour.code_points = CodePoints{9, 16};
  Raster sun = one_pixel({255, 255, 255});
  sun.colour.code_points = CodePoints{9, 16};
  Raster black = one_pixel({0, 0, 0});
  black.colour.code_points = CodePoints{9, 16};
  const int paper_level = to_srgb(std::move(paper)).rgb[0];
  EXPECT_GT(paper_level, 225);
  EXPECT_LT(paper_level, 252);
  EXPECT_GE(to_srgb(std::move(sun)).rgb[0], 254);
  EXPECT_LE(to_srgb(std::move(black)).rgb[0], 1);
}

TEST(Colour, UnknownCodePointsAreSrgb) {
  for (const int value : {0, 1, 2, 3, 22, 255}) {
    Raster raster = one_pixel({10, 120, 230});
    raster.colour.code_points = CodePoints{value, value == 22 ? 13 : 1};
    const Image image = to_srgb(std::move(raster));
    check_colour(image, 0, 0, {10, 120, 230}, 1, "code points " + std::to_string(value));
  }
}

}  // namespace
}  // namespace shoebox::image::testing
