#include "query/camera_things.h"

#include <array>
#include <string_view>

namespace shoebox::query {

namespace {

using std::string_view_literals::operator""sv;

/// Names of things that begin with a maker's name.
constexpr std::array kNotCameras = {
    "手机截图"sv,       "手机截屏"sv,         "phone screenshot"sv, "phone screenshots"sv,
    "富士山"sv,         "三星堆"sv,           "三星级"sv,           "三星以上"sv,
    "理光头"sv,         "松下问"sv,           "苹果醋"sv,           "苹果干"sv,
    "小米辣"sv,         "三星及以上"sv,       "三星或以上"sv,       "小米粥"sv,
    "小米饭"sv,         "小米椒"sv,           "苹果树"sv,           "苹果派"sv,
    "苹果汁"sv,         "苹果园"sv,           "google maps"sv,      "polaroid frame"sv,
    "apple pie"sv,      "fuji apple"sv,       "fuji mountain"sv,    "fuji apples"sv,
    "canon ball"sv,     "phone booth"sv,      "phone booths"sv,     "phone box"sv,
    "phone case"sv,     "iphone case"sv,      "手机壳"sv,           "手机店"sv,
    "samsung tv"sv,     "sony tv"sv,          "小米su7"sv,          "kodak moment"sv,
    "kodak theatre"sv,  "sony playstation"sv, "drone show"sv,       "无人机表演"sv,
    "大疆无人机表演"sv, "华为总部"sv,         "华为大楼"sv,         "apple store"sv,
    "google office"sv};

/// What makers of cameras make as well, and where: 小米手环, "Sony headphones", 华为门店.
constexpr std::array kOtherProducts = {"手环"sv,
                                       "手表"sv,
                                       "耳机"sv,
                                       "电脑"sv,
                                       "笔记本"sv,
                                       "平板"sv,
                                       "电视"sv,
                                       "音箱"sv,
                                       "音响"sv,
                                       "路由器"sv,
                                       "门店"sv,
                                       "专卖店"sv,
                                       "旗舰店"sv,
                                       "体验店"sv,
                                       "店"sv,
                                       "总部"sv,
                                       "大楼"sv,
                                       "汽车"sv,
                                       "电动车"sv,
                                       "滑板车"sv,
                                       "充电宝"sv,
                                       "充电器"sv,
                                       "空调"sv,
                                       "冰箱"sv,
                                       "洗衣机"sv,
                                       "打印机"sv,
                                       "游戏机"sv,
                                       "显示器"sv,
                                       "发布会"sv,
                                       "员工"sv,
                                       "工牌"sv,
                                       "股票"sv,
                                       "吸尘器"sv,
                                       "胶卷"sv,
                                       "广告"sv,
                                       "headphones"sv,
                                       "earbuds"sv,
                                       "watch"sv,
                                       "smartwatch"sv,
                                       "laptop"sv,
                                       "tv"sv,
                                       "monitor"sv,
                                       "fridge"sv,
                                       "printer"sv,
                                       "store"sv,
                                       "factory"sv,
                                       "office"sv,
                                       "building"sv,
                                       "headquarters"sv,
                                       "logo"sv,
                                       "speaker"sv,
                                       "speakers"sv,
                                       "washing machine"sv,
                                       "billboard"sv,
                                       "keyboard"sv,
                                       "charger"sv,
                                       "playstation"sv,
                                       "walkman"sv,
                                       "scooter"sv,
                                       "band"sv,
                                       "tablet"sv,
                                       "copier"sv,
                                       "calculator"sv,
                                       "theater"sv,
                                       "theatre"sv,
                                       "center"sv,
                                       "centre"sv};

}  // namespace

bool begins_another_thing(const Sentence& sentence, std::size_t position) {
  return sentence.longest_at(position, kNotCameras) > 0;
}

bool is_other_product(const Sentence& sentence, std::size_t maker_end) {
  return sentence.longest_at(sentence.skip_blanks(maker_end), kOtherProducts) > 0;
}

}  // namespace shoebox::query
