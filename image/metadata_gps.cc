// Where it was taken. A position is taken whole or not at all: without its hemisphere, out of range, with a denominator
// of zero in degrees, or at 0, 0 (where broken receivers are) it is none.

#include <cctype>
#include <cmath>

#include "image/metadata_tags.h"

namespace shoebox::image {

namespace {

/// +1 for `positive`, -1 for `negative`, by the first letter in either case.
std::optional<int> hemisphere(std::string_view reference, char positive, char negative) {
  if (reference.empty()) return std::nullopt;
  const int letter = std::toupper(static_cast<unsigned char>(reference.front()));
  if (letter == positive) return 1;
  return letter == negative ? std::optional(-1) : std::nullopt;
}

/// Degrees, minutes and seconds, of which the later ones may be absent or 0/0.
std::optional<double> degrees_of(const std::vector<std::optional<double>>& parts) {
  if (parts.empty() || parts.size() > 3 || !parts[0]) return std::nullopt;
  double degrees = 0;
  double unit = 1;
  for (const std::optional<double>& part : parts) {
    const double value = part.value_or(0);
    if (value < 0) return std::nullopt;
    degrees += value / unit;
    unit *= 60;
  }
  return degrees;
}

std::optional<double> exif_coordinate(const Tags& tags, const char* key, const char* reference_key, char positive,
                                      char negative) {
  const std::optional<double> degrees = degrees_of(exif_numbers(tags, key));
  const std::optional<int> sign = hemisphere(exif_text(tags, reference_key), positive, negative);
  return degrees && sign ? std::optional(*degrees * *sign) : std::nullopt;
}

/// "48,18,10N", "48,18.1667N" (XMP's form), or a signed decimal number, which some programs write instead.
std::optional<double> xmp_coordinate(std::string text, char positive, char negative) {
  if (text.empty()) return std::nullopt;
  const std::optional<int> sign = hemisphere(text.substr(text.size() - 1), positive, negative);
  if (!sign) return parse_number(text);
  text.pop_back();
  std::vector<std::optional<double>> parts;
  for (std::size_t start = 0; start <= text.size() && parts.size() < 4;) {
    const std::size_t end = std::min(text.find(',', start), text.size());
    parts.push_back(parse_number(text.substr(start, end - start)));
    if (!parts.back()) return std::nullopt;
    start = end + 1;
  }
  const std::optional<double> degrees = degrees_of(parts);
  return degrees ? std::optional(*degrees * *sign) : std::nullopt;
}

std::optional<GpsPosition> position(std::optional<double> latitude, std::optional<double> longitude) {
  if (!latitude || !longitude) return std::nullopt;
  const bool in_range = std::abs(*latitude) <= 90 && std::abs(*longitude) <= 180;
  constexpr double kNowhere = 1e-6;
  const bool nowhere = std::abs(*latitude) < kNowhere && std::abs(*longitude) < kNowhere;
  if (!in_range || nowhere) return std::nullopt;
  return GpsPosition{*latitude, *longitude, std::nullopt};
}

std::optional<double> signed_altitude(std::optional<double> metres, bool below_sea) {
  if (!metres || std::abs(*metres) > kAltitudeMetresMax) return std::nullopt;
  return below_sea && *metres > 0 ? -*metres : *metres;
}

}  // namespace

void read_gps_tags(const Tags& tags, Metadata& metadata) {
  metadata.gps = position(exif_coordinate(tags, "Exif.GPSInfo.GPSLatitude", "Exif.GPSInfo.GPSLatitudeRef", 'N', 'S'),
                          exif_coordinate(tags, "Exif.GPSInfo.GPSLongitude", "Exif.GPSInfo.GPSLongitudeRef", 'E', 'W'));
  if (metadata.gps) {
    metadata.gps->altitude_metres = signed_altitude(exif_number(tags, "Exif.GPSInfo.GPSAltitude"),
                                                    exif_number(tags, "Exif.GPSInfo.GPSAltitudeRef") == 1.0);
    return;
  }
  metadata.gps = position(xmp_coordinate(xmp_text(tags, "Xmp.exif.GPSLatitude"), 'N', 'S'),
                          xmp_coordinate(xmp_text(tags, "Xmp.exif.GPSLongitude"), 'E', 'W'));
  if (metadata.gps)
    metadata.gps->altitude_metres = signed_altitude(parse_number(xmp_text(tags, "Xmp.exif.GPSAltitude")),
                                                    xmp_text(tags, "Xmp.exif.GPSAltitudeRef") == "1");
}

}  // namespace shoebox::image
