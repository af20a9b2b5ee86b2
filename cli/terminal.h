#pragma once
// Where words go: results to standard output, progress and errors to standard error. A reader that went away (broken
// pipe) is success. Not thread-safe; one an invocation.

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "cli/messages.h"
#include "core/progress.h"

namespace shoebox::cli {

/// Results, line by line. `broken()` after a write that nobody reads any more: the command then stops and exits 0.
/// `failure()` after one that the system refused for another reason (a full disk): the answer is not whole.
class Output final {
 public:
  explicit Output(std::FILE* file) : file_(file) {}

  void line(std::string_view text);
  void text(std::string_view text);
  void flush();
  bool broken() const { return error_number_ == EPIPE; }
  bool ended() const { return error_number_ != 0; }
  std::optional<Error> failure() const;
  bool is_terminal() const;

 private:
  std::FILE* file_;
  int error_number_ = 0;
};

enum class ProgressStyle { kNone, kBar, kLines };

/// A bar on a terminal, a plain line every few seconds elsewhere; skipped files are told as they come.
class TerminalProgress final : public ProgressReporter {
 public:
  TerminalProgress(std::FILE* file, Language language, ProgressStyle style);
  ~TerminalProgress() override;

  void update(const ProgressState& state) override;
  void skipped(std::string_view path, std::string_view reason) override;
  void note(std::string_view text) override;
  /// Wipes the bar, so that what follows stands alone.
  void finish();

 private:
  void draw(const ProgressState& state);
  void print_line(std::string_view text);
  void wipe();

  std::FILE* file_;
  Language language_;
  ProgressStyle style_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point last_{};
};

/// How progress is shown: none with --quiet, a bar when standard error is a terminal, else lines.
ProgressStyle choose_progress_style(bool quiet, std::FILE* file);

/// Columns of the terminal behind `file`; 80 when it is none.
int terminal_columns(std::FILE* file);

/// "1:05", "2 h 10 min" in the user's language.
std::string say_duration(Language language, double seconds);

/// "12,345".
std::string say_count(std::int64_t count);

/// "1 photo", "1,234 photos" in the user's language.
std::string say_photos(Language language, std::int64_t count);

/// The columns that `text` takes on a terminal: wide characters (CJK, emoji) take two (UAX #11), whatever
/// the locale is. For UTF-8 text that terminal_safe() has passed.
int display_columns(std::string_view text);

}  // namespace shoebox::cli
