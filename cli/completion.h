#pragma once
// Completion scripts and the manual page, written from the same tree that parses the command line.

#include <string>
#include <string_view>

#include "core/result.h"

namespace CLI {
class App;
}

namespace shoebox::cli {

/// `shell` is bash, zsh or fish; kInvalidArgument otherwise.
Result<std::string> completion_script(const CLI::App& app, std::string_view shell);

/// man(7) source of shoebox(1).
std::string manual_page(const CLI::App& app);

}  // namespace shoebox::cli
