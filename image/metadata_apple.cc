// Apple's maker note, as far as it pairs a Live Photo with its video. exiv2 0.27 does not read it. Layout (ExifTool,
// lib/Image/ExifTool/Apple.pm): "Apple iOS\0", version u16, "MM", then one TIFF directory, big-endian, whose offsets
// count from the start of the note.

#include <cstdint>

#include "image/metadata_tags.h"
#include "image/metadata_text.h"

namespace shoebox::image {

namespace {

constexpr std::string_view kSignature("Apple iOS\0", 10);
constexpr std::size_t kDirectoryOffset = 14;
constexpr std::size_t kEntryBytes = 12;
constexpr std::uint32_t kContentIdentifier = 0x0011;
constexpr std::uint32_t kAscii = 2;
constexpr std::uint32_t kIdentifierBytesMax = 128;

std::uint32_t big_endian(std::span<const std::byte> bytes) {
  std::uint32_t value = 0;
  for (const std::byte byte : bytes) value = value << 8 | std::to_integer<std::uint32_t>(byte);
  return value;
}

std::string ascii_at(std::span<const std::byte> note, std::span<const std::byte> entry) {
  const std::uint32_t count = big_endian(entry.subspan(4, 4));
  if (big_endian(entry.subspan(2, 2)) != kAscii || count > kIdentifierBytesMax) return {};
  const std::uint32_t offset = big_endian(entry.subspan(8, 4));
  if (count > 4 && (offset > note.size() || count > note.size() - offset)) return {};
  const auto text = count <= 4 ? entry.subspan(8, count) : note.subspan(offset, count);
  return clean_text({reinterpret_cast<const char*>(text.data()), text.size()});
}

}  // namespace

std::string apple_content_identifier(std::span<const std::byte> maker_note) {
  const std::string_view text(reinterpret_cast<const char*>(maker_note.data()), maker_note.size());
  if (!text.starts_with(kSignature) || text.size() < kDirectoryOffset + 2 || text.substr(12, 2) != "MM") return {};
  const std::uint32_t count = big_endian(maker_note.subspan(kDirectoryOffset, 2));
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::size_t offset = kDirectoryOffset + 2 + i * kEntryBytes;
    if (offset + kEntryBytes > maker_note.size()) return {};
    const auto entry = maker_note.subspan(offset, kEntryBytes);
    if (big_endian(entry.first(2)) == kContentIdentifier) return ascii_at(maker_note, entry);
  }
  return {};
}

}  // namespace shoebox::image
