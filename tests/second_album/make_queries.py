"""make(OUT): writes queries.jsonl; the filters are written by hand, every list is computed from OUT/album.jsonl by the evaluator below."""
import json
import os
from datetime import date
from math import asin, cos, radians, sin, sqrt

from words import *

NOW = "2026-11-23T12:00:00+08:00"
QS = []


def q(text, lang, kind, f, rest="", note="", amb=False):
    QS.append(dict(q=text, lang=lang, kind=kind.split(), f=f, text=rest, note=note, amb=amb))


def trap(text, lang, note="", amb=False):
    q(text, lang, "trap meaning", {}, text, note, amb)


# ======== absolute dates ========
q("2009年9月", "zh", "time", M(2009, 9), note="8")
q("２０１２年２月２９日", "zh", "time fullwidth", D("2012-02-29"), note="8: full-width digits, leap day")
q("二零一六年的复活节前后在葡萄牙", "zh", "time place", {**Y(2016), **at("PT")}, "复活节前后", "8: Chinese numerals; 前后 of a holiday is vague, so other readings are fine", True)
q("二〇二三年五月", "zh", "time", M(2023, 5), note="8")
q("2018.05.13", "zh", "time", D("2018-05-13"), note="8: date with dots")
q("2024/02/29", "en", "time", D("2024-02-29"), note="8")
q("29 February 2024", "en", "time", D("2024-02-29"))
q("Feb 29th", "en", "time", md("02-29"), note="8: a day without a year means every year")
q("Oct 3rd, 2024", "en", "time", D("2024-10-03"))
q("the 26th of March 2016", "en", "time", D("2016-03-26"))
q("5月13号", "zh", "time", md("05-13"), note="8: day without a year")
q("十二月三十一号的晚上", "zh", "time hours", {**md("12-31"), **hrs("night")}, note="8, 18")
q("Sept 2019", "en", "time", M(2019, 9))
q("AUGUST 2023", "en", "time", M(2023, 8), note="odd case")
q("2021-07-22", "en", "time", D("2021-07-22"))
q("20240214", "mixed", "time", D("2024-02-14"), note="eight digits as a date; as a file name it would be text", amb=True)
q("7/20/2024", "en", "time", D("2024-07-20"), note="only one reading has a month of that number")
q("10月", "zh", "time", months(10), note="8")
q("photos taken in August", "en", "time", months(8), note="8, 29")
q("in May", "en", "time", months(5), note="29: may after in is the month")
q("十月份拍的照片", "zh", "time", months(10), note="8")
q("08年8月", "zh", "time", M(2008, 8), note="two-digit year before 年")
q("15年在新疆", "zh", "time place", {**Y(2015), **at(pl("CN", "Xinjiang"))}, note="two-digit year before 年; 'for 15 years' is another reading", amb=True)
q("2026年10月上旬", "zh", "time", span("2026-10-01", "2026-10-11"), note="brief: 上旬 = 1-10")
q("2025年7月中旬", "zh", "time", span("2025-07-11", "2025-07-21"), note="中旬 = 11-20")
q("去年十月下旬", "zh", "time relative", span("2025-10-21", "2025-11-01"), note="下旬 = 21 to the end")
q("early October 2026", "en", "time", span("2026-10-01", "2026-10-11"), note="vague in English", amb=True)
q("mid July 2025", "en", "time", span("2025-07-11", "2025-07-21"), amb=True, note="vague in English")
q("late December 2016", "en", "time", span("2016-12-21", "2017-01-01"), amb=True, note="vague in English")
q("五月上旬的照片", "zh", "time", mdrange(5, 1, 10), note="8: every year")

# ======== ranges ========
q("2004年到2009年", "zh", "time range", Y(2004, 2009), note="13")
q("from 2010 through 2013", "en", "time range", Y(2010, 2013), note="13")
q("2023年8月13日至17日", "zh", "time range", span("2023-08-13", "2023-08-18"), note="13: both ends")
q("March 24 - March 30, 2016", "en", "time range", span("2016-03-24", "2016-03-31"), note="13")
q("between October 1st and October 5th 2024", "en", "time range", span("2024-10-01", "2024-10-06"), note="13")
q("2025年6月到9月", "zh", "time range", M(2025, 6, 4), note="13")
q("六月到八月", "zh", "time range", months(6, 7, 8), note="13, 8: every year")
q("before 2008", "en", "time range", span(None, "2008-01-01"), note="13")
q("2006年之前的老照片", "zh", "time range", span(None, "2006-01-01"), "老照片", "13: A之前 does not include A")
q("until March 2011", "en", "time range", span(None, "2011-04-01"), note="13: until includes its month")
q("since October 2026", "en", "time range", span("2026-10-01"), note="13")
q("2026年9月以来", "zh", "time range", span("2026-09-01"), note="13")
q("after June 2026", "en", "time range", span("2026-07-01"), note="13")
q("earlier than 2005", "en", "time range", span(None, "2005-01-01"), note="13")
q("2007–2008", "en", "time range", Y(2007, 2008), note="13, en dash")
q("2012~2014", "zh", "time range", Y(2012, 2014), note="13")
q("2022年国庆以后 呼伦贝尔", "zh", "time range place none", {**span("2022-10-01"), **at(pl("CN", "Inner Mongolia", "Hulunbuir"))}, note="13, 26: nothing", amb=True)

# ======== decades, quarters, halves, seasons ========
q("photos from the 2000s", "en", "time decade", span("2000-01-01", "2010-01-01"), note="14")
q("2010年代在亚洲以外", "zh", "time decade", span("2010-01-01", "2020-01-01"), "在亚洲以外", "continents are not in the rules", True)
q("２０００年代", "zh", "time decade fullwidth", span("2000-01-01", "2010-01-01"), note="14")
q("二十一世纪二十年代", "zh", "time decade", span("2020-01-01", "2030-01-01"), note="14", amb=True)
q("2025年上半年", "zh", "time", M(2025, 1, 6), note="14")
q("去年下半年", "zh", "time relative", M(2025, 7, 6), note="14")
q("first half of 2023", "en", "time", M(2023, 1, 6), note="14")
q("second half of 2018", "en", "time", M(2018, 7, 6), note="14")
q("2024年第三季度", "zh", "time", M(2024, 7, 3))
q("Q4 2022", "en", "time", M(2022, 10, 3))
q("今年二季度", "zh", "time relative", M(2026, 4, 3))
q("2025年暑假的照片", "zh", "time season", M(2025, 7, 2), note="14: 暑假 is July and August")
q("暑假", "zh", "time season", months(7, 8), note="14")
q("summer of 2012 in Mexico", "en", "time season place", {**S(2012, "summer"), **at("MX")}, note="15")
q("2021年夏天去敦煌", "zh", "time season place", {**S(2021, "summer"), **c("dunhuang")}, "", "15; 去 is no content")
q("springtime 2019 Japan", "en", "time season place", {**S(2019, "spring"), **at("JP")}, note="15")
q("前年冬天", "zh", "time season relative", S(2024, "winter"), note="15: winter of 2024 = Dec 2024 to Feb 2025")
q("show me the pictures we took in Vienna the winter before last", "en", "time season relative place", {**S(2024, "winter"), **c("vienna")}, "", "15: last winter is 2025/26")
q("last fall", "en", "time season relative", S(2025, "autumn"), note="15: the autumn of 2026 is not over on 23 November")
q("last spring in Georgia", "en", "time season relative place", {**S(2026, "spring"), **at("GE", CITY["georgia_us"])}, note="15, 23, 29")
q("last July", "en", "time relative", M(2026, 7), note="15: last July the same (the most recent July that is over)")
q("last December", "en", "time relative", M(2025, 12), note="15")
q("this summer", "en", "time season relative", S(2026, "summer"), note="15")
q("今年秋天的北海道", "zh", "time season relative place", {**S(2026, "autumn"), **c("hokkaido")}, note="15")
q("秋天", "zh", "time season", seasons("autumn"), note="16: alone")
q("春天在釜山", "zh", "time season place", {**seasons("spring"), **c("busan")}, note="16: before 在")
q("during winter", "en", "time season", seasons("winter"), note="16")
q("in the fall", "en", "time season", seasons("autumn"), note="16: fall after in (the)")
q("summer in Buenos Aires", "en", "time season place none", {**seasons("summer"), **c("buenosaires")}, note="15: northern seasons; south of the equator a choice", amb=True)
q("winter 2014", "en", "time season", S(2014, "winter"), note="15: Dec 2014 to Feb 2015")

