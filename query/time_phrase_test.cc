#include "query/time_phrase.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "query/calendar.h"
#include "query/fold.h"

namespace shoebox::query {
namespace {

std::int64_t at_noon(int year, int month, int day) {
  return std::int64_t{day_of(year, month, day)} * 1440 + 720;
}

const std::int64_t kNow = at_noon(2026, 11, 23);  // a Monday

/// The canonical forms, in the order of the text; with "?" before what is a time only when it is alone.
std::string told(std::string_view text, std::int64_t now = kNow) {
  std::string all;
  for (const TimePhrase& phrase : time_phrases(fold(text).text, now)) {
    if (!all.empty()) all += ' ';
    if (phrase.strength == TimeStrength::kIfAlone) all += '?';
    all += phrase.canonical;
  }
  return all;
}

struct Case {
  std::string_view text;
  std::string_view canonical;
};

/// What is written down means the same when it is read again.
void check_reads_back(const TimePhrase& phrase, std::int64_t now) {
  const std::size_t colon = phrase.canonical.find(':');
  ASSERT_NE(colon, std::string::npos);
  const std::string_view written = phrase.canonical;
  const auto read = read_time_key(written.substr(0, colon), written.substr(colon + 1), now);
  ASSERT_TRUE(read) << written;
  EXPECT_EQ(*read, phrase.filter) << written;
}

/// A chip is to be read, and several of them must fit into a question.
constexpr std::size_t kCanonicalMany = 120;

void check(const std::vector<Case>& cases) {
  for (const Case& each : cases) {
    EXPECT_EQ(told(each.text), each.canonical) << each.text;
    const std::string folded = fold(each.text).text;
    for (const TimePhrase& phrase : time_phrases(folded, kNow)) {
      check_reads_back(phrase, kNow);
      EXPECT_LE(phrase.canonical.size(), kCanonicalMany) << phrase.canonical;
      EXPECT_LT(phrase.begin, phrase.end) << each.text;
      EXPECT_LE(phrase.end, folded.size()) << each.text;
      EXPECT_FALSE(phrase.label.empty()) << each.text;
    }
  }
}

TEST(TimePhrase, WritesPartsOfDaysThatComeAgainShortly) {
  check({
      {"third week of October", "month:10/week3"},
      {"the first weekend of June", "month:6/weekend1"},
      {"last Sunday of May", "month:5/sun-1"},
      {"五月的第二个星期日", "month:5/sun2"},
      {"十月的第2个周五", "month:10/fri2"},
      {"1月第一个星期一晚上", "month:1/mon1;hour:18-5"},
      {"first two weeks of July", "month:7/week1x2"},
      {"last two days of February", "month:2/day-1x2"},
      {"每年春节前一周", "holiday:spring_festival/before7"},
      {"early Ramadan", "holiday:ramadan/early"},
      {"end of winter", "season:winter/ending"},
      {"农历八月上旬", "lunar:08/first_ten_days"},
      {"the third week of May or the first week of June", "month:5/week3,6/week1"},
      {"third week of October 2020", "on:2020-10-12..2020-10-18"},
  });
}

TEST(TimePhrase, WritesPartsOnTheSameDatesEveryYearAsDates) {
  check({
      {"early June", "day:06-01..06-15"},
      {"圣诞节前三天", "day:12-21..12-23"},
      {"the last ten days of December", "day:12-22..12-31"},
      {"between Christmas and New Year", "day:12-24..01-01"},
  });
}

TEST(TimePhrase, WritesSpansFromOneDayThatComesAgainToAnother) {
  check({
      {"中秋到国庆", "holiday:mid_autumn..holiday:national_day_cn"},
      {"春节到元宵", "holiday:spring_festival..holiday:lantern"},
      {"二月底到元宵", "day:02-21..02-29..holiday:lantern"},
      {"from the second week of May to Christmas", "month:5/week2..holiday:christmas"},
  });
}

TEST(TimePhrase, ReadsTheWeekAndTheWeekendOfAHoliday) {
  check({
      {"Christmas week", "holiday:christmas/its_week"},
      {"the week of Thanksgiving 2023", "on:2023-11-20..2023-11-26"},
      {"春节那周", "holiday:spring_festival/its_week"},
      {"Christmas weekend 2020", "on:2020-12-26..2020-12-27"},  // a Thursday and a Friday
      {"Christmas weekend 2017", "on:2017-12-23..2017-12-24"},  // a Sunday and a Monday
      {"2023年中秋那个周末", "on:2023-09-30..2023-10-01"},
      {"Labor Day weekend", "holiday:labor_day_weekend"},
  });
}

TEST(TimePhrase, ReadsHoursInChinese) {
  check({
      {"前天晚上的照片", "moment:2026-11-21T18:00..2026-11-22T05:00"},
      {"12月25日晚上", "day:12-25;hour:18-5"},
      {"下午三点", "hour:15-16"},
      {"晚上8点到10点", "hour:20-22"},
      {"早上6点半", "hour:6:30-7"},
      {"凌晨两点", "hour:2-3"},
      {"晚上10点以后", "hour:22-24"},
      {"中午12点之前", "hour:0-12"},
      {"工作日晚上", "weekday:mon,tue,wed,thu,fri;hour:18-5"},
      {"星期天早上", "weekday:sun;hour:5-12"},
      {"今晚", "moment:2026-11-23T18:00..2026-11-24T05:00"},
      {"星期六晚上的聚会", "weekday:sat;hour:18-5"},
      {"周日下午三点到五点", "weekday:sun;hour:15-17"},
      {"晚上七点半", "hour:19:30-20"},
      {"19点", "hour:19-20"},
      {"早8点", "hour:8-9"},
      {"夜里拍的星空", "hour:18-5"},
      {"深夜食堂", "hour:22-5"},
      {"半夜的街道", "hour:22-5"},
      {"白天的故宫", "hour:6-18"},
      {"清晨的雾", "hour:5-8"},
      {"午后阳光", "hour:12-18"},
      {"周五晚上到周日", "weekday:fri;hour:18-5 weekday:sun"},
      {"晚八点", "hour:20-21"},
      {"2点到4点", "hour:2-4"},
      {"下午2点到4点", "hour:14-16"},
      {"周末晚上", "weekday:sat,sun;hour:18-5"},
  });
}

TEST(TimePhrase, ReadsDatesAndSpansInChinese) {
  check({
      {"2023年春节前三天", "on:2023-01-18..2023-01-20"},
      {"2022年国庆后一周", "on:2022-10-08..2022-10-14"},
      {"2019年七八月", "on:2019-07..2019-08"},
      {"2016-2017年冬天", "on:2016-12..2017-02,2017-12..2018-02"},
      {"2020/5/1-5/10", "on:2020-05-01..2020-05-10"},
      {"情人节2020", "on:2020-02-14"},
      {"大前年的夏天", "on:2023-06..2023-08"},
      {"去年国庆在云南", "on:2025-10-01..2025-10-07"},
      {"2019年国庆", "on:2019-10-01..2019-10-07"},
      {"今年五一", "on:2026-05-01..2026-05-05"},
      {"2022年圣诞节", "on:2022-12-24..2022-12-25"},
      {"上个圣诞节", "on:2025-12-24..2025-12-25"},
      {"去年中秋节晚上", "on:2025-10-06;hour:18-5"},
      {"五年前的春节", "on:2021-02-11..2021-02-18"},
      {"2018年到2020年之间的照片", "on:2018..2020"},
      {"从2019年3月到2019年5月", "on:2019-03..2019-05"},
      {"2020年以来", "on:2020.."},
      {"2015年之前", "on:..2014"},
      {"2021年后", "on:2021.."},
      {"到2018年为止", "on:..2018"},
      {"自2022年起", "on:2022.."},
      {"截至2020年", "on:..2020"},
      {"最近三天", "on:2026-11-21..2026-11-23"},
      {"最近两个月拍的", "on:2026-09-23..2026-11-23"},
      {"过去一年", "on:2025-11-23..2026-11-23"},
      {"近三年的照片", "on:2023-11-23..2026-11-23"},
      {"这个周末", "on:2026-11-28..2026-11-29"},
      {"这周五", "on:2026-11-27"},
      {"上周三", "on:2026-11-18"},
      {"下周一", "on:2026-11-30"},
      {"上上个月", "on:2026-09"},
      {"上上周", "on:2026-11-09..2026-11-15"},
      {"上上周末", "on:2026-11-14..2026-11-15"},
      {"三周前", "on:2026-11-02..2026-11-08"},
      {"两个月前", "on:2026-09"},
      {"十年前", "on:2016"},
      {"半年前", "on:2026-05"},
      {"一年前的今天", "on:2025-11-23"},
      {"去年今天", "on:2025-11-23"},
      {"去年的今天", "on:2025-11-23"},
      {"本月", "on:2026-11"},
      {"本周", "on:2026-11-23..2026-11-29"},
      {"今年上半年", "on:2026-01..2026-06"},
      {"去年下半年", "on:2025-07..2025-12"},
      {"2021年第三季度", "on:2021-07..2021-09"},
      {"2023年第10周", "on:2023-03-06..2023-03-12"},
      {"90年代初", "on:1990..1993"},
      {"上世纪八十年代", "on:1980..1989"},
      {"零零年代", "on:2000..2009"},
      {"2023年初", "on:2023-01..2023-03"},
      {"2020年2月29日", "on:2020-02-29"},
      {"2024年农历五月初五", "on:2024-06-10"},
      {"2019年8月15号下午三点", "on:2019-08-15;hour:15-16"},
      {"2023年春夏", "on:2023-03..2023-08"},
      {"2019年3月和5月", "on:2019-03,2019-05"},
      {"2019、2020年", "on:2019..2020"},
      {"2018年、2020年和2022年", "on:2018,2020,2022"},
      {"今天早上", "on:2026-11-23;hour:5-12"},
      {"昨天下午", "on:2026-11-22;hour:12-18"},
      {"2021年父亲节", "on:2021-06-20"},
      {"2022年暑假", "on:2022-07..2022-08"},
      {"二十年前", "on:2006"},
      {"这两天", "on:2026-11-22..2026-11-23"},
      {"这几天", "on:2026-11-21..2026-11-23"},
      {"往年的今天", "on:..2025;day:11-23"},
      {"98年", "on:1998"},
      {"零八年奥运会", "on:2008"},
      {"2008年奥运会", "on:2008"},
      {"08年夏天", "on:2008-06..2008-08"},
      {"一九九八年", "on:1998"},
      {"七十年代", "on:1970..1979"},
      {"21世纪", "on:2000..2099"},
      {"20世纪90年代", "on:1990..1999"},
      {"上个世纪", "on:1900..1999"},
      {"去年春天到秋天", "on:2025-03..2025-11"},
      {"今年一月到三月", "on:2026-01..2026-03"},
      {"2020年11月到2021年2月", "on:2020-11..2021-02"},
      {"去年夏天晚上在东京拍的樱花", "on:2025-06..2025-08;hour:18-5"},
      {"2019年冬天 哈尔滨 冰灯", "on:2019-12..2020-02"},
      {"去年在日本的夏天", "on:2025 on:2025-06..2025-08"},
      {"2015年到2017年在上海的夜景", "on:2015..2017"},
      {"去年的最后一天", "on:2025-12-31"},
      {"今年第一天", "on:2026-01-01"},
      {"2020年第一个周末", "on:2020-01-04..2020-01-05"},
      {"上个月的第一个周末", "on:2026-10-03..2026-10-04"},
      {"上个月第一周", "on:2026-09-28..2026-10-04"},
      {"2022-12-01至2022-12-05", "on:2022-12-01..2022-12-05"},
      {"2022年12月1日~5日", "on:2022-12-01..2022-12-05"},
      {"22年12月", "on:2022-12"},
      {"二〇二二年十二月三十一日", "on:2022-12-31"},
      {"２０２２年１２月", "on:2022-12"},
      {"今年的雪", "on:2026"},
      {"大前天", "on:2026-11-20"},
      {"前年国庆和去年国庆", "on:2024-10-01..2024-10-07,2025-10-01..2025-10-07"},
      {"去年今日", "on:2025-11-23"},
      {"近一个月", "on:2026-10-23..2026-11-23"},
      {"近半年以来", "on:2026-05-23..2026-11-23"},
      {"最近一周内", "on:2026-11-17..2026-11-23"},
      {"一个月内", "on:2026-10-23..2026-11-23"},
      {"三天内的照片", "on:2026-11-21..2026-11-23"},
      {"半个月前", "on:2026-11-08"},
      {"一个半月前", "on:2026-10-08"},
      {"3年前", "on:2023"},
      {"15年前", "on:2011"},
      {"20年", "on:2020"},
      {"20年前的老照片", "on:2006"},
      {"2000年以前的老照片", "on:..1999"},
      {"2000年代", "on:2000..2009"},
      {"90年代的老照片", "on:1990..1999"},
      {"60年代", "on:1960..1969"},
      {"2010年代", "on:2010..2019"},
      {"去年第四季度", "on:2025-10..2025-12"},
      {"上季度", "on:2026-07..2026-09"},
      {"本季度", "on:2026-10..2026-12"},
      {"2022年在哈尔滨的冬天", "on:2022-01..2023-02 on:2022-12..2023-02"},
      {"2019年在北京 不是夏天", "on:2019 season:summer"},
      {"上个月去的北京", "on:2026-10"},
      {"三亚 2020", "on:2020"},
      {"东京2019年夏天", "on:2019-06..2019-08"},
      {"去年的照片和前年的照片", "on:2025 on:2024"},
      {"2021年的前两个月", "on:2021-01..2021-02"},
      {"2020年最后一周", "on:2020-12-28..2021-01-03"},
      {"上半月", "on:2026-11-01..2026-11-15"},
      {"今年以来", "on:2026.."},
      {"本月以来", "on:2026-11.."},
      {"2020年3月以来", "on:2020-03.."},
      {"2019年5月1日起", "on:2019-05.."},
      {"从去年开始", "on:2025.."},
      {"2020年春节到五一", "on:2020-01-24..2020-05-05"},
      {"上周的周二", "on:2026-11-17"},
      {"下个月3号", "on:2026-12-03"},
      {"上个月15日", "on:2026-10-15"},
      {"昨晚8点", "on:2026-11-22;hour:20-21"},
      {"今早", "on:2026-11-23;hour:5-12"},
      {"昨天早上8点", "on:2026-11-22;hour:8-9"},
      {"昨天下午两点到四点", "on:2026-11-22;hour:14-16"},
      {"2020年每个周末", "on:2020;weekday:sat,sun"},
      {"2020年的周末", "on:2020;weekday:sat,sun"},
      {"明年春节", "on:2027-02-05..2027-02-12"},
      {"五一年", "on:1951"},
  });
}

TEST(TimePhrase, ReadsDaysOfEveryYearInChinese) {
  check({
      {"7、8月", "month:7,8"},
      {"三四月份", "month:3,4"},
      {"第二季度", "month:4..6"},
      {"2月29日", "day:02-29"},
      {"农历八月十五", "lunar:08-15"},
      {"大年初二", "lunar:01-02"},
      {"农历二月三十", "lunar:02-30"},
      {"正月", "lunar:01"},
      {"腊月里", "lunar:12"},
      {"农历八月", "lunar:08"},
      {"2024年正月", "on:2024-02-10..2024-03-09"},
      {"2023年农历二月", "on:2023-02-20..2023-04-19"},
      {"5月3日", "day:05-03"},
      {"五月三号", "day:05-03"},
      {"3号", "day:3"},
      {"春天和秋天", "season:spring,autumn"},
      {"3月或5月", "month:3,5"},
      {"秋天的银杏", "season:autumn"},
      {"海边的夏天", "season:summer"},
      {"夏天在日本", "season:summer"},
      {"日本的夏天", "season:summer"},
      {"冬天拍的雪", "season:winter"},
      {"暑假作业", "month:7..8"},
      {"1月到3月", "month:1..3"},
      {"十月到十二月", "month:10..12"},
      {"11月到次年2月", "month:11..2"},
      {"三月的武汉樱花", "month:3"},
      {"不是冬天", "season:winter"},
      {"十月一日", "day:10-01"},
      {"10月1号到7号", "day:10-01..10-07"},
      {"10月1日-7日", "day:10-01..10-07"},
      {"二季度", "month:4..6"},
      {"下半年", "month:7..12"},
      {"前半年", "month:1..6"},
      {"每年夏天", "season:summer"},
      {"12月到2月", "season:winter"},
      {"1月1日", "day:01-01"},
      {"一月", "month:1"},
      {"十二月", "month:12"},
      {"十一月的照片", "month:11"},
  });
}

TEST(TimePhrase, ReadsHolidaysInChinese) {
  check({
      {"正月初一", "holiday:lunar_new_year_day"},
      {"腊月二十三", "holiday:little_new_year"},
      {"儿童节", "holiday:childrens_day"},
      {"母亲节的花", "holiday:mothers_day"},
      {"平安夜", "holiday:christmas_eve"},
      {"跨年烟花", "holiday:new_year_crossing"},
      {"元宵节灯会", "holiday:lantern"},
      {"七夕", "holiday:qixi"},
      {"重阳登高", "holiday:double_ninth"},
      {"冬至饺子", "holiday:winter_solstice"},
      {"腊八粥", "holiday:laba"},
      {"双十二", "holiday:double_twelve"},
      {"情人节玫瑰", "holiday:valentine"},
      {"教师节", "holiday:teachers_day_cn"},
      {"建军节", "holiday:army_day_cn"},
      {"感恩节", "holiday:thanksgiving_us"},
      {"万圣节", "holiday:halloween"},
      {"复活节", "holiday:easter"},
      {"清明节扫墓", "holiday:qingming"},
      {"端午龙舟", "holiday:dragon_boat"},
      {"国庆七天", "holiday:national_day_cn"},
      {"十一假期", "holiday:national_day_cn"},
      {"五一小长假", "holiday:labour_day_cn"},
      {"黄金周", "holiday:national_day_cn"},
      {"三月三", "holiday:shangsi"},
      {"二月二龙抬头", "holiday:dragon_head"},
      {"2020年元旦前后", "on:2019-12-25..2020-01-08"},
      {"春节期间", "holiday:spring_festival"},
      {"国庆期间去的", "holiday:national_day_cn"},
      {"中秋那天", "holiday:mid_autumn"},
      {"每年的春节", "holiday:spring_festival"},
      {"历年国庆", "holiday:national_day_cn"},
      {"十一", "holiday:national_day_cn"},
      {"五一", "holiday:labour_day_cn"},
      {"六一", "holiday:childrens_day"},
      {"三八", "holiday:womens_day"},
      {"三八妇女节", "holiday:womens_day"},
  });
}

TEST(TimePhrase, ReadsDatesAndSpansInEnglish) {
  check({
      {"2019.08.15", "on:2019-08-15"},
      {"2019/8/15", "on:2019-08-15"},
      {"photos from last christmas", "on:2025-12-24..2025-12-25"},
      {"summer of 2019", "on:2019-06..2019-08"},
      {"in the summer of 2019", "on:2019-06..2019-08"},
      {"last summer in tokyo", "on:2026-06..2026-08"},
      {"kids last weekend", "on:2026-11-21..2026-11-22"},
      {"the weekend before last", "on:2026-11-14..2026-11-15"},
      {"last friday night", "on:2026-11-20;hour:18-5"},
      {"may 2023", "on:2023-05"},
      {"5 may 2023", "on:2023-05-05"},
      {"march 2020", "on:2020-03"},
      {"beginning of last year", "on:2025-01..2025-04"},
      {"q3 2024", "on:2024-07..2024-09"},
      {"first quarter of 2022", "on:2022-01..2022-03"},
      {"second half of 2021", "on:2021-07..2021-12"},
      {"week 12 of 2024", "on:2024-03-18..2024-03-24"},
      {"the first week of august 2022", "on:2022-08-01..2022-08-07"},
      {"third monday of may 2020", "on:2020-05-18"},
      {"since 2015", "on:2015.."},
      {"before 2010", "on:..2009"},
      {"after christmas 2022", "on:2022-12-26.."},
      {"until 2012", "on:..2012"},
      {"up to 2015", "on:..2015"},
      {"by 2019", "on:..2019"},
      {"between 2015 and 2018", "on:2015..2018"},
      {"from june to august 2021", "on:2021-06..2021-08"},
      {"from 2015 until now", "on:2015.."},
      {"2015 onwards", "on:2015.."},
      {"since last summer", "on:2026-06.."},
      {"yesterday evening", "on:2026-11-22;hour:17-22"},
      {"this morning", "on:2026-11-23;hour:5-12"},
      {"the nineties", "on:1990..1999"},
      {"the 90s", "on:1990..1999"},
      {"1990s", "on:1990..1999"},
      {"early 90s", "on:1990..1993"},
      {"the 2000s", "on:2000..2009"},
      {"5/1/2023", "on:2023-05-01"},
      {"winter 2010/11", "on:2010-12..2011-02"},
      {"winter 2010-2011", "on:2010-12..2011-02"},
      {"summer '98", "on:1998-06..1998-08"},
      {"2020-05-01..2020-05-10", "on:2020-05-01..2020-05-10"},
      {"5-10 may 2019", "on:2019-05-05..2019-05-10"},
      {"nineteen ninety eight", "on:1998"},
      {"the night before last", "moment:2026-11-21T18:00..2026-11-22T05:00"},
      {"2016-12-16T12:23:59", "on:2016-12-16;hour:12:23-12:53"},
      {"1 May 2023", "on:2023-05-01"},
      {"2023-05-01", "on:2023-05-01"},
      {"2023.5", "on:2023-05"},
      {"20230501", "on:2023-05-01"},
      {"three years ago", "on:2023"},
      {"a week ago", "on:2026-11-16..2026-11-22"},
      {"a couple of months ago", "on:2026-09"},
      {"a decade ago", "on:2016"},
      {"10 days ago", "on:2026-11-13"},
      {"the day before yesterday", "on:2026-11-21"},
      {"past 3 months", "on:2026-08-23..2026-11-23"},
      {"last 30 days", "on:2026-10-25..2026-11-23"},
      {"last six months", "on:2026-05-23..2026-11-23"},
      {"the last two years", "on:2024-11-23..2026-11-23"},
      {"in the past week", "on:2026-11-17..2026-11-23"},
      {"this year", "on:2026"},
      {"this month so far", "on:2026-11-01..2026-11-23"},
      {"earlier this year", "on:2026-01-01..2026-11-23"},
      {"later this year", "on:2026-11-23..2026-12-31"},
      {"year to date", "on:2026-01-01..2026-11-23"},
      {"on this day", "on:..2025;day:11-23"},
      {"a year ago today", "on:2025-11-23"},
      {"this day last year", "on:2025-11-23"},
      {"new year's eve 2022", "on:2022-12-31"},
      {"lunar new year 2020", "on:2020-01-24..2020-01-31"},
      {"mid-autumn festival 2021", "on:2021-09-21"},
      {"easter 2022", "on:2022-04-17"},
      {"mother's day 2023", "on:2023-05-14"},
      {"july 4 2021", "on:2021-07-04"},
      {"halloween 2021", "on:2021-10-31"},
      {"diwali 2023", "on:2023-11-12"},
      {"weekends in 2021", "on:2021;weekday:sat,sun"},
      {"spring 2020 or fall 2021", "on:2020-03..2020-05,2021-09..2021-11"},
      {"june or july 2022", "on:2022-06..2022-07"},
      {"2019 and 2021", "on:2019,2021"},
      {"2018, 2019, 2020", "on:2018..2020"},
      {"not in 2020", "on:2020"},
      {"2022.12.31", "on:2022-12-31"},
      {"2022/12", "on:2022-12"},
      {"12/2022", "on:2022-12"},
      {"2023Q4", "on:2023-10..2023-12"},
      {"all of 2019", "on:2019"},
      {"christmas 2019 and 2020", "on:2019-12-24..2019-12-25,2020-12-24..2020-12-25"},
      {"2020 new year", "on:2020-01-01"},
      {"cny 2023", "on:2023-01-21..2023-01-28"},
      {"31/10/2020", "on:2020-10-31"},
      {"31.10.2020", "on:2020-10-31"},
      {"october 31st, 2020", "on:2020-10-31"},
      {"tuesdays in 2022", "on:2022;weekday:tue"},
      {"in the 2010s", "on:2010..2019"},
      {"mid-90s", "on:1994..1996"},
      {"late 1980s", "on:1987..1989"},
      {"20th century", "on:1900..1999"},
      {"two summers ago", "on:2025-06..2025-08"},
      {"three winters ago", "on:2023-12..2024-02"},
      {"last winter", "on:2025-12..2026-02"},
      {"last july", "on:2026-07"},
      {"last monday", "on:2026-11-16"},
      {"this friday", "on:2026-11-27"},
      {"next week", "on:2026-11-30..2026-12-06"},
      {"yesterday", "on:2026-11-22"},
      {"day before yesterday", "on:2026-11-21"},
      {"a few days ago", "on:2026-11-20"},
      {"one year ago", "on:2025"},
      {"6 months ago", "on:2026-05"},
      {"last 2 weeks", "on:2026-11-10..2026-11-23"},
      {"this week", "on:2026-11-23..2026-11-29"},
      {"this weekend", "on:2026-11-28..2026-11-29"},
      {"this summer", "on:2026-06..2026-08"},
      {"this christmas", "on:2026-12-24..2026-12-25"},
      {"earlier today", "on:2026-11-23"},
      {"since yesterday", "on:2026-11-22.."},
      {"since january", "on:2026.."},
      {"since march 2020", "on:2020-03.."},
      {"from march 2020", "on:2020-03"},
      {"from 2020", "on:2020"},
      {"before summer 2019", "on:..2019-05"},
      {"after june 2021", "on:2021-07.."},
      {"until may 2018", "on:..2018-05"},
      {"may-july 2021", "on:2021-05..2021-07"},
      {"2015-2018", "on:2015..2018"},
      {"2015–2018", "on:2015..2018"},
      {"2015 - 2018", "on:2015..2018"},
      {"2015 to 2018", "on:2015..2018"},
      {"2015/2016", "on:2015..2016"},
      {"jan 2020 - mar 2021", "on:2020-01..2021-03"},
      {"01/2020 to 03/2021", "on:2020-01..2021-03"},
      {"1st to 5th of may 2022", "on:2022-05-01..2022-05-05"},
      {"may 1 to may 5 2022", "on:2022-05-01..2022-05-05"},
      {"dec 2020", "on:2020-12"},
      {"2022 in Harbin in winter", "on:2022-01..2023-02 on:2022-12..2023-02"},
      {"easter weekend 2022", "on:2022-04-15..2022-04-18"},
      {"three weekends ago", "on:2026-11-07..2026-11-08"},
      {"2022 not in winter", "on:2022 season:winter"},
      {"tokyo 2019 summer", "on:2019-06..2019-08"},
      {"today's photos", "on:2026-11-23"},
      {"last year's christmas", "on:2025-12-24..2025-12-25"},
      {"this past weekend", "on:2026-11-21..2026-11-22"},
      {"past summer", "on:2026-06..2026-08"},
      {"the summer before last", "on:2025-06..2025-08"},
      {"5 days before christmas 2022", "on:2022-12-19"},
      {"2 weeks after may 5 2021", "on:2021-05-19"},
      {"2019.10.1-10.7", "on:2019-10-01..2019-10-07"},
      {"2019.10.1-2019.10.7", "on:2019-10-01..2019-10-07"},
      {"the day after christmas 2022", "on:2022-12-26"},
      {"the day before may 5 2021", "on:2021-05-04"},
      {"the weekend after christmas", "on:2025-12-27..2025-12-28"},
      {"the weekend before easter 2023", "on:2023-04-01..2023-04-02"},
      {"the week after christmas 2022", "on:2022-12-26..2023-01-01"},
      {"weekend before easter", "on:2026-03-28..2026-03-29"},
      {"day after christmas", "on:2025-12-26"},
      {"weekends after christmas", "weekday:sat,sun on:2025-12-26.."},
      {"the last five Christmases", "on:2021-12-24..2025-12-25;holiday:christmas"},
      {"past three summers", "on:2024-06..2026-08;season:summer"},
      {"过去三个春节", "on:2024-02-09..2026-02-23;holiday:spring_festival"},
      {"最近两个暑假", "on:2025-07..2026-08;month:7..8"},
      {"七月十五中元节", "holiday:ghost"},
      {"八月十五中秋", "holiday:mid_autumn"},
      {"五一期间", "holiday:labour_day_cn"},
      {"去年十一期间", "on:2025-10-01..2025-10-07"},
      {"the week before easter 2023", "on:2023-04-02..2023-04-08"},
      {"the last two weeks of 2020", "on:2020-12-21..2021-01-03"},
      {"first 10 days of may 2019", "on:2019-05-01..2019-05-10"},
      {"from 2019 on", "on:2019.."},
      {"from 2019 onwards", "on:2019.."},
      {"since monday", "on:2026-11-23.."},
      {"nov 2019 to feb 2020", "on:2019-11..2020-02"},
      {"2019-11~2020-02", "on:2019-11..2020-02"},
      {"last week tuesday", "on:2026-11-17"},
      {"tuesday last week", "on:2026-11-17"},
      {"the 20th of last month", "on:2026-10-20"},
      {"20th of this month", "on:2026-11-20"},
      {"from 4 to 22 january 1995", "on:1995-01-04..1995-01-22"},
      {"in the early morning of may 5 2020", "on:2020-05-05;hour:5-8"},
      {"end of may 2020", "on:2020-05-21..2020-05-31"},
      {"beginning of june 2021", "on:2021-06-01..2021-06-10"},
      {"late december 2019", "on:2019-12-16..2019-12-31"},
      {"early 2000s", "on:2000..2003"},
      {"month of may 2019", "on:2019-05"},
      {"the week of may 5 2021", "on:2021-05-03..2021-05-09"},
      {"week commencing february 4 2019", "on:2019-02-04..2019-02-10"},
      {"weekend of june 5 2021", "on:2021-06-05..2021-06-06"},
      {"21st century", "on:2000..2099"},
      {"last century", "on:1900..1999"},
      {"last decade", "on:2010..2019"},
      {"the past decade", "on:2016-11-23..2026-11-23"},
      {"2 decades ago", "on:2006"},
      {"a year and a half ago", "on:2025-05"},
      {"3 months and 2 days ago", "on:2026-08-21"},
      {"tomorrow", "on:2026-11-24"},
      {"next month", "on:2026-12"},
      {"this morning at 9", "on:2026-11-23;hour:9-10"},
      {"2024", "on:2024"},
      {"1900", "on:1900"},
      {"2099", "on:2099"},
      {"1980", "on:1980"},
      {"this autumn", "on:2026-09..2026-11"},
      {"last spring", "on:2026-03..2026-05"},
      {"next spring", "on:2027-03..2027-05"},
  });
}

TEST(TimePhrase, ReadsWeekdaysInChinese) {
  check({
      {"周一到周五", "weekday:mon,tue,wed,thu,fri"},
      {"周六周日", "weekday:sat,sun"},
      {"周六或周日", "weekday:sat,sun"},
      {"每个周末", "weekday:sat,sun"},
      {"除了周末", "weekday:sat,sun"},
      {"周末不在北京", "weekday:sat,sun"},
      {"礼拜天", "weekday:sun"},
      {"周三至周六", "weekday:wed,thu,fri,sat"},
  });
}

TEST(TimePhrase, WordsOfTwoMeaningsAreTimesOnlyAlone) {
  check({
      {"春天樱花", "?season:spring"},
      {"may", "?month:5"},
      {"summer and winter", "?season:summer,winter"},
      {"spring or fall", "?season:spring,autumn"},
      {"spring", "?season:spring"},
      {"fall", "?season:autumn"},
      {"march for science", "?month:3"},
      {"2022 except winter", "on:2022 ?season:winter"},
      {"3/4", "?day:03-04"},
      {"1/2", "?day:01-02"},
      {"may flowers", "?month:5"},
      {"march of penguins", "?month:3"},
      {"sunday and may", "weekday:sun ?month:5"},
      {"summer in sydney", "?season:summer"},
      {"a summer day", "?season:summer"},
      {"hot summer", "?season:summer"},
      {"summer vibes", "?season:summer"},
      {"spring flowers", "?season:spring"},
      {"autumn", "?season:autumn"},
  });
}

TEST(TimePhrase, ReadsWeekdaysInEnglish) {
  check({
      {"friday", "weekday:fri"},
      {"monday to friday", "weekday:mon,tue,wed,thu,fri"},
      {"weekdays", "weekday:mon,tue,wed,thu,fri"},
      {"on mondays", "weekday:mon"},
      {"mondays and fridays", "weekday:mon,fri"},
      {"each sunday", "weekday:sun"},
      {"between monday and friday", "weekday:mon,tue,wed,thu,fri"},
      {"from monday through thursday", "weekday:mon,tue,wed,thu"},
  });
}

TEST(TimePhrase, ReadsHoursInEnglish) {
  check({
      {"photos taken on a sunday morning", "weekday:sun;hour:5-12"},
      {"sunday mornings", "weekday:sun;hour:5-12"},
      {"after 8pm", "hour:20-24"},
      {"before noon", "hour:0-12"},
      {"at 8pm", "hour:20-21"},
      {"8pm to 10pm", "hour:20-22"},
      {"between 3 and 5 pm", "hour:15-17"},
      {"at midnight", "hour:22-5"},
      {"late at night", "hour:22-5"},
      {"early morning", "hour:5-8"},
      {"in the evening", "hour:17-22"},
      {"tonight", "moment:2026-11-23T18:00..2026-11-24T05:00"},
      {"19:30", "hour:19:30-20"},
      {"halloween night", "holiday:halloween;hour:18-5"},
      {"monday morning", "weekday:mon;hour:5-12"},
      {"weekend mornings", "weekday:sat,sun;hour:5-12"},
      {"late nights", "hour:22-5"},
      {"at dawn", "hour:5-8"},
      {"noon", "hour:11-14"},
      {"3am", "hour:3-4"},
      {"3 am", "hour:3-4"},
      {"3 o'clock", "hour:3-4,15-16"},
      {"half past nine", "hour:9:30-10,21:30-22"},
      {"15:30", "hour:15:30-16"},
      {"between 9am and 5pm", "hour:9-17"},
      {"8 o'clock in the evening", "hour:20-21"},
      {"8 in the evening", "hour:20-21"},
      {"8am-10am", "hour:8-10"},
      {"10:00-12:00", "hour:10-12"},
      {"3:15 in the afternoon", "hour:15:15-15:45"},
      {"7:30pm", "hour:19:30-20"},
      {"noon to 3pm", "hour:11-15"},
      {"on a winter morning", "season:winter;hour:5-12"},
  });
}

TEST(TimePhrase, ReadsDaysOfEveryYearInEnglish) {
  check({
      {"10/31", "day:10-31"},
      {"22/04", "day:04-22"},
      {"back for the 27th", "day:27"},
      {"in may", "month:5"},
      {"may 5th", "day:05-05"},
      {"in march", "month:3"},
      {"april showers", "month:4"},
      {"june in paris", "month:6"},
      {"May 1st", "day:05-01"},
      {"except december", "month:12"},
      {"every summer", "season:summer"},
      {"summer holidays", "month:7..8"},
      {"oct 31", "day:10-31"},
      {"31 oct", "day:10-31"},
      {"the 31st of october", "day:10-31"},
      {"friday the 13th", "day:13;weekday:fri"},
      {"between may and july", "month:5..7"},
      {"may to july", "month:5..7"},
      {"may 1-5", "day:05-01..05-05"},
      {"first of may", "day:05-01"},
      {"december", "month:12"},
      {"parade in march", "month:3"},
      {"sometime in june", "month:6"},
      {"June's photos", "month:6"},
      {"dec to feb", "season:winter"},
      {"november 19-20", "day:11-19..11-20"},
      {"april 9th through 17th", "day:04-09..04-17"},
      {"turkey in may", "month:5"},
      {"june and july", "month:6,7"},
      {"in autumn", "season:autumn"},
      {"summers", "season:summer"},
  });
}

TEST(TimePhrase, NothingIsReadIntoEnglishWordsThatOnlyLookSo) {
  check({
      {"good morning sunshine", ""},
      {"christmas tree", ""},
      {"christmas market", ""},
      {"summer dress", ""},
      {"spring roll", ""},
      {"fall leaves", ""},
      {"night market", ""},
      {"sunday roast", ""},
      {"iphone 15", ""},
      {"canon 5d mark iv", ""},
      {"1080p video", ""},
      {"24-70mm", ""},
      {"route 66", ""},
      {"2000 people", ""},
      {"room 2012", ""},
      {"windows 2000", ""},
      {"A7M4", ""},
      {"K2", ""},
      {"sun", ""},
      {"sat", ""},
      {"second", ""},
      {"fall in love", ""},
      {"kids fall off a bike", ""},
      {"01-01", ""},
      {"2020-13-01", ""},
      {"2019-02-29", ""},
      {"february 30", ""},
      {"the sun", ""},
      {"morning coffee", ""},
      {"afternoon tea", ""},
      {"good night", ""},
      {"dogs in the sun", ""},
      {"second hand car", ""},
      {"half marathon", ""},
      {"day", ""},
      {"year", ""},
      {"week", ""},
      {"1899", ""},
      {"2100", ""},
      {"12345", ""},
      {"123456", ""},
      {"20231301", ""},
      {"a 1080p movie", ""},
      {"$2019", ""},
      {"#2020", ""},
      {"img_2020", ""},
      {"img_20200512", ""},
      {"iphone 12 mini", ""},
      {"mavic 3", ""},
      {"5d mark iii", ""},
      {"f/2.8", ""},
      {"1/250", ""},
      {"16/9", ""},
      {"the 2nd dog", ""},
      {"last day of school", ""},
      {"iso 1600", ""},
      {"50mm f1.4", ""},
      {"7-eleven", ""},
      {"24/7", ""},
      {"4th floor", ""},
      {"fall foliage", ""},
      {"in fall foliage", ""},
      {"winter coat", ""},
      {"in summer dress", ""},
  });
}

TEST(TimePhrase, ReadsHolidaysInEnglish) {
  check({
      {"new years day", "holiday:new_year"},
      {"chinese new year", "holiday:spring_festival"},
      {"dragon boat festival", "holiday:dragon_boat"},
      {"good friday", "holiday:good_friday"},
      {"black friday", "holiday:black_friday"},
      {"father's day", "holiday:fathers_day"},
      {"valentine's day", "holiday:valentine"},
      {"st patrick's day", "holiday:st_patrick"},
      {"fourth of july", "holiday:independence_day_us"},
      {"july 4th", "holiday:independence_day_us"},
      {"thanksgiving", "holiday:thanksgiving_us"},
      {"boxing day", "holiday:boxing_day"},
      {"labor day", "holiday:labor_day_us"},
      {"memorial day weekend", "holiday:memorial_day_weekend"},
      {"ramadan", "holiday:ramadan"},
      {"every christmas", "holiday:christmas"},
      {"easter weekend", "holiday:easter_weekend"},
      {"new year", "holiday:new_year"},
      {"xmas eve", "holiday:christmas_eve"},
      {"nye", "holiday:new_years_eve"},
  });
}

TEST(TimePhrase, NothingIsReadIntoChineseWordsThatOnlyLookSo) {
  check({
      {"2000块", ""},       {"2000元", ""},         {"一九年级", ""},     {"三年级", ""},       {"一张照片", ""},
      {"两个人", ""},       {"一周岁", ""},         {"十张", ""},         {"第二张", ""},       {"3只猫", ""},
      {"2杯咖啡", ""},      {"小明三岁的时候", ""}, {"五年级毕业照", ""}, {"一年一度", ""},     {"三天两夜的旅行", ""},
      {"一日三餐", ""},     {"十二生肖", ""},       {"黄昏的海边", ""},   {"日出", ""},         {"10后", ""},
      {"80后聚会", ""},     {"2019年2月30日", ""},  {"十一张照片", ""},   {"八一", ""},         {"二十一张", ""},
      {"五月天演唱会", ""}, {"秋千", ""},           {"夏威夷的海滩", ""}, {"周杰伦演唱会", ""}, {"生日蛋糕", ""},
      {"日本的樱花", ""},   {"月饼", ""},           {"年夜饭", ""},       {"八达岭长城", ""},   {"月", ""},
      {"年", ""},           {"第三名", ""},         {"第5集", ""},        {"10号线", ""},       {"3号楼", ""},
      {"2号店", ""},        {"1点意见", ""},        {"三点水", ""},       {"几点", ""},         {"四周是山", ""},
      {"一周年纪念", ""},   {"周岁", ""},           {"十年寒窗", ""},     {"百年老店", ""},     {"千年古镇", ""},
      {"三年二班", ""},     {"两年", ""},           {"一个月大", ""},     {"三个月宝宝", ""},   {"6个月大的宝宝", ""},
      {"5岁", ""},
  });
}

TEST(TimePhrase, AMiddleOfTheYearIsNoMidAutumn) {
  check({
      {"2021年中秋的月亮", "on:2021-09-21"},
      {"2021年中秋节", "on:2021-09-21"},
      {"2021年8月中旬", "on:2021-08-11..2021-08-20"},
      {"2021年中", "on:2021-05..2021-08"},
  });
}

TEST(TimePhrase, SomeYearOfADecadeIsTheDecade) {
  check({
      {"summer of '69", "on:1969-06..1969-08"},
      {"九几年的老照片", "on:1990..1999"},
      {"零几年", "on:2000..2009"},
      {"80几年在厂里", "on:1980..1989"},
      {"十几年前", ""},
      {"九十月的银杏", "month:9,10"},
  });
}

TEST(TimePhrase, TwoHolidaysSideBySideAreTheDaysOfBoth) {
  check({
      {"中秋国庆", "holiday:mid_autumn,national_day_cn"},
      {"2023年中秋国庆", "on:2023-09-29,2023-10-01..2023-10-07"},
      {"七夕情人节的花", "holiday:qixi"},
  });
}

TEST(TimePhrase, AroundAHolidayIsAWeekMoreOnBothSides) {
  check({
      {"去年国庆前后", "on:2025-09-24..2025-10-14"},
      {"2024年5月1日前后", "on:2024-04-28..2024-05-04"},
      {"around christmas 2020", "on:2020-12-17..2021-01-01"},
      {"春节前后", "holiday:spring_festival~7"},
      {"around easter", "holiday:easter~7"},
      {"around 5 pm", "hour:16:30-18"},
  });
}

TEST(TimePhrase, ThisTimeOfAnotherYearIsFourWeeks) {
  check({
      {"去年这个时候", "on:2025-11-09..2025-12-07"},
      {"this time last year", "on:2025-11-09..2025-12-07"},
      {"the same time two years ago", "on:2024-11-09..2024-12-07"},
      {"这个时候", ""},
  });
}

TEST(TimePhrase, TheLastYearOfSomethingIsUpToToday) {
  check({
      {"over the last year", "on:2025-11-23..2026-11-23"},
      {"in the last month", "on:2026-10-23..2026-11-23"},
      {"last month", "on:2026-10"},
      {"the last month", "on:2026-10"},
  });
}

TEST(TimePhrase, AGreetingIsNoDay) {
  check({
      {"圣诞快乐", ""},
      {"周末愉快的表情包", ""},
      {"中秋快乐的贺卡", ""},
      {"今日头条", ""},
      {"midnight snack", ""},
      {"after midnight", "hour:0-5"},
  });
}

TEST(TimePhrase, KnowsWhichDayItIs) {
  const std::int64_t leap_day = at_noon(2024, 2, 29);
  EXPECT_EQ(told("去年今天", leap_day), "on:2023-02-28");
  EXPECT_EQ(told("on this day", leap_day), "on:..2023;day:02-29");
  EXPECT_EQ(told("上个月", leap_day), "on:2024-01");
  EXPECT_EQ(told("最近一年", leap_day), "on:2023-02-28..2024-02-29");

  const std::int64_t new_year = at_noon(2026, 1, 1);  // a Thursday
  EXPECT_EQ(told("昨天", new_year), "on:2025-12-31");
  EXPECT_EQ(told("昨晚", new_year), "moment:2025-12-31T18:00..2026-01-01T05:00");
  EXPECT_EQ(told("last month", new_year), "on:2025-12");
  EXPECT_EQ(told("last week", new_year), "on:2025-12-22..2025-12-28");
  EXPECT_EQ(told("this week", new_year), "on:2025-12-29..2026-01-04");
  EXPECT_EQ(told("last winter", new_year), "on:2024-12..2025-02");
  EXPECT_EQ(told("this winter", new_year), "on:2025-12..2026-02");
  EXPECT_EQ(told("last christmas", new_year), "on:2025-12-24..2025-12-25");
  EXPECT_EQ(told("去年冬天", new_year), "on:2025-12..2026-02");

  const std::int64_t sunday = at_noon(2026, 11, 22);
  EXPECT_EQ(told("上周末", sunday), "on:2026-11-14..2026-11-15");
  EXPECT_EQ(told("这个周末", sunday), "on:2026-11-21..2026-11-22");
  EXPECT_EQ(told("last friday", sunday), "on:2026-11-13");
  EXPECT_EQ(told("上周", sunday), "on:2026-11-09..2026-11-15");

  const std::int64_t july = at_noon(2026, 7, 15);
  EXPECT_EQ(told("last summer", july), "on:2025-06..2025-08");
  EXPECT_EQ(told("last july", july), "on:2025-07");
  EXPECT_EQ(told("this summer", july), "on:2026-06..2026-08");
  EXPECT_EQ(told("since may", july), "on:2026-05..");
  EXPECT_EQ(told("since november", july), "on:2025-11..");

  EXPECT_EQ(told("yesterday", at_noon(1970, 1, 1)), "on:1969-12-31");
}

TEST(TimePhrase, PartsOfAMonthOfEveryYearAreWrittenOnce) {
  check({{"early june", "day:06-01..06-15"},
         {"mid-october", "day:10-11..10-20"},
         {"五月下旬", "day:05-21..05-31"},
         {"二月底", "day:02-21..02-29"},
         {"early june 2019", "on:2019-06-01..2019-06-15"}});
}

TEST(TimePhrase, YearlyDaysAreResolvedFrom1900ToNextYear) {
  const std::vector<TimePhrase> winters = time_phrases("冬天", kNow);
  ASSERT_EQ(winters.size(), 1U);
  const std::vector<DayRange>& ranges = winters[0].filter.ranges;
  EXPECT_EQ(ranges.front(), (DayRange{day_of(1900, 1, 1), day_of(1900, 3, 1)}));
  EXPECT_EQ(ranges.back(), (DayRange{day_of(2027, 12, 1), day_of(2028, 3, 1)}));
  const std::vector<TimePhrase> leap_days = time_phrases("2月29日", kNow);
  ASSERT_EQ(leap_days.size(), 1U);
  EXPECT_EQ(leap_days[0].filter.ranges.size(), 31U);  // 1904 to 2024
}

TEST(TimePhrase, TellsWhereItStands) {
  const auto check_span = [](std::string_view text, std::string_view words) {
    const std::vector<TimePhrase> phrases = time_phrases(text, kNow);
    ASSERT_EQ(phrases.size(), 1U) << text;
    EXPECT_EQ(text.substr(phrases[0].begin, phrases[0].end - phrases[0].begin), words);
  };
  check_span("去年在日本拍的樱花", "去年");
  check_span("在2019年夏天拍的狗", "在2019年夏天");
  check_span("dogs in the summer of 2019", "in the summer of 2019");
  check_span("photos taken on a sunday morning in rome", "on a sunday morning");
  check_span("春节期间的烟花", "春节期间");
  check_span("photos between may and july 2020 in rome", "between may and july 2020");
}

TEST(TimePhrase, SaysWhetherATimeWordLeadsToIt) {
  EXPECT_TRUE(time_phrases("in june", kNow).at(0).introduced);
  EXPECT_TRUE(time_phrases("since 2019", kNow).at(0).introduced);
  EXPECT_FALSE(time_phrases("june at the beach", kNow).at(0).introduced);
}

TEST(TimePhrase, LeavesTakenBytesAlone) {
  const std::string_view text = "春熙路 2019年 may";
  const std::size_t may = text.find("may");
  const std::vector<TextSpan> taken = {{may, may + 3}};
  const std::vector<TimePhrase> phrases = time_phrases(text, kNow, taken);
  ASSERT_EQ(phrases.size(), 1U);
  EXPECT_EQ(phrases[0].canonical, "on:2019");
  const std::vector<TextSpan> year = {{text.find("2019"), text.find("2019") + 2}};
  EXPECT_EQ(time_phrases(text, kNow, year).size(), 1U);
}

TEST(TimePhrase, SurvivesWhateverIsTyped) {
  const std::vector<std::string> hostile = {std::string(2000, '1'),
                                            std::string(2000, '-'),
                                            std::string("\xff\xfe\x80年"),
                                            std::string(1, '\0'),
                                            "第",
                                            "年",
                                            "-",
                                            "99999999999999999999年前",
                                            "last 99999 years",
                                            "99999 months ago",
                                            "最近9999999年",
                                            "2019-",
                                            "-2019",
                                            "农历",
                                            "农历十三月",
                                            "week 99 of 2020",
                                            "2020年第60周",
                                            "300年前",
                                            "500 decades ago",
                                            "0月0日",
                                            "31/31/31",
                                            "00:99",
                                            "25:00",
                                            "12am 13pm"};
  for (const std::string& text : hostile) {
    for (const TimePhrase& phrase : time_phrases(text, kNow)) check_reads_back(phrase, kNow);
  }
  for (const std::string_view unit :
       {"last week of ", "early ", "the first day of ", "between ", "since ", "最近", "上", "五月和", "2019到"}) {
    std::string text;
    while (text.size() < 4000) text += unit;
    EXPECT_LE(time_phrases(text, kNow).size(), text.size());
  }
}

}  // namespace
}  // namespace shoebox::query
