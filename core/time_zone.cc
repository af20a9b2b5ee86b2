#include "core/time_zone.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string>

#include "core/limits.h"
#include "core/path.h"

namespace shoebox {

namespace {

using Bytes = std::span<const std::byte>;

constexpr std::int64_t kZoneFileBytesMax = limits::kMiB;
constexpr int kOffsetSecondsMax = 26 * 3600;
constexpr std::int64_t kDaySeconds = 86'400;

std::string zone_folder() {
  const char* const folder = std::getenv("TZDIR");  // NOLINT(concurrency-mt-unsafe): nobody sets it meanwhile
  return folder != nullptr && *folder == '/' ? folder : "/usr/share/zoneinfo";
}

/// "Area/City": nothing that leads out of the folder.
bool is_zone_name(std::string_view name) {
  constexpr std::string_view kOthers = "/_+-";
  const auto good = [&](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || kOthers.contains(c);
  };
  return !name.empty() && name.size() < 64 && !name.starts_with('/') && std::ranges::all_of(name, good);
}

std::int64_t big_endian(Bytes bytes) {
  std::uint64_t value = 0;
  for (const std::byte byte : bytes) value = value << 8 | std::to_integer<std::uint64_t>(byte);
  if (bytes.size() == 4) return static_cast<std::int32_t>(value);
  return static_cast<std::int64_t>(value);
}

/// One of the file's two data blocks: where its parts begin.
struct Block {
  std::size_t times = 0;
  std::size_t types = 0;
  std::size_t kinds = 0;
  std::size_t end = 0;
  std::size_t time_count = 0;
  std::size_t kind_count = 0;
  std::size_t time_bytes = 4;
};

constexpr std::size_t kHeaderBytes = 44;
constexpr std::size_t kKindBytes = 6;

std::optional<Block> find_block(Bytes file, std::size_t at, std::size_t time_bytes) {
  if (file.size() < at + kHeaderBytes) return std::nullopt;
  const std::string_view magic(reinterpret_cast<const char*>(file.data() + at), 4);
  if (magic != "TZif") return std::nullopt;
  std::size_t counts[6];
  for (std::size_t i = 0; i < 6; ++i) {
    const std::int64_t count = big_endian(file.subspan(at + 20 + 4 * i, 4));
    if (count < 0 || count > kZoneFileBytesMax) return std::nullopt;
    counts[i] = static_cast<std::size_t>(count);
  }
  const auto [ut_count, std_count, leap_count, time_count, kind_count, char_count] = counts;
  Block block;
  block.time_bytes = time_bytes;
  block.time_count = time_count;
  block.kind_count = kind_count;
  block.times = at + kHeaderBytes;
  block.types = block.times + time_count * time_bytes;
  block.kinds = block.types + time_count;
  block.end = block.kinds + kind_count * kKindBytes + char_count + leap_count * (time_bytes + 4) + std_count + ut_count;
  return block.end <= file.size() && kind_count > 0 ? std::optional(block) : std::nullopt;
}

/// Eats a POSIX TZ string from its front.
class RuleReader {
 public:
  explicit RuleReader(std::string_view text) : text_(text) {}

