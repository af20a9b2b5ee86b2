#include "ingest/exclude.h"

#include <string>

#include <gtest/gtest.h>

namespace shoebox::ingest {
namespace {

constexpr auto kFile = FileKind::kRegular;
constexpr auto kFolder = FileKind::kFolder;

bool excluded(std::string_view patterns, std::string_view path, FileKind kind = kFile) {
  return PatternList::parse(patterns).verdict(path, kind) == PatternList::Verdict::kExcluded;
}

TEST(PatternList, NameWithoutSlashMatchesInEveryFolder) {
  EXPECT_TRUE(excluded("a.jpg", "a.jpg"));
  EXPECT_TRUE(excluded("a.jpg", "x/y/a.jpg"));
  EXPECT_FALSE(excluded("a.jpg", "x/ba.jpg"));
  EXPECT_FALSE(excluded("a.jpg", "a.jpg/x"));
}

TEST(PatternList, SlashAtStartOrInsideAnchors) {
  EXPECT_TRUE(excluded("/a.jpg", "a.jpg"));
  EXPECT_FALSE(excluded("/a.jpg", "x/a.jpg"));
  EXPECT_TRUE(excluded("x/a.jpg", "x/a.jpg"));
  EXPECT_FALSE(excluded("x/a.jpg", "y/x/a.jpg"));
}

TEST(PatternList, SlashAtEndMeansFoldersOnlyAndDoesNotAnchor) {
  EXPECT_TRUE(excluded("raw/", "x/raw", kFolder));
  EXPECT_FALSE(excluded("raw/", "x/raw", kFile));
  EXPECT_TRUE(excluded("x/raw/", "x/raw", kFolder));
  EXPECT_FALSE(excluded("x/raw/", "y/x/raw", kFolder));
}

TEST(PatternList, StarAndQuestionMarkStayInsideAName) {
  EXPECT_TRUE(excluded("*.png", "x/shot.png"));
  EXPECT_TRUE(excluded("x/*.png", "x/shot.png"));
  EXPECT_FALSE(excluded("x/*.png", "x/y/shot.png"));
  EXPECT_TRUE(excluded("IMG_?.jpg", "IMG_1.jpg"));
  EXPECT_FALSE(excluded("x?y", "x/y"));
  EXPECT_TRUE(excluded("x/*", "x/y"));
  EXPECT_TRUE(excluded("a*b*c", "aXbYbZc"));
  EXPECT_FALSE(excluded("a*b*c", "aXbYbZ"));
}

TEST(PatternList, DoubleStarCrossesFolders) {
  EXPECT_TRUE(excluded("**/tmp", "tmp", kFolder));
  EXPECT_TRUE(excluded("**/tmp", "a/b/tmp", kFolder));
  EXPECT_TRUE(excluded("**/a/b", "x/y/a/b"));
  EXPECT_FALSE(excluded("**/a/b", "x/ya/b"));
  EXPECT_TRUE(excluded("a/**", "a/b/c.jpg"));
  EXPECT_FALSE(excluded("a/**", "a", kFolder));
  EXPECT_TRUE(excluded("a/**/z", "a/z"));
  EXPECT_TRUE(excluded("a/**/z", "a/b/c/z"));
  EXPECT_FALSE(excluded("a/**/z", "a/b/cz"));
  EXPECT_TRUE(excluded("**", "x/y"));
  EXPECT_TRUE(excluded("/**", "x/y"));
  EXPECT_TRUE(excluded("/***/y", "x/z/y"));
  EXPECT_TRUE(excluded("foo**bar", "fooXbar"));  // elsewhere two stars are one
}

TEST(PatternList, ClassesHaveRangesNegationAndNames) {
  EXPECT_TRUE(excluded("IMG_[0-4].jpg", "IMG_3.jpg"));
  EXPECT_FALSE(excluded("IMG_[0-4].jpg", "IMG_5.jpg"));
  EXPECT_TRUE(excluded("[!a]x", "bx"));
  EXPECT_FALSE(excluded("[^a]x", "ax"));
  EXPECT_TRUE(excluded("[]a]x", "]x"));
  EXPECT_TRUE(excluded("[a-]x", "-x"));
  EXPECT_TRUE(excluded("[[:digit:][:upper:]]x", "7x"));
  EXPECT_TRUE(excluded("[\\]]x", "]x"));
  EXPECT_FALSE(excluded("a[!b]c", "a/c"));
}

TEST(PatternList, OneWildcardIsOneCharacterOfAnyScript) {
  EXPECT_TRUE(excluded("截图?.png", "截图一.png"));
  EXPECT_TRUE(excluded("?.jpg", "😀.jpg"));
  EXPECT_TRUE(excluded("[一-龥].jpg", "海.jpg"));
  EXPECT_TRUE(excluded("?.jpg", "\xFF.jpg"));
  EXPECT_FALSE(excluded("?.jpg", "\xFF\xFE.jpg"));
}

TEST(PatternList, LastMatchDecidesAndExclamationTakesBack) {
  EXPECT_FALSE(excluded("*.png\n!keep.png", "keep.png"));
  EXPECT_TRUE(excluded("!keep.png\n*.png", "keep.png"));
  EXPECT_EQ(PatternList::parse("!a").verdict("a", kFile), PatternList::Verdict::kIncluded);
  EXPECT_EQ(PatternList::parse("!a").verdict("b", kFile), PatternList::Verdict::kNoMatch);
}

TEST(PatternList, CommentsBlanksEscapesAndLineEnds) {
  EXPECT_FALSE(excluded("# a\n\n   \n", "a"));
  EXPECT_TRUE(excluded("\\#a", "#a"));
  EXPECT_TRUE(excluded("\\!a", "!a"));
  EXPECT_TRUE(excluded("a   ", "a"));
  EXPECT_TRUE(excluded("a\\ ", "a "));
  EXPECT_TRUE(excluded("a\r\nb\r\n", "a"));
  EXPECT_TRUE(excluded("\\*", "*"));
  EXPECT_FALSE(excluded("\\*", "x"));
}

TEST(PatternList, WhatCanMatchNothingIsLeftOut) {
  for (const char* pattern : {"[a", "a\\", "/", "!", "[[:foo:]]", "[a-"}) {
    EXPECT_TRUE(PatternList::parse(pattern).empty()) << pattern;
  }
}

TEST(PatternList, HostilePatternsCostNoMoreThanTheirLength) {
  // Backtracking matchers need longer than the age of the universe for each of these.
  std::string stars;
  std::string folders;
  for (int i = 0; i < 200; ++i) stars += "a*";
  for (int i = 0; i < 200; ++i) folders += "**/a*/";
  std::string path(2000, 'a');
  EXPECT_FALSE(excluded(stars + "b", path));
  for (std::size_t i = 1; i < path.size(); i += 2) path[i] = '/';
  path.back() = 'c';
  EXPECT_FALSE(excluded(folders + "b", path));
}

TEST(ExcludeRules, DefaultsLeaveOutWhatIsNoPhotoOfTheUser) {
  const auto rules = ExcludeRules::create("/r", {});
  for (const char* folder : {".git", "a/.hidden", "@eaDir", "x/@eaDir", ".trash", ".Trash-1000", "#recycle",
                             "$RECYCLE.BIN", "DCIM/.thumbnails"}) {
    EXPECT_TRUE(rules.excludes(std::string("/r/") + folder, kFolder)) << folder;
  }
  EXPECT_TRUE(rules.excludes("/r/a/._IMG_1.jpg", kFile));
  EXPECT_FALSE(rules.excludes("/r/a/IMG_1.jpg", kFile));
  EXPECT_FALSE(rules.excludes("/r/trash", kFolder));
}

TEST(ExcludeRules, RootItselfIsNeverExcluded) {
  EXPECT_FALSE(ExcludeRules::create("/home/me/.photos", {}).excludes("/home/me/.photos", kFolder));
}

TEST(ExcludeRules, UserPatternsAreRelativeToTheRootAndMayTakeDefaultsBack) {
  const auto rules = ExcludeRules::create("/r", {"/raw", "!.shared/"});
  EXPECT_TRUE(rules.excludes("/r/raw", kFolder));
  EXPECT_FALSE(rules.excludes("/r/x/raw", kFolder));
  EXPECT_FALSE(rules.excludes("/r/.shared", kFolder));
  EXPECT_TRUE(rules.excludes("/r/.other", kFolder));
}

TEST(ExcludeRules, DeeperFolderWinsAndIsRelativeToItself) {
  const auto root = ExcludeRules::create("/r", {"*.png"});
  const auto folder = root.with("/r/a", "!keep.png\n/only-here.jpg");
  EXPECT_FALSE(folder.excludes("/r/a/keep.png", kFile));
  EXPECT_TRUE(folder.excludes("/r/a/other.png", kFile));
  EXPECT_TRUE(folder.excludes("/r/a/only-here.jpg", kFile));
  EXPECT_FALSE(folder.excludes("/r/a/b/only-here.jpg", kFile));
  EXPECT_TRUE(root.excludes("/r/a/keep.png", kFile));
}

TEST(ExcludeRules, RootOfTheSystemWorks) {
  const auto rules = ExcludeRules::create("/", {"/proc"});
  EXPECT_TRUE(rules.excludes("/proc", kFolder));
  EXPECT_FALSE(rules.excludes("/home/proc", kFolder));
}

}  // namespace
}  // namespace shoebox::ingest
