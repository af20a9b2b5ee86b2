#include "geo/tables.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <utility>

#include "core/hash.h"

namespace shoebox::geo {

namespace {

static_assert(std::endian::native == std::endian::little, "the file is little-endian");
static_assert(sizeof(CountryRecord) == 20 && sizeof(RegionRecord) == 24 && sizeof(PlaceRecord) == 28);
static_assert(sizeof(EdgeRecord) == 20 && sizeof(RegionEdgeRecord) == 20 && sizeof(NameRecord) == 12);

constexpr char kMagic[] = {'S', 'H', 'B', 'X', 'G', 'A', 'Z', '1'};
constexpr std::uint32_t kVersion = 2;
constexpr std::size_t kSections = 20;
constexpr std::size_t kCells = 180UL * 360 * kCellsPerDegree * kCellsPerDegree;
constexpr std::size_t kBands = 180UL * kBandsPerDegree;

struct Header {
  char magic[8];
  std::uint32_t version;
  std::uint32_t revision;
  std::uint32_t sections;
  std::uint32_t unused;
  std::uint8_t checksum[16];
};

struct SectionRecord {
  std::uint64_t offset;
  std::uint64_t size;
};

using Sections = std::array<std::span<const std::byte>, kSections>;

Result<Header> check_header(std::span<const std::byte> bytes) {
  Header header;
  if (bytes.size() < sizeof header) return fail(ErrorCode::kCorrupt, "the gazetteer is cut off");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (std::memcmp(header.magic, kMagic, sizeof kMagic) != 0) {
    return fail(ErrorCode::kCorrupt, "this is no gazetteer");
  }
  if (header.version != kVersion || header.sections != kSections) {
    return fail(ErrorCode::kUnsupported, "the gazetteer is of another version: run script/setup again");
  }
  const Hash128 hash = hash_bytes(bytes.subspan(sizeof header));
  if (std::memcmp(&hash, header.checksum, sizeof header.checksum) != 0) {
    return fail(ErrorCode::kCorrupt, "the gazetteer is damaged: run script/setup again");
  }
  return header;
}

Result<Sections> find_sections(std::span<const std::byte> bytes) {
  if (bytes.size() < sizeof(Header) + kSections * sizeof(SectionRecord)) {
    return fail(ErrorCode::kCorrupt, "the gazetteer is cut off");
  }
  Sections sections;
  for (std::size_t i = 0; i < kSections; ++i) {
    SectionRecord record;
    std::memcpy(&record, bytes.data() + sizeof(Header) + i * sizeof record, sizeof record);
    if (record.offset % 8 != 0 || record.offset > bytes.size() || record.size > bytes.size() - record.offset) {
      return fail(ErrorCode::kCorrupt, "a part of the gazetteer lies outside of it");
    }
    sections[i] = bytes.subspan(record.offset, record.size);
  }
  return sections;
}

template <typename T>
std::span<const T> table_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
}

std::string_view text_of_section(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// `count` entries from `first`, as far as they exist.
std::span<const std::uint32_t> part(std::span<const std::uint32_t> all, std::size_t first, std::size_t count) {
  if (first > all.size()) return {};
  return all.subspan(first, std::min(count, all.size() - first));
}

template <typename T>
const T* find_by_id(std::span<const T> ascending, std::uint32_t id) {
  const auto at = std::ranges::lower_bound(ascending, id, {}, [](const T& record) -> std::uint32_t {
    if constexpr (requires { record.code; })
      return record.code;
    else
      return record.id;
  });
  if (at == ascending.end()) return nullptr;
  if constexpr (requires { at->code; })
    return at->code == id ? &*at : nullptr;
  else
    return at->id == id ? &*at : nullptr;
}

}  // namespace

Result<Tables> Tables::parse(std::span<const std::byte> bytes) {
  const Header header = TRY(check_header(bytes));
  const Sections sections = TRY(find_sections(bytes));
  Tables data;
  data.revision = header.revision;
  data.strings = text_of_section(sections[0]);
  data.countries = table_of<CountryRecord>(sections[1]);
  data.regions = table_of<RegionRecord>(sections[2]);
  data.places = table_of<PlaceRecord>(sections[3]);
  data.cells = table_of<std::uint32_t>(sections[4]);
  data.places_by_id = table_of<std::uint32_t>(sections[5]);
  data.chinese_names = table_of<ChineseNameRecord>(sections[6]);
  data.bands = table_of<std::uint32_t>(sections[7]);
  data.edges = table_of<EdgeRecord>(sections[8]);
  data.zone_cells = text_of_section(sections[9]);
  data.zone_names = table_of<std::uint32_t>(sections[10]);
  data.groups = table_of<GroupRecord>(sections[11]);
  data.group_members = table_of<std::uint32_t>(sections[12]);
  data.name_texts = text_of_section(sections[13]);
  data.names = table_of<NameRecord>(sections[14]);
  data.name_areas = table_of<std::uint32_t>(sections[15]);
  data.spellings = table_of<std::uint32_t>(sections[16]);
  data.words = table_of<std::uint32_t>(sections[17]);
  data.region_bands = table_of<std::uint32_t>(sections[18]);
  data.region_edges = table_of<RegionEdgeRecord>(sections[19]);
  if (data.cells.size() != kCells + 1 || data.bands.size() != kBands + 1 || data.region_bands.size() != kBands + 1) {
    return fail(ErrorCode::kCorrupt, "the gazetteer's map has another size than its version says");
  }
  return data;
}

std::string_view Tables::string_at(std::uint32_t offset) const {
  if (offset >= strings.size()) return {};
  const auto length = static_cast<std::uint8_t>(strings[offset]);
  return length < strings.size() - offset ? strings.substr(offset + 1, length) : std::string_view();
}

std::string_view Tables::text_of(const NameRecord& name) const {
  if (name.text > name_texts.size() || name.length > name_texts.size() - name.text) return {};
  return name_texts.substr(name.text, name.length);
}

std::span<const std::uint32_t> Tables::areas_of(const NameRecord& name) const {
  return part(name_areas, name.areas, name.count);
}

std::span<const std::uint32_t> Tables::members_of(const GroupRecord& group) const {
  return part(group_members, group.first, group.count);
}

std::optional<Circle> Tables::circle_at(std::uint32_t index) const {
  const auto numbers = part(group_members, index, 3);
  if (numbers.size() != 3) return std::nullopt;
  const double latitude = static_cast<std::int32_t>(numbers[0]) / kUnitsPerDegree;
  const double longitude = static_cast<std::int32_t>(numbers[1]) / kUnitsPerDegree;
  if (std::abs(latitude) > 90 || std::abs(longitude) > 180) return std::nullopt;
  constexpr double kMetresPerKilometre = 1000;
  return Circle{.middle = {latitude, longitude}, .radius_km = numbers[2] / kMetresPerKilometre};
}

std::span<const PlaceRecord> Tables::places_in_cell(int row, int column) const {
  constexpr int kRows = 180 * kCellsPerDegree;
  constexpr int kColumns = 360 * kCellsPerDegree;
  if (row < 0 || row >= kRows) return {};
  const int wrapped = (column % kColumns + kColumns) % kColumns;
  const auto cell = static_cast<std::size_t>(row) * kColumns + static_cast<std::size_t>(wrapped);
  const std::uint32_t begin = cells[cell];
  const std::uint32_t end = cells[cell + 1];
  if (begin > end || end > places.size()) return {};
  return places.subspan(begin, end - begin);
}

std::string_view Tables::chinese_name_of(const PlaceRecord& place) const {
  const auto index = static_cast<std::uint32_t>(&place - places.data());
  const auto at = std::ranges::lower_bound(chinese_names, index, {}, &ChineseNameRecord::place);
  return at != chinese_names.end() && at->place == index ? string_at(at->name) : std::string_view();
}

const CountryRecord* Tables::find_country(std::uint32_t code) const {
  return find_by_id(countries, code);
}

const RegionRecord* Tables::find_region(std::uint32_t id) const {
  return find_by_id(regions, id);
}

const PlaceRecord* Tables::find_place(std::uint32_t id) const {
  const auto id_of = [this](std::uint32_t index) {
    const PlaceRecord* const place = place_at(index);
    return place != nullptr ? place->id : 0;
  };
  const auto at = std::ranges::lower_bound(places_by_id, id, {}, id_of);
  return at != places_by_id.end() && id_of(*at) == id ? place_at(*at) : nullptr;
}

Location Tables::location_of(const PlaceRecord& place) const {
  Location location{.city = place.id};
  if (place.country < countries.size()) location.country = countries[place.country].code;
  if (place.region < regions.size()) location.region = regions[place.region].id;
  return location;
}

Location Tables::location_of(const RegionRecord& region) const {
  Location location{.region = region.id};
  if (region.country < countries.size()) location.country = countries[region.country].code;
  return location;
}

}  // namespace shoebox::geo
