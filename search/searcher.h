#pragma once
// From a question to an answer: the sentence becomes filters and a meaning, the filters a set of photos, and the index
// finds the nearest among those; names and captions add what they know, scores become relevance, groups fold.
// docs/search.md tells users what the numbers mean.
//
// Borrows its parts, which must outlive it. One thread at a time (the database connection is).

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "index/vector_index.h"
#include "model/bundle.h"
#include "model/encoder.h"
#include "query/query.h"
#include "search/answer.h"
#include "search/background.h"
#include "search/columns.h"
#include "search/presenting.h"
#include "search/ranking.h"
#include "search/reasons.h"
#include "store/database.h"

namespace shoebox::search {

struct SearchRequest {
  std::string text{};           // may be empty when there is a picture
  std::vector<float> image{};   // the embedding of a picture; empty: none
  std::vector<float> vector{};  // the whole question as a vector, instead of text and image; empty: none
  double text_weight = 0.5;     // when there are both: the question is the weighted sum of the two unit vectors
  double image_weight = 0.5;
  std::size_t k = 12;  // 0: every photo that passes the filters
  bool above_line = false;
  bool explain = false;
  Language language = Language::kEnglish;           // of the reasons
  bool no_fold = false;                             // every photo by itself
  bool no_filters = false;                          // the words are meaning only
  std::optional<std::int64_t> now_local_minutes{};  // the home zone's wall clock since 1970; absent: the system's
};

/// query::parse with the finders of this library; `now` as query::ParseContext has it.
using Understanding = std::function<query::Query(std::string_view text, std::int64_t now_local_minutes)>;

struct SearchParts {
  store::Database& database;
  const index::VectorIndex& index;
  model::TextEncoder* text_encoder = nullptr;  // null: the model has no text tower, or no question has words
  model::Calibration calibration{};
  std::string model{};                     // its name, for the answer
  HomeOffset home{};                       // empty: UTC
  Understanding understand{};              // empty: all words are meaning
  PlaceNaming name_place{};                // empty: places have no names
  std::optional<Background> background{};  // absent: relevance leans on the calibration
};

class Searcher final {
 public:
  explicit Searcher(SearchParts parts) : parts_(std::move(parts)), keeper_(parts_.database, parts_.home) {}

  /// kInvalidArgument: nothing asked, weights that make no sense, a vector of the wrong size or not finite.
  /// kLimitExceeded: longer than limits::kQueryBytesMax. kUnsupported: words to be understood, but no text tower.
  Result<SearchAnswer> search(const SearchRequest& request);
  /// The same for several questions, which share the encoding and, where they have no filter, one pass over the index.
  /// One that cannot be answered fails all; ask it alone to know which.
  Result<std::vector<SearchAnswer>> search_all(std::span<const SearchRequest> requests);

  /// A tower that was loaded since, or a background that was measured since.
  void set_text_encoder(model::TextEncoder* encoder) { parts_.text_encoder = encoder; }
  void set_background(const Background& background) { parts_.background = background; }

 private:
  struct Question;
  struct Pass;
  Result<void> refresh();
  Result<void> understand(Pass& pass);
  Result<void> filter(Pass& pass);
  Result<void> encode(Pass& pass);
  Result<void> find(Pass& pass);
  Result<void> find_bases(Pass& pass);
  Result<SearchAnswer> rank(Question& question);
  Result<std::vector<Candidate>> candidates(Question& question);
  Result<void> add_keywords(const Question& question, std::vector<Candidate>& candidates);
  Result<void> push_down(const Question& question, std::vector<Candidate>& candidates);
  Result<std::vector<Candidate>> newest_without(const Question& question, std::size_t count);
  double odds(const Question& question, float score) const;

  SearchParts parts_;
  ColumnsKeeper keeper_;
  const Columns* columns_ = nullptr;
  std::optional<CommitSequence> sampled_as_of_;
  index::Bitmap sample_;
};

}  // namespace shoebox::search
