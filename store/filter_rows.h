#pragma once
// What search keeps of every photo in memory: the rows that filter columns are made of. Threads: as the Database.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "image/metadata.h"
#include "store/database.h"

namespace shoebox::store {

/// Views are valid during the visit only.
struct PhotoFilterRow {
  Slot slot;
  bool present = false;          // has a file that can be read, and the user has not hidden it
  std::string_view taken_local;  // ISO 8601 cut to its precision; empty when unknown
  image::TimePrecision precision = image::TimePrecision::kSecond;
  bool taken_is_utc = false;  // a moment without a zone, to be shown in the home zone
  std::optional<double> latitude;
  std::optional<double> longitude;
  std::string_view make;
  std::string_view model;
  std::string_view lens;
  int width = 0;
  int height = 0;
  int rating = 0;  // 0 when unknown
  bool favourite = false;
  std::uint32_t traits = 0;   // bits, numbered as query::MediaKind
  std::uint32_t country = 0;  // as the gazetteer numbers places; 0: none
  std::uint32_t region = 0;
  std::uint32_t city = 0;
};

/// Where photos were taken: as the gazetteer numbers places, 0 for none, and in degrees.
struct PlaceRow {
  std::uint32_t country = 0;
  std::uint32_t region = 0;
  std::uint32_t city = 0;
  double latitude = 0;
  double longitude = 0;
};

/// A person in a photo.
struct PhotoPersonRow {
  Slot slot;
  std::int64_t person = 0;
};

/// What somebody is called: a name or an alias.
struct PersonName {
  std::int64_t person = 0;
  std::string name;
  std::optional<std::int32_t> birthday;  // days since 1970-01-01
};

/// A photo in a group; groups that share a photo are one for whoever folds.
struct GroupRow {
  std::int64_t group = 0;
  Slot slot;
  int rank = 0;  // the lowest stands for the group
};

class FilterRows final {
 public:
  explicit FilterRows(Database& database) : database_(database) {}

  struct Visitor {
    std::function<void(const PhotoFilterRow&)> changed;
    std::function<void(Slot)> gone;
  };
  /// Every photo that was added or changed after `after`, by slot; CommitSequence{0}: all. -> the commit that this is
  /// as of.
  Result<CommitSequence> visit_since(CommitSequence after, const Visitor& visitor);
  /// Everybody in any photo, by slot. Persons that were merged into another are that one.
  Result<std::vector<PhotoPersonRow>> people();
  /// What persons are called, hidden ones too.
  Result<std::map<std::int64_t, std::string>> names();
  /// Names and aliases of everybody in any photo; a merged person's are of whom they were merged into.
  Result<std::vector<PersonName>> called();
  /// Which places photos were taken at, each once, and where to a twentieth of a degree.
  Result<std::vector<PlaceRow>> places();
  /// Whether faces were looked for and found in any photo.
  Result<bool> has_faces();
  /// Members of all groups, by group and rank.
  Result<std::vector<GroupRow>> groups();

 private:
  Database& database_;
};

}  // namespace shoebox::store
