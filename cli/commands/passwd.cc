#include <iostream>
#include <string>
#include <termios.h>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "server/password.h"

namespace shoebox::cli {

namespace {

/// The terminal does not show what is typed for as long as this lives.
class Silence final {
 public:
  Silence() {
    is_terminal_ = tcgetattr(STDIN_FILENO, &before_) == 0;
    if (!is_terminal_) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  ~Silence() {
    if (is_terminal_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;
  bool is_terminal() const { return is_terminal_; }

 private:
  termios before_{};
  bool is_terminal_ = false;
};

Result<std::string> ask_for(Context& context, const Silence& silence, std::string_view words) {
  if (silence.is_terminal()) {
    std::fprintf(context.err, "%s", std::string(translate(context.language, words)).c_str());
    std::fflush(context.err);
  }
  std::string password;
  if (!std::getline(std::cin, password)) return fail(ErrorCode::kCancelled, "no password was given");
  if (silence.is_terminal()) std::fprintf(context.err, "\n");
  return password;
}

Result<ExitCode> set_password(Context& context) {
  TRY(engine::create_home(context.home));
  const Silence silence;
  const std::string password = TRY(ask_for(context, silence, "New password: "));
  if (silence.is_terminal() && TRY(ask_for(context, silence, "Once more: ")) != password) {
    return fail(ErrorCode::kInvalidArgument, "the two are not the same");
  }
  TRY(server::save_password(context.home.folder, password));
  if (!context.quiet)
    context.out.line(
        translate(context.language, "the password is set; a running server takes it when it starts again"));
  return ExitCode::kOk;
}

}  // namespace

Runner declare_passwd(CLI::App& command, Language language) {
  command.footer(std::string(translate(language,
                                       "Examples:\n"
                                       "  shoebox passwd                    asks for it\n"
                                       "  shoebox passwd < password.txt     for scripts")));
  return [](Context& context) { return set_password(context); };
}

}  // namespace shoebox::cli
