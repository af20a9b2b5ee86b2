#include <gtest/gtest.h>

#include "image/test_pictures.h"

namespace shoebox::image::testing {
namespace {

TEST(Png, EveryDepthAndKindGivesTheSamePicture) {
  for (const auto* name : {"plain.png", "interlaced.png", "rgb16.png", "palette2.png", "animated.png"}) {
    check_file(name, {});
  }
}

TEST(Png, TransparentPartsAreWhite) {
  for (const auto* name : {"rgba.png", "rgba_interlaced.png", "palette8_transparent.png", "rgb_transparent.png"}) {
    check_file(name, {.below_right = kWhite});
  }
  check_file("gray16_alpha.png", {0, {0, 0, 0}, {85, 85, 85}, {170, 170, 170}, kWhite});
}

TEST(Png, GrayBecomesEqualChannels) {
  check_file("gray8.png", {0, {0, 0, 0}, {85, 85, 85}, {170, 170, 170}, {255, 255, 255}});
  check_file("gray1.png", {0, {0, 0, 0}, {255, 255, 255}, {0, 0, 0}, {255, 255, 255}});
}

TEST(Png, CutOffFileIsRejected) {
  const std::string content = load_picture("plain.png");
  for (std::size_t size = 8; size < content.size() - 24; size += 7) {
    check_error(content.substr(0, size), ErrorCode::kCorrupt, "plain.png cut to " + std::to_string(size));
  }
}

TEST(Png, WrongChecksumIsRejected) {
  std::string content = load_picture("plain.png");
  const auto data = content.find("IDAT");
  ASSERT_NE(data, std::string::npos);
  content[data + 10] ^= 1;
  check_error(content, ErrorCode::kCorrupt, "plain.png with a flipped bit");
}

/// A header that says so, with the right checksum, and no data behind it.
std::string png_of_size(std::uint32_t width, std::uint32_t height) {
  std::string header = "IHDR";
  for (const auto side : {width, height}) {
    for (int shift = 24; shift >= 0; shift -= 8) header += static_cast<char>(side >> shift);
  }
  header += std::string("\x08\x02\0\0\0", 5);
  std::uint32_t crc = ~0U;
  for (const char c : header) {
    crc ^= static_cast<std::uint8_t>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320U : crc >> 1;
  }
  std::string png = std::string("\x89PNG\r\n\x1A\n\0\0\0\x0D", 12) + header;
  for (int shift = 24; shift >= 0; shift -= 8) png += static_cast<char>(~crc >> shift);
  return png + std::string("\0\0\0\x04IDAT", 8);
}

TEST(Png, LyingSizesAreRejectedBeforeAnythingIsAllocated) {
  check_error(png_of_size(0x7FFFFFFF, 0x7FFFFFFF), ErrorCode::kLimitExceeded, "2^31 square");
  check_error(png_of_size(131073, 1), ErrorCode::kLimitExceeded, "a side too long");
  check_error(png_of_size(20001, 20000), ErrorCode::kLimitExceeded, "just over 400 megapixels");
  check_error(png_of_size(0, 5), ErrorCode::kCorrupt, "no width");
  check_error(png_of_size(20000, 20000), ErrorCode::kCorrupt, "400 megapixels out of nothing");
}

}  // namespace
}  // namespace shoebox::image::testing
