// Both towers against what PyPI onnxruntime and tokenizers make of the same bundles (tools/make_test_bundles.py).

#include "model/encoder.h"

#include <cmath>
#include <thread>

#include <gtest/gtest.h>

#include "model/bundle.h"
#include "model/bundle_fixture.h"

namespace shoebox::model {
namespace {

constexpr std::size_t kPictures = 5;
constexpr std::size_t kPictureBytes = 32 * 32 * 3;

/// As make_pixels() of the tool.
std::vector<std::uint8_t> make_pixels() {
  std::vector<std::uint8_t> pixels(kPictures * kPictureBytes);
  std::uint32_t state = 12345;
  for (std::uint8_t& value : pixels) {
    state = state * 1'664'525 + 1'013'904'223;
    value = static_cast<std::uint8_t>(state >> 24);
  }
  return pixels;
}

RuntimeConfig one_thread() {
  RuntimeConfig runtime;
  runtime.threads = 1;
  return runtime;
}

std::vector<float> flatten(const nlohmann::json& rows) {
  std::vector<float> values;
  for (const auto& row : rows) {
    for (const auto& value : row) values.push_back(value.get<float>());
  }
  return values;
}

void check_near(const std::vector<float>& actual, const std::vector<float>& expected) {
  ASSERT_EQ(actual.size(), expected.size());
  for (std::size_t index = 0; index < actual.size(); ++index)
    ASSERT_NEAR(actual[index], expected[index], 2e-5) << index;
}

class Encoders : public ::testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(Bundles, Encoders,
                         ::testing::Values("openclip", "m_clip", "siglip_hub", "chinese_hub", "external"),
                         [](const auto& given) { return std::string(given.param); });

TEST_P(Encoders, ImagesEqualReference) {
  const BundleFixture fixture(GetParam());
  const auto bundle = open_bundle(fixture.folder());
  ASSERT_TRUE(bundle) << bundle.error().text();
  const auto encoder = load_image_encoder(*bundle, one_thread());
  ASSERT_TRUE(encoder) << encoder.error().text();
  EXPECT_EQ((*encoder)->dimension(), 12);
  EXPECT_EQ((*encoder)->input().side, 32);
  const auto vectors = (*encoder)->encode(make_pixels(), kPictures);
  ASSERT_TRUE(vectors) << vectors.error().text();
  check_near(*vectors, flatten(fixture.expected["image_embeddings"]));
}

TEST_P(Encoders, TextsEqualReference) {
  const BundleFixture fixture(GetParam());
  const auto bundle = open_bundle(fixture.folder());
  ASSERT_TRUE(bundle) << bundle.error().text();
  const auto encoder = load_text_encoder(*bundle, one_thread());
  ASSERT_TRUE(encoder) << encoder.error().text();
  const auto texts = fixture.expected["texts"].get<std::vector<std::string>>();
  const auto vectors = (*encoder)->encode(texts);
  ASSERT_TRUE(vectors) << vectors.error().text();
  check_near(*vectors, flatten(fixture.expected["text_embeddings"]));
}

TEST_P(Encoders, PhotoDoesNotDependOnBatchMates) {
  const BundleFixture fixture(GetParam());
  const auto encoder = load_image_encoder(*open_bundle(fixture.folder()), one_thread());
  ASSERT_TRUE(encoder) << encoder.error().text();
  auto pixels = make_pixels();
  // A picture of extremes beside the others would change scales that a batch shares.
  std::fill_n(pixels.begin() + kPictureBytes, kPictureBytes / 2, std::uint8_t{255});
  const auto together = (*encoder)->encode(pixels, kPictures);
  ASSERT_TRUE(together);
  for (std::size_t index = 0; index < kPictures; ++index) {
    const auto alone = (*encoder)->encode(std::span(pixels).subspan(index * kPictureBytes, kPictureBytes), 1);
    ASSERT_TRUE(alone);
    for (std::size_t place = 0; place < 12; ++place) {
      ASSERT_NEAR((*alone)[place], (*together)[index * 12 + place], 1e-6) << index;
    }
  }
}

TEST_P(Encoders, ThreadsMayShareOne) {
  const BundleFixture fixture(GetParam());
  const auto bundle = open_bundle(fixture.folder());
  const auto images = load_image_encoder(*bundle, one_thread());
  const auto texts = load_text_encoder(*bundle, one_thread());
  ASSERT_TRUE(images && texts);
  const auto pixels = make_pixels();
  const std::vector<std::string> words{"a dog on the beach"};
  const auto image = (*images)->encode(pixels, kPictures);
  const auto text = (*texts)->encode(words);
  ASSERT_TRUE(image && text);
  std::vector<std::thread> threads;
  std::array<int, 4> wrong{};
  for (int& count : wrong) {
    threads.emplace_back([&] {
      for (int round = 0; round < 5; ++round) {
        if (*(*images)->encode(pixels, kPictures) != *image || *(*texts)->encode(words) != *text) ++count;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, (std::array<int, 4>{}));
}

TEST_P(Encoders, DeferredEqualsLoaded) {
  const BundleFixture fixture(GetParam());
  const auto bundle = open_bundle(fixture.folder());
  const auto loaded = load_image_encoder(*bundle, one_thread());
  ASSERT_TRUE(loaded);
  const auto deferred = defer_image_encoder(*bundle, one_thread());
  EXPECT_EQ(deferred->dimension(), (*loaded)->dimension());
  EXPECT_EQ(deferred->input().side, (*loaded)->input().side);
  const auto pixels = make_pixels();
  const auto expected = (*loaded)->encode(pixels, kPictures);
  ASSERT_TRUE(expected);
  std::array<Result<std::vector<float>>, 3> vectors;
  {
    // All find nothing loaded.
    std::vector<std::jthread> threads;
    for (auto& each : vectors) threads.emplace_back([&] { each = deferred->encode(pixels, kPictures); });
  }
  for (const auto& each : vectors) {
    ASSERT_TRUE(each) << each.error().text();
    EXPECT_EQ(*each, *expected);
  }
}

TEST(Encoder, DeferredSaysEachTimeWhatIsWrong) {
  const BundleFixture fixture("openclip");
  auto bundle = *open_bundle(fixture.folder());
  fixture.write("visual/model.onnx", "no graph");
  const auto encoder = defer_image_encoder(bundle, one_thread());
  const auto pixels = make_pixels();
  for (int call = 0; call < 2; ++call) {
    const auto vectors = encoder->encode(std::span(pixels).first(kPictureBytes), 1);
    ASSERT_FALSE(vectors);
    EXPECT_EQ(vectors.error().context, bundle.visual_file);
  }
}

TEST(Encoder, NothingToEncodeIsNothing) {
  const BundleFixture fixture("openclip");
  const auto bundle = open_bundle(fixture.folder());
  EXPECT_TRUE((*load_image_encoder(*bundle, one_thread()))->encode({}, 0)->empty());
  EXPECT_TRUE((*load_text_encoder(*bundle, one_thread()))->encode({})->empty());
}

TEST(Encoder, HostileTextsGetUnitVectors) {
  const BundleFixture fixture("siglip_hub");
  const auto encoder = load_text_encoder(*open_bundle(fixture.folder()), one_thread());
  ASSERT_TRUE(encoder) << encoder.error().text();
  const std::vector<std::string> texts{
      "", "\xFF\xFE", std::string("a\0b", 3), std::string(100'000, 'x'), std::string(30'000, '\n'), "<s></s><pad>"};
  const auto vectors = (*encoder)->encode(texts);
  ASSERT_TRUE(vectors) << vectors.error().text();
  for (std::size_t row = 0; row < texts.size(); ++row) {
    double sum = 0;
    for (std::size_t place = 0; place < 12; ++place) sum += std::pow((*vectors)[row * 12 + place], 2);
    EXPECT_NEAR(sum, 1, 1e-5) << row;
  }
}

/// Loads the damaged bundle's tower; the error must name `file` and say `says`.
template <typename Load, typename Damage>
void check_rejected(const char* name, Load load, Damage damage, const std::string& file, std::string_view says) {
  const BundleFixture fixture(name);
  damage(fixture);
  const auto bundle = open_bundle(fixture.folder());
  ASSERT_TRUE(bundle) << bundle.error().text();
  const auto encoder = load(*bundle, one_thread());
  ASSERT_FALSE(encoder) << file << ": " << says;
  EXPECT_EQ(encoder.error().context, fixture.path(file)) << encoder.error().text();
  EXPECT_NE(encoder.error().message.find(says), std::string::npos) << encoder.error().text();
}

TEST(Encoder, TokenizerOfALargerModelIsRejected) {
  check_rejected(
      "chinese_hub", load_text_encoder,
      [](const BundleFixture& fixture) {
        std::filesystem::copy_file(SHOEBOX_SOURCE_DIR "/tests/data/tokenizers/byte_bpe.json",
                                   fixture.path("tokenizer.json"), std::filesystem::copy_options::overwrite_existing);
      },
      "tokenizer.json", "the two files belong to different models");
}

TEST(Encoder, DamagedTokenizerIsRejected) {
  check_rejected(
      "openclip", load_text_encoder,
      [](const BundleFixture& fixture) { fixture.write(fixture.tokenizer, "<html></html>"); }, "textual/tokenizer.json",
      "web page");
}

/// Changes one operator's name everywhere to another of the same length.
void rename_operator(const BundleFixture& fixture, const std::string& file, const std::string& from,
                     const std::string& to) {
  std::string graph = fixture.read(file);
  ASSERT_EQ(from.size(), to.size());
  ASSERT_NE(graph.find(from), std::string::npos);
  for (std::size_t at = graph.find(from); at != std::string::npos; at = graph.find(from, at + 1))
    graph.replace(at, from.size(), to);
  fixture.write(file, graph);
}

TEST(Encoder, UnknownOperatorsAreSaid) {
  check_rejected(
      "openclip", load_image_encoder,
      [](const BundleFixture& fixture) { rename_operator(fixture, "visual/model.onnx", "Softmax", "Softmix"); },
      "visual/model.onnx", "needs operators that ONNX Runtime");
}

TEST(Encoder, OperatorSetOfTheFutureIsSaid) {
  check_rejected(
      "openclip", load_image_encoder,
      [](const BundleFixture& fixture) {
        std::string graph = fixture.read("visual/model.onnx");
        // opset_import { domain: "" version: 17 }
        const std::size_t place = graph.rfind(std::string("\x42\x04\x0A\x00\x10\x11", 6));
        ASSERT_NE(place, std::string::npos);
        graph[place + 5] = 99;
        fixture.write("visual/model.onnx", graph);
      },
      "visual/model.onnx", "needs operators that ONNX Runtime");
}

TEST(Encoder, CutWeightFileIsRejected) {
  check_rejected(
      "external", load_image_encoder,
      [](const BundleFixture& fixture) {
        const std::string weights = fixture.read("visual/Weights of the tower");
        fixture.write("visual/Weights of the tower", weights.substr(0, weights.size() / 2));
      },
      "visual/model.onnx", "damaged; copy the whole bundle");
}

TEST(Encoder, SwappedTowersAreRejected) {
  const BundleFixture fixture("openclip");
  auto bundle = *open_bundle(fixture.folder());
  std::swap(bundle.visual_file, bundle.textual_file);
  const auto images = load_image_encoder(bundle, one_thread());
  ASSERT_FALSE(images);
  EXPECT_EQ(images.error().code, ErrorCode::kUnsupported);
  const auto texts = load_text_encoder(bundle, one_thread());
  ASSERT_FALSE(texts);
  EXPECT_EQ(texts.error().code, ErrorCode::kUnsupported);
}

TEST(Encoder, WeightsThatAreNotNumbersAreRejected) {
  const BundleFixture fixture("external");
  const std::string name = "visual/Weights of the tower";
  fixture.write(name, std::string(fixture.read(name).size(), '\xFF'));
  const auto encoder = load_image_encoder(*open_bundle(fixture.folder()), one_thread());
  ASSERT_TRUE(encoder) << encoder.error().text();
  const auto vectors = (*encoder)->encode(make_pixels(), kPictures);
  ASSERT_FALSE(vectors);
  EXPECT_EQ(vectors.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(vectors.error().context, fixture.path("visual/model.onnx"));
}

TEST(Encoder, FlippedBitsNeverCrash) {
  const BundleFixture fixture("m_clip");
  const std::string whole = fixture.read("visual/model.onnx");
  const auto pixels = make_pixels();
  unsigned random = 7;
  for (int round = 0; round < 60; ++round) {
    std::string damaged = whole;
    random = random * 1'664'525 + 1'013'904'223;
    // The frame lies at both ends; the middle is weights.
    const std::size_t place = (random / 8) % 2048;
    damaged[round % 2 == 0 ? place : damaged.size() - 1 - place] ^= static_cast<char>(1U << random % 8);
    fixture.write("visual/model.onnx", damaged);
    const auto bundle = open_bundle(fixture.folder());
    if (!bundle) continue;
    const auto encoder = load_image_encoder(*bundle, one_thread());
    if (encoder) (void)(*encoder)->encode(pixels, kPictures);
  }
}

TEST(Encoder, MissingRuntimeSaysWhatToDo) {
  const BundleFixture fixture("openclip");
  RuntimeConfig runtime = one_thread();
  runtime.library = "/nonexistent/libonnxruntime.so.1";
  const auto encoder = load_image_encoder(*open_bundle(fixture.folder()), runtime);
  ASSERT_FALSE(encoder);
  EXPECT_EQ(encoder.error().code, ErrorCode::kNotFound);
  EXPECT_NE(encoder.error().message.find("script/setup"), std::string::npos);
}

TEST(Encoder, LibraryThatIsNoRuntimeIsRefused) {
  const BundleFixture fixture("openclip");
  RuntimeConfig runtime = one_thread();
  runtime.library = "libm.so.6";
  const auto encoder = load_image_encoder(*open_bundle(fixture.folder()), runtime);
  ASSERT_FALSE(encoder);
  EXPECT_EQ(encoder.error().code, ErrorCode::kUnsupported);
}

TEST(Encoder, UnknownDeviceIsRefused) {
  const BundleFixture fixture("openclip");
  RuntimeConfig runtime = one_thread();
  runtime.provider = "quantum";
  const auto encoder = load_image_encoder(*open_bundle(fixture.folder()), runtime);
  ASSERT_FALSE(encoder);
  EXPECT_EQ(encoder.error().code, ErrorCode::kUnsupported);
  EXPECT_NE(encoder.error().message.find("cpu"), std::string::npos);
}

}  // namespace
}  // namespace shoebox::model
