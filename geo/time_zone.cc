// The table is a quadtree in a string: 48 × 24 cells, each either a zone or four smaller cells, two characters a cell.
// Source: tz-lookup by Darkskyapp and photostructure (CC0). Cost: one lookup a level, at most a dozen.

#include "geo/time_zone.h"

#include <cstdint>

namespace shoebox::geo {

namespace {

constexpr int kFirstCharacter = 35;
constexpr int kCharacters = 56;
constexpr int kValues = kCharacters * kCharacters;
constexpr int kRootColumns = 48;
constexpr int kRootRows = 24;
constexpr int kLevelsMax = 32;

/// The two characters at `at` as a number; -1 outside of the table.
int value_at(std::string_view cells, std::int64_t at) {
  if (at < 0 || at + 2 > static_cast<std::int64_t>(cells.size())) return -1;
  const auto digit = [&](std::int64_t i) { return static_cast<unsigned char>(cells[static_cast<std::size_t>(i)]); };
  return kCharacters * (digit(at) - kFirstCharacter) + digit(at + 1) - kFirstCharacter;
}

}  // namespace

std::string_view time_zone(const Tables& tables, const Point& point) {
  if (point.latitude >= 90) return "Etc/GMT";
  const auto zones = static_cast<std::int64_t>(tables.zone_names.size());
  // A hair more than 360 and 180, so that the last degree stays in the last cell.
  double x = kRootColumns * (180 + point.longitude) / 360.00000000000006;
  double y = kRootRows * (90 - point.latitude) / 180.00000000000003;
  int column = static_cast<int>(x);
  int row = static_cast<int>(y);
  std::int64_t node = -1;
  int value = value_at(tables.zone_cells, 2LL * kRootColumns * row + 2LL * column);
  for (int level = 0; level < kLevelsMax && value >= 0; ++level) {
    const std::int64_t zone = value + zones - kValues;
    if (zone >= zones) return {};
    if (zone >= 0) return tables.string_at(tables.zone_names[static_cast<std::size_t>(zone)]);
    node += value + 1;
    x = 2 * (x - column) >= 2 ? 0 : 2 * (x - column);
    y = 2 * (y - row) >= 2 ? 0 : 2 * (y - row);
    column = static_cast<int>(x);
    row = static_cast<int>(y);
    value = value_at(tables.zone_cells, 8 * node + 4LL * row + 2LL * column + 2LL * kRootColumns * kRootRows);
  }
  return {};
}

}  // namespace shoebox::geo
