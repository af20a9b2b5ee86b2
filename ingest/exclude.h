#pragma once
// What is not looked at: gitignore patterns (gitignore(5), "PATTERN FORMAT") from our defaults, the user's `exclude`
// setting and .shoeboxignore files. The last pattern that matches decides; "!" takes back; the patterns of a deeper
// folder win over those above it. As in git, nothing inside an excluded folder can be taken back, because it is never
// opened.
// "?" and character classes stand for one character, not for one byte.
//
// Matching costs at most pattern length x path length, whatever the pattern: hostile patterns cannot stall a scan.
// Value types, const methods are safe to call concurrently.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/file_system.h"

namespace shoebox::ingest {

/// The name of the file with patterns that may lie in any folder.
constexpr std::string_view kIgnoreFileName = ".shoeboxignore";
/// A folder that holds a file of this name is left out, as on Android.
constexpr std::string_view kNoMediaFileName = ".nomedia";

/// The patterns of one file or one setting.
class PatternList final {
 public:
  enum class Verdict { kNoMatch, kExcluded, kIncluded };

  PatternList() = default;
  /// One pattern a line. Lines over 4 KiB and patterns that can match nothing (an open "[", a "\" at the end) are left
  /// out.
  static PatternList parse(std::string_view text);

  /// `path` is relative to the folder that the patterns belong to: "a/b.jpg".
  Verdict verdict(std::string_view path, FileKind kind) const;
  bool empty() const { return patterns_.empty(); }

 private:
  struct Token;
  struct Pattern;
  static bool parse_line(std::string_view line, Pattern& pattern);
  std::vector<std::shared_ptr<const Pattern>> patterns_;  // shared: lists are copied, patterns never change
};

/// The patterns in force in one folder, with those of the folders above it up to the root. Cheap to copy.
class ExcludeRules final {
 public:
  /// For a root: our defaults, then the user's patterns.
  static ExcludeRules create(std::string_view root, const std::vector<std::string>& user_patterns);

  /// In force in `folder` and below, when it has an ignore file with this text.
  ExcludeRules with(std::string_view folder, std::string_view ignore_text) const;

  /// `path` is absolute, in the root.
  bool excludes(std::string_view path, FileKind kind) const;

 private:
  struct Level;
  std::shared_ptr<const Level> level_;  // shared by the folders below; a list upwards
};

}  // namespace shoebox::ingest
