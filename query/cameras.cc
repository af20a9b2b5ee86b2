// Both sides of a comparison become keys: a photo's camera gives all keys that people use for it (whole, without the
// line's name, the line alone, the names behind a code), the question gives one, and equal is equal. So "iPhone 15 Pro"
// is not found in "iPhone 15 Pro Max", and "iPhone" is found in both.

#include "query/cameras.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "query/camera_models.h"

namespace shoebox::query {

namespace {

using Names = std::span<const std::string_view>;

template <typename... Words>
constexpr auto names(Words... words) {
  return std::array<std::string_view, sizeof...(Words)>{words...};
}

constexpr auto kCanon = names("canon", "佳能");
constexpr auto kNikon = names("nikon", "尼康");
constexpr auto kSony = names("sony", "索尼");
constexpr auto kFuji = names("fujifilm", "fuji film", "fuji", "富士胶片", "富士");
constexpr auto kAppleNick = names("apple", "苹果");
constexpr auto kHuawei = names("huawei", "华为");
constexpr auto kHonorNick = names("honor", "荣耀");
constexpr auto kXiaomi = names("xiaomi", "小米");
constexpr auto kSamsung = names("samsung", "三星");
constexpr auto kGoogleNick = names("google", "谷歌");
constexpr auto kOnePlus = names("oneplus", "one plus", "一加");
constexpr auto kOppo = names("oppo");
constexpr auto kVivo = names("vivo");
constexpr auto kRealme = names("realme", "真我");
constexpr auto kMeizu = names("meizu", "魅族");
constexpr auto kMotorola = names("motorola", "摩托罗拉");
constexpr auto kLgNick = names("lg");
constexpr auto kHtc = names("htc", "宏达电");
constexpr auto kNokia = names("nokia", "诺基亚");
constexpr auto kBlackBerryNick = names("blackberry", "黑莓");
constexpr auto kAsus = names("asus", "华硕");
constexpr auto kLenovo = names("lenovo", "联想手机");
constexpr auto kZte = names("zte", "中兴");
constexpr auto kNubia = names("nubia", "努比亚");
constexpr auto kNothingNick = names("nothing");
constexpr auto kPanasonic = names("panasonic", "松下");
constexpr auto kOlympus = names("olympus", "om system", "奥林巴斯");
constexpr auto kPentax = names("pentax", "宾得");
constexpr auto kRicoh = names("ricoh", "理光");
constexpr auto kLeica = names("leica", "徕卡", "莱卡");
constexpr auto kHasselblad = names("hasselblad", "哈苏");
constexpr auto kDji = names("dji", "大疆");
constexpr auto kGoPro = names("gopro", "go pro");
constexpr auto kInsta = names("insta360", "影石");
constexpr auto kKodak = names("kodak", "柯达");
constexpr auto kCasio = names("casio", "卡西欧");
constexpr auto kMinolta = names("konica minolta", "minolta", "美能达", "柯尼卡美能达");
constexpr auto kSigma = names("适马");
constexpr auto kSigmaNick = names("sigma");
constexpr auto kPhaseOne = names("phase one", "飞思");
constexpr auto kEpson = names("epson", "爱普生");
constexpr auto kPolaroid = names("polaroid", "宝丽来");
constexpr auto kParrotNick = names("parrot");
constexpr auto kAutel = names("autel", "道通");

constexpr CameraKind kPhone = CameraKind::kPhone;
constexpr CameraKind kDrone = CameraKind::kDrone;
constexpr CameraKind kAction = CameraKind::kActionCamera;
constexpr CameraKind kCamera = CameraKind::kAny;

constexpr std::array kMakers = {
    Maker{"Canon", "canon", kCamera, kCanon, {}},
    Maker{"Nikon", "nikon", kCamera, kNikon, {}},
    Maker{"Sony", "sony", kCamera, kSony, {}},
    Maker{"Fujifilm", "fuji", kCamera, kFuji, {}},
    Maker{"Apple", "apple", kPhone, {}, kAppleNick},
    Maker{"Huawei", "huawei", kPhone, kHuawei, {}},
    Maker{"Honor", "honor", kPhone, {}, kHonorNick},
    Maker{"Xiaomi", "xiaomi", kPhone, kXiaomi, {}},
    Maker{"Xiaomi", "redmi", kPhone, {}, {}},
    Maker{"Xiaomi", "poco", kPhone, {}, {}},
    Maker{"Samsung", "samsung", kPhone, kSamsung, {}},
    Maker{"Google", "google", kPhone, {}, kGoogleNick},
    Maker{"OnePlus", "oneplus", kPhone, kOnePlus, {}},
    Maker{"OPPO", "oppo", kPhone, kOppo, {}},
    Maker{"vivo", "vivo", kPhone, kVivo, {}},
    Maker{"realme", "realme", kPhone, kRealme, {}},
    Maker{"Meizu", "meizu", kPhone, kMeizu, {}},
    Maker{"Motorola", "motorola", kPhone, kMotorola, {}},
    Maker{"LG", "lg", kPhone, {}, kLgNick},
    Maker{"HTC", "htc", kPhone, kHtc, {}},
    Maker{"Nokia", "nokia", kPhone, kNokia, {}},
    Maker{"Nokia", "hmd", kPhone, {}, {}},
    Maker{"BlackBerry", "blackberry", kPhone, {}, kBlackBerryNick},
    Maker{"ASUS", "asus", kPhone, kAsus, {}},
    Maker{"Lenovo", "lenovo", kPhone, kLenovo, {}},
    Maker{"ZTE", "zte", kPhone, kZte, {}},
    Maker{"nubia", "nubia", kPhone, kNubia, {}},
    Maker{"Nothing", "nothing", kPhone, {}, kNothingNick},
    Maker{"Panasonic", "panasonic", kCamera, kPanasonic, {}},
    Maker{"Olympus", "olympus", kCamera, kOlympus, {}},
    Maker{"Olympus", "om digital", kCamera, {}, {}},
    Maker{"Pentax", "pentax", kCamera, kPentax, {}},
    Maker{"Ricoh", "ricoh", kCamera, kRicoh, {}},
    Maker{"Leica", "leica", kCamera, kLeica, {}},
    Maker{"Hasselblad", "hasselblad", kCamera, kHasselblad, {}},
    Maker{"DJI", "dji", kDrone, kDji, {}},
    Maker{"GoPro", "gopro", kAction, kGoPro, {}},
    Maker{"Insta360", "arashi vision", kAction, {}, {}},
    Maker{"Insta360", "insta360", kAction, kInsta, {}},
    Maker{"Kodak", "kodak", kCamera, kKodak, {}},
    Maker{"Casio", "casio", kCamera, kCasio, {}},
    Maker{"Minolta", "minolta", kCamera, kMinolta, {}},
    Maker{"Sigma", "sigma", kCamera, kSigma, kSigmaNick},
    Maker{"Phase One", "phase one", kCamera, kPhaseOne, {}},
    Maker{"Epson", "epson", kCamera, kEpson, {}},
    Maker{"Polaroid", "polaroid", kCamera, kPolaroid, {}},
    Maker{"Parrot", "parrot", kDrone, {}, kParrotNick},
    Maker{"Autel", "autel", kDrone, kAutel, {}},
};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_digit);
}

