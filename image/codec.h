#pragma once
// The codecs: one table, chosen by the first bytes of the file, never by its name. Each gives an upright sRGB picture.
// Pure functions over bytes, safe to call concurrently (in production only inside a decode worker).

#include <cstddef>
#include <span>
#include <string_view>

#include "core/ids.h"
#include "core/result.h"
#include "image/image.h"

namespace shoebox::image {

struct Decoded {
  Image image;           // upright, sRGB; may be reduced, its short side ≥ the one asked for unless the picture is smaller
  int full_width = 0;    // of the whole picture, upright
  int full_height = 0;
  bool thumbnail_ok = false;
};

/// The format's name by content ("jpeg", "png", "webp", "gif", "bmp", "tiff", "heic", "avif", "jxl", "raw"); empty when unknown.
/// `head` is the start of the file (4 KiB are enough).
std::string_view sniff_format(std::span<const std::byte> head);

/// Decodes the whole file. `short_side_min` > 0 allows a reduced decode that keeps at least that short side.
Result<Decoded> decode_image(std::span<const std::byte> file, int short_side_min);

/// The hash of the picture without its metadata: JPEG entropy-coded scan data, HEIC/AVIF item data, else decoded pixels
/// (`decoded` is the full or reduced decode of the same file by the same rules, so that it is the same every time).
Result<PixelHash> pixel_hash(std::span<const std::byte> file, const Decoded& decoded);

/// Lossy WebP, for thumbnails. `quality` 0..100.
Result<std::vector<std::byte>> encode_webp(const Image& image, int quality);

}  // namespace shoebox::image
