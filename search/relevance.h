#pragma once
// How sure we are that a photo is what was asked for: 0..1 from a cosine. Cosines of one model mean different things
// for different questions ("a photo" is a little like everything), so a score is read against the scores that the
// library's own photos have for this question; where the model brings a calibration, both are weighed. Pure functions.

#include <span>

#include "model/bundle.h"
#include "search/answer.h"

namespace shoebox::search {

/// Results of less relevance are shown as "maybe": more likely wrong than right.
constexpr double kRelevanceLine = 0.5;

/// What ordinary photos score: the median, and the distance from it down to the 16th percentile. Photos that are right
/// lie above, so neither number moves before they are half of the library. Few photos: the spread leans on what
/// CLIP models usually have.
RelevanceBasis estimate_basis(std::span<const float> sample_scores);

/// `calibration` is asked only when `basis.calibrated` says that it fits the question.
double relevance(double score, const RelevanceBasis& basis, const model::Calibration& calibration);

}  // namespace shoebox::search
