#include "query/grammar.h"

#include <algorithm>
#include <array>

#include "query/glue.h"
#include "query/pieces.h"
#include "query/structured.h"

namespace shoebox::query {

namespace {

using std::string_view_literals::operator""sv;

constexpr int kDepthMax = 16;

Node chip_node(std::size_t chip) {
  return {.kind = NodeKind::kChip, .children = {}, .chip = chip};
}

/// Of one child: the child itself.
Node node_of(NodeKind kind, std::vector<Node> children) {
  if (children.size() == 1 && kind != NodeKind::kNot) return std::move(children.front());
  return {.kind = kind, .children = std::move(children), .chip = 0};
}

/// Reads the pieces once, from the first to the last.
class Reader {
 public:
  Reader(const Sentence& sentence, std::vector<Found> filters)
      : sentence_(sentence), pieces_(pieces_of(sentence, filters)), filters_(std::move(filters)) {}

  Query read() {
    Query query;
    std::size_t at = 0;
    std::vector<Node> parts = sequence(at, 0);
    query.filter = {.kind = NodeKind::kAll, .children = std::move(parts), .chip = 0};
    query.meaning = std::move(meaning_);
    query.negative_meaning = std::move(negative_);
    for (Found& found : filters_) query.chips.push_back(chip_of(found));
    return query;
  }

 private:
  struct Group {
    Node node{};
    std::size_t end = 0;  // the piece behind
  };

  const Piece& piece(std::size_t at) const { return pieces_[at]; }
  bool is(std::size_t at, PieceKind kind) const { return at < pieces_.size() && pieces_[at].kind == kind; }
  ChipKind kind_at(std::size_t at) const { return filters_[pieces_[at].filter].kind; }

  std::size_t skip_glue(std::size_t at) const {
    while (is(at, PieceKind::kText) && pieces_[at].glue) ++at;
    return at;
  }

  Chip chip_of(Found& found) const {
    const TextSpan origin = sentence_.origin(found.span);
    Chip chip;
    chip.kind = found.kind;
    chip.text = std::string(sentence_.original(found.span));
    chip.begin = origin.begin;
    chip.end = origin.end;
    chip.canonical = std::move(found.canonical);
    if (found.negated) chip.canonical.insert(0, "-");
    chip.label = std::move(found.label);
    chip.negated = found.negated;
    chip.filter = std::move(found.filter);
    return chip;
  }

  /// Words to the meaning, or to the negative meaning.
  void say(TextSpan words, bool negative) {
    std::string& text = negative ? negative_ : meaning_;
    const std::string_view original = sentence_.original(words);
    if (original.empty()) return;
    if (!text.empty()) text.push_back(' ');
    text += original;
  }
  void say_text(std::size_t at, TextSpan span, bool negative) {
    say(without_glue(sentence_, {.span = span, .after_filter = at > 0, .before_filter = at + 1 < pieces_.size()}),
        negative);
  }

  Node filter_node(std::size_t at) {
    Found& found = filters_[pieces_[at].filter];
    Node node = chip_node(pieces_[at].filter);
    if (!found.negated) return node;
    return node_of(NodeKind::kNot, {std::move(node)});
  }

  /// "and" between persons and kinds that go together means both; between places, times and cameras either.
  static bool either(ChipKind kind) {
    return kind == ChipKind::kTime || kind == ChipKind::kPlace || kind == ChipKind::kCamera ||
           kind == ChipKind::kLens || kind == ChipKind::kOrientation || kind == ChipKind::kRating ||
           kind == ChipKind::kFile || kind == ChipKind::kMedia;
  }

  /// Whether a list that goes on with commas ends in and/or: "2016, 2018 or 2020".
  bool comma_list_goes_on(std::size_t comma, ChipKind kind) const {
    for (std::size_t at = comma; is(at, PieceKind::kComma);) {
      const std::size_t next = skip_glue(at + 1);
      if (!is(next, PieceKind::kFilter) || kind_at(next) != kind) return false;
      at = skip_glue(next + 1);
      if (is(at, PieceKind::kAnd) || is(at, PieceKind::kOr)) {
        const std::size_t last = skip_glue(at + 1);
        return is(last, PieceKind::kFilter) && kind_at(last) == kind;
      }
    }
    return false;
  }

