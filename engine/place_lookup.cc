#include "engine/place_lookup.h"

#include <string>
#include <utility>

#include "core/log.h"
#include "core/path.h"

namespace shoebox::engine {

std::unique_ptr<geo::Gazetteer> open_gazetteer(const ProgramFiles& program) {
  auto gazetteer = geo::Gazetteer::open(join_path(program.share_folder, "gazetteer.bin"));
  if (gazetteer) return std::move(*gazetteer);
  log::warning("places are not known: " + gazetteer.error().text());
  return nullptr;
}

ingest::PlaceLookup place_lookup(const geo::Gazetteer* gazetteer) {
  if (gazetteer == nullptr) return {};
  ingest::PlaceLookup lookup;
  lookup.revision = gazetteer->revision();
  lookup.locate = [gazetteer](double latitude, double longitude) {
    const geo::Location found = gazetteer->locate(latitude, longitude).value_or(geo::Location{});
    return store::Location{found.country, found.region, found.city};
  };
  lookup.time_zone = [gazetteer](double latitude, double longitude) {
    return std::string(gazetteer->time_zone(latitude, longitude));
  };
  return lookup;
}

}  // namespace shoebox::engine
