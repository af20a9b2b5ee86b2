#pragma once
// The world's places, offline: coordinate → country, region, city and time zone; ids → names in English and Chinese.
// The file behind it (docs/data_files.md) is compiled at set-up by tools/gazetteer and mapped, not read: opening costs
// well under a millisecond a megabyte. Its bytes are outside bytes: a damaged file is refused, a lying one gives wrong
// names but never a crash. Names → areas: geo/place_names.h.
//
// All methods are const and thread-safe. string_views live as long as the Gazetteer.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "query/query.h"

namespace shoebox::geo {

struct Tables;

enum class Language : std::uint8_t { kEnglish, kChinese };

/// Where a photo was taken. The numbers are the same in every build of the gazetteer, so that they can be stored:
/// country: its two letters, first in the high byte ('J' << 8 | 'P'); region: made of the country and GeoNames' code of
/// the first-level division, top bit set; city: GeoNames id. 0: none (no city near, no regions in Hong Kong).
struct Location {
  std::uint32_t country = 0;
  std::uint32_t region = 0;
  std::uint32_t city = 0;

  friend bool operator==(const Location&, const Location&) = default;
};

struct Point {
  double latitude = 0;
  double longitude = 0;
};

class Gazetteer final {
 public:
  /// Maps and checks the file. kNotFound, kIo, kUnsupported (of another version), kCorrupt.
  static Result<std::unique_ptr<Gazetteer>> open(const std::string& path);
  ~Gazetteer();
  Gazetteer(const Gazetteer&) = delete;
  Gazetteer& operator=(const Gazetteer&) = delete;

  /// Changes whenever locate() could answer differently: store it beside stored Locations.
  std::uint32_t revision() const;

  /// Nothing on the open sea and for coordinates that are none. Of a quarter the large city it belongs to. Takes a few
  /// microseconds.
  std::optional<Location> locate(double latitude, double longitude) const;
  /// IANA name, "Asia/Tokyo"; at sea "Etc/GMT-9". Empty for coordinates that are none.
  std::string_view time_zone(double latitude, double longitude) const;

  /// Empty for an unknown id. In Chinese the English name where no Chinese one is known.
  std::string_view name(query::AreaKind kind, std::uint32_t id, Language language) const;
  /// "Kyoto, Japan", 日本京都: the city (or else the region) and the country. Empty when all are 0.
  std::string describe(const Location& location, Language language) const;
  /// The middle of a country, region or city as people would point at it: its capital or its largest place.
  std::optional<Point> centre(query::AreaKind kind, std::uint32_t id) const;
  /// Country and region of a city, country of a region; the id itself is filled in too. Nothing for an unknown id.
  std::optional<Location> containing(query::AreaKind kind, std::uint32_t id) const;

  /// The file's tables, for the other parts of this room.
  const Tables& tables() const { return *tables_; }

 private:
  Gazetteer(const std::byte* mapping, std::size_t size);

  const std::byte* mapping_;
  std::size_t size_;
  std::unique_ptr<const Tables> tables_;
};

/// Whether a located photo lies in a country, region or city, or in a circle of which the point is asked separately.
inline bool lies_in(const Location& location, const query::Area& area) {
  switch (area.kind) {
    case query::AreaKind::kCountry:
      return location.country == area.id;
    case query::AreaKind::kRegion:
      return location.region == area.id;
    case query::AreaKind::kCity:
      return location.city == area.id;
    case query::AreaKind::kCircle:
      return false;
  }
  return false;
}

/// Kilometres along a great circle.
double distance_km(const Point& a, const Point& b);

}  // namespace shoebox::geo
