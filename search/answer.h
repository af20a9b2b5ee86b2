#pragma once
// An answer: what was understood, the photos, and how sure we are. Value types, ready to be printed or sent.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/ids.h"
#include "query/query.h"

namespace shoebox::search {

/// Why a photo is there. The order is that of the contract.
enum class ReasonKind : std::uint8_t { kMeaning, kTime, kPlace, kPerson, kCamera, kText, kFilename };

struct Reason {
  ReasonKind kind = ReasonKind::kMeaning;
  std::string text;  // a short sentence in the language that was asked for
};

struct SearchResult {
  PhotoId photo_id;
  std::string path;                     // a file that can be read now
  std::vector<std::string> paths;       // all files of the photo
  float score = 0;                      // cosine of question and photo; 0 when there was no meaning
  double relevance = 0;                 // 0..1, see relevance.h
  std::size_t folded = 0;               // how many more photos of its group this one stands for
  std::optional<std::string> taken_at;  // ISO 8601, as precise as it is known
  std::optional<std::string> place;
  std::vector<std::string> people;
  std::vector<Reason> why;
};

struct Timings {
  double parse = 0;
  double filter = 0;
  double encode = 0;
  double index = 0;
  double rank = 0;
  double total = 0;
};

/// How the relevance came about; for --explain.
struct RelevanceBasis {
  double background = 0;    // the score that an ordinary photo of this library has for this question
  double spread = 0;        // of such scores: about one standard deviation
  double upper = 0;         // how far the best twentieth of the library stands above the background
  std::size_t sample = 0;   // photos that this was estimated from
  bool calibrated = false;  // the model's own calibration had a say
  std::size_t among = 0;    // photos that the question chooses from
  double words = 0;         // the length of the question; of Chinese, as many as English would need
};

/// A chip that leaves nothing, and how many photos there would be without it.
struct Relaxation {
  std::size_t chip = 0;
  std::size_t total = 0;
};

/// How the filters were applied; for --explain.
struct FilterPlan {
  std::vector<std::size_t> photos;  // that each chip matches (or, negated, takes away)
  std::size_t library = 0;          // photos before all filters
  std::size_t left = 0;             // and after them
};

struct SearchAnswer {
  query::Query query;                 // chips, and the rest
  std::string meaning;                // the words that the text tower got
  std::vector<SearchResult> results;  // best first
  std::size_t total = 0;              // photos that pass the filters, with a file, and a vector where it needs one
  std::vector<Relaxation> relax;      // when the filters leave nothing: best first
  double line = 0;                    // results of less relevance are "maybe"
  std::string model;
  Timings took_ms;                      // in milliseconds; of questions that share a pass, each one's share
  std::optional<RelevanceBasis> basis;  // when asked to explain, and there was a meaning
  std::optional<FilterPlan> plan;       // when asked to explain
};

/// Those above the line with the newest first and what has no time last; those below it stay behind them as they were,
/// the likeliest first: by time they would be all photos of the library.
void sort_by_time(SearchAnswer& answer);

}  // namespace shoebox::search
