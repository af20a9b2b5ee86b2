#pragma once
// What exiv2 found in a file, and how to ask for a tag without an exception. Seen only by the metadata readers of this
// room (metadata*.cc): exiv2 is a third-party library. Not thread-safe.

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"  // exiv2 0.27 hands out std::auto_ptr
#include <exiv2/exif.hpp>
#include <exiv2/iptc.hpp>
#include <exiv2/xmp_exiv2.hpp>
#pragma GCC diagnostic pop

#include "image/metadata.h"

namespace shoebox::image {

struct Tags {
  Exiv2::ExifData exif;
  Exiv2::XmpData xmp;
  Exiv2::IptcData iptc;
};

/// The bytes of an EXIF value as written; empty when the tag is absent or over 1 MiB.
std::vector<std::byte> exif_bytes(const Tags& tags, const char* key);

/// The value as clean text (image/metadata_text.h); empty when absent.
std::string exif_text(const Tags& tags, const char* key);
std::string xmp_text(const Tags& tags, const char* key);
std::string iptc_text(const Tags& tags, const char* key);

/// Every item of a bag or sequence, every repetition of an IPTC field.
std::vector<std::string> xmp_texts(const Tags& tags, const char* key);
std::vector<std::string> iptc_texts(const Tags& tags, const char* key);

/// The numbers of a rational or integer value; nullopt in place of one with denominator zero. Empty when absent.
std::vector<std::optional<double>> exif_numbers(const Tags& tags, const char* key);
/// The first one.
std::optional<double> exif_number(const Tags& tags, const char* key);

/// "5", "1.25", "5/4"; nullopt when it is no number.
std::optional<double> parse_number(std::string_view text);

/// The first text that is not empty.
std::string first_of(std::initializer_list<std::string> texts);

/// The parts of Metadata, each from all kinds of tags. One that fails leaves the others alone.
void read_taken_tags(const Tags& tags, Metadata& metadata);
void read_gps_tags(const Tags& tags, Metadata& metadata);
void read_camera_tags(const Tags& tags, Metadata& metadata);
void read_caption_tags(const Tags& tags, Metadata& metadata);
void read_people_tags(const Tags& tags, Metadata& metadata);
/// After read_camera_tags(): some traits come from the lens.
void read_trait_tags(const Tags& tags, Metadata& metadata);

/// What Apple's maker note alone knows. Pure.
struct AppleNote {
  std::string content_identifier;  // of a Live Photo; pairs it with its video
  std::string burst_uuid;
  bool front_camera = false;
};
AppleNote read_apple_note(std::span<const std::byte> maker_note);

/// The time in the maker note of a Reconyx trail camera, which writes it nowhere else, in EXIF's form. Pure.
std::string reconyx_date_time(std::span<const std::byte> maker_note);

}  // namespace shoebox::image
