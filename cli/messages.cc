#include "cli/messages.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace shoebox::cli {

namespace {

bool is_chinese(std::string_view tag) {
  return tag.starts_with("zh");
}

}  // namespace

Language choose_language(std::string_view asked, std::string_view setting) {
  if (!asked.empty()) return is_chinese(asked) ? Language::kChinese : Language::kEnglish;
  if (!setting.empty()) return is_chinese(setting) ? Language::kChinese : Language::kEnglish;
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') {
      return is_chinese(value) ? Language::kChinese : Language::kEnglish;
    }
  }
  return Language::kEnglish;
}

std::string_view translate(Language language, std::string_view english) {
  if (language == Language::kEnglish) return english;
  for (const auto rows : {translations(), error_translations()}) {
    const auto found = std::ranges::find(rows, english, &Translation::english);
    if (found != rows.end()) return found->chinese;
  }
  return english;
}

std::string say_sentence(Language language, std::string_view english) {
  const std::string_view known = translate(language, english);
  if (language == Language::kEnglish || known != english) return std::string(known);
  return message_in_chinese(english).value_or(std::string(english));
}

std::string say_error(Language language, const Error& error) {
  if (language == Language::kEnglish) return error.text();
  const std::string_view message = translate(language, error.message);  // what the commands themselves say
  if (message == error.message) return error_in_chinese(error);
  return (error.context.empty() ? "" : error.context + "：") + std::string(message);
}

}  // namespace shoebox::cli
