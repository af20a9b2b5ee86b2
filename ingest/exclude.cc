// gitignore(5) matching by a set of states: a pattern is a row of tokens, a state stands before a token, and all states
// move together over the path (Thompson, "Regular expression search algorithm", CACM 1968). No state is ever gone back
// to, so the cost is tokens x characters at worst.

#include "ingest/exclude.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "core/path.h"

namespace shoebox::ingest {

namespace {

constexpr std::size_t kPatternBytesMax = 4096;

// Shoebox's own defaults. Hidden folders, and what NAS boxes, phones and desktops keep beside photos.
constexpr std::string_view kDefaultPatterns =
    ".*/\n"
    "._*\n"
    "@eaDir/\n"
    "\\#recycle/\n"
    "\\#snapshot/\n"
    "$RECYCLE.BIN/\n"
    "System Volume Information/\n"
    "lost+found/\n";

/// Reads one character. Bytes that are not UTF-8 become units of their own above Unicode, so that every name has
/// exactly one reading and "?" matches a stray byte.
char32_t take_character(std::string_view& text) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = at(0);
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1;
  char32_t value = length == 4 ? first & 0x07U : length == 3 ? first & 0x0FU : length == 2 ? first & 0x1FU : first;
  bool valid = (first < 0x80 || length > 1) && length <= text.size() && first < 0xF5;
  for (std::size_t i = 1; valid && i < length; ++i) {
    valid = (at(i) & 0xC0U) == 0x80U;
    value = value << 6U | (at(i) & 0x3FU);
  }
  text.remove_prefix(valid ? length : 1);
  return valid ? value : 0x110000U + first;
}

std::u32string characters(std::string_view text) {
  std::u32string result;
  result.reserve(text.size());
  while (!text.empty()) result += take_character(text);
  return result;
}

/// [a-z], [!a-z]; ranges from first to last.
struct CharacterClass {
  std::vector<std::pair<char32_t, char32_t>> ranges;
  bool negated = false;

  bool contains(char32_t c) const {
    if (c == U'/') return false;
    const bool inside = std::ranges::any_of(ranges, [c](const auto& r) { return r.first <= c && c <= r.second; });
    return inside != negated;
  }
};

using Ranges = std::vector<std::pair<char32_t, char32_t>>;

/// "[:alpha:]" in a class; nullopt for a name that POSIX does not have.
std::optional<Ranges> posix_class(std::u32string_view name) {
  if (name == U"alpha") return Ranges{{'A', 'Z'}, {'a', 'z'}};
  if (name == U"digit") return Ranges{{'0', '9'}};
  if (name == U"alnum") return Ranges{{'A', 'Z'}, {'a', 'z'}, {'0', '9'}};
  if (name == U"upper") return Ranges{{'A', 'Z'}};
  if (name == U"lower") return Ranges{{'a', 'z'}};
  if (name == U"xdigit") return Ranges{{'A', 'F'}, {'a', 'f'}, {'0', '9'}};
  if (name == U"space") return Ranges{{'\t', '\r'}, {' ', ' '}};
  if (name == U"punct") return Ranges{{'!', '/'}, {':', '@'}, {'[', '`'}, {'{', '~'}};
  return std::nullopt;
}

/// One member of a class, a "\" taken off; nullopt at the end of the text.
std::optional<char32_t> take_member(std::u32string_view& text) {
  if (text.starts_with(U'\\')) text.remove_prefix(1);
  if (text.empty()) return std::nullopt;
  const char32_t member = text.front();
  text.remove_prefix(1);
  return member;
}

/// What follows "[", up to and with its "]". nullopt when there is none.
std::optional<CharacterClass> take_class(std::u32string_view& text) {
  CharacterClass result;
  if (text.starts_with(U'!') || text.starts_with(U'^')) {
    result.negated = true;
    text.remove_prefix(1);
  }
  for (bool first = true; !text.empty(); first = false) {
    if (!first && text.front() == U']') {
      text.remove_prefix(1);
      return result;
    }
    const auto end = text.starts_with(U"[:") ? text.find(U":]") : std::u32string_view::npos;
    if (end != std::u32string_view::npos) {
      const auto named = posix_class(text.substr(2, end - 2));
      if (!named) return std::nullopt;
      result.ranges.insert(result.ranges.end(), named->begin(), named->end());
      text.remove_prefix(end + 2);
      continue;
    }
    const auto from = take_member(text);
    if (!from) return std::nullopt;
    char32_t to = *from;
    if (text.size() >= 2 && text[0] == U'-' && text[1] != U']') {
      text.remove_prefix(1);
      const auto last = take_member(text);
      if (!last) return std::nullopt;
      to = *last;
    }
    result.ranges.emplace_back(*from, to);
  }
  return std::nullopt;
}

}  // namespace

