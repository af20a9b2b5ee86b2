#include <gtest/gtest.h>

#include "image/test_pictures.h"

namespace shoebox::image::testing {
namespace {

TEST(Webp, DecodesLossyLosslessAndFirstFrame) {
  check_file("lossy.webp", {.tolerance = 8});
  check_file("animated.webp", {});
}

TEST(Webp, TransparentPartsAreWhite) {
  check_file("alpha.webp", {.below_right = kWhite});
}

TEST(Webp, CutOffFileIsRejected) {
  for (const auto* name : {"lossy.webp", "alpha.webp"}) {
    const std::string content = load_picture(name);
    for (std::size_t size = 12; size + 2 < content.size(); size += 5) {
      check_error(content.substr(0, size), ErrorCode::kCorrupt, name);
    }
  }
}

TEST(Webp, WhatIsEncodedDecodesToNearlyTheSame) {
  const auto original = decode_bytes(load_picture("plain.png"));
  ASSERT_TRUE(original);
  const auto encoded = encode_webp(original->image, 90);
  ASSERT_TRUE(encoded) << encoded.error().text();
  const auto decoded = decode_image(*encoded, 0);
  ASSERT_TRUE(decoded) << decoded.error().text();
  check_picture("encoded", *decoded, {.tolerance = 8});
}

TEST(Webp, ImpossibleEncodingsAreErrors) {
  const Image image{2, 2, std::vector<std::uint8_t>(12)};
  EXPECT_FALSE(encode_webp(image, 101));
  EXPECT_FALSE(encode_webp(image, -1));
  EXPECT_FALSE(encode_webp(Image{0, 0, {}}, 80));
  EXPECT_FALSE(encode_webp(Image{16384, 1, std::vector<std::uint8_t>(16384 * 3)}, 80));
}

}  // namespace
}  // namespace shoebox::image::testing