# ======== relative ========
q("大前年", "zh", "time relative", Y(2023), note="9")
q("上上个月", "zh", "time relative", M(2026, 9), note="9")
q("the month before last", "en", "time relative", M(2026, 9), note="9")
q("五年前的照片", "zh", "time relative", Y(2021), note="9: that calendar year")
q("ten years ago", "en", "time relative", Y(2016), note="9")
q("18 years ago in China", "en", "time relative place", {**Y(2008), **at("CN")}, note="9, 29: China after in")
q("三个月前", "zh", "time relative", M(2026, 8), note="N months ago is not in the rules: the calendar month by analogy with years", amb=True)
q("two months ago", "en", "time relative", M(2026, 9), note="not in the rules", amb=True)
q("前天", "zh", "time relative", ago(2), note="9: two days ago")
q("4 days ago", "en", "time relative", ago(4), note="9")
q("十天前", "zh", "time relative", ago(10), note="9")
q("the day before yesterday", "en", "time relative", ago(2))
q("yesterday night's photos", "en", "time relative hours", {"moments": [["2026-11-22T18:00", "2026-11-23T05:00"]]}, note="12", amb=True)
q("昨天夜里拍的", "zh", "time relative hours", {"moments": [["2026-11-22T18:00", "2026-11-23T05:00"]]}, note="12: as 昨晚", amb=True)
q("last night", "en", "time relative hours", {"moments": [["2026-11-22T18:00", "2026-11-23T05:00"]]}, note="12")
q("今天凌晨", "zh", "time relative hours", {**ago(0), **hrs("凌晨")}, note="12, 18")
q("this morning", "en", "time relative hours", {**ago(0), **hrs("morning")}, note="12, 18")
q("上周五", "zh", "time relative weekday", ago(3), note="10: Friday of last week")
q("last Thursday", "en", "time relative weekday", ago(4), note="10: Thursday of last week")
q("上上周", "zh", "time relative", span("2026-11-09", "2026-11-16"), note="10")
q("上上周末在澳门", "zh", "time relative place", {**span("2026-11-14", "2026-11-16"), **c("macau")}, note="10")
q("this week", "en", "time relative", span("2026-11-23", "2026-11-30"), note="10: Monday to Sunday of this week")
q("最近三天", "zh", "time relative", lastdays(3), note="11")
q("past 10 days", "en", "time relative", lastdays(10), note="11")
q("最近两个月", "zh", "time relative", span("2026-09-23", "2026-11-24"), note="11")
q("in the past year", "en", "time relative", span("2025-11-23", "2026-11-24"), note="11: as 最近一年")
q("最近三个月 深圳", "zh", "time relative place", {**span("2026-08-23", "2026-11-24"), **c("shenzhen")}, note="11: 23 August belongs to it, the 22nd does not")
q("earlier this year", "en", "time relative", Y(2026), note="this year up to now", amb=True)
q("今年年初", "zh", "time relative", M(2026, 1), note="vague", amb=True)
q("去年底", "zh", "time relative", M(2025, 12), note="vague", amb=True)
q("今年的照片里有武汉吗", "zh", "time relative place", {**Y(2026), **c("wuhan")}, note="conversational")
q("前年七月在雅典", "zh", "time relative place", {**M(2024, 7), **c("athens")}, note="9")

# ======== this day, anniversaries ========
q("去年的今天", "zh", "time anniversary", D("2025-11-23"), note="20")
q("三年前的今天", "zh", "time anniversary", D("2023-11-23"), note="20: the day, three years back")
q("7 years ago today", "en", "time anniversary", D("2019-11-23"), note="20")
q("历史上的今天我拍了什么", "zh", "time anniversary", {**md("11-23"), **span(None, "2026-01-01")}, "", "20")
q("this day in previous years", "en", "time anniversary", {**md("11-23"), **span(None, "2026-01-01")}, note="20")

# ======== weekdays, clock ========
q("周三", "zh", "time weekday", wd(2), note="19")
q("Saturdays in 2026", "en", "time weekday", {**Y(2026), **wd(5)}, note="19")
q("礼拜天在厦门", "zh", "time weekday place", {**wd(6), **c("xiamen")}, note="19")
q("工作日的早上", "zh", "time weekday hours", {**WORKDAYS, **hrs("morning")}, note="18, 19")
q("weekend afternoons", "en", "time weekday hours", {**WEEKEND, **hrs("afternoon")}, note="18, 19")
q("on a Monday in Shenzhen", "en", "time weekday place", {**wd(0), **c("shenzhen")}, note="19")
q("2023年周末的西班牙", "zh", "time weekday place", {**Y(2023), **WEEKEND, **at("ES")}, note="19")
q("半夜在洛杉矶", "zh", "time hours place", {**hrs("deep"), **c("la")}, note="18: 22-05")
q("布宜诺斯艾利斯 深夜", "zh", "time hours place", {**hrs("deep"), **c("buenosaires")}, note="18, 4")
q("清晨的张家界", "zh", "time hours place", {**hrs("清晨"), **c("zhangjiajie")}, note="18: 05-08")
q("dusk in Dubai", "en", "time hours place", {**hrs("dusk"), **c("dubai")}, note="18: 17-20")
q("at noon in 2025", "en", "time hours", {**Y(2025), **hrs("noon")}, note="18: 11-14")
q("中午在首尔", "zh", "time hours place", {**hrs("noon"), **c("seoul")}, note="18")
q("上午的武汉", "zh", "time hours place", {**hrs("morning"), **c("wuhan")}, note="18")
q("night shots of Istanbul", "en", "time hours place", {**hrs("night"), **c("istanbul")}, note="18; 'night shots' could be meaning", amb=True)
q("Bali in the morning", "en", "time hours place", {**hrs("morning"), **c("bali")}, note="18")
q("晚上八点左右", "zh", "time hours", hrs((20, 21)), note="a clock time is not in the rules", amb=True)
q("傍晚的敦煌", "zh", "time hours place", {**hrs("dusk"), **c("dunhuang")}, note="18")
q("2026年11月的夜里", "zh", "time hours", {**M(2026, 11), **hrs("night")}, note="18")

