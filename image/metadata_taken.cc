// When it was taken: the first of the known fields that holds a possible moment. The time of the last change
// (EXIF DateTime, XMP ModifyDate) is not one of them.

#include "image/metadata_tags.h"
#include "image/metadata_time.h"

namespace shoebox::image {

namespace {

struct ExifTime {
  const char* source;
  const char* date_time;
  const char* fraction;
  const char* offset;
};

constexpr ExifTime kExifTimes[] = {
    {"exif:DateTimeOriginal", "Exif.Photo.DateTimeOriginal", "Exif.Photo.SubSecTimeOriginal",
     "Exif.Photo.OffsetTimeOriginal"},
    {"exif:DateTimeOriginal", "Exif.Image.DateTimeOriginal", "Exif.Photo.SubSecTimeOriginal",
     "Exif.Photo.OffsetTimeOriginal"},
    {"exif:DateTimeDigitized", "Exif.Photo.DateTimeDigitized", "Exif.Photo.SubSecTimeDigitized",
     "Exif.Photo.OffsetTimeDigitized"},
};

struct XmpTime {
  const char* source;
  const char* key;
};

constexpr XmpTime kXmpTimes[] = {
    {"xmp:DateTimeOriginal", "Xmp.exif.DateTimeOriginal"},
    {"xmp:DateCreated", "Xmp.photoshop.DateCreated"},
    {"xmp:CreateDate", "Xmp.xmp.CreateDate"},
};

}  // namespace

void read_taken_tags(const Tags& tags, Metadata& metadata) {
  const auto take = [&metadata](std::optional<TakenTime> taken, const char* source) {
    if (!taken) return false;
    taken->source = source;
    metadata.taken = std::move(taken);
    return true;
  };
  for (const ExifTime& field : kExifTimes) {
    const std::string date_time = exif_text(tags, field.date_time);
    if (take(parse_exif_time(date_time, exif_text(tags, field.fraction), exif_text(tags, field.offset)), field.source))
      return;
  }
  const std::string trail_camera = reconyx_date_time(exif_bytes(tags, "Exif.Photo.MakerNote"));
  if (take(parse_time(trail_camera), "exif:MakerNote")) return;
  for (const XmpTime& field : kXmpTimes)
    if (take(parse_time(xmp_text(tags, field.key)), field.source)) return;
  take(parse_iptc_time(iptc_text(tags, "Iptc.Application2.DateCreated"),
                       iptc_text(tags, "Iptc.Application2.TimeCreated")),
       "iptc:DateCreated");
}

}  // namespace shoebox::image
