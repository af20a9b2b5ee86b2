#include "model/bundle_settings.h"

#include <gtest/gtest.h>

namespace shoebox::model {
namespace {

constexpr const char* kOpenClip = R"({"size": [224, 224], "mean": [0.1, 0.2, 0.3], "std": [0.4, 0.5, 0.6],
                                      "interpolation": "bicubic", "resize_mode": "shortest"})";
constexpr const char* kHub = R"({"do_resize": true, "size": {"shortest_edge": 224}, "do_center_crop": true,
                                 "crop_size": {"height": 224, "width": 224}, "resample": 3,
                                 "image_mean": [0.1, 0.2, 0.3], "image_std": [0.4, 0.5, 0.6]})";

BundleTexts immich(std::string config, std::string preprocess = kOpenClip) {
  BundleTexts texts;
  texts.folder_name = "ViT-B-32__openai";
  texts.config = std::move(config);
  texts.preprocess = std::move(preprocess);
  return texts;
}

BundleTexts hub(std::string preprocess = kHub,
                std::string config = R"({"model_type": "clip", "projection_dim": 512})") {
  BundleTexts texts = immich(std::move(config), std::move(preprocess));
  texts.layout = Layout::kHub;
  return texts;
}

BundleSettings parse(const BundleTexts& texts) {
  auto settings = parse_bundle_settings(texts);
  EXPECT_TRUE(settings) << settings.error().text();
  return settings.value_or(BundleSettings{});
}

void check_rejected(const BundleTexts& texts, ErrorCode code, std::string_view file, std::string_view says) {
  const auto settings = parse_bundle_settings(texts);
  ASSERT_FALSE(settings) << says;
  EXPECT_EQ(settings.error().code, code) << settings.error().text();
  EXPECT_EQ(settings.error().context, file) << settings.error().text();
  EXPECT_NE(settings.error().message.find(says), std::string::npos) << settings.error().text();
}

TEST(BundleSettings, ReadsWhatOpenClipWrites) {
  const auto settings = parse(immich(R"({"embed_dim": 512, "text_cfg": {"context_length": 77, "vocab_size": 49408}})"));
  EXPECT_EQ(settings.family->name, "openclip");
  EXPECT_EQ(settings.dimension, 512);
  EXPECT_EQ(settings.image.side, 224);
  EXPECT_EQ(settings.image.resize_mode, ResizeMode::kShortestCrop);
  EXPECT_FLOAT_EQ(settings.image.mean[2], 0.3F);
  EXPECT_FLOAT_EQ(settings.image.std[0], 0.4F);
  EXPECT_EQ(settings.context_length, 77);
  EXPECT_EQ(settings.pad_id, 0);
  EXPECT_EQ(settings.pad_token, "");
}

TEST(BundleSettings, SideMayStandInConfig) {
  EXPECT_EQ(parse(immich(R"({"vision_cfg": {"image_size": 336}})", "{}")).image.side, 336);
  EXPECT_EQ(parse(immich(R"({"vision_cfg": {"image_size": [240, 240]}})", "{}")).image.side, 240);
}

TEST(BundleSettings, ReadsWhatTransformersWrites) {
  const auto crop = parse(hub());
  EXPECT_EQ(crop.image.side, 224);
  EXPECT_EQ(crop.image.resize_mode, ResizeMode::kShortestCrop);
  EXPECT_EQ(crop.image.interpolation, Interpolation::kBicubic);
  EXPECT_EQ(crop.dimension, 512);
  const auto old = parse(hub(R"({"size": 224, "crop_size": 224, "do_center_crop": true, "resample": 3})"));
  EXPECT_EQ(old.image.side, 224);
  EXPECT_EQ(old.image.resize_mode, ResizeMode::kShortestCrop);
  const auto squash =
      parse(hub(R"({"size": {"height": 384, "width": 384}, "resample": 2})", R"({"model_type": "siglip"})"));
  EXPECT_EQ(squash.image.side, 384);
  EXPECT_EQ(squash.image.resize_mode, ResizeMode::kSquash);
  EXPECT_EQ(squash.image.interpolation, Interpolation::kBilinear);
}

TEST(BundleSettings, NoNormalisationMeansUnitRange) {
  const auto settings =
      parse(hub(R"({"size": {"shortest_edge": 256}, "crop_size": 256, "do_center_crop": true, "resample": 2,
                                      "do_normalize": false, "image_mean": [1, 1, 1]})"));
  EXPECT_EQ(settings.image.mean[0], 0);
  EXPECT_EQ(settings.image.std[0], 1);
}

TEST(BundleSettings, ExplicitPaddingWinsOverTheTokenizersToken) {
  auto texts = immich(R"({"text_cfg": {"hf_tokenizer_name": "xlm-roberta-base"}})");
  texts.tokenizer_config = R"({"pad_token": {"content": "<pad>"}})";
  EXPECT_EQ(parse(texts).pad_token, "<pad>");
  EXPECT_EQ(parse(texts).pad_id, 1);
  texts.config = R"({"text_cfg": {"hf_tokenizer_name": "xlm-roberta-base", "pad_id": 5}})";
  EXPECT_EQ(parse(texts).pad_token, "");
  EXPECT_EQ(parse(texts).pad_id, 5);
}

