#include <gtest/gtest.h>

#include "image/test_pictures.h"

namespace shoebox::image::testing {
namespace {

TEST(Tiff, EveryLayoutGivesTheSamePicture) {
  for (const auto* name : {"lzw.tif", "tiled16.tif", "pages.tif", "big.tif"}) check_file(name, {});
  check_file("cmyk.tif", {.tolerance = 2});
}

TEST(Tiff, TransparentPartsAreWhite) {
  check_file("alpha.tif", {.tolerance = 1, .below_right = kWhite});
}

TEST(Tiff, CutOffFileIsRejected) {
  // Its directory comes last.
  const std::string content = load_picture("lzw.tif");
  for (std::size_t size = 8; size + 60 < content.size(); size += 13) {
    check_error(content.substr(0, size), ErrorCode::kCorrupt, "lzw.tif cut to " + std::to_string(size));
  }
}

}  // namespace
}  // namespace shoebox::image::testing
