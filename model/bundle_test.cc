#include "model/bundle.h"

#include <gtest/gtest.h>

#include "model/bundle_fixture.h"

namespace shoebox::model {
namespace {

constexpr const char* kAll[] = {"openclip", "m_clip", "siglip_hub", "chinese_hub", "external"};

TEST(Bundle, OpensEveryLayout) {
  for (const char* name : kAll) {
    const BundleFixture fixture(name);
    const auto bundle = open_bundle(fixture.folder());
    ASSERT_TRUE(bundle) << bundle.error().text();
    EXPECT_EQ(bundle->name, name);
    EXPECT_EQ(bundle->family, fixture.expected["family"].get<std::string>());
    EXPECT_EQ(bundle->dimension, 12);
    EXPECT_EQ(bundle->image.side, 32);
    EXPECT_EQ(bundle->context_length, fixture.expected["length"].get<int>());
    EXPECT_EQ(bundle->image.resize_mode == ResizeMode::kSquash, fixture.expected["squash"].get<bool>());
    EXPECT_EQ(bundle->image.interpolation == Interpolation::kBilinear, fixture.expected["bilinear"].get<bool>());
  }
}

TEST(Bundle, ReadsWhatTheBundleSaysOfItself) {
  const BundleFixture fixture("external");
  const auto bundle = open_bundle(fixture.folder());
  ASSERT_TRUE(bundle) << bundle.error().text();
  EXPECT_EQ(bundle->licence, "CC0");
  EXPECT_EQ(bundle->languages, (std::vector<std::string>{"zh", "en"}));
  EXPECT_TRUE(bundle->text_length_free);
  EXPECT_TRUE(bundle->calibration.known);
  EXPECT_DOUBLE_EQ(bundle->calibration.midpoint, 0.25);
  EXPECT_DOUBLE_EQ(bundle->calibration.slope, 20);
}

std::string space_of(const BundleFixture& fixture) {
  const auto bundle = open_bundle(fixture.folder());
  EXPECT_TRUE(bundle) << bundle.error().text();
  return bundle->space.value;
}

TEST(Bundle, SpaceIsTheSameWhereverTheBundleLies) {
  const BundleFixture here("openclip");
  const BundleFixture there("openclip");
  EXPECT_EQ(space_of(here), space_of(there));
  EXPECT_TRUE(space_of(here).starts_with("openclip/"));
  EXPECT_TRUE(space_of(here).ends_with("/12"));
}

TEST(Bundle, SpaceChangesWithWeightsPreprocessingAndTokenizer) {
  const BundleFixture fixture("external");
  const std::string before = space_of(fixture);
  std::string last = before;
  const auto expect_new = [&](const char* what) {
    const std::string now = space_of(fixture);
    EXPECT_NE(now, before) << what;
    EXPECT_NE(now, last) << what;
    last = now;
  };
  std::string weights = fixture.read("visual/Weights of the tower");
  weights[weights.size() / 2] ^= 1;
  fixture.write("visual/Weights of the tower", weights);
  expect_new("weights in a sibling file");
  fixture.edit("visual/preprocess_cfg.json", [](auto& json) { json["mean"] = {0.5, 0, 0}; });
  expect_new("preprocessing");
  fixture.write(fixture.tokenizer, fixture.read(fixture.tokenizer) + " ");
  expect_new("tokenizer");
  fixture.edit("config.json", [](auto& json) { json["text_cfg"]["pad_id"] = 3; });
  expect_new("padding");
  fixture.edit("config.json", [](auto& json) { json["metadata"]["licence"] = "other"; });
  EXPECT_EQ(space_of(fixture), last) << "a licence is no part of the space";
}

/// Damages a bundle; opening must fail with `code` and name `file` and say `says` in one sentence.
template <typename Damage>
void check_rejected(const char* name, Damage damage, ErrorCode code, const std::string& file, std::string_view says) {
  const BundleFixture fixture(name);
  damage(fixture);
  const auto bundle = open_bundle(fixture.folder());
  ASSERT_FALSE(bundle) << file << ": " << says;
  EXPECT_EQ(bundle.error().code, code) << bundle.error().text();
  EXPECT_EQ(bundle.error().context, file.empty() ? fixture.folder() : fixture.path(file)) << bundle.error().text();
  EXPECT_NE(bundle.error().message.find(says), std::string::npos) << bundle.error().text();
  EXPECT_EQ(bundle.error().message.find('\n'), std::string::npos) << bundle.error().text();
}

TEST(Bundle, MissingFilesAreNamed) {
  for (const char* file : {"config.json", "visual/preprocess_cfg.json", "visual/model.onnx", "textual/model.onnx",
                           "textual/tokenizer.json"}) {
    check_rejected(
        "openclip", [&](const BundleFixture& fixture) { fixture.remove(file); }, ErrorCode::kNotFound, file,
        "is missing");
  }
  for (const char* file :
       {"preprocessor_config.json", "onnx/vision_model.onnx", "onnx/text_model.onnx", "tokenizer.json"}) {
    check_rejected(
        "siglip_hub", [&](const BundleFixture& fixture) { fixture.remove(file); }, ErrorCode::kNotFound, file,
        "is missing");
  }
  check_rejected(
      "external", [](const BundleFixture& fixture) { fixture.remove("visual/Weights of the tower"); },
      ErrorCode::kNotFound, "visual/Weights of the tower", "model.onnx keeps its weights there");
}

TEST(Bundle, AFolderThatIsNoBundleIsRejected) {
  EXPECT_EQ(open_bundle("/nonexistent/bundle").error().code, ErrorCode::kNotFound);
  check_rejected(
      "openclip",
      [](const BundleFixture& fixture) {
        fixture.remove("visual");
        fixture.remove("textual");
      },
      ErrorCode::kUnsupported, "", "no model bundle");
}

TEST(Bundle, ForeignModelFilesAreNamedForWhatTheyAre) {
  const auto put = [](const char* content) {
    return [content](const BundleFixture& fixture) { fixture.write("visual/model.onnx", content); };
  };
  check_rejected("openclip", put(""), ErrorCode::kCorrupt, "visual/model.onnx", "is empty");
  check_rejected("openclip", put("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n"),
                 ErrorCode::kCorrupt, "visual/model.onnx", "git-lfs pointer");
  check_rejected("openclip", put("<!DOCTYPE html><html><body>404</body></html>"), ErrorCode::kCorrupt,
                 "visual/model.onnx", "web page");
  check_rejected("openclip", put("{\"error\": \"not found\"}"), ErrorCode::kCorrupt, "visual/model.onnx", "JSON");
  check_rejected("openclip", put("PK\x03\x04 and so on"), ErrorCode::kCorrupt, "visual/model.onnx", "zip");
  check_rejected("openclip", put("\xFF\xD8\xFF\xE0 a photo"), ErrorCode::kCorrupt, "visual/model.onnx", "model");
  check_rejected("openclip", put("hello"), ErrorCode::kCorrupt, "visual/model.onnx", "not an ONNX model");
}

TEST(Bundle, HalfCopiedModelsAreRejected) {
  for (const char* file : {"visual/model.onnx", "textual/model.onnx"}) {
    const BundleFixture whole("openclip");
    const std::string content = whole.read(file);
    for (std::size_t part = 1; part < 20; ++part) {
      const std::string cut = content.substr(0, content.size() * part / 20);
      check_rejected(
          "openclip", [&](const BundleFixture& fixture) { fixture.write(file, cut); }, ErrorCode::kCorrupt, file,
          "cut off");
    }
  }
}

TEST(Bundle, DamagedSettingsAreNamed) {
  const auto cut = [](const char* file) {
    return [file](const BundleFixture& fixture) {
      const std::string content = fixture.read(file);
      fixture.write(file, content.substr(0, content.size() / 2));
    };
  };
  check_rejected("openclip", cut("config.json"), ErrorCode::kCorrupt, "config.json", "cut off");
  check_rejected("openclip", cut("visual/preprocess_cfg.json"), ErrorCode::kCorrupt, "visual/preprocess_cfg.json",
                 "cut off");
  check_rejected("siglip_hub", cut("preprocessor_config.json"), ErrorCode::kCorrupt, "preprocessor_config.json",
                 "cut off");
}

TEST(Bundle, FilesOfDifferentModelsAreToldApart) {
  check_rejected(
      "openclip",
      [](const BundleFixture& fixture) {
        fixture.edit("visual/preprocess_cfg.json", [](auto& json) { json["size"] = 48; });
      },
      ErrorCode::kCorrupt, "visual/preprocess_cfg.json", "says 48 pixels, but model.onnx wants 32");
  check_rejected(
      "openclip",
      [](const BundleFixture& fixture) {
        // The same graph with outputs of another width: 12 is written 08 0C in its shape.
        std::string graph = fixture.read("textual/model.onnx");
        const std::size_t place = graph.rfind("\x08\x0C");
        ASSERT_NE(place, std::string::npos);
        graph[place + 1] = 16;
        fixture.write("textual/model.onnx", graph);
      },
      ErrorCode::kCorrupt, "textual/model.onnx", "gives 16 numbers a text, but model.onnx gives 12 a picture");
}

TEST(Bundle, WeightFilesOutsideTheBundleAreRefused) {
  check_rejected(
      "external",
      [](const BundleFixture& fixture) {
        std::string graph = fixture.read("visual/model.onnx");
        const std::string name = "Weights of the tower";
        for (std::size_t at = graph.find(name); at != std::string::npos; at = graph.find(name, at + 1)) {
          graph.replace(at, name.size(), "../../../etc/secrets");
        }
        fixture.write("visual/model.onnx", graph);
      },
      ErrorCode::kCorrupt, "visual/model.onnx", "outside its folder");
}

TEST(Bundle, EmptyWeightFileIsRejected) {
  check_rejected(
      "external", [](const BundleFixture& fixture) { fixture.write("visual/Weights of the tower", ""); },
      ErrorCode::kCorrupt, "visual/Weights of the tower", "is empty");
}

}  // namespace
}  // namespace shoebox::model
