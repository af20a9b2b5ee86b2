#pragma once
// What sentences are understood by, and places named by: the gazetteer beside the program, the people and places of the
// library, the home time zone. Everything of it may be absent; then less is understood. One thread at a time, as the
// Database; what the functions it gives out return stays valid while the Knowledge lives.

#include <memory>
#include <optional>
#include <string>

#include "core/config.h"
#include "core/ids.h"
#include "core/result.h"
#include "core/time_zone.h"
#include "engine/home.h"
#include "engine/person_names.h"
#include "geo/gazetteer.h"
#include "geo/place_names.h"
#include "search/searcher.h"
#include "store/database.h"

namespace shoebox::engine {

class Knowledge final {
 public:
  /// Opens the gazetteer where there is one; a damaged one is reported to the log and done without.
  Knowledge(const ProgramFiles& program, const Config& config);

  /// Takes up names and places that were committed since.
  Result<void> refresh(store::Database& database);

  query::Query understand(std::string_view text, std::int64_t now_local_minutes) const;
  std::string name_place(const geo::Location& location, search::Language language) const;
  /// Seconds east of UTC at home; 0 when the zone is not known.
  std::int32_t home_offset(std::int64_t utc_seconds) const;
  /// "2026-11-23T12:00:00+08:00" as minutes of the home zone's wall clock; without an offset it is that clock's.
  /// kInvalidArgument.
  Result<std::int64_t> home_minutes(std::string_view iso_time) const;

  /// The middle of the city that these words name and nothing else, or the point of "35.01,135.77". kNotFound where
  /// they name none, kInvalidArgument for a region or a country, which have no middle worth a photo's position.
  Result<geo::Point> point_of(std::string_view place) const;

  const geo::Gazetteer* gazetteer() const { return gazetteer_.get(); }

 private:
  std::unique_ptr<geo::Gazetteer> gazetteer_;
  std::optional<TimeZone> zone_;
  std::unique_ptr<geo::PlaceNames> places_;
  bool counts_people_ = false;  // faces were looked for and found
  std::unique_ptr<PersonNames> people_;
  std::optional<CommitSequence> as_of_;
};

}  // namespace shoebox::engine