TEST(BundleSettings, ByteBpePadsWithZeroWhateverTheTokenizerSays) {
  auto texts = immich(R"({"text_cfg": {"vocab_size": 49408}})");
  texts.tokenizer_config = R"({"pad_token": "<|endoftext|>"})";
  EXPECT_EQ(parse(texts).pad_token, "");
  EXPECT_EQ(parse(texts).pad_id, 0);
}

TEST(BundleSettings, CleaningFollowsFamilyAndConfig) {
  auto texts = immich("{}");
  EXPECT_EQ(parse(texts).cleaning, TextCleaning::kNone);
  texts.folder_name = "ViT-B-16-SigLIP__webli";
  EXPECT_EQ(parse(texts).cleaning, TextCleaning::kCanonicalize);
  EXPECT_EQ(parse(texts).context_length, 64);
  texts.folder_name = "ViT-B-16-SigLIP2__webli";
  EXPECT_EQ(parse(texts).cleaning, TextCleaning::kLowercase);
  texts.config = R"({"text_cfg": {"tokenizer_kwargs": {"clean": "canonicalize"}}})";
  EXPECT_EQ(parse(texts).cleaning, TextCleaning::kCanonicalize);
}

TEST(BundleSettings, LongPositionTablesAreNoContextLength) {
  EXPECT_EQ(parse(hub(kHub, R"({"model_type": "chinese_clip", "text_config": {"max_position_embeddings": 512}})"))
                .context_length,
            52);
  EXPECT_EQ(
      parse(hub(kHub, R"({"model_type": "clip", "text_config": {"max_position_embeddings": 77}})")).context_length, 77);
}

TEST(BundleSettings, CalibrationMayStandInMetadata) {
  const auto settings = parse(immich(R"({"metadata": {"calibration": {"midpoint": 0.3, "slope": 25.5}}})"));
  EXPECT_TRUE(settings.calibration.known);
  EXPECT_DOUBLE_EQ(settings.calibration.slope, 25.5);
  EXPECT_FALSE(parse(immich("{}")).calibration.known);
}

TEST(BundleSettings, WrongValuesAreNamed) {
  constexpr const char* kImage = "visual/preprocess_cfg.json";
  check_rejected(immich(""), ErrorCode::kCorrupt, "config.json", "is empty");
  check_rejected(immich("[]"), ErrorCode::kCorrupt, "config.json", "not a JSON object");
  check_rejected(immich("{\"a\": "), ErrorCode::kCorrupt, "config.json", "cut off");
  check_rejected(immich(std::string(200'000, '[')), ErrorCode::kCorrupt, "config.json", "not a JSON object");
  check_rejected(immich("version https://git-lfs.github.com/spec/v1"), ErrorCode::kCorrupt, "config.json", "git-lfs");
  check_rejected(immich(R"({"embed_dim": 0})"), ErrorCode::kCorrupt, "config.json", "embed_dim");
  check_rejected(immich(R"({"embed_dim": "512"})"), ErrorCode::kCorrupt, "config.json", "embed_dim");
  check_rejected(immich(R"({"embed_dim": 1e30})"), ErrorCode::kCorrupt, "config.json", "embed_dim");
  check_rejected(immich(R"({"text_cfg": {"context_length": -1}})"), ErrorCode::kCorrupt, "config.json",
                 "context_length");
  check_rejected(immich(R"({"text_cfg": {"pad_id": 0.5}})"), ErrorCode::kCorrupt, "config.json", "pad_id");
  check_rejected(immich(R"({"calibration": {"midpoint": 3}})"), ErrorCode::kCorrupt, "config.json", "calibration");
  check_rejected(immich("{}", R"({"size": [224, 256]})"), ErrorCode::kUnsupported, kImage, "square");
  check_rejected(immich("{}", R"({"size": 0})"), ErrorCode::kCorrupt, kImage, "size");
  check_rejected(immich("{}", R"({"size": 1e9})"), ErrorCode::kCorrupt, kImage, "size");
  check_rejected(immich("{}", R"({"size": {}})"), ErrorCode::kCorrupt, kImage, "size");
  check_rejected(immich("{}", R"({"size": 224, "std": [0, 1, 1]})"), ErrorCode::kCorrupt, kImage, "std");
  check_rejected(immich("{}", R"({"size": 224, "mean": [0, 1]})"), ErrorCode::kCorrupt, kImage, "mean");
  check_rejected(immich("{}", R"({"size": 224, "mean": [0, 1, "x"]})"), ErrorCode::kCorrupt, kImage, "mean");
  check_rejected(immich("{}", R"({"size": 224, "interpolation": "lanczos"})"), ErrorCode::kUnsupported, kImage,
                 "lanczos");
  check_rejected(immich("{}", R"({"size": 224, "resize_mode": "longest"})"), ErrorCode::kUnsupported, kImage,
                 "resize mode");
  check_rejected(hub(R"({"size": 248, "crop_size": 224, "do_center_crop": true})"), ErrorCode::kUnsupported,
                 "preprocessor_config.json", "differ");
}

TEST(BundleSettings, TypesThatMakeNoSenseAreNoSettings) {
  const auto settings =
      parse(immich(R"({"text_cfg": 3, "vision_cfg": [], "metadata": "x", "model_name": 7, "model_type": {}})"));
  EXPECT_EQ(settings.family->name, "clip");
  auto texts = immich("{}");
  texts.tokenizer_config = R"({"pad_token": 7})";
  EXPECT_EQ(parse(texts).pad_token, "");
}

}  // namespace
}  // namespace shoebox::model
