#include "query/time_lexer.h"

#include <algorithm>
#include <array>

namespace shoebox::query {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}

std::size_t character_length(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

struct Numeral {
  std::string_view text;
  int value;
};
constexpr auto kNumerals = std::to_array<Numeral>({
    {"〇", 0},
    {"零", 0},
    {"一", 1},
    {"二", 2},
    {"两", 2},
    {"三", 3},
    {"四", 4},
    {"五", 5},
    {"六", 6},
    {"七", 7},
    {"八", 8},
    {"九", 9},
    {"十", 10},
    {"廿", 20},
    {"卅", 30},
    {"百", 100},
    {"千", 1000},
    {"元", 1},
});

const Numeral* numeral_at(std::string_view text, std::size_t at) {
  const auto* found =
      std::ranges::find_if(kNumerals, [&](const Numeral& n) { return text.substr(at).starts_with(n.text); });
  return found == kNumerals.end() || found->text == "元" ? nullptr : found;
}

/// Either figure by figure (二〇二三) or with their places (二十三, 两千零四).
class NumeralValue {
 public:
  void add(int value) {
    if (value < 10) {
      if (in_figures_ < 100000) in_figures_ = in_figures_ * 10 + value;
      last_ = value;
    } else if (value == 20 || value == 30) {  // 廿, 卅
      total_ += value;
      last_ = 0;
      with_places_ = true;
    } else {
      if (total_ < 1000000) total_ += std::max(last_, 1) * value;
      last_ = 0;
      with_places_ = true;
    }
    ++count_;
  }
  int value() const { return with_places_ ? total_ + last_ : in_figures_; }
  int figures() const { return with_places_ ? 0 : count_; }

 private:
  int in_figures_ = 0;
  int total_ = 0;
  int last_ = 0;
  int count_ = 0;
  bool with_places_ = false;
};

class Lexer {
 public:
  Lexer(std::string_view text, std::span<const TextSpan> taken) : text_(text), taken_(taken) {}

  std::vector<Lexeme> run() {
    while (at_ < text_.size()) step();
    lexemes_.push_back({.begin = text_.size(), .end = text_.size(), .word = Word::kEnd, .meanings = {}});
    return std::move(lexemes_);
  }

 private:
  void step() {
    if (text_[at_] == ' ') {
      blank_ = true;
      ++at_;
      return;
    }
    while (!taken_.empty() && taken_.front().end <= at_) taken_ = taken_.subspan(1);
    if (!taken_.empty() && taken_.front().begin <= at_) return push(taken_.front().end, Word::kNone);
    if (is_iso_time(at_) && !blank_ && !lexemes_.empty() && lexemes_.back().end == at_ && lexemes_.back().digits == 2) {
      blank_ = true;
      ++at_;
      return;
    }
    if (skip_possessive()) return;
    if (is_digit(text_[at_])) return figures();
    if (const WordMatch match = find_word(); match.length > 0) {
      push(at_ + match.length, match.meanings.front().word, match.meanings.front().value);
      lexemes_.back().meanings = match.meanings;
      lexemes_.back().chinese = static_cast<unsigned char>(match.meanings.front().text.front()) >= 0x80;
      return;
    }
    if (numeral_at(text_, at_) != nullptr) return numerals();
    other();
  }

  /// A word that does not reach into taken bytes and is not the middle of another.
  WordMatch find_word() const {
    // 2019年|底特律: what reaches into a name may be a shorter word before it.
    const std::size_t free = taken_.empty() ? text_.size() : taken_.front().begin;
    const WordMatch whole = find_time_word(text_, at_);
    const bool reaches = at_ + whole.length > free;
    const WordMatch match = reaches && is_ideograph_at(at_) ? find_time_word(text_.substr(0, free), at_) : whole;
    if (match.length == 0 || at_ + match.length > free) return {};
    if (cuts_a_numeral(match)) return {};
    return shortened(match);
  }

  bool is_ideograph_at(std::size_t at) const { return static_cast<unsigned char>(text_[at]) >= 0xe3; }

  /// 2021年|中秋, 2021年|中旬: the middle belongs to the next word.
  bool holds_half_a_word(std::string_view word) const {
    constexpr std::size_t kCharacter = 3;
    if (word != "年中" && word != "月中") return false;
    const WordMatch next = find_time_word(text_, at_ + kCharacter);
    return next.length > kCharacter && next.meanings.front().word != Word::kNone &&
           next.meanings.front().word != Word::kBetweenEnd;
  }

  /// 正月初一 is no beginning of a month, and ten years are no year's middle: 十年中.
  WordMatch shortened(const WordMatch& match) const {
    const std::string_view word = text_.substr(at_, match.length);
    const bool day_follows = word == "月初" && numeral_at(text_, at_ + match.length) != nullptr;
    const Lexeme* before = lexemes_.empty() ? nullptr : &lexemes_.back();
    const bool count = word == "年中" && before != nullptr && before->word == Word::kNumber && before->digits < 2;
    return day_follows || count || holds_half_a_word(word) ? find_time_word(word.substr(0, 3), 0) : match;
  }

  /// 十一 of 十一月 and of 二十一 is a number, and so is 五一 of 五一年.
  bool cuts_a_numeral(const WordMatch& match) const {
    if (match.meanings.front().word != Word::kHoliday) return false;
    const std::string_view word = text_.substr(at_, match.length);
    if (numeral_at(word, 0) == nullptr) return false;
    const bool after_numeral = !lexemes_.empty() && lexemes_.back().word == Word::kNumber && lexemes_.back().end == at_;
    const bool ends_in_numeral = match.length >= 3 && numeral_at(word, match.length - 3) != nullptr;
    return after_numeral || (ends_in_numeral && number_goes_on(at_ + match.length));
  }

  bool number_goes_on(std::size_t at) const {
    static constexpr auto kUnits = std::to_array<std::string_view>(
        {"年", "月", "日", "号", "点", "时", "分", "岁", "个", "天", "周", "张", "人", "只", "条", "位",
         "名", "件", "块", "元", "米", "楼", "层", "期", "届", "班", "级", "度", "次", "寸", "倍"});
    if (numeral_at(text_, at) != nullptr) return true;
    if (text_.substr(at).starts_with("期间") || text_.substr(at).starts_with("时候")) return false;  // 五一期间
    return std::ranges::any_of(kUnits, [&](std::string_view unit) { return text_.substr(at).starts_with(unit); });
  }

  bool skip_possessive() {
    const std::size_t quote = text_[at_] == '\'' ? 1 : text_.substr(at_).starts_with("\u2019") ? 3 : 0;
    if (quote == 0 || blank_ || lexemes_.empty()) return false;
    const std::size_t after = at_ + quote;
    const bool with_s =
        after < text_.size() && text_[after] == 's' && (after + 1 >= text_.size() || !is_letter(text_[after + 1]));
    const bool alone = after >= text_.size() || text_[after] == ' ';
    if (!with_s && !alone) return false;
    at_ = after + (with_s ? 1 : 0);
    return true;
  }

  /// A number in figures, with what is written to it: 3rd, 1990s, 5may; anything else in one word has no meaning.
  void figures() {
    std::size_t end = at_;
    int value = 0;
    while (end < text_.size() && is_digit(text_[end])) {
      if (value < 100000000) value = value * 10 + (text_[end] - '0');
      ++end;
    }
    const int digits = static_cast<int>(end - at_);
    if (ordinal_ends(end)) return push(end + 2, Word::kOrdinal, value);
    if (const std::size_t length = plural_ends(end); length > 0) {
      push(end + length, Word::kDecade, value);
    } else if (goes_on_as_code(end)) {
      return other();
    } else {
      push(end, Word::kNumber, value);
    }
    lexemes_.back().digits = digits;
  }

  bool ordinal_ends(std::size_t end) const {
    const std::string_view suffix = text_.substr(end, 2);
    const bool ends = end + 2 >= text_.size() || !(is_letter(text_[end + 2]) || is_digit(text_[end + 2]));
    return ends && (suffix == "st" || suffix == "nd" || suffix == "rd" || suffix == "th");
  }

  /// 1990s, 90's: the length of what makes a decade of the number.
  std::size_t plural_ends(std::size_t end) const {
    std::size_t at = end;
    if (text_.substr(at).starts_with("'")) ++at;
    if (text_.substr(at).starts_with("\u2019")) at += 3;
    if (at >= text_.size() || text_[at] != 's') return 0;
    if (at + 1 < text_.size() && (is_letter(text_[at + 1]) || is_digit(text_[at + 1]))) return 0;
    return at + 1 - end;
  }

  bool goes_on_as_code(std::size_t end) const {
    if (end >= text_.size()) return false;
    if (text_[end] == '_') return true;
    if (!is_letter(text_[end]) || is_iso_time(end)) return false;
    const WordMatch match = find_time_word(text_, end);
    if (match.length == 0) return true;
    static constexpr auto kJoined = std::to_array(
        {Word::kMonth, Word::kUnit, Word::kMeridiem, Word::kQuarterName, Word::kHalfName, Word::kWeekName, Word::kTo});
    return !std::ranges::any_of(match.meanings, [](const TimeWord& meaning) {
      return std::ranges::find(kJoined, meaning.word) != kJoined.end();
    });
  }

  /// The t of 2016-12-16t12:23.
  bool is_iso_time(std::size_t at) const {
    return text_[at] == 't' && at + 3 < text_.size() && is_digit(text_[at + 1]) && is_digit(text_[at + 2]) &&
           text_[at + 3] == ':';
  }

  void numerals() {
    NumeralValue number;
    std::size_t end = at_;
    while (end < text_.size() && (taken_.empty() || end < taken_.front().begin)) {
      const Numeral* numeral = numeral_at(text_, end);
      if (numeral == nullptr) break;
      number.add(numeral->value);
      end += numeral->text.size();
    }
    push(end, Word::kNumber, number.value());
    lexemes_.back().digits = number.figures() >= 2 ? number.figures() : 0;
    lexemes_.back().chinese = true;
  }

  /// One word of letters and figures, or one character.
  void other() {
    const auto in_word = [](char c) { return is_letter(c) || is_digit(c) || c == '_'; };
    std::size_t end = at_;
    while (end < text_.size() && in_word(text_[end])) ++end;
    if (end > at_) return push(end, Word::kNone);
    end = std::min(at_ + character_length(text_[at_]), text_.size());
    const bool ascii = static_cast<unsigned char>(text_[at_]) < 0x80;
    push(end, ascii ? Word::kSymbol : Word::kNone, text_[at_]);
    lexemes_.back().chinese = !ascii;
  }

  void push(std::size_t end, Word word, int value = 0) {
    lexemes_.push_back(
        {.begin = at_, .end = end, .word = word, .value = value, .blank_before = blank_ || at_ == 0, .meanings = {}});
    blank_ = false;
    at_ = end;
  }

  std::string_view text_;
  std::span<const TextSpan> taken_;
  std::size_t at_ = 0;
  bool blank_ = true;
  std::vector<Lexeme> lexemes_;
};

bool is_word_number(const Lexeme& lexeme) {
  return lexeme.as(Word::kNumber) != nullptr && lexeme.digits == 0;
}

/// "ninety eight", "twenty-one", "seven": below a hundred.
std::optional<NumberMatch> small_number_at(std::span<const Lexeme> lexemes, std::size_t index) {
  if (!is_word_number(lexemes[index])) return std::nullopt;
  NumberMatch number{lexemes[index].as(Word::kNumber)->value, 0, index + 1};
  const auto is_unit = [&](std::size_t at) {
    return is_word_number(lexemes[at]) && !lexemes[at].chinese && lexemes[at].as(Word::kNumber)->value < 10 &&
           lexemes[at].meanings.front().text.size() > 2;
  };
  std::size_t next = number.next;
  if (lexemes[next].word == Word::kSymbol && lexemes[next].value == '-') ++next;
  if (number.value >= 20 && number.value % 10 == 0 && number.value < 100 && is_unit(next)) {
    number.value += lexemes[next].as(Word::kNumber)->value;
    number.next = next + 1;
  }
  return number;
}

}  // namespace

