#include <cstdio>
#include <functional>
#include <jpeglib.h>

#include <gtest/gtest.h>

#include "image/test_pictures.h"

namespace shoebox::image::testing {
namespace {

/// The test picture at 32 times its size by libjpeg, as `configure` wants it; `samples` fills a pixel from a colour.
std::string encode(J_COLOR_SPACE input, J_COLOR_SPACE coded, bool progressive, int width = 480, int height = 320) {
  jpeg_compress_struct info{};
  jpeg_error_mgr errors{};
  info.err = jpeg_std_error(&errors);
  jpeg_create_compress(&info);
  unsigned char* memory = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&info, &memory, &size);
  info.image_width = static_cast<JDIMENSION>(width);
  info.image_height = static_cast<JDIMENSION>(height);
  info.in_color_space = input;
  info.input_components = input == JCS_CMYK ? 4 : 3;
  jpeg_set_defaults(&info);
  jpeg_set_colorspace(&info, coded);
  jpeg_set_quality(&info, 95, TRUE);
  if (progressive) jpeg_simple_progression(&info);
  jpeg_start_compress(&info, TRUE);
  std::vector<JSAMPLE> row(static_cast<std::size_t>(width) * info.input_components);
  while (info.next_scanline < info.image_height) {
    for (int x = 0; x < width; ++x) {
      const bool below = static_cast<int>(info.next_scanline) >= height / 2;
      const Colour& colour = x < width / 2 ? (below ? kBlue : kRed) : (below ? kYellow : kGreen);
      JSAMPLE* pixel = &row[static_cast<std::size_t>(x) * info.input_components];
      // Inverted CMYK without black is RGB.
      for (int c = 0; c < 3; ++c) pixel[c] = static_cast<JSAMPLE>(colour[c]);
      if (input == JCS_CMYK) pixel[3] = 255;
    }
    JSAMPROW rows = row.data();
    jpeg_write_scanlines(&info, &rows, 1);
  }
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
  std::string content(reinterpret_cast<const char*>(memory), size);
  std::free(memory);
  return content;
}

TEST(Jpeg, DecodesEveryCodingOfColours) {
  check_file("baseline.jpg", {.tolerance = 6});
  check_file("progressive.jpg", {.tolerance = 6});
  check_file("cmyk.jpg", {.tolerance = 6});
  check_file("gray.jpg", {6, {88, 88, 88}, {124, 124, 124}, {70, 70, 70}, {188, 188, 188}});
  for (const auto coded : {JCS_CMYK, JCS_YCCK}) {
    const auto decoded = decode_bytes(encode(JCS_CMYK, coded, false));
    ASSERT_TRUE(decoded) << decoded.error().text();
    check_picture("inverted ink", *decoded, {.tolerance = 4});
  }
}

void check_reduced(int short_side_min, int expected_height) {
  const auto decoded = decode_bytes(encode(JCS_RGB, JCS_YCbCr, false, 480, 320), short_side_min);
  ASSERT_TRUE(decoded) << decoded.error().text();
  EXPECT_EQ(decoded->image.height, expected_height) << "for " << short_side_min;
  EXPECT_EQ(decoded->full_width, 480);
  EXPECT_EQ(decoded->full_height, 320);
  check_picture("reduced", *decoded, {.tolerance = 6});
}

TEST(Jpeg, IsReducedAsFarAsTheShortSideAllows) {
  check_reduced(0, 320);
  check_reduced(500, 320);
  check_reduced(161, 320);
  check_reduced(160, 160);
  check_reduced(81, 160);
  check_reduced(80, 80);
  check_reduced(40, 40);
  check_reduced(1, 40);
}

TEST(Jpeg, ReducedSidesThatDoNotDivideEndWithinAPixel) {
  const auto decoded = decode_bytes(encode(JCS_RGB, JCS_YCbCr, false, 403, 301), 75);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->image.width, 101);
  EXPECT_EQ(decoded->image.height, 76);
  EXPECT_DOUBLE_EQ(decoded->covered.right, 100.75);
  EXPECT_DOUBLE_EQ(decoded->covered.bottom, 75.25);
}

