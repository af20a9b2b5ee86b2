#include "query/joined_things.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace shoebox::query {

namespace {

using std::string_view_literals::operator""sv;

/// Words and names that hold a place's name by chance or by history.
// No std::array: clang deduces at most 256 elements.
constexpr std::string_view kOtherWords[] = {
    "三明治"sv,
    "长三角"sv,
    "珠三角"sv,
    "三角形"sv,
    "三角梅"sv,
    "金三角"sv,
    "大理石"sv,
    "长沙发"sv,
    "马里奥"sv,
    "发展中国家"sv,
    "大连衣裙"sv,
    "中山装"sv,
    "中山公园"sv,
    "清明上河图"sv,
    "阳光日照"sv,
    "日照金山"sv,
    "巴黎世家"sv,
    "马德里不思议"sv,
    "牛津鞋"sv,
    "牛津布"sv,
    "纽约客"sv,
    "和平鸽"sv,
    "古巴比伦"sv,
    "约旦河"sv,
    "巴黎水"sv,
    "雅典娜"sv,
    "维也纳香肠"sv,
    "尼斯湖"sv,
    "加拿大鹅"sv,
    "波士顿龙虾"sv,
    "波士顿动力"sv,
    "金华火腿"sv,
    "海南鸡"sv,
    "香港脚"sv,
    "德州扒鸡"sv,
    "德州扑克"sv,
    "荷兰猪"sv,
    "长白山"sv,
    "万里长城"sv,
    "中山陵"sv,
    "白山茶"sv,
    "南京路"sv,
    "南京东路"sv,
    "南京西路"sv,
    "荷兰豆"sv,
    "荷兰盾"sv,
    "俄罗斯方块"sv,
    "俄罗斯套娃"sv,
    "法国梧桐"sv,
    "瑞士军刀"sv,
    "瑞士卷"sv,
    "美国队长"sv,
    "中国红"sv,
    "中国结"sv,
    "中国风"sv,
    "中国移动"sv,
    "中国银行"sv,
    "中国石油"sv,
    "北京时间"sv,
    "北京现代"sv,
    "上海大众"sv,
    "上海滩电影"sv,
    "东京热"sv,
    "东京喰种"sv,
    "东京复仇者"sv,
    "西雅图夜未眠"sv,
    "卡萨布兰卡电影"sv,
    "泰国香米"sv,
    "印度神油"sv,
    "土耳其浴"sv,
    "土耳其软糖"sv,
    "墨西哥卷"sv,
    "意大利面"sv,
    "意大利炮"sv,
    "日本脑炎"sv,
    "新西兰羊"sv,
    "埃及艳后"sv,
    "非洲菊"sv,
    "南非世界杯"sv,
    "巴西龟"sv,
    "巴西木"sv,
    "巴拿马帽"sv,
    "夏威夷果"sv,
    "夏威夷披萨"sv,
    "夏威夷衬衫"sv,
    "新奥尔良烤翅"sv,
    "武汉大学"sv,
    "温州话"sv,
    "青岛啤酒"sv,
    "景德镇瓷器"sv,
    "宜兴紫砂"sv,
    "苏州码子"sv,
    "长白山人参"sv,
    "st patrick's day"sv,
    "st. patrick's day"sv,
    "saint patrick's day"sv,
    "cologne bottle"sv,
    "paris hilton"sv,
    "paris saint-germain"sv,
    "paris saint germain"sv,
    "plaster of paris"sv,
    "london grammar"sv,
    "jack london"sv,
    "london fog"sv,
    "london calling"sv,
    "julie london"sv,
    "austin powers"sv,
    "austin martin"sv,
    "jane austin"sv,
    "stone cold steve austin"sv,
    "austin mini"sv,
    "dakota johnson"sv,
    "dakota fanning"sv,
    "orlando bloom"sv,
    "sydney sweeney"sv,
    "sydney poitier"sv,
    "florence pugh"sv,
    "florence nightingale"sv,
    "florence and the machine"sv,
    "sofia vergara"sv,
    "sofia coppola"sv,
    "victoria beckham"sv,
    "victoria's secret"sv,
    "queen victoria"sv,
    "brooklyn beckham"sv,
    "brooklyn nine-nine"sv,
    "brooklyn nine nine"sv,
    "madison beer"sv,
    "madison square garden"sv,
    "george washington"sv,
    "denzel washington"sv,
    "washington post"sv,
    "washington redskins"sv,
    "abraham lincoln"sv,
    "lincoln car"sv,
    "lincoln navigator"sv,
    "lincoln continental"sv,
    "lincoln memorial"sv,
    "jackson pollock"sv,
    "michael jackson"sv,
    "janet jackson"sv,
    "samuel l jackson"sv,
    "percy jackson"sv,
    "andrew jackson"sv,
    "michael jordan"sv,
    "air jordan"sv,
    "air jordans"sv,
    "jordan shoes"sv,
    "jordan peele"sv,
    "indiana jones"sv,
    "tennessee williams"sv,
    "georgia o'keeffe"sv,
    "minnesota fats"sv,
    "chelsea clinton"sv,
    "chelsea boots"sv,
    "chelsea fc"sv,
    "bill clinton"sv,
    "hillary clinton"sv,
    "charlotte bronte"sv,
    "charlotte's web"sv,
    "savannah guthrie"sv,
    "savannah cat"sv,
    "israel adesanya"sv,
    "columbia jacket"sv,
    "columbia sportswear"sv,
    "new york times"sv,
    "new york yankees"sv,
    "new york knicks"sv,
    "boston celtics"sv,
    "boston tea party"sv,
    "boston dynamics"sv,
    "chicago bulls"sv,
    "los angeles lakers"sv,
    "la lakers"sv,
    "manchester united"sv,
    "manchester city fc"sv,
    "liverpool fc"sv,
    "real madrid"sv,
    "camino de santiago"sv,
    "aurora borealis"sv,
    "布达拉宫"sv,
    "贡多拉"sv,
    "fc barcelona"sv,
    "bayern munich"sv,
    "kentucky derby"sv,
    "kentucky fried chicken"sv,
    "texas hold'em"sv,
    "texas holdem"sv,
    "texas instruments"sv,
    "texas roadhouse"sv,
    "california roll"sv,
    "california rolls"sv,
    "california king"sv,
    "hotel california"sv,
    "cuban missile"sv,
    "panama hat"sv,
    "panama papers"sv,
    "bermuda shorts"sv,
    "bermuda triangle"sv,
    "hong kong phooey"sv,
    "hong kong flu"sv,
    "trojan horse"sv,
    "oxford shirt"sv,
    "oxford shoes"sv,
    "oxford dictionary"sv,
    "oxford comma"sv,
    "cambridge analytica"sv,
    "wellington boots"sv,
    "wellington boot"sv,
    "beef wellington"sv,
    "chicken kiev"sv,
    "peking opera"sv,
    "havana club"sv,
    "turkish delight"sv,
    "swiss cheese"sv,
    "vienna sausage"sv,
    "moscow mule"sv,
    "singapore sling"sv,
    "long island iced tea"sv,
    "manhattan project"sv,
    "miami vice"sv,
    "philadelphia cream cheese"sv,
    "philly cheesesteak"sv,
    "brussels sprouts"sv,
    "brussel sprouts"sv,
    "lima beans"sv,
    "lima bean"sv,
    "brazil nut"sv,
    "brazil nuts"sv,
    "guinea pig"sv,
    "guinea pigs"sv,
    "guinea fowl"sv,
    "canada goose"sv,
    "canada geese"sv,
    "canada dry"sv,
    "french fries"sv,
    "french toast"sv,
    "great dane"sv,
    "jersey cow"sv,
    "jersey cows"sv,
    "india ink"sv,
    "china doll"sv,
    "air canada"sv,
    "air france"sv,
    "air china"sv,
    "bank of america"sv,
    "captain america"sv,
    "miss america"sv,
    "stockholm syndrome"sv,
    "troy ounce"sv,
    "hershey kisses"sv,
    "hamburg steak"sv,
    "eau de cologne"sv,
    "bottle of cologne"sv,
    "berlin wall"sv,
    "melba toast"sv,
    "dakar rally"sv,
    "le mans race"sv,
    "bologna sandwich"sv,
    "naples yellow"sv,
    "angora cat"sv,
    "angora rabbit"sv,
    "mercedes benz"sv,
    "mercedes-benz"sv,
    "santa claus"sv,
    "santa hat"sv,
    "santa hats"sv,
    "san pellegrino"sv,
    "mont blanc pen"sv,
    "corona beer"sv,
    "phoenix bird"sv,
    "cup of java"sv,
    "virginia woolf"sv,
    "chile con carne"sv,
};

/// Dishes, breeds, makes, languages: a Chinese place name right before one gives the thing its name.
constexpr std::string_view kThingEndings[] = {
    "烤鸭"sv,   "火锅"sv,   "菜"sv,     "面"sv,     "拉面"sv,   "炒饭"sv,   "炒面"sv,     "拌面"sv,   "凉面"sv,
    "料理"sv,   "烧烤"sv,   "烤肉"sv,   "豆腐"sv,   "米粉"sv,   "米线"sv,   "凉皮"sv,     "肉夹馍"sv, "泡菜"sv,
    "披萨"sv,   "比萨"sv,   "汉堡"sv,   "咖喱"sv,   "寿司"sv,   "咖啡"sv,   "茶"sv,       "奶茶"sv,   "酒"sv,
    "啤酒"sv,   "白酒"sv,   "火腿"sv,   "包子"sv,   "饺子"sv,   "馄饨"sv,   "汤"sv,       "鸡"sv,     "鸡饭"sv,
    "鸭"sv,     "鱼"sv,     "蟹"sv,     "龙虾"sv,   "粽子"sv,   "月饼"sv,   "糕"sv,       "糕点"sv,   "点心"sv,
    "早茶"sv,   "烧鹅"sv,   "麻花"sv,   "香肠"sv,   "烤羊"sv,   "羊肉串"sv, "大盘鸡"sv,   "烤串"sv,   "锅贴"sv,
    "小笼包"sv, "小笼"sv,   "生煎"sv,   "汤包"sv,   "烩面"sv,   "牛肉面"sv, "热干面"sv,   "担担面"sv, "小面"sv,
    "豆汁"sv,   "炸酱面"sv, "酸辣粉"sv, "螺蛳粉"sv, "炒粉"sv,   "肠粉"sv,   "臭豆腐"sv,   "辣酱"sv,   "醋"sv,
    "陈醋"sv,   "大米"sv,   "苹果"sv,   "葡萄"sv,   "香梨"sv,   "哈密瓜"sv, "椰子鸡"sv,   "饭"sv,     "盖饭"sv,
    "便当"sv,   "蛋糕"sv,   "面包"sv,   "牛排"sv,   "牛肉"sv,   "红肠"sv,   "卷饼"sv,     "沙拉"sv,   "春卷"sv,
    "飞饼"sv,   "冰淇淋"sv, "犬"sv,     "牧羊犬"sv, "雪橇犬"sv, "猎犬"sv,   "斗牛犬"sv,   "梗"sv,     "猫"sv,
    "短毛猫"sv, "长毛猫"sv, "折耳猫"sv, "森林猫"sv, "獒"sv,     "虎"sv,     "熊猫"sv,     "象"sv,     "金丝猴"sv,
    "汽车"sv,   "重汽"sv,   "轿车"sv,   "牌汽车"sv, "航空"sv,   "银行"sv,   "证券"sv,     "晚报"sv,   "日报"sv,
    "卫视"sv,   "电视台"sv, "大学"sv,   "人"sv,     "语"sv,     "话"sv,     "文"sv,       "式"sv,     "风格"sv,
    "河粉"sv,   "炒河粉"sv, "炸鸡"sv,   "烤鱼"sv,   "刀削面"sv, "油泼面"sv, "臊子面"sv,   "泡馍"sv,   "抓饭"sv,
    "烤包子"sv, "馕"sv,     "红酒"sv,   "葡萄酒"sv, "黄酒"sv,   "香水"sv,   "巧克力"sv,   "雪茄"sv,   "可可"sv,
    "羊毛"sv,   "拌饭"sv,   "天妇罗"sv, "章鱼烧"sv, "寿喜烧"sv, "部队锅"sv, "冬阴功"sv,   "榨菜"sv,   "冒菜"sv,
    "串串"sv,   "抄手"sv,   "云吞"sv,   "凤梨酥"sv, "卤肉饭"sv, "煎饼"sv,   "煎饼果子"sv, "火烧"sv,   "灌汤包"sv,
    "盐水鸭"sv, "大闸蟹"sv, "帝王蟹"sv, "龙井"sv,   "毛尖"sv,   "二锅头"sv, "豆浆"sv,     "酸奶"sv,   "奶酪"sv,
    "咖喱饭"sv, "卷粉"sv,   "三明治"sv, "早餐"sv,   "芭蕾"sv,   "女排"sv,   "男篮"sv,     "足球队"sv, "钢铁"sv,
    "石化"sv,   "地毯"sv,   "水晶"sv,   "丝巾"sv,   "瓷砖"sv,   "护照"sv,   "签证"sv,     "货币"sv,   "邮票"sv,
    "版"sv,     "队"sv,     "国家队"sv, "籍"sv,     "国旗"sv,   "国歌"sv,   "户口"sv,     "方言"sv,   "瓷器"sv,
    "刺绣"sv,   "丝绸"sv,   "旗袍"sv,   "和服"sv,   "时装周"sv, "地图"sv,   "京剧"sv,     "手表"sv,   "曲奇"sv,
    "饼干"sv,   "蛋挞"sv,   "烧饼"sv,   "油条"sv,   "豆花"sv,   "凉粉"sv,   "米皮"sv,     "米糕"sv,   "年糕"sv,
    "桂花糕"sv, "鱼丸"sv,   "牛肉丸"sv, "煲仔饭"sv, "海鲜饭"sv, "猪脚饭"sv, "鳗鱼饭"sv,   "手抓饭"sv, "手抓饼"sv,
    "叉烧"sv,   "烧腊"sv,   "鸡排"sv,   "猪排"sv,   "肉卷"sv,   "鸡肉卷"sv, "蛋卷"sv,     "肉燥饭"sv, "蚵仔煎"sv,
    "锅盔"sv,   "甜甜圈"sv, "泡芙"sv,   "布丁"sv,   "腊肠"sv,   "腊肉"sv,   "烤肠"sv,     "面线"sv,   "鱼排"sv,
    "塔可"sv,   "肉饼"sv,   "酱油"sv,   "辣椒"sv,   "麻辣烫"sv, "胡辣汤"sv, "羊肉汤"sv,   "牛肉汤"sv, "冬阴功汤"sv,
    "味噌汤"sv, "罗宋汤"sv, "豚骨汤"sv, "粉丝汤"sv, "牛肉粉"sv, "羊肉粉"sv, "老友粉"sv,   "沙茶面"sv, "白切鸡"sv,
    "辣子鸡"sv, "口水鸡"sv, "叫花鸡"sv, "手撕鸡"sv, "盐焗鸡"sv, "三杯鸡"sv, "文昌鸡"sv,   "黄焖鸡"sv, "酸菜鱼"sv,
    "水煮鱼"sv, "醋鱼"sv,   "东坡肉"sv, "锅包肉"sv, "回锅肉"sv, "红烧肉"sv, "排骨"sv,     "双皮奶"sv, "红茶"sv,
    "绿茶"sv,   "白茶"sv,   "黑茶"sv,   "花茶"sv,   "乌龙茶"sv, "普洱茶"sv, "芒果"sv,     "榴莲"sv,   "荔枝"sv,
    "车厘子"sv, "水蜜桃"sv, "蜜柚"sv,   "红枣"sv,   "剪纸"sv,   "皮影"sv,   "年画"sv,     "唐卡"sv,   "木雕"sv,
    "制造"sv,
};

/// Sights: found by what they look like. "塔" stands for 东京塔; a street's or a park's kind alone would be scenery.
constexpr std::array kSightEndings = {
    "湖"sv,     "河"sv,       "江"sv,     "湾"sv,     "山"sv,     "海"sv,           "峡"sv,   "海峡"sv,   "岭"sv,
    "潭"sv,     "峰"sv,       "火山"sv,   "瀑布"sv,   "寺"sv,     "塔"sv,           "铁塔"sv, "电视塔"sv, "晴空塔"sv,
    "眼"sv,     "歌剧院"sv,   "圣母院"sv, "塔桥"sv,   "大桥"sv,   "长江大桥"sv,     "城"sv,   "城公园"sv, "站"sv,
    "火车站"sv, "南站"sv,     "北站"sv,   "东站"sv,   "西站"sv,   "之眼"sv,         "之窗"sv, "天文台"sv, "大本钟"sv,
    "凯旋门"sv, "自由女神"sv, "斜塔"sv,   "斗兽场"sv, "路"sv,     "东路"sv,         "西路"sv, "南路"sv,   "北路"sv,
    "中路"sv,   "大道"sv,     "大厦"sv,   "大剧院"sv, "タワー"sv, "スカイツリー"sv, "駅"sv,   "驿"sv,     "城天守阁"sv,
    "天守阁"sv, "鸟巢"sv,     "故宫"sv,
};

constexpr std::array kEnglishThings = {
    "terrier"sv,    "terriers"sv,      "retriever"sv,    "retrievers"sv,   "husky"sv,         "huskies"sv,
    "shepherd"sv,   "mastiff"sv,       "spaniel"sv,      "bulldog"sv,      "hound"sv,         "collie"sv,
    "cat breed"sv,  "cow"sv,           "cattle"sv,       "cheesecake"sv,   "cheesesteak"sv,   "pizza"sv,
    "bagel"sv,      "bagels"sv,        "cream pie"sv,    "baked beans"sv,  "clam chowder"sv,  "lobster"sv,
    "roast duck"sv, "duck"sv,          "ramen"sv,        "noodles"sv,      "noodle soup"sv,   "hot pot"sv,
    "hotpot"sv,     "beef"sv,          "wagyu"sv,        "curry"sv,        "dumplings"sv,     "bbq"sv,
    "barbecue"sv,   "toast"sv,         "burger"sv,       "sausage"sv,      "sausages"sv,      "ham"sv,
    "cheese"sv,     "tea"sv,           "coffee"sv,       "coffee beans"sv, "beer"sv,          "wine"sv,
    "gin"sv,        "rum"sv,           "cocktail"sv,     "iced tea"sv,     "chicken rice"sv,  "chicken"sv,
    "turkey"sv,     "salad"sv,         "dressing"sv,     "sauce"sv,        "rolls"sv,         "pudding"sv,
    "cigar"sv,      "cigars"sv,        "shirt"sv,        "shirts"sv,       "hat"sv,           "hats"sv,
    "shorts"sv,     "boots"sv,         "shoes"sv,        "carpet"sv,       "rug"sv,           "rugs"sv,
    "airlines"sv,   "airways"sv,       "airline"sv,      "bank"sv,         "jersey"sv,        "flag"sv,
    "flags"sv,      "map"sv,           "maps"sv,         "stamp"sv,        "passport"sv,      "style"sv,
    "fc"sv,         "united"sv,        "fashion week"sv, "motors"sv,       "post"sv,          "times"sv,
    "plate"sv,      "dinner"sv,        "poster"sv,       "sponge"sv,       "sponge cake"sv,   "sneakers"sv,
    "sneaker"sv,    "jacket"sv,        "jackets"sv,      "hoodie"sv,       "t-shirt"sv,       "sweater"sv,
    "dumpling"sv,   "noodle"sv,        "sandwich"sv,     "sandwiches"sv,   "oysters"sv,       "sprouts"sv,
    "doll"sv,       "roll"sv,          "vodka"sv,        "whisky"sv,       "whiskey"sv,       "chocolate"sv,
    "chocolates"sv, "fried chicken"sv, "hot chicken"sv,  "fried rice"sv,   "lace"sv,          "crystal"sv,
    "knife"sv,      "clock"sv,         "embassy"sv,      "visa"sv,         "dog breed"sv,     "pony"sv,
    "rex"sv,        "steak"sv,         "peppers"sv,      "pepper"sv,       "peaches"sv,       "code"sv,
    "cookies"sv,    "candy"sv,         "vase"sv,         "rose"sv,         "milk tea"sv,      "egg tart"sv,
    "egg tarts"sv,  "peach"sv,         "green tea"sv,    "lobster roll"sv, "lobster rolls"sv, "waffles"sv,
};

constexpr std::array kEnglishSights = {
    "eye"sv,
    "tower"sv,
    "bridge"sv,
    "tower bridge"sv,
    "harbour bridge"sv,
    "harbor bridge"sv,
    "opera house"sv,
    "station"sv,
    "university"sv,
    "cathedral"sv,
    "sky tree"sv,
    "skytree"sv,
    "castle"sv,
    "monument"sv,
    "memorial"sv,
    "wall"sv,

    "philharmonic"sv,
    "symphony orchestra"sv,
    "orchestra"sv,
    "stock exchange"sv,
    "disneyland"sv,
    "disney"sv,
    "zoo sign"sv,
    "underground sign"sv,
};

constexpr std::size_t kThingCharactersMax = 6;

/// The Chinese words right behind: up to a blank, a mark, 的 or a word that joins.
std::string_view chinese_run(const Sentence& sentence, std::size_t begin) {
  constexpr std::array kEnds = {"的"sv, "和"sv, "或"sv, "在"sv, "里"sv, "与"sv, "跟"sv,
                                "拍"sv, "吃"sv, "喝"sv, "做"sv, "上"sv, "不"sv, "没"sv};
  std::size_t end = begin;
  for (std::size_t count = 0; count <= kThingCharactersMax; ++count) {
    const Character c = character_at(sentence.text(), end);
    if (c.length == 0 || letter_of(c.code) != Letter::kIdeograph || sentence.longest_at(end, kEnds) > 0) break;
    end += c.length;
  }
  return sentence.part({begin, end});
}

template <typename Endings>
bool ends_with_any(std::string_view run, const Endings& endings, std::size_t longer_by) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) {
    return run.ends_with(ending) && run.size() - ending.size() <= longer_by;
  });
}

