#include "query/time_word_rows.h"

#include <array>

namespace shoebox::query {
namespace {

constexpr int part_of_day(int from_hour, int to_hour) {
  return from_hour * 60 * 10000 + to_hour * 60;
}
constexpr int unit(Unit value) {
  return static_cast<int>(value);
}
constexpr int part(Part value) {
  return static_cast<int>(value);
}

constexpr auto kRows = std::to_array<WordRow>({
    {"january|一月份", Word::kMonth, 1},
    {"february|二月份", Word::kMonth, 2},
    {"march", Word::kMonth, 3, true},
    {"三月份", Word::kMonth, 3},
    {"april|四月份", Word::kMonth, 4},
    {"may", Word::kMonth, 5, true},
    {"五月份", Word::kMonth, 5},
    {"june|六月份", Word::kMonth, 6},
    {"july|七月份", Word::kMonth, 7},
    {"august|八月份", Word::kMonth, 8},
    {"september|九月份", Word::kMonth, 9},
    {"october|十月份", Word::kMonth, 10},
    {"november|十一月份", Word::kMonth, 11},
    {"december|十二月份", Word::kMonth, 12},
    {"jan", Word::kMonth, 1, true},
    {"feb|febr", Word::kMonth, 2, true},
    {"mar", Word::kMonth, 3, true},
    {"apr", Word::kMonth, 4, true},
    {"jun", Word::kMonth, 6, true},
    {"jul", Word::kMonth, 7, true},
    {"aug", Word::kMonth, 8, true},
    {"sept|sep", Word::kMonth, 9, true},
    {"oct", Word::kMonth, 10, true},
    {"nov", Word::kMonth, 11, true},
    {"dec", Word::kMonth, 12, true},
    {"正月|大年", Word::kLunarMonth, 1},
    {"冬月", Word::kLunarMonth, 11},
    {"腊月", Word::kLunarMonth, 12},
    {"农历|阴历|旧历|lunar", Word::kLunarMark},
    {"初", Word::kLunarDay},

    {"monday|mondays|周一|星期一|礼拜一|个周一|个星期一|个礼拜一|周1|星期1", Word::kWeekday, 0},
    {"tuesday|tuesdays|周二|星期二|礼拜二|个周二|个星期二|个礼拜二|周2|星期2", Word::kWeekday, 1},
    {"wednesday|wednesdays|周三|星期三|礼拜三|个周三|个星期三|个礼拜三|周3|星期3", Word::kWeekday, 2},
    {"thursday|thursdays|周四|星期四|礼拜四|个周四|个星期四|个礼拜四|周4|星期4", Word::kWeekday, 3},
    {"friday|fridays|周五|星期五|礼拜五|个周五|个星期五|个礼拜五|周5|星期5", Word::kWeekday, 4},
    {"saturday|saturdays|周六|星期六|礼拜六|个周六|个星期六|个礼拜六|周6|星期6", Word::kWeekday, 5},
    {"sunday|sundays|周日|周天|星期日|星期天|礼拜日|礼拜天|个周日|个周天|个星期日|个星期天|个礼拜日|个礼拜天",
     Word::kWeekday, 6},
    {"mon", Word::kWeekday, 0, true},
    {"tue|tues", Word::kWeekday, 1, true},
    {"wed|weds", Word::kWeekday, 2, true},
    {"thu|thur|thurs", Word::kWeekday, 3, true},
    {"fri", Word::kWeekday, 4, true},
    {"sat", Word::kWeekday, 5, true},
    {"sun", Word::kWeekday, 6, true},
    {"weekends|weekend days|双休日|周六日|周六周日|每个周末|每周末", Word::kWeekdays, 0x60},
    {"weekdays|weekday|workdays|workday|working days|business days|工作日|平日|周一至周五|周一到周五", Word::kWeekdays,
     0x1f},

    {"spring|springtime", Word::kSeason, 0, true},
    {"summer|summers|summertime", Word::kSeason, 1, true},
    {"autumn|fall|autumns", Word::kSeason, 2, true},
    {"winter|winters|wintertime", Word::kSeason, 3, true},
    {"春天|春季|春日|初春|早春|暮春|晚春|阳春|开春|春", Word::kSeason, 0, true},
    {"夏天|夏季|夏日|初夏|盛夏|仲夏|炎夏|夏", Word::kSeason, 1, true},
    {"秋天|秋季|秋日|初秋|深秋|金秋|晚秋|秋", Word::kSeason, 2, true},
    {"冬天|冬季|冬日|初冬|隆冬|寒冬|严冬|冬", Word::kSeason, 3, true},

    {"凌晨|small hours|wee hours|early hours|下半夜|后半夜", Word::kDayPart, part_of_day(0, 5)},
    {"清晨|黎明|拂晓|破晓|大清早|清早|early morning|early mornings|early in the morning", Word::kDayPart,
     part_of_day(5, 8)},
    {"dawn|daybreak", Word::kDayPart, part_of_day(5, 8), true},
    {"早上|早晨|上午|早间|大早上|一大早|今早晨", Word::kDayPart, part_of_day(5, 12)},
    {"morning|mornings", Word::kDayPart, part_of_day(5, 12), true},
    {"midmorning|mid morning", Word::kDayPart, part_of_day(9, 11)},
    {"midafternoon|mid afternoon", Word::kDayPart, part_of_day(14, 16)},
    {"lunchtime|lunch time", Word::kDayPart, part_of_day(11, 14), true},
    {"late morning|late mornings", Word::kDayPart, part_of_day(10, 12)},
    {"中午|正午|午间|晌午|noon|midday|mid day|noontime", Word::kDayPart, part_of_day(11, 14)},
    {"下午|午后|晏昼", Word::kDayPart, part_of_day(12, 18)},
    {"afternoon|afternoons", Word::kDayPart, part_of_day(12, 18), true},
    {"early afternoon|early afternoons", Word::kDayPart, part_of_day(12, 14)},
    {"late afternoon|late afternoons", Word::kDayPart, part_of_day(15, 18)},
    {"傍晚", Word::kDayPart, part_of_day(17, 20)},
    {"dusk|nightfall", Word::kDayPart, part_of_day(17, 20), true},
    {"evening|evenings", Word::kDayPart, part_of_day(17, 22), true},
    {"early night|early nights", Word::kDayPart, part_of_day(18, 22)},
    {"early evening|early evenings", Word::kDayPart, part_of_day(17, 19)},
    {"late evening|late evenings", Word::kDayPart, part_of_day(20, 22)},
    {"晚上|夜里|夜晚|夜间|晚间|夜晚间|大晚上|nighttime|night time", Word::kDayPart, part_of_day(18, 5)},
    {"night|nights", Word::kDayPart, part_of_day(18, 5), true},
    {"半夜|深夜|午夜|子夜|大半夜|三更半夜|半夜三更|late night|late at night|late nights|middle of the "
     "night|midnight|mid night",
     Word::kDayPart, part_of_day(22, 5)},
    {"白天|daytime|during the day|daylight hours", Word::kDayPart, part_of_day(6, 18)},

    {"天|days|day|个白天", Word::kUnit, unit(Unit::kDay)},
    {"日|号", Word::kDate},
    {"周|星期|礼拜|个星期|个礼拜|个周|那周|那一周|那个星期|那一星期|当周|week|weeks|wk|wks", Word::kUnit,
     unit(Unit::kWeek)},
    {"周末|weekend|weekends|week end|wkend|个周末|那个周末|那周末|当周末", Word::kUnit, unit(Unit::kWeekend)},
    {"月|个月|个月份|月份|month|months|mo|mos", Word::kUnit, unit(Unit::kMonth)},
    {"年|个年头|year|years|yr|yrs|年度", Word::kUnit, unit(Unit::kYear)},
    {"季度|个季度|quarter|quarters|qtr", Word::kUnit, unit(Unit::kQuarter)},
    {"decade|decades", Word::kUnit, unit(Unit::kDecade)},
    {"century", Word::kUnit, unit(Unit::kCentury)},
    {"小时|个小时|个钟头|钟头|个钟|hour|hours|hr|hrs", Word::kUnit, unit(Unit::kHour)},
    {"分钟|minute|minutes|min|mins", Word::kUnit, unit(Unit::kMinute)},
    {"个工作日", Word::kUnit, unit(Unit::kWorkday)},
    {"世纪|个世纪", Word::kCentury},
    {"半年|半年时间|half a year|half year|half-year", Word::kDuration, 6000},
    {"半个月|半月", Word::kDuration, 15},
    {"半个多月", Word::kDuration, 20},
    {"fortnight|a fortnight", Word::kDuration, 14},
    {"一年半|a year and a half|year and a half", Word::kDuration, 18000},
    {"两年半|two and a half years", Word::kDuration, 30000},
    {"一个半月|month and a half|a month and a half", Word::kDuration, 1015},

    {"今天|今日|today|this day|本日|当天今日", Word::kRelativeDay, 0},
    {"昨天|昨日|寻日|yesterday", Word::kRelativeDay, -1},
    {"前天|前日|day before yesterday", Word::kRelativeDay, -2},
    {"大前天|大前日", Word::kRelativeDay, -3},
    {"明天|明日|听日|tomorrow|tmrw|tomorrows", Word::kRelativeDay, 1},
    {"后天|后日|day after tomorrow|day after tmrw", Word::kRelativeDay, 2},
    {"大后天|大后日", Word::kRelativeDay, 3},
    {"今年|本年|本年度|这一年|这年|今年度", Word::kRelativeYear, 0},
    {"去年|上年|上一年|去年度|旧年|头年", Word::kRelativeYear, -1},
    {"前年", Word::kRelativeYear, -2},
    {"year to date|ytd", Word::kYearToDate},
    {"大前年", Word::kRelativeYear, -3},
    {"明年|下年|下一年|来年", Word::kRelativeYear, 1},
    {"后年", Word::kRelativeYear, 2},
    {"昨晚|昨夜|昨天晚上|昨天夜里|昨日晚上|昨天夜晚|last night|yesterday night|昨儿晚上", Word::kRelativeNight, -1},
    {"今晚|今夜|今天晚上|今天夜里|今日晚上|tonight|tonite|this night", Word::kRelativeNight, 0},
    {"前晚|前天晚上|前天夜里|night before last", Word::kRelativeNight, -2},
    {"明晚|明天晚上|tomorrow night", Word::kRelativeNight, 1},
    {"今早|今晨|今儿早上|今天一早", Word::kRelativeMorning, 0},
    {"昨早|昨晨", Word::kRelativeMorning, -1},
    {"上半月", Word::kPart, part(Part::kEarly)},
    {"下半月", Word::kPart, part(Part::kLate)},
    {"晚|夜", Word::kDayPart, part_of_day(18, 5), true},
    {"早|晨", Word::kDayPart, part_of_day(5, 12), true},
    {"now|right now|至今|现在|目前|今|present|the present|此刻|此时|如今|当前", Word::kNow, 0, true},
    {"往年今日|往年今天|历年今日|历史上的今天|那年今日|那年今天|历史今日|往年的今天|往年的今日|历年的今天|on this "
     "day|on this "
     "date|this day in history|on this day in history|same day in earlier years|same day in previous years|this day in "
     "previous years|this day in past years|this day in earlier years|this day in other years|on this day in previous "
     "years|on this day in past years|on this day in earlier years|on this day in other years|on this day years "
     "ago|以前的今天|过去的今天|这一天的历史",
     Word::kOnThisDay},

    {"这个时候|这时候|这个时间|这会儿|同一时间|同期|this time|the same time|same time|around this time|about this "
     "time|around the same time",
     Word::kThisTime},
    {"last|previous|this past|most recent|上|上个|上一|上一个|上次|上回", Word::kShift, -1},
    {"上上|上上个|上上一个", Word::kShift, -2},
    {"上上上|上上上个", Word::kShift, -3},
    {"this|current|这|这个|这一|这一个|本|今个|今|我们这个", Word::kShift, 0},
    {"next|upcoming|coming|following|下|下个|下一|下一个", Word::kShift, 1},
    {"下下|下下个", Word::kShift, 2},
    {"before last|before the last", Word::kBeforeLast, -2},
    {"after next|after the next", Word::kBeforeLast, 2},
    {"past|最近|最近的|过去|过去的|近|最近这|过去这|前|头|trailing", Word::kPast},
    {"recent|recently|lately|最近|近期|近来|近日|这阵子|最近一段时间|这段时间", Word::kRecent},
    {"近年|近年来|近几年|近几年来|最近几年|这几年|recent years|in recent years", Word::kDuration, 36000},
    {"every|each|每|每个|每一个|每逢|每到|历年|历年的|每年|每年的|往年", Word::kEvery},
    {"ago|back|earlier", Word::kAgo},
    {"以前|之前|前", Word::kAgoEnd},
    {"within|in less than|less than", Word::kWithin},
    {"内|以内|之内|里|来|以来|中|间|期间|里面", Word::kWithinEnd},
    {"第", Word::kOrdinalMark},
    {"later|from now|hence|from today", Word::kLater},
    {"以后|之后|后|过后|往后|及以后|及之后|或以后|或之后|and later|or later|and after|onwards|onward|and onwards",
     Word::kLaterEnd},
    {"since|ever since|自从|自|starting from|starting in|starting|beginning in|from after|不早于|no earlier than|not "
     "earlier "
     "than|as of",
     Word::kSince},
    {"after|later than|post|晚于", Word::kAfter},
    {"before|prior to|earlier than|older than|早于|先于", Word::kBefore},
    {"until|till|til|up to|up until|by|no later than|not later than|through "
     "to|直到|直至|截至|截止|截止到|截至到|截止至|"
     "不晚于|到",
     Word::kUntil},
    {"from|从|由|打从|打", Word::kFrom},
    {"between|in between|介于", Word::kBetween},
    {"to|through|thru|until|till|til|到|至|up to|直到|~|–|—|－|and until|一直到", Word::kTo},
    {"and|和|与|跟|及|以及|&|plus|还有", Word::kAnd},
    {"or|或|或者|或是|还是", Word::kOr},
    {"以来|开始|起|起至今|至今|到现在|到目前|以来到现在|on|and on|to date|to present|to now|till now|until "
     "now|up to "
     "now|to the present|开始到现在|开始至今",
     Word::kSinceEnd},
    {"之间|间|期间|之中|中间", Word::kBetweenEnd},
    {"或之前|及之前|或以前|及以前|和以前|or before|and before|or earlier|and earlier|为止|止", Word::kUntilEnd},
    {"in|on|at|during|throughout|within|@|在|于|back in|sometime in|all of|all through|the whole of|整个|over",
     Word::kPlace},
    {"前后", Word::kAroundEnd},
    {"of|the|的|次年|翌年|那|那个|那一|那次|my|our|之|里的|,", Word::kLink},
    {"around|about|circa|roughly|approximately|大约|大概|约|差不多", Word::kAbout},
    {"early|初|早些时候", Word::kPart, part(Part::kEarly)},
    {"mid|middle of|the middle of|in the middle of|middle|中旬前后", Word::kPart, part(Part::kMiddle)},
    {"late|latter part of", Word::kPart, part(Part::kLate)},
    {"beginning of|start of|the beginning of|the start of|开头", Word::kPart, part(Part::kBeginning)},
    {"end of|the end of|末|底|末尾|close of", Word::kPart, part(Part::kEnding)},
    {"上旬|月初|初旬|月上旬", Word::kPart, part(Part::kFirstTenDays)},
    {"中旬|月中|月中旬", Word::kPart, part(Part::kSecondTenDays)},
    {"下旬|月底|月末|月下旬", Word::kPart, part(Part::kLastTenDays)},
    {"年初|岁初", Word::kPart, part(Part::kYearBeginning)},
    {"年中", Word::kPart, part(Part::kYearMiddle)},
    {"年底|年末|年尾|岁末", Word::kPart, part(Part::kYearEnding)},
    {"so far|至今为止|为止", Word::kSoFar},
    {"rest of|rest|remainder of", Word::kRest},

    {"twenties|nineteen twenties", Word::kDecade, 20, true},
    {"thirties", Word::kDecade, 30, true},
    {"forties", Word::kDecade, 40, true},
    {"fifties", Word::kDecade, 50},
    {"sixties", Word::kDecade, 60},
    {"seventies", Word::kDecade, 70},
    {"eighties", Word::kDecade, 80},
    {"nineties", Word::kDecade, 90},
    {"noughties|two thousands|aughts", Word::kDecade, 2000},
    {"twenty tens|two thousand and tens|two thousand tens", Word::kDecade, 2010},
    {"twenty twenties", Word::kDecade, 2020},
    {"nineteen thirties", Word::kDecade, 1930},
    {"nineteen forties", Word::kDecade, 1940},
    {"nineteen fifties", Word::kDecade, 1950},
    {"nineteen sixties", Word::kDecade, 1960},
    {"nineteen seventies", Word::kDecade, 1970},
    {"nineteen eighties", Word::kDecade, 1980},
    {"nineteen nineties", Word::kDecade, 1990},
    {"年代", Word::kDecadeEnd},
    {"上半年|前半年|first half of the year|first half year", Word::kHalf, 1},
    {"下半年|后半年|second half of the year|second half year", Word::kHalf, 2},
    {"first half", Word::kHalf, 1, true},
    {"second half|latter half", Word::kHalf, 2, true},
    {"一季度|首季度|首季|first quarter|1st quarter|first qtr|1st qtr", Word::kQuarter, 1},
    {"二季度|second quarter|2nd quarter|second qtr|2nd qtr", Word::kQuarter, 2},
    {"三季度|third quarter|3rd quarter|third qtr|3rd qtr", Word::kQuarter, 3},
    {"四季度|fourth quarter|4th quarter|fourth qtr|4th qtr", Word::kQuarter, 4},
    {"q|quarter", Word::kQuarterName, 0, true},
    {"h", Word::kHalfName, 0, true},
    {"w|week|week number|wk|calendar week|cw", Word::kWeekName, 0, true},
    {"暑假|暑期|summer vacation|summer vacations|summer holiday|summer holidays|summer break|school summer holidays",
     Word::kMonths, 708},
    {"春夏", Word::kMonths, 308},
    {"秋冬", Word::kMonths, 902},
    {"寒假|winter vacation|winter holidays|winter break", Word::kMonths, 102},

    {"点|点钟|时整|时许|点整|点多|oclock|o clock|hundred hours", Word::kClock},
    {"时", Word::kClock, 1},
    {"am|a.m.|a.m|a m|in the am", Word::kMeridiem, 0},
    {"pm|p.m.|p.m|p m|in the pm", Word::kMeridiem, 12},
    {"half|半", Word::kMinutes, 30},
    {"一刻", Word::kMinutes, 15},
    {"三刻", Word::kMinutes, 45},

    {"a|an|one|single", Word::kNumber, 1},
    {"two|couple|couple of|a couple of|a couple|pair of|a pair of", Word::kNumber, 2},
    {"three|few|a few|several|几", Word::kNumber, 3},
    {"four", Word::kNumber, 4},
    {"five", Word::kNumber, 5},
    {"six", Word::kNumber, 6},
    {"seven", Word::kNumber, 7},
    {"eight", Word::kNumber, 8},
    {"nine", Word::kNumber, 9},
    {"ten", Word::kNumber, 10},
    {"eleven", Word::kNumber, 11},
    {"twelve|a dozen|dozen", Word::kNumber, 12},
    {"thirteen", Word::kNumber, 13},
    {"fourteen", Word::kNumber, 14},
    {"fifteen", Word::kNumber, 15},
    {"sixteen", Word::kNumber, 16},
    {"seventeen", Word::kNumber, 17},
    {"eighteen", Word::kNumber, 18},
    {"nineteen", Word::kNumber, 19},
    {"twenty", Word::kNumber, 20},
    {"thirty", Word::kNumber, 30},
    {"forty", Word::kNumber, 40},
    {"fifty", Word::kNumber, 50},
    {"sixty", Word::kNumber, 60},
    {"seventy", Word::kNumber, 70},
    {"eighty", Word::kNumber, 80},
    {"ninety", Word::kNumber, 90},
    {"two thousand|two thousand and", Word::kNumber, 2000},
    {"first|首个|头一个|第一个|第一", Word::kOrdinal, 1},
    {"second|第二个|第二", Word::kOrdinal, 2},
    {"third|第三个|第三", Word::kOrdinal, 3},
    {"fourth|第四个|第四", Word::kOrdinal, 4},
    {"fifth|第五个|第五", Word::kOrdinal, 5},
    {"sixth", Word::kOrdinal, 6},
    {"seventh", Word::kOrdinal, 7},
    {"eighth", Word::kOrdinal, 8},
    {"ninth", Word::kOrdinal, 9},
    {"tenth", Word::kOrdinal, 10},
    {"eleventh", Word::kOrdinal, 11},
    {"twelfth", Word::kOrdinal, 12},
    {"thirteenth", Word::kOrdinal, 13},
    {"fourteenth", Word::kOrdinal, 14},
    {"fifteenth", Word::kOrdinal, 15},
    {"sixteenth", Word::kOrdinal, 16},
    {"seventeenth", Word::kOrdinal, 17},
    {"eighteenth", Word::kOrdinal, 18},
    {"nineteenth", Word::kOrdinal, 19},
    {"twentieth", Word::kOrdinal, 20},
    {"twenty first", Word::kOrdinal, 21},
    {"twenty second", Word::kOrdinal, 22},
    {"twenty third", Word::kOrdinal, 23},
    {"twenty fourth", Word::kOrdinal, 24},
    {"twenty fifth", Word::kOrdinal, 25},
    {"twenty sixth", Word::kOrdinal, 26},
    {"twenty seventh", Word::kOrdinal, 27},
    {"twenty eighth", Word::kOrdinal, 28},
    {"twenty ninth", Word::kOrdinal, 29},
    {"thirtieth", Word::kOrdinal, 30},
    {"thirty first", Word::kOrdinal, 31},
    {"最后|最后一个|最后一", Word::kOrdinal, -1},

    // What only looks like a time.
    {"春夏秋冬|秋千|秋裤|秋葵|秋刀鱼|秋田|秋名山|秋游|春游|春卷|春联|春晚|春运|春笋|春熙路|春秋|春饼|春装|夏装|秋装|"
     "冬装|春茶|"
     "秋茶|春节联欢晚会|新春快乐|"
     "夏威夷|夏令营|冬令营|夏普|夏娃|夏洛特|冬奥|冬奥会|冬瓜|冬笋|冬枣|冬泳|冬菇|冬虫夏草|春城|春花|秋月|春风|春雨|"
     "秋水|迎春花|阳春面|春丽|春晖|"
     "春天花园|夏天妹妹|夏河|夏邑|夏目|夏利|秋瑾|秋香|冬衣|夏衣|秋衣|春衣|新年快乐|冬奥村",
     Word::kNone},
    {"五月天|五月花|六月雪|二月兰|八月炸|十月怀胎|三月街|七月半路|十月围城|八月照相馆|四月物语|七月与安生|七月流火|"
     "九月九的酒|三月里的小雨|三月兔|星期五餐厅|礼拜堂|礼拜寺|八达岭|八一路|五一路|"
     "五一广场|十一路|八一广场|"
     "六一路|五四广场|五四大道|三八线|一点点|有一点|一点儿|零点五|国庆路|国庆阅兵|清明上河图|平安夜市|重阳木|元宵灯会|"
     "吃元宵|煮元宵|元宵汤圆|"
     "中秋月饼|端午粽子|圣诞树|圣诞老人|圣诞市场|圣诞毛衣|圣诞饼干|圣诞姜饼|圣诞摆设|圣诞橱窗|圣诞贺词|圣诞帽|圣诞卡|"
     "圣诞礼物|圣诞装饰|圣诞灯|圣诞集市|圣诞市集|圣诞花|圣诞袜|"
     "圣诞大餐|圣诞红|圣诞花环|"
     "圣诞贺卡|圣诞岛|圣诞歌|圣诞彩灯|圣诞蛋糕|圣诞装|圣诞饰品|万圣节南瓜|万圣节服装|复活节岛|复活节彩蛋|复活岛",
     Word::kNone},
    {"周杰伦|周润发|周星驰|周庄|周口|周口店|周至|周围|周边|周岁|周年|周年庆|周年纪念|周公|周游|周村|周宁|周瑜|周恩来|"
     "周迅|周深|周华健|周总理|"
     "周家|周大福|周六福|周生生|周黑鸭|周记|周长|周期|周遭|周到|日本|日记|日历|日式|日料|日出|日落|日常|日光|日照|"
     "日喀则|日月潭|日内瓦|日用品|"
     "日产|日系|日元|日语|日文|日食|日晷|日游|月饼|月亮|月光|月季|月球|月台|月牙|月牙泉|月嫂|月子|月食|月色|月夜|月薪|"
     "月租|年糕|年级|年轻|年轻人|"
     "年龄|年纪|年画|年货|年夜饭|年会|年轮|年味|年兽|年华|年检|年生|年制|半月湾|天安门|天坛|天空|天气",
     Word::kNone},
    {"今日头条|今日说法|今日影评|明日方舟|明日之后|明日之星|明日香|昨日重现|昨日青空|星期八|周末画报", Word::kNone},
    {"早上好|晚上好|上午好|下午好|早上好啊|中午饭|下午茶|下午茶点|半夜鸡叫|初中|初中生|初恋|初学者|初生|底片|起飞|起床|"
     "起来|起火|起点|后面|后院|"
     "后海|后台|后背|后方|后期|前面|前方|前门|前台|前景|前排|前海|中间人|间谍|晚礼服|晚霞|晚会|晚宴|晚饭|晚餐|"
     "早餐|早饭|早点|早市|早茶",
     Word::kNone},
    {"second hand|second floor|second grade|second base|second life|first aid|first class|first floor|first "
     "person|first "
     "lady|first birthday|first place|third party|third person|third grade|fall off|falls off|fall down|fall into|fall "
     "over|fall asleep|fall apart|fall in love|free fall|fall guy|spring roll|spring rolls|spring onion|spring "
     "onions|spring water|hot spring|hot springs|palm springs|spring mattress|spring chicken|sunday roast|sunday best|"
     "sunday school|bloody sunday|tgi fridays|tgi friday|ruby tuesday|sheffield wednesday|wednesday addams|saturday "
     "night "
     "live|saturday night fever|friday night lights|good night|good morning|good afternoon|good evening|morning "
     "glory|midnight sun|midnight blue|starry night|the sun|in sun|setting sun|rising sun|summer palace|summer "
     "house|winter palace|winter wonderland|donna summer|march past|death march|protest march|wedding march|on the "
     "march|new york minute|half marathon|christmas island|easter island|happy new year|happy new years|year of the "
     "dragon|mid century modern|mid century|last supper|last samurai|blue monday|golden week museum|new year concert|"
     "man friday|june bug|august rush|midnight snack|midnight snacks|midnight mass|midnight express|midnight "
     "train|monday blues|monday motivation",
     Word::kNone},
});

}  // namespace

std::span<const WordRow> word_rows() {
  return kRows;
}

}  // namespace shoebox::query
