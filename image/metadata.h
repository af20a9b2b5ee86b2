#pragma once
// What the file says of its picture: EXIF, XMP, IPTC, HEIC boxes, read by exiv2 in the decode worker; and what the
// sidecars beside it say. Plain values; the strings are UTF-8, trimmed, and at most 1 KiB each. Facts are as written:
// nothing is guessed here.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shoebox::image {

enum class TimePrecision : std::uint8_t { kYear, kMonth, kDay, kMinute, kSecond, kSubsecond };

/// A wall clock as written, "2024-03-09T14:05:09.123", cut to its precision, with the offset from UTC where the file
/// has it.
struct TakenTime {
  std::string local;  // ISO 8601 without zone
  std::optional<int> offset_minutes;
  TimePrecision precision = TimePrecision::kSecond;
  std::string source;  // "exif:DateTimeOriginal", "xmp:CreateDate", "iptc:DateCreated"
};

struct GpsPosition {
  double latitude = 0;   // degrees, north positive
  double longitude = 0;  // degrees, east positive
  std::optional<double> altitude_metres;
};

/// What kind of picture it is; one can be several. Stored as bits, numbered as query::MediaKind: never renumber.
enum class Trait : std::uint8_t {
  kPhoto,  // a camera's picture: set for what is neither a screenshot nor a document, by who puts facts together
  kScreenshot,
  kPanorama,
  kBurst,
  kLive,  // a Live Photo or a motion photo
  kSelfie,
  kDrone,
  kRaw,
  kEdited,  // a copy that an app made of another file
  kDocument,
};

/// A set of traits is the sum of their bits.
constexpr std::uint32_t trait_bit(Trait trait) {
  return std::uint32_t{1} << static_cast<unsigned>(trait);
}
constexpr std::uint32_t kTraitsAll = 2 * trait_bit(Trait::kDocument) - 1;

struct Metadata {
  std::optional<TakenTime> taken;
  std::optional<GpsPosition> gps;  // never 0, 0 and never out of range
  std::string make;
  std::string model;
  std::string lens;
  std::string software;
  std::optional<double> exposure_seconds;
  std::optional<double> f_number;
  std::optional<double> focal_length_mm;
  std::optional<int> iso;
  std::optional<int> rating;  // -1 (rejected) to 5
  std::string title;
  std::string description;
  std::vector<std::string> keywords;
  std::vector<std::string> people;
  std::string live_photo_id;  // Apple ContentIdentifier: pairs a picture with its video
  std::string burst_id;       // the same for all pictures of one burst
  std::uint32_t traits = 0;   // trait_bit()s
  bool favourite = false;
};

// What a number may be at most; more is damage and left out.
constexpr double kMetadataNumberMax = 1e6;
constexpr double kAltitudeMetresMax = 100'000;
constexpr int kIsoMax = 100'000'000;

/// What the whole file `file` (its format as of sniff_format) says. Never fails: what is damaged is left out. Photos
/// are foreign bytes: in the product this runs in a decode worker only. Thread-safe (one call at a time proceeds).
Metadata read_metadata(std::span<const std::byte> file, std::string_view format);

/// What a sidecar says: XMP ("photo.jpg.xmp", "photo.xmp") or Google Takeout's JSON, told apart by their first byte.
/// Empty when it is neither. The time in a Takeout file is a moment in UTC, with the offset left out.
Metadata read_sidecar(std::span<const std::byte> file);

/// Grows when the reader learns something, so that metadata is read again without re-embedding.
constexpr int kMetadataVersion = 2;

}  // namespace shoebox::image
