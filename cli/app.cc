#include "cli/app.h"

#include <atomic>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <pthread.h>
#include <string_view>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

#include "cli/parser.h"
#include "core/config.h"
#include "core/log.h"
#include "core/path.h"

namespace shoebox::cli {

namespace {

/// The value of an option before anything is parsed, because help itself has a language.
std::string_view early_option(int argc, char** argv, std::string_view name) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == name && i + 1 < argc) return argv[i + 1];
    if (word.starts_with(name) && word.substr(name.size()).starts_with('=')) return word.substr(name.size() + 1);
  }
  return {};
}

Language early_language(int argc, char** argv) {
  std::string setting;
  if (const auto home = engine::find_home(std::string(early_option(argc, argv, "--home")))) {
    if (const auto config = Config::load(home->config_file())) setting = config->language();
  }
  return choose_language(early_option(argc, argv, "--lang"), setting);
}

/// ctrl-C ends the program at once, but a command that asked for a token is first asked to finish what is in flight;
/// the second ctrl-C ends it too (nothing that was committed is lost). The signals are blocked everywhere and waited
/// for in one thread, so that no code runs inside a handler.
class Signals final {
 public:
  Signals() {
    sigemptyset(&set_);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&set_, signal);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    thread_ = std::thread([this] { wait(); });
  }
  ~Signals() {
    ended_ = true;
    // It is blocked: sigwait takes it. NOLINTNEXTLINE(bugprone-bad-signal-to-kill-thread)
    pthread_kill(thread_.native_handle(), SIGTERM);
    thread_.join();
  }
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  std::stop_token take_over() {
    taken_over_ = true;
    return source_.get_token();
  }

 private:
  void wait() {
    while (true) {
      int signal = 0;
      sigwait(&set_, &signal);
      if (ended_) return;
      if (!taken_over_ || source_.stop_requested()) _exit(128 + signal);
      source_.request_stop();
    }
  }

  sigset_t set_{};
  std::stop_source source_;
  std::atomic<bool> ended_ = false;
  std::atomic<bool> taken_over_ = false;
  std::thread thread_;
};

int report(Language language, const Error& error) {
  std::fprintf(stderr, "shoebox: %s\n", terminal_safe(say_error(language, error)).c_str());
  return static_cast<int>(ExitCode::kError);
}

}  // namespace

int run(int argc, char** argv) {
  std::setlocale(LC_ALL, "");
  umask(077);  // what a library holds is its owner's alone
  const Language language = early_language(argc, argv);
  Parser parser(language);
  Output out(stdout);
  const auto outcome = parser.parse(argc, argv);
  if (!outcome) return report(language, outcome.error());
  if (!outcome->runner) {
    out.text(outcome->text);
    out.flush();
    if (const auto failure = out.failure()) return report(language, *failure);
    return static_cast<int>(ExitCode::kOk);
  }
  const auto home = engine::find_home(parser.global().home);
  if (!home) return report(language, home.error());
  Signals signals;
  Context context{language,
                  parser.global().quiet,
                  parser.global().json,
                  *home,
                  out,
                  stderr,
                  [&signals] { return signals.take_over(); }};
  const auto code = outcome->runner(context);
  out.flush();
  if (out.broken()) return static_cast<int>(ExitCode::kOk);
  if (!code) return report(language, code.error());
  if (const auto failure = out.failure()) return report(language, *failure);
  return static_cast<int>(*code);
}

}  // namespace shoebox::cli
