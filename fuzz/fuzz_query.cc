// Any text as a question: never a crash, chips in the order of the text and inside of it, and each chip's structured
// form reads back to the same filter.

#include <cstdint>
#include <string_view>

#include "core/check.h"
#include "query/fake_finders.h"
#include "query/parse.h"

namespace {

using shoebox::query::AreaKind;
using shoebox::query::Chip;
using shoebox::query::PersonFilter;
using shoebox::query::PlaceFilter;
using shoebox::query::Query;
using shoebox::query::TimeFilter;

const shoebox::query::FakePlaceFinder& places() {
  static const shoebox::query::FakePlaceFinder finder({
      {"Japan|日本", {.kind = AreaKind::kCountry, .id = 1, .latitude = 36.1, .longitude = 138.2}},
      {"Kyoto|京都", {.kind = AreaKind::kRegion, .id = 2, .latitude = 35.2, .longitude = 135.4}, 1},
      {"Kyoto|京都|京都市", {.kind = AreaKind::kCity, .id = 3, .latitude = 35.01, .longitude = 135.77}, 2},
      {"Nice|尼斯", {.kind = AreaKind::kCity, .id = 4, .latitude = 43.7, .longitude = 7.26}, 5, true},
      {"France|法国", {.kind = AreaKind::kCountry, .id = 5, .latitude = 46.2, .longitude = 2.2}},
      {"长春", {.kind = AreaKind::kCity, .id = 6, .latitude = 43.88, .longitude = 125.32}},
  });
  return finder;
}

const shoebox::query::FakePersonFinder& people() {
  static const shoebox::query::FakePersonFinder finder = [] {
    shoebox::query::FakePersonFinder made;
    made.add("小明", 1, 16'000);
    made.add("June", 2);
    made.add("Lily", 3);
    return made;
  }();
  return finder;
}

Query read(std::string_view text) {
  constexpr std::int64_t kNow = 20'780 * 1440 + 720;
  return shoebox::query::parse(
      text, {.now_local_minutes = kNow, .places = &places(), .people = &people(), .counts_people = true});
}

void check_same(const Chip& chip, const Chip& again) {
  CHECK(again.kind == chip.kind);
  CHECK(again.negated == chip.negated);
  if (const auto* time = std::get_if<TimeFilter>(&chip.filter)) CHECK(std::get<TimeFilter>(again.filter) == *time);
  if (const auto* place = std::get_if<PlaceFilter>(&chip.filter))
    CHECK(std::get<PlaceFilter>(again.filter).areas == place->areas);
  if (const auto* person = std::get_if<PersonFilter>(&chip.filter)) {
    CHECK(std::get<PersonFilter>(again.filter).persons == person->persons);
    CHECK(std::get<PersonFilter>(again.filter).only == person->only);
    CHECK(std::get<PersonFilter>(again.filter).beside == person->beside);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Query query = read(text);
  std::size_t end = 0;
  for (const Chip& chip : query.chips) {
    CHECK(chip.begin >= end && chip.end >= chip.begin && chip.end <= text.size());
    end = chip.end;
    const Query again = read(chip.canonical);
    CHECK(again.chips.size() == 1);
    check_same(chip, again.chips[0]);
  }
  return 0;
}
