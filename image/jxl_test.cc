#include <gtest/gtest.h>

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

TEST(Jxl, CutOffFileIsRejected) {
  const std::string content = load_picture("lossless.jxl");
  for (std::size_t size = 2; size + 1 < content.size(); size += 5) {
    check_error(content.substr(0, size), ErrorCode::kCorrupt, "lossless.jxl cut to " + std::to_string(size));
  }
}

}  // namespace
}  // namespace shoebox::image::testing
