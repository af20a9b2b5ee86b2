#include "search/relevance.h"

#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace shoebox::search {
namespace {

std::vector<float> normal_scores(std::size_t count, float mean, float spread) {
  std::mt19937 random(static_cast<unsigned>(count));
  std::normal_distribution<float> normal(mean, spread);
  std::vector<float> scores;
  for (std::size_t i = 0; i < count; ++i) scores.push_back(normal(random));
  return scores;
}

TEST(Relevance, BasisIsTheMedianAndSpreadOfOrdinaryPhotos) {
  const RelevanceBasis basis = estimate_basis(normal_scores(4000, 0.1F, 0.05F));
  EXPECT_NEAR(basis.background, 0.1, 0.005);
  EXPECT_NEAR(basis.spread, 0.05, 0.004);
  EXPECT_EQ(basis.sample, 4000U);
}

TEST(Relevance, RightPhotosDoNotMoveTheBasisMuch) {
  std::vector<float> scores = normal_scores(1000, 0.1F, 0.03F);
  const RelevanceBasis before = estimate_basis(scores);
  for (std::size_t i = 0; i < 200; ++i) scores[i * 5] = 0.4F;
  const RelevanceBasis after = estimate_basis(scores);
  EXPECT_NEAR(after.background, before.background, 0.4 * before.spread);
  EXPECT_NEAR(after.spread, before.spread, 0.3 * before.spread);
}

TEST(Relevance, GrowsWithTheScoreAndStaysBetweenZeroAndOne) {
  const model::Calibration calibration{.midpoint = 0.2, .slope = 40, .known = true};
  for (const bool calibrated : {false, true}) {
    RelevanceBasis basis = estimate_basis(normal_scores(100, 0.1F, 0.03F));
    basis.calibrated = calibrated;
    double before = 0;
    for (double score = -1; score <= 1; score += 0.05) {
      const double now = relevance_of(likeness_odds(score, basis, calibration));
      EXPECT_GE(now, before);
      EXPECT_LE(now, 1);
      before = now;
    }
    EXPECT_GT(before, 0.99);
    EXPECT_LT(relevance_of(likeness_odds(-1, basis, calibration)), 0.01);
  }
}

TEST(Relevance, OrdinaryPhotosLieUnderTheLineAndStandoutsOverIt) {
  for (const std::size_t count : {40U, 1000U, 4000U}) {
    const std::vector<float> scores = normal_scores(count, 0.1F, 0.03F);
    const RelevanceBasis basis = estimate_basis(scores);
    std::size_t over = 0;
    for (const float score : scores) over += relevance_of(likeness_odds(score, basis, {})) >= kRelevanceLine ? 1 : 0;
    EXPECT_LE(over, 1 + count / 200) << count;
    EXPECT_GE(relevance_of(likeness_odds(0.28, basis, {})), 0.8) << count << ": six spreads away";
  }
}

TEST(Relevance, FewPhotosGiveASpreadThatIsNotZero) {
  for (const std::vector<float>& scores : {std::vector<float>{}, {0.2F}, {0.2F, 0.2F, 0.2F}}) {
    const RelevanceBasis basis = estimate_basis(scores);
    EXPECT_GT(basis.spread, 0.02);
    EXPECT_TRUE(std::isfinite(relevance_of(likeness_odds(0.2, basis, {}))));
  }
  const RelevanceBasis alone = estimate_basis(std::vector<float>{0.3F});
  EXPECT_LT(relevance_of(likeness_odds(0.3, alone, {})), kRelevanceLine) << "nothing to compare with: maybe";
}

TEST(Relevance, CalibrationSpeaksAloneWhereNoPhotosDo) {
  RelevanceBasis basis = estimate_basis({});
  basis.calibrated = true;
  EXPECT_NEAR(relevance_of(likeness_odds(0.25, basis, {.midpoint = 0.25, .slope = 30, .known = true})), 0.5, 1e-9);
  basis = estimate_basis(std::vector<float>{0.3F});
  basis.calibrated = true;
  EXPECT_GT(relevance_of(likeness_odds(0.3, basis, {.midpoint = 0.2, .slope = 40, .known = true})), 0.9);
}

TEST(Relevance, WordsAreReadOnTheScaleOfTheBackground) {
  const Background small{.mean = 0.15, .spread = 0.02, .photos = 1000};
  const Background large{.mean = 0.03, .spread = 0.08, .photos = 1000};
  const auto read = [](double spreads, const Background& background) {
    const auto mean = static_cast<float>(background.mean);
    const auto spread = static_cast<float>(background.spread);
    RelevanceBasis basis = estimate_basis(normal_scores(1000, mean, spread));
    basis.among = 1000;
    basis.words = 10;
    return relevance_of(meaning_odds(background.mean + spreads * background.spread, basis, background));
  };
  for (const double spreads : {0.0, 2.0, 4.0, 6.0, 8.0}) {
    EXPECT_NEAR(read(spreads, small), read(spreads, large), 0.05) << "the same whatever the model";
  }
  EXPECT_LT(read(3, large), 0.1);
  EXPECT_GT(read(8, large), 0.9);
}

TEST(Relevance, SubjectThatALibraryKnowsNeedsLess) {
  const Background background{.mean = 0.03, .spread = 0.08, .photos = 1000};
  std::vector<float> scores = normal_scores(1000, 0.03F, 0.08F);
  const double foreign = meaning_odds(0.4, estimate_basis(scores), background);
  for (std::size_t i = 0; i < 100; ++i) scores[i * 10] = 0.4F;
  EXPECT_GT(meaning_odds(0.4, estimate_basis(scores), background), foreign + 1);
}

TEST(Relevance, BestOfManyPhotosMustStandOutMore) {
  const Background background{.mean = 0.03, .spread = 0.08, .photos = 1000};
  RelevanceBasis basis = estimate_basis(normal_scores(1000, 0.03F, 0.08F));
  double before = 1;
  for (const std::size_t photos : {0U, 1U, 50U, 1000U, 100'000U, 10'000'000U}) {
    basis.among = photos;
    const double now = relevance_of(meaning_odds(0.35, basis, background));
    EXPECT_LE(now, before) << photos;
    before = now;
  }
  EXPECT_LT(before, 0.1);
  basis.among = 50;
  EXPECT_GT(relevance_of(meaning_odds(0.5, basis, background)), kRelevanceLine);
}

TEST(Relevance, QuestionsAreMeasuredInWords) {
  EXPECT_EQ(count_words(""), 0);
  EXPECT_EQ(count_words("  a dog\ton The  beach "), 3) << "articles say nothing";
  EXPECT_EQ(count_words("café à Łódź"), 3);
  EXPECT_EQ(count_words("日落沙滩"), 2.5);
  EXPECT_EQ(count_words("iPhone拍的日落沙滩"), 1 + 6 / 1.6);
}

TEST(Relevance, ShortQuestionsNeedLess) {
  const Background background{.mean = 0.03, .spread = 0.08, .photos = 1000};
  RelevanceBasis basis = estimate_basis(normal_scores(1000, 0.03F, 0.08F));
  basis.words = count_words("a brown dog runs along the beach after a red ball");
  const double sentence = meaning_odds(0.4, basis, background);
  basis.words = count_words("dog");
  EXPECT_GT(meaning_odds(0.4, basis, background), sentence);
}

}  // namespace
}  // namespace shoebox::search
