#include "query/structured.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "query/camera_words.h"
#include "query/cameras.h"
#include "query/names.h"
#include "query/place_words.h"

namespace shoebox::query {

namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kKeyBytesMax = 24;
constexpr std::size_t kUnreadMax = 3;

struct Quotes {
  std::string_view open;
  std::string_view close;
};
constexpr std::array kQuotes = {Quotes{"\"", "\""}, Quotes{"“", "”"}, Quotes{"「", "」"}, Quotes{"『", "』"}};

struct NamedKind {
  std::string_view name;
  MediaKind kind;
};
constexpr std::array kKinds = {
    NamedKind{"photo", MediaKind::kPhoto},       NamedKind{"screenshot", MediaKind::kScreenshot},
    NamedKind{"panorama", MediaKind::kPanorama}, NamedKind{"burst", MediaKind::kBurst},
    NamedKind{"live", MediaKind::kLive},         NamedKind{"selfie", MediaKind::kSelfie},
    NamedKind{"drone", MediaKind::kDrone},       NamedKind{"raw", MediaKind::kRaw},
    NamedKind{"edited", MediaKind::kEdited},     NamedKind{"document", MediaKind::kDocument}};

struct NamedOrientation {
  std::string_view name;
  Orientation orientation;
};
constexpr std::array kOrientations = {NamedOrientation{"portrait", Orientation::kPortrait},
                                      NamedOrientation{"landscape", Orientation::kLandscape},
                                      NamedOrientation{"square", Orientation::kSquare}};

enum class Key : std::uint8_t {
  kNone,
  kPlace,
  kNear,
  kPerson,
  kOnly,
  kPeople,
  kCamera,
  kLens,
  kKind,
  kOrientation,
  kRating,
  kIs,
  kFile,
  kText,
  kTrip
};
struct NamedKey {
  std::string_view name;
  Key key;
};
constexpr std::array kKeys = {NamedKey{"place", Key::kPlace},
                              NamedKey{"location", Key::kPlace},
                              NamedKey{"地点", Key::kPlace},
                              NamedKey{"near", Key::kNear},
                              NamedKey{"person", Key::kPerson},
                              NamedKey{"people", Key::kPerson},
                              NamedKey{"who", Key::kPerson},
                              NamedKey{"人物", Key::kPerson},
                              NamedKey{"only", Key::kOnly},
                              NamedKey{"people_count", Key::kPeople},
                              NamedKey{"camera", Key::kCamera},
                              NamedKey{"make", Key::kCamera},
                              NamedKey{"相机", Key::kCamera},
                              NamedKey{"lens", Key::kLens},
                              NamedKey{"镜头", Key::kLens},
                              NamedKey{"kind", Key::kKind},
                              NamedKey{"type", Key::kKind},
                              NamedKey{"类型", Key::kKind},
                              NamedKey{"orientation", Key::kOrientation},
                              NamedKey{"rating", Key::kRating},
                              NamedKey{"评分", Key::kRating},
                              NamedKey{"is", Key::kIs},
                              NamedKey{"file", Key::kFile},
                              NamedKey{"folder", Key::kFile},
                              NamedKey{"filename", Key::kFile},
                              NamedKey{"文件", Key::kFile},
                              NamedKey{"text", Key::kText},
                              NamedKey{"文字", Key::kText},
                              NamedKey{"trip", Key::kTrip}};

Key key_of(std::string_view name) {
  const auto found = std::find_if(kKeys.begin(), kKeys.end(), [&](const NamedKey& key) { return key.name == name; });
  return found == kKeys.end() ? Key::kNone : found->key;
}

/// "3", "3..5", "3.." within 0 to `most`.
std::optional<std::pair<int, int>> read_range(std::string_view value, int most) {
  const std::size_t dots = value.find("..");
  const auto number = [&](std::string_view digits, int otherwise) -> std::optional<int> {
    if (digits.empty()) return otherwise;
    int parsed = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), parsed);
    if (error != std::errc() || end != digits.data() + digits.size() || parsed < 0 || parsed > most)
      return std::nullopt;
    return parsed;
  };
  if (value.empty()) return std::nullopt;
  const auto least = number(value.substr(0, dots), 0);
  const auto upper = dots == std::string_view::npos ? least : number(value.substr(dots + 2), most);
  if (!least || !upper || *least > *upper) return std::nullopt;
  return std::pair{*least, *upper};
}

