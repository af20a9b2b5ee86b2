#include "search/answer_json.h"

#include <array>
#include <cmath>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/path.h"
#include "query/query_json.h"

namespace shoebox::search {
namespace {

using Json = nlohmann::ordered_json;

std::string_view kind_name(ReasonKind kind) {
  constexpr std::array<std::string_view, 7> kNames = {"meaning", "time", "place",   "person",
                                                      "camera",  "text", "filename"};
  return kNames[static_cast<std::size_t>(kind)];
}

/// Digits that mean nothing only make the output longer.
double rounded(double value, double digits) {
  const double factor = std::pow(10.0, digits);
  return std::round(value * factor) / factor;
}

Json optional_text(const std::optional<std::string>& text) {
  return text ? Json(printable(*text)) : Json(nullptr);
}

Json list_of(const std::vector<std::string>& texts) {
  Json list = Json::array();
  for (const std::string& text : texts) list.push_back(printable(text));
  return list;
}

Json result_json(const SearchResult& result) {
  Json why = Json::array();
  for (const Reason& reason : result.why) {
    why.push_back({{"kind", kind_name(reason.kind)}, {"text", printable(reason.text)}});
  }
  return {{"photo_id", result.photo_id.value},
          {"path", printable(result.path)},
          {"paths", list_of(result.paths)},
          {"score", rounded(result.score, 6)},
          {"relevance", rounded(result.relevance, 4)},
          {"folded", result.folded},
          {"taken_at", optional_text(result.taken_at)},
          {"place", optional_text(result.place)},
          {"people", list_of(result.people)},
          {"why", std::move(why)}};
}

Json timings_json(const Timings& ms) {
  return {{"parse", rounded(ms.parse, 3)}, {"filter", rounded(ms.filter, 3)}, {"encode", rounded(ms.encode, 3)},
          {"index", rounded(ms.index, 3)}, {"rank", rounded(ms.rank, 3)},     {"total", rounded(ms.total, 3)}};
}

Json explain_json(const SearchAnswer& answer) {
  Json json = Json::object();
  if (answer.plan) {
    Json filters = Json::array();
    for (std::size_t i = 0; i < answer.plan->photos.size(); ++i) {
      filters.push_back({{"chip", i},
                         {"canonical", printable(answer.query.chips[i].canonical)},
                         {"negated", answer.query.chips[i].negated},
                         {"photos", answer.plan->photos[i]}});
    }
    json["filters"] = std::move(filters);
    json["library"] = answer.plan->library;
    json["left"] = answer.plan->left;
  }
  if (answer.basis) {
    json["background"] = rounded(answer.basis->background, 6);
    json["spread"] = rounded(answer.basis->spread, 6);
    json["upper"] = rounded(answer.basis->upper, 6);
    json["sample"] = answer.basis->sample;
    json["among"] = answer.basis->among;
    json["calibrated"] = answer.basis->calibrated;
  }
  return json;
}

}  // namespace

Json to_json(const SearchAnswer& answer) {
  Json results = Json::array();
  for (const SearchResult& result : answer.results) results.push_back(result_json(result));
  Json query = query::to_json(answer.query);
  query["meaning"] = printable(answer.meaning);
  Json json = {
      {"query", std::move(query)}, {"results", std::move(results)},    {"total", answer.total},
      {"line", answer.line},       {"model", printable(answer.model)}, {"took_ms", timings_json(answer.took_ms)}};
  for (const Relaxation& relaxation : answer.relax) {
    json["relax"].push_back({{"chip", relaxation.chip}, {"total", relaxation.total}});
  }
  if (answer.basis || answer.plan) json["explain"] = explain_json(answer);
  return json;
}

}  // namespace shoebox::search