std::string lowered(std::string_view text) {
  std::string low(text);
  for (char& c : low) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return low;
}

std::string letters_and_digits(std::string_view text, bool hyphens = false) {
  std::string kept;
  for (const char c : text) {
    if (is_letter(c) || is_digit(c) || (hyphens && c == '-')) kept.push_back(c);
  }
  return lowered(kept);
}

/// 2 for "ii", 0 for what is no Roman number of models.
int roman(std::string_view word) {
  constexpr std::array<std::string_view, 9> kNumbers = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii"};
  const auto found = std::find(kNumbers.begin() + 1, kNumbers.end(), word);
  return found == kNumbers.end() ? 0 : static_cast<int>(found - kNumbers.begin());
}

/// "markii", "mark2", "mkii", "ii" → "m2"; empty for others.
std::string generation(std::string_view word) {
  std::string_view number = word;
  for (const std::string_view mark : {std::string_view("mark"), std::string_view("mk")}) {
    if (word.starts_with(mark)) number = word.substr(mark.size());
  }
  const bool marked = number.size() < word.size();
  if (marked && number.size() == 1 && is_digit(number[0])) return "m" + std::string(number);
  const int value = roman(number);
  if (value == 0 || (!marked && value == 1)) return {};
  return "m" + std::to_string(value);
}

