#pragma once
// The codecs: one table, chosen by the first bytes of the file, never by its name. Each gives an upright sRGB picture.
// Pure functions over bytes, safe to call concurrently (in production only inside a decode worker).

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "image/image.h"

namespace shoebox::image {

/// The format's name by content ("jpeg", "png", "webp", "gif", "bmp", "tiff", "heic", "avif", "jxl", "raw"); empty when
/// unknown. `head` is the start of the file; 4 KiB are enough, but for a RAW file that keeps its tags at its end (an
/// ordinary TIFF then), so give the whole file where it is at hand.
std::string_view sniff_format(std::span<const std::byte> head);

/// Decodes the whole file. `short_side_min` > 0 allows a reduced decode that keeps at least that short side.
/// kUnsupported: not a picture, or a kind of its format that we cannot read. kCorrupt: damaged beyond use; a JPEG that
/// ends too early is still a picture when half of its rows are there. kLimitExceeded: over core/limits.h.
Result<Decoded> decode_image(std::span<const std::byte> file, int short_side_min);

/// The hash of the picture without its metadata: JPEG segments but APPn and COM, HEIC/AVIF coded item data, a RAW
/// file's preview, else decoded pixels (`decoded` is a decode of the same file; the formats that need it ignore
/// `short_side_min`, so it is the same every time). Editing metadata keeps it (also the profile, where coded data are
/// hashed); turning the picture by its orientation or encoding again changes it, because it looks different then.
Result<PixelHash> pixel_hash(std::span<const std::byte> file, const Decoded& decoded);

/// Lossy WebP, for thumbnails. `quality` 0..100.
Result<std::vector<std::byte>> encode_webp(const Image& image, int quality);

}  // namespace shoebox::image
