#include "cli/contact_sheet.h"

#include <gtest/gtest.h>

namespace shoebox::cli {
namespace {

image::Image solid(int width, int height, std::uint8_t level) {
  return {width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width) * height * 3, level)};
}

TEST(ContactSheet, IsFourARow) {
  std::vector<SheetCell> cells(5, SheetCell{solid(400, 300, 9), 0.5});
  const auto sheet = make_contact_sheet(cells);
  EXPECT_EQ(sheet.width, 12 + 4 * 272);
  EXPECT_EQ(sheet.height, 12 + 2 * (260 + 22 + 12));
  EXPECT_EQ(sheet.rgb.size(), static_cast<std::size_t>(sheet.width) * sheet.height * 3);
}

TEST(ContactSheet, BarGrowsWithRelevance) {
  const auto bar_pixels = [](double relevance) {
    const std::vector<SheetCell> cells{{solid(10, 10, 9), relevance}};
    const auto sheet = make_contact_sheet(cells);
    int count = 0;
    for (std::size_t i = 0; i < sheet.rgb.size(); i += 3) count += sheet.rgb[i] == 46 && sheet.rgb[i + 1] == 125;
    return count;
  };
  EXPECT_EQ(bar_pixels(0), 0);
  EXPECT_GT(bar_pixels(0.9), 2 * bar_pixels(0.4));
}

TEST(ContactSheet, EmptyPicturesAndExtremeShapesFit) {
  const std::vector<SheetCell> cells{{{}, 1.5}, {solid(5000, 1, 9), -1}, {solid(1, 5000, 9), 0.1}};
  EXPECT_EQ(make_contact_sheet(cells).height, 12 + 294);
  EXPECT_GT(make_contact_sheet({}).width, 0);
}

}  // namespace
}  // namespace shoebox::cli
