#include "image/metadata.h"

#include <cstring>
#include <map>

#include <gtest/gtest.h>

#include "core/limits.h"
#include "image/metadata_tags.h"

namespace shoebox::image {
namespace {

using namespace std::string_literals;

/// Directories of TIFF tags, big-endian, values of any bytes: what a camera writes, or a damaged one.
class Tiff {
 public:
  static constexpr int kByte = 1, kAscii = 2, kShort = 3, kLong = 4, kRational = 5, kUndefined = 7;
  enum Directory { kMain, kExif, kGps };

  Tiff& add(Directory directory, int tag, int type, std::string bytes) {
    directories_[directory][tag] = {type, std::move(bytes)};
    return *this;
  }
  Tiff& ascii(Directory directory, int tag, const std::string& text) {
    return add(directory, tag, kAscii, text + '\0');
  }
  Tiff& rationals(Directory directory, int tag, std::initializer_list<std::uint32_t> numbers) {
    std::string bytes;
    for (const std::uint32_t number : numbers) bytes += u32(number);
    return add(directory, tag, kRational, bytes);
  }
  Tiff& position(std::initializer_list<std::uint32_t> north, const std::string& ns,
                 std::initializer_list<std::uint32_t> east, const std::string& ew) {
    rationals(kGps, 2, north).rationals(kGps, 4, east);
    if (!ns.empty()) ascii(kGps, 1, ns);
    return ew.empty() ? *this : ascii(kGps, 3, ew);
  }

  std::string bytes() const {
    auto directories = directories_;
    std::string out = "MM\0*"s + u32(8);
    // Pointers first, so that the main directory's size is known.
    if (directories.contains(kExif)) directories[kMain][0x8769] = {kLong, u32(0)};
    if (directories.contains(kGps)) directories[kMain][0x8825] = {kLong, u32(0)};
    std::uint32_t offset = 8 + size_of(directories[kMain]);
    if (directories.contains(kExif)) directories[kMain][0x8769].second = u32(offset);
    if (directories.contains(kExif)) offset += size_of(directories[kExif]);
    if (directories.contains(kGps)) directories[kMain][0x8825].second = u32(offset);
    for (const auto& [name, tags] : directories) append(out, tags);
    return out;
  }

  static std::string u16(std::uint32_t value) { return {static_cast<char>(value >> 8), static_cast<char>(value)}; }
  static std::string u32(std::uint32_t value) { return u16(value >> 16) + u16(value & 0xFFFF); }

 private:
  using Tags = std::map<int, std::pair<int, std::string>>;

  static std::uint32_t size_of(const Tags& tags) {
    auto size = static_cast<std::uint32_t>(2 + tags.size() * 12 + 4);
    for (const auto& [tag, value] : tags)
      if (value.second.size() > 4) size += static_cast<std::uint32_t>(value.second.size());
    return size;
  }

  static void append(std::string& out, const Tags& tags) {
    std::string values;
    const auto base = static_cast<std::uint32_t>(out.size() + 2 + tags.size() * 12 + 4);
    out += u16(static_cast<std::uint32_t>(tags.size()));
    for (const auto& [tag, value] : tags) {
      const auto& [type, bytes] = value;
      const int unit = type == kShort ? 2 : type == kLong ? 4 : type == kRational ? 8 : 1;
      out += u16(static_cast<std::uint32_t>(tag)) + u16(static_cast<std::uint32_t>(type)) +
             u32(static_cast<std::uint32_t>(bytes.size()) / static_cast<std::uint32_t>(unit));
      const auto place = base + static_cast<std::uint32_t>(values.size());
      out += bytes.size() > 4 ? u32(place) : (bytes + "\0\0\0\0"s).substr(0, 4);
      if (bytes.size() > 4) values += bytes;
    }
    out += u32(0) + values;
  }

