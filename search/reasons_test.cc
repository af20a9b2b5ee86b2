#include "search/reasons.h"

#include <gtest/gtest.h>

namespace shoebox::search {
namespace {

TEST(Reasons, SayWhatItLooksLikeInBothLanguages) {
  EXPECT_EQ(meaning_reason("a dog", false, true, Language::kEnglish), "looks like “a dog”");
  EXPECT_EQ(meaning_reason("日落", false, true, Language::kChinese), "看起来像“日落”");
  EXPECT_EQ(meaning_reason("日落", false, false, Language::kChinese), "也许像“日落”");
  EXPECT_EQ(meaning_reason("snow", true, false, Language::kEnglish), "may look like “snow” and the picture");
  EXPECT_EQ(meaning_reason("", true, true, Language::kEnglish), "looks like the picture");
  EXPECT_EQ(meaning_reason("", false, true, Language::kEnglish), "looks like the question");
  EXPECT_EQ(meaning_reason("{} {0}", false, true, Language::kEnglish), "looks like “{} {0}”");
}

store::PhotoTime time_of(std::string local, std::optional<int> offset_minutes, bool is_utc) {
  store::PhotoTime time;
  time.taken.local = std::move(local);
  time.taken.offset_minutes = offset_minutes;
  time.is_utc = is_utc;
  return time;
}

TEST(Reasons, TimeIsIsoAsPreciseAsKnown) {
  EXPECT_EQ(iso_time(time_of("2024-03-09T14:05:09", {}, false)), "2024-03-09T14:05:09");
  EXPECT_EQ(iso_time(time_of("2024-03-09T14:05:09.5", 480, false)), "2024-03-09T14:05:09.5+08:00");
  EXPECT_EQ(iso_time(time_of("2024-03-09T14:05", -210, false)), "2024-03-09T14:05-03:30");
  EXPECT_EQ(iso_time(time_of("2024-03-09T14:05:09", 0, false)), "2024-03-09T14:05:09+00:00");
  EXPECT_EQ(iso_time(time_of("2024-03-09T06:05:09", {}, true)), "2024-03-09T06:05:09Z");
  EXPECT_EQ(iso_time(time_of("2024-03", 480, false)), "2024-03");
}

}  // namespace
}  // namespace shoebox::search
