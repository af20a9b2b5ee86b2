#pragma once
// From a question to an answer: words and picture become one unit vector, the index finds the nearest photos that have
// a readable file, and their scores become relevance. docs/search.md tells users what the numbers mean.
//
// Borrows its parts, which must outlive it. One thread at a time (the database connection is).

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "index/vector_index.h"
#include "model/bundle.h"
#include "model/encoder.h"
#include "search/answer.h"
#include "store/database.h"

namespace shoebox::search {

enum class Language : std::uint8_t { kEnglish, kChinese };

struct SearchRequest {
  std::string text{};           // may be empty when there is a picture
  std::vector<float> image{};   // the embedding of a picture; empty: none
  std::vector<float> vector{};  // the whole question as a vector, instead of text and image; empty: none
  double text_weight = 0.5;     // when there are both: the question is the weighted sum of the two unit vectors
  double image_weight = 0.5;
  std::size_t k = 12;  // 0: every photo that passes the filters
  bool above_line = false;
  bool explain = false;
  Language language = Language::kEnglish;  // of the reasons
  // Accepted, and without effect until there is something that they switch off.
  bool no_fold = false;
  bool no_filters = false;
  std::optional<std::chrono::system_clock::time_point> now{};
};

struct SearchParts {
  store::Database& database;
  const index::VectorIndex& index;
  model::TextEncoder* text_encoder = nullptr;  // null: the model has no text tower, or no question has words
  model::Calibration calibration;
  std::string model;  // its name, for the answer
};

class Searcher final {
 public:
  explicit Searcher(SearchParts parts) : parts_(std::move(parts)) {}

  /// kInvalidArgument: nothing asked, weights that make no sense, a vector of the wrong size or not finite.
  /// kLimitExceeded: longer than limits::kQueryBytesMax. kUnsupported: words, but no text tower.
  Result<SearchAnswer> search(const SearchRequest& request);
  /// The same for several questions, which share the encoding and one pass over the index. One that cannot be answered
  /// fails all; ask it alone to know which.
  Result<std::vector<SearchAnswer>> search_all(std::span<const SearchRequest> requests);

 private:
  struct Pass;
  Result<void> encode(Pass& pass);
  Result<void> filter(Pass& pass);
  Result<void> find(Pass& pass);
  Result<SearchAnswer> rank(const Pass& pass, std::size_t number);

  SearchParts parts_;
  // Slots of photos with a readable file, as of a commit of the database.
  std::optional<CommitSequence> present_as_of_;
  index::Bitmap present_;
  index::Bitmap sample_;
};

}  // namespace shoebox::search
