#pragma once
// The codecs behind image/codec.h, one file each. `sniff_x` looks at the first bytes (it may be given the whole file);
// `decode_x` gives the picture as stored. All of them turn their library's errors, exceptions and long jumps into an
// Error and let no library print. std::bad_alloc may leave them: codec.cc makes kLimitExceeded of it.

#include <cstddef>
#include <optional>
#include <span>

#include "core/ids.h"
#include "core/result.h"
#include "image/raster.h"

namespace shoebox::image {

using Bytes = std::span<const std::byte>;

bool sniff_jpeg(Bytes head);
bool sniff_png(Bytes head);
bool sniff_webp(Bytes head);
bool sniff_gif(Bytes head);
bool sniff_bmp(Bytes head);
bool sniff_tiff(Bytes head);
bool sniff_heic(Bytes head);
bool sniff_avif(Bytes head);
bool sniff_jxl(Bytes head);
bool sniff_raw(Bytes head);

Result<Raster> decode_jpeg(Bytes file, int short_side_min);
Result<Raster> decode_png(Bytes file, int short_side_min);
Result<Raster> decode_webp(Bytes file, int short_side_min);
Result<Raster> decode_gif(Bytes file, int short_side_min);
Result<Raster> decode_bmp(Bytes file, int short_side_min);
Result<Raster> decode_tiff(Bytes file, int short_side_min);
Result<Raster> decode_heif(Bytes file, int short_side_min);
Result<Raster> decode_jxl(Bytes file, int short_side_min);
Result<Raster> decode_raw(Bytes file, int short_side_min);

/// The hash of the coded picture; nothing when the file is not built as expected (then the decoded pixels count).
std::optional<Hash128> hash_jpeg_picture(Bytes file);
std::optional<Hash128> hash_heif_picture(Bytes file);
std::optional<Hash128> hash_raw_picture(Bytes file);

}  // namespace shoebox::image
