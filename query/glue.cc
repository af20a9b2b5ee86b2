#include "query/glue.h"

#include <array>

namespace shoebox::query {

namespace {

using std::string_view_literals::operator""sv;
using Words = std::span<const std::string_view>;

constexpr std::array kRequests = {"show me"sv,
                                  "show"sv,
                                  "find me"sv,
                                  "find"sv,
                                  "search for"sv,
                                  "search"sv,
                                  "look for"sv,
                                  "looking for"sv,
                                  "give me"sv,
                                  "get me"sv,
                                  "display"sv,
                                  "i want to see"sv,
                                  "i want"sv,
                                  "please"sv,
                                  "can you"sv,
                                  "could you"sv,
                                  "all"sv,
                                  "all of"sv,
                                  "any"sv,
                                  "some"sv,
                                  "every"sv,
                                  "let me see"sv,
                                  "i'm looking for"sv,
                                  "do i have"sv,
                                  "are there"sv,
                                  "where are"sv,
                                  "which"sv,
                                  "what"sv,
                                  "帮我找一下"sv,
                                  "帮我找出"sv,
                                  "帮我找"sv,
                                  "帮我"sv,
                                  "请帮我找"sv,
                                  "找出"sv,
                                  "找一下"sv,
                                  "找找"sv,
                                  "找到"sv,
                                  "给我看看"sv,
                                  "给我看"sv,
                                  "给我"sv,
                                  "我想看"sv,
                                  "我想找"sv,
                                  "我要看"sv,
                                  "我要找"sv,
                                  "我要"sv,
                                  "显示"sv,
                                  "搜索"sv,
                                  "查找"sv,
                                  "查看"sv,
                                  "看看"sv,
                                  "看一下"sv,
                                  "请"sv,
                                  "所有的"sv,
                                  "所有"sv,
                                  "全部的"sv,
                                  "全部"sv,
                                  "有没有"sv,
                                  "有哪些"sv,
                                  "哪些是"sv,
                                  "哪些"sv,
                                  "一些"sv,
                                  "一张"sv,
                                  "几张"sv,
                                  "我的"sv,
                                  "我们的"sv,
                                  "我拍的"sv,
                                  "我们拍的"sv,
                                  "那些"sv,
                                  "这些"sv,
                                  "只看"sv,
                                  "只要"sv};
/// Only when nothing else stands in the gap.
constexpr std::array kAloneOnly = {"我"sv,     "我们"sv, "找"sv, "看"sv,  "有"sv, "是"sv,   "我去"sv,
                                   "我们去"sv, "去"sv,   "my"sv, "our"sv, "me"sv, "i"sv,    "we"sv,
                                   "时"sv,     "里"sv,   "中"sv, "上"sv,  "到"sv, "都"sv,   "也"sv,
                                   "还"sv,     "外"sv,   "图"sv, "照"sv,  "拍"sv, "shot"sv, "trip photos"sv};
constexpr std::array kPhotos = {"photo"sv,       "photos"sv, "picture"sv, "pictures"sv, "pic"sv,       "pics"sv,
                                "image"sv,       "images"sv, "snaps"sv,   "snapshot"sv, "snapshots"sv, "photograph"sv,
                                "photographs"sv, "shots"sv,  "pix"sv,     "照片"sv,     "相片"sv,      "图片"sv,
                                "影像"sv,        "相簿"sv,   "照片集"sv};
constexpr std::array kFrontOfAll = {"of"sv,      "with"sv,  "from"sv, "in"sv,   "at"sv,    "on"sv, "taken"sv,
                                    "showing"sv, "where"sv, "that"sv, "the"sv,  "which"sv, "i"sv,  "we"sv,
                                    "took"sv,    "were"sv,  "was"sv,  "are"sv,  "is"sv,    "by"sv, "captured"sv,
                                    "shot"sv,    "a"sv,     "an"sv,   "have"sv, "has"sv,   "my"sv, "our"sv};
constexpr std::array kAfterFilter = {
    "of"sv,         "in"sv,     "at"sv,     "on"sv,     "from"sv,   "with"sv,     "by"sv,     "during"sv,
    "the"sv,        "a"sv,      "an"sv,     "and"sv,    "or"sv,     "to"sv,       "for"sv,    "taken"sv,
    "captured"sv,   "was"sv,    "were"sv,   "is"sv,     "are"sv,    "where"sv,    "when"sv,   "that"sv,
    "which"sv,      "'s"sv,     "i"sv,      "we"sv,     "took"sv,   "my"sv,       "our"sv,    "s"sv,
    "showing"sv,    "but"sv,    "while"sv,  "then"sv,   "only"sv,   "there"sv,    "trip"sv,   "的"sv,
    "在"sv,         "于"sv,     "拍的"sv,   "拍摄的"sv, "拍到的"sv, "拍下的"sv,   "拍出的"sv, "照的"sv,
    "拍摄"sv,       "的时候"sv, "时候的"sv, "时候"sv,   "期间"sv,   "时的"sv,     "时拍的"sv, "那天"sv,
    "假期"sv,       "假期的"sv, "左右"sv,   "左右的"sv, "那年"sv,   "那次"sv,     "那时候"sv, "当天"sv,
    "里面的"sv,     "里面"sv,   "里的"sv,   "中的"sv,   "上的"sv,   "里拍的"sv,   "以及"sv,   "或者"sv,
    "一起"sv,       "以外的"sv, "之外的"sv, "以外"sv,   "之外"sv,   "外的"sv,     "我们"sv,   "和"sv,
    "跟"sv,         "与"sv,     "及"sv,     "或"sv,     "是"sv,     "有"sv,       "但"sv,     "但是"sv,
    "而且"sv,       "并且"sv,   "去的"sv,   "时间"sv,   "我"sv,     "用"sv,       "去"sv,     "由"sv,
    "来的"sv,       "の"sv,     "で"sv,     "での"sv,   "と"sv,     "这个地方"sv, "文件夹"sv, "文件夹里"sv,
    "文件夹里的"sv, "folder"sv, "去过的"sv, "到过的"sv, "去过"sv,   "到过"sv,     "待过的"sv, "走过的"sv};
/// Words that begin with one of kAfterFilter and are no glue.
constexpr std::array kFrontWords = {
    "和服"sv, "左右手"sv, "左右两"sv, "和平"sv, "和尚"sv, "和室"sv, "和牛"sv, "和果子"sv, "和风"sv, "和式"sv,
    "和谐"sv, "和面"sv,   "有轨"sv,   "有人"sv, "去世"sv, "我爸"sv, "我妈"sv, "我家"sv,   "我儿"sv, "我女"sv,
    "我老"sv, "我们家"sv, "与众"sv,   "及格"sv, "用餐"sv, "有趣"sv, "是非"sv, "在线"sv,   "在家"sv, "的士"sv,
    "跟拍"sv, "跟屁虫"sv, "由于"sv,   "或许"sv, "我的"sv, "我哥"sv, "我姐"sv, "我弟"sv,   "我妹"sv, "我奶"sv,
    "我爷"sv, "我外"sv,   "我媳"sv,   "我孩"sv, "我狗"sv, "我猫"sv};
constexpr std::array kBeforeFilter = {"名字叫"sv,
                                      "名字是"sv,
                                      "名叫"sv,
                                      "名为"sv,
                                      "文件夹"sv,
                                      "folder"sv,
                                      "in the folder"sv,
                                      "写着"sv,
                                      "文件名"sv,
                                      "文件"sv,
                                      "file"sv,
                                      "filename"sv,
                                      "named"sv,
                                      "called"sv,
                                      "in"sv,
                                      "at"sv,
                                      "on"sv,
                                      "from"sv,
                                      "of"sv,
                                      "by"sv,
                                      "with"sv,
                                      "to"sv,
                                      "during"sv,
                                      "the"sv,
                                      "my"sv,
                                      "our"sv,
                                      "and"sv,
                                      "or"sv,
                                      "taken"sv,
                                      "shot"sv,
                                      "captured"sv,
                                      "since"sv,
                                      "around"sv,
                                      "was"sv,
                                      "were"sv,
                                      "is"sv,
                                      "are"sv,
                                      "when"sv,
                                      "while"sv,
                                      "for"sv,
                                      "i"sv,
                                      "we"sv,
                                      "took"sv,
                                      "a"sv,
                                      "an"sv,
                                      "this"sv,
                                      "that"sv,
                                      "using"sv,
                                      "but"sv,
                                      "where"sv,
                                      "which"sv,
                                      "photographed"sv,
                                      "made"sv,
                                      "only"sv,
                                      "have"sv,
                                      "has"sv,
                                      "there"sv,
                                      "via"sv,
                                      "inside"sv,
                                      "to visit"sv,
                                      "visiting"sv,
                                      "all"sv,
                                      "only in"sv,
                                      "over"sv,
                                      "across"sv,
                                      "through"sv,
                                      "all over"sv,
                                      "above"sv,
                                      "between"sv,
                                      "throughout"sv,
                                      "在"sv,
                                      "于"sv,
                                      "的"sv,
                                      "从"sv,
                                      "用"sv,
                                      "使用"sv,
                                      "去"sv,
                                      "到"sv,
                                      "是"sv,
                                      "和"sv,
                                      "跟"sv,
                                      "与"sv,
                                      "及"sv,
                                      "有"sv,
                                      "我在"sv,
                                      "我们在"sv,
                                      "拍摄于"sv,
                                      "拍于"sv,
                                      "摄于"sv,
                                      "拍的"sv,
                                      "拍摄的"sv,
                                      "来自"sv,
                                      "以及"sv,
                                      "由"sv,
                                      "或"sv,
                                      "或者"sv,
                                      "我"sv,
                                      "我们"sv,
                                      "一起"sv,
                                      "但"sv,
                                      "但是"sv,
                                      "我的"sv,
                                      "我们的"sv,
                                      "是在"sv,
                                      "这个"sv,
                                      "那个"sv,
                                      "只在"sv,
                                      "都"sv};
constexpr std::array kAtEnd = {"taken"sv,  "captured"sv, "please"sv,   "too"sv,         "also"sv,   "and"sv,  "or"sv,
                               "in"sv,     "at"sv,       "of"sv,       "with"sv,        "by"sv,     "from"sv, "on"sv,
                               "i took"sv, "we took"sv,  "the"sv,      "that i took"sv, "there"sv,  "only"sv, "的"sv,
                               "吗"sv,     "呢"sv,       "有哪些"sv,   "在哪"sv,        "在哪里"sv, "全部"sv, "所有"sv,
                               "拍的"sv,   "拍摄的"sv,   "的时候"sv,   "时候"sv,        "有吗"sv,   "里"sv,   "期间"sv,
                               "给我看"sv, "我拍的"sv,   "我们拍的"sv, "了"sv};
constexpr std::array kTakesPhotos = {"taking"sv, "take"sv, "takes"sv, "holding"sv, "looking at"sv, "a"sv,
                                     "an"sv,     "the"sv,  "of"sv,    "with"sv,    "old"sv,        "framed"sv,
                                     "家庭"sv,   "老"sv,   "旧"sv,    "证件"sv};

bool is_mark(char32_t code) {
  const Letter letter = letter_of(code);
  if (letter == Letter::kBlank) return true;
  if (letter != Letter::kOther) return false;
  // Emoji and symbols are words of their own; marks of writing are not.
  return code < 0x80 || (code >= 0x2010 && code <= 0x205e) || (code >= 0x3000 && code <= 0x303f) || code == 0x30fb ||
         (code >= 0xff00 && code <= 0xffef) || code == 0xb7 || code == 0xd7 || code == 0xf7 || code == 0xfffd;
}

/// The ends of a part, drawn in step by step.
struct Trimmer {
  const Sentence& sentence;
  TextSpan span;

