#include "cli/completion.h"

#include <gtest/gtest.h>

#include "cli/parser.h"

namespace shoebox::cli {
namespace {

TEST(CompletionScript, KnowsCommandsAndOptionsInEveryShell) {
  const Parser parser(Language::kEnglish);
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const auto script = completion_script(parser.app(), shell);
    ASSERT_TRUE(script);
    for (const char* word : {"search", "model", "contact-sheet", "jobs"}) {
      EXPECT_NE(script->find(word), std::string::npos) << shell << " " << word;
    }
  }
  EXPECT_EQ(completion_script(parser.app(), "tcsh").error().code, ErrorCode::kInvalidArgument);
}

TEST(CompletionScript, KnowsTheValuesOfShortLists) {
  const Parser parser(Language::kEnglish);
  const auto bash = completion_script(parser.app(), "bash");
  ASSERT_TRUE(bash);
  for (const char* text : {"values=(bash zsh fish)", "values=(time_zone language exclude index_memory jobs)",
                           "--lang) values=(zh-CN en)", " man"}) {
    EXPECT_NE(bash->find(text), std::string::npos) << text;
  }
}

TEST(ManualPage, HasEveryCommandAndNoBareDots) {
  const Parser parser(Language::kEnglish);
  const std::string page = manual_page(parser.app());
  EXPECT_TRUE(page.starts_with(".TH SHOEBOX 1"));
  for (const char* word : {".SS index", ".SS search", ".SS model use", ".SS man", "EXIT STATUS"}) {
    EXPECT_NE(page.find(word), std::string::npos) << word;
  }
}

}  // namespace
}  // namespace shoebox::cli
