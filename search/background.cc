#include "search/background.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/hash.h"
#include "core/path.h"

namespace shoebox::search {
namespace {

constexpr int kFormat = 1;
constexpr std::size_t kTextsPerBatch = 32;

constexpr std::string_view kTexts[] = {
    "a photo",
    "a picture of something",
    "an empty room",
    "a street",
    "a building",
    "people",
    "a person",
    "a family at home",
    "a tree",
    "the sky",
    "a table with things on it",
    "food on a plate",
    "a cup of coffee",
    "a glass of wine",
    "a birthday cake",
    "a kitchen",
    "a bedroom",
    "an office desk",
    "a computer screen",
    "a phone",
    "a book",
    "a newspaper page",
    "a map",
    "a receipt",
    "a handwritten note",
    "a painting",
    "a statue",
    "a museum",
    "a church",
    "a temple",
    "a bridge",
    "a tower",
    "a city at night",
    "a village",
    "a market",
    "a shop window",
    "a train",
    "an airplane",
    "a ship",
    "a bus",
    "a car on the road",
    "a bicycle",
    "a motorcycle",
    "a parking lot",
    "a road sign",
    "a garden",
    "flowers",
    "a forest",
    "a mountain",
    "a lake",
    "a river",
    "the sea",
    "a beach",
    "a desert",
    "snow",
    "rain",
    "fog",
    "a sunset",
    "the moon",
    "stars",
    "fireworks",
    "a bird",
    "a cat",
    "a dog",
    "a horse",
    "a cow",
    "a fish",
    "an insect",
    "an elephant",
    "a baby",
    "children playing",
    "an old man",
    "a woman smiling",
    "a crowd",
    "a wedding",
    "a concert",
    "a football match",
    "a swimmer",
    "a runner",
    "a dancer",
    "a climber",
    "a musician",
    "a doctor",
    "a soldier",
    "a teacher in a classroom",
    "a construction site",
    "a factory",
    "a machine",
    "a tool",
    "a clock",
    "a chair",
    "a lamp",
    "a window",
    "a door",
    "shoes",
    "a dress",
    "a hat",
    "a bag",
    "a toy",
    "a ball",
    "照片",
    "一张图片",
    "空荡荡的房间",
    "街道",
    "建筑",
    "人们",
    "一个人",
    "一家人",
    "树",
    "天空",
    "桌上的东西",
    "一盘菜",
    "一杯咖啡",
    "酒杯",
    "生日蛋糕",
    "厨房",
    "卧室",
    "办公桌",
    "电脑屏幕",
    "手机",
    "书",
    "报纸",
    "地图",
    "发票",
    "手写的字",
    "画",
    "雕像",
    "博物馆",
    "教堂",
    "寺庙",
    "桥",
    "塔",
    "城市夜景",
    "村庄",
    "菜市场",
    "商店橱窗",
    "火车",
    "飞机",
    "船",
    "公共汽车",
    "路上的汽车",
    "自行车",
    "摩托车",
    "停车场",
    "路牌",
    "花园",
    "鲜花",
    "森林",
    "山",
    "湖",
    "河",
    "大海",
    "沙滩",
    "沙漠",
    "雪景",
    "下雨",
    "雾",
    "日落",
    "月亮",
    "星空",
    "烟花",
    "小鸟",
    "猫",
    "狗",
    "马",
    "牛",
    "鱼",
    "昆虫",
    "大象",
    "婴儿",
    "玩耍的孩子",
    "老人",
    "微笑的女人",
    "人群",
    "婚礼",
    "演唱会",
    "足球比赛",
    "游泳的人",
    "跑步的人",
    "跳舞的人",
    "登山的人",
    "音乐家",
    "医生",
    "士兵",
    "上课的老师",
    "工地",
    "工厂",
    "机器",
    "工具",
    "时钟",
    "椅子",
    "灯",
    "窗户",
    "门",
    "鞋子",
    "裙子",
    "帽子",
    "包",
    "玩具",
    "球",
};

/// Tells banks apart, so that a new one is not read with an old one's numbers.
std::string bank_name() {
  std::string all;
  for (const std::string_view text : kTexts) all.append(text).append(1, '\n');
  return hash_bytes(std::as_bytes(std::span(all))).hex();
}

/// Sums over texts of every photo's scores.
struct Sums {
  std::vector<double> score;  // by slot
  std::vector<double> square;