/// Words of a model: hyphens join, blanks part; "mark" and its number are one; "5dmarkiv" is two. Nikon writes Z 6_2.
std::vector<std::string> model_words(std::string_view text) {
  std::vector<std::string> words(1);
  const bool nikon_mark = text.size() > 2 && text[text.size() - 2] == '_' && is_digit(text.back());
  for (const char c : text) {
    if (c == '_' && nikon_mark) {
      words.emplace_back("mark");
    } else if (is_letter(c) || is_digit(c)) {
      words.back().push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
    } else if (c != '-' && !words.back().empty()) {
      words.emplace_back();
      if (c == '+') words.back() = "plus", words.emplace_back();
    } else if (c == '+') {
      words.back() = "plus";
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  std::vector<std::string> joined;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string word = words[i];
    if ((word == "mark" || word == "mk") && i + 1 < words.size()) word += words[++i];
    if (i + 1 < words.size() && words[i + 1] == "generation" && is_digit(word[0])) {  // "iPhone SE (2nd generation)"
      word.erase(1);
      ++i;
    }
    const std::size_t mark = word.find("mark");
    if (mark != std::string::npos && mark > 0) {
      joined.push_back(word.substr(0, mark));
      word.erase(0, mark);
    }
    joined.push_back(std::move(word));
  }
  return joined;
}

/// A word that ends in a Roman number behind a digit: "a7iv" → "a7m4".
std::string with_roman_tail(const std::string& word) {
  std::size_t tail = word.size();
  while (tail > 0 && (word[tail - 1] == 'i' || word[tail - 1] == 'v')) --tail;
  if (tail == word.size() || tail == 0) return word;
  const int value = roman(std::string_view(word).substr(tail));
  const bool behind_model = is_digit(word[tail - 1]) || (tail >= 2 && is_digit(word[tail - 2]));
  if (value < 2 || !behind_model) return word;
  return word.substr(0, tail) + "m" + std::to_string(value);
}

std::string key_of(std::span<const std::string> words) {
  std::string key;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string mark = i == 0 ? std::string() : generation(words[i]);
    key += mark.empty() ? with_roman_tail(words[i]) : mark;
  }
  return key;
}

void add(std::vector<std::string>& keys, std::string key) {
  if (!key.empty() && std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(std::move(key));
}

/// The whole; each tail that still has the first number ("eos r6": "r6"); each line before it ("eos").
void add_keys_of_words(std::vector<std::string>& keys, std::span<const std::string> words) {
  if (words.empty()) return;
  std::size_t number = 0;
  while (number < words.size() && !has_digit(words[number])) ++number;
  add(keys, key_of(words));
  for (std::size_t begin = 1; begin <= number && begin < words.size() && number < words.size(); ++begin)
    add(keys, key_of(words.subspan(begin)));
  for (std::size_t end = 1; end <= number && end < words.size(); ++end) add(keys, key_of(words.first(end)));
}

/// ILCE-7RM4A is sold as A7R IV: "a7rm4", "a7r4". DSC-RX100M3: "rx100m3".
void add_sony_keys(std::vector<std::string>& keys, std::string_view code) {
  for (const std::string_view head : {std::string_view("ilce"), std::string_view("slta"), std::string_view("dslra")}) {
    if (!code.starts_with(head)) continue;
    std::string key = "a" + std::string(code.substr(head.size()));
    if (key.size() > 2 && key.back() == 'a' && is_digit(key[key.size() - 2])) key.pop_back();
    add(keys, key);
    const std::size_t mark = key.find('m');
    if (mark != std::string::npos && mark > 2) add(keys, key.substr(0, mark) + key.substr(mark + 1));
    add(keys, "alpha");
  }
  for (const std::string_view head :
       {std::string_view("dsc"), std::string_view("dmc"), std::string_view("ilme"), std::string_view("dc")}) {
    if (code.starts_with(head) && code.size() > head.size() + 1) add(keys, std::string(code.substr(head.size())));
  }
}

void add_sold_names(std::vector<std::string>& keys, std::string_view model) {
  const std::string code = letters_and_digits(model, true);
  std::size_t longest = 0;
  for (const ModelNames& known : model_names()) {
    if (code.starts_with(known.code)) longest = std::max(longest, known.code.size());
  }
  for (const ModelNames& known : model_names()) {
    if (longest == 0 || known.code.size() != longest || !code.starts_with(known.code)) continue;
    std::string_view rest = known.names;
    while (!rest.empty()) {
      const std::size_t blank = std::min(rest.find(' '), rest.size());
      add(keys, std::string(rest.substr(0, blank)));
      rest.remove_prefix(std::min(blank + 1, rest.size()));
    }
  }
}

bool is_drone_of_hasselblad(std::string_view model) {
  return model.size() > 3 && model[0] == 'l' && is_digit(model[1]) && model[2] == 'd' && model[3] == '-';
}

CameraKind kind_of(const Maker* maker, std::string_view model) {
  const auto begins = [&](std::string_view head) { return model.starts_with(head); };
  if (begins("iphone") || begins("ipad")) return kPhone;
  if (is_drone_of_hasselblad(model)) return kDrone;
  if (maker == nullptr) return kCamera;
  if (maker->name == "DJI" && (model.find("osmo") != std::string_view::npos || begins("ot") || begins("ac0")))
    return model.find("mobile") == std::string_view::npos ? kAction : kPhone;
  if (maker->name == "Sony" && (begins("xq-") || begins("so-") || model.find("xperia") != std::string_view::npos))
    return kPhone;
  if (maker->name == "Samsung" && (begins("nx") || begins("ek-") || begins("samsung"))) return kCamera;
  return maker->kind;
}

}  // namespace

