#include "search/reasons.h"

#include <cstdlib>

#include <fmt/format.h>

namespace shoebox::search {
namespace {

/// What it looks like, in English and Chinese.
std::string subject(std::string_view meaning, bool with_picture, Language language) {
  const bool english = language == Language::kEnglish;
  if (meaning.empty()) {
    if (with_picture) return english ? "the picture" : "给出的图片";
    return english ? "the question" : "所问的内容";
  }
  if (with_picture) return fmt::format(fmt::runtime(english ? "“{}” and the picture" : "“{}”和给出的图片"), meaning);
  return fmt::format("“{}”", meaning);
}

}  // namespace

std::string meaning_reason(std::string_view meaning, bool with_picture, bool above_line, Language language) {
  const std::string what = subject(meaning, with_picture, language);
  if (language == Language::kEnglish) return (above_line ? "looks like " : "may look like ") + what;
  return (above_line ? "看起来像" : "也许像") + what;
}

std::string iso_time(const store::PhotoTime& time) {
  const std::string& local = time.taken.local;
  if (!local.contains('T')) return local;  // a day or less has no zone
  if (time.is_utc) return local + "Z";
  if (!time.taken.offset_minutes) return local;
  const int minutes = std::abs(*time.taken.offset_minutes);
  return fmt::format("{}{}{:02}:{:02}", local, *time.taken.offset_minutes < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

}  // namespace shoebox::search
