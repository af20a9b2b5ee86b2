#include <gtest/gtest.h>

#include "image/test_pictures.h"

namespace shoebox::image::testing {
namespace {

TEST(Bmp, EveryDepthAndCodingGivesTheSamePicture) {
  for (const auto* name :
       {"indexed4.bmp", "indexed8.bmp", "rle8.bmp", "rle4.bmp", "rgb24.bmp", "top_down.bmp", "rgb32.bmp"}) {
    check_file(name, {});
  }
  check_file("indexed1.bmp", {0, kRed, kGreen, kRed, kGreen});
  check_file("rgb555.bmp", {.tolerance = 8});
  check_file("rgb565.bmp", {.tolerance = 8});
}

TEST(Bmp, TransparentPartsAreWhite) {
  check_file("rgba32.bmp", {.below_right = kWhite});
}

TEST(Bmp, AlphaOfZerosEverywhereMeansNone) {
  std::string content = load_picture("rgba32.bmp");
  for (std::size_t at = content.size() - 48 * 32 * 4 + 3; at < content.size(); at += 4) content[at] = 0;
  const auto decoded = decode_bytes(content);
  ASSERT_TRUE(decoded) << decoded.error().text();
  check_picture("rgba32.bmp without alpha", *decoded, {});
}

TEST(Bmp, CutOffPixelsAreRejected) {
  for (const auto* name : {"rgb24.bmp", "indexed4.bmp", "rle8.bmp"}) {
    const std::string content = load_picture(name);
    check_error(content.substr(0, content.size() / 2), ErrorCode::kCorrupt, name);
    check_error(content.substr(0, 30), ErrorCode::kCorrupt, name);
  }
}

void set_number(std::string& content, std::size_t offset, std::uint32_t value) {
  for (int i = 0; i < 4; ++i) content[offset + i] = static_cast<char>(value >> (8 * i));
}

TEST(Bmp, HostileHeadersAreRejected) {
  const std::string good = load_picture("rgb24.bmp");
  const auto check_changed = [&](std::size_t offset, std::uint32_t value, ErrorCode code) {
    std::string content = good;
    set_number(content, offset, value);
    check_error(content, code, "number " + std::to_string(value) + " at " + std::to_string(offset));
  };
  check_changed(18, 0x7FFFFFFF, ErrorCode::kLimitExceeded);
  check_changed(18, 0xFFFFFFFF, ErrorCode::kCorrupt);
  check_changed(18, 0, ErrorCode::kCorrupt);
  check_changed(22, 0x80000000, ErrorCode::kCorrupt);
  check_changed(22, 100000, ErrorCode::kCorrupt);
  check_changed(10, 0xFFFFFFF0, ErrorCode::kCorrupt);
  check_changed(26, 0x00070001, ErrorCode::kUnsupported);
  check_changed(30, 4, ErrorCode::kUnsupported);
}

TEST(Bmp, RunsOutsideThePictureAreIgnored) {
  std::string content = load_picture("rle8.bmp");
  const std::size_t pixels = static_cast<std::uint8_t>(content[10]);
  content.resize(pixels);
  // A run past the row's end, a jump far away, a run there, the end.
  content += std::string("\xFF\x01\xFF\x01\0\x02\xFF\xFF\x10\x02\0\x01", 12);
  EXPECT_TRUE(decode_bytes(content));
}

}  // namespace
}  // namespace shoebox::image::testing
