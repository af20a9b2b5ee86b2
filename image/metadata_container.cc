#include "image/metadata_container.h"

#include <algorithm>
#include <cstdint>

#include "core/limits.h"

namespace shoebox::image {

namespace {

using Bytes = std::span<const std::byte>;

constexpr int kPartsMax = 100'000;

std::uint64_t big_endian(Bytes bytes) {
  std::uint64_t value = 0;
  for (const std::byte byte : bytes) value = value << 8 | std::to_integer<std::uint64_t>(byte);
  return value;
}

std::uint64_t little_endian(Bytes bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8 | std::to_integer<std::uint64_t>(bytes[i]);
  return value;
}

std::string_view name_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Without the "Exif\0\0" that some writers leave before the TIFF header.
Bytes tiff_of(Bytes exif) {
  constexpr std::string_view kPrefix("Exif\0\0", 6);
  return name_of(exif).starts_with(kPrefix) ? exif.subspan(kPrefix.size()) : exif;
}

void keep(std::vector<std::byte>& place, Bytes found) {
  const bool small = found.size() <= static_cast<std::size_t>(limits::kMetadataBytesMax);
  if (place.empty() && small) place.assign(found.begin(), found.end());
}

/// What lies behind the offset that an Exif item starts with.
Bytes behind_offset(Bytes item) {
  if (item.size() <= 4) return {};
  const std::uint64_t offset = big_endian(item.first(4));
  return offset < item.size() - 4 ? tiff_of(item.subspan(4 + offset)) : Bytes();
}

/// ISO base media boxes at the top level: size u32, type, [size u64], content. "Exif" starts with the offset of the
/// TIFF header (ISO/IEC 18181-2).
MetadataBlocks find_in_jxl(Bytes file) {
  MetadataBlocks blocks;
  for (int i = 0; i < kPartsMax && file.size() >= 8; ++i) {
    const std::string_view type = name_of(file.subspan(4, 4));
    std::uint64_t header = 8;
    std::uint64_t size = big_endian(file.first(4));
    if (size == 1 && file.size() >= 16) {
      header = 16;
      size = big_endian(file.subspan(8, 8));
    }
    if (size == 0) size = file.size();
    if (size < header || size > file.size()) break;
    const Bytes content = file.subspan(header, size - header);
    if (type == "Exif") keep(blocks.exif, behind_offset(content));
    if (type == "xml ") keep(blocks.xmp, content);
    file = file.subspan(size);
  }
  return blocks;
}

/// PNG chunks: size u32, type, content, checksum.
MetadataBlocks find_in_png(Bytes file) {
  MetadataBlocks blocks;
  constexpr std::size_t kSignature = 8;
  constexpr std::size_t kFrame = 12;
  file = file.subspan(std::min(file.size(), kSignature));
  for (int i = 0; i < kPartsMax && file.size() >= kFrame; ++i) {
    const std::uint64_t size = big_endian(file.first(4));
    if (size > file.size() - kFrame) break;
    if (name_of(file.subspan(4, 4)) == "eXIf") keep(blocks.exif, tiff_of(file.subspan(8, size)));
    file = file.subspan(kFrame + size);
  }
  return blocks;
}

/// RIFF chunks: type, size u32 little-endian, content, padded to an even size.
MetadataBlocks find_in_webp(Bytes file) {
  MetadataBlocks blocks;
  constexpr std::size_t kRiffHeader = 12;
  file = file.subspan(std::min(file.size(), kRiffHeader));
  for (int i = 0; i < kPartsMax && file.size() >= 8; ++i) {
    const std::string_view type = name_of(file.first(4));
    const std::uint64_t size = little_endian(file.subspan(4, 4));
    if (size > file.size() - 8) break;
    const Bytes content = file.subspan(8, size);
    if (type == "EXIF") keep(blocks.exif, tiff_of(content));
    if (type == "XMP ") keep(blocks.xmp, content);
    file = file.subspan(std::min<std::uint64_t>(8 + size + size % 2, file.size()));
  }
  return blocks;
}

}  // namespace

MetadataBlocks find_metadata_blocks(std::span<const std::byte> file, std::string_view format) {
  if (format == "jxl") return find_in_jxl(file);
  if (format == "png") return find_in_png(file);
  if (format == "webp") return find_in_webp(file);
  if (format == "heic" || format == "avif") return find_heif_blocks(file);
  return {};
}

std::vector<std::byte> tiff_in_exif_item(std::span<const std::byte> item) {
  const Bytes tiff = behind_offset(item);
  return {tiff.begin(), tiff.end()};
}

}  // namespace shoebox::image
