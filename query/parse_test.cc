#include "query/parse.h"

#include <chrono>

#include <gtest/gtest.h>

#include "core/limits.h"
#include "query/fake_finders.h"

namespace shoebox::query {
namespace {

constexpr AreaKind kCountry = AreaKind::kCountry;
constexpr AreaKind kRegion = AreaKind::kRegion;
constexpr AreaKind kCity = AreaKind::kCity;

FakePlace place(std::string_view names, AreaKind kind, std::uint32_t id, std::uint32_t inside = 0,
                bool common = false) {
  return {
      names, {.kind = kind, .id = id, .latitude = 10.5 + id, .longitude = 20.25 + id, .radius_km = 0}, inside, common};
}

const FakePlaceFinder& places() {
  static const FakePlaceFinder finder({
      place("Japan|日本", kCountry, 1),
      place("Kyoto|京都", kRegion, 2, 1),
      place("Kyoto|京都|京都市", kCity, 3, 2),
      place("Tokyo|东京|东京都", kRegion, 4, 1),
      place("Osaka|大阪", kRegion, 5, 1),
      place("Okinawa|冲绳", kRegion, 6, 1),
      place("China", kCountry, 7, 0, true),
      place("中国", kCountry, 7),
      place("Beijing|北京", kRegion, 8, 7),
      place("Shanghai|上海", kRegion, 9, 7),
      place("Hainan|海南", kRegion, 10, 7),
      place("Sanya|三亚", kCity, 11, 10),
      place("Hangzhou|杭州", kCity, 12, 7),
      place("France|法国", kCountry, 13),
      place("Paris|巴黎", kCity, 14, 13),
      place("Nice|尼斯", kCity, 15, 13, true),
      place("Turkey|土耳其", kCountry, 16, 0, true),
      place("Istanbul|伊斯坦布尔", kCity, 17, 16),
      place("Texas|德州", kRegion, 18, 19),
      place("USA|United States|美国", kCountry, 19),
      place("Paris", kCity, 20, 18),
      place("Virginia", kRegion, 21, 19),
      place("West Virginia", kRegion, 22, 19),
      place("Sichuan|四川", kRegion, 23, 7),
      place("Chengdu|成都", kCity, 24, 23),
      place("Jiangxi|江西", kRegion, 25, 7),
      place("Nanjing|南京", kCity, 26, 7),
      place("Dali|大理", kCity, 27, 7),
      place("Sanming|三明", kCity, 28, 7),
      place("Changsha|长沙", kCity, 29, 7),
      place("Boston|波士顿", kCity, 30, 19),
      place("London|伦敦", kCity, 31),
      place("Hong Kong|香港", kCountry, 32),
      place("California|加州", kRegion, 33, 19),
      place("San Francisco|旧金山", kCity, 34, 33),
      place("Taiwan|台湾", kCountry, 35),
      place("Jordan|约旦", kCountry, 36, 0, true),
      place("Korea|韩国", kCountry, 37),
      place("天和", kCity, 39, 1),
      place("秋田", kRegion, 40, 1),
      place("平安", kCity, 41, 7),
      place("Lanzhou|兰州", kCity, 38, 7),
  });
  return finder;
}

const FakePersonFinder& people() {
  static const FakePersonFinder finder = [] {
    FakePersonFinder made;
    made.add("小明", 1, 16'000);
    made.add("Ming", 1, 16'000);
    made.add("奶奶", 2);
    made.add("爸爸", 3);
    made.add("我爸", 3);
    made.add("my dad", 3);
    made.add("爸", 3);
    made.add("Lily", 4);
    made.add("Tom", 5);
    made.add("June", 6);
    made.add("小雨", 7);
    made.add("Jordan", 8);
    return made;
  }();
  return finder;
}

/// Monday, 2026-11-23, 12:00.
constexpr std::int64_t kNow =
    std::chrono::sys_days(std::chrono::year(2026) / 11 / 23).time_since_epoch().count() * 1440LL + 720;

Query read(std::string_view text) {
  return parse(text, {.now_local_minutes = kNow, .places = &places(), .people = &people()});
}

std::string text_of(const Node& node, const Query& query) {
  if (node.kind == NodeKind::kChip) return query.chips[node.chip].canonical;
  std::string text = node.kind == NodeKind::kAll ? "(all" : node.kind == NodeKind::kAny ? "(any" : "(not";
  for (const Node& child : node.children) text += " " + text_of(child, query);
  return text + ")";
}

/// The filters, without the outer "all": "place:tokyo on:2023"; then the meaning, then what should not be seen.
void check(std::string_view text, std::string_view filters, std::string_view meaning, std::string_view negative = {}) {
  const Query query = read(text);
  std::string seen;
  for (const Node& node : query.filter.children) seen += (seen.empty() ? "" : " ") + text_of(node, query);
  EXPECT_EQ(seen, filters) << text;
  EXPECT_EQ(query.meaning, meaning) << text;
  EXPECT_EQ(query.negative_meaning, negative) << text;
  std::size_t end = 0;
  for (const Chip& chip : query.chips) {
    EXPECT_GE(chip.begin, end) << text;
    EXPECT_EQ(text.substr(chip.begin, chip.end - chip.begin), chip.text) << text;
    end = chip.end;
  }
}

TEST(Parse, TakesTimePlaceAndMeaningApart) {
  check("去年在日本拍的樱花", "on:2025 place:日本", "樱花");
  check("前年夏天在巴黎拍的铁塔倒影", "on:2024-06..2024-08 place:巴黎", "铁塔倒影");
  check("children in Paris between 2019 and 2021", "place:paris on:2019..2021", "children");
  check("beach photos from Okinawa last summer not at night", "place:okinawa on:2026-06..2026-08 (not -hour:18-5)",
        "beach");
  check("show me pictures of Tom taken in London in June 2018", "person:tom place:london on:2018-06", "");
  check("帮我找一下2022年在成都拍的全家福", "on:2022 place:成都", "全家福");
  check("有没有去年在日本的照片", "on:2025 place:日本", "");
  check("上个月用iPhone拍的截图", "on:2026-10 camera:\"apple iphone\" kind:screenshot", "");
  check("在 Kyoto 的樱花", "place:kyoto", "樱花");
  check("Paris 的小孩，2017", "place:paris on:2017", "小孩");
  check("california dogs", "place:california", "dogs");
  check("sunset over the sea in Okinawa", "place:okinawa", "sunset over the sea");
  check("2023年有雪的照片", "on:2023", "雪");
}

TEST(Parse, FindsPlacesOfTwoCharactersBehindOtherWords) {
  check("在大理的云", "place:大理", "云");
  check("周末大理", "weekday:sat,sun place:大理", "");
}

TEST(Parse, ReadsAYearRightBeforeAPlace) {
  check("2019年中国", "on:2019 place:中国", "");
  check("2019年日本", "on:2019 place:日本", "");
  check("2019日本", "on:2019 place:日本", "");
  check("2019年底", "on:2019-10..2019-12", "");
}

TEST(Parse, TakesNoNumberOfMarchesForADay) {
  check("a march through the city", "", "a march through the city");
  check("two may bugs", "", "two may bugs");
  check("十几年前", "", "十几年前");
}

TEST(Parse, LeavesASightWithItsViewWhole) {
  check("東京鐵塔夜景", "", "東京鐵塔夜景");
  check("巴黎之眼", "", "巴黎之眼");
  check("东京夜景", "place:东京", "夜景");
}

TEST(Parse, ReadsFavouritesAndStarsOfMoreForms) {
  check("收藏的风景照", "is:favourite", "风景照");
  check("两星以下", "rating:1..2", "");
  check("2 stars or less", "rating:1..2", "");
}

TEST(Parse, KeepsAVenueOfAThingInItsPlace) {
  check("London tea house", "place:london", "tea house");
  check("London tea", "", "London tea");
}

TEST(Parse, TakesNobodysHomeForThem) {
  check("Lily's house at night", "hour:18-5", "Lily's house");
  check("奶奶家的猫", "", "奶奶家的猫");
  check("奶奶在家", "person:奶奶", "在家");
}

TEST(Parse, ReadsAnythingBut) {
  check("anything but selfies", "(not -kind:selfie)", "");
}

TEST(Parse, DeniesWhatIsNotThereAndKeepsTheScene) {
  check("no people on the beach", "", "beach", "people");
  check("without a hat in the snow", "", "snow", "hat");
}

TEST(Parse, LeavesSentencesWithoutFiltersWhole) {
  check("雪地里的孩子", "", "雪地里的孩子");
  check("骑摩托车的人", "", "骑摩托车的人");
  check("an orange on a table", "", "an orange on a table");
  check("portrait of a woman", "", "portrait of a woman");
  check("cats or horses", "", "cats or horses");
  check("photos of dogs", "", "dogs");
  check("a man taking photos", "", "a man taking photos");
  check("老照片", "", "老照片");
  check("photos", "", "photos");
  check("salt and pepper", "", "salt and pepper");
}

TEST(Parse, ReadsTraditionalFullWidthAndAnyCase) {
  check("去年在東京", "on:2025 place:东京", "");
  check("２０２６年夏天　沖縄", "on:2026-06..2026-08 place:冲绳", "");
  check("臺灣的夜市", "place:台湾", "夜市");
  check("JAPAN 2019", "place:japan on:2019", "");
  check("東京の桜 2019", "place:东京 on:2019", "桜");
  check("二〇一九年八月 ＰＡＲＩＳ", "on:2019-08 place:paris", "");
}

TEST(Parse, TakesTheLongestNameAndTheBestCover) {
  check("West Virginia", "place:\"west virginia\"", "");
  check("上海南京", "place:上海 place:南京", "");
  check("去年三亚", "on:2025 place:三亚", "");
  check("京都市", "place:京都市", "");
  check("东京都有哪些照片", "place:东京", "");
  check("春天和秋天的京都", "season:spring,autumn place:京都", "");
  check("2019年秋田", "on:2019 place:秋田", "");
  check("平安夜的东京", "holiday:christmas_eve place:东京", "");
}

TEST(Parse, NarrowsAPlaceByWhatIsBesideIt) {
  const Query texas = read("Paris, Texas");
  ASSERT_EQ(texas.chips.size(), 1U);
  ASSERT_EQ(std::get<PlaceFilter>(texas.chips[0].filter).areas.size(), 1U);
  EXPECT_EQ(std::get<PlaceFilter>(texas.chips[0].filter).areas[0].id, 20U);
  check("Istanbul, Turkey", "place:\"istanbul, turkey\"", "");
  check("法国的巴黎", "place:法国的巴黎", "");
  check("San Francisco, CA 2019", "place:\"san francisco, california\" on:2019", "");
  check("Nice, France", "place:\"nice, france\"", "");
}

TEST(Parse, ReadsATownInItsCountryWhereThatIsAll) {
  const Query query = read("Nice in France");
  ASSERT_EQ(query.chips.size(), 1U);
  EXPECT_EQ(query.meaning, "");
  check("nice dog in France", "place:france", "nice dog");
}

TEST(Parse, KeepsCommonWordsUnlessTheyAreAPlaceHere) {
  check("nice dog", "", "nice dog");
  check("turkey dinner", "", "turkey dinner");
  check("china plate", "", "china plate");
  check("roast turkey at Thanksgiving 2021", "on:2021-11-25", "roast turkey");
  check("Nice", "place:nice", "");
  check("Nice in August 2019", "place:nice on:2019-08", "");
  check("turkey 2019", "place:turkey on:2019", "");
  check("2019 turkey dinner", "on:2019", "turkey dinner");
  check("nice weather in Nice", "place:nice", "nice weather");
  check("cats from Turkey", "place:turkey", "cats");
  check("France and Turkey", "(any place:france place:turkey)", "");
}

TEST(Parse, KeepsNamesThatAreJoinedToThings) {
  check("北京烤鸭", "", "北京烤鸭");
  check("北京的烤鸭", "place:北京", "烤鸭");
  check("江西菜", "", "江西菜");
  check("兰州牛肉拉面", "", "兰州牛肉拉面");
  check("成都火锅", "", "成都火锅");
  check("在成都吃火锅", "place:成都", "吃火锅");
  check("boston terrier on a sofa", "", "boston terrier on a sofa");
  check("paris hilton poster", "", "paris hilton poster");
  check("东京塔", "", "东京塔");
  check("london eye at dusk", "hour:17-20", "london eye");
  check("大理石桌子", "", "大理石桌子");
  check("三明治", "", "三明治");
  check("长沙发上的猫", "", "长沙发上的猫");
  check("日本人", "", "日本人");
  check("东京夜景", "place:东京", "夜景");
}

TEST(Parse, ReadsNearness) {
  check("near Osaka", "near:15.5,25.25,30km", "");
  check("京都附近", "near:13.5,23.25,30km", "");
  check("上海附近的古镇", "near:19.5,29.25,30km", "古镇");
  check("within 50 km of London", "near:41.5,51.25,50km", "");
  check("伦敦20公里以内", "near:41.5,51.25,20km", "");
  check("near the beach", "", "near the beach");
  check("near:35.0,135.7,10km", "near:35.0,135.7,10km", "");
  check("离京都50公里以内", "near:13.5,23.25,50km", "");
}

TEST(Parse, KnowsThePersonsOfTheAlbum) {
  check("我爸在海边", "person:我爸", "海边");
  check("my dad at the beach", "person:\"my dad\"", "beach");
  check("爸在家", "person:爸", "在家");
  check("小雨", "person:小雨", "");
  check("Lily and Tom", "(all person:lily person:tom)", "");
  check("Lily or Tom in Paris", "(any person:lily person:tom) place:paris", "");
  check("小明跟爸爸去年在三亚", "(all person:小明 person:爸爸) on:2025 place:三亚", "");
  check("Lily's birthday cake", "person:lily", "birthday cake");
  check("爸爸 不在海边", "person:爸爸", "", "海边");
  check("June at the zoo", "person:june", "zoo");
  check("June 2022", "on:2022-06", "");
  check("in June", "month:6", "");
  check("Jordan in Paris", "person:jordan place:paris", "");
  check("photos in Jordan", "place:jordan", "");
}

TEST(Parse, ReadsOnlyAsNobodyElse) {
  check("只有小明的照片", "only:小明", "");
  check("only Lily", "only:lily", "");
  check("小明一个人在家", "only:小明", "在家");
  check("Tom alone in Paris", "only:tom place:paris", "");
  const Query both = read("只有小明和奶奶的合影");
  ASSERT_EQ(both.chips.size(), 2U);
  const auto& filter = std::get<PersonFilter>(both.chips[0].filter);
  EXPECT_TRUE(filter.only);
  EXPECT_EQ(filter.beside, (std::vector<std::int64_t>{1, 2}));
}

TEST(Parse, KnowsAgesWhereABirthdayIsKnown) {
  const Query english = read("when Ming was 3");
  const Query chinese = read("小明三岁的时候");
  for (const Query& query : {english, chinese}) {
    ASSERT_EQ(query.chips.size(), 2U);
    const auto& time = std::get<TimeFilter>(query.chips[1].filter);
    ASSERT_EQ(time.ranges.size(), 1U);
    EXPECT_GE(*time.ranges[0].from, 16'000 + 3 * 365);
    EXPECT_LE(*time.ranges[0].to, 16'000 + 4 * 365 + 2);
  }
  check("when Lily was 3", "person:lily", "3");
}

TEST(Parse, ReadsAgesOnBothSidesOfANameAndOpenEnds) {
  check("三岁的小明", "on:2016-10-22..2017-10-21 person:小明", "");
  check("3-year-old Ming on the beach", "on:2016-10-22..2017-10-21 person:ming", "beach");
  check("baby Ming", "on:2013-10-22..2015-04-21 person:ming", "");
  check("Ming as a toddler", "person:ming on:2014-10-22..2016-10-21", "");
  check("小明一岁以前", "person:小明 on:2013-10-22..2014-10-21", "");
  check("小明三岁以后在海边", "person:小明 on:2016-10-22..", "海边");
  check("before Ming was 3", "person:ming on:2013-10-22..2016-10-21", "");
  check("after Ming turned four", "person:ming on:2017-10-22..", "");
  check("小明1到3岁", "person:小明 on:2014-10-22..2017-10-21", "");
  check("小明一岁半", "person:小明 on:2015-03-22..2015-06-21", "");
  check("小明六个月的时候", "person:小明 on:2014-04-22..2014-05-21", "");
  check("Ming's 6th birthday", "person:ming on:2019-10-22..2020-10-21", "birthday");
  check("Ming when he was 5", "person:ming on:2018-10-22..2019-10-21", "");
  check("Ming at 5 pm", "person:ming hour:17-18", "");
  check("Ming before he was 2", "person:ming on:2013-10-22..2015-10-21", "");
  check("when Ming was between 2 and 4", "person:ming on:2015-10-22..2018-10-21", "");
  check("小明在5号楼", "person:小明", "5号楼");
  check("三岁的奶奶", "person:奶奶", "三岁");
}

TEST(Parse, TakesAPersonWhoIsNotThereAway) {
  check("小明不在的照片", "(not -person:小明)", "");
  check("爸爸不在的合影", "(not -person:爸爸)", "合影");
  check("爸爸和小明不在", "(not (any -person:爸爸 -person:小明))", "");
  check("小明除外", "(not -person:小明)", "");
  check("日本除外", "(not -place:日本)", "");
  check("没小明的照片", "(not -person:小明)", "");
  check("Tom isn't there", "(not -person:tom)", "");
  check("Tom not in it", "(not -person:tom)", "");
  check("everyone but Tom", "(not -person:tom)", "");
  check("小明不在海边", "person:小明", "", "海边");
  check("just Lily, nobody else", "only:lily", "");
  check("照片里没有人只有猫", "", "只有猫", "人");
}

TEST(Parse, ReadsListsOfNamesWithQuotes) {
  for (const char* text : {"person:tom,小明", "person:\"tom\",小明", "person:tom,\"小明\"", "person:\"tom\",\"小明\"",
                           "person:\"tom,小明\""}) {
    check(text, "person:tom,小明", "");
  }
  check("only:\"tom\",小明 beach", "only:tom,小明", "beach");
}

TEST(Parse, TakesNoOtherProductForACamera) {
  check("索尼耳机", "", "索尼耳机");
  check("华为门店", "", "华为门店");
  check("samsung fridge in Paris", "place:paris", "samsung fridge");
  check("索尼拍的耳机", "camera:sony", "耳机");
}

TEST(Parse, TakesNoOrdinalForACamera) {
  check("Nov 3rd", "day:11-03", "");
  check("march 3rd 2019", "on:2019-03-03", "");
  check("2nd dog", "", "2nd dog");
  check("canon 80d", "camera:\"canon 80d\"", "");
}

TEST(Parse, ReadsGenerationsOfCameras) {
  check("索尼A7四代", "camera:\"sony a7m4\"", "");
  check("Z fc 三亚", "camera:\"nikon zfc\" place:三亚", "");
  check("OM-1 birds", "camera:\"olympus om1\"", "birds");
  check("E-M5 III", "camera:\"olympus em5m3\"", "");
  check("gopro hero 12", "camera:\"gopro hero12\"", "");
  check("理光头的男孩", "", "理光头的男孩");
  check("A7三代拍的", "camera:\"sony a7m3\"", "");
  check("佳能R5二代 人像", "camera:\"canon r5m2\"", "人像");
  check("iPhone SE 二代", "camera:\"apple iphonese2\"", "");
  check("大疆mini二代", "camera:\"dji mini2\"", "");
  check("ricoh gr iii street", "camera:\"ricoh grm3\"", "street");
  check("理光GR3x", "camera:\"ricoh griiix\"", "");
  check("olympus om-d e-m5", "camera:\"olympus em5\"", "");
}

TEST(Parse, ReadsLensesWithoutMillimetres) {
  check("24-105 lens", "lens:24105mm", "");
  check("70-200 f2.8", "lens:70200mmf28", "");
  check("50mm f/1.8 portraits", "lens:50mmf18", "portraits");
  check("50定焦", "lens:50mm", "");
  check("24-105", "", "24-105");
  check("2016-2018 lens", "on:2016..2018", "lens");
}

TEST(Parse, ReadsFileNamesThatTheSentenceTells) {
  check("名字叫DSC_0012的照片", "file:DSC_0012", "");
  check("文件名包含vacation的照片", "file:vacation", "");
  check("file named beach", "file:beach", "");
  check("in the Trips folder", "file:Trips", "");
  check("a file on the desk", "", "a file on the desk");
}

TEST(Parse, ReadsCameras) {
  check("佳能拍的", "camera:canon", "");
  check("Canon R6", "camera:\"canon r6\"", "");
  check("索尼 A7M4 三亚", "camera:\"sony a7m4\" place:三亚", "");
  check("A7 IV portraits", "camera:\"sony a7m4\"", "portraits");
  check("富士相机拍的冰川", "camera:fujifilm", "冰川");
  check("富士山", "", "富士山");
  check("Pixel 7 photos", "camera:\"google pixel7\"", "");
  check("pixel art", "", "pixel art");
  check("iPhone 15 Pro 拍的日落", "camera:\"apple iphone15pro\"", "日落");
  check("苹果手机拍的花", "camera:\"apple phone\"", "花");
  check("苹果树", "", "苹果树");
  check("一个苹果放在桌上", "", "一个苹果放在桌上");
  check("三星堆", "", "三星堆");
  check("drone beach shots", "camera:drone", "beach");
  check("a drone over a field", "", "a drone over a field");
  check("a man holding an iPhone", "", "a man holding an iPhone");
  check("大疆 无人机", "camera:\"dji drone\"", "");
  check("航拍海岸", "camera:drone", "海岸");
  check("taken with iPhone 12 in Chengdu", "camera:\"apple iphone12\" place:chengdu", "");
  check("iPhone 2019", "camera:\"apple iphone\" on:2019", "");
  check("华为P60 2023", "camera:\"huawei p60\" on:2023", "");
  check("手机截图", "kind:screenshot", "");
  check("Mavic Air 2 拍的海", "camera:\"dji mavicair2\"", "海");
  check("大疆 mini 3 pro", "camera:\"dji mini3pro\"", "");
  check("Redmi Note 12", "camera:\"xiaomi redminote12\"", "");
  check("Canon EOS 5D Mark IV", "camera:\"canon eos5dm4\"", "");
}

TEST(Parse, ReadsKindsAndHowThePictureIsHeld) {
  check("截图", "kind:screenshot", "");
  check("全景照片", "kind:panorama", "");
  check("selfies with Lily", "kind:selfie person:lily", "");
  check("selfie stick", "", "selfie stick");
  check("live photos of my dad", "kind:live person:\"my dad\"", "");
  check("live music", "", "live music");
  check("raw fish", "", "raw fish");
  check("raw photos from 2022", "kind:raw on:2022", "");
  check("竖拍", "orientation:portrait", "");
  check("landscape orientation Okinawa", "orientation:landscape place:okinawa", "");
  check("landscape in Okinawa", "place:okinawa", "landscape");
  check("vertical garden", "", "vertical garden");
  check("收藏的照片", "is:favourite", "");
  check("my favorites from 2021", "is:favourite on:2021", "");
  check("4 stars or more", "rating:4..", "");
  check("五星级酒店", "", "五星级酒店");
  check("five star hotel", "", "five star hotel");
  check("50mm portraits", "lens:50mm", "portraits");
}

TEST(Parse, ReadsQuotedTextAndFileNames) {
  check("\"IMG_0412\"", "text:IMG_0412", "");
  check("“愚园路”", "text:愚园路", "");
  check("「農業銀行」", "text:農業銀行", "");
  check("\"happy birthday\" cake", "text:\"happy birthday\"", "cake");
  check("DSC01234.ARW", "file:DSC01234.ARW", "");
  check("a \" quote", "", "a \" quote");
}

TEST(Parse, DeniesWhatStandsRightBehind) {
  check("2025 not in Japan", "on:2025 (not -place:japan)", "");
  check("日本 -京都", "place:日本 (not -place:京都)", "");
  check("不是晚上的香港", "(not -hour:18-5) place:香港", "");
  check("Okinawa without iPhone", "place:okinawa (not -camera:\"apple iphone\")", "");
  check("日本 除了东京和大阪", "place:日本 (not (any -place:东京 -place:大阪))", "");
  check("except Japan and Korea, 2023", "(not (any -place:japan -place:korea)) on:2023", "");
  check("不是去年在日本拍的", "(not (all -on:2025 -place:日本))", "");
  check("三亚 海滩 不要狗", "place:三亚", "海滩", "狗");
  check("没有人的海滩", "", "海滩", "人");
  check("beach without people in Okinawa", "place:okinawa", "beach", "people");
  check("dogs -snow", "", "dogs", "snow");
  check("没有小明的照片", "(not -person:小明)", "");
  check("中国以外的照片", "(not -place:中国)", "");
  check("日本和韩国以外", "(not (any -place:日本 -place:韩国))", "");
  check("除了中国之外的海滩", "(not -place:中国)", "海滩");
  check("non-iPhone photos", "(not -camera:\"apple iphone\")", "");
  check("no smoking sign", "", "no smoking sign");
  check("非洲", "", "非洲");
}

TEST(Parse, JoinsByOr) {
  check("东京或京都", "(any place:东京 place:京都)", "");
  check("2016年或2018年的日本", "on:2016,2018 place:日本", "");
  check("Tokyo/Osaka", "(any place:tokyo place:osaka)", "");
  check("from Tokyo to Osaka", "(any place:tokyo place:osaka)", "");
  check("2016, 2018 or 2020 in France", "on:2016,2018,2020 place:france", "");
  check("Beijing, Shanghai and Hangzhou", "(any place:beijing place:shanghai place:hangzhou)", "");
  check("2016年在日本或2018年在法国", "(any (all on:2016 place:日本) (all on:2018 place:法国))", "");
  check("(place:tokyo OR kind:screenshot) -person:小明", "(any place:tokyo kind:screenshot) (not -person:小明)", "");
  check("a (very) big dog", "", "a (very) big dog");
}

TEST(Parse, SuggestsAndNeverChangesAMisspelling) {
  const Query query = read("photos in Kyotto");
  EXPECT_TRUE(query.chips.empty());
  ASSERT_EQ(query.suggestions.size(), 1U);
  EXPECT_EQ(query.suggestions[0], "photos in Kyoto");
  EXPECT_TRUE(read("photos in Kyoto").suggestions.empty());
}

TEST(Parse, TellsWhichKeysCannotBeRead) {
  const auto unread = [](std::string_view text) { return read(text).unread; };
  using Words = std::vector<std::string>;
  EXPECT_EQ(unread("beach rating:9"), Words{"rating:9"});
  EXPECT_EQ(unread("-Rating:9 place:kyoto"), Words{"Rating:9"});
  EXPECT_EQ(unread("on:2023-13-40 dog"), Words{"on:2023-13-40"});
  EXPECT_EQ(unread("评分：九"), Words{"评分：九"});
  EXPECT_EQ(unread("person:\"nobody at all\""), Words{"person:\"nobody at all\""});
  EXPECT_EQ(unread("(kind:nonsense or kind:raw)"), Words{"kind:nonsense"});
  EXPECT_EQ(read("beach rating:9").meaning, "beach rating:9");
  for (const std::string_view text :
       {"rating:4", "place:kyoto", "place: tokyo", "rating:", "note:9", "http://a.b/c", "text:x", "樱花"}) {
    EXPECT_EQ(unread(text), Words{}) << text;
  }
  EXPECT_EQ(unread("is:a is:b is:c is:d").size(), 3U);
}

TEST(Parse, CountsPeopleOnlyWhereFacesAreKnown) {
  check("两个人的合影", "", "两个人的合影");
  const Query query = parse("两个人的合影", {.now_local_minutes = kNow, .counts_people = true});
  ASSERT_EQ(query.chips.size(), 1U);
  EXPECT_EQ(std::get<PersonCountFilter>(query.chips[0].filter).least, 2);
}

TEST(Parse, WorksWithoutFinders) {
  const Query query = parse("Lily in Paris 2019", {.now_local_minutes = kNow});
  ASSERT_EQ(query.chips.size(), 1U);
  EXPECT_EQ(query.meaning, "Lily in Paris");
}

TEST(Parse, TakesHostileTextAsWords) {
  for (const std::string_view text :
       {"", " ", "\xFF\xFE", "((((", "))))", "\"\"\"", "-", "--", "not", "或", "和和和", "-\"", "place:", "near:,,"}) {
    EXPECT_TRUE(read(text).chips.empty()) << text;
  }
  std::string deep;
  for (int i = 0; i < 900; ++i) deep += "(";
  deep += "place:tokyo";
  for (int i = 0; i < 900; ++i) deep += ")";
  EXPECT_EQ(read(deep).chips.size(), 1U);
}

TEST(Parse, CutsBehindTwoThousandCharacters) {
  std::string text;
  for (std::size_t i = 0; i < limits::kQueryCharactersMax; ++i) text += "海";
  EXPECT_TRUE(read(text + " place:tokyo").chips.empty());
  EXPECT_EQ(read(text + " place:tokyo").meaning, text);
}

TEST(Parse, WritesChipsThatReadBackAsThemselves) {
  for (const std::string_view text :
       {"Paris, Texas", "near Osaka", "only Lily and Tom", "索尼 A7M4", "4 stars or more", "竖拍", "「a\"b」",
        "-京都 2019", "50mm", "去年夏天晚上", "无人机", "华为手机", "最近半年", "周末"}) {
    for (const Chip& chip : read(text).chips) {
      const Query again = read(chip.canonical);
      ASSERT_EQ(again.chips.size(), 1U) << chip.canonical;
      EXPECT_EQ(again.chips[0].canonical, chip.canonical);
      EXPECT_EQ(again.chips[0].kind, chip.kind) << chip.canonical;
      EXPECT_EQ(again.chips[0].negated, chip.negated) << chip.canonical;
    }
  }
}

}  // namespace
}  // namespace shoebox::query
