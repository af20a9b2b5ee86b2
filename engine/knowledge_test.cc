#include "engine/knowledge.h"

#include <gtest/gtest.h>

namespace shoebox::engine {
namespace {

using Names = std::vector<std::string>;

/// The labels of the names that begin at `position`, longest first.
Names labels_at(const PersonNames& names, std::string_view folded, std::size_t position) {
  Names labels;
  for (const query::PersonMatch& match : names.names_at(folded, position)) labels.push_back(match.label);
  return labels;
}

TEST(PersonNames, LongestNameComesFirstAndWordsStayWhole) {
  const std::vector<store::PersonName> called = {{1, "Tom", {}}, {2, "Tom Brown", {}}, {3, "小明", {}}, {4, "TOM", {}}};
  const PersonNames names(called);
  EXPECT_EQ(labels_at(names, "tom brown", 0), (Names{"Tom Brown", "Tom"}));
  EXPECT_TRUE(labels_at(names, "tomato", 0).empty());
  EXPECT_TRUE(labels_at(names, "custom", 3).empty());
  EXPECT_EQ(labels_at(names, "找小明的照片", 3), Names{"小明"});
  const auto toms = names.names_at("tom", 0);
  ASSERT_EQ(toms.size(), 1U);
  EXPECT_EQ(toms[0].persons, (std::vector<std::int64_t>{1, 4})) << "a name may belong to several";
}

TEST(PersonNames, RelationsAreCalledByTheirUsualWords) {
  const std::vector<store::PersonName> called = {{1, "爸爸", 4000}, {2, "老妈", {}}, {3, "我妈", {}}};
  const PersonNames names(called);
  EXPECT_EQ(names.names_at("我爸在海边", 0).at(0).persons, std::vector<std::int64_t>{1});
  EXPECT_EQ(names.names_at("my dad", 0).at(0).birthday, 4000);
  EXPECT_EQ(names.names_at("我妈", 0).at(0).persons, std::vector<std::int64_t>{3}) << "somebody's own name";
  EXPECT_TRUE(names.names_at("奶奶", 0).empty());
}

TEST(PersonNames, GrandmaIsEitherOfTwo) {
  const std::vector<store::PersonName> called = {{1, "奶奶", {}}, {2, "外婆", {}}, {3, "弟弟", {}}};
  const PersonNames names(called);
  EXPECT_EQ(names.names_at("grandma", 0).at(0).persons, (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(names.names_at("姥姥", 0).at(0).persons, std::vector<std::int64_t>{2});
  EXPECT_EQ(names.names_at("my brother", 0).at(0).persons, std::vector<std::int64_t>{3});
  EXPECT_TRUE(names.names_at("my sister", 0).empty());
}

class KnowledgeTest : public testing::Test {
 protected:
  KnowledgeTest() {
    setenv("SHOEBOX_TIME_ZONE", "Asia/Shanghai", 1);
    knowledge_ = std::make_unique<Knowledge>(ProgramFiles{}, Config{});
  }
  ~KnowledgeTest() override { unsetenv("SHOEBOX_TIME_ZONE"); }

  std::int64_t minutes(std::string_view text) { return knowledge_->home_minutes(text).value_or(-1); }
  std::unique_ptr<Knowledge> knowledge_;
};

TEST_F(KnowledgeTest, NowIsTheHomeZonesWallClock) {
  const std::int64_t noon = 20780LL * 24 * 60 + 12 * 60;  // 2026-11-23T12:00
  EXPECT_EQ(minutes("2026-11-23T12:00:00+08:00"), noon);
  EXPECT_EQ(minutes("2026-11-23T04:00:00Z"), noon);
  EXPECT_EQ(minutes("2026-11-22T23:00-05:00"), noon);
  EXPECT_EQ(minutes("2026-11-23T12:00:00"), noon) << "without an offset: at home";
}

TEST_F(KnowledgeTest, DegreesArePointsAndOtherWordsNeedAGazetteer) {
  const auto point = knowledge_->point_of("35.01, -135.77");
  ASSERT_TRUE(point.has_value());
  EXPECT_EQ(point->latitude, 35.01);
  EXPECT_EQ(point->longitude, -135.77);
  for (const char* wrong : {"", ",", "35", "35,", "35,abc", "1,2,3", "Kyoto"}) {
    EXPECT_EQ(knowledge_->point_of(wrong).error().code, ErrorCode::kNotFound) << wrong;
  }
}

TEST_F(KnowledgeTest, WhatIsNoTimeIsRefused) {
  for (const char* text : {"", "now", "2026-13-01T00:00", "2026-11-23T12:00+99:00", "2026-11-23T12:00+0", "T-"}) {
    EXPECT_FALSE(knowledge_->home_minutes(text)) << text;
  }
}

TEST_F(KnowledgeTest, WithoutAGazetteerPlacesHaveNoNamesAndTimesAreUnderstood) {
  EXPECT_EQ(knowledge_->name_place({}, search::Language::kEnglish), "");
  EXPECT_EQ(knowledge_->gazetteer(), nullptr);
  EXPECT_EQ(knowledge_->understand("2023年", 0).chips.size(), 1U);
}

}  // namespace
}  // namespace shoebox::engine