  void add(const index::Hit& hit) {
    if (hit.slot.value >= score.size()) {
      score.resize(hit.slot.value + std::size_t{1});
      square.resize(score.size());
    }
    score[hit.slot.value] += hit.score;
    square[hit.slot.value] += static_cast<double>(hit.score) * hit.score;
  }
};

}  // namespace

std::span<const std::string_view> background_texts() {
  return kTexts;
}

Result<std::optional<Background>> measure_background(model::TextEncoder& encoder, const index::VectorIndex& index,
                                                     const index::Bitmap& sample) {
  const std::size_t photos = sample.count();
  if (photos == 0) return std::optional<Background>{};
  Sums sums;
  std::size_t found = 0;
  for (std::size_t at = 0; at < std::size(kTexts); at += kTextsPerBatch) {
    const auto part = background_texts().subspan(at, std::min(kTextsPerBatch, std::size(kTexts) - at));
    const std::vector<std::string> texts(part.begin(), part.end());
    const auto vectors = TRY(encoder.encode(texts));
    for (const auto& hits : TRY(index.search(vectors, photos, &sample))) {
      found = hits.size();
      for (const index::Hit& hit : hits) sums.add(hit);
    }
  }
  if (found == 0) return std::optional<Background>{};
  constexpr auto kTextCount = static_cast<double>(std::size(kTexts));
  Background background{0, 0, index.size()};
  double variance = 0;
  for (std::size_t i = 0; i < sums.score.size(); ++i) {
    const double mean = sums.score[i] / kTextCount;
    background.mean += mean;
    variance += sums.square[i] / kTextCount - mean * mean;
  }
  background.mean /= static_cast<double>(found);
  background.spread = std::sqrt(std::max(variance / static_cast<double>(found), 1e-12));
  return background;
}

bool is_outgrown(const Background& background, std::size_t photos) {
  return photos > 2 * background.photos && background.photos < kBackgroundPhotos;
}

std::optional<Background> load_background(const std::string& path, const SpaceId& space) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  const auto json = nlohmann::json::parse(text.str(), nullptr, false);
  if (!json.is_object() || !json.contains("format") || json["format"] != kFormat) return std::nullopt;
  const auto is_text = [&](const char* key, const std::string& wanted) {
    return json.contains(key) && json[key].is_string() && json[key].get<std::string>() == wanted;
  };
  if (!is_text("space", space.value) || !is_text("bank", bank_name())) return std::nullopt;
  if (!json.contains("mean") || !json["mean"].is_number() || !json.contains("spread") || !json["spread"].is_number())
    return std::nullopt;
  if (!json.contains("photos") || !json["photos"].is_number_unsigned()) return std::nullopt;
  const Background background{json["mean"].get<double>(), json["spread"].get<double>(),
                              json["photos"].get<std::size_t>()};
  const bool is_sane = std::abs(background.mean) <= 1 && background.spread > 0 && background.spread <= 1;
  return is_sane ? std::optional(background) : std::nullopt;
}

Result<void> save_background(const std::string& path, const SpaceId& space, const Background& background) {
  const nlohmann::ordered_json json = {{"format", kFormat},       {"space", space.value},
                                       {"bank", bank_name()},     {"photos", background.photos},
                                       {"mean", background.mean}, {"spread", background.spread}};
  return write_file_atomically(path, json.dump(1) + "\n");
}

}  // namespace shoebox::search
