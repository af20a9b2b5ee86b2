#include "cli/terminal.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <sys/ioctl.h>
#include <unistd.h>

#include "core/path.h"

namespace shoebox::cli {

namespace {

constexpr auto kBarInterval = std::chrono::milliseconds(100);
constexpr auto kLineInterval = std::chrono::seconds(5);
constexpr int kBarColumns = 24;

/// "━━━━━━──────" in the share that is done.
std::string bar(double share) {
  const int full = static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * kBarColumns));
  std::string text;
  for (int i = 0; i < kBarColumns; ++i) text += i < full ? "━" : "─";
  return text;
}

/// The ranges of UAX #11 that are wide throughout: Hangul, CJK, full-width forms, emoji.
bool is_wide(char32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
         (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
}

std::string describe(Language language, const ProgressState& state) {
  if (state.stage == "scan") {
    return say(language, "looking through the folders: {} files", say_count(state.done));
  }
  std::string text = state.total > 0 ? say(language, "{} of {}{} photos", say_count(state.done), say_count(state.total),
                                           state.total_is_final ? "" : "+")
                                     : say_photos(language, state.done);
  if (state.per_second > 0) text += say(language, " · {:.1f}/s", state.per_second);
  if (state.seconds_left >= 0 && state.done > 0) {
    text += say(language, " · {} left", say_duration(language, state.seconds_left));
  }
  if (state.skipped > 0) text += say(language, " · {} skipped", say_count(state.skipped));
  return text;
}

}  // namespace

void Output::text(std::string_view text) {
  if (ended()) return;
  if (std::fwrite(text.data(), 1, text.size(), file_) != text.size()) error_number_ = errno != 0 ? errno : EIO;
}

void Output::line(std::string_view text) {
  this->text(text);
  this->text("\n");
}

void Output::flush() {
  if (!ended() && std::fflush(file_) != 0) error_number_ = errno != 0 ? errno : EIO;
}

std::optional<Error> Output::failure() const {
  if (!ended() || broken()) return std::nullopt;
  return Error{ErrorCode::kIo, fmt::format("cannot write the answer: {}", std::strerror(error_number_)), {}};
}

bool Output::is_terminal() const {
  return isatty(fileno(file_)) == 1;
}

TerminalProgress::TerminalProgress(std::FILE* file, Language language, ProgressStyle style)
    : file_(file), language_(language), style_(style) {}

TerminalProgress::~TerminalProgress() {
  finish();
}

void TerminalProgress::update(const ProgressState& state) {
  if (style_ == ProgressStyle::kNone) return;
  const auto now = std::chrono::steady_clock::now();
  const auto interval =
      style_ == ProgressStyle::kBar ? std::chrono::steady_clock::duration(kBarInterval) : kLineInterval;
  if (last_ != std::chrono::steady_clock::time_point{} && now - last_ < interval) return;
  last_ = now;
  draw(state);
}

void TerminalProgress::draw(const ProgressState& state) {
  const std::string words = describe(language_, state);
  if (style_ == ProgressStyle::kLines) return print_line(words);
  std::string line;
  if (state.total > 0) line = bar(static_cast<double>(state.done) / static_cast<double>(state.total)) + "  ";
  line += words;
  if (display_columns(line) >= terminal_columns(file_)) line = words;
  std::fprintf(file_, "\r\x1b[K%s", line.c_str());
  std::fflush(file_);
  drawn_ = true;
}

void TerminalProgress::skipped(std::string_view path, std::string_view reason) {
  if (style_ == ProgressStyle::kNone) return;
  print_line(say(language_, "skipped {}: {}", terminal_safe(path), terminal_safe(say_sentence(language_, reason))));
}

void TerminalProgress::note(std::string_view text) {
  if (style_ == ProgressStyle::kNone) return;
  // "PATH: sentence" or a sentence alone.
  const auto colon = text.rfind(": ");
  const std::size_t start = colon == std::string_view::npos ? 0 : colon + 2;
  print_line(terminal_safe(std::string(text.substr(0, start)) + say_sentence(language_, text.substr(start))));
}

void TerminalProgress::print_line(std::string_view text) {
  wipe();
  std::fprintf(file_, "%.*s\n", static_cast<int>(text.size()), text.data());
}

void TerminalProgress::wipe() {
  if (drawn_) std::fputs("\r\x1b[K", file_);
  drawn_ = false;
}

void TerminalProgress::finish() {
  wipe();
  std::fflush(file_);
}

ProgressStyle choose_progress_style(bool quiet, std::FILE* file) {
  if (quiet) return ProgressStyle::kNone;
  return isatty(fileno(file)) == 1 ? ProgressStyle::kBar : ProgressStyle::kLines;
}

int terminal_columns(std::FILE* file) {
  winsize size{};
  if (ioctl(fileno(file), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

std::string say_duration(Language language, double seconds) {
  const auto whole = static_cast<std::int64_t>(std::ceil(std::max(0.0, seconds)));
  if (whole < 60) return say(language, "{} s", whole);
  if (whole < 3600) return say(language, "{} min", (whole + 30) / 60);
  return say(language, "{} h {} min", whole / 3600, whole % 3600 / 60);
}

std::string say_count(std::int64_t count) {
  std::string text = std::to_string(count);
  for (std::ptrdiff_t at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > (count < 0 ? 1 : 0); at -= 3) {
    text.insert(static_cast<std::size_t>(at), ",");
  }
  return text;
}

std::string say_photos(Language language, std::int64_t count) {
  return count == 1 ? std::string(translate(language, "1 photo")) : say(language, "{} photos", say_count(count));
}

int display_columns(std::string_view text) {
  int columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto first = static_cast<unsigned char>(text[at]);
    const std::size_t length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    char32_t character = length == 1 ? first : first & (0xFF >> (length + 1));
    for (std::size_t i = 1; i < length && at + i < text.size(); ++i) {
      character = character << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3F);
    }
    columns += is_wide(character) ? 2 : 1;
    at += length;
  }
  return columns;
}

}  // namespace shoebox::cli
