#include "query/kind_words.h"

#include <algorithm>
#include <array>

#include "query/camera_words.h"
#include "query/cameras.h"
#include "query/structured.h"

namespace shoebox::query {

namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kPhotoWords = {"照片"sv,    "相片"sv,     "图片"sv,   "图"sv,    "照"sv,     "的照片"sv,
                                    "的图片"sv,  "photo"sv,    "photos"sv, "pic"sv,   "pics"sv,   "shot"sv,
                                    "picture"sv, "pictures"sv, "shots"sv,  "image"sv, "images"sv, "file"sv,
                                    "files"sv,   "format"sv,   "格式"sv,   "文件"sv};

/// How sure a phrase is.
enum class When : std::uint8_t {
  kAlways,
  kBeforePhotos,  // only when a word for photos follows
  kAfterPhotos    // only behind "photos in" or the like
};

struct KindWord {
  std::string_view word;
  MediaKind kind;
  When when = When::kAlways;
};
constexpr std::array kKindWords = {KindWord{"屏幕截图", MediaKind::kScreenshot},
                                   KindWord{"屏幕快照", MediaKind::kScreenshot},
                                   KindWord{"手机截图", MediaKind::kScreenshot},
                                   KindWord{"手机截屏", MediaKind::kScreenshot},
                                   KindWord{"截图", MediaKind::kScreenshot},
                                   KindWord{"截屏", MediaKind::kScreenshot},
                                   KindWord{"截屏图", MediaKind::kScreenshot},
                                   KindWord{"屏幕截屏", MediaKind::kScreenshot},
                                   KindWord{"萤幕截图", MediaKind::kScreenshot},
                                   KindWord{"萤幕撷取", MediaKind::kScreenshot},
                                   KindWord{"screenshot", MediaKind::kScreenshot},
                                   KindWord{"screenshots", MediaKind::kScreenshot},
                                   KindWord{"screen shot", MediaKind::kScreenshot},
                                   KindWord{"screen shots", MediaKind::kScreenshot},
                                   KindWord{"screen capture", MediaKind::kScreenshot},
                                   KindWord{"screen captures", MediaKind::kScreenshot},
                                   KindWord{"screengrab", MediaKind::kScreenshot},
                                   KindWord{"screengrabs", MediaKind::kScreenshot},
                                   KindWord{"screencap", MediaKind::kScreenshot},
                                   KindWord{"screencaps", MediaKind::kScreenshot},
                                   KindWord{"全景照片", MediaKind::kPanorama},
                                   KindWord{"全景图片", MediaKind::kPanorama},
                                   KindWord{"全景图", MediaKind::kPanorama},
                                   KindWord{"全景照", MediaKind::kPanorama},
                                   KindWord{"全景", MediaKind::kPanorama},
                                   KindWord{"panorama", MediaKind::kPanorama},
                                   KindWord{"panoramas", MediaKind::kPanorama},
                                   KindWord{"panoramic", MediaKind::kPanorama},
                                   KindWord{"panoramic photos", MediaKind::kPanorama},
                                   KindWord{"pano", MediaKind::kPanorama},
                                   KindWord{"panos", MediaKind::kPanorama},
                                   KindWord{"连拍", MediaKind::kBurst},
                                   KindWord{"连拍照片", MediaKind::kBurst},
                                   KindWord{"连拍照", MediaKind::kBurst},
                                   KindWord{"连续拍摄", MediaKind::kBurst},
                                   KindWord{"burst", MediaKind::kBurst, When::kBeforePhotos},
                                   KindWord{"bursts", MediaKind::kBurst},
                                   KindWord{"burst mode", MediaKind::kBurst},
                                   KindWord{"实况照片", MediaKind::kLive},
                                   KindWord{"实况图", MediaKind::kLive},
                                   KindWord{"实况", MediaKind::kLive},
                                   KindWord{"动态照片", MediaKind::kLive},
                                   KindWord{"live图", MediaKind::kLive},
                                   KindWord{"live photo", MediaKind::kLive},
                                   KindWord{"live photos", MediaKind::kLive},
                                   KindWord{"motion photo", MediaKind::kLive},
                                   KindWord{"motion photos", MediaKind::kLive},
                                   KindWord{"moving photos", MediaKind::kLive},
                                   KindWord{"自拍照片", MediaKind::kSelfie},
                                   KindWord{"自拍照", MediaKind::kSelfie},
                                   KindWord{"自拍", MediaKind::kSelfie},
                                   KindWord{"selfie", MediaKind::kSelfie},
                                   KindWord{"selfies", MediaKind::kSelfie},
                                   KindWord{"raw", MediaKind::kRaw, When::kBeforePhotos},
                                   KindWord{"raws", MediaKind::kRaw},
                                   KindWord{"raw格式", MediaKind::kRaw},
                                   KindWord{"raw照片", MediaKind::kRaw},
                                   KindWord{"raw文件", MediaKind::kRaw},
                                   KindWord{"raw图", MediaKind::kRaw},
                                   KindWord{"edited", MediaKind::kEdited, When::kBeforePhotos},
                                   KindWord{"编辑过的", MediaKind::kEdited},
                                   KindWord{"修过的", MediaKind::kEdited},
                                   KindWord{"修图后的", MediaKind::kEdited},
                                   KindWord{"p过的", MediaKind::kEdited},
                                   KindWord{"扫描件", MediaKind::kDocument},
                                   KindWord{"scanned documents", MediaKind::kDocument},
                                   KindWord{"document scans", MediaKind::kDocument},
                                   KindWord{"document photos", MediaKind::kDocument}};

/// Things that hold a kind's word: 自拍杆 is a stick, 全景天窗 a car's roof.
constexpr std::array kKindThings = {"自拍杆"sv,         "自拍棒"sv,         "自拍神器"sv,         "全景天窗"sv,
                                    "全景房"sv,         "selfie stick"sv,   "selfie sticks"sv,    "实况足球"sv,
                                    "panoramic view"sv, "panoramic roof"sv, "panoramic window"sv, "panoramic views"sv,
                                    "抓自拍的人"sv};

struct OrientationWord {
  std::string_view word;
  Orientation orientation;
  When when = When::kAlways;
};
constexpr std::array kOrientationWords = {OrientationWord{"竖拍", Orientation::kPortrait},
                                          OrientationWord{"竖屏", Orientation::kPortrait},
                                          OrientationWord{"竖版", Orientation::kPortrait},
                                          OrientationWord{"竖图", Orientation::kPortrait},
                                          OrientationWord{"竖构图", Orientation::kPortrait},
                                          OrientationWord{"竖向", Orientation::kPortrait},
                                          OrientationWord{"竖幅", Orientation::kPortrait},
                                          OrientationWord{"竖着拍", Orientation::kPortrait},
                                          OrientationWord{"竖照", Orientation::kPortrait},
                                          OrientationWord{"纵向", Orientation::kPortrait},
                                          OrientationWord{"横拍", Orientation::kLandscape},
                                          OrientationWord{"横屏", Orientation::kLandscape},
                                          OrientationWord{"横版", Orientation::kLandscape},
                                          OrientationWord{"横图", Orientation::kLandscape},
                                          OrientationWord{"横构图", Orientation::kLandscape},
                                          OrientationWord{"横向", Orientation::kLandscape},
                                          OrientationWord{"横幅照片", Orientation::kLandscape},
                                          OrientationWord{"横着拍", Orientation::kLandscape},
                                          OrientationWord{"横照", Orientation::kLandscape},
                                          OrientationWord{"vertical", Orientation::kPortrait},
                                          OrientationWord{"vertically", Orientation::kPortrait},
                                          OrientationWord{"upright", Orientation::kPortrait, When::kBeforePhotos},
                                          OrientationWord{"horizontal", Orientation::kLandscape},
                                          OrientationWord{"portrait orientation", Orientation::kPortrait},
                                          OrientationWord{"landscape orientation", Orientation::kLandscape},
                                          OrientationWord{"portrait-oriented", Orientation::kPortrait},
                                          OrientationWord{"landscape-oriented", Orientation::kLandscape},
                                          OrientationWord{"portrait format", Orientation::kPortrait},
                                          OrientationWord{"landscape format", Orientation::kLandscape},
                                          OrientationWord{"portrait mode", Orientation::kPortrait},
                                          OrientationWord{"landscape mode", Orientation::kLandscape},
                                          OrientationWord{"vertical orientation", Orientation::kPortrait},
                                          OrientationWord{"horizontal orientation", Orientation::kLandscape},
                                          OrientationWord{"portrait-orientation", Orientation::kPortrait},
                                          OrientationWord{"landscape-orientation", Orientation::kLandscape},
                                          OrientationWord{"in portrait orientation", Orientation::kPortrait},
                                          OrientationWord{"in landscape orientation", Orientation::kLandscape},
                                          OrientationWord{"in portrait format", Orientation::kPortrait},
                                          OrientationWord{"in landscape format", Orientation::kLandscape},
                                          OrientationWord{"in portrait", Orientation::kPortrait, When::kAfterPhotos},
                                          OrientationWord{"in landscape", Orientation::kLandscape, When::kAfterPhotos},
                                          OrientationWord{"正方形", Orientation::kSquare, When::kBeforePhotos},
                                          OrientationWord{"方形", Orientation::kSquare, When::kBeforePhotos},
                                          OrientationWord{"方图", Orientation::kSquare},
                                          OrientationWord{"square", Orientation::kSquare, When::kBeforePhotos}};

constexpr std::array kUprightThings = {"garden"sv, "gardens"sv, "farm"sv,    "farming"sv,    "limit"sv, "line"sv,
                                       "lines"sv,  "stripe"sv,  "stripes"sv, "blinds"sv,     "drop"sv,  "cliff"sv,
                                       "climb"sv,  "bar"sv,     "bars"sv,    "stabilizer"sv, "rock"sv,  "wall"sv};

constexpr std::array kFavouriteWords = {"收藏的照片"sv,
                                        "我收藏的"sv,
                                        "收藏夹"sv,
                                        "收藏照片"sv,
                                        "已收藏"sv,
                                        "收藏的"sv,
                                        "收藏"sv,
                                        "星标照片"sv,
                                        "加星标"sv,
                                        "星标"sv,
                                        "最爱的照片"sv,
                                        "我最喜欢的照片"sv,
                                        "最喜欢的照片"sv,
                                        "favourites"sv,
                                        "favorites"sv,
                                        "favourite photos"sv,
                                        "favorite photos"sv,
                                        "favourite pictures"sv,
                                        "favorite pictures"sv,
                                        "favourite pics"sv,
                                        "favorite pics"sv,
                                        "favourite shots"sv,
                                        "favorite shots"sv,
                                        "favorited"sv,
                                        "favourited"sv,
                                        "starred"sv};
constexpr std::array kCollected = {"收藏品"sv, "收藏家"sv, "收藏馆"sv, "收藏柜"sv, "收藏的"sv};

struct Number {
  std::string_view word;
  int value = 0;
};
constexpr std::array kNumbers = {
    Number{"1", 1},   Number{"2", 2},     Number{"3", 3},    Number{"4", 4},    Number{"5", 5},  Number{"一", 1},
    Number{"两", 2},  Number{"二", 2},    Number{"三", 3},   Number{"四", 4},   Number{"五", 5}, Number{"one", 1},
    Number{"two", 2}, Number{"three", 3}, Number{"four", 4}, Number{"five", 5}, Number{"六", 6}, Number{"6", 6},
    Number{"six", 6}, Number{"七", 7},    Number{"八", 8},   Number{"九", 9},   Number{"十", 10}};

bool followed_by_photos(const Sentence& sentence, std::size_t end) {
  return sentence.longest_at(sentence.skip_blanks(end), kPhotoWords) > 0;
}

bool after_photos(const Sentence& sentence, std::size_t begin) {
  constexpr std::array kTaken = {"photo"sv, "photos"sv, "picture"sv, "pictures"sv, "pics"sv,
                                 "shots"sv, "shot"sv,   "taken"sv,   "images"sv};
  return sentence.longest_before(begin, kTaken) > 0;
}

bool holds(const Sentence& sentence, When when, TextSpan span) {
  if (when == When::kBeforePhotos) return followed_by_photos(sentence, span.end);
  if (when == When::kAfterPhotos) return after_photos(sentence, span.begin);
  return true;
}

/// The longest word of a table that stands at a position and holds there.
template <typename List>
auto longest_of(const Sentence& sentence, std::size_t at, const List& list) -> const typename List::value_type* {
  const typename List::value_type* best = nullptr;
  for (const auto& one : list) {
    if (!sentence.stands_at(at, one.word) || (best != nullptr && one.word.size() <= best->word.size())) continue;
    if (holds(sentence, one.when, {at, at + one.word.size()})) best = &one;
  }
  return best;
}

Found found_at(const Sentence& sentence, TextSpan span, ChipKind kind, Filter filter, std::string canonical) {
  Found found{.span = span, .kind = kind, .filter = std::move(filter), .canonical = std::move(canonical)};
  found.label = std::string(sentence.original(span));
  return found;
}

std::optional<Found> media_at(const Sentence& sentence, std::size_t at) {
  if (sentence.longest_at(at, kKindThings) > 0) return std::nullopt;
  const KindWord* const word = longest_of(sentence, at, kKindWords);
  if (word == nullptr) return std::nullopt;
  return found_at(sentence, {at, at + word->word.size()}, ChipKind::kMedia, MediaFilter{word->kind},
                  canonical_of(word->kind));
}

/// 航拍 and "aerial photos": taken by a drone.
std::optional<Found> aerial_at(const Sentence& sentence, std::size_t at) {
  constexpr std::array kAerial = {"航拍照片"sv,      "航拍图"sv,          "航拍"sv,
                                  "aerial photos"sv, "aerial photo"sv,    "aerial shots"sv,
                                  "aerial shot"sv,   "aerial pictures"sv, "aerial photography"sv};
  const std::size_t length = sentence.longest_at(at, kAerial);
  if (length == 0 || sentence.stands_at(at, "航拍机")) return std::nullopt;
  const CameraFilter drone{.make = {}, .model = {}, .kind = CameraKind::kDrone};
  return found_at(sentence, {at, at + length}, ChipKind::kCamera, drone, canonical_of(drone));
}

std::optional<Found> orientation_at(const Sentence& sentence, std::size_t at) {
  const OrientationWord* const word = longest_of(sentence, at, kOrientationWords);
  if (word == nullptr) return std::nullopt;
  const std::size_t end = at + word->word.size();
  if (sentence.longest_at(sentence.skip_blanks(end), kUprightThings) > 0) return std::nullopt;
  return found_at(sentence, {at, end}, ChipKind::kOrientation, OrientationFilter{word->orientation},
                  canonical_of(word->orientation));
}

/// 收藏的|照片, 收藏的|风景照: the Chinese words behind end in one for photos.
bool photos_end_the_words(const Sentence& sentence, std::size_t begin) {
  if (followed_by_photos(sentence, begin)) return true;
  std::size_t end = begin;
  for (Character c = character_at(sentence.text(), end); letter_of(c.code) == Letter::kIdeograph && c.length > 0;
       c = character_at(sentence.text(), end))
    end += c.length;
  return end > begin && sentence.longest_before(end, kPhotoWords) > 0;
}

std::optional<Found> favourite_at(const Sentence& sentence, std::size_t at) {
  const std::size_t length = sentence.longest_at(at, kFavouriteWords);
  if (length == 0 || sentence.longest_at(at, kCollected) > length) return std::nullopt;
  const std::string_view written = sentence.text().substr(at, length);
  const std::size_t end = at + length;
  // "收藏" alone: only before 的照片 or at the end.
  if (written == "收藏" && sentence.skip_blanks(end) < sentence.text().size()) return std::nullopt;
  if (written == "收藏的" && !photos_end_the_words(sentence, end)) return std::nullopt;
  return found_at(sentence, {at, end}, ChipKind::kFavourite, FavouriteFilter{}, "is:favourite");
}

/// Where the number word at a position ends; its value.
const Number* number_at(const Sentence& sentence, std::size_t at) {
  const Number* best = nullptr;
  for (const Number& number : kNumbers) {
    if (sentence.stands_at(at, number.word) && (best == nullptr || number.word.size() > best->word.size()))
      best = &number;
  }
  return best;
}

/// 5星, 四星以上, "4 stars or more", "rated 5".
std::optional<Found> rating_at(const Sentence& sentence, std::size_t at) {
  constexpr std::array kRated = {"rated"sv, "rating"sv, "评分"sv, "打分"sv, "评分为"sv, "at least"sv, "至少"sv};
  constexpr std::array kStars = {"星"sv, "颗星"sv, "stars"sv, "star"sv, "-star"sv, "星级"sv, "分"sv};
  constexpr std::array kOrMore = {"以上"sv,   "及以上"sv,    "或以上"sv,    "or more"sv, "or better"sv,
                                  "and up"sv, "and above"sv, "or higher"sv, "+"sv};
  constexpr std::array kOrLess = {"以下"sv,     "及以下"sv,   "或以下"sv,    "or less"sv,
                                  "or fewer"sv, "or lower"sv, "and below"sv, "or below"sv};
  constexpr std::array kThings = {"级"sv,      "酒店"sv,   "红旗"sv,   "巴士"sv,       "上将"sv,   "期"sv,
                                  "座"sv,      "球"sv,     "堆"sv,     "hotel"sv,      "hotels"sv, "restaurant"sv,
                                  "general"sv, "resort"sv, "review"sv, "in the sky"sv, "手机"sv};
  const std::size_t rated = sentence.longest_at(at, kRated);
  const std::size_t number_begin = sentence.skip_blanks(at + rated);
  const Number* const number = number_at(sentence, number_begin);
  if (number == nullptr || number->value > 5) return std::nullopt;
  const std::size_t number_end = number_begin + number->word.size();
  const std::size_t stars_begin = sentence.skip_blanks(number_end);
  const std::size_t stars = sentence.longest_at(stars_begin, kStars);
  const std::string_view lead = sentence.part({at, at + rated});
  const bool says_rating = rated > 0 && lead != "at least" && lead != "至少";
  const std::string_view unit = sentence.part({stars_begin, stars_begin + stars});
  if (stars == 0 ? !says_rating : (unit == "分" && !says_rating)) return std::nullopt;
  const std::size_t end = stars == 0 ? number_end : stars_begin + stars;
  const std::size_t behind = sentence.skip_blanks(end);
  if (sentence.longest_at(behind, kThings) > 0) return std::nullopt;
  const std::size_t more = sentence.longest_at(behind, kOrMore);
  const bool least = more > 0 || lead == "at least" || lead == "至少";
  const std::size_t less = more > 0 ? 0 : sentence.longest_at(behind, kOrLess);
  if (less > 0) {
    const RatingFilter at_most{.least = 1, .most = number->value};
    return found_at(sentence, {at, behind + less}, ChipKind::kRating, at_most, canonical_of(at_most));
  }
  const Letter next = letter_of(character_at(sentence.text(), behind).code);
  const bool photos = followed_by_photos(sentence, end) || sentence.stands_at(behind, "的");
  const bool bare_word = more == 0 && !says_rating && !photos && behind < sentence.text().size() &&
                         (next == Letter::kLetter || next == Letter::kIdeograph);
  if (bare_word) return std::nullopt;  // "five star hotel", 五星红旗: whatever follows is described
  const RatingFilter filter{.least = number->value, .most = least ? 5 : number->value};
  return found_at(sentence, {at, more > 0 ? behind + more : end}, ChipKind::kRating, filter, canonical_of(filter));
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// f/1.8, f2.8: where it ends; `at` when there is none.
std::size_t aperture_end(const Sentence& sentence, std::size_t at) {
  const std::string_view text = sentence.text();
  if (at >= text.size() || text[at] != 'f') return at;
  std::size_t end = at + 1;
  if (end < text.size() && text[end] == '/') ++end;
  const std::size_t digits = end;
  while (end < text.size() && (is_digit(text[end]) || (text[end] == '.' && end > digits))) ++end;
  return end > digits && sentence.word_ends(end) ? end : at;
}

/// The 24-105 of "24-105 lens": millimetres that a zoom can have.
bool is_zoom(std::string_view figures) {
  const std::size_t dash = figures.find('-');
  if (dash == std::string_view::npos || dash < 1 || figures.find('-', dash + 1) != std::string_view::npos) return false;
  const std::string_view wide = figures.substr(0, dash);
  const std::string_view tele = figures.substr(dash + 1);
  constexpr std::size_t kDigitsMost = 3;
  const bool longer = tele.size() > wide.size() || (tele.size() == wide.size() && tele > wide);
  return !tele.empty() && tele.size() <= kDigitsMost && tele.size() >= 2 && longer;
}

/// 50mm, 24-70mm f2.8, 85毫米, 24-105 lens, 50定焦.
std::optional<Found> lens_at(const Sentence& sentence, std::size_t at) {
  const std::string_view text = sentence.text();
  std::size_t end = at;
  while (end < text.size() && (is_digit(text[end]) || ((text[end] == '-' || text[end] == '.') && end > at))) ++end;
  if (end == at || end - at > 9) return std::nullopt;
  constexpr std::array kUnits = {"mm"sv, "毫米"sv};
  constexpr std::array kThings = {"rain"sv, "降雨"sv, "thick"sv, "screw"sv, "子弹"sv, "film"sv, "胶片"sv};
  constexpr std::array kPrimes = {"定焦镜头"sv, "定焦头"sv, "定焦"sv, "prime lens"sv, "prime"sv};
  constexpr std::array kLens = {"定焦镜头"sv, "变焦镜头"sv, "长焦镜头"sv,  "广角镜头"sv,   "微距镜头"sv,
                                "镜头"sv,     "定焦"sv,     "变焦"sv,      "长焦"sv,       "广角"sv,
                                "微距"sv,     "定焦头"sv,   "zoom lens"sv, "prime lens"sv, "macro lens"sv,
                                "lens"sv,     "prime"sv,    "zoom"sv,      "telephoto"sv,  "端"sv};
  const std::string figures(text.substr(at, end - at));
  const std::size_t unit_begin = sentence.skip_blanks(end);
  const std::size_t unit = sentence.longest_at(unit_begin, kUnits);
  std::size_t stop = unit == 0 ? end : unit_begin + unit;
  std::size_t behind = sentence.skip_blanks(stop);
  if (sentence.longest_at(behind, kThings) > 0) return std::nullopt;
  std::string words = lens_key(figures + "mm");
  if (const std::size_t aperture = aperture_end(sentence, behind); aperture > behind) {
    words += lens_key(text.substr(behind, aperture - behind));
    stop = aperture;
    behind = sentence.skip_blanks(stop);
    if (unit == 0 && !is_zoom(figures)) return std::nullopt;
  } else if (unit == 0) {
    const bool zoom = is_zoom(figures) && sentence.longest_at(behind, kLens) > 0;
    const bool prime = figures.size() <= 3 && sentence.longest_at(behind, kPrimes) > 0;
    if (!zoom && !prime) return std::nullopt;
  }
  if (const std::size_t lens = sentence.longest_at(behind, kLens)) stop = behind + lens;
  return found_at(sentence, {at, stop}, ChipKind::kLens, LensFilter{words}, "lens:" + words);
}

/// 两个人的合影, "three people": how many, where faces are known.
std::optional<Found> people_at(const Sentence& sentence, std::size_t at) {
  constexpr std::array kCounted = {"个人的合影"sv, "个人合影"sv, "人合影"sv, "人合照"sv, "个人的合照"sv,
                                   "个人合照"sv,   "个人"sv,     "people"sv, "persons"sv};
  constexpr std::array kLone = {"单人照"sv, "solo portrait"sv, "one person"sv};
  constexpr std::array kNobody = {"空无一人"sv, "没有人"sv, "nobody"sv, "no people"sv, "no one"sv};
  const auto chip = [&](std::size_t end, int count) {
    return found_at(sentence, {at, end}, ChipKind::kPersonCount, PersonCountFilter{count, count},
                    "people_count:" + std::to_string(count));
  };
  if (const std::size_t lone = sentence.longest_at(at, kLone)) return chip(at + lone, 1);
  if (const std::size_t nobody = sentence.longest_at(at, kNobody)) return chip(at + nobody, 0);
  const Number* const number = number_at(sentence, at);
  if (number == nullptr) return std::nullopt;
  const std::size_t begin = sentence.skip_blanks(at + number->word.size());
  const std::size_t counted = sentence.longest_at(begin, kCounted);
  if (counted == 0) return std::nullopt;
  return chip(begin + counted, number->value);
}

}  // namespace

std::optional<Found> kind_at(const Sentence& sentence, std::size_t position, const ParseContext& context) {
  if (!sentence.word_begins(position)) return std::nullopt;
  if (auto found = media_at(sentence, position)) return found;
  if (auto found = aerial_at(sentence, position)) return found;
  if (auto found = orientation_at(sentence, position)) return found;
  if (auto found = favourite_at(sentence, position)) return found;
  if (auto found = rating_at(sentence, position)) return found;
  if (auto found = lens_at(sentence, position)) return found;
  return context.counts_people ? people_at(sentence, position) : std::nullopt;
}

}  // namespace shoebox::query