# ======== holidays ========
q("2008年大年初一", "zh", "time holiday", H("lunar_new_year_day", 2008), note="17: 2008-02-07")
q("2021年除夕在南京", "zh", "time holiday place", {**H("lunar_new_year_eve", 2021), **c("nanjing")}, note="17: 2021-02-11")
q("今年过年", "zh", "time holiday relative", H("spring_festival", 2026), note="17: 16 to 23 February 2026")
q("去年春节在吉林拍的", "zh", "time holiday relative place", {**H("spring_festival", 2025), **at(pl("CN", "Jilin"))}, note="17, 23: 吉林 the province")
q("Lunar New Year in Singapore", "en", "time holiday place", {**H("spring_festival"), **at("SG")}, note="17")
q("Chinese New Year 2019", "en", "time holiday", H("spring_festival", 2019), note="17: Chinese New Year is no China")
q("清迈过年", "zh", "time holiday place", {**H("spring_festival"), **c("chiangmai")}, note="17")
q("元宵节", "zh", "time holiday", H("lantern"), note="17")
q("2023年元宵 台南", "zh", "time holiday place", {**H("lantern", 2023), **c("tainan")}, note="17: 2023-02-05")
q("去年端午", "zh", "time holiday relative", H("dragon_boat", 2025), note="17: 2025-05-31")
q("端午节在张家界", "zh", "time holiday place", {**H("dragon_boat"), **c("zhangjiajie")}, note="17: 25 June 2020 alone")
q("七夕", "zh", "time holiday", H("qixi"), note="17")
q("今年七夕", "zh", "time holiday relative", H("qixi", 2026), note="17: 2026-08-19")
q("今年中秋", "zh", "time holiday relative", H("mid_autumn", 2026), note="17: 2026-09-25")
q("Mid-Autumn Festival 2021", "en", "time holiday", H("mid_autumn", 2021), note="17: 2021-09-21")
q("中秋节的大连", "zh", "time holiday place", {**H("mid_autumn"), **c("dalian")}, note="17")
q("重阳节", "zh", "time holiday", H("double_ninth"), note="17")
q("2022年清明节", "zh", "time holiday", H("qingming", 2022), note="17: 2022-04-05")
q("清明節 長沙", "zh-Hant", "time holiday place", {**H("qingming"), **c("changsha")}, note="17, 22")
q("Dragon Boat Festival", "en", "time holiday", H("dragon_boat"), note="17")
q("国庆节去桂林", "zh", "time holiday place", {**H("national_day_cn"), **c("guilin")}, note="17")
q("帮我找一下前年国庆在桂林拍的照片", "zh", "time holiday relative place", {**H("national_day_cn", 2024), **c("guilin")}, note="17, 9")
q("十一期间的重庆", "zh", "time holiday place", {**H("national_day_cn"), **c("chongqing")}, note="17: 十一 is the National Day")
q("2015年十一 乌鲁木齐", "zh", "time holiday place", {**H("national_day_cn", 2015), **c("urumqi")}, note="17")
q("五一劳动节 2004", "zh", "time holiday", H("labour_day_cn", 2004), note="17: 1 to 5 May")
q("五一在第比利斯", "zh", "time holiday place", {**H("labour_day_cn"), **c("tbilisi")}, note="17")
q("去年双十一", "zh", "time holiday relative none", H("singles_day", 2025), note="17, 26", amb=False)
q("双十一 2021", "zh", "time holiday", H("singles_day", 2021), note="17")
q("今年六一", "zh", "time holiday relative", H("childrens_day", 2026), note="17: 1 June 2026")
q("2021 New Year's Day", "en", "time holiday", H("new_year", 2021), note="17")
q("元旦在多伦多", "zh", "time holiday place", {**H("new_year"), **c("toronto")}, note="17, 4")
q("New Year's Eve in Melbourne", "en", "time holiday place", {**H("new_years_eve"), **c("melbourne")}, note="17, 4")
q("2014年跨年", "zh", "time holiday", H("new_year_crossing", 2014), note="17: 31 Dec 2014 and 1 Jan 2015; 2013/14 is another reading", amb=True)
q("跨年 马拉喀什", "zh", "time holiday place", {**H("new_year_crossing"), **c("marrakesh")}, note="17")
q("Valentine's Day 2024", "en", "time holiday", H("valentine", 2024), note="17")
q("今年情人节", "zh", "time holiday relative", H("valentine", 2026), note="17")
q("Christmas in Montréal", "en", "time holiday place", {**H("christmas"), **c("montreal")}, note="17, 22: local spelling")
q("去年圣诞节", "zh", "time holiday relative", H("christmas", 2025), note="17: 24 and 25 December")
q("平安夜 维也纳", "zh", "time holiday place", {**H("christmas_eve"), **c("vienna")}, note="17")
q("Christmas Day 2016", "en", "time holiday", H("christmas_day", 2016), note="17: the 25th")
q("圣诞节在柏林", "zh", "time holiday place", {**H("christmas"), **c("berlin")}, note="17")
q("Halloween in Chicago", "en", "time holiday place", {**H("halloween"), **c("chicago")}, note="17")
q("万圣节", "zh", "time holiday", H("halloween"), note="17: Halloween")
q("Thanksgiving in Hawaii", "en", "time holiday place", {**H("thanksgiving_us"), **c("hawaii")}, note="17: 2018-11-22 by the clock there")
q("last Thanksgiving", "en", "time holiday relative", H("thanksgiving_us", 2025), note="17: that of 2026 is still to come")
q("去年感恩节洛杉矶", "zh", "time holiday relative place", {**H("thanksgiving_us", 2025), **c("la")}, note="17: 2025-11-27")
q("母亲节", "zh", "time holiday", H("mothers_day"), note="17")
q("Mother's Day 2018", "en", "time holiday", H("mothers_day", 2018), note="17: 2018-05-13")
q("Father's Day in Atlanta", "en", "time holiday place", {**H("fathers_day"), **c("atlanta")}, note="17: 2026-06-21")
q("Easter 2016", "en", "time holiday", H("easter", 2016), note="not in the rules; the days around it are another reading", amb=True)
q("July 4th in Seattle", "en", "time holiday place", {**md("07-04"), **c("seattle")}, note="8")

