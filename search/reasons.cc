#include "search/reasons.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "core/path.h"
#include "core/wall_clock.h"

namespace shoebox::search {
namespace {

/// What it looks like, in English and Chinese.
std::string subject(std::string_view meaning, bool with_picture, Language language) {
  const bool english = language == Language::kEnglish;
  if (meaning.empty()) {
    if (with_picture) return english ? "the picture" : "给出的图片";
    return english ? "the question" : "所问的内容";
  }
  if (with_picture) return fmt::format(fmt::runtime(english ? "{} and the picture" : "{}和给出的图片"), meaning);
  return std::string(meaning);
}

bool asks_for(const query::Query& query, query::ChipKind kind) {
  return std::ranges::any_of(query.chips, [&](const query::Chip& chip) { return chip.kind == kind && !chip.negated; });
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  return fmt::format("{}", fmt::join(words, between));
}

/// "2025-04-03" and, where the hour matters, "2025-04-03 19:20".
std::string shown_time(std::string_view taken_at) {
  std::string text(taken_at.substr(0, 10));
  if (taken_at.size() >= 16) text.append(" ").append(taken_at.substr(11, 5));
  return text;
}

bool asks_for_clock(const query::Query& query) {
  return std::ranges::any_of(query.chips, [](const query::Chip& chip) {
    const auto* time = std::get_if<query::TimeFilter>(&chip.filter);
    return time != nullptr && (!time->hours.empty() || !time->moments.empty());
  });
}

Reason time_reason(const query::Query& query, std::string_view taken_at, Language language) {
  const std::string when = asks_for_clock(query) ? shown_time(taken_at) : std::string(taken_at.substr(0, 10));
  return {ReasonKind::kTime, (language == Language::kEnglish ? "taken " : "拍摄于") + when};
}

/// The maker only where the model does not say it: "Canon EOS R6", "Apple iPhone 15".
std::string camera_name(const ReasonFacts& facts) {
  if (facts.model.empty() || facts.model.starts_with(facts.make)) return facts.model.empty() ? facts.make : facts.model;
  return facts.make.empty() ? facts.model : facts.make + " " + facts.model;
}

std::string_view source_words(store::WordSource source, Language language) {
  const bool english = language == Language::kEnglish;
  switch (source) {
    case store::WordSource::kName:
      return english ? "in the file's name: " : "文件名中有：";
    case store::WordSource::kFolder:
      return english ? "in the folder's name: " : "文件夹名中有：";
    case store::WordSource::kCaption:
      return english ? "in its caption: " : "说明中有：";
    case store::WordSource::kPicture:
      break;
  }
  return english ? "to be read in it: " : "图中文字：";
}

}  // namespace

std::string meaning_reason(std::string_view meaning, bool with_picture, double relevance, bool above_line,
                           Language language) {
  const std::string what = subject(meaning, with_picture, language);
  if (language == Language::kEnglish) {
    return fmt::format("{} {} ({:.2f})", above_line ? "looks like" : "may look like", what, relevance);
  }
  return fmt::format("{}{}（{:.2f}）", above_line ? "看起来像" : "也许像", what, relevance);
}

std::vector<Reason> filter_reasons(const query::Query& query, const ReasonFacts& facts, Fallback fallback,
                                   Language language) {
  using query::ChipKind;
  std::vector<Reason> reasons;
  const bool wants_time = asks_for(query, ChipKind::kTime);
  if (wants_time && facts.taken_at) reasons.push_back(time_reason(query, *facts.taken_at, language));
  if ((asks_for(query, ChipKind::kPlace) || asks_for(query, ChipKind::kTrip)) && facts.place) {
    reasons.push_back({ReasonKind::kPlace, *facts.place});
  }
  const bool wants_people = asks_for(query, ChipKind::kPerson) || asks_for(query, ChipKind::kPersonCount);
  if (wants_people && !facts.people.empty()) {
    reasons.push_back({ReasonKind::kPerson, joined(facts.people, language == Language::kEnglish ? ", " : "、")});
  }
  const bool wants_camera = asks_for(query, ChipKind::kCamera);
  if (wants_camera && !(facts.make.empty() && facts.model.empty())) {
    reasons.push_back({ReasonKind::kCamera, camera_name(facts)});
  }
  if (asks_for(query, ChipKind::kText)) {
    reasons.push_back({ReasonKind::kText, language == Language::kEnglish ? "has the quoted text" : "含有引号中的文字"});
  }
  if (asks_for(query, ChipKind::kFile)) reasons.push_back({ReasonKind::kFilename, std::string(file_name(facts.path))});
  const bool needs_fallback = reasons.empty() && fallback == Fallback::kTime && facts.taken_at;
  if (needs_fallback) reasons.push_back(time_reason(query, *facts.taken_at, language));
  return reasons;
}

Reason keyword_reason(const KeywordEvidence& evidence, Language language) {
  const bool in_names = evidence.source == store::WordSource::kName || evidence.source == store::WordSource::kFolder;
  return {in_names ? ReasonKind::kFilename : ReasonKind::kText,
          std::string(source_words(evidence.source, language)) + evidence.words};
}

std::string iso_time(const store::PhotoTime& time, const HomeOffset& home) {
  std::string local = time.taken.local;
  if (!local.contains('T')) return local;  // a day or less has no zone
  std::optional<int> offset_seconds;
  if (time.taken.offset_minutes) offset_seconds = *time.taken.offset_minutes * 60;
  if (time.is_utc) {
    const auto utc = wall_clock_seconds(local);
    if (!utc || !home) return local + "Z";
    offset_seconds = home(*utc);
    local = moved_wall_clock(local, *offset_seconds).value_or(local);
  }
  if (!offset_seconds) return local;
  const int minutes = std::abs(*offset_seconds) / 60;
  return fmt::format("{}{}{:02}:{:02}", local, *offset_seconds < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

}  // namespace shoebox::search
