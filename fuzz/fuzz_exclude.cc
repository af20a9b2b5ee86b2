// Reads the bytes up to the first NUL as an ignore file and the rest as a path. Whatever they are, matching ends soon,
// says the same twice, and a pattern alone says the opposite of its negation; where a pattern has no "[" or "\", the
// answer for a name is checked against a plain recursive matcher.

#include <cstdlib>
#include <string>
#include <string_view>

#include "ingest/exclude.h"

namespace {

using shoebox::ingest::FileKind;
using shoebox::ingest::PatternList;
using Verdict = PatternList::Verdict;

void require(bool condition) {
  if (!condition) std::abort();
}

/// Exponential, so only for short input: "*" and "?" over the bytes of one name.
bool matches(std::string_view pattern, std::string_view name) {
  if (pattern.empty()) return name.empty();
  if (pattern.front() == '*') {
    return matches(pattern.substr(1), name) || (!name.empty() && matches(pattern, name.substr(1)));
  }
  if (name.empty() || (pattern.front() != '?' && pattern.front() != name.front())) return false;
  return matches(pattern.substr(1), name.substr(1));
}

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

void check_against_plain(std::string_view pattern, std::string_view name) {
  const bool simple = pattern.find_first_of("[\\/!#\n\r ") == std::string_view::npos && !pattern.empty() &&
                      name.find('/') == std::string_view::npos && is_ascii(pattern) && is_ascii(name);
  if (!simple || pattern.size() > 12 || name.size() > 16) return;
  const Verdict verdict = PatternList::parse(pattern).verdict(name, FileKind::kRegular);
  require((verdict == Verdict::kExcluded) == matches(pattern, name));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto split = input.find('\0');
  const std::string_view text = input.substr(0, split);
  const std::string_view path = split == std::string_view::npos ? "a/b.jpg" : input.substr(split + 1);
  const PatternList list = PatternList::parse(text);
  for (const FileKind kind : {FileKind::kRegular, FileKind::kFolder}) {
    const Verdict verdict = list.verdict(path, kind);
    require(verdict == list.verdict(path, kind));
    require(!list.empty() || verdict == Verdict::kNoMatch);
    if (text.find('\n') != std::string_view::npos || text.starts_with('!') || text.starts_with('#')) continue;
    const Verdict negated = PatternList::parse("!" + std::string(text)).verdict(path, kind);
    require((verdict == Verdict::kExcluded) == (negated == Verdict::kIncluded));
  }
  check_against_plain(text, path);
  return 0;
}