  std::map<Directory, Tags> directories_;
};

std::string jpeg_with(const std::string& exif) {
  return "\xFF\xD8\xFF\xE1" + Tiff::u16(static_cast<std::uint32_t>(exif.size() + 8)) + "Exif\0\0"s + exif + "\xFF\xD9";
}

Metadata read(const std::string& file, std::string_view format) {
  return read_metadata(std::as_bytes(std::span(file)), format);
}

Metadata read(const Tiff& tiff) {
  return read(jpeg_with(tiff.bytes()), "jpeg");
}

Metadata sidecar(const std::string& properties) {
  const std::string packet =
      "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
      "<rdf:Description rdf:about='' xmlns:xmp='http://ns.adobe.com/xap/1.0/' "
      "xmlns:dc='http://purl.org/dc/elements/1.1/'"
      " xmlns:exif='http://ns.adobe.com/exif/1.0/' xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/'"
      " xmlns:MicrosoftPhoto='http://ns.microsoft.com/photo/1.0/'"
      " xmlns:Iptc4xmpExt='http://iptc.org/std/Iptc4xmpExt/2008-02-29/'"
      " xmlns:MP='http://ns.microsoft.com/photo/1.2/' xmlns:MPRI='http://ns.microsoft.com/photo/1.2/t/RegionInfo#'"
      " xmlns:MPReg='http://ns.microsoft.com/photo/1.2/t/Region#'"
      " xmlns:mwg-rs='http://www.metadataworkinggroup.com/schemas/regions/'>" +
      properties + "</rdf:Description></rdf:RDF></x:xmpmeta>";
  return read_sidecar(std::as_bytes(std::span(packet)));
}

Tiff camera() {
  Tiff tiff;
  tiff.ascii(Tiff::kMain, 0x010F, "NIKON CORPORATION ").ascii(Tiff::kMain, 0x0110, "NIKON D90");
  tiff.ascii(Tiff::kExif, 0x9003, "2008:10:22 16:28:39").ascii(Tiff::kExif, 0x9011, "+08:00");
  tiff.rationals(Tiff::kExif, 0x829A, {1, 250}).rationals(Tiff::kExif, 0x829D, {56, 10});
  tiff.rationals(Tiff::kExif, 0x920A, {50, 1}).add(Tiff::kExif, 0x8827, Tiff::kShort, Tiff::u16(400));
  return tiff;
}

void expect_camera(const Metadata& metadata) {
  EXPECT_EQ(metadata.make, "NIKON CORPORATION");
  EXPECT_EQ(metadata.model, "NIKON D90");
  ASSERT_TRUE(metadata.taken);
  EXPECT_EQ(metadata.taken->local, "2008-10-22T16:28:39");
  EXPECT_EQ(metadata.taken->offset_minutes, 480);
  EXPECT_EQ(metadata.taken->source, "exif:DateTimeOriginal");
  EXPECT_DOUBLE_EQ(metadata.exposure_seconds.value_or(0), 0.004);
  EXPECT_DOUBLE_EQ(metadata.f_number.value_or(0), 5.6);
  EXPECT_DOUBLE_EQ(metadata.focal_length_mm.value_or(0), 50);
  EXPECT_EQ(metadata.iso, 400);
}

TEST(Metadata, ExifIsReadInEveryContainer) {
  const std::string exif = camera().bytes();
  const auto size = static_cast<std::uint32_t>(exif.size());
  expect_camera(read(jpeg_with(exif), "jpeg"));
  const std::string ihdr =
      Tiff::u32(13) + "IHDR"s + Tiff::u32(1) + Tiff::u32(1) + "\x08\x02\0\0\0"s + "\x90\x77\x53\xDE";
  expect_camera(read("\x89PNG\r\n\x1A\n" + ihdr + Tiff::u32(size) + "eXIf" + exif + Tiff::u32(0), "png"));
  const std::string padded = size % 2 == 0 ? exif : exif + '\0';
  const std::string webp_size = {static_cast<char>(size), static_cast<char>(size >> 8), 0, 0};
  expect_camera(
      read("RIFF\xFF\xFF\0\0WEBP"s + "VP8X\x0A\0\0\0\x08\0\0\0\0\0\0\0\0\0"s + "EXIF" + webp_size + padded, "webp"));
  const std::string jxl = "\0\0\0\x0CJXL \r\n\x87\n"s;
  expect_camera(read(jxl + Tiff::u32(size + 12) + "Exif" + Tiff::u32(0) + exif, "jxl"));
  expect_camera(read(exif, "tiff"));
}

TEST(Metadata, TruncatedAnywhereGivesWhatIsThere) {
  const std::string whole = jpeg_with(camera().bytes());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Metadata metadata = read(whole.substr(0, size), "jpeg");
    EXPECT_LE(metadata.make.size(), 17U);
  }
}

TEST(Metadata, EveryFlippedByteIsSurvived) {
  Tiff tiff = camera();
  tiff.position({48, 1, 18, 1, 10, 1}, "N", {8, 1, 55, 1, 39, 1}, "E");
  const std::string whole = jpeg_with(tiff.bytes());
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string damaged = whole;
    damaged[i] = static_cast<char>(~damaged[i]);
    const Metadata metadata = read(damaged, "jpeg");
    EXPECT_LE(std::abs(metadata.gps.value_or(GpsPosition()).latitude), 90);
  }
}