# ======== places ========
q("葡萄牙", "zh", "place", at("PT"), note="22")
q("Lisboa", "mixed", "place", c("lisbon"), note="22, 23: city and district of one name, so Sintra counts")
q("里斯本2016", "zh", "place time", {**Y(2016), **c("lisbon")}, note="23; no space")
q("Porto photos", "en", "place", c("porto"), note="22", amb=False)
q("near Lisbon", "en", "place near", at(near("Lisbon", 38.7169, -9.1399)), note="25: Sintra is 23 km away")
q("里斯本附近", "zh", "place near", at(near("Lisbon", 38.7169, -9.1399)), note="25")
q("around Vienna", "en", "place near", at(near("Vienna", 48.2085, 16.3721)), note="25")
q("Wien", "mixed", "place", c("vienna"), note="22: local spelling")
q("維也納", "zh-Hant", "place", c("vienna"), note="22")
q("Praha", "mixed", "place", c("prague"), note="22")
q("布拉格和维也纳", "zh", "place or", c("prague", "vienna"), note="a photo lies in one city: 和 joins the two", amb=True)
q("København", "mixed", "place", c("copenhagen"), note="22")
q("丹麦", "zh", "place", at("DK"), note="22")
q("İstanbul", "mixed", "place", c("istanbul"), note="22")
q("土耳其 2013", "zh", "place time", {**Y(2013), **at("TR")}, note="22")
q("in Turkey", "en", "place", at("TR"), note="29: after in it is the country")
q("trip to Jordan", "en", "place", at("JO"), "trip", "29: after to")
q("photos from Georgia", "en", "place", at("GE", CITY["georgia_us"]), note="23: country and state of one name")
q("格鲁吉亚", "zh", "place", at("GE"), note="22: the country")
q("佐治亚州", "zh", "place", c("georgia_us"), note="23: the state")
q("Washington", "en", "place", c("wa", "dc"), note="23: state and city")
q("华盛顿州", "zh", "place", c("wa"), note="23: the suffix narrows")
q("Washington DC", "en", "place", c("dc"), note="22, 23")
q("West Virginia", "en", "place none", at(pl("US", "West Virginia")), note="24, 26")
q("吉林市", "zh", "place", c("jilincity"), note="23: the city")
q("吉林省", "zh", "place", at(pl("CN", "Jilin")), note="23")
q("长春的雪", "zh", "place meaning", c("changchun"), "雪", "24: no spring is read in 长春")
q("重慶 2020", "zh-Hant", "place time", {**Y(2020), **c("chongqing")}, note="22")
q("江苏", "zh", "place", at(pl("CN", "Jiangsu")), note="22")
q("湖南省的照片", "zh", "place", at(pl("CN", "Hunan")), note="22: Changsha and Zhangjiajie")
q("內蒙古草原", "zh-Hant", "place meaning", at(pl("CN", "Inner Mongolia")), "草原", "22")
q("蒙古国", "zh", "place none", at("MN"), note="24, 26: not Inner Mongolia")
q("新疆", "zh", "place", at(pl("CN", "Xinjiang")), note="22")
q("广西", "zh", "place", at(pl("CN", "Guangxi")), note="22")
q("澳门", "zh", "place", c("macau"), note="22, 27")
q("Macao", "en", "place", c("macau"), note="22: usual spelling")
q("台湾", "zh", "place", at("TW"), note="27: found by its own name")
q("臺南", "zh-Hant", "place", c("tainan"), note="22")
q("Kaohsiung at night", "en", "place time hours", {**c("kaohsiung"), **hrs("night")}, note="18, 22")
q("北海道", "zh", "place", c("hokkaido"), note="22: Hakodate and Furano")
q("函館", "mixed", "place", c("hakodate"), note="22: local spelling")
q("富良野的秋天", "zh", "place time season", {**c("furano"), **seasons("autumn")}, note="16: 秋天 at the end stands alone", amb=True)
q("奈良的鹿", "zh", "place meaning", c("nara"), "鹿", "30: with 的 it is a place")
q("金沢", "mixed", "place", c("kanazawa"), note="22")
q("Kobe", "en", "place", c("kobe"), note="22")
q("福冈", "zh", "place", c("fukuoka"), note="24: no happiness, no hill")
q("東京", "zh-Hant", "place none", at(pl("JP", "Tokyo")), note="26")
q("韩国 2023年5月", "zh", "place time", {**M(2023, 5), **at("KR")}, note="22")
q("서울", "mixed", "place", c("seoul"), note="22: local spelling")
q("首爾", "zh-Hant", "place", c("seoul"), note="22")
q("济州岛", "zh", "place", c("jeju"), note="23: the island is the province; Seogwipo counts")
q("Seogwipo", "en", "place", c("seogwipo"), note="22")
q("pusan", "en", "place", c("busan"), note="22: older spelling", amb=True)
q("hà nội", "mixed", "place", c("hanoi"), note="22")
q("越南", "zh", "place", at("VN"), note="22")
q("胡志明市", "zh", "place", c("saigon"), note="22")
q("Saigon street food", "en", "place meaning", c("saigon"), "street food", "22: usual name; joined to a thing it might be meaning", True)
q("chiang mai 2019", "en", "place time", {**Y(2019), **c("chiangmai")}, note="22, odd case")
q("泰国北部 清迈", "zh", "place", c("chiangmai"), "北部", "22: all parts hold", True)
q("马来西亚", "zh", "place", at("MY"), note="22")
q("槟城", "zh", "place", c("penang"), note="22")
q("KL 2011", "en", "place time", {**Y(2011), **c("kl")}, note="22: usual short name", amb=True)
q("巴厘岛的海", "zh", "place meaning", c("bali"), "海", "22")
q("峇里島", "zh-Hant", "place", c("bali"), note="22: Taiwan's spelling")
q("印度尼西亚", "zh", "place", at("ID"), note="24: not India")
q("印度", "zh", "place none", at("IN"), note="24, 26")
q("柬埔寨", "zh", "place", at("KH"), note="22")
q("尼泊尔 跨年", "zh", "place time holiday", {**at("NP"), **H("new_year_crossing")}, note="17")
q("杜拜", "zh-Hant", "place", c("dubai"), note="22: Taiwan's spelling")
q("UAE", "en", "place", at("AE"), note="22: usual short name")
q("摩洛哥", "zh", "place", at("MA"), note="24: not Monaco")
q("摩纳哥", "zh", "place none", at("MC"), note="24, 26")
q("Marrakech", "en", "place", c("marrakesh"), note="22: French spelling")
q("苏格兰", "zh", "place", c("scotland"), note="22")
q("UK photos", "en", "place", at("GB"), note="22")
q("爱尔兰", "zh", "place", at("IE"), note="24: not Northern Ireland")
q("Ireland in spring", "en", "place time season", {**at("IE"), **seasons("spring")}, note="16")
q("北爱尔兰", "zh", "place none", at(pl("GB", "Northern Ireland")), note="24, 26")
q("España", "mixed", "place", at("ES"), note="22")
q("巴塞隆納", "zh-Hant", "place", c("barcelona"), note="22: Taiwan's spelling")
q("加泰罗尼亚", "zh", "place", at(pl("ES", "Catalonia")), note="22")
q("Roma 2009", "mixed", "place time", {**Y(2009), **c("rome")}, note="22")
q("義大利", "zh-Hant", "place", at("IT"), note="22")
q("Venezia", "mixed", "place", c("venice"), note="22")
q("威尼斯的船", "zh", "place meaning", c("venice"), "船", "30")
q("Bavaria", "en", "place", c("bavaria"), note="22")
q("München", "mixed", "place", c("munich"), note="22")
q("德国", "zh", "place", at("DE"), note="22")
q("Zürich", "mixed", "place", c("zurich"), note="22")
q("瑞士", "zh", "place", at("CH"), note="22")
q("switzerland lake", "en", "place meaning", at("CH"), "lake", "22")
q("Netherlands", "en", "place", at("NL"), note="22")
q("Αθήνα", "mixed", "place", c("athens"), note="22: local spelling")
q("希腊", "zh", "place", at("GR"), note="22")
q("圣彼得堡", "zh", "place", c("petersburg"), note="22")
q("Россия", "mixed", "place", at("RU"), note="22")
q("阿根廷", "zh", "place", at("AR"), note="22")
q("墨西哥城", "zh", "place", c("mexicocity"), note="24: the longest name wins")
q("墨西哥", "zh", "place", at("MX"), note="22: with Cancún")
q("Cancún", "mixed", "place", c("cancun"), note="22")
q("New Mexico", "en", "place none", at(pl("US", "New Mexico")), note="24, 26")
q("秘鲁的山", "zh", "place meaning", at("PE"), "山", "22, 30")
q("哈瓦那", "zh", "place", c("havana"), note="22")
q("Cuba", "en", "place", at("CU"), note="22, 29: alone")
q("加拿大", "zh", "place", at("CA"), note="22")
q("Vancouver, BC", "en", "place", c("vancouver"), note="23")
q("Québec", "mixed", "place", c("quebec"), note="22: the province")
q("溫哥華", "zh-Hant", "place", c("vancouver"), note="22")
q("檀香山", "zh", "place", c("honolulu"), note="22: Chinese name of Honolulu")
q("夏威夷", "zh", "place", c("hawaii"), note="24: no summer is read in it")
q("LA", "en", "place", c("la"), note="22: usual short name; Louisiana is another reading", amb=True)
q("加利福尼亚州", "zh", "place", c("california"), note="22, 23")
q("美国 2017", "zh", "place time", {**Y(2017), **at("US")}, note="22")
q("chicago", "en", "place", c("chicago"), note="22")
q("Victoria Australia", "en", "place", c("victoria"), note="23")
q("澳洲跨年", "zh", "place time holiday", {**at("AU"), **H("new_year_crossing")}, note="17, 22: short name")
q("紐西蘭", "zh-Hant", "place", at("NZ"), note="22: Taiwan's spelling")
q("Queenstown, New Zealand", "en", "place", c("queenstown"), note="23")
q("photos in Finland", "en", "place none", at("FI"), note="26")
q("成都 2022", "zh", "place time none", {**Y(2022), **at(pl("CN", "Sichuan", "Chengdu"))}, note="26")
q("中国 2024年", "zh", "place time", {**Y(2024), **at("CN")}, note="27")
q("Kyoto in autumn", "en", "place time season none", {**at(pl("JP", "Kyoto")), **seasons("autumn")}, note="26")
q("Budapest or Berlin", "en", "place or", c("budapest", "berlin"), note="38")
q("either Hanoi or Ho Chi Minh City", "en", "place or", c("hanoi", "saigon"), note="38")
q("巴塞罗那或者马德里的夜晚", "zh", "place or time hours", {**c("barcelona", "madrid"), **hrs("night")}, note="38, 18: 夜晚 as 晚上")
q("青岛或大连", "zh", "place or", c("qingdao", "dalian"), note="38")
q("Nagoya, Nara or Kanazawa", "en", "place or", c("nagoya", "nara", "kanazawa"), note="38")
q("2016年或2025年的维也纳", "zh", "place time or", {**c("vienna"), "ranges": [["2016-01-01", "2017-01-01"], ["2025-01-01", "2026-01-01"]]}, note="38")
q("周六或周日的首尔", "zh", "place time or weekday", {**c("seoul"), **WEEKEND}, note="38")
q("Did we go to Edinburgh in August 2019?", "en", "place time", {**M(2019, 8), **c("edinburgh")}, note="conversational")
q("我想看看我们在摩洛哥骑骆驼的照片", "zh", "place meaning", at("MA"), "骑骆驼", "conversational")
q("where are the photos of temples in Cambodia", "en", "place meaning", at("KH"), "temples", "conversational")
q("请把2010年在秘鲁拍的照片找出来", "zh", "place time", {**Y(2010), **at("PE")}, note="conversational")
q("找找2018年1月新西兰的风景", "zh", "place time meaning", {**M(2018, 1), **at("NZ")}, "风景", "conversational")
q("looking for snow pictures from Jilin", "en", "place meaning", at(pl("CN", "Jilin")), "snow", "conversational, 23")

