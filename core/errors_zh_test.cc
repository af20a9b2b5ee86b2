#include "core/errors_zh.h"

#include <gtest/gtest.h>

namespace shoebox {
namespace {

TEST(ErrorsInChinese, SayWhatItIsAboutAndWhatItIs) {
  EXPECT_EQ(error_in_chinese({ErrorCode::kCorrupt, "the PNG data end too early", "/a.png"}), "/a.png：PNG 数据不完整");
  EXPECT_EQ(error_in_chinese({ErrorCode::kNotFound, "not a folder", ""}), "不是文件夹");
}

TEST(ErrorsInChinese, WhatIsMadeUpStandsBehindItsKind) {
  EXPECT_EQ(error_in_chinese({ErrorCode::kLimitExceeded, "7,000 megapixels", ""}), "超过限制（7,000 megapixels）");
}

}  // namespace
}  // namespace shoebox
