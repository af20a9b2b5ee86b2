#pragma once
// What a sentence was understood to mean: exact filters as a tree, what is left as meaning, and a chip for every part
// that was understood, with its place in the text. Plain values; docs/search.md tells users the rules.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace shoebox::query {

/// Local wall-clock days since 1970-01-01, half-open; an absent end is open.
struct DayRange {
  std::optional<std::int32_t> from;
  std::optional<std::int32_t> to;

  friend bool operator==(const DayRange&, const DayRange&) = default;
};

/// Of the clock alone, [from, to) in minutes of the day; over midnight when from > to.
struct ClockRange {
  int from = 0;
  int to = 0;

  friend bool operator==(const ClockRange&, const ClockRange&) = default;
};

/// Local wall-clock minutes since 1970-01-01T00:00, half-open.
struct MomentRange {
  std::int64_t from = 0;
  std::int64_t to = 0;

  friend bool operator==(const MomentRange&, const MomentRange&) = default;
};

/// All parts that are not empty hold together; within a part any one does. A photo without a date matches no time
/// filter, one without a clock matches neither hours nor moments.
struct TimeFilter {
  std::vector<DayRange> ranges;  // ascending; a yearly one is resolved for each year from 1900 to the next
  std::vector<ClockRange> hours;
  std::uint8_t weekdays = 0;         // bit 0: Monday; 0: every day
  std::vector<MomentRange> moments;  // ascending

  friend bool operator==(const TimeFilter&, const TimeFilter&) = default;
};

enum class AreaKind : std::uint8_t { kCountry, kRegion, kCity, kCircle };

/// A place as the gazetteer numbers it, or a circle.
struct Area {
  AreaKind kind = AreaKind::kCountry;
  std::uint32_t id = 0;  // as geo/gazetteer.h numbers them; country: its two letters, first in the high byte; circle: 0
  double latitude = 0;   // of its centre, degrees
  double longitude = 0;
  double radius_km = 0;  // of a circle

  friend bool operator==(const Area&, const Area&) = default;
};

/// Any of the areas: a name may belong to several.
struct PlaceFilter {
  std::vector<Area> areas;
};

/// Any of the persons: a name may belong to several. `only`: and nobody in the photo beside them and `beside` ("only
/// Lily and Tom").
struct PersonFilter {
  std::vector<std::int64_t> persons;
  bool only = false;
  std::vector<std::int64_t> beside = {};
};

/// How many people are in the photo, both ends included.
struct PersonCountFilter {
  int least = 0;
  int most = 0;
};

enum class CameraKind : std::uint8_t { kAny, kPhone, kDrone, kActionCamera };

/// Every part that is not empty holds. `make` is a canonical maker ("Canon"); `model` is a key of query/cameras.h
/// ("r6", or of a line: "iphone"). matches() there says which photos' cameras answer to it.
struct CameraFilter {
  std::string make;
  std::string model;
  CameraKind kind = CameraKind::kAny;
};

struct LensFilter {
  std::string words;  // folded as a camera's model
};

enum class MediaKind : std::uint8_t {
  kPhoto,
  kScreenshot,
  kPanorama,
  kBurst,
  kLive,
  kSelfie,
  kDrone,
  kRaw,
  kEdited,
  kDocument
};
struct MediaFilter {
  MediaKind kind = MediaKind::kPhoto;
};

enum class Orientation : std::uint8_t { kPortrait, kLandscape, kSquare };
struct OrientationFilter {
  Orientation orientation = Orientation::kPortrait;
};

struct RatingFilter {
  int least = 0;
  int most = 5;
};
struct FavouriteFilter {};

/// In the file's name or a folder's name, without regard to case; may hold * and ?.
struct FileFilter {
  std::string pattern;
};

/// As it stands, in the path, in captions and keywords, and in text read from pictures; without regard to case and full
/// width.
struct TextFilter {
  std::string text;
};

struct TripFilter {
  std::string name;
};

using Filter =
    std::variant<TimeFilter, PlaceFilter, PersonFilter, PersonCountFilter, CameraFilter, LensFilter, MediaFilter,
                 OrientationFilter, RatingFilter, FavouriteFilter, FileFilter, TextFilter, TripFilter>;

/// kAll and kAny of nothing are true.
enum class NodeKind : std::uint8_t { kAll, kAny, kNot, kChip };
struct Node {
  NodeKind kind = NodeKind::kAll;
  std::vector<Node> children;  // of kAll and kAny; kNot has one
  std::size_t chip = 0;        // of kChip: which of Query::chips
};

enum class ChipKind : std::uint8_t {
  kTime,
  kPlace,
  kPerson,
  kPersonCount,
  kCamera,
  kLens,
  kMedia,
  kOrientation,
  kRating,
  kFavourite,
  kFile,
  kText,
  kTrip
};

/// What a chip is called in JSON and in data-chip-kind: "time", "place", "person", "people_count", "camera", "lens",
/// "kind", "orientation", "rating", "favourite", "file", "text", "trip".
std::string_view name_of(ChipKind kind);

struct Chip {
  ChipKind kind = ChipKind::kTime;
  std::string text;       // the words as the user wrote them
  std::size_t begin = 0;  // where they stand in the text, in bytes
  std::size_t end = 0;
  std::string canonical;  // in the structured syntax, "place:kyoto": parses to the same filter
  std::string label;      // to be shown: "2025", "Kyoto, Japan"
  bool negated = false;
  Filter filter;
};

struct Query {
  Node filter;                           // kAll at the top; of nothing: no filter
  std::vector<Chip> chips;               // in the order of the text
  std::string meaning;                   // the words left for the text tower; empty: a pure filter
  std::string negative_meaning;          // what should not be seen
  std::vector<std::string> suggestions;  // "Did you mean": the whole text with a likely misspelling mended
  std::vector<std::string> unread;       // "rating:9": meant as filters, it seems, and looked for as words
};

}  // namespace shoebox::query
