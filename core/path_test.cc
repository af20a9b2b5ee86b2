#include "core/path.h"

#include <gtest/gtest.h>

#include "core/limits.h"

namespace shoebox {
namespace {

TEST(AbsolutePath, IsLexicallyNormal) {
  EXPECT_EQ(absolute_path("/a/./b/../c/"), "/a/c");
  EXPECT_EQ(absolute_path("/"), "/");
  EXPECT_TRUE(absolute_path("x")->starts_with('/'));
}

TEST(AbsolutePath, RefusesEmptyNulAndEndless) {
  EXPECT_FALSE(absolute_path(""));
  EXPECT_FALSE(absolute_path(std::string_view("a\0b", 3)));
  EXPECT_FALSE(absolute_path("/" + std::string(limits::kPathBytesMax + 1, 'x')));
}

TEST(Printable, ReplacesOnlyWhatIsNotUtf8) {
  EXPECT_EQ(printable("樱花🌸.jpg"), "樱花🌸.jpg");
  EXPECT_EQ(printable("a\xFFz"), "a\xEF\xBF\xBDz");
  EXPECT_EQ(printable("\xC0\xAF"), "\xEF\xBF\xBD\xEF\xBF\xBD");  // overlong
  EXPECT_EQ(printable("\xED\xA0\x80").size(), 9U);               // surrogate
  EXPECT_EQ(printable("\xE6\xA8"), "\xEF\xBF\xBD\xEF\xBF\xBD");  // cut off
  EXPECT_EQ(printable("\xF4\x90\x80\x80").size(), 12U);          // over U+10FFFF
}

TEST(TerminalSafe, ShowsControlCharacters) {
  EXPECT_EQ(terminal_safe("a\nb\x1b[31m"), "a\\nb\\x1b[31m");
  EXPECT_EQ(terminal_safe("\xC2\x9B"
                          "31m"),
            "\\x9b31m");
  EXPECT_EQ(terminal_safe("日落"), "日落");
  EXPECT_EQ(terminal_safe("a\u202Egpj.exe\u2066\u2069\u202A"), "a\\u202egpj.exe\\u2066\\u2069\\u202a");
  EXPECT_EQ(terminal_safe("‘\u2029\u202F\u206A"), "‘\u2029\u202F\u206A");
}

TEST(IsWithin, ComparesWholeParts) {
  EXPECT_TRUE(is_within("/a/b", "/a"));
  EXPECT_TRUE(is_within("/a", "/a"));
  EXPECT_TRUE(is_within("/a", "/"));
  EXPECT_FALSE(is_within("/ab", "/a"));
}

TEST(PathParts, AreViews) {
  EXPECT_EQ(file_name("/a/b.jpg"), "b.jpg");
  EXPECT_EQ(parent_folder("/a/b.jpg"), "/a");
  EXPECT_EQ(parent_folder("/a"), "/");
  EXPECT_EQ(join_path("/", "a"), "/a");
  EXPECT_EQ(join_path("/a", "b"), "/a/b");
}

TEST(WriteFileAtomically, ReplacesTheOldContent) {
  const std::string path = testing::TempDir() + "/atomic.txt";
  ASSERT_TRUE(write_file_atomically(path, "one"));
  ASSERT_TRUE(write_file_atomically(path, "two"));
  EXPECT_EQ(read_file(path, 100), "two");
  EXPECT_EQ(read_file(path, 2).error().code, ErrorCode::kLimitExceeded);
}

TEST(WriteFileAtomically, SaysWhatTheSystemSays) {
  EXPECT_EQ(write_file_atomically("/no/such/folder/file", "x").error().code, ErrorCode::kIo);
  EXPECT_EQ(read_file("/no/such/file", 1).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(read_file("/dev", 1).error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace shoebox
