#include "engine/remote_messages.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace shoebox::engine {
namespace {

using Json = nlohmann::json;

/// As it goes over the wire.
Json sent(const Json& message) {
  return Json::parse(message.dump());
}

TEST(RemoteMessages, ErrorsKeepTheirCodeAndBytes) {
  const Error error{ErrorCode::kBusy, "somebody writes", "/a/caf\xe9"};
  const Error back = error_from(sent(to_message(error)));
  EXPECT_EQ(back.code, error.code);
  EXPECT_EQ(back.message, error.message);
  EXPECT_EQ(back.context, error.context);
  EXPECT_EQ(error_from(Json::parse("[]")).code, ErrorCode::kCorrupt);
}

TEST(RemoteMessages, SummariesAreWhole) {
  ingest::IndexSummary summary;
  summary.seen = 9;
  summary.added = 5;
  summary.embedded = 4;
  summary.skipped = {{"/p/\xff.jpg", "it is cut off"}};
  summary.offline = {"/gone"};
  summary.seconds = 1.5;
  summary.interrupted = true;
  const auto back = summary_from(sent(to_message(summary)));
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(back->seen, 9);
  EXPECT_EQ(back->added, 5);
  EXPECT_EQ(back->embedded, 4);
  EXPECT_EQ(back->skipped.at(0).path, "/p/\xff.jpg");
  EXPECT_EQ(back->offline, summary.offline);
  EXPECT_TRUE(back->interrupted);
}

TEST(RemoteMessages, QuestionsAreWhole) {
  Question question;
  question.request.text = "日落 \xff";
  question.request.vector = {0.25F, -1};
  question.request.k = 3;
  question.request.language = search::Language::kChinese;
  question.request.no_fold = true;
  question.image_file = "/a b.jpg";
  question.model = "default";
  const auto back = question_from(sent(to_message(question)));
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(back->request.text, question.request.text);
  EXPECT_EQ(back->request.vector, question.request.vector);
  EXPECT_EQ(back->request.k, 3U);
  EXPECT_EQ(back->request.language, search::Language::kChinese);
  EXPECT_TRUE(back->request.no_fold);
  EXPECT_EQ(back->image_file, "/a b.jpg");
  EXPECT_EQ(back->model, "default");
}

TEST(RemoteMessages, CorrectionsAreWhole) {
  Correction correction;
  correction.photos = {PhotoId{4}, PhotoId{9}};
  correction.files = {"/a/\xff.jpg"};
  correction.camera = "Canon EOS R6";
  correction.what = Correction::What::kShift;
  correction.text = "樱";
  correction.seconds = -3600;
  correction.place = {35.01, -135.77, {}};
  const auto back = correction_from(sent(to_message(correction)));
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(back->photos, correction.photos);
  EXPECT_EQ(back->files, correction.files);
  EXPECT_EQ(back->camera, correction.camera);
  EXPECT_EQ(back->what, correction.what);
  EXPECT_EQ(back->text, correction.text);
  EXPECT_EQ(back->seconds, -3600);
  EXPECT_EQ(back->place.longitude, -135.77);
  Json unknown = to_message(correction);
  unknown["what"] = 77;
  EXPECT_FALSE(correction_from(unknown).has_value());
}

TEST(RemoteMessages, WhatCannotBeReadIsAnError) {
  for (const char* text : {"{}", "[]", "null", "1", R"({"text": 1})", R"({"text": "zz"})", R"({"seen": "x"})"}) {
    EXPECT_FALSE(question_from(Json::parse(text)).has_value()) << text;
    EXPECT_FALSE(summary_from(Json::parse(text)).has_value()) << text;
    EXPECT_FALSE(correction_from(Json::parse(text)).has_value()) << text;
  }
  EXPECT_FALSE(from_hex("abc").has_value());
  EXPECT_FALSE(from_hex("AB").has_value());
}

TEST(RemoteMessages, ProgressGoesOver) {
  const Json message = sent(to_message(ProgressState{.stage = "scan", .done = 3, .total = 7, .skipped = 1}));
  const ProgressState state = progress_from(message);
  EXPECT_EQ(state.stage, "scan");
  EXPECT_EQ(state.done, 3);
  EXPECT_EQ(state.total, 7);
  EXPECT_EQ(progress_from(Json::parse("[]")).done, 0);
}

}  // namespace
}  // namespace shoebox::engine
