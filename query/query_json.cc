#include "query/query_json.h"

#include <array>
#include <chrono>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/path.h"

namespace shoebox::query {
namespace {

using Json = nlohmann::ordered_json;

// In the order of ChipKind.
constexpr std::array<std::string_view, 13> kKindNames = {"time", "place", "person",      "people_count", "camera",
                                                         "lens", "kind",  "orientation", "rating",       "favourite",
                                                         "file", "text",  "trip"};
constexpr int kMinutesOfDay = 24 * 60;

std::string day_text(std::int64_t day) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

Json day_json(const std::optional<std::int32_t>& day) {
  return day ? Json(day_text(*day)) : Json(nullptr);
}

std::string moment_text(std::int64_t minutes) {
  std::int64_t day = minutes / kMinutesOfDay;
  if (minutes % kMinutesOfDay < 0) --day;
  const auto minute = static_cast<int>(minutes - day * kMinutesOfDay);
  return fmt::format("{}T{:02}:{:02}", day_text(day), minute / 60, minute % 60);
}

/// Whole hours as whole numbers: 18, 17.5.
Json hour_json(int minutes) {
  if (minutes % 60 == 0) return minutes / 60;
  return minutes / 60.0;
}

void add_time(const TimeFilter& time, Json& to) {
  Json ranges = Json::array();
  for (const DayRange& range : time.ranges) ranges.push_back(Json::array({day_json(range.from), day_json(range.to)}));
  to["ranges"] = std::move(ranges);
  for (const ClockRange& hours : time.hours) {
    to["hours"].push_back(Json::array({hour_json(hours.from), hour_json(hours.to)}));
  }
  for (int weekday = 0; weekday < 7; ++weekday) {
    if ((time.weekdays >> weekday & 1) != 0) to["weekdays"].push_back(weekday);
  }
  for (const MomentRange& moment : time.moments) {
    to["moments"].push_back(Json::array({moment_text(moment.from), moment_text(moment.to)}));
  }
}

Json chip_json(const Chip& chip) {
  Json json = {{"kind", kKindNames[static_cast<std::size_t>(chip.kind)]},
               {"text", printable(chip.text)},
               {"canonical", printable(chip.canonical)},
               {"negated", chip.negated},
               {"label", printable(chip.label)},
               {"begin", chip.begin},
               {"end", chip.end}};
  if (const auto* time = std::get_if<TimeFilter>(&chip.filter)) add_time(*time, json);
  return json;
}

}  // namespace

nlohmann::ordered_json to_json(const Query& query) {
  Json chips = Json::array();
  for (const Chip& chip : query.chips) chips.push_back(chip_json(chip));
  Json json = {{"chips", std::move(chips)}, {"meaning", printable(query.meaning)}};
  if (!query.negative_meaning.empty()) json["negative_meaning"] = printable(query.negative_meaning);
  for (const std::string& suggestion : query.suggestions) json["suggestions"].push_back(printable(suggestion));
  for (const std::string& unread : query.unread) json["unread"].push_back(printable(unread));
  return json;
}

}  // namespace shoebox::query
