// Maker notes that exiv2 0.27 does not read, as far as they hold what nothing else in the file does.

#include <cstdint>

#include <fmt/format.h>

#include "image/metadata_tags.h"
#include "image/metadata_text.h"

namespace shoebox::image {

namespace {

using Bytes = std::span<const std::byte>;

std::uint32_t big_endian(Bytes bytes) {
  std::uint32_t value = 0;
  for (const std::byte byte : bytes) value = value << 8 | std::to_integer<std::uint32_t>(byte);
  return value;
}

constexpr std::size_t kEntryBytes = 12;

/// The text of a TIFF directory entry whose offsets count from the start of `note`.
std::string ascii_at(Bytes note, Bytes entry) {
  constexpr std::uint32_t kAscii = 2;
  constexpr std::uint32_t kTextBytesMax = 128;
  const std::uint32_t count = big_endian(entry.subspan(4, 4));
  if (big_endian(entry.subspan(2, 2)) != kAscii || count > kTextBytesMax) return {};
  const std::uint32_t offset = big_endian(entry.subspan(8, 4));
  if (count > 4 && (offset > note.size() || count > note.size() - offset)) return {};
  const Bytes text = count <= 4 ? entry.subspan(8, count) : note.subspan(offset, count);
  return clean_text({reinterpret_cast<const char*>(text.data()), text.size()});
}

/// The one number of a directory entry, 32 bits with or without a sign.
std::optional<std::uint32_t> long_in(Bytes entry) {
  constexpr std::uint32_t kLong = 4;
  constexpr std::uint32_t kSignedLong = 9;
  const std::uint32_t type = big_endian(entry.subspan(2, 2));
  if ((type != kLong && type != kSignedLong) || big_endian(entry.subspan(4, 4)) != 1) return std::nullopt;
  return big_endian(entry.subspan(8, 4));
}

}  // namespace

/// Layout (ExifTool, lib/Image/ExifTool/Apple.pm): "Apple iOS\0", version u16, "MM", then one TIFF directory,
/// big-endian, whose offsets count from the start of the note.
AppleNote read_apple_note(Bytes maker_note) {
  constexpr std::string_view kSignature("Apple iOS\0", 10);
  constexpr std::size_t kDirectoryOffset = 14;
  constexpr std::uint32_t kBurstUuid = 0x000B;
  constexpr std::uint32_t kContentIdentifier = 0x0011;
  constexpr std::uint32_t kCameraType = 0x002E;
  constexpr std::uint32_t kFront = 6;
  AppleNote note;
  const std::string_view text(reinterpret_cast<const char*>(maker_note.data()), maker_note.size());
  if (!text.starts_with(kSignature) || text.size() < kDirectoryOffset + 2 || text.substr(12, 2) != "MM") return note;
  const std::uint32_t count = big_endian(maker_note.subspan(kDirectoryOffset, 2));
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::size_t offset = kDirectoryOffset + 2 + i * kEntryBytes;
    if (offset + kEntryBytes > maker_note.size()) return note;
    const Bytes entry = maker_note.subspan(offset, kEntryBytes);
    const std::uint32_t tag = big_endian(entry.first(2));
    if (tag == kBurstUuid) note.burst_uuid = ascii_at(maker_note, entry);
    if (tag == kContentIdentifier) note.content_identifier = ascii_at(maker_note, entry);
    if (tag == kCameraType) note.front_camera = long_in(entry) == kFront;
  }
  return note;
}

/// Layout (ExifTool, lib/Image/ExifTool/Reconyx.pm, HyperFire): little-endian u16 words; 0 is 0xf101, 11 to 16 are
/// second, minute, hour, month, day, year.
std::string reconyx_date_time(Bytes maker_note) {
  constexpr unsigned kSignature = 0xF101;
  constexpr std::size_t kSecond = 11;
  const auto word = [&](std::size_t i) {
    return std::to_integer<unsigned>(maker_note[2 * i]) | std::to_integer<unsigned>(maker_note[2 * i + 1]) << 8;
  };
  if (maker_note.size() < 2 * (kSecond + 6) || word(0) != kSignature) return {};
  return fmt::format("{:04}:{:02}:{:02} {:02}:{:02}:{:02}", word(kSecond + 5), word(kSecond + 3), word(kSecond + 4),
                     word(kSecond + 2), word(kSecond + 1), word(kSecond));
}

}  // namespace shoebox::image
