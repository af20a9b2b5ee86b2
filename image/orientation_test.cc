#include "image/orientation.h"

#include <gtest/gtest.h>

#include "image/test_pictures.h"

namespace shoebox::image::testing {
namespace {

void check_orientations(const std::string& extension, int tolerance) {
  for (int value = 1; value <= 8; ++value) {
    const std::string name = "orientation_" + std::to_string(value) + extension;
    const auto decoded = decode_bytes(load_picture(name));
    ASSERT_TRUE(decoded) << name << ": " << decoded.error().text();
    EXPECT_EQ(decoded->full_width, 48) << name;
    EXPECT_EQ(decoded->full_height, 32) << name;
    check_picture(name, *decoded, {.tolerance = tolerance});
  }
}

TEST(Orientation, IsAppliedOnceInJpeg) {
  check_orientations(".jpg", 6);
}
TEST(Orientation, IsAppliedOnceInPng) {
  check_orientations(".png", 0);
}
TEST(Orientation, IsAppliedOnceInWebp) {
  check_orientations(".webp", 8);
}
TEST(Orientation, IsAppliedOnceInTiff) {
  check_orientations(".tif", 0);
}
// These say it twice: as irot and imir, and in EXIF.
TEST(Orientation, IsAppliedOnceInHeic) {
  check_orientations(".heic", 12);
}

int orientation_of(const std::string& exif) {
  return exif_orientation(std::as_bytes(std::span(exif)));
}

/// A little-endian directory of one entry.
std::string exif_with(std::string entry) {
  return std::string("II*\0\x08\0\0\0\x01\0", 10) + std::move(entry) + std::string(4, '\0');
}

TEST(Orientation, IsFoundInEitherByteOrder) {
  EXPECT_EQ(orientation_of(exif_with(std::string("\x12\x01\x03\0\x01\0\0\0\x06\0\0\0", 12))), 6);
  EXPECT_EQ(
      orientation_of(std::string("Exif\0\0", 6) + exif_with(std::string("\x12\x01\x03\0\x01\0\0\0\x08\0\0\0", 12))), 8);
  EXPECT_EQ(orientation_of(std::string("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x03\0\0\0\0\0\0", 26)), 3);
}

TEST(Orientation, IsUprightWhenExifMakesNoSense) {
  EXPECT_EQ(orientation_of(""), 1);
  EXPECT_EQ(orientation_of("II"), 1);
  EXPECT_EQ(orientation_of(std::string("II*\0\xFF\xFF\xFF\xFF", 8)), 1);
  EXPECT_EQ(orientation_of(std::string("II*\0\x08\0\0\0\xFF\xFF", 10)), 1);
  EXPECT_EQ(orientation_of(exif_with(std::string("\x12\x01\x03\0\x01\0\0\0\x09\0\0\0", 12))), 1);
  EXPECT_EQ(orientation_of(exif_with(std::string("\x12\x01\x03\0\x01\0\0\0\0\0\0\0", 12))), 1);
}

TEST(Orientation, TurnsEveryPixelToItsPlace) {
  // 2 x 3 pixels numbered in rows.
  const Image image{2, 3, {0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5}};
  const std::array<std::vector<int>, 8> expected = {{{0, 1, 2, 3, 4, 5},
                                                     {1, 0, 3, 2, 5, 4},
                                                     {5, 4, 3, 2, 1, 0},
                                                     {4, 5, 2, 3, 0, 1},
                                                     {0, 2, 4, 1, 3, 5},
                                                     {4, 2, 0, 5, 3, 1},
                                                     {5, 3, 1, 4, 2, 0},
                                                     {1, 3, 5, 0, 2, 4}}};
  for (int value = 1; value <= 8; ++value) {
    const Image turned = upright(image, value);
    EXPECT_EQ(turned.width, value >= 5 ? 3 : 2);
    std::vector<int> pixels;
    for (std::size_t i = 0; i < turned.rgb.size(); i += 3) pixels.push_back(turned.rgb[i]);
    EXPECT_EQ(pixels, expected[value - 1]) << "orientation " << value;
  }
}

TEST(Orientation, BoxFollowsThePicture) {
  const Image stored{100, 50, {}};
  for (int value = 1; value <= 8; ++value) {
    const Box box = upright_box(99.25, 49.5, stored, value);
    const bool swap = value >= 5;
    EXPECT_DOUBLE_EQ(box.right - box.left, swap ? 49.5 : 99.25) << value;
    EXPECT_DOUBLE_EQ(box.bottom - box.top, swap ? 99.25 : 49.5) << value;
    EXPECT_GE(box.left, 0) << value;
    EXPECT_GE(box.top, 0) << value;
  }
  EXPECT_DOUBLE_EQ(upright_box(99.25, 49.5, stored, 6).left, 0.5);
  EXPECT_DOUBLE_EQ(upright_box(99.25, 49.5, stored, 8).top, 0.75);
}

}  // namespace
}  // namespace shoebox::image::testing
