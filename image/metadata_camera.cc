// The camera and how it was set.

#include <cmath>

#include "image/metadata_tags.h"
#include "image/metadata_text.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#include <exiv2/easyaccess.hpp>
#pragma GCC diagnostic pop

namespace shoebox::image {

namespace {

std::optional<double> positive(std::optional<double> value) {
  return value && *value > 0 && *value < kMetadataNumberMax ? value : std::nullopt;
}

template <typename Derive>
std::optional<double> derived(std::optional<double> value, Derive derive) {
  return value && std::abs(*value) < 64 ? positive(derive(*value)) : std::nullopt;
}

std::optional<double> exposure_seconds(const Tags& tags) {
  if (const auto seconds = positive(exif_number(tags, "Exif.Photo.ExposureTime"))) return seconds;
  if (const auto seconds = positive(exif_number(tags, "Exif.Image.ExposureTime"))) return seconds;
  if (const auto seconds = positive(parse_number(xmp_text(tags, "Xmp.exif.ExposureTime")))) return seconds;
  return derived(exif_number(tags, "Exif.Photo.ShutterSpeedValue"), [](double apex) { return std::exp2(-apex); });
}

std::optional<double> f_number(const Tags& tags) {
  if (const auto number = positive(exif_number(tags, "Exif.Photo.FNumber"))) return number;
  if (const auto number = positive(exif_number(tags, "Exif.Image.FNumber"))) return number;
  if (const auto number = positive(parse_number(xmp_text(tags, "Xmp.exif.FNumber")))) return number;
  return derived(exif_number(tags, "Exif.Photo.ApertureValue"), [](double apex) { return std::exp2(apex / 2); });
}

std::optional<double> focal_length_mm(const Tags& tags) {
  if (const auto length = positive(exif_number(tags, "Exif.Photo.FocalLength"))) return length;
  if (const auto length = positive(exif_number(tags, "Exif.Image.FocalLength"))) return length;
  return positive(parse_number(xmp_text(tags, "Xmp.exif.FocalLength")));
}

std::optional<int> iso(const Tags& tags) {
  const auto found = Exiv2::isoSpeed(tags.exif);
  const long value = found == tags.exif.end() || found->count() == 0 ? 0 : found->toLong(0);
  if (value >= 1 && value <= kIsoMax) return static_cast<int>(value);
  return std::nullopt;
}

/// exiv2 gives "(65535)", "Unknown Lens (5)", "n/a", "None" or "----" for a lens it does not know.
bool names_lens(std::string_view text) {
  if (text.empty() || text.starts_with("(") || text.starts_with("Unknown") || text == "n/a" || text == "None")
    return false;
  return text.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") != std::string_view::npos ||
         text.find("mm") != std::string_view::npos;
}

std::string lens(const Tags& tags) {
  for (const char* key : {"Exif.Photo.LensModel"})
    if (std::string name = exif_text(tags, key); names_lens(name)) return name;
  const auto known = Exiv2::lensName(tags.exif);
  if (known != tags.exif.end())
    if (std::string name = clean_text(known->print(&tags.exif)); names_lens(name)) return name;
  for (const char* key : {"Xmp.aux.Lens", "Xmp.exifEX.LensModel"})
    if (std::string name = xmp_text(tags, key); names_lens(name)) return name;
  return {};
}

}  // namespace

void read_camera_tags(const Tags& tags, Metadata& metadata) {
  metadata.make = first_of({exif_text(tags, "Exif.Image.Make"), xmp_text(tags, "Xmp.tiff.Make")});
  metadata.model = first_of({exif_text(tags, "Exif.Image.Model"), exif_text(tags, "Exif.Image.UniqueCameraModel"),
                             xmp_text(tags, "Xmp.tiff.Model")});
  metadata.software = first_of({exif_text(tags, "Exif.Image.Software"), xmp_text(tags, "Xmp.xmp.CreatorTool")});
  metadata.exposure_seconds = exposure_seconds(tags);
  metadata.f_number = f_number(tags);
  metadata.focal_length_mm = focal_length_mm(tags);
  metadata.iso = iso(tags);
  metadata.lens = lens(tags);
}

}  // namespace shoebox::image