TEST(Metadata, FallsBackFromAZeroDateToTheNextField) {
  Tiff tiff;
  tiff.ascii(Tiff::kExif, 0x9003, "0000:00:00 00:00:00").ascii(Tiff::kExif, 0x9004, "2010:01:02 03:04:05");
  const Metadata metadata = read(tiff);
  ASSERT_TRUE(metadata.taken);
  EXPECT_EQ(metadata.taken->local, "2010-01-02T03:04:05");
  EXPECT_EQ(metadata.taken->source, "exif:DateTimeDigitized");
}

TEST(Metadata, PositionIsWholeOrNotThere) {
  const auto gps = [](std::initializer_list<std::uint32_t> north, const char* ns,
                      std::initializer_list<std::uint32_t> east,
                      const char* ew) { return read(Tiff().position(north, ns, east, ew)).gps; };
  const auto berlin = gps({52, 1, 30, 1, 36, 1}, "N", {13, 1, 24, 1, 0, 1}, "E");
  ASSERT_TRUE(berlin);
  EXPECT_NEAR(berlin->latitude, 52.51, 1e-9);
  EXPECT_NEAR(berlin->longitude, 13.4, 1e-9);
  const auto rio = gps({22, 1, 5454, 100, 0, 0}, "s", {43, 1, 12, 1, 0, 1}, "w");
  ASSERT_TRUE(rio);
  EXPECT_NEAR(rio->latitude, -22.909, 1e-9);
  EXPECT_NEAR(rio->longitude, -43.2, 1e-9);
  EXPECT_FALSE(gps({0, 1, 0, 1, 0, 1}, "N", {0, 1, 0, 1, 0, 1}, "E"));
  EXPECT_FALSE(gps({0, 0, 0, 0, 0, 0}, "N", {0, 0, 0, 0, 0, 0}, "E"));
  EXPECT_FALSE(gps({52, 1, 30, 1, 36, 1}, "", {13, 1, 24, 1, 0, 1}, "E"));
  EXPECT_FALSE(gps({52, 1, 30, 1, 36, 1}, "X", {13, 1, 24, 1, 0, 1}, "E"));
  EXPECT_FALSE(gps({91, 1, 0, 1, 0, 1}, "N", {13, 1, 24, 1, 0, 1}, "E"));
  EXPECT_FALSE(gps({52, 1, 0, 1, 0, 1}, "N", {181, 1, 0, 1, 0, 1}, "E"));
  EXPECT_FALSE(gps({0xFFFFFFFF, 1, 0, 1, 0, 1}, "N", {13, 1, 0, 1, 0, 1}, "E"));
}

TEST(Metadata, AltitudeBelowTheSeaIsNegative) {
  Tiff tiff;
  tiff.position({31, 1, 30, 1, 0, 1}, "N", {35, 1, 30, 1, 0, 1}, "E");
  tiff.rationals(Tiff::kGps, 6, {4305, 10}).add(Tiff::kGps, 5, Tiff::kByte, "\x01");
  const auto gps = read(tiff).gps;
  ASSERT_TRUE(gps);
  EXPECT_DOUBLE_EQ(gps->altitude_metres.value_or(0), -430.5);
}

TEST(Metadata, WindowsTextIsUtf16) {
  Tiff tiff;
  tiff.add(Tiff::kMain, 0x9C9B, Tiff::kByte, "\x31\x6A\xB1\x82\0\0"s);
  tiff.add(Tiff::kMain, 0x9C9E, Tiff::kByte, "a\0;\0b\0;\0a\0\0\0"s);
  const Metadata metadata = read(tiff);
  EXPECT_EQ(metadata.title, "樱花");
  EXPECT_EQ(metadata.keywords, (std::vector<std::string>{"a", "b"}));
}

TEST(Metadata, WhatCamerasWriteIsNoDescription) {
  EXPECT_EQ(read(Tiff().ascii(Tiff::kMain, 0x010E, "OLYMPUS DIGITAL CAMERA         ")).description, "");
  EXPECT_EQ(read(Tiff().ascii(Tiff::kMain, 0x010E, "Mum by the lake")).description, "Mum by the lake");
}

TEST(Metadata, NumbersWithoutMeaningAreLeftOut) {
  Tiff tiff;
  tiff.rationals(Tiff::kExif, 0x829A, {1, 0}).rationals(Tiff::kExif, 0x829D, {0, 1});
  tiff.rationals(Tiff::kExif, 0x920A, {0xFFFFFFFF, 1}).add(Tiff::kExif, 0x8827, Tiff::kShort, Tiff::u16(0));
  const Metadata metadata = read(tiff);
  EXPECT_FALSE(metadata.exposure_seconds);
  EXPECT_FALSE(metadata.f_number);
  EXPECT_FALSE(metadata.focal_length_mm);
  EXPECT_FALSE(metadata.iso);
}

