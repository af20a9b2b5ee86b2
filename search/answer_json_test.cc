#include "search/answer_json.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace shoebox::search {
namespace {

SearchAnswer sample_answer() {
  SearchAnswer answer;
  answer.meaning = "日落沙滩";
  answer.total = 40;
  answer.line = 0.5;
  answer.model = "default";
  answer.took_ms = {0.01, 0.2, 30.12345, 1, 2, 33.3};
  SearchResult result;
  result.photo_id = PhotoId{7};
  result.paths = {"/photos/a.jpg", "/photos/b.jpg"};
  result.path = "/photos/a.jpg";
  result.score = 0.25F;
  result.relevance = 0.81234567;
  result.taken_at = "2024-03-09T14:05:09+08:00";
  result.why = {{ReasonKind::kMeaning, "看起来像“日落沙滩”"}};
  answer.results = {result};
  return answer;
}

TEST(AnswerJson, IsTheContract) {
  EXPECT_EQ(
      to_json(sample_answer()).dump(),
      R"({"query":{"chips":[],"meaning":"日落沙滩"},)"
      R"("results":[{"photo_id":7,"path":"/photos/a.jpg","paths":["/photos/a.jpg","/photos/b.jpg"],)"
      R"("score":0.25,"relevance":0.8123,"folded":0,"taken_at":"2024-03-09T14:05:09+08:00","place":null,"people":[],)"
      R"("why":[{"kind":"meaning","text":"看起来像“日落沙滩”"}]}],)"
      R"("total":40,"line":0.5,"model":"default",)"
      R"("took_ms":{"parse":0.01,"filter":0.2,"encode":30.123,"index":1.0,"rank":2.0,"total":33.3}})");
}

TEST(AnswerJson, NothingFoundHasAnEmptyList) {
  const auto json = to_json(SearchAnswer{});
  EXPECT_TRUE(json["results"].is_array());
  EXPECT_TRUE(json["results"].empty());
  EXPECT_FALSE(json.contains("explain"));
}

TEST(AnswerJson, BytesThatAreNotUtf8ArePrintable) {
  SearchAnswer answer = sample_answer();
  answer.results[0].path = "/photos/\xff\xfe.jpg";
  answer.results[0].paths = {"/photos/\xff\xfe.jpg", "/photos/line\nbreak \"quoted\".jpg"};
  answer.results[0].taken_at = "\xc3";
  answer.model = "\x80";
  answer.meaning = "\xf0\x9f";
  answer.results[0].why[0].text = "\xe6";
  const std::string text = to_json(answer).dump();
  const auto back = nlohmann::json::parse(text);
  EXPECT_NE(back["results"][0]["path"].get<std::string>().find("\uFFFD"), std::string::npos);
  EXPECT_EQ(back["results"][0]["paths"][1], "/photos/line\nbreak \"quoted\".jpg");
}

TEST(AnswerJson, ExplanationIsThereWhenAskedFor) {
  SearchAnswer answer = sample_answer();
  answer.basis =
      RelevanceBasis{.background = 0.1, .spread = 0.03, .upper = 0.05, .sample = 40, .calibrated = true, .among = 60};
  EXPECT_EQ(to_json(answer)["explain"].dump(),
            R"({"background":0.1,"spread":0.03,"upper":0.05,"sample":40,"among":60,"calibrated":true})");
}

TEST(AnswerJson, ChipsRelaxationsAndThePlanAreToldByTheirPlace) {
  SearchAnswer answer = sample_answer();
  query::Chip chip;
  chip.kind = query::ChipKind::kTime;
  chip.text = "去年";
  chip.canonical = "time:2025";
  chip.filter = query::TimeFilter{{{20089, 20454}, {std::nullopt, 0}}, {}, 0, {}};
  answer.query.chips = {chip};
  answer.relax = {{0, 12}};
  answer.plan = FilterPlan{{3}, 40, 0};
  const auto json = to_json(answer);
  EXPECT_EQ(json["query"]["chips"][0]["ranges"].dump(), R"([["2025-01-01","2026-01-01"],[null,"1970-01-01"]])");
  EXPECT_EQ(json["query"]["meaning"], "日落沙滩");
  EXPECT_EQ(json["relax"].dump(), R"([{"chip":0,"total":12}])");
  EXPECT_EQ(json["explain"].dump(),
            R"({"filters":[{"chip":0,"canonical":"time:2025","negated":false,"photos":3}],"library":40,"left":0})");
}

}  // namespace
}  // namespace shoebox::search
