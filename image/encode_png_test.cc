#include "image/encode_png.h"

#include <gtest/gtest.h>

#include "image/codec.h"

namespace shoebox::image {
namespace {

TEST(EncodePng, ComesBackPixelForPixel) {
  Image image{3, 2, {}};
  for (std::uint8_t i = 0; i < 18; ++i) image.rgb.push_back(static_cast<std::uint8_t>(i * 14));
  const auto bytes = encode_png(image);
  ASSERT_TRUE(bytes) << bytes.error().text();
  const auto decoded = decode_image(*bytes, 0);
  ASSERT_TRUE(decoded) << decoded.error().text();
  EXPECT_EQ(decoded->image.rgb, image.rgb);
}

TEST(EncodePng, AnEmptyPictureIsRefused) {
  EXPECT_EQ(encode_png({}).error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace shoebox::image