/// The list "a,b" in parts; a comma inside of a name's value is not meant ("paris, texas" is one place).
std::optional<PersonFilter> read_persons(std::string_view value, const PersonFinder* finder) {
  if (auto one = read_person(value, finder)) return one;
  PersonFilter all;
  while (!value.empty()) {
    const std::size_t comma = std::min(value.find(','), value.size());
    const auto one = read_person(value.substr(0, comma), finder);
    if (!one) return std::nullopt;
    all.persons.insert(all.persons.end(), one->persons.begin(), one->persons.end());
    value.remove_prefix(std::min(comma + 1, value.size()));
  }
  if (all.persons.empty()) return std::nullopt;
  return all;
}

template <typename List>
auto named(const List& list, std::string_view name) -> const typename List::value_type* {
  const auto found = std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.name == name; });
  return found == list.end() ? nullptr : &*found;
}

struct Read {
  ChipKind kind = ChipKind::kText;
  Filter filter{};
};

/// "only:lily": nobody else; "only:lily+lily+tom": lily, and nobody but the two.
std::optional<Read> read_person_key(Key key, std::string_view folded, const ParseContext& context) {
  const std::size_t plus = key == Key::kOnly ? folded.find('+') : std::string_view::npos;
  auto persons = read_persons(folded.substr(0, plus), context.people);
  if (!persons) return std::nullopt;
  persons->only = key == Key::kOnly;
  for (std::size_t at = plus; at != std::string_view::npos && at < folded.size();) {
    const std::size_t end = std::min(folded.find('+', at + 1), folded.size());
    const auto other = read_persons(folded.substr(at + 1, end - at - 1), context.people);
    if (!other) return std::nullopt;
    persons->beside.insert(persons->beside.end(), other->persons.begin(), other->persons.end());
    at = end;
  }
  return Read{ChipKind::kPerson, std::move(*persons)};
}

std::optional<Read> read_place_key(Key key, std::string_view folded, const ParseContext& context) {
  auto circles = key == Key::kNear ? read_circles(folded) : std::nullopt;
  if (circles) return Read{ChipKind::kPlace, std::move(*circles)};
  if (auto place = read_place(folded, context.places)) return Read{ChipKind::kPlace, std::move(*place)};
  PlaceFilter all;  // "place:paris,rome": any of them
  for (std::string_view rest = folded; key == Key::kPlace && !rest.empty();) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    const auto one = read_place(rest.substr(0, comma), context.places);
    if (!one) return std::nullopt;
    all.areas.insert(all.areas.end(), one->areas.begin(), one->areas.end());
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  if (all.areas.empty()) return std::nullopt;
  return Read{ChipKind::kPlace, std::move(all)};
}

/// `written` is the value as the user wrote it, `folded` to compare.
std::optional<Read> read_value(Key key, std::string_view written, std::string_view folded,
                               const ParseContext& context) {
  switch (key) {
    case Key::kPlace:
    case Key::kNear:
      return read_place_key(key, folded, context);
    case Key::kPerson:
    case Key::kOnly:
      return read_person_key(key, folded, context);
    case Key::kPeople:
      if (const auto range = read_range(folded, 1000))
        return Read{ChipKind::kPersonCount, PersonCountFilter{range->first, range->second}};
      return std::nullopt;
    case Key::kCamera:
      if (auto camera = read_camera(folded)) return Read{ChipKind::kCamera, std::move(*camera)};
      return std::nullopt;
    case Key::kLens:
      if (std::string lens = lens_key(folded); !lens.empty()) return Read{ChipKind::kLens, LensFilter{std::move(lens)}};
      return std::nullopt;
    case Key::kKind:
    case Key::kIs:
      if (key == Key::kIs && (folded == "favourite" || folded == "favorite" || folded == "starred"))
        return Read{ChipKind::kFavourite, FavouriteFilter{}};
      if (const NamedKind* kind = named(kKinds, folded)) return Read{ChipKind::kMedia, MediaFilter{kind->kind}};
      return std::nullopt;
    case Key::kOrientation:
      if (const NamedOrientation* one = named(kOrientations, folded))
        return Read{ChipKind::kOrientation, OrientationFilter{one->orientation}};
      return std::nullopt;
    case Key::kRating:
      if (const auto range = read_range(folded, 5))
        return Read{ChipKind::kRating, RatingFilter{range->first, range->second}};
      return std::nullopt;
    case Key::kFile:
      return Read{ChipKind::kFile, FileFilter{std::string(written)}};
    case Key::kText:
      return Read{ChipKind::kText, TextFilter{std::string(written)}};
    case Key::kTrip:
      return Read{ChipKind::kTrip, TripFilter{std::string(written)}};
    case Key::kNone:
      break;
  }
  return std::nullopt;
}

