#include "cli/messages.h"

#include <cstdlib>
#include <filesystem>
#include <regex>
#include <set>

#include <gtest/gtest.h>

#include "core/path.h"

namespace shoebox::cli {
namespace {

/// The placeholders of a format text, in order of their arguments: "{}", "{:.1f}", "{0}".
std::multiset<std::string> placeholders(std::string_view text) {
  std::multiset<std::string> found;
  const std::string copy(text);
  static const std::regex pattern(R"(\{[^{}]*\})");
  for (std::sregex_iterator at(copy.begin(), copy.end(), pattern), end; at != end; ++at) found.insert(at->str());
  return found;
}

/// Joins the adjacent string literals that start at `at` in C++ source, escapes resolved.
std::string literal_at(const std::string& source, std::size_t at) {
  std::string text;
  while (at < source.size() && source[at] == '"') {
    for (++at; at < source.size() && source[at] != '"'; ++at) {
      if (source[at] != '\\')
        text += source[at];
      else if (source[++at] == 'n')
        text += '\n';
      else
        text += source[at];
    }
    at = source.find_first_not_of(" \n\r\t", at + 1);
  }
  return text;
}

/// Every English text that the sources of cli/ hand to translate(), say() or a local shorthand text().
std::set<std::string> texts_in_sources() {
  std::set<std::string> texts;
  const std::regex call(
      R"re((?:translate\((?:context\.)?language(?:_)?,\s*|say\((?:context\.)?language(?:_)?,\s*|\btext\(\s*|CommandRow\{"\w+", \w+, )(?="))re");
  for (const auto& entry : std::filesystem::recursive_directory_iterator(SHOEBOX_SOURCE_DIR "/cli")) {
    if (entry.path().extension() != ".cc" || entry.path().string().ends_with("_test.cc")) continue;
    const std::string source = *read_file(entry.path().string(), 1 << 20);
    for (std::sregex_iterator at(source.begin(), source.end(), call), end; at != end; ++at) {
      texts.insert(literal_at(source, static_cast<std::size_t>(at->position() + at->length())));
    }
  }
  return texts;
}

TEST(Translations, CoverEveryTextInTheSources) {
  const auto texts = texts_in_sources();
  ASSERT_GT(texts.size(), 50U);
  for (const std::string& text : texts) {
    // Pure punctuation and numbers need no translation.
    if (text.find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos) continue;
    EXPECT_NE(translate(Language::kChinese, text), text) << "no Chinese for: " << text;
  }
}

TEST(Translations, HaveTheSamePlaceholdersAndNoDoubles) {
  std::set<std::string_view> seen;
  for (const auto rows : {translations(), error_translations()}) {
    for (const Translation& row : rows) {
      EXPECT_EQ(placeholders(row.english), placeholders(row.chinese)) << row.english;
      EXPECT_TRUE(seen.insert(row.english).second) << row.english;
    }
  }
}

TEST(ChooseLanguage, FlagThenSettingThenLocale) {
  setenv("LC_ALL", "zh_CN.UTF-8", 1);
  EXPECT_EQ(choose_language("", ""), Language::kChinese);
  EXPECT_EQ(choose_language("", "en"), Language::kEnglish);
  EXPECT_EQ(choose_language("zh-CN", "en"), Language::kChinese);
  setenv("LC_ALL", "de_DE.UTF-8", 1);
  EXPECT_EQ(choose_language("", ""), Language::kEnglish);
  unsetenv("LC_ALL");
}

TEST(SayError, IsChineseEvenForADetailThatIsNot) {
  const Error error{ErrorCode::kCorrupt, "the PNG data ends too early", "/a.png"};
  EXPECT_EQ(say_error(Language::kEnglish, error), "/a.png: the PNG data ends too early");
  const std::string chinese = say_error(Language::kChinese, error);
  EXPECT_TRUE(chinese.starts_with("/a.png：")) << chinese;
  EXPECT_NE(chinese.find("损坏"), std::string::npos) << chinese;
}

TEST(SayError, KnowsWhatTheCommandsSayThemselves) {
  const Error error{ErrorCode::kInvalidArgument, "say what to look for, or give a picture with --image FILE", "/a"};
  const std::string chinese = say_error(Language::kChinese, error);
  EXPECT_TRUE(chinese.starts_with("/a：请")) << chinese;
  EXPECT_EQ(chinese.find("say"), std::string::npos) << chinese;
}

}  // namespace
}  // namespace shoebox::cli
