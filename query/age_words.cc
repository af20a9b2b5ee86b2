#include "query/age_words.h"

#include <array>
#include <charconv>

namespace shoebox::query {

namespace {

using std::string_view_literals::operator""sv;

constexpr int kAgeMax = 120;

struct Number {
  int value = -1;
  std::size_t end = 0;
};

/// Digits, or a Chinese number below a hundred (三, 十二, 二十五).
Number number_at(const Sentence& sentence, std::size_t at) {
  const std::string_view text = sentence.text();
  int value = 0;
  const auto [stop, error] = std::from_chars(text.data() + at, text.data() + text.size(), value);
  if (error == std::errc()) return {.value = value, .end = static_cast<std::size_t>(stop - text.data())};
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

}  // namespace

std::optional<Found> age_behind(const Sentence& sentence, const Name& person) {
  constexpr std::array kLeads = {"was"sv,  "is"sv,     "at"sv,      "at age"sv, "at the age of"sv,
                                 "aged"sv, "turned"sv, "turning"sv, "在"sv,     "满"sv};
  constexpr std::array kYears = {"岁的时候"sv,  "岁时"sv,     "岁那年"sv, "岁"sv,
                                 "years old"sv, "year old"sv, "years"sv,  "yrs old"sv};
  if (!person.birthday) return std::nullopt;
  const std::size_t begin = sentence.skip_blanks(person.found.span.end);
  const std::size_t lead = sentence.longest_at(begin, kLeads);
  const Number number = number_at(sentence, sentence.skip_blanks(begin + lead));
  if (number.value < 0 || number.value > kAgeMax || !sentence.word_ends(number.end)) return std::nullopt;
  const std::size_t unit = sentence.skip_blanks(number.end);
  const std::size_t years = sentence.longest_at(unit, kYears);
  if (years == 0 && lead == 0) return std::nullopt;
  Found found{.span = {begin, years == 0 ? number.end : unit + years}, .kind = ChipKind::kTime};
  TimeFilter time = time_of_age(*person.birthday, number.value);
  found.canonical = canonical_of_days(time.ranges);
  found.filter = std::move(time);
  found.label = std::string(sentence.original(found.span));
  return found;
}

}  // namespace shoebox::query
