#include "image/codec.h"

#include <array>
#include <exception>
#include <new>

#include "core/hash.h"
#include "image/codecs.h"
#include "image/colour.h"
#include "image/orientation.h"

namespace shoebox::image {
namespace {

struct Codec {
  std::string_view name;
  bool (*sniff)(Bytes head);
  Result<Raster> (*decode)(Bytes file, int short_side_min);
  std::optional<Hash128> (*hash_picture)(Bytes file);  // null: decoded pixels are the picture
};

/// RAW stands before TIFF, because most RAW files are TIFF files; AVIF before HEIC, because the general brands are
/// both's.
constexpr std::array kCodecs = {
    Codec{"jpeg", sniff_jpeg, decode_jpeg, hash_jpeg_picture},
    Codec{"png", sniff_png, decode_png, nullptr},
    Codec{"webp", sniff_webp, decode_webp, nullptr},
    Codec{"gif", sniff_gif, decode_gif, nullptr},
    Codec{"avif", sniff_avif, decode_heif, hash_heif_picture},
    Codec{"heic", sniff_heic, decode_heif, hash_heif_picture},
    Codec{"raw", sniff_raw, decode_raw, hash_raw_picture},
    Codec{"tiff", sniff_tiff, decode_tiff, nullptr},
    Codec{"jxl", sniff_jxl, decode_jxl, nullptr},
    Codec{"bmp", sniff_bmp, decode_bmp, nullptr},
};

const Codec* find_codec(Bytes head) {
  for (const auto& codec : kCodecs) {
    if (codec.sniff(head)) return &codec;
  }
  return nullptr;
}

Result<Decoded> decode_with(const Codec& codec, Bytes file, int short_side_min) {
  Raster raster = TRY(codec.decode(file, short_side_min));
  const int orientation = raster.orientation;
  const bool swap = swaps_sides(orientation);
  const double covered_width = raster.covered_width;
  const double covered_height = raster.covered_height;
  Decoded decoded;
  decoded.orientation = orientation;
  decoded.full_width = swap ? raster.full_height : raster.full_width;
  decoded.full_height = swap ? raster.full_width : raster.full_height;
  decoded.image = to_srgb(std::move(raster));
  decoded.covered = upright_box(covered_width, covered_height, decoded.image, orientation);
  decoded.image = upright(std::move(decoded.image), orientation);
  return decoded;
}

Hash128 hash_pixels(const Image& image) {
  Hasher hasher;
  const std::array<std::int32_t, 2> sides{image.width, image.height};
  hasher.update(std::as_bytes(std::span(sides)));
  hasher.update(std::as_bytes(std::span(image.rgb)));
  return hasher.digest();
}

/// A picture that its owner has turned looks different, though its coded data are the same.
Hash128 turned(const Hash128& coded, int orientation) {
  if (orientation == 1) return coded;
  Hasher hasher;
  hasher.update(std::as_bytes(std::span(coded.bytes)));
  hasher.update(std::as_bytes(std::span(&orientation, 1)));
  return hasher.digest();
}

}  // namespace

std::string_view sniff_format(std::span<const std::byte> head) {
  const Codec* codec = find_codec(head);
  return codec == nullptr ? std::string_view() : codec->name;
}

Result<Decoded> decode_image(std::span<const std::byte> file, int short_side_min) {
  const Codec* codec = find_codec(file);
  if (file.empty()) return fail(ErrorCode::kCorrupt, "the file is empty");
  if (codec == nullptr) return fail(ErrorCode::kUnsupported, "not a picture of a kind that we know");
  // The last net under the adapters: our own allocations, and what a library's documentation does not say.
  try {
    return decode_with(*codec, file, short_side_min);
  } catch (const std::bad_alloc&) {
    return fail(ErrorCode::kLimitExceeded, "the picture needs more memory than a decoder may use");
  } catch (const std::exception& error) {
    return fail(ErrorCode::kCorrupt, std::string("the picture cannot be decoded: ") + error.what());
  }
}

Result<PixelHash> pixel_hash(std::span<const std::byte> file, const Decoded& decoded) {
  const Codec* codec = find_codec(file);
  if (codec == nullptr) return fail(ErrorCode::kUnsupported, "not a picture of a kind that we know");
  if (codec->hash_picture != nullptr) {
    if (const auto hash = codec->hash_picture(file)) return PixelHash{turned(*hash, decoded.orientation)};
  }
  return PixelHash{hash_pixels(decoded.image)};
}

}  // namespace shoebox::image
