#include "core/errors_zh.h"

#include <gtest/gtest.h>

namespace shoebox {
namespace {

TEST(ErrorsInChinese, SayWhatItIsAboutAndWhatItIs) {
  EXPECT_EQ(error_in_chinese({ErrorCode::kCorrupt, "the PNG data end too early", "/a.png"}), "/a.png：PNG 数据不完整");
  EXPECT_EQ(error_in_chinese({ErrorCode::kNotFound, "not a folder", ""}), "不是文件夹");
}

TEST(ErrorsInChinese, KnowWhatIsMadeUpAtRunTime) {
  EXPECT_EQ(message_in_chinese("cannot open the folder: Permission denied"), "打不开这个文件夹：没有权限");
  EXPECT_EQ(message_in_chinese("cannot open the folder: Level 3 halted"), "打不开这个文件夹：Level 3 halted");
  EXPECT_EQ(message_in_chinese("the picture is too large: 70000 x 70000 pixels, at most 500 million"),
            "图片太大：70000 x 70000 像素，最多 500 百万");
  EXPECT_EQ(message_in_chinese("--port: Value 70000 not in range 0 to 65535; see shoebox serve --help"),
            "--port：70000 不在 0 到 65535 的范围内；见 shoebox serve --help");
  EXPECT_EQ(message_in_chinese("the JPEG decoder crashed on this file"), "JPEG 解码器在读取这个文件时崩溃了");
  EXPECT_EQ(message_in_chinese("the picture is too large: 70000 x"), std::nullopt);
  EXPECT_EQ(message_in_chinese(""), std::nullopt);
}

TEST(ErrorsInChinese, WhatIsMadeUpStandsBehindItsKind) {
  EXPECT_EQ(error_in_chinese({ErrorCode::kLimitExceeded, "7,000 megapixels", ""}), "超过限制（7,000 megapixels）");
}

}  // namespace
}  // namespace shoebox