Joined joined_in_chinese(const Sentence& sentence, std::size_t end) {
  const std::string_view run = chinese_run(sentence, end);
  constexpr std::size_t kCharacter = "字"sv.size();
  if (run.empty() || run.size() > kThingCharactersMax * kCharacter) return Joined::kNo;
  const bool single = run.size() == kCharacter;
  // One character names a thing only by itself (江西|菜); longer ones also behind what they are made of (牛肉|拉面).
  for (const std::string_view ending : kThingEndings) {
    if (!run.ends_with(ending)) continue;
    const std::size_t before = run.size() - ending.size();
    if (before <= (ending.size() == kCharacter && !single ? 0 : 2 * kCharacter)) return Joined::kThing;
  }
  // 东京|铁塔|夜景
  constexpr std::array kViews = {"夜景"sv, "日落"sv, "日出"sv, "晚霞"sv,   "倒影"sv, "合影"sv, "门口"sv, "灯光"sv,
                                 "烟花"sv, "雪景"sv, "下"sv,   "灯光秀"sv, "前"sv,   "旁"sv,   "打卡"sv, "脚下"sv};
  for (const std::string_view view : kViews) {
    if (!run.ends_with(view) || run.size() == view.size()) continue;
    const std::string_view sight = run.substr(0, run.size() - view.size());
    // One character may be scenery: 大理|湖|日落.
    const bool told = sight.size() > kCharacter || sight == "塔";
    if (told && ends_with_any(sight, kSightEndings, 0)) return Joined::kSight;
  }
  return ends_with_any(run, kSightEndings, 0) ? Joined::kSight : Joined::kNo;
}

}  // namespace