  /// A filter with those that are listed with it: "Tokyo or Kyoto", 小明和奶奶, "2016, 2018 or 2020".
  Group list(std::size_t at, bool denied) {
    const ChipKind kind = kind_at(at);
    std::vector<std::size_t> members = {at};
    std::vector<Node> terms;                     // joined by or
    std::vector<Node> term = {filter_node(at)};  // joined by and
    std::size_t end = at + 1;
    for (;;) {
      const std::size_t joint = skip_glue(end);
      const bool comma = is(joint, PieceKind::kComma) && (comma_list_goes_on(joint, kind) || members.size() > 1);
      if (!is(joint, PieceKind::kOr) && !is(joint, PieceKind::kAnd) && !comma) break;
      const std::size_t next = skip_glue(joint + 1);
      if (!is(next, PieceKind::kFilter) || kind_at(next) != kind) break;
      const bool apart =
          is(joint, PieceKind::kOr) || either(kind) || denied || (comma && list_ends_with_or(joint, kind));
      if (apart) {
        terms.push_back(node_of(NodeKind::kAll, std::move(term)));
        term.clear();
      }
      term.push_back(filter_node(next));
      members.push_back(next);
      end = next + 1;
    }
    terms.push_back(node_of(NodeKind::kAll, std::move(term)));
    if (only_) settle_only(members);
    return {.node = node_of(NodeKind::kAny, std::move(terms)), .end = end};
  }

  bool list_ends_with_or(std::size_t comma, ChipKind kind) const {
    std::size_t at = comma;
    while (is(at, PieceKind::kComma)) {
      const std::size_t next = skip_glue(at + 1);
      if (!is(next, PieceKind::kFilter) || kind_at(next) != kind) return false;
      at = skip_glue(next + 1);
    }
    return is(at, PieceKind::kOr);
  }

  /// "only A": nobody else; "only A and B": each is there, and nobody beside them.
  void settle_only(const std::vector<std::size_t>& members) {
    only_ = false;
    std::vector<std::int64_t> beside;
    std::string names;
    for (const std::size_t at : members) {
      const Found& found = filters_[pieces_[at].filter];
      const auto* persons = std::get_if<PersonFilter>(&found.filter);
      if (persons == nullptr) continue;
      beside.insert(beside.end(), persons->persons.begin(), persons->persons.end());
      names += "+" + unquoted(found.canonical);
    }
    for (const std::size_t at : members) {
      Found& found = filters_[pieces_[at].filter];
      auto* persons = std::get_if<PersonFilter>(&found.filter);
      if (persons == nullptr) continue;
      persons->only = true;
      const std::string own = unquoted(found.canonical);
      if (members.size() > 1) persons->beside = beside;
      found.canonical = "only:" + quoted_value(members.size() > 1 ? own + names : own);
    }
  }

  /// The value of key:"value".
  static std::string unquoted(std::string_view canonical) {
    std::string value(canonical.substr(canonical.find(':') + 1));
    std::erase(value, '"');
    return value;
  }

  bool only_behind(std::size_t at) const {
    const std::size_t next = skip_glue(at + 1);
    return is(next, PieceKind::kOnly) && piece(next).behind_only;
  }

  /// Filters of unlike kinds joined by or: alone ("2023 or Tokyo"), or as like phrases ("Tokyo in 2016 or Kyoto in
  /// 2018").
  bool unlike_or(std::size_t from, Group& group) {
    std::size_t left_end = from;
    std::vector<ChipKind> left;
    std::size_t at = from;
    while (is(at, PieceKind::kFilter)) {
      left.push_back(kind_at(at));
      left_end = at + 1;
      at = skip_glue(left_end);
    }
    if (left.size() < 2 || !is(at, PieceKind::kOr)) return false;
    std::vector<ChipKind> right;
    const std::size_t right_begin = skip_glue(at + 1);
    std::size_t right_end = right_begin;
    for (std::size_t next = right_begin; is(next, PieceKind::kFilter) && right.size() < left.size();) {
      right.push_back(kind_at(next));
      right_end = next + 1;
      next = skip_glue(right_end);
    }
    std::vector<ChipKind> left_sorted = left;
    std::sort(left_sorted.begin(), left_sorted.end());
    std::sort(right.begin(), right.end());
    if (left_sorted != right) return false;
    std::vector<Node> sides;
    sides.push_back(all_between(from, left_end));
    sides.push_back(all_between(right_begin, right_end));
    group = {.node = node_of(NodeKind::kAny, std::move(sides)), .end = right_end};
    return true;
  }

