#include <gtest/gtest.h>
#include <jxl/encode.h>

#include "image/test_pictures.h"

namespace shoebox::image::testing {
namespace {

TEST(Jxl, DecodesLossyAndLossless) {
  check_file("lossless.jxl", {});
  check_file("lossy.jxl", {.tolerance = 8});
}

TEST(Jxl, TransparentPartsAreWhite) {
  check_file("alpha.jxl", {.below_right = kWhite});
}

/// One row of two pixels, red and blue, in Display P3 where wanted; the rest is up to the orientation.
std::string encode(JxlOrientation orientation, JxlPrimaries primaries) {
  JxlEncoder* encoder = JxlEncoderCreate(nullptr);
  JxlBasicInfo info;
  JxlEncoderInitBasicInfo(&info);
  info.xsize = 2;
  info.ysize = 1;
  info.bits_per_sample = 8;
  info.uses_original_profile = JXL_TRUE;
  info.orientation = orientation;
  EXPECT_EQ(JxlEncoderSetBasicInfo(encoder, &info), JXL_ENC_SUCCESS);
  JxlColorEncoding colour;
  JxlColorEncodingSetToSRGB(&colour, JXL_FALSE);
  colour.primaries = primaries;
  EXPECT_EQ(JxlEncoderSetColorEncoding(encoder, &colour), JXL_ENC_SUCCESS);
  JxlEncoderFrameSettings* settings = JxlEncoderFrameSettingsCreate(encoder, nullptr);
  JxlEncoderSetFrameLossless(settings, JXL_TRUE);
  const std::array<std::uint8_t, 6> pixels = {200, 40, 40, 40, 60, 200};
  const JxlPixelFormat format{3, JXL_TYPE_UINT8, JXL_NATIVE_ENDIAN, 0};
  EXPECT_EQ(JxlEncoderAddImageFrame(settings, &format, pixels.data(), pixels.size()), JXL_ENC_SUCCESS);
  JxlEncoderCloseInput(encoder);
  std::string content(4096, '\0');
  auto* next = reinterpret_cast<std::uint8_t*>(content.data());
  std::size_t room = content.size();
  EXPECT_EQ(JxlEncoderProcessOutput(encoder, &next, &room), JXL_ENC_SUCCESS);
  content.resize(content.size() - room);
  JxlEncoderDestroy(encoder);
  return content;
}

TEST(Jxl, OrientationIsAppliedOnce) {
  const auto turned = decode_bytes(encode(JXL_ORIENT_ROTATE_90_CW, JXL_PRIMARIES_SRGB));
  ASSERT_TRUE(turned) << turned.error().text();
  EXPECT_EQ(turned->full_width, 1);
  EXPECT_EQ(turned->full_height, 2);
  check_colour(turned->image, 0, 0, kRed, 0, "above");
  check_colour(turned->image, 0, 1, kBlue, 0, "below");
  const auto mirrored = decode_bytes(encode(JXL_ORIENT_FLIP_HORIZONTAL, JXL_PRIMARIES_SRGB));
  ASSERT_TRUE(mirrored) << mirrored.error().text();
  check_colour(mirrored->image, 0, 0, kBlue, 0, "left");
}

TEST(Jxl, WideColoursBecomeSrgb) {
  const auto decoded = decode_bytes(encode(JXL_ORIENT_IDENTITY, JXL_PRIMARIES_P3));
  ASSERT_TRUE(decoded) << decoded.error().text();
  // (200, 40, 40) of Display P3 is a red that sRGB cannot show whole; its green and blue fall.
  EXPECT_GT(decoded->image.rgb[0], 210);
  EXPECT_LT(decoded->image.rgb[1], 25);
}

TEST(Jxl, CutOffFileIsRejected) {
  const std::string content = load_picture("lossless.jxl");
  for (std::size_t size = 2; size + 1 < content.size(); size += 5) {
    check_error(content.substr(0, size), ErrorCode::kCorrupt, "lossless.jxl cut to " + std::to_string(size));
  }
}

}  // namespace
}  // namespace shoebox::image::testing
