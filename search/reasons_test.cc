#include "search/reasons.h"

#include <gtest/gtest.h>

namespace shoebox::search {
namespace {

TEST(Reasons, SayWhatItLooksLikeInBothLanguages) {
  EXPECT_EQ(meaning_reason("a dog", false, 0.812, true, Language::kEnglish), "looks like a dog (0.81)");
  EXPECT_EQ(meaning_reason("日落", false, 0.5, true, Language::kChinese), "看起来像日落（0.50）");
  EXPECT_EQ(meaning_reason("日落", false, 0.1, false, Language::kChinese), "也许像日落（0.10）");
  EXPECT_EQ(meaning_reason("snow", true, 0, false, Language::kEnglish), "may look like snow and the picture (0.00)");
  EXPECT_EQ(meaning_reason("", true, 1, true, Language::kEnglish), "looks like the picture (1.00)");
  EXPECT_EQ(meaning_reason("", false, 1, true, Language::kEnglish), "looks like the question (1.00)");
  EXPECT_EQ(meaning_reason("{} {0}", false, 1, true, Language::kEnglish), "looks like {} {0} (1.00)");
}

query::Query asking(query::Filter filter, query::ChipKind kind, bool negated = false) {
  query::Query query;
  query::Chip chip;
  chip.kind = kind;
  chip.filter = std::move(filter);
  chip.negated = negated;
  query.chips = {chip};
  return query;
}

TEST(Reasons, NameTheFactsThatFiltersAskedFor) {
  const ReasonFacts facts{
      "2025-04-03T19:20:00+09:00", "Kyoto, Japan", {"小明", "奶奶"}, "Canon", "Canon EOS R6", "/a/IMG_1.JPG"};
  const auto reason = [&](const query::Query& query, Language language) {
    const auto reasons = filter_reasons(query, facts, Fallback::kNone, language);
    return reasons.size() == 1 ? reasons[0].text : "not one";
  };
  using query::ChipKind;
  EXPECT_EQ(reason(asking(query::TimeFilter{}, ChipKind::kTime), Language::kEnglish), "taken 2025-04-03");
  EXPECT_EQ(reason(asking(query::TimeFilter{{}, {{0, 300}}, 0, {}}, ChipKind::kTime), Language::kChinese),
            "拍摄于2025-04-03 19:20");
  EXPECT_EQ(reason(asking(query::PlaceFilter{}, ChipKind::kPlace), Language::kEnglish), "Kyoto, Japan");
  EXPECT_EQ(reason(asking(query::PersonFilter{}, ChipKind::kPerson), Language::kChinese), "小明、奶奶");
  EXPECT_EQ(reason(asking(query::CameraFilter{}, ChipKind::kCamera), Language::kEnglish), "Canon EOS R6");
  EXPECT_EQ(reason(asking(query::FileFilter{}, ChipKind::kFile), Language::kEnglish), "IMG_1.JPG");
  EXPECT_EQ(reason(asking(query::PlaceFilter{}, ChipKind::kPlace, true), Language::kEnglish), "not one");
}

TEST(Reasons, PureFilterOfAnotherKindShowsTheTime) {
  const ReasonFacts facts{"2025-04", {}, {}, {}, {}, {}};
  const auto query = asking(query::MediaFilter{}, query::ChipKind::kMedia);
  EXPECT_TRUE(filter_reasons(query, facts, Fallback::kNone, Language::kEnglish).empty());
  EXPECT_EQ(filter_reasons(query, facts, Fallback::kTime, Language::kEnglish).at(0).text, "taken 2025-04");
}

store::PhotoTime time_of(std::string local, std::optional<int> offset_minutes, bool is_utc) {
  store::PhotoTime time;
  time.taken.local = std::move(local);
  time.taken.offset_minutes = offset_minutes;
  time.is_utc = is_utc;
  return time;
}

TEST(Reasons, TimeIsIsoAsPreciseAsKnown) {
  EXPECT_EQ(iso_time(time_of("2024-03-09T14:05:09", {}, false), {}), "2024-03-09T14:05:09");
  EXPECT_EQ(iso_time(time_of("2024-03-09T14:05:09.5", 480, false), {}), "2024-03-09T14:05:09.5+08:00");
  EXPECT_EQ(iso_time(time_of("2024-03-09T14:05", -210, false), {}), "2024-03-09T14:05-03:30");
  EXPECT_EQ(iso_time(time_of("2024-03-09T14:05:09", 0, false), {}), "2024-03-09T14:05:09+00:00");
  EXPECT_EQ(iso_time(time_of("2024-03-09T06:05:09", {}, true), {}), "2024-03-09T06:05:09Z");
  const HomeOffset home = [](std::int64_t) { return 8 * 3600; };
  EXPECT_EQ(iso_time(time_of("2024-03-09T22:05:09.5", {}, true), home), "2024-03-10T06:05:09.5+08:00");
  EXPECT_EQ(iso_time(time_of("2024-03", 480, false), {}), "2024-03");
}

}  // namespace
}  // namespace shoebox::search
