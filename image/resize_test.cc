#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "image/render.h"

namespace shoebox::image {
namespace {

/// The noise of tools/make_resize_goldens.py.
Image noise(int width, int height) {
  Image image{width, height, {}};
  image.rgb.resize(static_cast<std::size_t>(width) * height * 3);
  std::uint32_t state = static_cast<std::uint32_t>(width) * 65536 + static_cast<std::uint32_t>(height);
  for (auto& value : image.rgb) {
    state = state * 1664525 + 1013904223;
    value = static_cast<std::uint8_t>(state >> 24);
  }
  return image;
}

struct Golden {
  Image source;
  Box box;
  int width = 0;
  int height = 0;
  Filter filter = Filter::kBox;
  Window window;
  std::vector<std::uint8_t> rgb;
  std::string name;
};

Filter filter_named(const std::string& name) {
  if (name == "bilinear") return Filter::kBilinear;
  if (name == "bicubic") return Filter::kBicubic;
  return name == "lanczos" ? Filter::kLanczos : Filter::kBox;
}

std::vector<Golden> load_goldens() {
  std::ifstream file(SHOEBOX_SOURCE_DIR "/tests/goldens/resize/pillow.txt");
  std::vector<Golden> goldens;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream fields(line);
    Golden golden;
    int width = 0;
    int height = 0;
    std::string filter;
    std::string hex;
    fields >> width >> height >> golden.box.left >> golden.box.top >> golden.box.right >> golden.box.bottom >>
        golden.width >> golden.height >> filter >> golden.window.left >> golden.window.top >> golden.window.width >>
        golden.window.height >> hex;
    golden.source = noise(width, height);
    golden.filter = filter_named(filter);
    golden.name = line.substr(0, line.size() - hex.size());
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
      golden.rgb.push_back(static_cast<std::uint8_t>(std::stoi(hex.substr(i, 2), nullptr, 16)));
    }
    goldens.push_back(std::move(golden));
  }
  return goldens;
}

TEST(Resize, EqualsPillowToTheLastBit) {
  const auto goldens = load_goldens();
  ASSERT_GT(goldens.size(), 50U);
  for (const auto& golden : goldens) {
    const Image image = resize(golden.source, golden.box, golden.width, golden.height, golden.filter, golden.window);
    EXPECT_EQ(image.width, golden.window.width) << golden.name;
    EXPECT_EQ(image.height, golden.window.height) << golden.name;
    EXPECT_EQ(image.rgb, golden.rgb) << golden.name;
  }
}

TEST(Resize, WindowIsAPartOfTheWhole) {
  const Image source = noise(97, 61);
  const Image whole = resize(source, 40, 30, Filter::kBicubic);
  const Image part = resize(source, {0, 0, 97, 61}, 40, 30, Filter::kBicubic, {7, 11, 20, 9});
  for (int y = 0; y < part.height; ++y) {
    const auto expected = whole.row(11 + y).subspan(7 * 3, 20 * 3);
    EXPECT_TRUE(std::ranges::equal(part.row(y), expected)) << "row " << y;
  }
}

TEST(Resize, KeepsAFlatColourWithEveryFilter) {
  Image flat{33, 21, std::vector<std::uint8_t>(33 * 21 * 3, 200)};
  for (const auto filter : {Filter::kBox, Filter::kBilinear, Filter::kBicubic, Filter::kLanczos}) {
    for (const auto value : resize(flat, 50, 7, filter).rgb) ASSERT_EQ(value, 200);
  }
}

TEST(Resize, TakesTheThinnestPictures) {
  const Image line = noise(5000, 1);
  EXPECT_EQ(resize(line, 1, 1, Filter::kLanczos).rgb.size(), 3U);
  EXPECT_EQ(resize(line, 3, 700, Filter::kBicubic).rgb.size(), 3U * 3 * 700);
}

}  // namespace
}  // namespace shoebox::image
