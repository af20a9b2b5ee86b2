#include "search/trip_match.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/wall_clock.h"
#include "search/text_match.h"
#include "store/group_repository.h"

namespace shoebox::search {

namespace {

constexpr std::int64_t kDaySeconds = 86'400;
constexpr std::size_t kDateBytes = 10;

std::string date_text(std::int32_t day) {
  return wall_clock_text(day * kDaySeconds).substr(0, kDateBytes);
}

/// All that a trip may be called, in the form in which text is compared.
std::string names_of(const store::Trip& trip, const PlaceNaming& name_place) {
  std::string names = date_text(trip.first_day) + " " + date_text(trip.last_day);
  const geo::Location location{trip.location.country, trip.location.region, trip.location.city};
  if (name_place)
    for (const Language language : {Language::kEnglish, Language::kChinese})
      names.append(" ").append(name_place(location, language));
  return plain_text(names);
}

std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  for (const char c : plain_text(name)) {
    if (c != ' ') {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

}  // namespace

Result<index::Bitmap> match_trip(store::Database& database, const PlaceNaming& name_place, std::string_view name) {
  index::Bitmap found;
  const std::vector<std::string> words = words_of(name);
  if (words.empty()) return found;
  store::GroupRepository groups(database);
  for (const auto& numbered : TRY(groups.trips())) {
    const std::string names = names_of(numbered.trip, name_place);
    const auto holds = [&](const std::string& word) { return names.find(word) != std::string::npos; };
    if (!std::ranges::all_of(words, holds)) continue;
    for (const Slot slot : TRY(groups.slots_of_trip(numbered.id))) found.insert(slot);
  }
  return found;
}

}  // namespace shoebox::search
