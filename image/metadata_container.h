#pragma once
// Where EXIF and XMP lie in the containers that exiv2 0.27 does not open, or not whole: JPEG XL boxes, the PNG chunk
// eXIf, the WebP chunks EXIF and "XMP ", the items of HEIC and AVIF. Pure functions over untrusted bytes.

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace shoebox::image {

/// Parts of the file; empty when absent, damaged or over limits::kMetadataBytesMax.
struct MetadataBlocks {
  std::vector<std::byte> exif;  // from its TIFF header on
  std::vector<std::byte> xmp;
};

/// `format` as of sniff_format(); other formats than these give nothing.
MetadataBlocks find_metadata_blocks(std::span<const std::byte> file, std::string_view format);

/// The same for HEIC and AVIF alone.
MetadataBlocks find_heif_blocks(std::span<const std::byte> file);

/// The TIFF bytes in an Exif item or box, which starts with their offset (u32, big-endian) behind it.
std::vector<std::byte> tiff_in_exif_item(std::span<const std::byte> item);

}  // namespace shoebox::image