  Node all_between(std::size_t begin, std::size_t end) {
    std::vector<Node> nodes;
    for (std::size_t at = begin; at < end; ++at) {
      if (is(at, PieceKind::kFilter)) nodes.push_back(filter_node(at));
    }
    return node_of(NodeKind::kAll, std::move(nodes));
  }

  Group group(std::size_t at, bool denied) {
    Group found;
    if (!denied && unlike_or(at, found)) return found;
    if (only_behind(at)) only_ = true;
    found = list(at, denied);
    return found;
  }

  /// One operand: a group of filters, or parentheses.
  Group operand(std::size_t at, bool denied, int depth) {
    if (is(at, PieceKind::kFilter)) return group(at, denied);
    std::size_t inner = at + 1;
    std::vector<Node> nodes = sequence(inner, depth + 1);
    return {.node = node_of(NodeKind::kAll, std::move(nodes)), .end = inner};
  }

  /// What 不是…的 takes together: filters with nothing but Chinese glue between, up to 的 or a blank.
  Group denied_phrase(std::size_t at, std::size_t not_begin, std::size_t not_end) {
    Group first = group(at, true);
    const auto chinese = [&](std::size_t begin, std::size_t end) {
      const std::string_view between = sentence_.text().substr(begin, end - begin);
      return between.find(' ') == std::string_view::npos && between.find("的") == std::string_view::npos &&
             between.find(',') == std::string_view::npos;
    };
    const bool chinese_not =
        not_end >= 3 && static_cast<unsigned char>(sentence_.text()[not_end - 1]) >= 0x80 && not_begin < not_end;
    if (!chinese_not || !chinese(not_end, piece(at).span.begin)) return first;
    std::vector<Node> nodes;
    nodes.push_back(std::move(first.node));
    std::size_t end = first.end;
    for (;;) {
      const std::size_t next = skip_glue(end);
      if (!is(next, PieceKind::kFilter) || kind_at(next) == kind_at(at)) break;
      if (!chinese(piece(end - 1).span.end, piece(next).span.begin)) break;
      Group more = group(next, true);
      nodes.push_back(std::move(more.node));
      end = more.end;
    }
    return {.node = node_of(NodeKind::kAll, std::move(nodes)), .end = end};
  }

  void deny_chips(std::size_t begin, std::size_t end) {
    for (std::size_t at = begin; at < end && at < pieces_.size(); ++at) {
      if (is(at, PieceKind::kFilter)) filters_[pieces_[at].filter].negated = true;
    }
  }

  /// Where the words that "not" takes end: 的 behind Chinese words, a blank behind them or behind "-word", "but",
  /// "with", and where the scene is told: "no people | on the beach".
  TextSpan denied_words(const Piece& denial, TextSpan text) const {
    constexpr std::array kEnds = {"but"sv,  "with"sv, "while"sv, "although"sv, "以外"sv, "on the"sv,   "at the"sv,
                                  "之外"sv, "只有"sv, "但"sv,    "但是"sv,     "而"sv,   "and with"sv, "in the"sv};
    const bool chinese_not = static_cast<unsigned char>(sentence_.text()[denial.span.end - 1]) >= 0x80;
    std::size_t at = denial.dash ? text.begin : sentence_.skip_blanks(text.begin);
    text.begin = std::min(at, text.end);
    while (at < text.end) {
      const Character c = character_at(sentence_.text(), at);
      const bool behind_ideograph =
          letter_of(character_before(sentence_.text(), at).code) == Letter::kIdeograph && at > text.begin;
      if (c.code == U' ' && at > text.begin && (denial.dash || behind_ideograph)) break;
      if (c.code == U',' || c.code == U';' || c.code == U'.' || c.code == U'。' || c.code == U'!' || c.code == U'?')
        break;
      if (chinese_not && at > text.begin && sentence_.text().substr(at).starts_with("的")) break;
      if (at > text.begin && !denial.dash && sentence_.word_begins(at) && sentence_.longest_at(at, kEnds) > 0) break;
      at += c.length;
    }
    return {text.begin, std::min(at, text.end)};
  }

