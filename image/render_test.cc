#include "image/render.h"

#include <gtest/gtest.h>

namespace shoebox::image {
namespace {

/// Red grows from left to right, green from top to bottom.
Decoded ramp(int width, int height) {
  Image image{width, height, {}};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      image.rgb.push_back(static_cast<std::uint8_t>(x * 255 / std::max(width - 1, 1)));
      image.rgb.push_back(static_cast<std::uint8_t>(y * 255 / std::max(height - 1, 1)));
      image.rgb.push_back(0);
    }
  }
  return {image, {0, 0, static_cast<double>(width), static_cast<double>(height)}, width, height};
}

void check_size(int width, int height, const RenderSpec& spec, int expected_width, int expected_height) {
  const Image image = render(ramp(width, height), spec);
  EXPECT_EQ(image.width, expected_width) << width << "x" << height;
  EXPECT_EQ(image.height, expected_height) << width << "x" << height;
  EXPECT_EQ(image.rgb.size(), static_cast<std::size_t>(expected_width) * expected_height * 3);
}

TEST(Render, InsideKeepsProportionsAndNeverEnlarges) {
  check_size(400, 300, {.width = 100, .height = 100}, 100, 75);
  check_size(300, 400, {.width = 100, .height = 100}, 75, 100);
  check_size(40, 30, {.width = 100, .height = 100}, 40, 30);
  check_size(2000, 1, {.width = 100, .height = 100}, 100, 1);
}

TEST(Render, SquashGivesExactlyTheSize) {
  check_size(401, 299, {.width = 26, .height = 26, .fit = Fit::kSquash}, 26, 26);
  check_size(1, 1, {.width = 26, .height = 13, .fit = Fit::kSquash}, 26, 13);
}

TEST(Render, ShortestCropIsSquareForAnyShape) {
  for (const auto& [width, height] : {std::pair{400, 300}, {300, 400}, {7, 3000}, {3000, 7}, {50, 50}, {1, 1}}) {
    check_size(width, height, {.width = 32, .height = 32, .fit = Fit::kShortestCrop}, 32, 32);
  }
}

TEST(Render, ShortestCropTruncatesTheLongSideAndRoundsHalvesToEven) {
  // 299x401 to 32: int(32 * 401 / 299) = 42 rows, so rows 5 to 36 of 42.
  const Decoded tall = ramp(299, 401);
  const Image expected = resize(tall.image, {0, 0, 299, 401}, 32, 42, Filter::kBicubic, {0, 5, 32, 32});
  EXPECT_EQ(render(tall, {.width = 32, .height = 32, .fit = Fit::kShortestCrop}).rgb, expected.rgb);
  // 100x103 to 100: (103 - 100) / 2.0 = 1.5 rounds to 2; 100x105: 2.5 rounds to 2, too.
  for (const int height : {103, 105}) {
    const Decoded near_square = ramp(100, height);
    const Image cropped = render(near_square, {.width = 100, .height = 100, .fit = Fit::kShortestCrop});
    EXPECT_EQ(cropped.rgb[1], near_square.image.row(2)[1]) << height;
  }
}

TEST(Render, ReducedDecodeIsCroppedByTheFullProportions) {
  Decoded reduced = ramp(251, 187);
  reduced.full_width = 4003;
  reduced.full_height = 2985;
  // int(224 * 4003 / 2985) = 300 where the reduced sides alone would give int(224 * 251 / 187) = 300, too; at 64 they
  // differ in nothing but the truncation: 85.8 and 85.9. What counts is that the full sides are the ones used.
  const Image image = render(reduced, {.width = 1000, .height = 1000, .fit = Fit::kInside});
  EXPECT_EQ(image.width, 1000);
  EXPECT_EQ(image.height, 746);
}

TEST(Render, AsksForTwiceAModelsInputAndForAThumbnailsOwnPixels) {
  EXPECT_EQ(decode_short_side_min({.width = 224, .height = 224, .fit = Fit::kShortestCrop}), 448);
  EXPECT_EQ(decode_short_side_min({.width = 260, .height = 260, .fit = Fit::kSquash}), 520);
  EXPECT_EQ(decode_short_side_min({.width = 320, .height = 240, .fit = Fit::kInside}), 320);
}

}  // namespace
}  // namespace shoebox::image