const TimeWord* Lexeme::as(Word wanted) const {
  for (const TimeWord& meaning : meanings) {
    if (meaning.word == wanted) return &meaning;
  }
  return nullptr;
}

std::vector<Lexeme> lex_time(std::string_view folded, std::span<const TextSpan> taken) {
  return Lexer(folded, taken).run();
}

std::optional<NumberMatch> number_at(std::span<const Lexeme> lexemes, std::size_t index) {
  const Lexeme& first = lexemes[index];
  if (first.word == Word::kNumber && first.meanings.empty()) return NumberMatch{first.value, first.digits, index + 1};
  const std::optional<NumberMatch> high = small_number_at(lexemes, index);
  if (!high) return std::nullopt;
  const bool century = (high->value == 19 || high->value == 20) || high->value == 2000;
  if (!century) return high;
  std::size_t next = high->next;
  if (lexemes[next].as(Word::kAnd) != nullptr && high->value == 2000) ++next;
  if (lexemes[next].word == Word::kNone) return high->value == 2000 ? NumberMatch{2000, 4, high->next} : high;
  const std::optional<NumberMatch> low = small_number_at(lexemes, next);
  if (!low || low->value >= 100) return high->value == 2000 ? NumberMatch{2000, 4, high->next} : *high;
  if (high->value == 2000) return NumberMatch{2000 + low->value, 4, low->next};
  if (low->value < 10) return high;
  return NumberMatch{high->value * 100 + low->value, 4, low->next};
}

}  // namespace shoebox::query
