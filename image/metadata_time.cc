#include "image/metadata_time.h"

#include <array>
#include <chrono>
#include <cstddef>

#include <fmt/format.h>

namespace shoebox::image {

namespace {

constexpr int kYearMin = 1800;
constexpr int kYearMax = 2199;
constexpr std::size_t kFractionDigitsMax = 9;

struct Moment {
  int year = 0;
  int month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::string fraction;
  TimePrecision precision = TimePrecision::kYear;
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0';
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// Eats the text from its front.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  /// `min` to `max` digits; nothing is eaten when there are fewer.
  std::optional<int> digits(std::size_t min, std::size_t max) {
    std::size_t count = 0;
    while (count < max && count < text_.size() && is_digit(text_[count])) ++count;
    if (count < min) return std::nullopt;
    int value = 0;
    for (const char c : text_.substr(0, count)) value = value * 10 + (c - '0');
    text_.remove_prefix(count);
    return value;
  }

  void skip_digits() {
    while (!text_.empty() && is_digit(text_.front())) text_.remove_prefix(1);
  }

  bool one_of(std::string_view characters) {
    if (text_.empty() || !characters.contains(text_.front())) return false;
    text_.remove_prefix(1);
    return true;
  }

  void skip_blanks() {
    while (!text_.empty() && is_blank(text_.front())) text_.remove_prefix(1);
  }

  std::string_view rest() const { return text_; }

 private:
  std::string_view text_;
};

/// The leading digits, trailing blanks aside; empty when there is anything else.
std::string fraction_digits(std::string_view text) {
  text = trim(text);
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) ++count;
  return count == text.size() ? std::string(text.substr(0, kFractionDigitsMax)) : std::string();
}

bool is_calendar_day(int year, int month, int day) {
  using namespace std::chrono;
  return year_month_day(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                        std::chrono::day(static_cast<unsigned>(day)))
      .ok();
}

/// Reads year, month and day; zeros and blanks from the right mean "not known". nullopt: not a date.
std::optional<Moment> read_date(Cursor& in) {
  Moment moment;
  const std::optional<int> year = in.digits(4, 4);
  if (!year || *year < kYearMin || *year > kYearMax) return std::nullopt;
  moment.year = *year;
  if (!in.one_of(":-/.")) return in.rest().empty() ? std::optional(moment) : std::nullopt;
  in.skip_blanks();
  moment.month = in.digits(1, 2).value_or(0);
  if (moment.month > 12) return std::nullopt;
  const bool separated = in.one_of(":-/.");
  if (moment.month == 0) return moment;
  moment.precision = TimePrecision::kMonth;
  if (!separated) return moment;
  in.skip_blanks();
  moment.day = in.digits(1, 2).value_or(0);
  if (moment.day == 0) return moment;
  if (!is_calendar_day(moment.year, moment.month, moment.day)) return std::nullopt;
  moment.precision = TimePrecision::kDay;
  return moment;
}

/// Reads the time of day behind a whole date; one that is damaged leaves the date alone.
void read_time_of_day(Cursor& in, Moment& moment) {
  in.one_of("T");
  in.skip_blanks();
  const std::optional<int> hour = in.digits(1, 2);
  if (!hour || *hour > 24 || !in.one_of(":.")) return;
  const std::optional<int> minute = in.digits(2, 2);
  if (!minute || *minute > 59) return;
  moment.hour = *hour % 24;  // Android once wrote the first hour of the day as 24.
  moment.minute = *minute;
  moment.precision = TimePrecision::kMinute;
  if (!in.one_of(":.")) return;
  const std::optional<int> second = in.digits(2, 2);
  if (!second || *second > 60) return;
  moment.second = *second == 60 ? 59 : *second;
  moment.precision = TimePrecision::kSecond;
  if (!in.one_of(".,")) return;
  const std::string_view before = in.rest();
  in.skip_digits();
  moment.fraction = fraction_digits(before.substr(0, before.size() - in.rest().size()));
  if (!moment.fraction.empty()) moment.precision = TimePrecision::kSubsecond;
}

/// Zero of Unix, of the Macintosh and QuickTime, seen from any time zone: a clock that was never set.
bool is_epoch(const Moment& moment) {
  if (moment.precision < TimePrecision::kMinute || moment.minute % 15 != 0 || moment.second != 0) return false;
  const bool first = moment.month == 1 && moment.day == 1;
  const bool last = moment.month == 12 && moment.day == 31;
  return (first && (moment.year == 1970 || moment.year == 1904)) ||
         (last && (moment.year == 1969 || moment.year == 1903));
}

std::string to_local(const Moment& moment) {
  std::string text = fmt::format("{:04}", moment.year);
  if (moment.precision >= TimePrecision::kMonth) text += fmt::format("-{:02}", moment.month);
  if (moment.precision >= TimePrecision::kDay) text += fmt::format("-{:02}", moment.day);
  if (moment.precision >= TimePrecision::kMinute) text += fmt::format("T{:02}:{:02}", moment.hour, moment.minute);
  if (moment.precision >= TimePrecision::kSecond) text += fmt::format(":{:02}", moment.second);
  if (moment.precision == TimePrecision::kSubsecond) text += "." + moment.fraction;
  return text;
}

}  // namespace

