// What people wrote about it: title, description, keywords, rating, and the names of those in it.

#include <algorithm>
#include <cmath>

#include "image/metadata_tags.h"
#include "image/metadata_text.h"

namespace shoebox::image {

namespace {

/// What cameras put where a description should be.
constexpr std::string_view kCameraDescriptions[] = {"OLYMPUS DIGITAL CAMERA",
                                                    "SONY DSC",
                                                    "MINOLTA DIGITAL CAMERA",
                                                    "SAMSUNG DIGITAL CAMERA",
                                                    "DIGITAL CAMERA",
                                                    "KONICA MINOLTA DIGITAL CAMERA",
                                                    "DCF 1.0",
                                                    "Exif_JPEG_PICTURE",
                                                    "Exif_JPEG_422",
                                                    "DCIM",
                                                    "Digital StillCamera",
                                                    "PENTAX DIGITAL CAMERA",
                                                    "charset=Ascii",
                                                    "SAMSUNG",
                                                    "Image",
                                                    "untitled"};

std::string written_by_person(std::string text) {
  if (std::ranges::find(kCameraDescriptions, text) != std::end(kCameraDescriptions)) text.clear();
  return text;
}

std::string windows_text(const Tags& tags, const char* key) {
  return clean_utf16(exif_bytes(tags, key));
}

void add_split(std::vector<std::string>& list, std::string_view text, char separator) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    add_text(list, clean_text(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// 0 means "not rated".
std::optional<int> rating(const Tags& tags) {
  const auto stars = [](std::optional<double> value) -> std::optional<int> {
    if (!value || !(*value >= -1 && *value <= 5)) return std::nullopt;
    const int rounded = static_cast<int>(std::lround(*value));
    return rounded == 0 ? std::nullopt : std::optional(rounded);
  };
  if (const auto found = stars(parse_number(xmp_text(tags, "Xmp.xmp.Rating")))) return found;
  if (const auto found = stars(exif_number(tags, "Exif.Image.Rating"))) return found;
  const std::optional<double> percent = parse_number(xmp_text(tags, "Xmp.MicrosoftPhoto.Rating"));
  return percent && *percent > 0 && *percent <= 100 ? stars(std::round(*percent / 25) + 1) : std::nullopt;
}

/// "Xmp.mwg-rs.Regions/mwg-rs:RegionList[2]/mwg-rs:Name" is the name of a region; its type lies beside it.
void add_mwg_people(const Tags& tags, std::vector<std::string>& people) {
  constexpr std::string_view kPrefix = "Xmp.mwg-rs.Regions/mwg-rs:RegionList[";
  constexpr std::string_view kSuffix = "/mwg-rs:Name";
  for (const Exiv2::Xmpdatum& datum : tags.xmp) {
    const std::string key = datum.key();
    if (!key.starts_with(kPrefix) || !key.ends_with(kSuffix)) continue;
    const std::string type = xmp_text(tags, (key.substr(0, key.size() - kSuffix.size()) + "/mwg-rs:Type").c_str());
    if (type.empty() || type == "Face") add_text(people, clean_text(datum.toString()));
  }
}

void add_microsoft_people(const Tags& tags, std::vector<std::string>& people) {
  for (const Exiv2::Xmpdatum& datum : tags.xmp) {
    const std::string key = datum.key();
    if (key.starts_with("Xmp.MP.RegionInfo/") && key.ends_with(":PersonDisplayName"))
      add_text(people, clean_text(datum.toString()));
  }
}

/// Lightroom, digiKam and others: "People|Alice" and "People/Alice".
void add_tagged_people(const Tags& tags, std::vector<std::string>& people) {
  for (const char* key : {"Xmp.lr.hierarchicalSubject", "Xmp.digiKam.TagsList"})
    for (const std::string& path : xmp_texts(tags, key)) {
      constexpr std::string_view kPeople = "People";
      const bool person = path.starts_with(kPeople) && path.size() > kPeople.size() + 1 &&
                          (path[kPeople.size()] == '|' || path[kPeople.size()] == '/');
      if (person) add_text(people, path.substr(path.find_last_of("|/") + 1));
    }
}

}  // namespace

void read_caption_tags(const Tags& tags, Metadata& metadata) {
  metadata.title = first_of({xmp_text(tags, "Xmp.dc.title"), iptc_text(tags, "Iptc.Application2.ObjectName"),
                             windows_text(tags, "Exif.Image.XPTitle"), xmp_text(tags, "Xmp.photoshop.Headline"),
                             iptc_text(tags, "Iptc.Application2.Headline")});
  metadata.description =
      first_of({written_by_person(xmp_text(tags, "Xmp.dc.description")),
                written_by_person(iptc_text(tags, "Iptc.Application2.Caption")),
                written_by_person(exif_text(tags, "Exif.Image.ImageDescription")),
                windows_text(tags, "Exif.Image.XPComment"), windows_text(tags, "Exif.Image.XPSubject")});
  for (std::string& word : xmp_texts(tags, "Xmp.dc.subject")) add_text(metadata.keywords, std::move(word));
  for (std::string& word : iptc_texts(tags, "Iptc.Application2.Keywords")) add_text(metadata.keywords, std::move(word));
  add_split(metadata.keywords, windows_text(tags, "Exif.Image.XPKeywords"), ';');
  metadata.rating = rating(tags);
}

void read_people_tags(const Tags& tags, Metadata& metadata) {
  add_mwg_people(tags, metadata.people);
  for (std::string& name : xmp_texts(tags, "Xmp.iptcExt.PersonInImage")) add_text(metadata.people, std::move(name));
  add_microsoft_people(tags, metadata.people);
  add_tagged_people(tags, metadata.people);
}

}  // namespace shoebox::image