/// A value: where it stands without its quotes, and where what belongs to it ends.
struct Value {
  TextSpan inner{};
  std::size_t end = 0;
};

std::optional<Value> quoted_at(const Sentence& sentence, std::size_t at) {
  const std::string_view text = sentence.text();
  for (const Quotes& quotes : kQuotes) {
    if (!text.substr(at).starts_with(quotes.open)) continue;
    const std::size_t begin = at + quotes.open.size();
    const std::size_t close = text.find(quotes.close, begin);
    if (close == std::string_view::npos) return std::nullopt;
    return Value{.inner = {begin, close}, .end = close + quotes.close.size()};
  }
  return std::nullopt;
}

Value bare_at(const Sentence& sentence, std::size_t at) {
  std::size_t end = std::min(sentence.text().find_first_of(" )", at), sentence.text().size());
  return {.inner = {at, end}, .end = end};
}

/// person:"tom hanks",小明: the names without their quotes, where a quoted one stands in a list; empty where none does.
std::string quoted_list_at(const Sentence& sentence, std::size_t at, std::size_t& end) {
  std::string names;
  bool any = false;
  while (at < sentence.text().size() && sentence.text()[at] != ' ' && sentence.text()[at] != ')') {
    const auto quoted = quoted_at(sentence, at);
    const std::string_view rest = sentence.text().substr(at);
    const auto opens = [&](const Quotes& quotes) { return rest.starts_with(quotes.open); };
    if (!quoted && std::any_of(kQuotes.begin(), kQuotes.end(), opens)) return {};  // looked for to the end of the text
    const std::size_t next = quoted ? quoted->end : at + character_at(sentence.text(), at).length;
    names += quoted ? sentence.part(quoted->inner) : sentence.part({at, next});
    any = any || quoted;
    at = next;
  }
  end = at;
  return any && names.contains(',') ? names : std::string();
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(' ') == std::string_view::npos;
}

/// The name before a colon that begins at `at`; its length, or 0.
std::size_t key_length(const Sentence& sentence, std::size_t at) {
  const std::string_view text = sentence.text();
  std::size_t end = at;
  while (end < text.size() && end - at <= kKeyBytesMax) {
    const Character c = character_at(text, end);
    const Letter letter = letter_of(c.code);
    if (letter != Letter::kLetter && letter != Letter::kIdeograph && c.code != U'_') break;
    end += c.length;
  }
  return end < text.size() && text[end] == ':' ? end - at : 0;
}

bool begins_token(const Sentence& sentence, std::size_t at) {
  if (at == 0) return true;
  const char before = sentence.text()[at - 1];
  return before == ' ' || before == '(';
}

std::optional<Found> key_value_at(const Sentence& sentence, std::size_t begin, std::size_t at,
                                  const ParseContext& context) {
  const std::size_t length = key_length(sentence, at);
  if (length == 0) return std::nullopt;
  const std::string_view name = sentence.text().substr(at, length);
  const auto quoted = quoted_at(sentence, at + length + 1);
  Value value = quoted ? *quoted : bare_at(sentence, at + length + 1);
  const Key key = key_of(name);
  std::size_t list_end = 0;
  std::string list;
  if (key == Key::kPerson || key == Key::kOnly || key == Key::kPlace) {
    list = quoted_list_at(sentence, at + length + 1, list_end);
  }
  if (!list.empty()) value = {.inner = {at + length + 1, list_end}, .end = list_end};
  const std::string_view folded = list.empty() ? sentence.part(value.inner) : std::string_view(list);
  if (is_blank(folded)) return std::nullopt;
  Found found{.span = {begin, value.end}, .structured = true};
  found.negated = begin < at;
  found.label = std::string(sentence.original(value.inner));
  if (is_time_key(name)) {
    auto time = read_time_key(name, folded, context.now_local_minutes);
    if (!time) return std::nullopt;
    found.kind = ChipKind::kTime;
    found.filter = std::move(*time);
    found.canonical = std::string(name) + ":" + quoted_value(folded);
    return found;
  }
  auto read = read_value(key, sentence.original(value.inner), folded, context);
  if (!read) return std::nullopt;
  found.kind = read->kind;
  found.filter = std::move(read->filter);
  found.canonical =
      std::string(name) + ":" +
      quoted_value(found.kind == ChipKind::kFile || found.kind == ChipKind::kText || found.kind == ChipKind::kTrip
                       ? std::string_view(found.label)
                       : folded);
  return found;
}