# ======== persons ========
q("有没有我妈在厦门的照片", "zh", "person place", {**who("妈妈"), **c("xiamen")}, note="33: 我妈 = 妈妈")
q("老爸 武汉", "zh", "person place", {**who("爸爸"), **c("wuhan")}, note="33")
q("my mom in Seoul", "en", "person place", {**who("妈妈"), **c("seoul")}, note="33: alias")
q("妈妈和爸爸的合影", "zh", "person", who("妈妈", "爸爸"), "合影", "33: 和, both in one photo")
q("mom and dad in Wuhan", "en", "person place", {**who("妈妈", "爸爸"), **c("wuhan")}, note="33")
q("奶奶", "zh", "person", who("奶奶"), note="33")
q("grandma 2008", "en", "person time", {**who("奶奶"), **Y(2008)}, note="33: alias")
q("小满", "zh", "person", who("小满"), note="32: a person of the album, not the solar term")
q("小满在巴厘岛", "zh", "person place", {**who("小满"), **c("bali")}, note="32")
q("小满 2026年六一", "zh", "person time holiday", {**who("小满"), **H("childrens_day", 2026)}, note="32, 17")
q("April and Rose", "en", "person", who("April", "Rose"), note="32, 33")
q("April in Amsterdam", "en", "person place", {**who("April"), **c("amsterdam")}, note="32: the person; in April would be the month", amb=True)
q("in April", "en", "time", months(4), note="32: in a date the word is the month")
q("April 2019", "en", "time", M(2019, 4), note="29, 32: beside a year it is the month")
q("photos of April in Edinburgh", "en", "person place", {**who("April"), **c("edinburgh")}, note="32; 'of April' could be the month by 29", amb=True)
q("Rose or Sofia", "en", "person or", who("Rose", "Sofia", any=True), note="33")
q("Rose in Athens", "en", "person place", {**who("Rose"), **c("athens")}, note="32")
q("Sofia", "en", "person", who("Sofia"), note="32: a person of the album; the capital of Bulgaria has no photo")
q("张伟在敦煌", "zh", "person place", {**who("张伟"), **c("dunhuang")}, note="33")
q("張偉", "zh-Hant", "person", who("张伟"), note="33: the other script", amb=True)
q("林小雪 北海道", "zh", "person place", {**who("林小雪"), **c("hokkaido")}, note="24/32: no snow is read in the name")
q("Uncle Bob on Halloween", "en", "person time holiday", {**who("Uncle Bob"), **H("halloween")}, note="17, 33")
q("妈妈或奶奶", "zh", "person or", who("妈妈", "奶奶", any=True), note="33")
q("去年的妈妈", "zh", "person time relative", {**who("妈妈"), **Y(2025)}, note="9, 33")
q("小满和张伟", "zh", "person", who("小满", "张伟"), note="33")
q("Sofia and April", "en", "person none", who("Sofia", "April"), note="33: none has both")
q("爸爸 不在武汉", "zh", "person place negation", {**who("爸爸"), "not": c("wuhan")}, note="39")
q("小满 但没有妈妈", "zh", "person negation", {**who("小满"), "not": who("妈妈")}, note="39")

