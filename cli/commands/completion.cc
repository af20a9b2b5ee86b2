#include "cli/completion.h"

#include <memory>

#include <CLI/CLI.hpp>

#include "cli/command.h"

namespace shoebox::cli {

namespace {

const CLI::App& root_of(const CLI::App& command) {
  const CLI::App* app = &command;
  while (app->get_parent() != nullptr) app = app->get_parent();
  return *app;
}

}  // namespace

Runner declare_completion(CLI::App& command, Language language) {
  const auto shell = std::make_shared<std::string>();
  command.add_option("shell", *shell, std::string(translate(language, "bash, zsh or fish")))
      ->option_text("SHELL")
      ->required();
  command.footer(std::string(translate(language,
                                       "Examples:\n"
                                       "  source <(shoebox completion bash)\n"
                                       "  shoebox completion fish > ~/.config/fish/completions/shoebox.fish")));
  return [shell, &command](Context& context) -> Result<ExitCode> {
    context.out.text(TRY(completion_script(root_of(command), *shell)));
    return ExitCode::kOk;
  };
}

Runner declare_man(CLI::App& command, Language language) {
  command.footer(std::string(translate(language, "Examples:\n  shoebox man | man -l -")));
  return [&command](Context& context) -> Result<ExitCode> {
    context.out.text(manual_page(root_of(command)));
    return ExitCode::kOk;
  };
}

}  // namespace shoebox::cli
