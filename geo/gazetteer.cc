#include "geo/gazetteer.h"

#include <cerrno>
#include <cmath>
#include <cstring>
#include <fcntl.h>
#include <numbers>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "geo/locate.h"
#include "geo/tables.h"
#include "geo/time_zone.h"

namespace shoebox::geo {

using query::AreaKind;

namespace {

std::unexpected<Error> io_error(const char* what, const std::string& path) {
  const ErrorCode code = errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo;
  return fail(code, std::string(what) + ": " + std::strerror(errno), path);
}

bool is_coordinate(double latitude, double longitude) {
  return latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180;
}

bool is_ascii(std::string_view text) {
  return !text.empty() && static_cast<unsigned char>(text.front()) < 0x80;
}

}  // namespace

Gazetteer::Gazetteer(const std::byte* mapping, std::size_t size)
    : mapping_(mapping), size_(size), tables_(std::make_unique<Tables>()) {}

Gazetteer::~Gazetteer() {
  ::munmap(const_cast<std::byte*>(mapping_), size_);
}

Result<std::unique_ptr<Gazetteer>> Gazetteer::open(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return io_error("the gazetteer cannot be opened (run script/setup)", path);
  struct stat status {};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size == 0) {
    ::close(descriptor);
    return fail(ErrorCode::kCorrupt, "this is no gazetteer", path);
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  void* const at = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, descriptor, 0);
  ::close(descriptor);
  if (at == MAP_FAILED) return io_error("the gazetteer cannot be mapped", path);
  std::unique_ptr<Gazetteer> gazetteer(new Gazetteer(static_cast<const std::byte*>(at), size));
  Result<Tables> tables = Tables::parse({gazetteer->mapping_, size});
  if (!tables) return std::unexpected(tables.error().within(path));
  gazetteer->tables_ = std::make_unique<const Tables>(*tables);
  return gazetteer;
}

std::uint32_t Gazetteer::revision() const {
  return tables_->revision;
}

std::optional<Location> Gazetteer::locate(double latitude, double longitude) const {
  if (!is_coordinate(latitude, longitude)) return std::nullopt;
  return geo::locate(*tables_, {latitude, longitude});
}

std::string_view Gazetteer::time_zone(double latitude, double longitude) const {
  if (!is_coordinate(latitude, longitude)) return {};
  return geo::time_zone(*tables_, {latitude, longitude});
}

std::string_view Gazetteer::name(AreaKind kind, std::uint32_t id, Language language) const {
  const auto either = [&](const auto* record) -> std::string_view {
    if (record == nullptr) return {};
    const std::string_view chinese = language == Language::kChinese ? tables_->string_at(record->chinese) : "";
    return chinese.empty() ? tables_->string_at(record->english) : chinese;
  };
  if (kind == AreaKind::kCountry) return either(tables_->find_country(id));
  if (kind == AreaKind::kRegion) return either(tables_->find_region(id));
  const PlaceRecord* const place = kind == AreaKind::kCity ? tables_->find_place(id) : nullptr;
  if (place == nullptr) return {};
  const std::string_view chinese = language == Language::kChinese ? tables_->chinese_name_of(*place) : "";
  return chinese.empty() ? tables_->string_at(place->name) : chinese;
}

std::string Gazetteer::describe(const Location& location, Language language) const {
  const std::string_view country = name(AreaKind::kCountry, location.country, language);
  std::string_view inner = name(AreaKind::kCity, location.city, language);
  if (inner.empty()) inner = name(AreaKind::kRegion, location.region, language);
  if (inner.empty() || inner == country) return std::string(country);
  if (country.empty()) return std::string(inner);
  if (language == Language::kEnglish) return std::string(inner) + ", " + std::string(country);
  return std::string(country) + (is_ascii(inner) ? " " : "") + std::string(inner);
}

std::optional<Point> Gazetteer::centre(AreaKind kind, std::uint32_t id) const {
  const PlaceRecord* place = nullptr;
  if (kind == AreaKind::kCountry) {
    const CountryRecord* const country = tables_->find_country(id);
    if (country != nullptr) place = tables_->place_at(country->capital);
  } else if (kind == AreaKind::kRegion) {
    const RegionRecord* const region = tables_->find_region(id);
    if (region != nullptr) place = tables_->place_at(region->capital);
  } else if (kind == AreaKind::kCity) {
    place = tables_->find_place(id);
  }
  return place != nullptr ? std::optional(place->point()) : std::nullopt;
}

std::optional<Location> Gazetteer::containing(AreaKind kind, std::uint32_t id) const {
  if (kind == AreaKind::kCountry) {
    return tables_->find_country(id) != nullptr ? std::optional(Location{.country = id}) : std::nullopt;
  }
  if (kind == AreaKind::kRegion) {
    const RegionRecord* const region = tables_->find_region(id);
    return region != nullptr ? std::optional(tables_->location_of(*region)) : std::nullopt;
  }
  const PlaceRecord* const place = kind == AreaKind::kCity ? tables_->find_place(id) : nullptr;
  return place != nullptr ? std::optional(tables_->location_of(*place)) : std::nullopt;
}

double distance_km(const Point& a, const Point& b) {
  constexpr double kRadian = std::numbers::pi / 180;
  constexpr double kEarthRadiusKm = 6371.0088;
  const double y = std::sin((b.latitude - a.latitude) * kRadian / 2);
  const double x = std::sin((b.longitude - a.longitude) * kRadian / 2);
  const double h = y * y + std::cos(a.latitude * kRadian) * std::cos(b.latitude * kRadian) * x * x;
  return 2 * kEarthRadiusKm * std::asin(std::fmin(1, std::sqrt(h)));
}

}  // namespace shoebox::geo
