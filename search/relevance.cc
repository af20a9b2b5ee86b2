#include "search/relevance.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>
#include <vector>

namespace shoebox::search {
namespace {

// What a text scores against photos that have nothing to do with it varies about this much in CLIP models; counts like
// this many photos when the spread is estimated.
constexpr double kUsualSpread = 0.03;
constexpr double kUsualSpreadPhotos = 10;
// A distance of this many spreads from an ordinary photo reads 0.5. Both numbers were fitted: docs/search.md.
constexpr double kDistanceMidpoint = 3.2;
constexpr double kDistanceSlope = 1.0;
// With a calibration, the library's own scores have at most this say, and half of it at so many photos.
constexpr double kLibrarySayMax = 0.5;
constexpr double kLibrarySayPhotos = 200;

// In spreads of the background. Fitted to questions with and without an answer (docs/quality.md).
constexpr double kMeaningSlope = 1.7;
constexpr double kMeaningMidpoint = 2.5;
constexpr double kUpperWeight = 0.9;
// The more is said, the more of it a right photo shows: by this a unit of the logarithm of the question's words.
constexpr double kPerLogWord = 0.6;
constexpr double kWordsLeast = 0.6;
// Characters that say as much as a word.
constexpr double kCharactersPerWord = 1.6;
// What the upper part of a library usually stands out by; counts like this many photos.
constexpr double kUsualUpper = 2.2;
constexpr double kUsualUpperPhotos = 20;

/// The value that this share of `scores` lies below.
double quantile(std::vector<float>& scores, double share) {
  const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(scores.size() - 1));
  std::nth_element(scores.begin(), scores.begin() + at, scores.end());
  return scores[static_cast<std::size_t>(at)];
}

/// What the best of this many ordinary photos scores by chance, in standard deviations above their mean: the leading
/// term for a normal distribution (Cramér, Mathematical Methods of Statistics, 28.6).
double best_by_chance(std::size_t photos) {
  return std::sqrt(2 * std::log(static_cast<double>(std::max<std::size_t>(photos, 2))));
}

}  // namespace

double count_words(std::string_view text) {
  std::size_t words = 0;
  std::size_t characters = 0;
  std::string word;  // as far as it has been read
  const auto end_word = [&] {
    if (!word.empty() && word != "a" && word != "an" && word != "the") ++words;
    word.clear();
  };
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    // Han characters of the first plane are three bytes from E3 to E9; kana and hangul are as short in words.
    const bool is_character = byte >= 0xE3 && byte <= 0xED;
    const bool is_letter = byte > ' ' && byte < 0xE3 && (byte < 0x80 || byte >= 0xC0);
    const bool continues = byte >= 0x80 && byte < 0xC0;
    if (is_character) ++characters;
    if (is_letter || (continues && !word.empty())) {
      word.push_back(byte < 0x80 ? static_cast<char>(std::tolower(byte)) : c);
    } else {
      end_word();
    }
  }
  end_word();
  return static_cast<double>(words) + static_cast<double>(characters) / kCharactersPerWord;
}

RelevanceBasis estimate_basis(std::span<const float> sample_scores) {
  RelevanceBasis basis;
  basis.sample = sample_scores.size();
  basis.spread = kUsualSpread;
  if (sample_scores.empty()) return basis;
  std::vector<float> scores(sample_scores.begin(), sample_scores.end());
  basis.background = quantile(scores, 0.5);
  basis.upper = quantile(scores, 0.95) - basis.background;
  const double measured = basis.background - quantile(scores, 0.16);
  const auto n = static_cast<double>(basis.sample);
  basis.spread = std::sqrt((n * measured * measured + kUsualSpreadPhotos * kUsualSpread * kUsualSpread) /
                           (n + kUsualSpreadPhotos));
  return basis;
}

double meaning_odds(double score, const RelevanceBasis& basis, const Background& background) {
  const auto n = static_cast<double>(basis.sample);
  const double upper =
      (n * basis.upper / background.spread + kUsualUpperPhotos * kUsualUpper) / (n + kUsualUpperPhotos);
  const double distance = (score - background.mean) / background.spread;
  const double midpoint =
      kMeaningMidpoint + best_by_chance(basis.among) + kPerLogWord * std::log(std::max(basis.words, kWordsLeast));
  return kMeaningSlope * (distance + kUpperWeight * upper - midpoint);
}

double likeness_odds(double score, const RelevanceBasis& basis, const model::Calibration& calibration) {
  const double library = kDistanceSlope * ((score - basis.background) / basis.spread - kDistanceMidpoint);
  if (!basis.calibrated) return library;
  const auto n = static_cast<double>(basis.sample);
  const double say = kLibrarySayMax * n / (n + kLibrarySayPhotos);
  return say * library + (1 - say) * calibration.slope * (score - calibration.midpoint);
}

double relevance_of(double odds) {
  return 1 / (1 + std::exp(-odds));
}

}  // namespace shoebox::search
