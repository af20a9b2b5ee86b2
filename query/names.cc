#include "query/names.h"

#include <algorithm>
#include <array>

#include "query/camera_words.h"
#include "query/cameras.h"
#include "query/joined_things.h"

namespace shoebox::query {

namespace {

using std::string_view_literals::operator""sv;

/// What leads to a place: rule 29's words and what else can only stand before one.
constexpr std::array kLeads = {"except"sv, "除了"sv,       "in"sv,    "at"sv,      "from"sv,  "to"sv,
                               "near"sv,   "of"sv,         "since"sv, "before"sv,  "after"sv, "around"sv,
                               "inside"sv, "visiting"sv,   "visit"sv, "through"sv, "via"sv,   "outside"sv,
                               "across"sv, "throughout"sv, "在"sv,    "到"sv,      "去"sv,    "从"sv,
                               "于"sv,     "来自"sv,       "飞"sv,    "游"sv,      "去过"sv,  "回"sv};
constexpr std::array kBetween = {"downtown"sv, "central"sv, "old"sv,   "greater"sv, "northern"sv,    "southern"sv,
                                 "eastern"sv,  "western"sv, "rural"sv, "city of"sv, "the city of"sv, "beautiful"sv};

struct Candidate {
  Name name{};
  double score = 0;
};

std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

bool is_introduced(const Sentence& sentence, std::size_t begin) {
  begin -= sentence.longest_before(begin, kBetween);
  return sentence.longest_before(begin, kLeads) > 0;
}

std::string label_of(const Sentence& sentence, TextSpan span, const PlaceMatch& match) {
  const Character first = character_at(sentence.text(), span.begin);
  const bool chinese = letter_of(first.code) == Letter::kIdeograph;
  const std::string& label = chinese ? match.label_zh : match.label_en;
  return label.empty() ? std::string(sentence.original(span)) : label;
}

double score_of(const Sentence& sentence, TextSpan span) {
  return 100.0 * static_cast<double>(characters_in(sentence.part(span))) - 10.0;
}

/// 纽约市|场: the suffix belongs to the next word.
bool takes_half_a_word(const Sentence& sentence, TextSpan span) {
  constexpr std::array kWords = {"市场"sv, "市民"sv, "市集"sv, "市井"sv, "县城"sv, "州际"sv, "省道"sv,
                                 "都有"sv, "都是"sv, "都没"sv, "区域"sv, "镇上"sv, "岛屿"sv};
  constexpr std::array kBig = {"大闸蟹"sv, "大学"sv, "大桥"sv, "大道"sv, "大厦"sv,   "大街"sv,   "大坝"sv,  "大海"sv,
                               "大雪"sv,   "大雨"sv, "大山"sv, "大妈"sv, "大峡谷"sv, "大草原"sv, "大熊猫"sv};
  const Character last = character_before(sentence.text(), span.end);
  const std::size_t last_begin = span.end - last.length;
  if (span.end - span.begin <= last.length) return false;
  // 湖大|闸蟹; of longer names it is the beginning: 加拿大学生.
  const bool two_characters = span.end - span.begin == 2 * last.length && last.length > 1;
  return sentence.longest_at(last_begin, kWords) > 0 || (two_characters && sentence.longest_at(last_begin, kBig) > 0);
}

/// 2019年|巴塞尔: the year's word is no beginning of a name.
bool begins_with_unit_of_time(const Sentence& sentence, std::size_t at) {
  constexpr std::array kUnits = {"年"sv, "月"sv, "号"sv, "点"sv};
  constexpr std::array kNumerals = {"一"sv, "二"sv, "三"sv, "四"sv, "五"sv, "六"sv, "七"sv, "八"sv,
                                    "九"sv, "十"sv, "零"sv, "〇"sv, "去"sv, "今"sv, "前"sv};
  if (at == 0 || sentence.longest_at(at, kUnits) == 0) return false;
  const Character before = character_before(sentence.text(), at);
  const std::string_view written = sentence.text().substr(at - before.length, before.length);
  return letter_of(before.code) == Letter::kDigit ||
         std::find(kNumerals.begin(), kNumerals.end(), written) != kNumerals.end();
}

/// "in Uji", "near Hallstatt 2019": of a name that few know.
bool is_told_to_be_a_place(const Sentence& sentence, TextSpan span) {
  constexpr std::array kSure = {"in"sv, "near"sv, "around"sv, "visiting"sv, "visit to"sv, "trip to"sv, "在"sv, "去"sv};
  constexpr std::array kNext = {"in"sv,   "on"sv,  "at"sv, "from"sv, "with"sv, "during"sv,
                                "last"sv, "and"sv, "or"sv, "by"sv,   "的"sv};
  if (sentence.longest_before(span.begin, kSure) == 0) return false;
  const std::size_t next = sentence.skip_blanks(span.end);
  if (next >= sentence.text().size() || sentence.longest_at(next, kNext) > 0) return true;
  const Letter letter = letter_of(character_at(sentence.text(), next).code);
  return letter == Letter::kOther || letter == Letter::kDigit || letter == Letter::kIdeograph;
}

bool is_maker(std::string_view written) {
  const std::span<const Maker> all = makers();
  return std::any_of(all.begin(), all.end(), [&](const Maker& maker) {
    return std::find(maker.names.begin(), maker.names.end(), written) != maker.names.end();
  });
}

void add_places(const Sentence& sentence, const PlaceFinder& finder, std::size_t at, std::vector<Candidate>& out) {
  for (PlaceMatch& match : finder.names_at(sentence.text(), at)) {
    const TextSpan span{at, at + match.length};
    if (match.length == 0 || match.areas.empty() || !sentence.is_whole(span)) continue;
    if (takes_half_a_word(sentence, span)) continue;
    if (is_part_of_another_word(sentence, span) || begins_with_unit_of_time(sentence, at)) continue;
    if (is_maker(sentence.part(span)) && !is_introduced(sentence, at)) continue;  // Nokia, Finland
    if (match.obscure && !is_told_to_be_a_place(sentence, span)) continue;
    if (sentence.longest_before(at, std::array{"made in"sv}) > 0) continue;  // what the label says
    const bool introduced = is_introduced(sentence, at);
    const Joined joined = joined_behind(sentence, span);
    if (joined == Joined::kSight || (joined == Joined::kThing && !introduced)) continue;
    Candidate candidate;
    Name& name = candidate.name;
    name.introduced = introduced;
    name.weight = match.weight;
    name.major = match.major;
    name.doubtful = match.common_word && !introduced && !match.suffixed;
    name.found = {.span = span, .kind = ChipKind::kPlace, .filter = PlaceFilter{match.areas}};
    name.found.canonical = "place:" + quoted_value(sentence.part(span));
    name.found.label = label_of(sentence, span, match);
    candidate.score = score_of(sentence, span) + std::min(match.weight, 9.0) - (name.doubtful ? 50.0 : 0.0);
    out.push_back(std::move(candidate));
  }
}

/// 爸 within 爸爸 or 老爸 is no name by itself; in 爸在海边 it is.
bool stands_alone(const Sentence& sentence, TextSpan span) {
  constexpr std::array kBehind = {"在"sv, "和"sv, "跟"sv, "与"sv, "的"sv, "或"sv, "去"sv, "吃"sv};
  constexpr std::array kBefore = {"和"sv, "跟"sv, "与"sv, "或"sv, "我"sv, "是"sv, "有"sv};
  const Character before = character_before(sentence.text(), span.begin);
  const Character behind = character_at(sentence.text(), span.end);
  const bool free_before = before.length == 0 || letter_of(before.code) != Letter::kIdeograph;
  const bool free_behind = behind.length == 0 || letter_of(behind.code) != Letter::kIdeograph;
  return (free_before || sentence.longest_before(span.begin, kBefore) > 0) &&
         (free_behind || sentence.longest_at(span.end, kBehind) > 0);
}

void add_persons(const Sentence& sentence, const PersonFinder& finder, std::size_t at, std::vector<Candidate>& out) {
  for (const PersonMatch& match : finder.names_at(sentence.text(), at)) {
    TextSpan span{at, at + match.length};
    if (match.length == 0 || match.persons.empty() || !sentence.is_whole(span)) continue;
    const std::string_view written = sentence.part(span);
    const bool ideograph = letter_of(character_at(written, 0).code) == Letter::kIdeograph;
    if (ideograph && characters_in(written) == 1 && !stands_alone(sentence, span)) continue;
    constexpr std::array kBehind = {"家"sv, "咪呀"sv};  // 奶奶家的猫: nobody need be there
    if (ideograph && sentence.longest_at(span.end, kBehind) > 0) continue;
    const bool stranger =
        (written == "奶奶" || written == "爷爷") && sentence.longest_before(at, std::array{"老"sv}) > 0;
    if (stranger) continue;
    constexpr std::array kHomes = {"'s house"sv, "'s home"sv,    "'s place"sv,   "'s apartment"sv, "'s flat"sv,
                                   "'s farm"sv,  "'s kitchen"sv, "'s garden"sv,  "'s room"sv,      "'s backyard"sv,
                                   "'s yard"sv,  "'s car"sv,     "'s cottage"sv, "'s office"sv};
    if (sentence.longest_at(span.end, kHomes) > 0) continue;
    Candidate candidate;
    candidate.score = score_of(sentence, span) + 15.0;
    candidate.name.found = {.span = span, .kind = ChipKind::kPerson, .filter = PersonFilter{match.persons, false}};
    candidate.name.found.canonical = "person:" + quoted_value(written);
    candidate.name.found.label = match.label.empty() ? std::string(sentence.original(span)) : match.label;
    candidate.name.birthday = match.birthday;
    if (sentence.stands_at(span.end, "'s")) candidate.name.found.span.end += 2;
    out.push_back(std::move(candidate));
  }
}

std::vector<Candidate> candidates_at(const Sentence& sentence, const ParseContext& context, std::size_t at) {
  std::vector<Candidate> out;
  if (context.places != nullptr) add_places(sentence, *context.places, at, out);
  if (context.people != nullptr) add_persons(sentence, *context.people, at, out);
  if (auto camera = camera_at(sentence, at)) {
    Candidate candidate;
    candidate.score = score_of(sentence, camera->span) + 10.0;
    candidate.name.found = std::move(*camera);
    out.push_back(std::move(candidate));
  }
  // "in Paris" is the place although somebody has the name.
  for (Candidate& candidate : out) {
    if (candidate.name.introduced && candidate.name.found.kind == ChipKind::kPlace) candidate.score += 20.0;
  }
  return out;
}

/// 布|达拉|宫: two characters of a longer word may spell a small place's name. One that is meant stands behind a word
/// that leads to it, a time, or another name.
bool is_chance(const Sentence& sentence, const Name& name, std::size_t end_before) {
  constexpr double kWellKnown = 5.5;
  constexpr std::array kBefore = {"的"sv, "和"sv, "与"sv, "跟"sv, "或"sv, "年"sv, "月"sv, "日"sv, "号"sv, "天"sv,
                                  "末"sv, "季"sv, "节"sv, "春"sv, "夏"sv, "秋"sv, "冬"sv, "晚"sv, "上"sv, "午"sv,
                                  "假"sv, "期"sv, "里"sv, "拍"sv, "逛"sv, "爬"sv, "玩"sv, "住"sv, "览"sv, "抵"sv,
                                  "是"sv, "国"sv, "省"sv, "市"sv, "州"sv, "县"sv, "我"sv, "们"sv, "不"sv, "除"sv,
                                  "了"sv, "有"sv, "旦"sv, "夕"sv, "周"sv, "一"sv, "五"sv};
  if (name.found.kind != ChipKind::kPlace || name.introduced || name.weight >= kWellKnown) return false;
  const std::string_view written = sentence.part(name.found.span);
  constexpr std::size_t kCharacters = 2;
  if (letter_of(character_at(written, 0).code) != Letter::kIdeograph || characters_in(written) != kCharacters)
    return false;
  const std::size_t begin = name.found.span.begin;
  const Character before = character_before(sentence.text(), begin);
  constexpr std::array kDays = {"春日"sv, "夏日"sv, "秋日"sv, "冬日"sv, "今日"sv, "昨日"sv,
                                "明日"sv, "每日"sv, "周日"sv, "生日"sv, "节日"sv, "假日"sv};
  if (sentence.longest_before(begin + character_at(written, 0).length, kDays) > 0) return true;  // 春日|野餐
  if (begin == 0 || begin == end_before || letter_of(before.code) != Letter::kIdeograph) return false;
  return sentence.longest_before(begin, kBefore) == 0;
}

}  // namespace

std::vector<Name> find_names(const Sentence& sentence, const ParseContext& context, std::span<const TextSpan> taken) {
  // From the end to the beginning: the best cover of what follows each position, by taking a name here or going on.
  const std::size_t size = sentence.text().size();
  struct Best {
    double score = 0;
    std::ptrdiff_t candidate = -1;
  };
  std::vector<Best> best(size + 1);
  std::vector<Candidate> all;
  for (std::size_t at = size; at-- > 0;) {
    best[at] = {.score = best[at + 1].score, .candidate = -1};
    if (!sentence.word_begins(at) || sentence.text()[at] == ' ') continue;
    for (Candidate& candidate : candidates_at(sentence, context, at)) {
      if (overlaps(taken, candidate.name.found.span)) continue;
      const double score = candidate.score + best[candidate.name.found.span.end].score;
      if (score <= best[at].score) continue;
      all.push_back(std::move(candidate));
      best[at] = {.score = score, .candidate = static_cast<std::ptrdiff_t>(all.size()) - 1};
    }
  }
  std::vector<Name> names;
  for (std::size_t at = 0; at < size;) {
    if (best[at].candidate < 0) {
      ++at;
      continue;
    }
    Name& name = all[static_cast<std::size_t>(best[at].candidate)].name;
    at = name.found.span.end;
    if (!is_chance(sentence, name, names.empty() ? 0 : names.back().found.span.end)) names.push_back(std::move(name));
  }
  return names;
}

std::optional<PersonFilter> read_person(std::string_view value, const PersonFinder* finder) {
  if (finder == nullptr) return std::nullopt;
  const FoldedText folded = fold(value);
  for (const PersonMatch& match : finder->names_at(folded.text, 0)) {
    if (match.length == folded.text.size() && !match.persons.empty()) return PersonFilter{match.persons, false};
  }
  return std::nullopt;
}

}  // namespace shoebox::query
