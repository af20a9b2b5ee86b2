#include "query/camera_words.h"

#include <algorithm>
#include <array>
#include <string>

#include "query/camera_things.h"
#include "query/cameras.h"

namespace shoebox::query {

namespace {

using std::string_view_literals::operator""sv;

/// A family of models. `company`: only beside a camera's words or a model; `number`: only with a model behind it.
struct Line {
  std::string_view word;
  std::string_view maker{};
  std::string_view key;
  bool company = false;
  bool number = false;
};
constexpr std::array kLines = {
    Line{"iphone", "Apple", "iphone"},
    Line{"iphones", "Apple", "iphone"},
    Line{"ipad", "Apple", "ipad"},
    Line{"galaxy", "Samsung", "galaxy", true},
    Line{"pixel", "Google", "pixel", true},
    Line{"mate", "Huawei", "mate", false, true},
    Line{"pura", "Huawei", "pura", false, true},
    Line{"nova", "Huawei", "nova", false, true},
    Line{"redmi", "Xiaomi", "redmi"},
    Line{"红米", "Xiaomi", "redmi"},
    Line{"poco", "Xiaomi", "poco", true},
    Line{"mi", "Xiaomi", "mi", false, true},
    Line{"eos", "Canon", "eos"},
    Line{"powershot", "Canon", "powershot"},
    Line{"ixus", "Canon", "ixus"},
    Line{"rebel", "Canon", "rebel", false, true},
    Line{"coolpix", "Nikon", "coolpix"},
    Line{"z fc", "Nikon", "zfc"},
    Line{"zfc", "Nikon", "zfc"},
    Line{"lumix", "Panasonic", "lumix"},
    Line{"cyber-shot", "Sony", ""},
    Line{"cybershot", "Sony", ""},
    Line{"alpha", "Sony", "alpha", false, true},
    Line{"xperia", "Sony", "xperia"},
    Line{"mavic", "DJI", "mavic"},
    Line{"御", "DJI", "mavic", false, true},
    Line{"phantom", "DJI", "phantom", false, true},
    Line{"精灵", "DJI", "phantom", false, true},
    Line{"inspire", "DJI", "inspire", false, true},
    Line{"osmo", "DJI", "osmo"},
    Line{"finepix", "Fujifilm", "finepix"},
    Line{"moto", "Motorola", "moto", false, true},
    Line{"find", "OPPO", "find", false, true},
    Line{"reno", "OPPO", "reno", false, true},
    Line{"hero", "GoPro", "hero", false, true},
    Line{"magic", "Honor", "magic", false, true},
    Line{"om-d", "Olympus", ""},
    Line{"omd", "Olympus", ""},
    Line{"lumia", "Nokia", "lumia"},
    Line{"iqoo", "vivo", "iqoo"},
    Line{"fp", "Sigma", "fp", false, true},
    Line{"zf", "Nikon", "zf", false, true},
    Line{"zfc", "Nikon", "zfc", false, true},
    Line{"df", "Nikon", "df", false, true},
};

struct Device {
  std::string_view word;
  CameraKind kind = CameraKind::kAny;
};
constexpr std::array kDevices = {
    Device{"手机", CameraKind::kPhone},
    Device{"phone", CameraKind::kPhone},
    Device{"phones", CameraKind::kPhone},
    Device{"smartphone", CameraKind::kPhone},
    Device{"cell phone", CameraKind::kPhone},
    Device{"mobile phone", CameraKind::kPhone},
    Device{"无人机", CameraKind::kDrone},
    Device{"drone", CameraKind::kDrone},
    Device{"drones", CameraKind::kDrone},
    Device{"运动相机", CameraKind::kActionCamera},
    Device{"action camera", CameraKind::kActionCamera},
    Device{"action cam", CameraKind::kActionCamera},
    Device{"相机"},
    Device{"照相机"},
    Device{"数码相机"},
    Device{"单反相机"},
    Device{"单反"},
    Device{"微单相机"},
    Device{"微单"},
    Device{"卡片机"},
    Device{"camera"},
    Device{"cameras"},
    Device{"dslr"},
    Device{"mirrorless"},
};

constexpr std::array kShotWith = {"用"sv,
                                  "使用"sv,
                                  "拿"sv,
                                  "using"sv,
                                  "shot on"sv,
                                  "shot with"sv,
                                  "shot by"sv,
                                  "taken with"sv,
                                  "taken on"sv,
                                  "taken by"sv,
                                  "taken using"sv,
                                  "captured on"sv,
                                  "captured with"sv,
                                  "captured by"sv,
                                  "made with"sv,
                                  "photographed with"sv,
                                  "snapped with"sv,
                                  "snapped on"sv,
                                  "from my"sv,
                                  "with my"sv,
                                  "on my"sv,
                                  "by"sv,
                                  "via"sv,
                                  "photos with"sv,
                                  "pictures with"sv,
                                  "photos from"sv,
                                  "pictures from"sv,
                                  "photos by"sv,
                                  "without"sv,
                                  "不是"sv,
                                  "除了"sv,
                                  "not with"sv,
                                  "not on"sv,
                                  "except"sv};
constexpr std::array kShotBehind = {
    "拍"sv,      "摄"sv,       "照的"sv,        "照片"sv, "相片"sv, "图片"sv,  "录"sv,     "photo"sv, "photos"sv,
    "picture"sv, "pictures"sv, "pics"sv,        "pic"sv,  "shot"sv, "shots"sv, "images"sv, "image"sv, "snaps"sv,
    "selfie"sv,  "selfies"sv,  "screenshots"sv, "截图"sv, "截屏"sv, "自拍"sv,  "全景"sv};
constexpr std::array kArticles = {"a"sv, "an"sv, "the"sv, "one"sv};
constexpr std::array kPossessives = {"my"sv, "our"sv, "his"sv, "her"sv, "their"sv, "我的"sv, "他的"sv, "她的"sv};
constexpr std::array kHeld = {"拿着"sv,         "玩"sv,         "看"sv,   "看着"sv,    "握着"sv, "一台"sv,
                              "一部"sv,         "一架"sv,       "一个"sv, "买"sv,      "新"sv,   "修"sv,
                              "打"sv,           "飞"sv,         "吃"sv,   "holding"sv, "new"sv,  "broken"sv,
                              "playing with"sv, "looking at"sv, "of"sv,   "old"sv,     "red"sv,  "green"sv};
constexpr std::array kCountedUnits = {"年"sv,     "月"sv,    "日"sv,   "号"sv,     "张"sv,    "天"sv,    "周"sv,
                                      "个"sv,     "点"sv,    "岁"sv,   "人"sv,     "星"sv,    "分"sv,    "days"sv,
                                      "day"sv,    "weeks"sv, "week"sv, "months"sv, "month"sv, "years"sv, "year"sv,
                                      "people"sv, "stars"sv, "star"sv, "pm"sv,     "am"sv};
constexpr std::array kModelTails = {"pro"sv,  "max"sv,  "plus"sv,  "mini"sv, "ultra"sv, "se"sv,      "fe"sv,
                                    "lite"sv, "fold"sv, "flip"sv,  "mark"sv, "mk"sv,    "ii"sv,      "iii"sv,
                                    "iv"sv,   "v"sv,    "vi"sv,    "vii"sv,  "zoom"sv,  "classic"sv, "air"sv,
                                    "edge"sv, "5g"sv,   "black"sv, "xl"sv};
/// Models of a line that have no number.
constexpr std::array kModelHeads = {"x"sv,    "xs"sv,  "xr"sv,   "se"sv, "note"sv, "z"sv,      "s"sv,      "air"sv,
                                    "mini"sv, "pro"sv, "fold"sv, "k"sv,  "gr"sv,   "action"sv, "pocket"sv, "rp"sv};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_alnum(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z');
}

template <typename List>
bool has(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// Letters, digits, hyphens between them, a plus at the end.
std::string_view model_run(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() &&
         (is_alnum(text[end]) || (text[end] == '-' && end > at && end + 1 < text.size() && is_alnum(text[end + 1]))))
    ++end;
  if (end > at && end < text.size() && text[end] == '+') ++end;
  return text.substr(at, end - at);
}

bool is_year(std::string_view run) {
  return run.size() == 4 && std::all_of(run.begin(), run.end(), is_digit) &&
         (run.starts_with("19") || run.starts_with("20"));
}

/// 3rd, 22nd: a day, or the how manieth.
bool is_ordinal(std::string_view run) {
  const std::size_t digits = run.size() - std::min<std::size_t>(run.size(), 2);
  return digits > 0 && std::all_of(run.begin(), run.begin() + static_cast<std::ptrdiff_t>(digits), is_digit) &&
         (run.ends_with("st") || run.ends_with("nd") || run.ends_with("rd") || run.ends_with("th"));
}

bool is_length(std::string_view run) {
  return run.ends_with("mm") || run.ends_with("mp") || run.ends_with("px");
}

/// 二代, 3代, "2nd generation" behind a model: which one, and where it ends.
struct Generation {
  int number = 0;
  std::size_t end = 0;
};
Generation generation_at(const Sentence& sentence, std::size_t at) {
  constexpr std::array kChinese = {"一"sv, "二"sv, "三"sv, "四"sv, "五"sv, "六"sv, "七"sv, "八"sv, "九"sv};
  constexpr std::array kOrdinals = {"1st"sv, "2nd"sv, "3rd"sv, "4th"sv, "5th"sv, "6th"sv, "7th"sv, "8th"sv, "9th"sv};
  constexpr std::array kWords = {"generation"sv, "gen"sv};
  constexpr std::array kOthers = {"代表"sv, "代购"sv, "代人"sv, "代码"sv};
  const std::size_t begin = sentence.skip_blanks(sentence.stands_at(at, "第") ? at + "第"sv.size() : at);
  const std::string_view text = sentence.text().substr(begin);
  for (std::size_t i = 0; i < kChinese.size(); ++i) {
    const bool figure = !text.empty() && text.front() == static_cast<char>('1' + i);
    const std::size_t length = figure ? 1 : text.starts_with(kChinese[i]) ? kChinese[i].size() : 0;
    const std::size_t unit = begin + length;
    if (length > 0 && sentence.text().substr(unit).starts_with("代") && sentence.longest_at(unit, kOthers) == 0)
      return {.number = static_cast<int>(i) + 1, .end = unit + "代"sv.size()};
    if (!text.starts_with(kOrdinals[i])) continue;
    const std::size_t word = sentence.skip_blanks(begin + kOrdinals[i].size());
    if (const std::size_t generation = sentence.longest_at(word, kWords); generation > 0)
      return {.number = static_cast<int>(i) + 1, .end = word + generation};
  }
  return {};
}

/// A model as its maker writes it: A7三代 is the A7 Mark 3, of phones and drones the number alone is written.
std::string spelled_model(const Sentence& sentence, TextSpan span, bool marks) {
  for (std::size_t at = span.begin; at < span.end; at += character_at(sentence.text(), at).length) {
    const Generation generation = generation_at(sentence, at);
    if (generation.number == 0 || generation.end != span.end) continue;
    const std::string head(sentence.part({span.begin, at}));
    return generation.number == 1 ? head : head + (marks ? " mark " : " ") + std::to_string(generation.number);
  }
  return std::string(sentence.part(span));
}

/// "GR III", gr3, GRIIIx of Ricoh: as the camera writes it.
struct Written {
  std::string model{};
  std::size_t end = 0;
  bool figures = false;
};
Written ricoh_gr_at(const Sentence& sentence, std::size_t at) {
  std::string_view run = model_run(sentence.text(), at);
  if (!run.starts_with("gr")) return {};
  Written written{.model = "gr", .end = at + 2};
  std::string_view number = run.substr(2);
  std::size_t begin = written.end;
  if (number.empty()) {
    begin = sentence.skip_blanks(begin);
    number = model_run(sentence.text(), begin);
  }
  const std::size_t end = begin + number.size();
  const bool wide = number.ends_with('x');
  if (wide) number.remove_suffix(1);
  constexpr std::array<std::string_view, 3> kRoman = {"ii", "iii", "iv"};
  for (std::size_t i = 0; i < kRoman.size(); ++i) {
    const bool figure = number.size() == 1 && number.front() == static_cast<char>('2' + i);
    if (!figure && number != kRoman[i]) continue;
    return {.model = "gr " + std::string(kRoman[i]) + (wide ? "x" : ""), .end = end, .figures = figure && !wide};
  }
  return run.size() == 2 ? written : Written{};
}

struct ModelRule {
  bool bare_number = false;   // "15" may be a model: of phones and lines, not of "Canon 3"
  bool heads = false;         // "x", "se": behind a line's name
  bool needs_number = false;  // "pro" alone is no model
};

/// Where the model that begins at `at` ends; `at` when there is none.
std::size_t model_end(const Sentence& sentence, std::size_t at, ModelRule rule) {
  const std::string_view text = sentence.text();
  std::size_t end = at;
  bool any = false;
  bool numbered = false;
  for (int words = 0; words < 5; ++words) {
    const std::size_t begin = sentence.skip_blanks(end);
    const std::string_view run = model_run(text, begin);
    if (run.empty()) break;
    const bool digits = std::any_of(run.begin(), run.end(), is_digit);
    const bool letters = !std::all_of(run.begin(), run.end(), is_digit);
    const std::size_t behind = sentence.skip_blanks(begin + run.size());
    const bool counted = !letters && sentence.longest_at(behind, kCountedUnits) > 0;
    bool accepted = false;
    if (digits && letters) {
      accepted = !is_length(run) && !is_ordinal(run) && !has(kModelTails, run) && (!any || run.size() <= 4);
    } else if (digits) {
      const bool after_mark = any && (text.substr(0, end).ends_with("mark") || text.substr(0, end).ends_with("mk"));
      accepted = !is_year(run) && run.size() <= 3 && !counted &&
                 ((rule.bare_number && !numbered) || after_mark || (any && end == begin));
    }
    if (!accepted && any) accepted = has(kModelTails, run);
    if (!accepted && !any) accepted = rule.heads && has(kModelHeads, run);
    if (!accepted) break;
    any = true;
    numbered = numbered || digits;
    end = begin + run.size();
  }
  if (const Generation generation = generation_at(sentence, end); any && generation.number > 0) {
    numbered = true;
    end = generation.end;
  }
  return rule.needs_number && !numbered ? at : end;
}

/// A model that is known without its maker: a7m4, a6400, d750, x-t5, x100v, rx100, 5d mark iv.
std::size_t lone_model_end(const Sentence& sentence, std::size_t at, std::string_view& maker) {
  const std::string_view text = sentence.text();
  std::string run(model_run(text, at));
  if (run.size() < 2) return at;
  const std::size_t end = model_end(sentence, at, {});
  if (end == at) return at;
  run.erase(std::remove(run.begin(), run.end(), '-'), run.end());
  const bool more = end > at + run.size();
  const auto digits_from = [&](std::size_t from) {
    return run.size() > from && std::all_of(run.begin() + static_cast<std::ptrdiff_t>(from), run.end(), is_digit);
  };
  const std::string_view key = run;
  if (key.starts_with("a7") || key.starts_with("a9")) {
    maker = "Sony";
    return key.size() > 2 || more ? end : at;
  }
  if (key.starts_with("ilce") || key.starts_with("dsc") || (key.starts_with("rx") && digits_from(2)) ||
      (key.size() == 5 && key.starts_with("a6") && key.ends_with("00")) || key.starts_with("zve") ||
      key.starts_with("xq")) {
    if (key.starts_with("dsc") && digits_from(3)) return at;  // a file's name
    maker = "Sony";
    return end;
  }
  if ((key.starts_with("om") || key.starts_with("em")) && digits_from(2)) return maker = "Olympus", end;
  if (key[0] == 'd' && digits_from(1) && (key.size() == 4 || key.size() == 5)) return maker = "Nikon", end;
  if ((key.starts_with("xt") || key.starts_with("xh")) && key.size() > 2 && is_digit(key[2]))
    return maker = "Fujifilm", end;
  if (key.starts_with("x100") && key.size() <= 5) return maker = "Fujifilm", end;
  if (key.starts_with("gfx") && key.size() > 3) return maker = "Fujifilm", end;
  if (key.ends_with('d') && is_digit(key[0]) && key.size() <= 4 && key != "3d" && key != "2d" &&
      (more || key.size() >= 3))
    return maker = "Canon", end;
  if (key[0] == 'r' && digits_from(1) && key.size() == 2 && more) return maker = "Canon", end;
  return at;
}

const Maker* maker_at(const Sentence& sentence, std::size_t at, std::size_t& length, bool& nickname) {
  const Maker* best = nullptr;
  length = 0;
  for (const Maker& maker : makers()) {
    const std::size_t name = sentence.longest_at(at, maker.names);
    const std::size_t nick = sentence.longest_at(at, maker.nicknames);
    if (std::max(name, nick) <= length) continue;
    length = std::max(name, nick);
    nickname = nick > name;
    best = &maker;
  }
  return best;
}

const Line* line_at(const Sentence& sentence, std::size_t at) {
  for (const Line& line : kLines) {
    if (sentence.stands_at(at, line.word)) return &line;
  }
  return nullptr;
}

const Device* device_at(const Sentence& sentence, std::size_t at) {
  const Device* best = nullptr;
  for (const Device& device : kDevices) {
    if (sentence.stands_at(at, device.word) && (best == nullptr || device.word.size() > best->word.size()))
      best = &device;
  }
  return best;
}

/// "shot with [my]", 用 before it, or 拍, "photos" behind it.
bool in_company(const Sentence& sentence, TextSpan span) {
  std::size_t begin = span.begin;
  begin -= sentence.longest_before(begin, kArticles);
  begin -= sentence.longest_before(begin, kPossessives);
  if (sentence.longest_before(begin, kShotWith) > 0) return true;
  std::size_t end = sentence.skip_blanks(span.end);
  if (sentence.stands_at(end, "的")) end = sentence.skip_blanks(end + "的"sv.size());
  return sentence.longest_at(end, kShotBehind) > 0;
}

/// A camera as a thing in the picture: "holding an iPhone", 拿着手机, "a drone over the sea".
bool is_a_thing(const Sentence& sentence, TextSpan span) {
  if (in_company(sentence, span)) return false;
  constexpr std::array kIndefinite = {"a"sv, "an"sv};
  return sentence.longest_before(span.begin, kHeld) > 0 || sentence.longest_before(span.begin, kIndefinite) > 0;
}

/// Everything that stands at a position, before it is asked whether a camera is meant.
struct Reading {
  std::string_view maker{};
  std::string model{};
  CameraKind kind = CameraKind::kAny;
  bool company = false;  // a name that is also another thing
  bool device = false;
  std::size_t end = 0;
};

Reading read_at(const Sentence& sentence, std::size_t at) {
  Reading reading{.end = at};
  std::size_t length = 0;
  bool nickname = false;
  const Maker* const maker = maker_at(sentence, at, length, nickname);
  if (maker != nullptr) {
    reading.maker = maker->name;
    reading.company = nickname;
    reading.end = at + length;
  }
  const std::size_t line_begin = sentence.skip_blanks(reading.end);
  const Line* const line = line_at(sentence, line_begin);
  const bool usable = line != nullptr && (maker == nullptr || maker->name == line->maker);
  std::size_t model_begin = reading.end;
  if (usable) {
    const std::size_t line_end = line_begin + line->word.size();
    const std::size_t end = model_end(sentence, line_end, {.bare_number = true, .heads = true, .needs_number = false});
    if (end > line_end || !line->number || maker != nullptr) {
      const bool name_only = end == line_end;
      reading.maker = line->maker;
      reading.company = name_only && ((line->company && maker == nullptr) || (line->number && nickname));
      reading.model = model_key(std::string(line->key) + " " + spelled_model(sentence, {line_end, end}, false));
      reading.end = end;
    }
  }
  if (maker == nullptr || maker->name == "Ricoh") {
    const Written gr = ricoh_gr_at(sentence, line_begin);
    if (!gr.model.empty() && (maker != nullptr || gr.model.size() > 2)) {
      reading.maker = "Ricoh";
      reading.company = maker == nullptr && gr.figures;
      reading.model = model_key(gr.model);
      reading.end = gr.end;
      return reading;
    }
  }
  if (reading.model.empty() && maker != nullptr) {
    const bool phones = maker->kind != CameraKind::kAny;
    const std::size_t end =
        model_end(sentence, model_begin, {.bare_number = phones, .heads = phones, .needs_number = true});
    if (end > model_begin) {
      reading.model = model_key(spelled_model(sentence, {model_begin, end}, !phones));
      reading.company = false;
      reading.end = end;
    }
  }
  if (reading.maker.empty()) {
    const std::size_t end = lone_model_end(sentence, at, reading.maker);
    if (end > at) reading.model = model_key(spelled_model(sentence, {at, end}, true));
    reading.end = end;
  }
  return reading;
}

void read_device(const Sentence& sentence, std::size_t at, Reading& reading) {
  std::size_t begin = sentence.skip_blanks(reading.end);
  if (reading.end > at && sentence.stands_at(begin, "的")) begin += "的"sv.size();
  const Device* const device = device_at(sentence, begin);
  if (device == nullptr) return;
  if (reading.maker.empty() && device->kind == CameraKind::kAny) return;  // "camera" alone is a thing
  reading.kind = device->kind;
  reading.device = true;
  if (reading.maker.empty())
    reading.company = device->kind == CameraKind::kPhone;
  else
    reading.company = false;
  reading.end = begin + device->word.size();
}

}  // namespace

std::string canonical_of(const CameraFilter& filter) {
  std::string words;
  for (const char c : filter.make) words.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  const auto add = [&](std::string_view word) { words += (words.empty() ? "" : " ") + std::string(word); };
  if (!filter.model.empty()) add(filter.model);
  if (filter.kind == CameraKind::kPhone) add("phone");
  if (filter.kind == CameraKind::kDrone) add("drone");
  if (filter.kind == CameraKind::kActionCamera) add("action camera");
  return "camera:" + (words.find(' ') == std::string::npos ? words : "\"" + words + "\"");
}

std::optional<Found> camera_at(const Sentence& sentence, std::size_t position) {
  if (!sentence.word_begins(position)) return std::nullopt;
  if (begins_another_thing(sentence, position)) return std::nullopt;
  Reading reading = read_at(sentence, position);
  read_device(sentence, position, reading);
  if (reading.end == position) return std::nullopt;
  const TextSpan span{position, reading.end};
  if (reading.company && !in_company(sentence, span)) return std::nullopt;
  if (is_a_thing(sentence, span)) return std::nullopt;
  const bool maker_alone = reading.model.empty() && !reading.device;
  if (maker_alone && is_other_product(sentence, span.end)) return std::nullopt;
  CameraFilter filter{.make = std::string(reading.maker), .model = reading.model, .kind = reading.kind};
  Found found{.span = span, .kind = ChipKind::kCamera, .filter = filter, .canonical = canonical_of(filter)};
  found.label = std::string(sentence.original(span));
  return found;
}

std::optional<CameraFilter> read_camera(std::string_view value) {
  const Sentence words(value);
  const std::string_view text = words.text();
  CameraFilter filter;
  std::size_t length = 0;
  bool nickname = false;
  if (const Maker* const maker = maker_at(words, 0, length, nickname)) filter.make = std::string(maker->name);
  std::size_t end = text.size();
  for (const Device& device : kDevices) {
    const std::size_t begin = end - std::min(end, device.word.size());
    if (device.kind == CameraKind::kAny || begin < length || text.substr(begin) != device.word) continue;
    filter.kind = device.kind;
    end = begin;
    break;
  }
  std::size_t model = words.skip_blanks(length);
  const Line* const line = line_at(words, model);
  std::string spelled(text.substr(std::min(model, end), end - std::min(model, end)));
  if (line != nullptr && (filter.make.empty() || filter.make == line->maker)) {
    filter.make = std::string(line->maker);
    spelled = std::string(line->key) + " " +
              std::string(text.substr(model + line->word.size(), end - std::min(end, model + line->word.size())));
  } else if (filter.make.empty() && filter.kind == CameraKind::kAny) {
    std::string_view maker;
    if (lone_model_end(words, 0, maker) == text.size()) filter.make = std::string(maker);
  }
  if (filter.make == "Ricoh" || filter.make.empty()) {
    const Written gr = ricoh_gr_at(words, model);
    if (gr.model.size() > 2 && gr.end == end) {
      filter.make = "Ricoh";
      spelled = gr.model;
    }
  }
  filter.model = model_key(spelled);
  if (filter.make.empty() && filter.model.empty() && filter.kind == CameraKind::kAny) return std::nullopt;
  return filter;
}

}  // namespace shoebox::query