# ======== cameras ========
q("尼康", "zh", "camera", cam(NIKON), note="34")
q("Nikon Z6II", "en", "camera", cam({**NIKON, "model": "NIKON Z 6_2"}), note="34: EXIF says NIKON Z 6_2")
q("z fc 柏林", "mixed", "camera place", {**cam({**NIKON, "model": "NIKON Z fc"}), **c("berlin")}, note="34")
q("尼康D90拍的罗马", "zh", "camera place", {**cam({**NIKON, "model": "NIKON D90"}), **c("rome")}, note="34")
q("佳能R5", "zh", "camera", cam({**CANON, "model": "Canon EOS R5"}), note="34")
q("Canon 90D", "en", "camera", cam({**CANON, "model": "Canon EOS 90D"}), note="34")
q("5D Mark II Peru", "en", "camera place", {**cam({**CANON, "model": "Canon EOS 5D Mark II"}), **at("PE")}, note="34")
q("sony a6400", "en", "camera", cam({**SONY, "model": "ILCE-6400"}), note="34: A6400 = ILCE-6400")
q("索尼A7C2", "zh", "camera", cam({**SONY, "model": "ILCE-7CM2"}), note="34: A7C II = ILCE-7CM2")
q("ILCE-7CM2 竖拍", "mixed", "camera orientation", {**cam({**SONY, "model": "ILCE-7CM2"}), "orientation": "portrait"}, note="34, 36")
q("ZV-E10", "en", "camera", cam({**SONY, "model": "ZV-E10"}), note="34")
q("zve10 福冈", "mixed", "camera place", {**cam({**SONY, "model": "ZV-E10"}), **c("fukuoka")}, note="34: without the hyphen")
q("索尼拍的照片", "zh", "camera", cam(SONY), note="34")
q("富士 X100V", "zh", "camera", cam({**FUJI, "model": "X100V"}), note="34")
q("fujifilm", "en", "camera", cam(FUJI), note="34")
q("XT10 Portugal", "en", "camera place", {**cam({**FUJI, "model": "X-T10"}), **at("PT")}, note="34: X-T10 without the hyphen")
q("奥林巴斯", "zh", "camera", cam({"make": "OLYMPUS IMAGING CORP."}), note="34: make; whether OM Digital Solutions counts is a choice", amb=True)
q("OM-1 Vienna", "en", "camera place", {**cam({"make": "OM Digital Solutions", "model": "OM-1"}), **c("vienna")}, note="34")
q("松下GH6", "zh", "camera", cam({"make": "Panasonic", "model": "DC-GH6"}), note="34: GH6 = DC-GH6")
q("徕卡", "zh", "camera", cam({"make": "LEICA CAMERA AG"}), note="34")
q("Leica Q2 in Greece", "en", "camera place", {**cam({"make": "LEICA CAMERA AG", "model": "LEICA Q2"}), **at("GR")}, note="34")
q("宾得", "zh", "camera", cam({"make": "PENTAX"}), note="34")
q("理光 GR3", "zh", "camera", cam({"make": "RICOH IMAGING COMPANY, LTD.", "model": "RICOH GR III"}), note="34: GR3 = GR III")
q("ricoh gr iii", "en", "camera", cam({"make": "RICOH IMAGING COMPANY, LTD.", "model": "RICOH GR III"}), note="34")
q("小米手机", "zh", "camera", cam({"make": "Xiaomi"}), note="34")
q("vivo X100 Pro", "en", "camera", cam({"make": "vivo", "model": "vivo X100 Pro"}), note="34")
q("vivo拍的武汉", "zh", "camera place", {**cam({"make": "vivo"}), **c("wuhan")}, note="34; no space")
q("OPPO 越南", "mixed", "camera place", {**cam({"make": "OPPO"}), **at("VN")}, note="34")
q("一加手机", "zh", "camera", cam({"make": "OnePlus"}), note="34")
q("三星手机拍的台湾", "zh", "camera place", {**cam({"make": "samsung"}), **at("TW")}, note="34, 27")
q("Samsung S23 Ultra", "en", "camera", cam({"make": "samsung", "model": "SM-S9180"}), note="34: needs the model code SM-S9180")
q("华为 Mate 60 Pro", "zh", "camera", cam({**HUAWEI, "model": "ALN-AL80"}), note="34: needs the model code ALN-AL80")
q("Huawei P30", "en", "camera", cam({**HUAWEI, "model": "ELE-AL00"}), note="34: needs the model code ELE-AL00")
q("荣耀手机", "zh", "camera", cam({"make": "HONOR"}), note="34")
q("Pixel 8 Pro", "en", "camera", cam({"make": "Google", "model": "Pixel 8 Pro"}), note="34")
q("谷歌 Pixel 6 Pro 韩国", "mixed", "camera place", {**cam({"make": "Google", "model": "Pixel 6 Pro"}), **at("KR")}, note="34")
q("iPhone 8", "en", "camera", cam({"make": "Apple", "model": "iPhone 8"}), note="34")
q("iphone13mini", "en", "camera", cam({"make": "Apple", "model": "iPhone 13 mini"}), note="34: no spaces")
q("苹果16 Pro", "zh", "camera", cam({"make": "Apple", "model": "iPhone 16 Pro"}), note="34: 苹果16 Pro is an iPhone 16 Pro")
q("shot on iPhone 14 Pro Max", "en", "camera", cam({"make": "Apple", "model": "iPhone 14 Pro Max"}), note="34")
q("ｉＰｈｏｎｅ１１", "mixed", "camera fullwidth", cam({"make": "Apple", "model": "iPhone 11"}), note="34: full width")
q("诺基亚", "zh", "camera", cam({"make": "Nokia"}), note="34")
q("柯达 重庆", "zh", "camera place", {**cam({"make": "EASTMAN KODAK COMPANY"}), **c("chongqing")}, note="34")
q("Casio", "en", "camera", cam({"make": "CASIO COMPUTER CO.,LTD."}), note="34")
q("GoPro", "en", "camera", cam({"make": "GoPro"}), note="34")
q("gopro hero 12 巴厘岛", "mixed", "camera place", {**cam({"make": "GoPro", "model": "HERO12 Black"}), **c("bali")}, note="34")
q("Insta360", "en", "camera", cam({"make": "Arashi Vision", "model_has": "Insta360"}), note="34: in the model")
q("无人机航拍敦煌", "zh", "camera place", {**cam(DRONE), **c("dunhuang")}, "航拍", "34")
q("drone footage of Hulunbuir grassland", "en", "camera place meaning", {**cam(DRONE), **at(pl("CN", "Inner Mongolia"))}, "footage grassland", "34", True)
q("大疆 Mini 3 Pro", "zh", "camera", cam({"make": "DJI", "model": "FC3582"}), note="34: FC3582")
q("DJI Air 2", "en", "camera", cam({"make": "DJI", "model": "FC3170"}), note="34: FC3170")
q("航拍的长春", "zh", "camera place", {**cam(DRONE), **c("changchun")}, "", "航拍 as drone is not in rule 34", True)
q("drone photos from 2025", "en", "camera time", {**cam(DRONE), **Y(2025)}, note="34: Hasselblad L1D-20c (Mavic 2 Pro) counts")
q("哈苏", "zh", "camera", cam({"make": "Hasselblad"}), note="34: make")
q("Mavic 2 Pro", "en", "camera", cam({"make": "Hasselblad", "model": "L1D-20c"}), note="34")
q("佳能或尼康 2016年以后", "zh", "camera or time", {**cam(CANON, NIKON), **span("2016-01-01")}, note="38, 13: 以后 includes the year", amb=True)
q("canon or sony in 2005", "en", "camera or time", {**cam(CANON, SONY), **Y(2005)}, note="38")
q("用手机拍的上个月的照片", "zh", "camera time relative", {**M(2026, 10), **cam(*PHONES)}, note="34: any maker of phones; Sony and the like excluded", amb=False)
q("2026年 不是手机拍的", "zh", "camera time negation", {**Y(2026), "not": cam(*PHONES)}, note="39: photos without a camera stay")
q("国庆 不是iPhone拍的", "zh", "camera time holiday negation", {**H("national_day_cn"), "not": cam(IPHONE)}, note="39")

