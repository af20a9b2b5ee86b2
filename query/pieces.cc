#include "query/pieces.h"

#include <algorithm>
#include <array>
#include <optional>

#include "query/glue.h"

namespace shoebox::query {

namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kNoPiece = static_cast<std::size_t>(-1);

constexpr std::array kNots = {"除"sv,
                              "non-"sv,
                              "not"sv,
                              "without"sv,
                              "except"sv,
                              "except for"sv,
                              "excluding"sv,
                              "other than"sv,
                              "apart from"sv,
                              "but not"sv,
                              "and not"sv,
                              "nor"sv,
                              "isn't"sv,
                              "aren't"sv,
                              "wasn't"sv,
                              "weren't"sv,
                              "not in"sv,
                              "not at"sv,
                              "not on"sv,
                              "minus"sv,
                              "no"sv,
                              "with no"sv,
                              "but no"sv,
                              "anywhere but"sv,
                              "everything but"sv,
                              "anything but"sv,
                              "all but"sv,
                              "neither"sv,
                              "not from"sv,
                              "not taken"sv,
                              "not taken in"sv,
                              "not with"sv,
                              "not of"sv,
                              "never"sv,
                              "exclude"sv,
                              "not during"sv,
                              "不是"sv,
                              "没有"sv,
                              "不在"sv,
                              "除了"sv,
                              "不要"sv,
                              "不含"sv,
                              "不包括"sv,
                              "不包含"sv,
                              "除去"sv,
                              "排除"sv,
                              "不想要"sv,
                              "别要"sv,
                              "而不是"sv,
                              "但不是"sv,
                              "但不在"sv,
                              "但没有"sv,
                              "除开"sv,
                              "非"sv,
                              "不是在"sv,
                              "没在"sv,
                              "不属于"sv,
                              "不带"sv,
                              "去掉"sv,
                              "不用"sv,
                              "不来自"sv,
                              "并非"sv,
                              "但不要"sv,
                              "不能有"sv,
                              "不要有"sv,
                              "没"sv,
                              "无"sv,
                              "not including"sv,
                              "not featuring"sv,
                              "not showing"sv,
                              "leave out"sv,
                              "everyone but"sv,
                              "everybody but"sv,
                              "everyone except"sv,
                              "everybody except"sv,
                              "anyone but"sv,
                              "all except"sv,
                              "everything except"sv,
                              "anything except"sv,
                              "anywhere except"sv};
/// Words and phrases that hold one of kNots and deny nothing.
constexpr std::array kNoNots = {"有没有"sv,
                                "是不是"sv,
                                "在不在"sv,
                                "not only"sv,
                                "no parking"sv,
                                "no smoking"sv,
                                "no entry"sv,
                                "no trespassing"sv,
                                "no litter"sv,
                                "no littering"sv,
                                "no swimming"sv,
                                "no exit"sv,
                                "no fishing"sv,
                                "no dogs allowed"sv,
                                "no man's land"sv,
                                "no wifi"sv,
                                "非洲"sv,
                                "非常"sv,
                                "非凡"sv,
                                "是非"sv,
                                "不用谢"sv,
                                "没有什么"sv,
                                "whether or not"sv,
                                "why not"sv,
                                "not sure"sv,
                                "not bad"sv,
                                "forget-me-not"sv,
                                "forget me not"sv,
                                "no."sv,
                                "不带电"sv};
/// Parts of many words: they deny only right before a filter.
constexpr std::array kBound = {"非"sv, "不用"sv, "除"sv, "没"sv, "无"sv, "non-"sv};
/// Behind a filter: 中国以外.
constexpr std::array kNotsBehind = {"以外"sv, "之外"sv};
/// Behind a person: 小明不在的照片, "Tom isn't there"; where something follows they say where (小明不在家).
constexpr std::array kAbsent = {"不在"sv,
                                "没在"sv,
                                "没有在"sv,
                                "不在场"sv,
                                "不在里面"sv,
                                "不在其中"sv,
                                "不在画面里"sv,
                                "没来"sv,
                                "没有来"sv,
                                "没去"sv,
                                "没有去"sv,
                                "没参加"sv,
                                "没有参加"sv,
                                "没出现"sv,
                                "没有出现"sv,
                                "没出镜"sv,
                                "没入镜"sv,
                                "缺席"sv,
                                "isn't there"sv,
                                "isn't in it"sv,
                                "isn't in them"sv,
                                "isn't in"sv,
                                "is not there"sv,
                                "is not in it"sv,
                                "is not in them"sv,
                                "is not in"sv,
                                "was not there"sv,
                                "wasn't there"sv,
                                "not there"sv,
                                "not in it"sv,
                                "not in them"sv,
                                "not in the picture"sv,
                                "not in the photo"sv,
                                "isn't in the picture"sv,
                                "isn't in the photo"sv,
                                "is not in the picture"sv,
                                "is not in the photo"sv,
                                "not pictured"sv,
                                "not present"sv,
                                "is absent"sv,
                                "absent"sv,
                                "is missing"sv};
/// Behind any filter.
constexpr std::array kExcluded = {"除外"sv, "不算"sv, "excluded"sv, "not included"sv};
constexpr std::array kOrs = {"or"sv, "或"sv, "或者"sv, "或是"sv, "还是"sv, "/"sv, "|"sv, "||"sv};
constexpr std::array kAnds = {"to"sv,
                              "到"sv,
                              "至"sv,
                              "and"sv,
                              "&"sv,
                              "&&"sv,
                              "和"sv,
                              "跟"sv,
                              "与"sv,
                              "及"sv,
                              "以及"sv,
                              "with"sv,
                              "and also"sv,
                              "还有"sv,
                              "同"sv,
                              "、"sv,
                              "plus"sv,
                              "+"sv,
                              "together with"sv,
                              "along with"sv};
/// From one place to the other: either.
constexpr std::array kWays = {"to"sv, "到"sv, "至"sv};
constexpr std::array kOnlysBefore = {"only"sv, "just"sv,   "nobody but"sv, "no one but"sv,    "只有"sv,
                                     "仅有"sv, "就"sv,     "仅"sv,         "只要"sv,          "只"sv,
                                     "光"sv,   "就只有"sv, "only with"sv,  "no one except"sv, "nobody except"sv};
constexpr std::array kOnlysBehind = {"一个人"sv,      "独自"sv,
                                     "独照"sv,        "的独照"sv,
                                     "单独"sv,        "单人照"sv,
                                     "的单人照"sv,    "alone"sv,
                                     "only"sv,        "by himself"sv,
                                     "by herself"sv,  "on his own"sv,
                                     "on her own"sv,  "自己一个人"sv,
                                     "一人"sv,        "独自一人"sv,
                                     "独自一个人"sv,  "and nobody else"sv,
                                     "nobody else"sv, "and no one else"sv,
                                     "no one else"sv, "by themselves"sv,
                                     "on their own"sv};

/// The word of logic at a position; length 0 when there is none.
Piece logic_at(const Sentence& sentence, std::size_t at, std::size_t limit) {
  const auto piece = [&](PieceKind kind, std::size_t length) { return Piece{.kind = kind, .span = {at, at + length}}; };
  const std::string_view text = sentence.text();
  const char c = text[at];
  if (c == '(' || c == ')') return piece(c == '(' ? PieceKind::kOpen : PieceKind::kClose, 1);
  if (c == ',' || c == ';') return piece(PieceKind::kComma, 1);
  if (c == '-' && (at == 0 || text[at - 1] == ' ' || text[at - 1] == '(') && at + 1 < text.size() &&
      text[at + 1] != ' ' && text[at + 1] != '-') {
    Piece dash = piece(PieceKind::kNot, 1);
    dash.dash = true;
    return dash;
  }
  if (!sentence.word_begins(at)) return {.span = {at, at}};
  std::size_t best = 0;
  PieceKind kind = PieceKind::kText;
  const auto consider = [&](std::span<const std::string_view> words, PieceKind of) {
    for (const std::string_view word : words) {
      if (word.size() <= best || at + word.size() > limit || !sentence.stands_at(at, word)) continue;
      best = word.size();
      kind = of;
    }
  };
  if (const std::size_t plain = sentence.longest_at(at, kNoNots); plain > 0 && at + plain <= limit)
    return piece(PieceKind::kText, plain);
  consider(kNots, PieceKind::kNot);
  consider(kOrs, PieceKind::kOr);
  consider(kAnds, PieceKind::kAnd);
  consider(kOnlysBefore, PieceKind::kOnly);
  Piece found = piece(kind, best);
  const std::size_t behind = sentence.longest_at(at, kOnlysBehind);
  if (behind > best && at + behind <= limit) {
    found = piece(PieceKind::kOnly, behind);
    found.behind_only = true;
  }
  return found;
}

template <typename List>
bool has(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

void add_text(std::vector<Piece>& pieces, TextSpan span) {
  if (span.begin >= span.end) return;
  if (!pieces.empty() && pieces.back().kind == PieceKind::kText && pieces.back().span.end == span.begin)
    pieces.back().span.end = span.end;
  else
    pieces.push_back({.kind = PieceKind::kText, .span = span});
}

/// Whether nothing follows that the words before could speak of: the end, a mark, 的, "in" …
bool says_all(const Sentence& sentence, std::size_t end) {
  constexpr std::array kNext = {"的"sv,      "时"sv,       "那"sv, "photo"sv, "photos"sv,
                                "picture"sv, "pictures"sv, "in"sv, "on"sv,    "at"sv};
  const std::size_t next = sentence.skip_blanks(end);
  if (next >= sentence.text().size() || sentence.longest_at(next, kNext) > 0) return true;
  const Letter letter = letter_of(character_at(sentence.text(), next).code);
  const bool chinese = letter_of(character_before(sentence.text(), end).code) == Letter::kIdeograph;
  return letter == Letter::kOther || (chinese && next > end);
}

/// 小明|不在|的照片: the piece that denies what stands before it, if the gap begins with one.
std::optional<Piece> absence_at(const Sentence& sentence, TextSpan gap, bool behind_person) {
  const std::size_t begin = sentence.skip_blanks(gap.begin);
  const std::size_t length =
      std::max(sentence.longest_at(begin, kExcluded), behind_person ? sentence.longest_at(begin, kAbsent) : 0);
  if (length == 0 || begin + length > gap.end || !says_all(sentence, begin + length)) return std::nullopt;
  return Piece{.kind = PieceKind::kAbsent, .span = {gap.begin, begin + length}};
}

void cut_gap(const Sentence& sentence, TextSpan gap, std::vector<Piece>& pieces) {
  std::size_t text_begin = gap.begin;
  for (std::size_t at = gap.begin; at < gap.end;) {
    const Piece logic = logic_at(sentence, at, gap.end);
    const std::size_t length = logic.span.end - logic.span.begin;
    if (length == 0 || logic.kind == PieceKind::kText) {
      at += length > 0 ? length : character_at(sentence.text(), at).length;
      continue;
    }
    add_text(pieces, {text_begin, at});
    pieces.push_back(logic);
    at = text_begin = logic.span.end;
  }
  add_text(pieces, {text_begin, gap.end});
}

bool is_filter(const std::vector<Piece>& pieces, std::size_t at) {
  return at < pieces.size() && pieces[at].kind == PieceKind::kFilter;
}

/// The piece before or behind, glue not counted.
std::size_t before(const std::vector<Piece>& pieces, std::size_t at) {
  while (at > 0) {
    --at;
    if (!(pieces[at].kind == PieceKind::kText && pieces[at].glue)) return at;
  }
  return kNoPiece;
}
std::size_t behind(const std::vector<Piece>& pieces, std::size_t at) {
  for (++at; at < pieces.size(); ++at) {
    if (!(pieces[at].kind == PieceKind::kText && pieces[at].glue)) return at;
  }
  return kNoPiece;
}

void mark_glue(const Sentence& sentence, std::vector<Piece>& pieces) {
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (pieces[i].kind != PieceKind::kText) continue;
    const Gap gap{.span = pieces[i].span, .after_filter = i > 0, .before_filter = i + 1 < pieces.size()};
    pieces[i].glue = is_glue(sentence, gap);
  }
}

bool is_person(const std::vector<Piece>& pieces, const std::vector<Found>& filters, std::size_t at) {
  return is_filter(pieces, at) && filters[pieces[at].filter].kind == ChipKind::kPerson;
}

bool is_place(const std::vector<Piece>& pieces, const std::vector<Found>& filters, std::size_t at) {
  return is_filter(pieces, at) && filters[pieces[at].filter].kind == ChipKind::kPlace;
}

/// Whether a word of logic does what it says where it stands.
bool joins(const Sentence& sentence, const std::vector<Piece>& pieces, const std::vector<Found>& filters,
           std::size_t at) {
  const Piece& piece = pieces[at];
  const std::size_t next = behind(pieces, at);
  const std::size_t last = before(pieces, at);
  const auto opens = [&](std::size_t i) { return i != kNoPiece && pieces[i].kind == PieceKind::kOpen; };
  const auto closes = [&](std::size_t i) { return i != kNoPiece && pieces[i].kind == PieceKind::kClose; };
  const auto denies = [&](std::size_t i) { return i != kNoPiece && pieces[i].kind == PieceKind::kNot; };
  switch (piece.kind) {
    case PieceKind::kOr:
    case PieceKind::kAnd:
    case PieceKind::kComma:
      if (has(kWays, sentence.part(piece.span)) &&
          !(is_place(pieces, filters, last) && is_place(pieces, filters, next)))
        return false;
      return (is_filter(pieces, last) || closes(last)) && (is_filter(pieces, next) || opens(next) || denies(next));
    case PieceKind::kOnly:
      // "just Lily, nobody else"
      if (piece.behind_only && last != kNoPiece && pieces[last].kind == PieceKind::kComma &&
          is_person(pieces, filters, before(pieces, last)))
        return true;
      return piece.behind_only ? is_person(pieces, filters, last) ||
                                     (is_person(pieces, filters, next) && sentence.part(piece.span) == "only")
                               : is_person(pieces, filters, next);
    case PieceKind::kNot:
      if (sentence.part(piece.span) == "no" && last == kNoPiece && next != kNoPiece &&
          pieces[next].kind == PieceKind::kText)
        return true;
      // One character that denies (非) must stand right before a filter: it is part of many words.
      if (has(kBound, sentence.part(piece.span))) return is_filter(pieces, at + 1);
      return next != kNoPiece;
    default:
      return true;
  }
}

void to_text(std::vector<Piece>& pieces) {
  std::vector<Piece> merged;
  for (const Piece& piece : pieces) {
    if (piece.kind == PieceKind::kText)
      add_text(merged, piece.span);
    else
      merged.push_back(piece);
  }
  pieces = std::move(merged);
}

/// 中国以外: "not" moves before the filter or the list that it stands behind.
void deny_before(const Sentence& sentence, std::vector<Piece>& pieces) {
  std::vector<Piece> moved;
  std::size_t list_begin = kNoPiece;  // in `moved`: the filter with which the list begins
  for (const Piece& piece : pieces) {
    const bool behind = piece.kind == PieceKind::kAbsent ||
                        (piece.kind == PieceKind::kText && sentence.longest_at(piece.span.begin, kNotsBehind) > 0);
    if (behind && list_begin != kNoPiece && (list_begin == 0 || moved[list_begin - 1].kind != PieceKind::kNot)) {
      const std::size_t at = moved[list_begin].span.begin;
      const Piece denial{.kind = PieceKind::kNot, .span = {at, at}};
      moved.insert(moved.begin() + static_cast<std::ptrdiff_t>(list_begin), denial);
    }
    const bool joint = piece.kind == PieceKind::kAnd || piece.kind == PieceKind::kOr;
    if (piece.kind == PieceKind::kFilter &&
        (list_begin == kNoPiece || moved.back().kind == PieceKind::kFilter || moved.back().kind == PieceKind::kText))
      list_begin = moved.size();
    else if (piece.kind != PieceKind::kFilter && !joint)
      list_begin = kNoPiece;
    if (piece.kind != PieceKind::kAbsent) moved.push_back(piece);
  }
  pieces = std::move(moved);
}

/// Parentheses that hold only filters and logic; others, and those without a partner, are text.
void settle_parentheses(std::vector<Piece>& pieces) {
  std::vector<std::size_t> open;
  std::vector<bool> plain;  // of each open one: holds text
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (pieces[i].kind == PieceKind::kText && !pieces[i].glue && !plain.empty()) plain.back() = true;
    if (pieces[i].kind == PieceKind::kOpen) {
      open.push_back(i);
      plain.push_back(false);
    } else if (pieces[i].kind == PieceKind::kClose) {
      if (open.empty()) {
        pieces[i].kind = PieceKind::kText;
        continue;
      }
      const bool words = plain.back() || open.back() + 1 == i;
      if (words) pieces[i].kind = pieces[open.back()].kind = PieceKind::kText;
      open.pop_back();
      plain.pop_back();
      if (words && !plain.empty()) plain.back() = true;
    }
  }
  for (const std::size_t i : open) pieces[i].kind = PieceKind::kText;
}

}  // namespace