/// Apple's maker note: a Live Photo of a burst by the front camera.
std::string apple_note(const std::string& id) {
  const auto text = [](std::uint32_t tag, std::uint32_t offset) {
    return Tiff::u16(tag) + Tiff::u16(2) + Tiff::u32(37) + Tiff::u32(offset);
  };
  return "Apple iOS\0\0\x01MM"s + Tiff::u16(3) + text(0x0B, 56) + text(0x11, 56) + Tiff::u16(0x2E) + Tiff::u16(9) +
         Tiff::u32(1) + Tiff::u32(6) + Tiff::u32(0) + id + '\0';
}

bool has(const Metadata& metadata, Trait trait) {
  return (metadata.traits & trait_bit(trait)) != 0;
}

TEST(Metadata, ApplesMakerNoteIsRead) {
  const std::string id = "5C2B1E6E-8D5D-4E0B-9B1C-0A5C5B5A1F11";
  const std::string note = apple_note(id);
  const Metadata metadata = read(Tiff().add(Tiff::kExif, 0x927C, Tiff::kUndefined, note));
  EXPECT_EQ(metadata.live_photo_id, id);
  EXPECT_EQ(metadata.burst_id, id);
  EXPECT_EQ(metadata.traits, trait_bit(Trait::kLive) | trait_bit(Trait::kBurst) | trait_bit(Trait::kSelfie));
  for (std::size_t size = 0; size < note.size() - 1; ++size) {
    const AppleNote cut = read_apple_note(std::as_bytes(std::span(note)).first(size));
    EXPECT_EQ(cut.content_identifier + cut.burst_uuid, "");
  }
}

TEST(Metadata, KindsAreToldByTheFile) {
  Tiff tiff;
  tiff.add(Tiff::kExif, 0x9286, Tiff::kUndefined, "ASCII\0\0\0Screenshot"s);
  EXPECT_EQ(read(tiff).traits, trait_bit(Trait::kScreenshot));
  tiff.add(Tiff::kExif, 0x9286, Tiff::kUndefined, "ASCII\0\0\0A Screenshot of mine"s);
  EXPECT_EQ(read(tiff).traits, 0U);
  const auto lens = [](const char* name) { return read(Tiff().ascii(Tiff::kExif, 0xA434, name)); };
  EXPECT_TRUE(has(lens("iPhone 12 front TrueDepth camera 2.71mm f/2.2"), Trait::kSelfie));
  EXPECT_FALSE(has(lens("iPhone 12 back dual wide camera 4.2mm f/1.6"), Trait::kSelfie));
  const auto rendered = [](const char* make) {
    return read(Tiff().ascii(Tiff::kMain, 0x010F, make).add(Tiff::kExif, 0xA401, Tiff::kShort, Tiff::u16(6)));
  };
  EXPECT_TRUE(has(rendered("Apple"), Trait::kPanorama));
  EXPECT_FALSE(has(rendered("Canon"), Trait::kPanorama));
}

TEST(Sidecar, TellsKindsWhateverThePrefixes) {
  EXPECT_TRUE(has(sidecar("<g:ProjectionType xmlns:g='http://ns.google.com/photos/1.0/panorama/'>cylindrical"
                          "</g:ProjectionType>"),
                  Trait::kPanorama));
  const std::string camera = " xmlns:x='http://ns.google.com/photos/1.0/camera/'>";
  EXPECT_TRUE(has(sidecar("<x:MotionPhoto" + camera + "1</x:MotionPhoto>"), Trait::kLive));
  EXPECT_TRUE(has(sidecar("<x:MicroVideo" + camera + "1</x:MicroVideo>"), Trait::kLive));
  EXPECT_FALSE(has(sidecar("<x:MotionPhoto" + camera + "0</x:MotionPhoto>"), Trait::kLive));
  const Metadata burst = sidecar("<x:BurstID" + camera + "b-1</x:BurstID>");
  EXPECT_EQ(burst.burst_id, "b-1");
  EXPECT_TRUE(has(burst, Trait::kBurst));
}

TEST(Sidecar, TagsBelowPeopleArePeople) {
  const Metadata metadata = sidecar(
      "<lr:hierarchicalSubject "
      "xmlns:lr='http://ns.adobe.com/lightroom/1.0/'><rdf:Bag><rdf:li>People|Family|Ann</rdf:li>"
      "<rdf:li>Places|Rome</rdf:li><rdf:li>People</rdf:li></rdf:Bag></lr:hierarchicalSubject>"
      "<digiKam:TagsList xmlns:digiKam='http://www.digikam.org/ns/1.0/'><rdf:Seq><rdf:li>People/王芳</rdf:li></rdf:Seq>"
      "</digiKam:TagsList>");
  EXPECT_EQ(metadata.people, (std::vector<std::string>{"Ann", "王芳"}));
}