# ======== media, orientation, quoted text ========
q("上个星期的截屏", "zh", "media time relative", {**span("2026-11-16", "2026-11-23"), "media": "screenshot"}, note="35, 10")
q("screen shots", "en", "media", {"media": "screenshot"}, note="35: two words")
q("截圖", "zh-Hant", "media", {"media": "screenshot"}, note="35")
q("手机截屏 2023", "zh", "media time", {**Y(2023), "media": "screenshot"}, note="35; 手机 belongs to 截屏", amb=True)
q("pano Dubai", "en", "media place", {"media": "panorama", **c("dubai")}, note="35: short word", amb=True)
q("全景 草原", "zh", "media meaning", {"media": "panorama"}, "草原", "35")
q("panorama shots of 2018", "en", "media time", {"media": "panorama", **Y(2018)}, note="35")
q("横拍 里斯本", "zh", "orientation place", {"orientation": "landscape", **c("lisbon")}, note="36, 23")
q("vertical photos from Portugal", "en", "orientation place", {"orientation": "portrait", **at("PT")}, note="36")
q("竖屏照片 2026年10月", "zh", "orientation time", {"orientation": "portrait", **M(2026, 10)}, note="36: as 竖拍", amb=True)
q("portrait orientation, October 2026", "en", "orientation time", {"orientation": "portrait", **M(2026, 10)}, note="36")
q("只要截图", "zh", "media", {"media": "screenshot"}, note="35: 只要 is no content")
q("only panoramas", "en", "media", {"media": "panorama"}, note="35")
q('"GOPR"', "en", "exact", {"exact": "GOPR"}, note="37")
q("“雾凇”", "zh", "exact", {"exact": "雾凇"}, note="37: in the folder's name")
q('「雾凇」 吉林市', "zh", "exact place", {"exact": "雾凇", **c("jilincity")}, note="37, 23")
q('"mmexport"', "en", "exact", {"exact": "mmexport"}, note="37")
q('"semana santa" Porto', "en", "exact place", {"exact": "semana santa", **c("porto")}, note="37: case does not matter")
q("“鼓浪屿” 2018", "zh", "exact time", {"exact": "鼓浪屿", **Y(2018)}, note="37")
q("“ＤＪＩ_”", "mixed", "exact fullwidth", {"exact": "DJI_"}, note="37: full width does not matter")
q("「澳門」", "zh-Hant", "exact none", {"exact": "澳門"}, note="37: no conversion between scripts; the folders say 澳门")

# ======== negation ========
q("韩国 除了首尔", "zh", "place negation", {**at("KR"), "not": c("seoul")}, note="39")
q("2026年除了深圳", "zh", "place time negation", {**Y(2026), "not": c("shenzhen")}, note="39: photos without a place stay")
q("Spain but not Madrid", "en", "place negation", {**at("ES"), "not": c("madrid")}, note="39")
q("USA -Hawaii", "en", "place negation", {**at("US"), "not": c("hawaii")}, note="39")
q("Bali without drone shots", "en", "place camera negation", {**c("bali"), "not": cam(DRONE)}, note="39, 34")
q("screenshots except 2025", "en", "media time negation", {"media": "screenshot", "not": Y(2025)}, note="39")
q("2025年11月 除了截图", "zh", "media time negation", {**M(2025, 11), "not": {"media": "screenshot"}}, note="39")
q("最近一周 不要截图", "zh", "media time relative negation", {**lastdays(7), "not": {"media": "screenshot"}}, note="39, 11")
q("日本但不是北海道", "zh", "place negation", {**at("JP"), "not": c("hokkaido")}, note="39")
q("photos from 2024 not in China", "en", "place time negation", {**Y(2024), "not": at("CN")}, note="39, 27")
q("深圳 不是周末", "zh", "place time weekday negation", {**c("shenzhen"), "not": WEEKEND}, note="39")
q("2018 not in summer", "en", "time season negation", {**Y(2018), "not": seasons("summer")}, note="39, 16")
q("重庆除了2004年", "zh", "place time negation", {**c("chongqing"), "not": Y(2004)}, note="39: a photo without a date stays")
q("Vienna not at night", "en", "place time hours negation", {**c("vienna"), "not": hrs("night")}, note="39")
q("德国，不要柏林", "zh", "place negation", {**at("DE"), "not": c("berlin")}, note="39")
q("Malaysia without Penang", "en", "place negation", {**at("MY"), "not": c("penang")}, note="39")
q("2012年，没有截图，不在墨西哥", "zh", "time place negation", {**Y(2012), "not": {"any_of": [{"media": "screenshot"}, at("MX")]}}, note="39: two negations")
q("Seoul without mom", "en", "place person negation", {**c("seoul"), "not": who("妈妈")}, note="39, 33")
q("大疆拍的 但不在中国", "zh", "camera place negation", {**cam(DRONE), "not": at("CN")}, "", "39, 34: 大疆 as in the rule")
q("富士 不是X100V", "zh", "camera negation", {**cam(FUJI), "not": cam({**FUJI, "model": "X100V"})}, note="39")

# ======== traps: words that look like filters and stay meaning (rules 28-32) ========
for t in ("vienna sausage", "brazil nuts", "panama hat", "jordan sneakers", "chili con carne", "danish pastry", "french toast", "persian cat", "turkey sandwich", "china teapot", "kobe beef", "boston terrier",
          "swiss cheese", "belgian waffles", "siberian husky", "german shepherd puppy", "lima beans", "guinea pig", "peking duck", "cuban cigar", "canada goose", "hawaiian shirt", "singapore sling",
          "bermuda shorts", "victoria sponge cake", "jersey cow", "buffalo wings", "cork board", "bath tub", "orange juice"):
    trap(t, "en", "30: a place name joined to a thing it gives a name to, or 29")
for t, n in (("a man sat on a bench", "sat is no Saturday"), ("sun umbrella", "sun is no Sunday"), ("spring onions", "16: joined to a noun"), ("winter jacket", "16"), ("autumn leaves", "16"), ("waterfall and fall colors", "16: fall before a noun"),
             ("apple pie", "34 has makers, but this is food"), ("pixel art", "no Google Pixel"), ("mini cooper", "no DJI Mini"), ("rosemary chicken", "no person Rose inside a word"), ("rosewood table", "no person Rose inside a word"),
             ("soldiers march in a parade", "29: march the verb"), ("she may jump", "29: may the verb"), ("landscape painting", "36: landscape alone is meaning"), ("porsche 911", "no year"), ("boeing 747", "no year"), ("cat in a box", "in a box is no place"),
             ("nice sunset over the sea", "29"), ("polish on nails", "polish is no country here"), ("iron man costume", "Isle of Man"), ("reading a book", "Reading is a town"), ("split rail fence", "Split is a city"), ("honor guard", "no HONOR phone"),
             ("date palm tree", "a date is a fruit here"), ("Eiffel Tower replica", "28: sights are meaning"), ("phoenix tattoo", "a bird"), ("greek yogurt", "30"), ("oxford shoes", "30")):
    trap(t, "en", n)
for t, n in (("april showers", "29: meaning; but April is a person here (32)"), ("rose garden", "flowers; but Rose is a person here (32)"), ("monday blues", "19 against 31"), ("sunday roast", "a dish; 19 against 30"), ("1984 book cover", "8 against meaning"),
             ("made in china mug", "29: after in a place, but a thing's label")):
    trap(t, "en", n, True)