  bool empty() const { return span.begin >= span.end; }
  std::size_t front(Words words) const {
    const std::size_t length = sentence.longest_at(span.begin, words);
    return span.begin + length <= span.end ? length : 0;
  }
  std::size_t back(Words words) const {
    const std::size_t length = sentence.longest_before(span.end, words);
    return span.end - span.begin >= length ? length : 0;
  }
  bool marks() {
    const TextSpan before = span;
    while (!empty()) {
      const Character c = character_at(sentence.text(), span.begin);
      if (!is_mark(c.code)) break;
      span.begin += c.length;
    }
    while (!empty()) {
      const Character c = character_before(sentence.text(), span.end);
      if (!is_mark(c.code)) break;
      span.end -= c.length;
    }
    if (empty()) span.end = span.begin;
    return span.begin != before.begin || span.end != before.end;
  }
  bool cut_front(Words words) {
    const std::size_t length = front(words);
    span.begin += length;
    return length > 0;
  }
  bool cut_back(Words words) {
    const std::size_t length = back(words);
    span.end -= length;
    return length > 0;
  }
};

std::size_t ideographs_in(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    count += letter_of(c.code) == Letter::kIdeograph ? 1 : 0;
    at += c.length;
  }
  return count;
}

/// A word for photos at the end: not in "a man taking photos" nor in 老照片.
bool cut_photos_at_end(Trimmer& trimmer) {
  const std::size_t length = trimmer.back(kPhotos);
  if (length == 0) return false;
  const TextSpan rest{trimmer.span.begin, trimmer.span.end - length};
  const Trimmer before{trimmer.sentence, rest};
  if (before.empty()) return trimmer.cut_back(kPhotos);
  if (before.back(kTakesPhotos) > 0) return false;
  const std::string_view words = trimmer.sentence.part(rest);
  const bool chinese = letter_of(character_before(words, words.size()).code) == Letter::kIdeograph;
  if (chinese && !words.ends_with("的") && ideographs_in(words) < 2) return false;
  return trimmer.cut_back(kPhotos);
}

bool cut_front_of_question(Trimmer& trimmer, bool& photos) {
  if (trimmer.cut_front(kRequests)) return true;
  // "the photos of", "my pictures from"
  constexpr std::array kBefore = {"the"sv, "my"sv, "our"sv, "these"sv, "those"sv, "a"sv, "me"sv};
  Trimmer ahead = trimmer;
  if (ahead.cut_front(kBefore)) ahead.marks();
  if (ahead.cut_front(kPhotos)) {
    trimmer.span = ahead.span;
    return photos = true;
  }
  return photos && trimmer.cut_front(kFrontOfAll);
}

bool cut_front_after_filter(Trimmer& trimmer) {
  if (trimmer.front(kFrontWords) > 0) return false;
  if (trimmer.cut_front(kAfterFilter)) return true;
  const std::size_t photos = trimmer.front(kPhotos);
  if (photos == 0) return false;
  trimmer.span.begin += photos;
  return true;
}

bool cut_alone(Trimmer& trimmer) {
  if (trimmer.front(kAloneOnly) != trimmer.span.end - trimmer.span.begin) return false;
  trimmer.span.begin = trimmer.span.end;
  return true;
}

}  // namespace

TextSpan without_glue(const Sentence& sentence, const Gap& gap) {
  Trimmer trimmer{sentence, gap.span};
  bool photos = false;
  for (bool changed = true; changed && !trimmer.empty();) {
    changed = trimmer.marks();
    if (trimmer.empty()) break;
    if (gap.after_filter || gap.before_filter) changed = cut_alone(trimmer) || changed;
    if (trimmer.empty()) break;
    changed = (gap.after_filter ? cut_front_after_filter(trimmer) : cut_front_of_question(trimmer, photos)) || changed;
    if (trimmer.empty()) break;
    changed = cut_photos_at_end(trimmer) || changed;
    if (trimmer.empty()) break;
    if (gap.before_filter)
      changed = trimmer.cut_back(kBeforeFilter) || changed;
    else if (gap.after_filter)
      changed = trimmer.cut_back(kAtEnd) || changed;
  }
  if (trimmer.empty()) trimmer.span.end = trimmer.span.begin;
  return trimmer.span;
}

}  // namespace shoebox::query
