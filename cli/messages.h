#pragma once
// Everything that the command line says, in English and Chinese: one row a message, checked by a test for
// equal placeholders. Pure functions.

#include <span>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "core/errors_zh.h"
#include "core/result.h"

namespace shoebox::cli {

enum class Language { kEnglish, kChinese };

/// --lang, else the setting, else $LC_ALL, $LC_MESSAGES, $LANG: zh… is Chinese, everything else English.
Language choose_language(std::string_view asked, std::string_view setting);

/// The text of `english` in `language`. A text without a translation is a bug that a test finds.
std::string_view translate(Language language, std::string_view english);

/// translate() and then fmt: `say(language, "{} photos", n)`.
template <typename... Arguments>
std::string say(Language language, std::string_view english, const Arguments&... arguments) {
  return fmt::vformat(translate(language, english), fmt::make_format_args(arguments...));
}

/// A sentence of the rooms below, such as why a file was skipped. As it is where there is no translation.
std::string say_sentence(Language language, std::string_view english);

/// An error as a line for the user: what it is, in their language, then the details.
std::string say_error(Language language, const Error& error);

/// What the commands say (cli/messages_zh.cc). What has gone wrong in the rooms below them is in core/errors_zh.cc.
std::span<const Translation> translations();

}  // namespace shoebox::cli