std::vector<Piece> pieces_of(const Sentence& sentence, const std::vector<Found>& filters) {
  std::vector<Piece> pieces;
  std::size_t end = 0;
  const auto gap_behind = [&](std::size_t filter, std::size_t gap_end) {
    if (filter < filters.size()) {
      const bool person = filters[filter].kind == ChipKind::kPerson;
      if (const auto absent = absence_at(sentence, {end, gap_end}, person)) {
        pieces.push_back(*absent);
        end = absent->span.end;
      }
    }
    cut_gap(sentence, {end, gap_end}, pieces);
  };
  for (std::size_t i = 0; i < filters.size(); ++i) {
    gap_behind(i - 1, filters[i].span.begin);
    pieces.push_back({.kind = PieceKind::kFilter, .span = filters[i].span, .filter = i});
    end = filters[i].span.end;
  }
  gap_behind(filters.size() - 1, sentence.text().size());
  mark_glue(sentence, pieces);
  settle_parentheses(pieces);
  std::vector<bool> keeps(pieces.size());
  for (std::size_t i = 0; i < pieces.size(); ++i) keeps[i] = joins(sentence, pieces, filters, i);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!keeps[i]) pieces[i].kind = PieceKind::kText;
  }
  to_text(pieces);
  mark_glue(sentence, pieces);
  deny_before(sentence, pieces);
  return pieces;
}

}  // namespace shoebox::query
