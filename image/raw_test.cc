#include <gtest/gtest.h>

#include "image/test_pictures.h"

namespace shoebox::image::testing {
namespace {

TEST(Raw, DngWithoutPreviewIsDevelopedAtHalfSizeAndTurned) {
  const auto decoded = decode_bytes(load_picture("mosaic.dng"));
  ASSERT_TRUE(decoded) << decoded.error().text();
  EXPECT_EQ(decoded->full_width, 192);
  EXPECT_EQ(decoded->full_height, 128);
  EXPECT_EQ(decoded->image.width, 96);
  // Brightness is the developer's choice; which channels lead is not.
  const auto pixel = [&](int x, int y) { return decoded->image.row(y).subspan(x * 3UL, 3); };
  EXPECT_GT(pixel(24, 16)[0], pixel(24, 16)[1] + 50);
  EXPECT_GT(pixel(72, 16)[1], pixel(72, 16)[0] + 50);
  EXPECT_GT(pixel(24, 48)[2], pixel(24, 48)[0] + 50);
  EXPECT_GT(pixel(72, 48)[0], pixel(72, 48)[2] + 50);
}

std::string_view format_of(const std::string& content) {
  return sniff_format(std::as_bytes(std::span(content)));
}

TEST(Raw, IsToldFromOtherTiffFiles) {
  EXPECT_EQ(format_of(load_picture("mosaic.dng")), "raw");
  EXPECT_EQ(format_of(load_picture("lzw.tif")), "tiff");
  EXPECT_EQ(format_of(load_picture("tiled16.tif")), "tiff");
}

TEST(Raw, IsKnownByItsFirstBytes) {
  EXPECT_EQ(format_of("FUJIFILMCCD-RAW 0201FF"), "raw");
  EXPECT_EQ(format_of(std::string("IIRO\x08\0\0\0", 8)), "raw");
  EXPECT_EQ(format_of(std::string("IIU\0\x08\0\0\0", 8)), "raw");
  EXPECT_EQ(format_of(std::string("\0\0\0\x18"
                                  "ftypcrx \0\0\0\x01"
                                  "crx isom",
                                  24)),
            "raw");
  EXPECT_EQ(format_of(std::string("II*\0\x10\0\0\0CR\x02\0\0\0\0\0", 16)), "raw");
}

TEST(Raw, CutOffFileIsRejected) {
  const std::string content = load_picture("mosaic.dng");
  EXPECT_FALSE(decode_bytes(content.substr(0, content.size() / 2)));
  EXPECT_FALSE(decode_bytes("FUJIFILMCCD-RAW 0201FF"));
}

TEST(Raw, SaysOfNoFileThatTheLibraryWasCalledWrongly) {
  const std::string content = load_picture("mosaic.dng");
  for (std::size_t size = 8; size < content.size(); size += content.size() / 64) {
    const auto decoded = decode_bytes(content.substr(0, size));
    if (decoded) continue;
    EXPECT_EQ(decoded.error().message.find("function"), std::string::npos) << decoded.error().message;
  }
}

TEST(Raw, PixelHashDoesNotDependOnTheSizeAskedFor) {
  const std::string content = load_picture("mosaic.dng");
  const auto bytes = std::as_bytes(std::span(content));
  const auto large = decode_bytes(content);
  const auto small = decode_bytes(content, 10);
  ASSERT_TRUE(large && small);
  EXPECT_EQ(pixel_hash(bytes, *large)->hash.hex(), pixel_hash(bytes, *small)->hash.hex());
}

}  // namespace
}  // namespace shoebox::image::testing