bool is_part_of_another_word(const Sentence& sentence, TextSpan name) {
  // "Lake Como" is the lake.
  constexpr std::array kWaters = {"lake"sv,  "mount"sv,   "mt"sv,      "mt."sv,
                                  "river"sv, "port of"sv, "gulf of"sv, "bay of"sv};
  if (sentence.longest_before(name.begin, kWaters) > 0) return true;
  const std::string_view text = sentence.text();
  for (const std::string_view word : kOtherWords) {
    if (word.size() <= name.end - name.begin) continue;
    const std::size_t first = name.end > word.size() ? name.end - word.size() : 0;
    const std::size_t last = std::min(text.size(), name.begin + word.size());
    const std::string_view around = text.substr(first, last - first);
    for (std::size_t at = around.find(word); at != std::string_view::npos; at = around.find(word, at + 1)) {
      if (sentence.is_whole({first + at, first + at + word.size()})) return true;
    }
  }
  return false;
}

Joined joined_behind(const Sentence& sentence, TextSpan name) {
  if (const Joined joined = joined_in_chinese(sentence, name.end); joined != Joined::kNo) return joined;
  if (name.end >= sentence.text().size() || sentence.text()[name.end] != ' ') return Joined::kNo;
  const std::size_t next = name.end + 1;
  // "Munich beer garden", "Tokyo ramen shop": what is there, not what has its name from there.
  constexpr std::array kVenues = {"garden"sv, "gardens"sv, "hall"sv,    "halls"sv,   "shop"sv,      "shops"sv,
                                  "house"sv,  "houses"sv,  "place"sv,   "market"sv,  "tasting"sv,   "festival"sv,
                                  "stall"sv,  "stalls"sv,  "street"sv,  "bar"sv,     "bars"sv,      "restaurant"sv,
                                  "truck"sv,  "vendor"sv,  "vendors"sv, "factory"sv, "plantation"sv};
  if (const std::size_t thing = sentence.longest_at(next, kEnglishThings); thing > 0) {
    return sentence.longest_at(sentence.skip_blanks(next + thing), kVenues) > 0 ? Joined::kNo : Joined::kThing;
  }
  return sentence.longest_at(next, kEnglishSights) > 0 ? Joined::kSight : Joined::kNo;
}

}  // namespace shoebox::query
