#include "search/searcher.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "core/check.h"
#include "core/limits.h"
#include "search/question_vector.h"
#include "search/reasons.h"
#include "search/relevance.h"
#include "store/photo_repository.h"

namespace shoebox::search {
namespace {

// Enough to know a median within a few hundredths of a spread, few enough to cost nothing beside the scan.
constexpr std::size_t kSampleMax = 4096;

using Moment = std::chrono::steady_clock::time_point;

double milliseconds_since(Moment begin) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

/// `slots` with equal gaps between them, at most kSampleMax.
index::Bitmap sample_of(std::span<const Slot> slots) {
  index::Bitmap sample;
  const std::size_t count = std::min(slots.size(), kSampleMax);
  for (std::size_t i = 0; i < count; ++i) sample.insert(slots[i * slots.size() / count]);
  return sample;
}

Result<void> check_request(const SearchRequest& request, const std::string& meaning, bool has_text_encoder) {
  const bool in_words_or_picture = !meaning.empty() || !request.image.empty();
  if (!in_words_or_picture && request.vector.empty()) {
    return fail(ErrorCode::kInvalidArgument, "the question is empty: say what to look for, or give a picture");
  }
  if (in_words_or_picture && !request.vector.empty()) {
    return fail(ErrorCode::kInvalidArgument, "give a vector, or words and a picture, but not both");
  }
  if (!meaning.empty() && !has_text_encoder) {
    return fail(
        ErrorCode::kUnsupported,
        "this model cannot read words: search with a picture, or choose another model with 'shoebox model use'");
  }
  return {};
}

/// Of the parts that a question has.
Result<std::vector<float>> question_vector(const SearchRequest& request, std::span<const float> text) {
  if (!request.vector.empty()) return unit(request.vector);
  if (text.empty()) return unit(request.image);
  if (request.image.empty()) return unit(text);
  return mix(text, request.text_weight, request.image, request.image_weight);
}

SearchResult result_of(store::PhotoView view, const index::Hit& hit) {
  SearchResult result;
  result.photo_id = view.id;
  result.paths = std::move(view.paths);
  if (!result.paths.empty()) result.path = result.paths.front();
  result.score = hit.score;
  if (view.taken) result.taken_at = iso_time(*view.taken);
  return result;
}

}  // namespace

/// What questions that are answered together share.
struct Searcher::Pass {
  std::span<const SearchRequest> requests;
  std::vector<std::string> meanings;
  std::vector<float> vectors;  // requests.size() x dimension
  std::vector<std::vector<index::Hit>> hits;
  std::vector<RelevanceBasis> bases;
  std::size_t total = 0;
  Timings took_ms;

  double share(double milliseconds) const { return milliseconds / static_cast<double>(requests.size()); }
};

Result<SearchAnswer> Searcher::search(const SearchRequest& request) {
  auto answers = TRY(search_all({&request, 1}));
  return std::move(answers.front());
}

Result<std::vector<SearchAnswer>> Searcher::search_all(std::span<const SearchRequest> requests) {
  if (requests.empty()) return std::vector<SearchAnswer>{};
  if (requests.size() > limits::kQueryBatchMax) {
    return fail(ErrorCode::kLimitExceeded, "too many questions at once");
  }
  const Moment begin = std::chrono::steady_clock::now();
  Pass pass;
  pass.requests = requests;
  for (const SearchRequest& request : requests) {
    pass.meanings.push_back(TRY(meaning_of(request.text)));
    TRY(check_request(request, pass.meanings.back(), parts_.text_encoder != nullptr));
  }
  pass.took_ms.parse = pass.share(milliseconds_since(begin));
  TRY(encode(pass));
  TRY(filter(pass));
  TRY(find(pass));
  std::vector<SearchAnswer> answers;
  const double shared_ms = pass.share(milliseconds_since(begin));
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const Moment ranking = std::chrono::steady_clock::now();
    answers.push_back(TRY(rank(pass, i)));
    answers.back().took_ms.rank = milliseconds_since(ranking);
    answers.back().took_ms.total = shared_ms + answers.back().took_ms.rank;
  }
  return answers;
}