  bool done() const { return text_.empty(); }
  bool eat(char c) {
    if (!text_.starts_with(c)) return false;
    text_.remove_prefix(1);
    return true;
  }
  bool name() {
    const bool quoted = eat('<');
    std::size_t count = 0;
    const auto belongs = [&](char c) { return quoted ? c != '>' : (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    while (count < text_.size() && belongs(text_[count])) ++count;
    text_.remove_prefix(count);
    return count >= 3 && (!quoted || eat('>'));
  }
  std::optional<int> number() {
    std::size_t count = 0;
    int value = 0;
    while (count < text_.size() && count < 3 && text_[count] >= '0' && text_[count] <= '9')
      value = value * 10 + (text_[count++] - '0');
    text_.remove_prefix(count);
    return count > 0 ? std::optional(value) : std::nullopt;
  }
  /// [+-]hh[:mm[:ss]] in seconds.
  std::optional<int> clock() {
    const bool minus = eat('-');
    if (!minus) eat('+');
    const std::optional<int> hours = number();
    if (!hours) return std::nullopt;
    int seconds = *hours * 3600;
    for (const int unit : {60, 1}) {
      if (!eat(':')) break;
      const std::optional<int> part = number();
      if (!part) return std::nullopt;
      seconds += *part * unit;
    }
    return minus ? -seconds : seconds;
  }
  std::optional<ZoneRuleDay> day() {
    ZoneRuleDay day;
    if (eat('M')) {
      const std::optional<int> month = number();
      const std::optional<int> week = eat('.') ? number() : std::nullopt;
      const std::optional<int> weekday = eat('.') ? number() : std::nullopt;
      if (!month || !week || !weekday || *month < 1 || *month > 12 || *week < 1 || *week > 5 || *weekday > 6)
        return std::nullopt;
      day.month = *month;
      day.week = *week;
      day.weekday = *weekday;
    } else {
      day.kind = eat('J') ? ZoneRuleDay::Kind::kDayOfYearWithoutLeap : ZoneRuleDay::Kind::kDayOfYear;
      const std::optional<int> number_of_day = number();
      if (!number_of_day || *number_of_day > 366) return std::nullopt;
      day.day = *number_of_day;
    }
    if (!eat('/')) return day;
    const std::optional<int> seconds = clock();
    if (!seconds) return std::nullopt;
    day.seconds = *seconds;
    return day;
  }

 private:
  std::string_view text_;
};

/// The local moment of the rule in a year, in seconds since 1970 on that clock.
std::int64_t local_moment(const ZoneRuleDay& rule, std::chrono::year in_year) {
  using namespace std::chrono;
  sys_days date;
  switch (rule.kind) {
    case ZoneRuleDay::Kind::kWeekdayOfMonth: {
      const month in(static_cast<unsigned>(rule.month));
      const weekday on(static_cast<unsigned>(rule.weekday));
      date = rule.week == 5 ? sys_days(in_year / in / on[last])
                            : sys_days(in_year / in / on[static_cast<unsigned>(rule.week)]);
      break;
    }
    case ZoneRuleDay::Kind::kDayOfYear:
      date = sys_days(in_year / January / 1) + days(rule.day);
      break;
    case ZoneRuleDay::Kind::kDayOfYearWithoutLeap:
      date = sys_days(in_year / January / 1) + days(rule.day - 1 + (in_year.is_leap() && rule.day >= 60 ? 1 : 0));
      break;
  }
  return date.time_since_epoch().count() * kDaySeconds + rule.seconds;
}

int offset_by_rule(const ZoneRule& rule, std::int64_t utc_seconds) {
  if (!rule.summer_seconds) return rule.standard_seconds;
  using namespace std::chrono;
  const sys_seconds moment{seconds(std::clamp<std::int64_t>(utc_seconds, -100'000'000'000, 100'000'000'000))};
  const year in_year = year_month_day(floor<days>(moment + seconds(rule.standard_seconds))).year();
  const std::int64_t begin = local_moment(rule.begin, in_year) - rule.standard_seconds;
  const std::int64_t end = local_moment(rule.end, in_year) - *rule.summer_seconds;
  const std::int64_t now = moment.time_since_epoch().count();
  // South of the equator summer begins late in the year and ends early in it.
  const bool summer = begin < end ? now >= begin && now < end : now >= begin || now < end;
  return summer ? *rule.summer_seconds : rule.standard_seconds;
}

}  // namespace

std::optional<ZoneRule> parse_zone_rule(std::string_view text) {
  RuleReader in(text);
  ZoneRule rule;
  if (!in.name()) return std::nullopt;
  const std::optional<int> standard = in.clock();
  if (!standard || std::abs(*standard) > kOffsetSecondsMax) return std::nullopt;
  rule.standard_seconds = -*standard;  // POSIX counts west of Greenwich
  if (in.done()) return rule;
  if (!in.name()) return std::nullopt;
  rule.summer_seconds = rule.standard_seconds + 3600;
  if (!in.eat(',')) {
    const std::optional<int> summer = in.clock();
    if (!summer || std::abs(*summer) > kOffsetSecondsMax || !in.eat(',')) return std::nullopt;
    rule.summer_seconds = -*summer;
  }
  const std::optional<ZoneRuleDay> begin = in.day();
  const std::optional<ZoneRuleDay> end = in.eat(',') ? in.day() : std::nullopt;
  if (!begin || !end || !in.done()) return std::nullopt;
  rule.begin = *begin;
  rule.end = *end;
  return rule;
}

Result<TimeZone> TimeZone::load(std::string_view name) {
  if (!is_zone_name(name)) return fail(ErrorCode::kNotFound, "there is no such time zone", printable(name));
  auto file = read_file(join_path(zone_folder(), name), kZoneFileBytesMax);
  if (!file) return fail(ErrorCode::kNotFound, "there is no such time zone", printable(name));
  return parse(std::as_bytes(std::span(*file)));
}

Result<TimeZone> TimeZone::parse(std::span<const std::byte> file) {
  const auto damaged = [] { return fail(ErrorCode::kCorrupt, "the time zone's file is damaged"); };
  std::optional<Block> block = find_block(file, 0, 4);
  if (!block) return damaged();
  const bool has_second = std::to_integer<char>(file[4]) >= '2';
  if (has_second) block = find_block(file, block->end, 8);
  if (!block) return damaged();

  TimeZone zone;
  std::vector<int> offsets;
  for (std::size_t i = 0; i < block->kind_count; ++i) {
    const std::int64_t offset = big_endian(file.subspan(block->kinds + i * kKindBytes, 4));
    if (std::abs(offset) > kOffsetSecondsMax) return damaged();
    offsets.push_back(static_cast<int>(offset));
  }
  zone.first_offset_ = offsets.front();
  for (std::size_t i = 0; i < block->time_count; ++i) {
    const std::int64_t at = big_endian(file.subspan(block->times + i * block->time_bytes, block->time_bytes));
    const auto kind = std::to_integer<std::size_t>(file[block->types + i]);
    const bool ascending = zone.transitions_.empty() || zone.transitions_.back().utc_seconds < at;
    if (kind >= offsets.size() || !ascending) return damaged();
    zone.transitions_.push_back({at, offsets[kind]});
  }
  if (has_second && file.size() > block->end + 1) {
    std::string_view footer(reinterpret_cast<const char*>(file.data()), file.size());
    footer.remove_prefix(block->end + 1);
    zone.rule_ = parse_zone_rule(footer.substr(0, footer.find('\n')));
  }
  return zone;
}

int TimeZone::offset_at(std::int64_t utc_seconds) const {
  const auto after = std::ranges::upper_bound(transitions_, utc_seconds, {}, &Transition::utc_seconds);
  if (after == transitions_.end() && rule_) return offset_by_rule(*rule_, utc_seconds);
  return after == transitions_.begin() ? first_offset_ : std::prev(after)->offset_seconds;
}

int TimeZone::offset_of_local(std::int64_t local_seconds) const {
  // No zone is a day or more away from UTC: before any change near this wall clock, then after it.
  const int before = offset_at(local_seconds - kDaySeconds);
  if (offset_at(local_seconds - before) == before) return before;
  const int after = offset_at(local_seconds + kDaySeconds);
  return offset_at(local_seconds - after) == after ? after : before;
}

}  // namespace shoebox
