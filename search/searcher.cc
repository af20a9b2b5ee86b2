#include "search/searcher.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/limits.h"
#include "search/filter.h"
#include "search/keywords.h"
#include "search/presenting.h"
#include "search/question_vector.h"
#include "search/ranking.h"
#include "search/relevance.h"
#include "search/text_match.h"
#include "search/trip_match.h"

namespace shoebox::search {
namespace {

// Enough to know a median within a few hundredths of a spread, few enough to cost nothing beside the scan.
constexpr std::size_t kSampleMax = 4096;
// What is found first is put into another order by names, captions and what should not be seen: look deeper than shown.
constexpr std::size_t kDeeper = 256;
constexpr std::size_t kKeywordPhotosMax = 2000;
constexpr std::size_t kKeywordPhotosLeast = 50;
// A photo that surely shows what should not be seen loses this much log odds.
constexpr double kPushDownOdds = 6;
constexpr double kCertain = std::numeric_limits<double>::infinity();
constexpr double kNoVectorOdds = -20;

using Moment = std::chrono::steady_clock::time_point;

double milliseconds_since(Moment begin) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

/// Slots of a set with equal gaps between them, at most kSampleMax.
index::Bitmap sample_of(const index::Bitmap& set) {
  index::Bitmap sample;
  const std::size_t all = set.count();
  const std::size_t count = std::min(all, kSampleMax);
  std::size_t seen = 0;
  std::size_t taken = 0;
  for (std::uint32_t i = 0; i < set.size() && taken < count; ++i) {
    if (!set.contains(Slot{i})) continue;
    if (seen++ != taken * all / count) continue;
    sample.insert(Slot{i});
    ++taken;
  }
  return sample;
}

std::int64_t local_minutes_now(const HomeOffset& home) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const std::int64_t utc = std::chrono::duration_cast<std::chrono::seconds>(now).count();
  return (utc + (home ? home(utc) : 0)) / 60;
}

Result<void> check_request(const SearchRequest& request, const std::string& text) {
  const bool in_words_or_picture = !text.empty() || !request.image.empty();
  if (!in_words_or_picture && request.vector.empty()) {
    return fail(ErrorCode::kInvalidArgument, "the question is empty: say what to look for, or give a picture");
  }
  if (in_words_or_picture && !request.vector.empty()) {
    return fail(ErrorCode::kInvalidArgument, "give a vector, or words and a picture, but not both");
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

void append_words(std::string& to, std::string_view words) {
  if (!to.empty() && !words.empty()) to += ' ';
  to += words;
}

}  // namespace

/// A question on its way to its answer.
struct Searcher::Question {
  explicit Question(const SearchRequest& asked) : request(asked) {}

  const SearchRequest& request;
  SearchAnswer answer;
  index::Bitmap passing;
  std::vector<float> vector;           // empty: a pure filter
  std::vector<float> negative_vector;  // of what should not be seen; empty: nothing
  std::vector<index::Hit> hits;
  RelevanceBasis basis;
  RelevanceBasis negative_basis;

  bool is_filtered() const { return !answer.query.chips.empty(); }
  bool in_words_alone() const { return request.image.empty() && request.vector.empty(); }
  bool uses_keywords() const { return !request.no_filters && !answer.meaning.empty(); }
  /// How many of the nearest are looked at.
  std::size_t depth() const {
    if (request.k == 0) return limits::kResultsMax;
    const bool reorders = uses_keywords() || !negative_vector.empty() || !request.no_fold;
    return std::min(reorders ? std::max(4 * request.k, request.k + kDeeper) : request.k, limits::kResultsMax);
  }
  std::size_t wanted() const { return request.k == 0 ? limits::kResultsMax : request.k; }
};

/// What questions that are answered together share.
struct Searcher::Pass {
  std::vector<Question> questions;
  Timings took_ms;

  double share(Moment begin) const { return milliseconds_since(begin) / static_cast<double>(questions.size()); }
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
  for (const SearchRequest& request : requests) pass.questions.emplace_back(request);
  TRY(understand(pass));
  TRY(filter(pass));
  TRY(encode(pass));
  TRY(find(pass));
  std::vector<SearchAnswer> answers;
  const double shared_ms = pass.share(begin);
  for (Question& question : pass.questions) {
    const Moment ranking = std::chrono::steady_clock::now();
    answers.push_back(TRY(rank(question)));
    answers.back().took_ms = pass.took_ms;
    answers.back().took_ms.rank = milliseconds_since(ranking);
    answers.back().took_ms.total = shared_ms + answers.back().took_ms.rank;
  }
  return answers;
}

Result<void> Searcher::understand(Pass& pass) {
  const Moment begin = std::chrono::steady_clock::now();
  for (Question& question : pass.questions) {
    const std::string text = TRY(meaning_of(question.request.text));
    TRY(check_request(question.request, text));
    if (question.request.no_filters || !parts_.understand) {
      question.answer.query.meaning = text;
      continue;
    }
    const std::int64_t now = question.request.now_local_minutes.value_or(local_minutes_now(parts_.home));
    question.answer.query = parts_.understand(text, now);
  }
  pass.took_ms.parse = pass.share(begin);
  return {};
}

Result<void> Searcher::refresh() {
  const CommitSequence newest_commit = TRY(parts_.database.last_commit());
  columns_ = TRY(keeper_.refreshed());
  if (sampled_as_of_ == newest_commit) return {};
  sample_ = sample_of(columns_->present);
  sampled_as_of_ = newest_commit;
  return {};
}

Result<void> Searcher::filter(Pass& pass) {
  const Moment begin = std::chrono::steady_clock::now();
  TRY(refresh());
  const TextMatcher texts = [this](const query::Filter& filter) -> Result<std::optional<index::Bitmap>> {
    if (const auto* trip = std::get_if<query::TripFilter>(&filter))
      return TRY(match_trip(parts_.database, parts_.name_place, trip->name));
    return match_text(parts_.database, filter);
  };
  for (Question& question : pass.questions) {
    SearchAnswer& answer = question.answer;
    answer.meaning = answer.query.meaning;
    if (!question.is_filtered()) {
      question.passing = columns_->present;
      continue;
    }
    const ChipMatches chips = TRY(ChipMatches::create(answer.query, *columns_, texts));
    question.passing = chips.passing();
    const std::size_t left = question.passing.count();
    if (question.request.explain) answer.plan = FilterPlan{{}, columns_->present_count, left};
    for (std::size_t i = 0; i < answer.query.chips.size(); ++i) {
      if (answer.plan) answer.plan->photos.push_back(chips.count(i));
      if (chips.is_left_out(i)) append_words(answer.meaning, answer.query.chips[i].text);
      if (left != 0) continue;
      if (const std::size_t total = chips.passing_without(i).count(); total != 0) answer.relax.push_back({i, total});
    }
    std::ranges::stable_sort(answer.relax, std::ranges::greater{}, &Relaxation::total);
  }
  pass.took_ms.filter = pass.share(begin);
  return {};
}

Result<void> Searcher::encode(Pass& pass) {
  const Moment begin = std::chrono::steady_clock::now();
  const auto dimension = static_cast<std::size_t>(parts_.index.dimension());
  std::vector<std::string> texts;
  for (const Question& question : pass.questions) {
    if (!question.answer.meaning.empty()) texts.push_back(question.answer.meaning);
    if (!question.answer.query.negative_meaning.empty()) texts.push_back(question.answer.query.negative_meaning);
  }
  if (!texts.empty() && parts_.text_encoder == nullptr) {
    return fail(
        ErrorCode::kUnsupported,
        "this model cannot read words: search with a picture, or choose another model with 'shoebox model use'");
  }
  std::vector<float> encoded;
  if (!texts.empty()) encoded = TRY(parts_.text_encoder->encode(texts));
  if (encoded.size() != texts.size() * dimension) {
    return fail(ErrorCode::kCorrupt, "the model's text vectors do not fit the index: add the model again");
  }
  std::span<const float> rest = encoded;
  const auto next = [&](bool is_there) {
    const auto vector = rest.first(is_there ? dimension : 0);
    rest = rest.subspan(vector.size());
    return vector;
  };
  for (Question& question : pass.questions) {
    const auto text = next(!question.answer.meaning.empty());
    const auto negative = next(!question.answer.query.negative_meaning.empty());
    if (!negative.empty()) question.negative_vector = TRY(unit(negative));
    if (text.empty() && question.in_words_alone()) continue;
    question.vector = TRY(question_vector(question.request, text));
    if (question.vector.size() != dimension) {
      return fail(ErrorCode::kInvalidArgument, "the vector has " + std::to_string(question.vector.size()) +
                                                   " values, the model's have " + std::to_string(dimension));
    }
  }
  pass.took_ms.encode = pass.share(begin);
  return {};
}

Result<void> Searcher::find(Pass& pass) {
  const Moment begin = std::chrono::steady_clock::now();
  std::vector<float> together;
  std::vector<Question*> sharing;
  std::size_t depth = 1;
  for (Question& question : pass.questions) {
    if (question.vector.empty()) continue;
    if (question.is_filtered()) {
      question.hits = std::move(TRY(parts_.index.search(question.vector, question.depth(), &question.passing)).front());
      continue;
    }
    together.insert(together.end(), question.vector.begin(), question.vector.end());
    sharing.push_back(&question);
    depth = std::max(depth, question.depth());
  }
  if (!sharing.empty()) {
    auto hits = TRY(parts_.index.search(together, depth, &columns_->present));
    for (std::size_t i = 0; i < sharing.size(); ++i) {
      sharing[i]->hits = std::move(hits[i]);
      if (sharing[i]->hits.size() > sharing[i]->depth()) sharing[i]->hits.resize(sharing[i]->depth());
    }
  }
  TRY(find_bases(pass));
  pass.took_ms.index = pass.share(begin);
  return {};
}

Result<void> Searcher::find_bases(Pass& pass) {
  std::vector<float> vectors;
  std::vector<RelevanceBasis*> bases;
  for (Question& question : pass.questions) {
    for (auto& [vector, basis] : {std::pair(&question.vector, &question.basis),
                                  std::pair(&question.negative_vector, &question.negative_basis)}) {
      if (vector->empty()) continue;
      vectors.insert(vectors.end(), vector->begin(), vector->end());
      bases.push_back(basis);
    }
  }
  if (bases.empty()) return {};
  const auto samples = TRY(parts_.index.search(vectors, kSampleMax, &sample_));
  for (std::size_t i = 0; i < bases.size(); ++i) {
    std::vector<float> scores;
    for (const index::Hit& hit : samples[i]) scores.push_back(hit.score);
    *bases[i] = estimate_basis(scores);
  }
  for (Question& question : pass.questions) {
    const std::string& meaning = question.answer.meaning;
    // The calibration is of texts against photos; a picture in the question moves the scale.
    question.basis.calibrated =
        parts_.calibration.known && !parts_.background && !meaning.empty() && question.request.image.empty();
    question.basis.words = count_words(meaning);
    question.negative_basis.words = count_words(question.answer.query.negative_meaning);
    question.basis.among = question.negative_basis.among = question.passing.count();
  }
  return {};
}

double Searcher::odds(const Question& question, float score) const {
  if (question.in_words_alone() && parts_.background) return meaning_odds(score, question.basis, *parts_.background);
  return likeness_odds(score, question.basis, parts_.calibration);
}

Result<SearchAnswer> Searcher::rank(Question& question) {
  const SearchRequest& request = question.request;
  SearchAnswer& answer = question.answer;
  const bool has_meaning = !question.vector.empty();
  answer.line = kRelevanceLine;
  answer.model = parts_.model;
  answer.total = question.passing.count();
  if (has_meaning && !question.is_filtered()) answer.total = std::min(answer.total, parts_.index.size());
  if (request.explain && has_meaning) answer.basis = question.basis;
  std::vector<Candidate> found = TRY(candidates(question));
  if (!request.no_fold) found = fold(std::move(found), question.passing, *columns_);
  if (found.size() > question.wanted()) found.resize(question.wanted());
  if (request.above_line) {
    std::erase_if(found, [](const Candidate& candidate) { return relevance_of(candidate.odds) < kRelevanceLine; });
  }
  const Presentation how{parts_.database,        *columns_,  parts_.name_place, parts_.home, request.language,
                         !request.image.empty(), has_meaning};
  answer.results = TRY(present(how, answer, found));
  return std::move(answer);
}

Result<std::vector<Candidate>> Searcher::candidates(Question& question) {
  // Folding may leave less than asked: look again, deeper, while there is more.
  const bool folds = !question.request.no_fold && !columns_->grouped.empty();
  const std::size_t all = question.passing.count();
  if (question.vector.empty()) return newest_without(question, folds ? all : question.wanted());
  if (folds && question.hits.size() < all && question.hits.size() >= question.depth()) {
    const std::size_t deeper = question.depth() + columns_->grouped.size();
    question.hits = std::move(TRY(parts_.index.search(question.vector, deeper, &question.passing)).front());
  }
  std::vector<Candidate> found;
  for (const index::Hit& hit : question.hits) {
    found.push_back({.slot = hit.slot, .score = hit.score, .odds = odds(question, hit.score)});
  }
  if (question.uses_keywords()) TRY(add_keywords(question, found));
  if (!question.negative_vector.empty()) TRY(push_down(question, found));
  sort_by_odds(found);
  if (!question.is_filtered() || found.size() >= std::min(question.wanted(), all)) return found;
  // Photos that pass, but that this model has not read yet.
  index::Bitmap rest = question.passing;
  for (const Candidate& candidate : found) rest.erase(candidate.slot);
  for (Candidate& candidate : newest(rest, *columns_, question.wanted())) {
    candidate.odds = kNoVectorOdds;
    found.push_back(std::move(candidate));
  }
  return found;
}

Result<void> Searcher::add_keywords(const Question& question, std::vector<Candidate>& candidates) {
  const std::vector<std::string> words = keywords_of(question.answer.meaning);
  if (words.empty()) return {};
  const std::size_t photos_max = std::max(kKeywordPhotosLeast, columns_->present_count / 10);
  std::unordered_map<std::uint32_t, KeywordEvidence> evidence;
  index::Bitmap unseen;
  for (const store::WordsFound& found : TRY(store::PhotoWords(parts_.database).find(words, photos_max))) {
    if (!question.passing.contains(found.slot)) continue;
    evidence.emplace(found.slot.value, keyword_evidence(found, words));
    unseen.insert(found.slot);
  }
  for (const Candidate& candidate : candidates) unseen.erase(candidate.slot);
  if (unseen.count() != 0) {
    const auto found = TRY(parts_.index.search(question.vector, kKeywordPhotosMax, &unseen));
    for (const index::Hit& hit : found.front()) {
      candidates.push_back({.slot = hit.slot, .score = hit.score, .odds = odds(question, hit.score)});
    }
  }
  for (Candidate& candidate : candidates) {
    const auto found = evidence.find(candidate.slot.value);
    if (found == evidence.end()) continue;
    candidate.odds += found->second.odds;
    candidate.keywords = found->second;
  }
  return {};
}

/// Those that show what should not be seen go behind.
Result<void> Searcher::push_down(const Question& question, std::vector<Candidate>& candidates) {
  index::Bitmap slots;
  for (const Candidate& candidate : candidates) slots.insert(candidate.slot);
  if (candidates.empty()) return {};
  std::unordered_map<std::uint32_t, double> shown;
  const auto hits = TRY(parts_.index.search(question.negative_vector, candidates.size(), &slots));
  for (const index::Hit& hit : hits.front()) {
    const double negative = parts_.background ? meaning_odds(hit.score, question.negative_basis, *parts_.background)
                                              : likeness_odds(hit.score, question.negative_basis, parts_.calibration);
    shown.emplace(hit.slot.value, relevance_of(negative));
  }
  for (Candidate& candidate : candidates) {
    const auto found = shown.find(candidate.slot.value);
    if (found == shown.end()) continue;
    // Without a meaning of its own a photo is as right as it does not show that.
    candidate.odds = candidate.odds == kCertain ? kPushDownOdds * (0.5 - found->second)
                                                : candidate.odds - kPushDownOdds * found->second;
  }
  return {};
}

/// A pure filter: newest first, and last what shows what should not be seen.
Result<std::vector<Candidate>> Searcher::newest_without(const Question& question, std::size_t count) {
  const bool pushes = !question.negative_vector.empty();
  auto found = newest(question.passing, *columns_, pushes ? question.passing.count() : count);
  for (Candidate& candidate : found) candidate.odds = kCertain;
  if (!pushes) return found;
  TRY(push_down(question, found));
  std::ranges::stable_partition(found, [](const Candidate& candidate) { return candidate.odds >= 0; });
  return found;
}

}  // namespace shoebox::search