struct PatternList::Token {
  enum class Kind : std::uint8_t {
    kCharacter,
    kAny,         // ?
    kClass,       // [a-z]
    kStar,        // *: within a name
    kFolders,     // "**/": before a name, or past it
    kFolderName,  // the state inside a name that kFolders passes; always follows it
    kEverything,  // "/**" at the end
  };
  Kind kind = Kind::kCharacter;
  char32_t character = 0;
  std::uint32_t class_index = 0;
};

struct PatternList::Pattern {
  std::vector<Token> tokens;
  std::vector<CharacterClass> classes;
  std::u32string literal;  // the whole pattern when it has no wildcard
  bool is_literal = true;
  bool negated = false;
  bool folder_only = false;
  bool anchored = false;  // against the whole relative path, else against the name

  bool parse_tokens(std::u32string_view text);
  bool matches(std::u32string_view path) const;

 private:
  bool parse_wildcard(std::u32string_view& text, bool at_name_start);
  bool accepts(const Token& token, char32_t c) const;
  void enter(std::vector<std::uint8_t>& states, std::size_t state) const;
  bool step(const std::vector<std::uint8_t>& from, char32_t c, std::vector<std::uint8_t>& to) const;
};

bool PatternList::Pattern::parse_tokens(std::u32string_view text) {
  bool at_name_start = true;
  while (!text.empty()) {
    const char32_t c = text.front();
    if (c == U'*' || c == U'?' || c == U'[') {
      is_literal = false;
      if (!parse_wildcard(text, at_name_start)) return false;
      at_name_start = !tokens.empty() && tokens.back().kind == Token::Kind::kFolderName;
      continue;
    }
    text.remove_prefix(1);
    char32_t character = c;
    if (c == U'\\') {
      if (text.empty()) return false;
      character = text.front();
      text.remove_prefix(1);
    }
    tokens.push_back({.kind = Token::Kind::kCharacter, .character = character});
    literal += character;
    at_name_start = character == U'/';
  }
  return !tokens.empty();
}

bool PatternList::Pattern::parse_wildcard(std::u32string_view& text, bool at_name_start) {
  const std::size_t stars = std::min(text.find_first_not_of(U'*'), text.size());
  const bool whole_name = at_name_start && stars >= 2;
  if (whole_name && text.substr(stars).starts_with(U'/')) {
    text.remove_prefix(stars + 1);
    tokens.push_back({.kind = Token::Kind::kFolders});
    tokens.push_back({.kind = Token::Kind::kFolderName});
    return true;
  }
  if (whole_name && stars == text.size() && anchored) {
    text = {};
    tokens.push_back({.kind = Token::Kind::kEverything});
    return true;
  }
  if (stars > 0) {
    text.remove_prefix(stars);
    tokens.push_back({.kind = Token::Kind::kStar});
    return true;
  }
  const bool any = text.front() == U'?';
  text.remove_prefix(1);
  if (any) {
    tokens.push_back({.kind = Token::Kind::kAny});
    return true;
  }
  auto found = take_class(text);
  if (!found) return false;
  tokens.push_back({.kind = Token::Kind::kClass, .class_index = static_cast<std::uint32_t>(classes.size())});
  classes.push_back(std::move(*found));
  return true;
}

bool PatternList::Pattern::accepts(const Token& token, char32_t c) const {
  switch (token.kind) {
    case Token::Kind::kCharacter:
      return c == token.character;
    case Token::Kind::kClass:
      return classes[token.class_index].contains(c);
    case Token::Kind::kEverything:
      return true;
    default:
      return c != U'/';
  }
}

/// Marks the state and those that it reaches without a character.
void PatternList::Pattern::enter(std::vector<std::uint8_t>& states, std::size_t state) const {
  states[state] = 1;
  while (state < tokens.size()) {
    const Token::Kind kind = tokens[state].kind;
    if (kind == Token::Kind::kFolders) {
      states[state + 1] = 1;
      state += 2;
    } else if (kind == Token::Kind::kStar || kind == Token::Kind::kEverything) {
      state += 1;
    } else {
      return;
    }
    states[state] = 1;
  }
}