for t, n in (("重庆小面", "30"), ("重庆火锅", "30"), ("长沙臭豆腐", "30"), ("武汉热干面", "30"), ("南京盐水鸭", "30"), ("桂林米粉", "30"), ("青岛啤酒", "30"), ("新疆大盘鸡", "30"), ("兰州拉面", "30"), ("扬州炒饭", "30"), ("厦门沙茶面", "30"),
             ("意大利面", "30"), ("维也纳香肠", "30"), ("波斯猫", "30"), ("德国牧羊犬", "30"), ("荷兰猪", "30"), ("土耳其烤肉", "30"), ("墨西哥鸡肉卷", "30"), ("越南春卷", "30, 31"), ("夏威夷果", "24, 30"), ("苏格兰折耳猫", "30"), ("丹麦曲奇", "30"),
             ("法国梧桐", "30"), ("瑞士卷", "30"), ("秋田犬", "30, 31"), ("北京现代", "30: a make of car"), ("长安汽车", "30: a make of car"), ("年糕", "31"), ("月饼", "31"), ("月亮和星星", "31"), ("周杰伦演唱会", "31"), ("春联", "31"), ("秋刀鱼", "31"),
             ("冬瓜汤", "31"), ("日历", "31"), ("月季花", "31"), ("冬虫夏草", "31"), ("年轻人", "31"), ("生日蛋糕", "31"), ("十月围城海报", "31: a film"), ("春光乍泄", "31: a film"), ("清明上河图", "a painting, not Qingming"), ("五一广场", "28: a sight of Changsha"),
             ("三星堆面具", "no Samsung"), ("小米粥", "no Xiaomi"), ("苹果树", "no Apple"), ("理光头的男孩", "no Ricoh: 理/光头"), ("富士山", "28: a sight, no Fujifilm"), ("松下问童子", "a poem, no Panasonic"), ("日月潭", "28: a sight"), ("下午茶", "a meal, no hours"),
             ("百年老店", "31"), ("午餐肉", "no noon")):
    trap(t, "zh", n)
for t, n in (("老奶奶在卖菜", "an old woman; but 奶奶 is a person here (32)"), ("星期五餐厅", "a restaurant; 19 against 31"), ("妈妈咪呀", "a song; but 妈妈 is a person here (32)"), ("八月的桂花香", "31 reads it as August")):
    if t == "八月的桂花香":
        q(t, "zh", "time meaning ambiguous", months(8), "桂花香", n, True)
    else:
        trap(t, "zh", n, True)
trap("義大利麵", "zh-Hant", "30")
trap("珍珠港大片 poster", "mixed", "31", False)
trap("Singapore 炒米粉", "mixed", "30", True)


# ======== the evaluator (three-valued: None is open) ========
def km(a, b, x, y):
    p, r = radians(a), radians(x)
    h = sin((r - p) / 2) ** 2 + cos(p) * cos(r) * sin(radians(y - b) / 2) ** 2
    return 2 * 6371 * asin(sqrt(h))


def conj(xs):
    return False if any(x is False for x in xs) else None if any(x is None for x in xs) else True


def disj(xs):
    return True if any(x is True for x in xs) else None if any(x is None for x in xs) else False


def wide(s):
    return "".join(chr(ord(ch) - 0xFEE0) if "！" <= ch <= "～" else " " if ch == "　" else ch for ch in s).lower()


def one_place(p, r):
    if "near" in p:
        return r["lat"] is not None and km(r["lat"], r["lon"], p["near"]["lat"], p["near"]["lon"]) <= p["near"]["km"]
    if p == {"country": "CN"} and r["country"] in ("HK", "MO", "TW"):
        return None
    return all(r[k] == v for k, v in p.items())


def one_camera(x, r):
    if x.get("kind") == "drone":
        return r["make"] in ("DJI", "Hasselblad")
    make, model = (r["make"] or "").lower(), (r["model"] or "").lower()
    return ("make" not in x or x["make"].lower() == make) and ("model" not in x or x["model"].lower() == model) and ("model_has" not in x or x["model_has"].lower() in model)


def holds(f, r):
    t = r["taken_at"]
    d = date.fromisoformat(t[:10]) if t else None
    h = int(t[11:13]) if t and len(t) > 10 else None
    out = []
    for k, v in f.items():
        if k in ("to", "holiday", "text", "people_op"):
            continue
        if k == "from":
            pass
        elif k == "ranges":
            out.append(bool(d) and any((not a or a <= d.isoformat()) and (not b or d.isoformat() < b) for a, b in v))
        elif k == "months":
            out.append(bool(d) and d.month in v)
        elif k == "monthdays":
            out.append(bool(d) and d.strftime("%m-%d") in v)
        elif k == "weekdays":
            out.append(bool(d) and d.weekday() in v)
        elif k == "hours":
            out.append(h is not None and (v[0] <= h < v[1] if v[0] < v[1] else h >= v[0] or h < v[1]))
        elif k == "moments":
            out.append(h is not None and any(a <= t[:16] < b for a, b in v))
        elif k == "places":
            out.append(disj([one_place(p, r) for p in v]))
        elif k == "people":
            out.append((any if f.get("people_op") == "any" else all)(n in r["people"] for n in v))
        elif k == "cameras":
            out.append(any(one_camera(x, r) for x in v))
        elif k == "media":
            out.append(r["media"] == v)
        elif k == "orientation":
            out.append(v == ("landscape" if r["width"] > r["height"] else "portrait" if r["width"] < r["height"] else "square"))
        elif k == "exact":
            out.append(wide(v) in wide(r["path"]) or any(wide(v) in wide(x) for x in r["ocr"]))
        elif k == "any_of":
            out.append(disj([holds(x, r) for x in v]))
        elif k == "not":
            x = holds({a: b for a, b in v.items() if a != "text"}, r)
            out.append(None if x is None else not x)
        else:
            raise SystemExit(k)
    if "from" in f or "to" in f:
        out.append(bool(d) and f.get("from", "0") <= d.isoformat() < f.get("to", "9"))
    return conj(out)


def answer(f, album):
    expect, optional = [], []
    for r in album:
        a = holds(f, r)
        b = holds(f, {**r, **r["true"]})
        if a is True and b is True:
            expect.append(r["path"])
        elif a is None or b is None or a != b:
            optional.append(r["path"])
    return expect, optional


def make(out_folder):
    with open(os.path.join(out_folder, "album.jsonl"), encoding="utf-8") as f:
        album = [json.loads(x) for x in f]
    seen = set()
    with open(os.path.join(out_folder, "queries.jsonl"), "w", encoding="utf-8") as out:
        for i, x in enumerate(QS, 1):
            assert x["q"] not in seen, x["q"]
            seen.add(x["q"])
            f = x["f"]
            expect, optional = answer(f, album) if f else (None, None)
            out.write(json.dumps({"id": f"b{i:03d}", "q": x["q"], "lang": x["lang"], "now": NOW, "kind": x["kind"],
                                  "parsed": {**{k: v for k, v in f.items() if k != "not"}, "not": f.get("not", {}), "text": x["text"]}, "filtered": bool(f),
                                  "n_expect": len(expect) if f else None, "expect": expect, "optional": optional, "ambiguous": x["amb"], "note": x["note"]}, ensure_ascii=False) + "\n")
            assert not f or bool(expect) != ("none" in x["kind"]), x["q"]