std::optional<int> parse_offset_minutes(std::string_view text) {
  text = trim(text);
  if (text == "Z" || text == "z") return 0;
  Cursor in(text);
  const bool west = text.starts_with('-');
  if (!in.one_of("+-")) return std::nullopt;
  const std::optional<int> hours = in.digits(1, 2);
  if (!hours) return std::nullopt;
  in.one_of(":");
  const int minutes = in.digits(2, 2).value_or(0);
  const int offset = *hours * 60 + minutes;
  if (minutes > 59 || offset > kOffsetMinutesMax) return std::nullopt;
  return west ? -offset : offset;
}

std::optional<TakenTime> parse_time(std::string_view text) {
  return parse_exif_time(text, {}, {});
}

std::optional<TakenTime> parse_exif_time(std::string_view date_time, std::string_view fraction,
                                         std::string_view offset) {
  Cursor in(trim(date_time));
  std::optional<Moment> moment = read_date(in);
  if (!moment) return std::nullopt;
  if (moment->precision == TimePrecision::kDay) read_time_of_day(in, *moment);
  if (is_epoch(*moment)) return std::nullopt;
  if (moment->precision == TimePrecision::kSecond) {
    moment->fraction = fraction_digits(fraction);
    if (!moment->fraction.empty()) moment->precision = TimePrecision::kSubsecond;
  }
  TakenTime taken;
  taken.local = to_local(*moment);
  taken.precision = moment->precision;
  if (moment->precision >= TimePrecision::kMinute) {
    taken.offset_minutes = parse_offset_minutes(in.rest());
    if (!taken.offset_minutes) taken.offset_minutes = parse_offset_minutes(offset);
  }
  return taken;
}

std::optional<TakenTime> parse_iptc_time(std::string_view date, std::string_view time) {
  std::string day;
  for (const char c : trim(date))
    if (is_digit(c)) day += c;
  if (day.size() != 8) return std::nullopt;
  std::string clock(trim(time));
  if (clock.size() >= 6 && clock.find(':') > 4) clock.insert(4, ":").insert(2, ":");
  return parse_time(fmt::format("{}:{}:{} {}", day.substr(0, 4), day.substr(4, 2), day.substr(6, 2), clock));
}

bool is_local_time(std::string_view text, TimePrecision precision) {
  const std::optional<TakenTime> parsed = parse_time(text);
  return parsed && parsed->precision == precision && parsed->local == text && !parsed->offset_minutes;
}

}  // namespace shoebox::image
