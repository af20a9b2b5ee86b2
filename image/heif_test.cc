#include <cstdlib>

#include <gtest/gtest.h>

#include "image/render.h"
#include "image/test_pictures.h"

namespace shoebox::image::testing {
namespace {

TEST(Heif, DecodesHeicAndAvif) {
  check_file("plain.heic", {.tolerance = 8});
  check_file("ten_bit.heic", {.tolerance = 8});
  check_file("grid.heic", {.tolerance = 12});
  check_file("plain.avif", {.tolerance = 8});
}

/// Reduced or not, whatever is asked for: the same picture, and the sides of the whole.
TEST(Heif, IsReducedAsFarAsTheShortSideAllows) {
  for (const auto* name : {"plain.heic", "ten_bit.heic", "grid.heic", "plain.avif", "alpha.heic"}) {
    const std::string content = load_picture(name);
    const auto full = decode_bytes(content);
    ASSERT_TRUE(full) << name;
    const bool usual = std::string_view(name) != "ten_bit.heic" && std::string_view(name) != "alpha.heic";
    for (const int divisor : {2, 4, 8}) {
      const int short_side_min = full->image.height / divisor;
      const auto reduced = decode_bytes(content, short_side_min);
      ASSERT_TRUE(reduced) << name << ": " << reduced.error().text();
      EXPECT_EQ(reduced->full_width, full->image.width) << name;
      EXPECT_EQ(reduced->full_height, full->image.height) << name;
      const int expected = usual ? (full->image.height + divisor - 1) / divisor : full->image.height;
      EXPECT_EQ(reduced->image.height, expected) << name << " by " << divisor;
      const Image same = resize(full->image, reduced->image.width, reduced->image.height, Filter::kBox);
      double sum = 0;
      for (std::size_t i = 0; i < same.rgb.size(); ++i) sum += std::abs(same.rgb[i] - reduced->image.rgb[i]);
      EXPECT_LT(sum / static_cast<double>(same.rgb.size()), 2) << name << " by " << divisor;
    }
  }
}

TEST(Heif, TransparentPartsAreWhite) {
  check_file("alpha.heic", {.tolerance = 8, .below_right = kWhite});
  check_file("alpha.avif", {.tolerance = 8, .below_right = kWhite});
}

TEST(Heif, KnowsTheTwoFormatsApart) {
  for (const auto& [name, format] : {std::pair{"plain.heic", "heic"}, {"grid.heic", "heic"}, {"plain.avif", "avif"}}) {
    const std::string content = load_picture(name);
    EXPECT_EQ(sniff_format(std::as_bytes(std::span(content)).first(64)), format) << name;
  }
}

TEST(Heif, CutOffFileIsRejected) {
  for (const auto* name : {"plain.heic", "plain.avif"}) {
    const std::string content = load_picture(name);
    for (std::size_t size = 40; size + 100 < content.size(); size += 17) {
      check_error(content.substr(0, size), ErrorCode::kCorrupt, std::string(name) + " cut to " + std::to_string(size));
    }
  }
}

}  // namespace
}  // namespace shoebox::image::testing
