// What holds for all codecs: content decides, damage is survived, identity is stable.

#include "image/codec.h"

#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>

#include "image/test_pictures.h"

namespace shoebox::image::testing {
namespace {

std::vector<std::string> all_pictures() {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(SHOEBOX_SOURCE_DIR "/tests/data/images", error)) {
    names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

TEST(Codec, ContentDecidesNotTheName) {
  for (const auto& [name, format] : {std::pair{"plain.png", "png"},
                                     {"baseline.jpg", "jpeg"},
                                     {"plain.gif", "gif"},
                                     {"lossy.webp", "webp"},
                                     {"rgb24.bmp", "bmp"},
                                     {"lossless.jxl", "jxl"}}) {
    const std::string content = load_picture(name);
    EXPECT_EQ(sniff_format(std::as_bytes(std::span(content)).first(32)), format) << name;
  }
}

TEST(Codec, OtherFilesAreNotPictures) {
  check_error("", ErrorCode::kCorrupt, "an empty file");
  check_error("%PDF-1.7 and so on", ErrorCode::kUnsupported, "a PDF");
  check_error(std::string(100, '\0'), ErrorCode::kUnsupported, "zeros");
  check_error("<svg xmlns='http://www.w3.org/2000/svg'/>", ErrorCode::kUnsupported, "an SVG");
  EXPECT_EQ(sniff_format({}), "");
}

TEST(Codec, EveryTestPictureDecodes) {
  const auto names = all_pictures();
  ASSERT_GT(names.size(), 90U);
  for (const auto& name : names) {
    const auto decoded = decode_bytes(load_picture(name), 16);
    EXPECT_TRUE(decoded) << name << ": " << decoded.error().text();
  }
}

/// Damage may give a picture or an error, nothing else.
void check_survives(const std::string& content, const std::string& name) {
  const auto decoded = decode_bytes(content, 16);
  if (decoded) {
    EXPECT_EQ(decoded->image.rgb.size(), static_cast<std::size_t>(decoded->image.width) * decoded->image.height * 3);
    EXPECT_TRUE(pixel_hash(std::as_bytes(std::span(content)), *decoded)) << name;
  } else {
    EXPECT_FALSE(decoded.error().message.empty()) << name;
  }
}

TEST(Codec, CutOffFilesAreSurvived) {
  for (const auto& name : all_pictures()) {
    const std::string content = load_picture(name);
    for (int part = 1; part < 12; ++part) check_survives(content.substr(0, content.size() * part / 12), name);
  }
}

TEST(Codec, FlippedBitsAreSurvived) {
  for (const auto& name : all_pictures()) {
    const std::string content = load_picture(name);
    // Headers are where bits matter most; the rest is sampled.
    for (std::size_t at = 4; at < content.size(); at += at < 200 ? 7 : content.size() / 12 + 1) {
      std::string flipped = content;
      flipped[at] ^= static_cast<char>(1 << (at % 8));
      check_survives(flipped, name + " flipped at " + std::to_string(at));
    }
  }
}

TEST(Codec, PixelHashIsStableAndTellsPicturesApart) {
  const auto hash = [](const std::string& name) {
    const std::string content = load_picture(name);
    return pixel_hash(std::as_bytes(std::span(content)), *decode_bytes(content))->hash;
  };
  for (const auto* name : {"plain.png", "plain.heic", "plain.avif", "lossy.webp", "mosaic.dng", "lzw.tif"}) {
    EXPECT_EQ(hash(name), hash(name)) << name;
  }
  EXPECT_NE(hash("plain.png"), hash("rgba.png"));
  EXPECT_NE(hash("plain.heic"), hash("ten_bit.heic"));
  EXPECT_NE(hash("baseline.jpg"), hash("progressive.jpg"));
  // The same pixels, stored in other ways, are the same picture.
  EXPECT_EQ(hash("plain.png"), hash("interlaced.png"));
}

}  // namespace
}  // namespace shoebox::image::testing
