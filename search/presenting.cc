#include "search/presenting.h"

#include <unordered_map>

#include "search/relevance.h"

namespace shoebox::search {
namespace {

using Names = std::map<std::int64_t, std::string>;

std::vector<std::string> people_of(const Columns& columns, Slot slot, const Names& names) {
  std::vector<std::string> people;
  for (const std::int64_t person : columns.people.of(slot)) {
    const auto name = names.find(person);
    if (name != names.end()) people.push_back(name->second);
  }
  return people;
}

std::optional<std::string> place_of(const Presentation& how, Slot slot) {
  if (!how.name_place) return std::nullopt;
  std::string place = how.name_place(how.columns.location[slot.value], how.language);
  return place.empty() ? std::nullopt : std::optional(std::move(place));
}

std::vector<Reason> reasons_of(const Presentation& how, const SearchAnswer& answer, const Candidate& candidate,
                               const SearchResult& result, const store::PhotoView& view) {
  const ReasonFacts facts{result.taken_at, result.place, result.people, view.make, view.model, result.path};
  auto reasons = filter_reasons(answer.query, facts, how.has_meaning ? Fallback::kNone : Fallback::kTime, how.language);
  if (how.has_meaning) {
    reasons.push_back({ReasonKind::kMeaning, meaning_reason(answer.meaning, how.with_picture, result.relevance,
                                                            result.relevance >= answer.line, how.language)});
  }
  if (candidate.keywords && candidate.keywords->odds > 0) {
    reasons.push_back(keyword_reason(*candidate.keywords, how.language));
  }
  return reasons;
}

SearchResult result_of(const Presentation& how, const Candidate& candidate, const store::PhotoView& view,
                       const Names& names) {
  SearchResult result;
  result.photo_id = view.id;
  result.paths = view.paths;
  if (!result.paths.empty()) result.path = result.paths.front();
  result.score = candidate.score;
  result.relevance = how.has_meaning ? relevance_of(candidate.odds) : 1;
  result.folded = candidate.folded;
  if (view.taken) result.taken_at = iso_time(*view.taken, how.home);
  result.place = place_of(how, candidate.slot);
  result.people = people_of(how.columns, candidate.slot, names);
  return result;
}

}  // namespace

Result<std::vector<SearchResult>> present(const Presentation& how, const SearchAnswer& answer,
                                          std::span<const Candidate> candidates) {
  std::vector<Slot> slots;
  for (const Candidate& candidate : candidates) slots.push_back(candidate.slot);
  std::unordered_map<std::uint32_t, store::PhotoView> views;
  for (store::PhotoView& view : TRY(store::PhotoRepository(how.database).find_by_slots(slots))) {
    views.emplace(view.slot.value, std::move(view));
  }
  Names names;
  if (!how.columns.people.who.empty()) names = TRY(store::FilterRows(how.database).names());
  std::vector<SearchResult> results;
  for (const Candidate& candidate : candidates) {
    const auto view = views.find(candidate.slot.value);
    // Gone since the filter was made: another process has removed it.
    if (view == views.end() || !view->second.present) continue;
    results.push_back(result_of(how, candidate, view->second, names));
    results.back().why = reasons_of(how, answer, candidate, results.back(), view->second);
  }
  return results;
}

}  // namespace shoebox::search
