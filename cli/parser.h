#pragma once
// The whole command line as a CLI::App, so that running, completion and the manual see the same tree.

#include <memory>
#include <string>
#include <vector>

#include "cli/command.h"

namespace shoebox::cli {

struct GlobalOptions {
  std::string home;
  std::string language;
  bool quiet = false;
  bool json = false;
};

class Parser final {
 public:
  explicit Parser(Language language);
  ~Parser();
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  /// What parse() came to: run this, or print `text` and exit (help, version).
  struct Outcome {
    Runner runner;     // empty when text is to be printed
    std::string text;  // help or version
  };
  /// kInvalidArgument with a sentence that says what is wrong and how to get help.
  Result<Outcome> parse(int argc, const char* const* argv);

  const GlobalOptions& global() const { return global_; }
  const CLI::App& app() const { return *app_; }

 private:
  GlobalOptions global_;
  std::unique_ptr<CLI::App> app_;
  std::vector<std::pair<CLI::App*, Runner>> runners_;
};

}  // namespace shoebox::cli
