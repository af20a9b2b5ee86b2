#include <gtest/gtest.h>

#include "image/test_pictures.h"

namespace shoebox::image::testing {
namespace {

TEST(Gif, DecodesTheFirstFrame) {
  check_file("plain.gif", {});
  check_file("animated.gif", {});
}

TEST(Gif, TransparentPartsAreWhite) {
  check_file("transparent.gif", {.below_right = kWhite});
}

TEST(Gif, CutOffFileIsRejected) {
  const std::string content = load_picture("plain.gif");
  for (std::size_t size = 6; size + 8 < content.size(); size += 5) {
    check_error(content.substr(0, size), ErrorCode::kCorrupt, "plain.gif cut to " + std::to_string(size));
  }
}

TEST(Gif, FileWithoutPictureIsRejected) {
  check_error(std::string("GIF89a\x02\0\x02\0\0\0\0;", 14), ErrorCode::kCorrupt, "only a terminator");
}

TEST(Gif, LyingScreenIsRejected) {
  std::string content = load_picture("plain.gif");
  content.replace(6, 4, "\xFF\xFF\xFF\xFF");
  check_error(content, ErrorCode::kLimitExceeded, "a screen of 65535 x 65535");
}

}  // namespace
}  // namespace shoebox::image::testing
