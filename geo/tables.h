#pragma once
// gazetteer.bin as it lies in memory (docs/data_files.md). Every number in it may lie: whoever follows an index asks
// here, and gets nothing for one that leads outside.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"
#include "geo/gazetteer.h"

namespace shoebox::geo {

inline constexpr double kUnitsPerDegree = 100'000;
inline constexpr int kCellsPerDegree = 2;
inline constexpr int kBandsPerDegree = 2;
inline constexpr std::uint16_t kNone16 = 0xffff;

struct CountryRecord {
  std::uint16_t code;
  std::uint16_t unused;
  std::uint32_t english;  // offsets into the strings
  std::uint32_t chinese;
  std::uint32_t capital;  // index of a place
  float population;
};

struct RegionRecord {
  std::uint32_t id;  // ascending
  std::uint16_t country;
  std::uint16_t is_city;  // Beijing, Berlin: 北京市 means all of it
  std::uint32_t english;
  std::uint32_t chinese;
  std::uint32_t capital;
  float population;
};

struct PlaceRecord {
  std::uint32_t id;
  std::int32_t latitude;  // in units
  std::int32_t longitude;
  std::uint32_t population;
  std::uint32_t home;  // index of the city that this quarter belongs to; its own when it is none
  std::uint32_t name;
  std::uint16_t region;
  std::uint8_t country;
  std::uint8_t flags;

  Point point() const { return {latitude / kUnitsPerDegree, longitude / kUnitsPerDegree}; }
};

inline constexpr std::uint8_t kWellKnownPlace = 2;  // people name it however small it is

struct ChineseNameRecord {
  std::uint32_t place;  // ascending
  std::uint32_t name;
};

struct EdgeRecord {
  std::int32_t y1, x1, y2, x2;  // in units
  std::uint16_t country;
  std::uint16_t region;
};

/// A border with a region on each side; kNone16: none that is known.
struct RegionEdgeRecord {
  std::int32_t y1, x1, y2, x2;  // in units
  std::uint16_t one;
  std::uint16_t other;
};

struct GroupRecord {
  std::uint32_t english;
  std::uint32_t chinese;
  std::uint32_t first;
  std::uint32_t count;
};

/// A member of a group that is a circle.
struct Circle {
  Point middle;
  double radius_km = 0;
};

struct NameRecord {
  std::uint32_t text;
  std::uint32_t areas;
  std::uint8_t length;
  std::uint8_t flags;
  std::uint16_t count;
};
inline constexpr std::uint8_t kCommonWord = 1;  // also an ordinary word
inline constexpr std::uint8_t kOtherWord = 2;   // an ordinary word that begins with a place's name: 大理石

/// What a name or group refers to: two bits of kind, thirty of index. A group within a group is a circle: the index is
/// that of its latitude, longitude and metres in `group_members`.
enum class BearerKind : std::uint8_t { kCountry, kRegion, kPlace, kGroup };
struct Bearer {
  BearerKind kind;
  std::uint32_t index;

  explicit Bearer(std::uint32_t packed)
      : kind(static_cast<BearerKind>(packed >> 30)), index(packed & ((1U << 30) - 1)) {}
};

struct Tables {
  std::uint32_t revision = 0;
  std::string_view strings;
  std::span<const CountryRecord> countries;
  std::span<const RegionRecord> regions;
  std::span<const PlaceRecord> places;
  std::span<const std::uint32_t> cells;  // where each begins in `places`, and the end
  std::span<const std::uint32_t> places_by_id;
  std::span<const ChineseNameRecord> chinese_names;
  std::span<const std::uint32_t> bands;  // where each begins in `edges`, and the end
  std::span<const EdgeRecord> edges;
  std::string_view zone_cells;
  std::span<const std::uint32_t> zone_names;
  std::span<const GroupRecord> groups;
  std::span<const std::uint32_t> group_members;
  std::string_view name_texts;
  std::span<const NameRecord> names;  // ascending by text
  std::span<const std::uint32_t> name_areas;
  std::span<const std::uint32_t> spellings;     // names that others are taken for misspellings of
  std::span<const std::uint32_t> words;         // hashes of words that look like misspellings and are none; ascending
  std::span<const std::uint32_t> region_bands;  // as `bands`
  std::span<const RegionEdgeRecord> region_edges;

  /// The views into `bytes`, which must be 8-aligned and outlive this. Checks what is checked once.
  static Result<Tables> parse(std::span<const std::byte> bytes);

  std::string_view string_at(std::uint32_t offset) const;
  std::string_view text_of(const NameRecord& name) const;
  std::span<const std::uint32_t> areas_of(const NameRecord& name) const;
  std::span<const std::uint32_t> members_of(const GroupRecord& group) const;
  std::optional<Circle> circle_at(std::uint32_t index) const;
  std::span<const PlaceRecord> places_in_cell(int row, int column) const;

  const PlaceRecord* place_at(std::uint32_t index) const { return index < places.size() ? &places[index] : nullptr; }
  const PlaceRecord& home_of(const PlaceRecord& place) const {
    const PlaceRecord* const home = place_at(place.home);
    return home != nullptr ? *home : place;
  }
  std::string_view chinese_name_of(const PlaceRecord& place) const;

  const CountryRecord* find_country(std::uint32_t code) const;
  const RegionRecord* find_region(std::uint32_t id) const;
  const PlaceRecord* find_place(std::uint32_t id) const;
  /// With the codes and ids of what the record points at.
  Location location_of(const PlaceRecord& place) const;
  Location location_of(const RegionRecord& region) const;
};

}  // namespace shoebox::geo
