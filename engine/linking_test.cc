#include "engine/linking.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <gtest/gtest.h>

namespace shoebox::engine {
namespace {

/// Every path is a picture of one grey; "gone" cannot be read.
class Greys final : public image::ImageDecoder {
 public:
  Result<image::DecodeReply> decode(const image::DecodeRequest& request) override {
    ++calls;
    if (request.path.starts_with("gone")) return fail(ErrorCode::kNotFound, "there is no such file");
    image::DecodeReply reply;
    reply.renders.push_back({1, 1, std::vector<std::byte>(3, static_cast<std::byte>(std::stoi(request.path)))});
    return reply;
  }
  int calls = 0;
};

/// The vector of a grey lies at an angle of as many hundredths.
class Angles final : public model::ImageEncoder {
 public:
  explicit Angles(float turned = 0) : turned_(turned) { input_.side = 1; }
  const model::ImageInputSpec& input() const override { return input_; }
  int dimension() const override { return 2; }
  Result<std::vector<float>> encode(std::span<const std::uint8_t> pixels, std::size_t) override {
    const float angle = static_cast<float>(pixels[0]) / 100 + turned_;
    return std::vector<float>{std::cos(angle), std::sin(angle)};
  }

 private:
  model::ImageInputSpec input_;
  float turned_;
};

std::vector<LinkSample> samples(std::size_t readable, std::size_t gone) {
  std::vector<LinkSample> made;
  for (std::size_t i = 0; i < gone; ++i) made.push_back({"gone " + std::to_string(i), {1, 0}});
  for (std::size_t i = 0; i < readable; ++i) {
    const float angle = static_cast<float>(i) / 100;
    made.push_back({std::to_string(i), {std::cos(angle), std::sin(angle)}});
  }
  return made;
}

ErrorCode code_of(const Result<void>& result) {
  return result ? ErrorCode::kInternal : result.error().code;
}

TEST(Linking, SixteenPhotosAreReadAgainAndNoMore) {
  Greys decoder;
  Angles encoder;
  const auto many = samples(40, 5);
  EXPECT_TRUE(check_same_model(encoder, decoder, many, 1000));
  EXPECT_EQ(decoder.calls, 5 + 16);
}

TEST(Linking, AnotherModelIsRefusedAndAFewEditedPhotosAreNot) {
  Greys decoder;
  Angles encoder;
  Angles other(0.5F);
  auto all = samples(16, 0);
  EXPECT_EQ(code_of(check_same_model(other, decoder, all, 16)), ErrorCode::kInvalidArgument);
  for (std::size_t i = 0; i < 5; ++i) all[i].vector = {-1, 0};
  EXPECT_TRUE(check_same_model(encoder, decoder, all, 16));
  for (std::size_t i = 0; i < 9; ++i) all[i].vector = {-1, 0};
  EXPECT_EQ(code_of(check_same_model(encoder, decoder, all, 16)), ErrorCode::kInvalidArgument);
  all.front().vector = {1, 0, 0};
  EXPECT_EQ(code_of(check_same_model(encoder, decoder, all, 16)), ErrorCode::kInvalidArgument) << "other numbers";
}

TEST(Linking, TooFewPhotosProveNothing) {
  Greys decoder;
  Angles encoder;
  EXPECT_EQ(code_of(check_same_model(encoder, decoder, samples(15, 20), 1000)), ErrorCode::kNotFound);
  EXPECT_TRUE(check_same_model(encoder, decoder, samples(3, 0), 3)) << "there are no more than three";
  EXPECT_EQ(code_of(check_same_model(encoder, decoder, samples(2, 1), 3)), ErrorCode::kNotFound);
  EXPECT_EQ(code_of(check_same_model(encoder, decoder, {}, 0)), ErrorCode::kNotFound);
}

TEST(Linking, RowsToTryAreDistinctAndSpread) {
  for (const std::size_t count : {0U, 1U, 2U, 17U, 500U, 100'000U}) {
    const auto rows = rows_to_try(count);
    EXPECT_EQ(std::set(rows.begin(), rows.end()).size(), rows.size());
    for (const std::size_t row : rows) EXPECT_LT(row, count);
    EXPECT_GE(rows.size(), std::min<std::size_t>(count, 100));
  }
  const auto rows = rows_to_try(100'000);
  std::set<std::size_t> tenths;
  for (std::size_t i = 0; i < 16; ++i) tenths.insert(rows[i] / 10'000);
  EXPECT_EQ(tenths.size(), 10U) << "also the first ones";
}

}  // namespace
}  // namespace shoebox::engine