TEST(Sidecar, GivesWhatPeopleWrote) {
  const Metadata metadata = sidecar(
      "<xmp:Rating>4</xmp:Rating><exif:DateTimeOriginal>2019-06-06T07:29:51+02:00</exif:DateTimeOriginal>"
      "<exif:GPSLatitude>48,18.5N</exif:GPSLatitude><exif:GPSLongitude>8,55,39W</exif:GPSLongitude>"
      "<dc:title><rdf:Alt><rdf:li xml:lang='de'>Kirschblüte</rdf:li><rdf:li "
      "xml:lang='x-default'>樱花</rdf:li></rdf:Alt></dc:title>"
      "<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>京都 &amp; me</rdf:li></rdf:Alt></dc:description>"
      "<dc:subject><rdf:Bag><rdf:li>spring</rdf:li><rdf:li>花</rdf:li></rdf:Bag></dc:subject>"
      "<Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Ann</rdf:li><rdf:li>王芳</rdf:li></rdf:Bag></"
      "Iptc4xmpExt:PersonInImage>");
  EXPECT_EQ(metadata.rating, 4);
  ASSERT_TRUE(metadata.taken);
  EXPECT_EQ(metadata.taken->local, "2019-06-06T07:29:51");
  EXPECT_EQ(metadata.taken->offset_minutes, 120);
  ASSERT_TRUE(metadata.gps);
  EXPECT_NEAR(metadata.gps->latitude, 48 + 18.5 / 60, 1e-9);
  EXPECT_NEAR(metadata.gps->longitude, -(8 + 55.0 / 60 + 39.0 / 3600), 1e-9);
  EXPECT_EQ(metadata.title, "樱花");
  EXPECT_EQ(metadata.description, "京都 & me");
  EXPECT_EQ(metadata.keywords, (std::vector<std::string>{"spring", "花"}));
  EXPECT_EQ(metadata.people, (std::vector<std::string>{"Ann", "王芳"}));
}

TEST(Sidecar, RegionsOfFacesAreNames) {
  const auto region = [](const char* name, const char* type) {
    return "<rdf:li rdf:parseType='Resource'><mwg-rs:Name>"s + name + "</mwg-rs:Name><mwg-rs:Type>" + type +
           "</mwg-rs:Type></rdf:li>";
  };
  const Metadata metadata = sidecar(
      "<mwg-rs:Regions rdf:parseType='Resource'><mwg-rs:RegionList><rdf:Bag>" + region("Ann", "Face") +
      region("Rex", "Pet") + region("王芳", "Face") +
      "</rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions><MP:RegionInfo rdf:parseType='Resource'><MPRI:Regions><rdf:Bag>"
      "<rdf:li><rdf:Description MPReg:PersonDisplayName='Bob'/></rdf:li>"
      "<rdf:li><rdf:Description MPReg:PersonDisplayName='Ann'/></rdf:li></rdf:Bag></MPRI:Regions></MP:RegionInfo>");
  EXPECT_EQ(metadata.people, (std::vector<std::string>{"Ann", "王芳", "Bob"}));
}

TEST(Sidecar, RatingsOfWindowsArePercent) {
  const auto rating = [](int percent) {
    return sidecar("<MicrosoftPhoto:Rating>" + std::to_string(percent) + "</MicrosoftPhoto:Rating>").rating;
  };
  EXPECT_EQ(rating(1), 1);
  EXPECT_EQ(rating(25), 2);
  EXPECT_EQ(rating(75), 4);
  EXPECT_EQ(rating(99), 5);
  EXPECT_FALSE(rating(0));
  EXPECT_EQ(sidecar("<xmp:Rating>-1</xmp:Rating>").rating, -1);
  EXPECT_FALSE(sidecar("<xmp:Rating>0</xmp:Rating>").rating);
  EXPECT_FALSE(sidecar("<xmp:Rating>nan</xmp:Rating>").rating);
}

TEST(Sidecar, WhatIsNoXmpGivesNothing) {
  for (const std::string& bytes : {""s, "not xml"s, "<x:xmpmeta"s, "{\"title\": 1}"s, std::string(1000, '<'), "\0\0"s})
    EXPECT_EQ(read_sidecar(std::as_bytes(std::span(bytes))).title, "");
}

}  // namespace
}  // namespace shoebox::image
