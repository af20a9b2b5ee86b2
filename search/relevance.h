#pragma once
// How sure we are that a photo is what was asked for: 0..1 from a cosine. What a cosine means depends on the model and
// on the question, so it is read against two backgrounds: what a fixed bank of everyday texts scores with the library's
// photos (search/background.h) gives the model's scale, and how far the best of the library's own photos stand out of
// its ordinary ones for this question says whether the library knows the subject. docs/search.md has the numbers and
// docs/quality.md what they were fitted to. Pure functions.

#include <span>
#include <string_view>

#include "model/bundle.h"
#include "search/answer.h"
#include "search/background.h"

namespace shoebox::search {

/// Results of less relevance are shown as "maybe": more likely wrong than right.
constexpr double kRelevanceLine = 0.5;

/// What ordinary photos score: the median, and the distance from it down to the 16th percentile. Photos that are right
/// lie above, so neither number moves before they are half of the library. And the distance up to the 95th percentile.
/// Few photos: spread and upper lean on what CLIP models usually have.
RelevanceBasis estimate_basis(std::span<const float> sample_scores);

/// How long a question is, without articles; of Chinese, as many words as English would need.
double count_words(std::string_view text);

/// Log odds that a photo with this score is right, for a question in words.
double meaning_odds(double score, const RelevanceBasis& basis, const Background& background);

/// The same for a question with a picture or a vector, which a bank of texts says nothing about; or when there is no
/// background. `calibration` is asked only when `basis.calibrated` says that it fits the question.
double likeness_odds(double score, const RelevanceBasis& basis, const model::Calibration& calibration);

/// 0..1 from log odds.
double relevance_of(double odds);

}  // namespace shoebox::search