/// "rating:9", as written: a known key whose value is there and could not be read.
std::optional<std::string_view> unread_key_at(const Sentence& sentence, std::size_t at) {
  const std::size_t length = key_length(sentence, at);
  const std::string_view name = sentence.text().substr(at, length);
  if (length == 0 || (key_of(name) == Key::kNone && !is_time_key(name))) return std::nullopt;
  const std::size_t begin = at + length + 1;
  const Value value = quoted_at(sentence, begin).value_or(bare_at(sentence, begin));
  if (is_blank(sentence.part(value.inner))) return std::nullopt;
  return sentence.original({at, value.end});
}

std::optional<Found> quoted_text_at(const Sentence& sentence, std::size_t begin, std::size_t at) {
  const auto value = quoted_at(sentence, at);
  if (!value || is_blank(sentence.part(value->inner))) return std::nullopt;
  const std::string text(sentence.original(value->inner));
  Found found{.span = {begin, value->end}, .kind = ChipKind::kText, .filter = TextFilter{text}, .structured = true};
  found.negated = begin < at;
  found.canonical = "text:" + quoted_value(text);
  found.label = text;
  return found;
}

bool is_file_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' || c == '*' || c == '?';
}

/// img_0412, dsc01234.arw, pxl_20230412_…: a name that only a camera gives, or one with a picture's ending.
bool is_file_name(std::string_view name) {
  constexpr std::array kEndings = {".jpg"sv,  ".jpeg"sv, ".png"sv,  ".heic"sv, ".heif"sv, ".dng"sv,  ".cr2"sv,
                                   ".cr3"sv,  ".nef"sv,  ".arw"sv,  ".raf"sv,  ".gif"sv,  ".webp"sv, ".tif"sv,
                                   ".tiff"sv, ".bmp"sv,  ".avif"sv, ".jxl"sv,  ".orf"sv,  ".rw2"sv};
  constexpr std::array kHeads = {"img_"sv,  "img-"sv,     "img"sv,       "dsc_"sv,        "dsc"sv,   "_dsc"sv,
                                 "dscn"sv,  "dscf"sv,     "pxl_"sv,      "mvimg_"sv,      "dji_"sv,  "gopr"sv,
                                 "pano_"sv, "mmexport"sv, "wechatimg"sv, "screenshot_"sv, "burst"sv, "_mg_"sv};
  const auto ends = [&](std::string_view ending) { return name.size() > ending.size() && name.ends_with(ending); };
  if (std::any_of(kEndings.begin(), kEndings.end(), ends)) return true;
  constexpr std::size_t kDigitsLeast = 3;
  return std::any_of(kHeads.begin(), kHeads.end(), [&](std::string_view head) {
    if (!name.starts_with(head) || name.size() < head.size() + kDigitsLeast) return false;
    const std::string_view digits = name.substr(head.size(), kDigitsLeast);
    return std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  });
}