  /// The pieces behind a "not"; adds a node or negative meaning.
  std::size_t denial(std::size_t at, std::vector<Node>& nodes, int depth) {
    const Piece& no = piece(at);
    const std::size_t next = no.dash ? at + 1 : skip_glue(at + 1);
    if (is(next, PieceKind::kOnly) || is(next, PieceKind::kNot)) return next;
    if (is(next, PieceKind::kFilter) || (is(next, PieceKind::kOpen) && depth < kDepthMax)) {
      Group taken =
          is(next, PieceKind::kFilter) ? denied_phrase(next, no.span.begin, no.span.end) : operand(next, true, depth);
      nodes.push_back(node_of(NodeKind::kNot, {std::move(taken.node)}));
      deny_chips(next, taken.end);
      return taken.end;
    }
    if (!is(at + 1, PieceKind::kText)) return at + 1;
    const TextSpan text = piece(at + 1).span;
    const TextSpan taken = denied_words(no, text);
    say_text(at + 1, taken, true);
    const TextSpan rest{taken.end, text.end};
    say_text(at + 1, rest, false);
    return at + 2;
  }

  /// Everything up to the end or to the parenthesis that closes.
  std::vector<Node> sequence(std::size_t& at, int depth) {
    std::vector<Node> nodes;
    bool or_before = false;
    while (at < pieces_.size()) {
      const Piece& here = piece(at);
      if (here.kind == PieceKind::kClose) {
        ++at;
        if (depth > 0) break;
        continue;
      }
      const std::size_t count = nodes.size();
      const bool joined_by_or = or_before;
      or_before = false;
      if (here.kind == PieceKind::kFilter || (here.kind == PieceKind::kOpen && depth < kDepthMax)) {
        Group found = operand(at, false, depth);
        nodes.push_back(std::move(found.node));
        at = found.end;
      } else if (here.kind == PieceKind::kNot) {
        at = denial(at, nodes, depth);
      } else if (here.kind == PieceKind::kText) {
        if (!here.glue) say_text(at, here.span, false);
        or_before = joined_by_or && here.glue;
        ++at;
      } else {
        if (here.kind == PieceKind::kOnly && !here.behind_only) only_ = true;
        or_before = here.kind == PieceKind::kOr;
        ++at;
      }
      if (joined_by_or && nodes.size() == count + 1 && count > 0) {
        Node right = std::move(nodes.back());
        nodes.pop_back();
        Node left = std::move(nodes.back());
        nodes.pop_back();
        std::vector<Node> sides;
        sides.push_back(std::move(left));
        sides.push_back(std::move(right));
        nodes.push_back(node_of(NodeKind::kAny, std::move(sides)));
      }
    }
    return nodes;
  }

  const Sentence& sentence_;
  std::vector<Piece> pieces_;
  std::vector<Found> filters_;
  std::string meaning_;
  std::string negative_;
  bool only_ = false;
};

}  // namespace

Query join(const Sentence& sentence, std::vector<Found> filters) {
  return Reader(sentence, std::move(filters)).read();
}

bool only_glue_between(const Sentence& sentence, const std::vector<TextSpan>& filters) {
  std::vector<Found> found;
  for (const TextSpan span : filters) {
    Found one;
    one.span = span;
    found.push_back(std::move(one));
  }
  const std::vector<Piece> pieces = pieces_of(sentence, found);
  return std::all_of(pieces.begin(), pieces.end(),
                     [](const Piece& piece) { return piece.kind != PieceKind::kText || piece.glue; });
}

}  // namespace shoebox::query