TEST(Jpeg, HalfOfABaselineFileIsEnoughAndAQuarterIsNot) {
  // Noise would spread the data evenly; here every row of blocks costs about the same, too.
  const std::string content = encode(JCS_RGB, JCS_YCbCr, false);
  const std::size_t header = content.find("\xFF\xDA");
  const std::size_t data = content.size() - header;
  EXPECT_TRUE(decode_bytes(content.substr(0, header + data * 3 / 4)));
  check_error(content.substr(0, header + data / 4), ErrorCode::kCorrupt, "a quarter");
  check_error(content.substr(0, header + 12), ErrorCode::kCorrupt, "nothing but headers");
}

TEST(Jpeg, FirstPassOfAProgressiveFileIsEnough) {
  const std::string content = encode(JCS_RGB, JCS_YCbCr, true);
  EXPECT_TRUE(decode_bytes(content.substr(0, content.size() * 3 / 4)));
  const std::size_t header = content.find("\xFF\xDA");
  check_error(content.substr(0, header + 20), ErrorCode::kCorrupt, "less than a pass");
}

TEST(Jpeg, HeaderAloneIsRejected) {
  const std::string content = load_picture("baseline.jpg");
  const std::size_t scan = content.find("\xFF\xDA");
  for (std::size_t size = 3; size < scan; size += 11) {
    check_error(content.substr(0, size), ErrorCode::kCorrupt, "cut to " + std::to_string(size));
  }
}

TEST(Jpeg, TwelveBitsAreRefusedByName) {
  std::string content = load_picture("baseline.jpg");
  const std::size_t frame = content.find("\xFF\xC0");
  ASSERT_NE(frame, std::string::npos);
  content[frame + 1] = '\xC1';
  content[frame + 4] = 12;
  check_error(content, ErrorCode::kUnsupported, "12 bits");
}

TEST(Jpeg, LyingSizeIsRejected) {
  std::string content = load_picture("baseline.jpg");
  const std::size_t frame = content.find("\xFF\xC0");
  content.replace(frame + 5, 4, "\xFF\xFF\xFF\xFF");
  check_error(content, ErrorCode::kLimitExceeded, "65535 x 65535");
  content = load_picture("progressive.jpg");
  content.replace(content.find("\xFF\xC2") + 5, 4, "\x4E\x20\x4E\x20");
  check_error(content, ErrorCode::kLimitExceeded, "20000 x 20000 progressive");
}

Hash128 hash_of(const std::string& content) {
  const auto decoded = decode_bytes(content);
  EXPECT_TRUE(decoded);
  return pixel_hash(std::as_bytes(std::span(content)), *decoded)->hash;
}

TEST(Jpeg, PixelHashIgnoresMetadataAndWhatFollows) {
  const std::string content = load_picture("orientation_1.jpg");
  const std::string comment("\xFF\xFE\x00\x07hello", 9);
  EXPECT_EQ(hash_of(content), hash_of(content.substr(0, 2) + comment + content.substr(2)));
  EXPECT_EQ(hash_of(content), hash_of(content + "a video of three seconds"));
  const std::string junk("\x00\x01junk\xFF\x00\xFF", 9);
  const std::size_t tables = content.find("\xFF\xDB");
  EXPECT_EQ(hash_of(content), hash_of(content.substr(0, tables) + junk + content.substr(tables)));
}

TEST(Jpeg, PixelHashKnowsAPictureThatWasTurned) {
  const std::string content = load_picture("orientation_1.jpg");
  std::string turned = content;
  const std::size_t tag = turned.find(std::string("\x12\x01", 2)) != std::string::npos
                              ? turned.find(std::string("\x12\x01", 2)) + 8
                              : turned.find(std::string("\x01\x12", 2)) + 9;
  turned[tag] = 6;
  ASSERT_NE(decode_bytes(turned)->full_width, 48);
  EXPECT_NE(hash_of(content), hash_of(turned));
}

TEST(Jpeg, PixelHashKnowsAnotherEncoding) {
  const std::string content = encode(JCS_RGB, JCS_YCbCr, false);
  EXPECT_NE(hash_of(content), hash_of(encode(JCS_RGB, JCS_YCbCr, true)));
  std::string changed = content;
  changed[content.size() - 40] ^= 1;
  EXPECT_NE(hash_of(content), hash_of(changed));
}

}  // namespace
}  // namespace shoebox::image::testing
