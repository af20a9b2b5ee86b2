#include <gtest/gtest.h>

#include "image/test_pictures.h"

namespace shoebox::image::testing {
namespace {

TEST(Heif, DecodesHeicAndAvif) {
  check_file("plain.heic", {.tolerance = 8});
  check_file("ten_bit.heic", {.tolerance = 8});
  check_file("grid.heic", {.tolerance = 12});
  check_file("plain.avif", {.tolerance = 8});
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
