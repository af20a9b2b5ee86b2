#pragma once
// What a command is: it declares its options to the parser and gives the function that runs with them. The table of
// commands is in cli/parser.cc. Only cli/ prints and exits.

#include <functional>
#include <stop_token>

#include "cli/messages.h"
#include "cli/terminal.h"
#include "core/result.h"
#include "engine/home.h"

namespace CLI {
class App;
}

namespace shoebox::cli {

enum class ExitCode { kOk = 0, kNothingFound = 1, kError = 2 };

/// What every command is handed. Borrowed things outlive the command.
struct Context {
  Language language = Language::kEnglish;
  bool quiet = false;
  bool json = false;
  engine::Home home;
  Output& out;
  std::FILE* err = nullptr;
  /// From now on ctrl-C asks this token to stop instead of ending the program at once; a second one ends it.
  std::function<std::stop_token()> stop_on_signal;
};

/// An error is printed by the caller, and the program exits with 2.
using Runner = std::function<Result<ExitCode>(Context&)>;

Runner declare_index(CLI::App& command, Language language);
Runner declare_search(CLI::App& command, Language language);
Runner declare_parse(CLI::App& command, Language language);
Runner declare_status(CLI::App& command, Language language);
Runner declare_correct(CLI::App& command, Language language);
Runner declare_roots(CLI::App& command, Language language);
Runner declare_import(CLI::App& command, Language language);
Runner declare_export(CLI::App& command, Language language);
Runner declare_model(CLI::App& command, Language language);
Runner declare_serve(CLI::App& command, Language language);
Runner declare_passwd(CLI::App& command, Language language);
Runner declare_config(CLI::App& command, Language language);
Runner declare_completion(CLI::App& command, Language language);
Runner declare_man(CLI::App& command, Language language);

}  // namespace shoebox::cli
