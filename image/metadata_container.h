#pragma once
// Where EXIF and XMP lie in the containers that exiv2 0.27 does not open, or not whole: JPEG XL boxes, the PNG chunk
// eXIf, the WebP chunks EXIF and "XMP ". Pure functions over untrusted bytes; no copies.

#include <cstddef>
#include <span>
#include <string_view>

namespace shoebox::image {

/// Parts of the file; empty when absent, damaged or over limits::kMetadataBytesMax.
struct MetadataBlocks {
  std::span<const std::byte> exif;  // from its TIFF header on
  std::span<const std::byte> xmp;
};

/// `format` as of sniff_format(); other formats than these give nothing.
MetadataBlocks find_metadata_blocks(std::span<const std::byte> file, std::string_view format);

}  // namespace shoebox::image
