#include "search/question_vector.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "core/limits.h"

namespace shoebox::search {
namespace {

using Vector = std::vector<float>;

TEST(Meaning, IsTrimmedOfEveryKindOfSpace) {
  EXPECT_EQ(meaning_of("  a dog \n").value(), "a dog");
  EXPECT_EQ(meaning_of("　 日落　沙滩　\t").value(), "日落　沙滩");
  EXPECT_EQ(meaning_of("　").value(), "");
  EXPECT_EQ(meaning_of("").value(), "");
  EXPECT_EQ(meaning_of("🐕‍🦺").value(), "🐕‍🦺");
}

TEST(Meaning, BytesThatAreNotUtf8AreReplaced) {
  EXPECT_EQ(meaning_of("a\xff"
                       "b")
                .value(),
            "a\uFFFDb");
}

TEST(Meaning, TooLongIsRefused) {
  EXPECT_TRUE(meaning_of(std::string(limits::kQueryBytesMax, 'x')));
  EXPECT_EQ(meaning_of(std::string(limits::kQueryBytesMax + 1, 'x')).error().code, ErrorCode::kLimitExceeded);
}

TEST(Unit, HasLengthOneAndRefusesWhatHasNoDirection) {
  EXPECT_EQ(unit(Vector{3, 0, -4}).value(), (Vector{0.6F, 0, -0.8F}));
  EXPECT_EQ(unit(Vector{1e30F, 0}).value(), (Vector{1, 0}));
  for (const Vector& bad : {Vector{}, Vector{0, 0}, Vector{NAN, 1}, Vector{1, INFINITY}}) {
    EXPECT_EQ(unit(bad).error().code, ErrorCode::kInvalidArgument);
  }
}

TEST(Mix, IsTheUnitOfTheWeightedSumOfUnits) {
  const Vector half = mix(Vector{2, 0}, 0.5, Vector{0, 9}, 0.5).value();
  EXPECT_NEAR(half[0], std::sqrt(0.5), 1e-6);
  EXPECT_NEAR(half[1], std::sqrt(0.5), 1e-6);
  EXPECT_EQ(mix(Vector{2, 0}, 7, Vector{0, 9}, 0).value(), (Vector{1, 0}));
  EXPECT_EQ(mix(Vector{2, 0}, 0, Vector{0, 9}, 0.1).value(), (Vector{0, 1}));
  const Vector uneven = mix(Vector{1, 0}, 3, Vector{0, 1}, 4).value();
  EXPECT_NEAR(uneven[0], 0.6, 1e-6);
  EXPECT_NEAR(uneven[1], 0.8, 1e-6);
}

TEST(Mix, RefusesWeightsAndVectorsThatMakeNoSense) {
  const double infinity = std::numeric_limits<double>::infinity();
  for (const auto& [text, image] : {std::pair{0.0, 0.0}, {-1.0, 2.0}, {NAN, 1.0}, {1.0, infinity}, {1e308, 1e308}}) {
    EXPECT_EQ(mix(Vector{1, 0}, text, Vector{0, 1}, image).error().code, ErrorCode::kInvalidArgument);
  }
  EXPECT_EQ(mix(Vector{1, 0}, 1, Vector{1}, 1).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(mix(Vector{1, 0}, 1, Vector{-1, 0}, 1).error().code, ErrorCode::kInvalidArgument) << "nothing is left";
  EXPECT_TRUE(mix(Vector{1, 0}, 1, Vector{-1, 0}, 2));
}

}  // namespace
}  // namespace shoebox::search