std::optional<Found> file_name_at(const Sentence& sentence, std::size_t begin, std::size_t at) {
  const std::string_view text = sentence.text();
  std::size_t end = at;
  while (end < text.size() && is_file_character(text[end])) ++end;
  while (end > at && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
  if (!is_file_name(text.substr(at, end - at))) return std::nullopt;
  const std::string name(sentence.original({at, end}));
  Found found{.span = {begin, end}, .kind = ChipKind::kFile, .filter = FileFilter{name}, .structured = true};
  found.negated = begin < at;
  found.canonical = "file:" + quoted_value(name);
  found.label = name;
  return found;
}

/// 文件名包含vacation, "file called beach", "in the folder Trips", "in the Trips folder", 旅行文件夹里的照片: any word
/// where the sentence says that it is a name. One in quotes is found by itself.
std::optional<Found> told_file_at(const Sentence& sentence, std::size_t at) {
  constexpr std::array kLeads = {"文件名是"sv,          "文件名为"sv,           "文件名叫"sv,      "文件名包含"sv,
                                 "文件名含有"sv,        "文件名含"sv,           "文件名里有"sv,    "文件名中有"sv,
                                 "文件名带"sv,          "文件夹叫"sv,           "文件夹名为"sv,    "文件夹名是"sv,
                                 "file named"sv,        "file called"sv,        "files named"sv,   "files called"sv,
                                 "filename contains"sv, "file name contains"sv, "filename has"sv,  "filename is"sv,
                                 "file name is"sv,      "folder named"sv,       "folder called"sv, "in the folder"sv,
                                 "in folder"sv,         "from the folder"sv,    "from folder"sv,   "in my folder"sv};
  constexpr std::array kFrames = {"in the"sv, "in my"sv, "from the"sv, "from my"sv, "in our"sv, "from our"sv};
  constexpr std::array kFolders = {"folder"sv, "directory"sv};
  constexpr std::array kEnds = {"的"sv, "里"sv, "中"sv};
  if (!sentence.word_begins(at)) return std::nullopt;
  const std::size_t lead = sentence.longest_at(at, kLeads);
  const std::size_t frame = lead > 0 ? 0 : sentence.longest_at(at, kFrames);
  if (lead + frame == 0) return std::nullopt;
  const std::string_view text = sentence.text();
  const std::size_t begin = sentence.skip_blanks(at + lead + frame);
  std::size_t end = begin;
  while (end < text.size() && sentence.longest_at(end, kEnds) == 0) {
    const Character c = character_at(text, end);
    const bool part_of_name = c.code < 0x80 && (c.code == U'_' || c.code == U'-' || c.code == U'.');
    const Letter letter = letter_of(c.code);
    if ((letter == Letter::kOther || letter == Letter::kBlank) && !part_of_name) break;
    end += c.length;
  }
  while (end > begin && text[end - 1] == '.') --end;
  if (end == begin) return std::nullopt;
  std::size_t stop = end;
  if (frame > 0) {
    const std::size_t folder = sentence.longest_at(sentence.skip_blanks(end), kFolders);
    if (folder == 0) return std::nullopt;
    stop = sentence.skip_blanks(end) + folder;
  }
  const std::string name(sentence.original({begin, end}));
  Found found{.span = {at, stop}, .kind = ChipKind::kFile, .filter = FileFilter{name}, .structured = true};
  found.canonical = "file:" + quoted_value(name);
  found.label = name;
  return found;
}

}  // namespace

std::string quoted_value(std::string_view value) {
  const std::string folded = fold(value).text;  // the reader looks for the closing mark in folded text
  const auto has_mark = [&](const Quotes& quotes) {
    return folded.find(quotes.open) != std::string::npos || folded.find(quotes.close) != std::string::npos;
  };
  const bool plain = !folded.empty() && folded.find_first_of(" ()") == std::string::npos && folded[0] != '-' &&
                     std::none_of(kQuotes.begin(), kQuotes.end(), has_mark);
  if (plain) return std::string(value);
  for (const Quotes& quotes : kQuotes) {
    if (folded.find(quotes.close) == std::string::npos)
      return std::string(quotes.open) + std::string(value) + std::string(quotes.close);
  }
  return std::string(value);
}

std::string canonical_of(MediaKind kind) {
  for (const NamedKind& known : kKinds) {
    if (known.kind == kind) return "kind:" + std::string(known.name);
  }
  return {};
}

std::string canonical_of(Orientation orientation) {
  for (const NamedOrientation& known : kOrientations) {
    if (known.orientation == orientation) return "orientation:" + std::string(known.name);
  }
  return {};
}

std::string canonical_of(const RatingFilter& rating) {
  std::string text = "rating:" + std::to_string(rating.least);
  if (rating.most != rating.least) text += ".." + (rating.most == 5 ? std::string() : std::to_string(rating.most));
  return text;
}

Structured find_structured(const Sentence& sentence, const ParseContext& context) {
  Structured structured;
  const std::string_view text = sentence.text();
  for (std::size_t at = 0; at < text.size();) {
    const bool token = begins_token(sentence, at);
    const std::size_t value = token && text[at] == '-' ? at + 1 : at;
    std::optional<Found> one;
    if (token) one = key_value_at(sentence, at, value, context);
    if (!one && (token || value == at)) one = quoted_text_at(sentence, at, value);
    if (!one) one = told_file_at(sentence, at);
    const bool behind_chinese = letter_of(character_before(text, at).code) == Letter::kIdeograph;
    if (!one && (token || (behind_chinese && value == at))) one = file_name_at(sentence, at, value);
    if (!one && token && structured.unread.size() < kUnreadMax) {
      if (const auto unread = unread_key_at(sentence, value)) structured.unread.emplace_back(*unread);
    }
    at = one ? one->span.end : at + character_at(text, at).length;
    if (one) structured.found.push_back(std::move(*one));
  }
  return structured;
}

}  // namespace shoebox::query