Result<void> Searcher::encode(Pass& pass) {
  const Moment begin = std::chrono::steady_clock::now();
  const auto dimension = static_cast<std::size_t>(parts_.index.dimension());
  std::vector<std::string> texts;
  for (const std::string& meaning : pass.meanings) {
    if (!meaning.empty()) texts.push_back(meaning);
  }
  std::vector<float> encoded;
  if (!texts.empty()) encoded = TRY(parts_.text_encoder->encode(texts));
  if (encoded.size() != texts.size() * dimension) {
    return fail(ErrorCode::kCorrupt, "the model's text vectors do not fit the index: add the model again");
  }
  std::span<const float> rest = encoded;
  for (std::size_t i = 0; i < pass.requests.size(); ++i) {
    const auto text = rest.first(pass.meanings[i].empty() ? 0 : dimension);
    rest = rest.subspan(text.size());
    const auto vector = TRY(question_vector(pass.requests[i], text));
    if (vector.size() != dimension) {
      return fail(ErrorCode::kInvalidArgument, "the vector has " + std::to_string(vector.size()) +
                                                   " values, the model's have " + std::to_string(dimension));
    }
    pass.vectors.insert(pass.vectors.end(), vector.begin(), vector.end());
  }
  pass.took_ms.encode = pass.share(milliseconds_since(begin));
  return {};
}

Result<void> Searcher::filter(Pass& pass) {
  const Moment begin = std::chrono::steady_clock::now();
  const CommitSequence newest = TRY(parts_.database.last_commit());
  if (present_as_of_ != newest) {
    const std::vector<Slot> slots = TRY(store::PhotoRepository(parts_.database).present_slots());
    present_ = index::Bitmap();
    for (const Slot slot : slots) present_.insert(slot);
    sample_ = sample_of(slots);
    present_as_of_ = newest;
  }
  pass.took_ms.filter = pass.share(milliseconds_since(begin));
  return {};
}

Result<void> Searcher::find(Pass& pass) {
  const Moment begin = std::chrono::steady_clock::now();
  std::size_t k = 1;
  for (const SearchRequest& request : pass.requests) {
    k = std::max(k, request.k == 0 ? limits::kResultsMax : std::min(request.k, limits::kResultsMax));
  }
  pass.hits = TRY(parts_.index.search(pass.vectors, k, &present_));
  const auto sample = TRY(parts_.index.search(pass.vectors, kSampleMax, &sample_));
  pass.total = std::min(present_.count(), parts_.index.size());
  for (std::size_t i = 0; i < pass.requests.size(); ++i) {
    std::vector<float> scores;
    for (const index::Hit& hit : sample[i]) scores.push_back(hit.score);
    RelevanceBasis basis = estimate_basis(scores);
    // The calibration is of texts against photos; a picture in the question moves the scale.
    basis.calibrated = parts_.calibration.known && !pass.meanings[i].empty() && pass.requests[i].image.empty();
    pass.bases.push_back(basis);
  }
  pass.took_ms.index = pass.share(milliseconds_since(begin));
  return {};
}

Result<SearchAnswer> Searcher::rank(const Pass& pass, std::size_t number) {
  const SearchRequest& request = pass.requests[number];
  SearchAnswer answer;
  answer.meaning = pass.meanings[number];
  answer.total = pass.total;
  answer.line = kRelevanceLine;
  answer.model = parts_.model;
  answer.took_ms = pass.took_ms;
  if (request.explain) answer.basis = pass.bases[number];
  const std::vector<index::Hit>& found = pass.hits[number];
  const auto hits = std::span(found).first(request.k == 0 ? found.size() : std::min(request.k, found.size()));
  std::vector<Slot> slots;
  for (const index::Hit& hit : hits) slots.push_back(hit.slot);
  std::unordered_map<Slot, store::PhotoView> views;
  for (store::PhotoView& view : TRY(store::PhotoRepository(parts_.database).find_by_slots(slots))) {
    views.emplace(view.slot, std::move(view));
  }
  for (const index::Hit& hit : hits) {
    const double relevant = relevance(hit.score, pass.bases[number], parts_.calibration);
    if (request.above_line && relevant < kRelevanceLine) break;
    const auto view = views.find(hit.slot);
    // Gone since the filter was made: another process has removed it.
    if (view == views.end() || !view->second.present) continue;
    SearchResult result = result_of(std::move(view->second), hit);
    result.relevance = relevant;
    result.why.push_back({ReasonKind::kMeaning, meaning_reason(answer.meaning, !request.image.empty(),
                                                               relevant >= kRelevanceLine, request.language)});
    answer.results.push_back(std::move(result));
  }
  return answer;
}

}  // namespace shoebox::search
