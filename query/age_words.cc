#include "query/age_words.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace shoebox::query {

namespace {

using std::string_view_literals::operator""sv;

constexpr int kAgeMax = 120;
constexpr int kYear = 12;

/// In months since the birth, half-open; an absent end is open.
struct Age {
  int from = 0;
  std::optional<int> to{};
  std::size_t end = 0;  // in the text; 0: none was read
};

struct Number {
  int value = -1;
  std::size_t end = 0;
};

struct NumberWord {
  std::string_view word;
  int value = 0;
};

/// Digits, a Chinese number below a hundred (三, 十二, 二十五), an English one up to twelve.
Number number_at(const Sentence& sentence, std::size_t at) {
  const std::string_view text = sentence.text();
  int value = 0;
  const auto [stop, error] = std::from_chars(text.data() + at, text.data() + text.size(), value);
  if (error == std::errc() && value >= 0) return {.value = value, .end = static_cast<std::size_t>(stop - text.data())};
  constexpr std::array kEnglish = {NumberWord{"one", 1},   NumberWord{"two", 2},     NumberWord{"three", 3},
                                   NumberWord{"four", 4},  NumberWord{"five", 5},    NumberWord{"six", 6},
                                   NumberWord{"seven", 7}, NumberWord{"eight", 8},   NumberWord{"nine", 9},
                                   NumberWord{"ten", 10},  NumberWord{"eleven", 11}, NumberWord{"twelve", 12}};
  for (const NumberWord& number : kEnglish) {
    if (sentence.stands_at(at, number.word)) return {.value = number.value, .end = at + number.word.size()};
  }
  constexpr std::array kDigits = {"零"sv, "一"sv, "二"sv, "三"sv, "四"sv, "五"sv, "六"sv, "七"sv, "八"sv, "九"sv};
  const auto digit = [&](std::size_t begin) {
    for (std::size_t i = 0; i < kDigits.size(); ++i) {
      if (text.substr(begin).starts_with(kDigits[i])) return static_cast<int>(i);
    }
    return text.substr(begin).starts_with("两") ? 2 : -1;
  };
  constexpr std::size_t kLength = "十"sv.size();
  const int tens = digit(at);
  std::size_t end = tens >= 0 ? at + kLength : at;
  if (!text.substr(end).starts_with("十")) return {.value = tens, .end = end};
  end += kLength;
  const int ones = digit(end);
  return {.value = (tens < 0 ? 1 : tens) * 10 + (ones < 0 ? 0 : ones), .end = ones < 0 ? end : end + kLength};
}

/// "first birthday", "6th birthday": the number of it, and where that ends.
Number birthday_at(const Sentence& sentence, std::size_t at) {
  constexpr std::array kOrdinals = {NumberWord{"first", 1},   NumberWord{"second", 2}, NumberWord{"third", 3},
                                    NumberWord{"fourth", 4},  NumberWord{"fifth", 5},  NumberWord{"sixth", 6},
                                    NumberWord{"seventh", 7}, NumberWord{"eighth", 8}, NumberWord{"ninth", 9},
                                    NumberWord{"tenth", 10}};
  constexpr std::array kEndings = {"st"sv, "nd"sv, "rd"sv, "th"sv};
  Number number;
  for (const NumberWord& ordinal : kOrdinals) {
    if (sentence.stands_at(at, ordinal.word)) number = {.value = ordinal.value, .end = at + ordinal.word.size()};
  }
  if (number.value < 0) {
    number = number_at(sentence, at);
    const std::size_t ending = number.value >= 0 ? sentence.longest_at(number.end, kEndings) : 0;
    if (ending == 0) return {};
    number.end += ending;
  }
  return sentence.stands_at(sentence.skip_blanks(number.end), "birthday") ? number : Number{};
}

struct NamedAge {
  std::string_view word;
  int from = 0;
  int to = 0;
};
constexpr std::array kNamedAges = {NamedAge{"newborn", 0, 2},
                                   NamedAge{"a newborn", 0, 2},
                                   NamedAge{"baby", 0, 18},
                                   NamedAge{"a baby", 0, 18},
                                   NamedAge{"an infant", 0, 12},
                                   NamedAge{"infant", 0, 12},
                                   NamedAge{"toddler", 12, 36},
                                   NamedAge{"a toddler", 12, 36},
                                   NamedAge{"a teenager", 13 * kYear, 20 * kYear},
                                   NamedAge{"teenage", 13 * kYear, 20 * kYear},
                                   NamedAge{"刚出生", 0, 1},
                                   NamedAge{"出生时", 0, 1},
                                   NamedAge{"刚生下来", 0, 1},
                                   NamedAge{"婴儿时期", 0, 12},
                                   NamedAge{"婴儿期", 0, 12}};

Age named_age_at(const Sentence& sentence, std::size_t at) {
  Age age;
  for (const NamedAge& named : kNamedAges) {
    const std::size_t end = at + named.word.size();
    if (sentence.stands_at(at, named.word) && end > age.end) age = {.from = named.from, .to = named.to, .end = end};
  }
  return age;
}

constexpr std::array kYears = {"周岁"sv,     "岁"sv,        "years old"sv, "year old"sv, "years"sv, "yrs old"sv,
                               "year-old"sv, "years-old"sv, "yr old"sv,    "yo"sv,       "y/o"sv,   "years of age"sv};
constexpr std::array kMonths = {"个月大"sv, "months old"sv, "month old"sv, "month-old"sv, "months-old"sv};
/// 六个月 may be any time of six months: an age only where this follows.
constexpr std::array kWhen = {"的时候"sv, "时候"sv, "时"sv};

std::size_t unit_begin(const Sentence& sentence, std::size_t at) {
  return at < sentence.text().size() && sentence.text()[at] == '-' ? at + 1 : sentence.skip_blanks(at);
}

/// One age with its unit: 三岁, 一岁半, 半岁, "6 months old".
Age age_with_unit_at(const Sentence& sentence, std::size_t at) {
  constexpr int kHalfFrom = 5;  // months: 半岁 is about half a year
  constexpr int kHalfTo = 8;
  if (sentence.stands_at(at, "半岁")) return {.from = kHalfFrom, .to = kHalfTo, .end = at + "半岁"sv.size()};
  const Number number = number_at(sentence, at);
  if (number.value < 0 || number.value > kAgeMax || !sentence.word_ends(number.end)) return {};
  const std::size_t unit = unit_begin(sentence, number.end);
  if (const std::size_t years = sentence.longest_at(unit, kYears); years > 0) {
    const std::size_t end = unit + years;
    const int months = number.value * kYear;
    if (sentence.stands_at(end, "半"))
      return {.from = months + kHalfFrom, .to = months + kHalfTo, .end = end + "半"sv.size()};
    return {.from = months, .to = months + kYear, .end = end};
  }
  std::size_t months = sentence.longest_at(unit, kMonths);
  if (months == 0 && sentence.stands_at(unit, "个月")) {
    months = "个月"sv.size();
    if (sentence.longest_at(unit + months, kWhen) == 0) return {};
  }
  if (months == 0) return {};
  return {.from = number.value, .to = number.value + 1, .end = unit + months};
}

/// 1到3岁, "3 to 5 years old", 1岁到3岁.
Age age_range_at(const Sentence& sentence, std::size_t at) {
  constexpr std::array kTo = {"到"sv, "至"sv, "-"sv, "~"sv, "to"sv, "and"sv, "–"sv};
  Age first = age_with_unit_at(sentence, at);
  std::size_t joint = first.end;
  if (joint == 0) {
    const Number number = number_at(sentence, at);
    if (number.value < 0 || number.value > kAgeMax) return {};
    first.from = number.value * kYear;
    joint = number.end;
  }
  joint = sentence.skip_blanks(joint);
  const std::size_t length = sentence.longest_at(joint, kTo);
  if (length == 0) return {};
  const Age last = age_with_unit_at(sentence, sentence.skip_blanks(joint + length));
  if (last.end == 0 || !last.to || *last.to <= first.from) return {};
  return {.from = first.from, .to = last.to, .end = last.end};
}

/// "was 5": no unit, where nothing follows that it could count.
Age bare_age_at(const Sentence& sentence, std::size_t at) {
  constexpr std::array kNext = {"in"sv, "on"sv, "with"sv, "at"sv, "from"sv, "and"sv, "or"sv, "photos"sv, "pictures"sv};
  const Number number = number_at(sentence, at);
  if (number.value < 0 || number.value > kAgeMax || !sentence.word_ends(number.end)) return {};
  const std::size_t next = sentence.skip_blanks(number.end);
  const Letter letter = letter_of(character_at(sentence.text(), next).code);
  const bool ends = next >= sentence.text().size() || sentence.longest_at(next, kNext) > 0 ||
                    (letter == Letter::kOther && sentence.text()[next] != ':' && sentence.text()[next] != '.');
  if (!ends) return {};
  return {.from = number.value * kYear, .to = (number.value + 1) * kYear, .end = number.end};
}

/// "between 2 and 4", without years.
Age bare_range_at(const Sentence& sentence, std::size_t at) {
  constexpr std::array kTo = {"and"sv, "to"sv, "-"sv};
  const Number first = number_at(sentence, at);
  const std::size_t joint = first.value < 0 ? 0 : sentence.skip_blanks(first.end);
  const std::size_t length = first.value < 0 ? 0 : sentence.longest_at(joint, kTo);
  if (length == 0) return {};
  const Age last = bare_age_at(sentence, sentence.skip_blanks(joint + length));
  if (last.end == 0 || !last.to || *last.to <= first.value * kYear) return {};
  return {.from = first.value * kYear, .to = last.to, .end = last.end};
}

/// 三岁以前: up to the third birthday; 三岁以后: from it on.
void open_behind(const Sentence& sentence, Age& age) {
  constexpr std::array kBefore = {"以前"sv, "之前"sv, "前"sv};
  constexpr std::array kAfter = {"以后"sv, "之后"sv, "后"sv};
  constexpr std::array kAround = {"前后"sv, "左右"sv};
  if (const std::size_t around = sentence.longest_at(age.end, kAround)) {
    age.end += around;
  } else if (const std::size_t before = sentence.longest_at(age.end, kBefore)) {
    age = {.from = 0, .to = age.from, .end = age.end + before};
  } else if (const std::size_t after = sentence.longest_at(age.end, kAfter)) {
    age = {.from = age.from, .to = std::nullopt, .end = age.end + after};
  }
}

Age any_age_at(const Sentence& sentence, std::size_t at) {
  Age age = age_range_at(sentence, at);
  if (age.end == 0) age = age_with_unit_at(sentence, at);
  if (age.end > 0) open_behind(sentence, age);
  return age;
}

Age age_behind(const Sentence& sentence, std::size_t at, std::size_t& begin) {
  constexpr std::array kLeads = {"was"sv,
                                 "is"sv,
                                 "at"sv,
                                 "at age"sv,
                                 "at the age of"sv,
                                 "aged"sv,
                                 "age"sv,
                                 "turned"sv,
                                 "turning"sv,
                                 "turns"sv,
                                 "when she was"sv,
                                 "when he was"sv,
                                 "when she is"sv,
                                 "when he is"sv,
                                 "when she turned"sv,
                                 "when he turned"sv,
                                 "was between"sv,
                                 "when she was between"sv,
                                 "when he was between"sv,
                                 "between"sv,
                                 "from"sv,
                                 "as a"sv,
                                 "since age"sv};
  constexpr std::array kNamedLeads = {"as"sv, "was"sv, "is"sv, "when she was"sv, "when he was"sv, "的"sv, "还是"sv};
  constexpr std::array kChineseLeads = {"在"sv, "满"sv, "才"sv, "刚"sv, "刚满"sv};
  constexpr std::array kTails = {"的时候"sv, "时候"sv, "那年"sv, "那会儿"sv, "时"sv};
  begin = sentence.skip_blanks(at);
  const std::size_t chinese = sentence.longest_at(begin, kChineseLeads);
  const std::size_t lead = std::max(chinese, sentence.longest_at(begin, kLeads));
  const std::size_t named_lead = sentence.longest_at(begin, kNamedLeads);
  Age age = named_age_at(sentence, sentence.skip_blanks(begin + named_lead));
  const bool is_chinese = letter_of(character_at(sentence.text(), begin).code) == Letter::kIdeograph;
  if (age.end > 0 && named_lead == 0 && !is_chinese) age = {};  // "Lily baby shoes"
  if (age.end == 0) age = any_age_at(sentence, sentence.skip_blanks(begin + lead));
  if (age.end == 0) age = any_age_at(sentence, begin);  // 刚出生
  if (age.end == 0 && lead > chinese) age = bare_range_at(sentence, sentence.skip_blanks(begin + lead));
  if (age.end == 0 && lead > chinese) age = bare_age_at(sentence, sentence.skip_blanks(begin + lead));
  if (age.end == 0) {
    const Number birthday = birthday_at(sentence, begin);
    if (birthday.value < 0 || birthday.value > kAgeMax) return {};
    return {.from = birthday.value * kYear, .to = (birthday.value + 1) * kYear, .end = birthday.end};
  }
  if (const std::size_t tail = sentence.longest_at(age.end, kTails)) age.end += tail;
  return age;
}

/// "Lily before she was 2", "Tom after he turned 10".
Age open_age_behind(const Sentence& sentence, std::size_t at, std::size_t& begin) {
  constexpr std::array kBefore = {"before she was"sv,   "before he was"sv,  "until she was"sv,
                                  "until he was"sv,     "before turning"sv, "before she turned"sv,
                                  "before he turned"sv, "before age"sv,     "under"sv};
  constexpr std::array kAfter = {"after she was"sv,    "after he was"sv,     "since she was"sv,   "since he was"sv,
                                 "after turning"sv,    "after she turned"sv, "after he turned"sv, "after age"sv,
                                 "since she turned"sv, "since he turned"sv,  "from age"sv};
  begin = sentence.skip_blanks(at);
  const std::size_t before = sentence.longest_at(begin, kBefore);
  const std::size_t lead = std::max(before, sentence.longest_at(begin, kAfter));
  if (lead == 0) return {};
  const std::size_t number = sentence.skip_blanks(begin + lead);
  Age age = age_with_unit_at(sentence, number);
  if (age.end == 0) age = bare_age_at(sentence, number);
  if (age.end == 0) return {};
  if (before > 0) return {.from = 0, .to = age.from, .end = age.end};
  return {.from = age.from, .to = std::nullopt, .end = age.end};
}

/// 三岁的小明, "3-year-old Lily", "baby Lily".
Age age_before(const Sentence& sentence, std::size_t name, std::size_t& begin) {
  constexpr std::size_t kBytesMost = 32;
  for (begin = name > kBytesMost ? name - kBytesMost : 0; begin < name; ++begin) {
    if (!sentence.word_begins(begin) || sentence.text()[begin] == ' ') continue;
    Age age = any_age_at(sentence, begin);
    if (age.end == 0) age = named_age_at(sentence, begin);
    if (age.end == 0) continue;
    std::size_t end = sentence.skip_blanks(age.end);
    if (sentence.stands_at(end, "时的")) end += "时的"sv.size();
    if (sentence.stands_at(end, "的")) end += "的"sv.size();
    if (sentence.skip_blanks(end) == name) return age;
  }
  return {};
}

Found found_of(const Sentence& sentence, TextSpan span, const Age& age, std::int32_t birthday) {
  Found found{.span = span, .kind = ChipKind::kTime};
  TimeFilter time = time_of_age(birthday, age.from, age.to);
  found.canonical = canonical_of_days(time.ranges);
  found.filter = std::move(time);
  found.label = std::string(sentence.original(span));
  return found;
}

}  // namespace

std::optional<Found> age_of(const Sentence& sentence, Name& person) {
  if (!person.birthday) return std::nullopt;
  TextSpan& name = person.found.span;
  std::size_t begin = 0;
  Age age = open_age_behind(sentence, name.end, begin);
  if (age.end > 0) return found_of(sentence, {begin, age.end}, age, *person.birthday);
  age = age_behind(sentence, name.end, begin);
  if (age.end == 0) {
    age = age_before(sentence, name.begin, begin);
    if (age.end == 0) return std::nullopt;
    return found_of(sentence, {begin, age.end}, age, *person.birthday);
  }
  constexpr std::array kBefore = {"before"sv, "until"sv, "till"sv};
  constexpr std::array kAfter = {"after"sv, "since"sv, "from when"sv};
  if (const std::size_t before = sentence.longest_before(name.begin, kBefore); before > 0) {
    name.begin -= before;
    age = {.from = 0, .to = age.from, .end = age.end};
  } else if (const std::size_t after = sentence.longest_before(name.begin, kAfter); after > 0) {
    name.begin -= after;
    age = {.from = age.from, .to = std::nullopt, .end = age.end};
  }
  return found_of(sentence, {begin, age.end}, age, *person.birthday);
}

}  // namespace shoebox::query
