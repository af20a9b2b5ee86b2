// What kind of picture it is, as far as the file says so: a screenshot by the comment that phones write, a panorama by
// GPano or Apple's CustomRendered, a motion photo by Google's XMP, a selfie by the lens, a burst by its id.

#include <algorithm>
#include <cctype>

#include "image/metadata_tags.h"
#include "image/metadata_text.h"

namespace shoebox::image {

namespace {

/// EXIF's comment begins with eight bytes that name its character set.
std::string user_comment(const Tags& tags) {
  constexpr std::size_t kCharacterSetBytes = 8;
  const std::vector<std::byte> bytes = exif_bytes(tags, "Exif.Photo.UserComment");
  if (bytes.size() <= kCharacterSetBytes) return {};
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  return clean_text(text.substr(kCharacterSetBytes));
}

bool is_screenshot(const Tags& tags) {
  return user_comment(tags) == "Screenshot" || xmp_text(tags, "Xmp.exif.UserComment") == "Screenshot" ||
         xmp_text(tags, "Xmp.dc.description") == "Screenshot" ||
         exif_text(tags, "Exif.Image.ImageDescription") == "Screenshot";
}

bool is_panorama(const Tags& tags) {
  constexpr double kApplePanorama = 6;
  if (exif_text(tags, "Exif.Image.Make") == "Apple" && exif_number(tags, "Exif.Photo.CustomRendered") == kApplePanorama)
    return true;
  return std::ranges::any_of(tags.xmp, [](const Exiv2::Xmpdatum& datum) {
    const std::string key = datum.key();
    return key == "Xmp.GPano.ProjectionType" || key == "Xmp.GPano.UsePanoramaViewer" ||
           key == "Xmp.GPano.FullPanoWidthPixels";
  });
}

bool is_motion_photo(const Tags& tags) {
  constexpr const char* kKeys[] = {"Xmp.GCamera.MotionPhoto", "Xmp.GCamera.MicroVideo", "Xmp.MiCamera.MicroVideo"};
  return std::ranges::any_of(kKeys, [&](const char* key) { return xmp_text(tags, key) == "1"; });
}

/// An app that photographs paper and straightens it has left its name.
bool is_document(std::string software) {
  constexpr std::string_view kApps[] = {"camscanner",  "adobe scan", "office lens", "microsoft lens",
                                        "genius scan", "scanbot",    "swiftscan",   "扫描全能王"};
  std::ranges::transform(software, software.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::ranges::any_of(kApps, [&](std::string_view app) { return software.contains(app); });
}

bool names_front_camera(std::string lens) {
  std::ranges::transform(lens, lens.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lens.contains("front");
}

}  // namespace

void read_trait_tags(const Tags& tags, Metadata& metadata) {
  const AppleNote apple = read_apple_note(exif_bytes(tags, "Exif.Photo.MakerNote"));
  metadata.live_photo_id = apple.content_identifier;
  metadata.burst_id = first_of({apple.burst_uuid, xmp_text(tags, "Xmp.GCamera.BurstID")});
  const auto set = [&metadata](Trait trait, bool is) {
    if (is) metadata.traits |= trait_bit(trait);
  };
  set(Trait::kScreenshot, is_screenshot(tags));
  set(Trait::kPanorama, is_panorama(tags));
  set(Trait::kBurst, !metadata.burst_id.empty());
  set(Trait::kDocument, is_document(metadata.software));
  set(Trait::kLive, !metadata.live_photo_id.empty() || is_motion_photo(tags));
  set(Trait::kSelfie, apple.front_camera || names_front_camera(metadata.lens));
}

}  // namespace shoebox::image