std::span<const Maker> makers() {
  return kMakers;
}

std::string model_key(std::string_view folded_words) {
  return key_of(model_words(folded_words));
}

CameraNames camera_names(std::string_view make, std::string_view model) {
  CameraNames camera;
  const std::string low_make = lowered(make);
  const std::string low_model = lowered(model);
  const Maker* found = nullptr;
  for (const Maker& maker : kMakers) {
    if (low_make.find(maker.exif) == std::string::npos && !low_model.starts_with(maker.exif)) continue;
    if (found == nullptr) found = &maker;
    add(camera.makes, std::string(maker.name));
  }
  if (low_model.starts_with("iphone") || low_model.starts_with("ipad")) add(camera.makes, "Apple");
  if (is_drone_of_hasselblad(low_model)) add(camera.makes, "DJI");
  std::vector<std::string> words = model_words(model);
  if (found != nullptr && words.size() > 1 && found->exif.find(words[0]) != std::string_view::npos &&
      words[0].size() > 2 && found->exif != "redmi" && found->exif != "poco")
    words.erase(words.begin());
  add_keys_of_words(camera.models, words);
  add(camera.models, model_key(model));
  if (!words.empty()) add_sony_keys(camera.models, words[0]);
  add_sold_names(camera.models, model);
  if (found != nullptr && found->name == "GoPro" && !words.empty()) add(camera.models, words[0]);  // HERO12 Black
  camera.kind = kind_of(found, low_model);
  return camera;
}

bool matches(const CameraFilter& filter, const CameraNames& camera) {
  const auto has = [](const std::vector<std::string>& list, const std::string& name) {
    return std::find(list.begin(), list.end(), name) != list.end();
  };
  if (!filter.make.empty() && !has(camera.makes, filter.make)) return false;
  if (!filter.model.empty() && !has(camera.models, filter.model)) return false;
  return filter.kind == CameraKind::kAny || filter.kind == camera.kind;
}

std::string lens_key(std::string_view lens) {
  return letters_and_digits(lens);
}

bool matches(const LensFilter& filter, std::string_view lens) {
  const std::string_view words = filter.words;
  for (std::size_t at = lens.find(words); at != std::string_view::npos && !words.empty();
       at = lens.find(words, at + 1)) {
    const std::size_t end = at + words.size();
    const bool cuts_front = at > 0 && is_digit(words.front()) && is_digit(lens[at - 1]);
    const bool cuts_back = end < lens.size() && is_digit(words.back()) && is_digit(lens[end]);
    if (!cuts_front && !cuts_back) return true;
  }
  return false;
}

}  // namespace shoebox::query