/// -> whether any state is left.
bool PatternList::Pattern::step(const std::vector<std::uint8_t>& from, char32_t c,
                                std::vector<std::uint8_t>& to) const {
  bool alive = false;
  for (std::size_t state = 0; state < tokens.size(); ++state) {
    if (from[state] == 0) continue;
    const Token& token = tokens[state];
    if (token.kind == Token::Kind::kFolderName) {
      enter(to, c == U'/' ? state - 1 : state);
    } else if (token.kind == Token::Kind::kFolders || !accepts(token, c)) {
      continue;
    } else {
      const bool stays = token.kind == Token::Kind::kStar || token.kind == Token::Kind::kEverything;
      enter(to, stays ? state : state + 1);
    }
    alive = true;
  }
  return alive;
}

bool PatternList::Pattern::matches(std::u32string_view path) const {
  if (is_literal) return path == literal;
  std::vector<std::uint8_t> states(tokens.size() + 1);
  std::vector<std::uint8_t> next(tokens.size() + 1);
  enter(states, 0);
  for (const char32_t c : path) {
    std::ranges::fill(next, 0);
    if (!step(states, c, next)) return false;
    std::swap(states, next);
  }
  return states.back() != 0;
}

bool PatternList::parse_line(std::string_view line, Pattern& pattern) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  while (line.ends_with(' ') && !line.ends_with("\\ ")) line.remove_suffix(1);
  if (line.empty() || line.starts_with('#') || line.size() > kPatternBytesMax) return false;
  if (line.starts_with('!')) {
    pattern.negated = true;
    line.remove_prefix(1);
  }
  if (line.ends_with('/')) {
    pattern.folder_only = true;
    line.remove_suffix(1);
  }
  pattern.anchored = line.find('/') != std::string_view::npos;
  if (line.starts_with('/')) line.remove_prefix(1);
  return pattern.parse_tokens(characters(line));
}

PatternList PatternList::parse(std::string_view text) {
  PatternList list;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    Pattern pattern;
    if (parse_line(text.substr(0, end), pattern)) {
      list.patterns_.push_back(std::make_shared<const Pattern>(std::move(pattern)));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return list;
}

PatternList::Verdict PatternList::verdict(std::string_view path, FileKind kind) const {
  if (patterns_.empty()) return Verdict::kNoMatch;
  const std::u32string whole = characters(path);
  const std::u32string_view name = std::u32string_view(whole).substr(whole.rfind(U'/') + 1);
  for (auto at = patterns_.rbegin(); at != patterns_.rend(); ++at) {
    const Pattern& pattern = **at;
    if (pattern.folder_only && kind != FileKind::kFolder) continue;
    if (pattern.matches(pattern.anchored ? std::u32string_view(whole) : name)) {
      return pattern.negated ? Verdict::kIncluded : Verdict::kExcluded;
    }
  }
  return Verdict::kNoMatch;
}

struct ExcludeRules::Level {
  std::string folder;
  PatternList patterns;
  std::shared_ptr<const Level> above;
};

ExcludeRules ExcludeRules::create(std::string_view root, const std::vector<std::string>& user_patterns) {
  std::string text(kDefaultPatterns);
  for (const std::string& pattern : user_patterns) text += pattern + '\n';
  ExcludeRules rules;
  rules.level_ = std::make_shared<const Level>(Level{std::string(root), PatternList::parse(text), nullptr});
  return rules;
}

ExcludeRules ExcludeRules::with(std::string_view folder, std::string_view ignore_text) const {
  PatternList patterns = PatternList::parse(ignore_text);
  if (patterns.empty()) return *this;
  ExcludeRules rules;
  rules.level_ = std::make_shared<const Level>(Level{std::string(folder), std::move(patterns), level_});
  return rules;
}

bool ExcludeRules::excludes(std::string_view path, FileKind kind) const {
  for (const Level* level = level_.get(); level != nullptr; level = level->above.get()) {
    if (!is_within(path, level->folder) || path.size() == level->folder.size()) continue;
    const std::string_view relative = path.substr(level->folder.size() + (level->folder == "/" ? 0 : 1));
    const auto verdict = level->patterns.verdict(relative, kind);
    if (verdict != PatternList::Verdict::kNoMatch) return verdict == PatternList::Verdict::kExcluded;
  }
  return false;
}

}  // namespace shoebox::ingest
