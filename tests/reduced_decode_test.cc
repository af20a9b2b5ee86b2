// Over real photos (../shared/data/photos): the default model sees the same picture whether a JPEG, HEIC or
// AVIF was decoded at a reduced size, as ingest does, or in full.

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/limits.h"
#include "core/path.h"
#include "image/codec.h"
#include "image/render.h"
#include "model/bundle.h"

namespace shoebox {
namespace {

std::string photos_folder() {
  const char* shared = std::getenv("SHOEBOX_SHARED");
  return (shared != nullptr ? std::string(shared) : SHOEBOX_SOURCE_DIR "/../shared") + "/data/photos";
}

std::vector<std::string> files_of(const std::set<std::string>& kinds) {
  std::ifstream index(photos_folder() + "/index.jsonl");
  std::vector<std::string> files;
  for (std::string line; std::getline(index, line);) {
    const auto entry = nlohmann::json::parse(line);
    if (kinds.contains(entry.value("mime", "")))
      files.push_back(photos_folder() + "/" + entry["file"].get<std::string>());
  }
  return files;
}

/// What ingest asks of a decode for the default model, which squashes.
image::RenderSpec model_input(const model::Bundle& bundle) {
  return {.width = bundle.image.side, .height = bundle.image.side, .fit = image::Fit::kSquash};
}

Result<std::vector<float>> embed(model::ImageEncoder& encoder, const image::Image& input) {
  return encoder.encode(input.rgb, 1);
}

void check_embeddings(const std::vector<std::string>& files, int compared_min) {
  const auto bundle = model::open_bundle(SHOEBOX_DEPS_DIR "/default-model");
  ASSERT_TRUE(bundle) << bundle.error().text();
  model::RuntimeConfig runtime;
  runtime.threads = 1;
  const auto encoder = model::load_image_encoder(*bundle, runtime);
  ASSERT_TRUE(encoder) << encoder.error().text();
  const image::RenderSpec spec = model_input(*bundle);
  int compared = 0;
  double least = 1;
  for (const std::string& file : files) {
    const auto content = read_file(file, limits::kFileBytesMax);
    ASSERT_TRUE(content) << file;
    const auto bytes = std::as_bytes(std::span(*content));
    const auto full = image::decode_image(bytes, 0);
    const auto reduced = image::decode_image(bytes, image::decode_short_side_min(spec));
    if (!full || !reduced || full->image.width == reduced->image.width) continue;
    const auto a = embed(**encoder, image::render(*full, spec));
    const auto b = embed(**encoder, image::render(*reduced, spec));
    ASSERT_TRUE(a && b) << file;
    const double cosine = std::inner_product(a->begin(), a->end(), b->begin(), 0.0);
    EXPECT_GE(cosine, 0.995) << file;
    least = std::min(least, cosine);
    ++compared;
  }
  EXPECT_GE(compared, compared_min) << "too few photos are large enough for a reduced decode";
  std::cout << compared << " reduced decodes, least cosine " << least << "\n";
}

class ReducedDecode : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(photos_folder() + "/index.jsonl")) {
      GTEST_SKIP() << "no photos in " << photos_folder() << " (set SHOEBOX_SHARED to where they are)";
    }
  }
};

TEST_F(ReducedDecode, OfJpegGivesNearlyTheSameDefaultModelEmbedding) {
  check_embeddings(files_of({"image/jpeg"}), 10);
}

TEST_F(ReducedDecode, OfHeifGivesNearlyTheSameDefaultModelEmbedding) {
  check_embeddings(files_of({"image/heic", "image/heif", "image/avif"}), 8);
}

}  // namespace
}  // namespace shoebox
