// The stem is read as runs of digits with text between them. A date is a run of 8 digits, of 14 or 17 with its clock,
// or runs of 4, 2 and 2 with the same sign between; a clock is a run of 6 or 9 digits, or runs of 2, behind a date.
// A run of 13 digits is milliseconds since 1970. Nothing inside a longer run is ever a date, which is what keeps most
// numbers in names from being taken for one. Cost: one pass.

#include "ingest/name_time.h"

#include <chrono>
#include <span>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/wall_clock.h"

namespace shoebox::ingest {

namespace {

constexpr int kYearMin = 1970;
constexpr std::size_t kRunsMax = 32;

struct Run {
  std::string_view digits;
  std::string_view before;  // the text between the run before (or the start) and this one
  std::string_view after;   // the text up to the next run (or the end)
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::vector<Run> runs_of(std::string_view stem) {
  std::vector<Run> runs;
  std::size_t at = 0;
  while (runs.size() < kRunsMax) {
    std::size_t begin = at;
    while (begin < stem.size() && !is_digit(stem[begin])) ++begin;
    const std::string_view between = stem.substr(at, begin - at);
    if (!runs.empty()) runs.back().after = between;
    if (begin == stem.size()) break;
    std::size_t end = begin;
    while (end < stem.size() && is_digit(stem[end])) ++end;
    runs.push_back({stem.substr(begin, end - begin), between, {}});
    at = end;
  }
  return runs;
}

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

struct Date {
  int year = 0;
  int month = 0;
  int day = 0;
};

struct Clock {
  int hour = 0;
  int minute = 0;
  std::optional<int> second;
  std::string_view fraction;
};

std::optional<Date> date_of(std::string_view year, std::string_view month, std::string_view day, int year_max) {
  const Date date{number(year), number(month), number(day)};
  const bool is_day =
      std::chrono::year_month_day(std::chrono::year(date.year), std::chrono::month(static_cast<unsigned>(date.month)),
                                  std::chrono::day(static_cast<unsigned>(date.day)))
          .ok();
  return is_day && date.year >= kYearMin && date.year <= year_max ? std::optional(date) : std::nullopt;
}

std::optional<Clock> clock_of(std::string_view hour, std::string_view minute, std::string_view second,
                              std::string_view fraction) {
  Clock clock{number(hour), number(minute), std::nullopt, fraction};
  if (!second.empty()) clock.second = number(second);
  const bool is_clock = clock.hour <= 23 && clock.minute <= 59 && clock.second.value_or(0) <= 59;
  return is_clock ? std::optional(clock) : std::nullopt;
}

/// "HHMMSS" or "HHMMSSmmm".
std::optional<Clock> clock_in_run(std::string_view digits) {
  if (digits.size() != 6 && digits.size() != 9) return std::nullopt;
  return clock_of(digits.substr(0, 2), digits.substr(2, 2), digits.substr(4, 2), digits.substr(6));
}

std::string_view trim(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

constexpr std::string_view kMorning[] = {"上午", "오전", "午前"};
constexpr std::string_view kAfternoon[] = {"下午", "오후", "午後"};

/// What may stand between a date and its clock: a sign, or a word of a screenshot tool.
bool leads_to_clock(std::string_view text) {
  constexpr std::string_view kDay = "日";
  if (text.starts_with(kDay)) text.remove_prefix(kDay.size());
  if (text.size() == 1) return std::string_view("_- Tt.,").contains(text.front());
  constexpr std::string_view kWords[] = {"at",  "a las", "um",   "à",    "alle", "om",   "в",
                                         "kl.", "klo",   "às",   "o",    "_at_", "-T",   "--",
                                         "__",  "上午",  "下午", "오전", "오후", "午前", "午後"};
  const std::string_view word = trim(text);
  for (const std::string_view known : kWords)
    if (word == known) return true;
  return text == " - " || text == ", ";
}

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  for (const std::string_view known : words)
    if (word == known) return true;
  return false;
}

/// Of 3.30 PM and 下午3.30 the hour of the day.
std::optional<Clock> in_half_day(std::optional<Clock> clock, std::string_view before, std::string_view after) {
  if (!clock) return clock;
  std::string_view sign = after;
  for (const std::string_view blank : {" ", "\u00A0", "\u202F", "_", "."})
    if (sign.starts_with(blank)) {
      sign.remove_prefix(blank.size());
      break;
    }
  const auto sign_is = [sign](char letter) {
    const auto same = [](char a, char lower) { return a == lower || a == lower - 'a' + 'A'; };
    const bool ends = sign.size() == 2 || (sign.size() > 2 && !((sign[2] | 0x20) >= 'a' && (sign[2] | 0x20) <= 'z'));
    return sign.size() >= 2 && same(sign[0], letter) && same(sign[1], 'm') && ends;
  };
  const bool morning = sign_is('a') || is_one_of(trim(before), kMorning);
  const bool afternoon = sign_is('p') || is_one_of(trim(before), kAfternoon);
  if (!morning && !afternoon) return clock;
  if (clock->hour > 12) return clock;
  clock->hour = clock->hour % 12 + (afternoon ? 12 : 0);
  return clock;
}

/// The clock in the runs from `at` on, behind a date.
std::optional<Clock> clock_at(const std::vector<Run>& runs, std::size_t at) {
  if (at >= runs.size() || !leads_to_clock(runs[at].before)) return std::nullopt;
  if (const auto clock = clock_in_run(runs[at].digits)) return in_half_day(clock, runs[at].before, runs[at].after);
  if (runs[at].digits.size() > 2 || at + 1 >= runs.size()) return std::nullopt;
  const Run& minute = runs[at + 1];
  const bool joined = minute.before.size() == 1 && std::string_view("-.:_h").contains(minute.before.front());
  if (!joined || minute.digits.size() != 2) return std::nullopt;
  const bool seconds = at + 2 < runs.size() && runs[at + 2].before == minute.before && runs[at + 2].digits.size() == 2;
  if (!seconds) return in_half_day(clock_of(runs[at].digits, minute.digits, {}, {}), runs[at].before, minute.after);
  const Run& second = runs[at + 2];
  const bool fraction = at + 3 < runs.size() && runs[at + 3].digits.size() == 3 &&
                        (runs[at + 3].before == minute.before || runs[at + 3].before == ".");
  return in_half_day(
      clock_of(runs[at].digits, minute.digits, second.digits, fraction ? runs[at + 3].digits : std::string_view()),
      runs[at].before, second.after);
}

image::TakenTime taken_of(const Date& date, const std::optional<Clock>& clock) {
  image::TakenTime taken;
  taken.source = "name";
  taken.precision = image::TimePrecision::kDay;
  taken.local = fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
  if (!clock) return taken;
  taken.local += fmt::format("T{:02}:{:02}", clock->hour, clock->minute);
  taken.precision = image::TimePrecision::kMinute;
  if (!clock->second) return taken;
  taken.local += fmt::format(":{:02}", *clock->second);
  taken.precision = image::TimePrecision::kSecond;
  if (clock->fraction.empty()) return taken;
  taken.local += fmt::format(".{}", clock->fraction);
  taken.precision = image::TimePrecision::kSubsecond;
  return taken;
}

struct Dated {
  Date date;
  std::size_t next = 0;  // the run behind the date
  std::optional<Clock> clock;
};

/// A date in the runs from `at` on.
std::optional<Dated> date_at(const std::vector<Run>& runs, std::size_t at, int year_max) {
  const std::string_view digits = runs[at].digits;
  if (digits.size() == 8 || digits.size() == 12 || digits.size() == 14 || digits.size() == 17) {
    const auto date = date_of(digits.substr(0, 4), digits.substr(4, 2), digits.substr(6, 2), year_max);
    if (!date) return std::nullopt;
    if (digits.size() == 8) return Dated{*date, at + 1, clock_at(runs, at + 1)};
    const std::string_view clock = digits.substr(8);
    const auto time =
        clock.size() == 4 ? clock_of(clock.substr(0, 2), clock.substr(2, 2), {}, {}) : clock_in_run(clock);
    return time ? std::optional(Dated{*date, at + 1, time}) : std::nullopt;
  }
  if (digits.size() != 4 || at + 2 >= runs.size()) return std::nullopt;
  const Run& month = runs[at + 1];
  const Run& day = runs[at + 2];
  const bool chinese = month.before == "年" && day.before == "月" && day.after.starts_with("日");
  const bool signs = month.before == day.before && month.before.size() == 1 &&
                     std::string_view("-_.:").contains(month.before.front()) && month.digits.size() == 2 &&
                     day.digits.size() == 2;
  if ((!chinese && !signs) || month.digits.size() > 2 || day.digits.size() > 2) return std::nullopt;
  const auto date = date_of(digits, month.digits, day.digits, year_max);
  return date ? std::optional(Dated{*date, at + 3, clock_at(runs, at + 3)}) : std::nullopt;
}

/// Milliseconds since 1970, as messengers and apps name what they save: "mmexport1680000000000". Other words before so
/// long a number make it an id.
std::optional<NameTime> epoch_time(const Run& run, int year_max) {
  constexpr std::size_t kMillisecondDigits = 13;
  if (run.digits.size() != kMillisecondDigits) return std::nullopt;
  constexpr std::string_view kPrefixes[] = {"",       "mmexport", "wx_camera_", "FB_IMG_", "microMsg.", "IMG_",
                                            "image_", "Image_",   "IMG",        "pt",      "beauty_",   "Screenshot_",
                                            "photo_", "faceu_",   "retouch_",   "img_",    "save_",     "wx_video_"};
  if (!is_one_of(run.before, kPrefixes)) return std::nullopt;
  std::int64_t milliseconds = 0;
  for (const char c : run.digits) milliseconds = milliseconds * 10 + (c - '0');
  NameTime time;
  time.is_utc = true;
  time.taken.local = fmt::format("{}.{:03}", wall_clock_text(milliseconds / 1000), milliseconds % 1000);
  time.taken.precision = image::TimePrecision::kSubsecond;
  time.taken.source = "name";
  // Nothing was named so before there were smartphones.
  constexpr int kSmartphonesSince = 2007;
  const int year = number(std::string_view(time.taken.local).substr(0, 4));
  return year >= kSmartphonesSince && year <= year_max ? std::optional(time) : std::nullopt;
}

}  // namespace

std::optional<NameTime> name_time(std::string_view stem, int year_max) {
  const std::vector<Run> runs = runs_of(stem);
  std::optional<NameTime> date_alone;
  for (std::size_t at = 0; at < runs.size(); ++at) {
    if (auto time = epoch_time(runs[at], year_max); at == 0 && time) return time;
    const auto found = date_at(runs, at, year_max);
    if (!found) continue;
    NameTime time{taken_of(found->date, found->clock), false};
    // A Pixel names by UTC.
    time.is_utc = found->clock && at == 0 && runs[at].before == "PXL_";
    if (found->clock) return time;
    if (!date_alone) date_alone = std::move(time);
  }
  return date_alone;
}

}  // namespace shoebox::ingest
