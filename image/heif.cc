// HEIC, HEIF and AVIF by libheif (libde265 and dav1d or aom behind it): the primary picture, of a grid all its tiles.
// libheif applies irot, imir and clap; the orientation in EXIF repeats them and is not looked at.
//
// Neither HEVC nor AV1 can be decoded at a reduced size. But where a small picture is wanted it is reduced at once, in
// the planes of red, green and blue that libheif makes before it interleaves them: of an iPhone's photo all that would
// follow takes as long as the decoder does.

#include <algorithm>
#include <array>
#include <memory>

#include <libheif/heif.h>

#include "core/hash.h"
#include "core/limits.h"
#include "image/bmff.h"
#include "image/codecs.h"
#include "image/reduce.h"

namespace shoebox::image {
namespace {

struct HeifDeleter {
  void operator()(heif_context* context) const { heif_context_free(context); }
  void operator()(heif_image_handle* handle) const { heif_image_handle_release(handle); }
  void operator()(heif_image* image) const { heif_image_release(image); }
  void operator()(heif_decoding_options* options) const { heif_decoding_options_free(options); }
  void operator()(heif_color_profile_nclx* profile) const { heif_nclx_color_profile_free(profile); }
};
template <typename T>
using Owned = std::unique_ptr<T, HeifDeleter>;

std::unexpected<Error> error_of(const heif_error& error) {
  std::string message = error.message == nullptr ? "unknown" : error.message;
  while (!message.empty() && (message.back() == '\n' || message.back() == ' ')) message.pop_back();
  if (error.code == heif_error_Unsupported_filetype || error.code == heif_error_Unsupported_feature ||
      error.code == heif_error_Plugin_loading_error) {
    return fail(ErrorCode::kUnsupported, "a kind of HEIF that we cannot read: " + message);
  }
  if (error.code == heif_error_Memory_allocation_error) {
    return fail(ErrorCode::kLimitExceeded, "the HEIF picture is too large to decode: " + message);
  }
  return fail(ErrorCode::kCorrupt, "the HEIF data are damaged: " + message);
}

Result<Owned<heif_image_handle>> open_primary(heif_context* context, Bytes file) {
  heif_context_set_maximum_image_size_limit(context, limits::kImageSideMax);
  // A worker is one of many; threads of its own would only take turns with theirs.
  heif_context_set_max_decoding_threads(context, 0);
  auto error = heif_context_read_from_memory_without_copy(context, file.data(), file.size(), nullptr);
  if (error.code != heif_error_Ok) return error_of(error);
  heif_image_handle* handle = nullptr;
  error = heif_context_get_primary_image_handle(context, &handle);
  if (error.code != heif_error_Ok) return error_of(error);
  return Owned<heif_image_handle>(handle);
}

ColourSpace colour_space(const heif_image_handle* handle) {
  ColourSpace colour;
  colour.icc.resize(heif_image_handle_get_raw_color_profile_size(handle));
  if (!colour.icc.empty() && heif_image_handle_get_raw_color_profile(handle, colour.icc.data()).code == heif_error_Ok) {
    return colour;
  }
  colour.icc.clear();
  heif_color_profile_nclx* nclx = nullptr;
  if (heif_image_handle_get_nclx_color_profile(handle, &nclx).code == heif_error_Ok) {
    const Owned<heif_color_profile_nclx> owned(nclx);
    colour.code_points = CodePoints{nclx->color_primaries, nclx->transfer_characteristics};
  }
  return colour;
}

/// Premultiplied colours only need the white behind them.
void lay_premultiplied_over_white(const std::uint8_t* rgba, std::size_t count, std::uint8_t* rgb) {
  for (std::size_t i = 0; i < count; ++i, rgba += 4, rgb += 3) {
    for (int c = 0; c < 3; ++c) rgb[c] = static_cast<std::uint8_t>(std::min(rgba[c] + 255 - rgba[3], 255));
  }
}

Result<Raster> copy_pixels(const heif_image* image, bool alpha, bool premultiplied) {
  int stride = 0;
  const std::uint8_t* pixels = heif_image_get_plane_readonly(image, heif_channel_interleaved, &stride);
  const int width = heif_image_get_width(image, heif_channel_interleaved);
  const int height = heif_image_get_height(image, heif_channel_interleaved);
  if (pixels == nullptr) return fail(ErrorCode::kCorrupt, "the HEIF file gave no picture");
  TRY(check_dimensions(width, height));
  Raster raster = make_raster(width, height, 3);
  for (int y = 0; y < height; ++y) {
    const std::uint8_t* row = pixels + static_cast<std::ptrdiff_t>(y) * stride;
    if (!alpha) {
      std::copy_n(row, width * 3L, raster.row(y));
    } else if (premultiplied) {
      lay_premultiplied_over_white(row, width, raster.row(y));
    } else {
      lay_over_white(row, width, 3, raster.row(y));
    }
  }
  return raster;
}

Result<Owned<heif_image>> decode(const heif_image_handle* handle, heif_colorspace space, heif_chroma chroma) {
  const Owned<heif_decoding_options> options(heif_decoding_options_alloc());
  options->convert_hdr_to_8bit = 1;
  heif_image* decoded = nullptr;
  const auto error = heif_decode_image(handle, &decoded, space, chroma, options.get());
  Owned<heif_image> image(decoded);
  if (error.code != heif_error_Ok) return error_of(error);
  return image;
}

/// The largest of 8, 4 and 2 that leaves the short side `short_side_min` pixels, or 1.
int choose_divisor(const heif_image_handle* handle, int short_side_min) {
  const int short_side = std::min(heif_image_handle_get_width(handle), heif_image_handle_get_height(handle));
  int divisor = 1;
  while (short_side_min > 0 && divisor < 8 && short_side / (2 * divisor) >= short_side_min) divisor *= 2;
  return divisor;
}

/// Nothing where the planes are not of the usual kind, 8 bits a sample without alpha.
Result<std::optional<Raster>> decode_reduced(const heif_image_handle* handle, int divisor) {
  const bool usual = heif_image_handle_has_alpha_channel(handle) == 0 &&
                     heif_image_handle_get_luma_bits_per_pixel(handle) == 8 &&
                     heif_image_handle_get_chroma_bits_per_pixel(handle) == 8;
  if (divisor == 1 || !usual) return std::nullopt;
  const auto image = TRY(decode(handle, heif_colorspace_RGB, heif_chroma_444));
  const int width = heif_image_get_primary_width(image.get());
  const int height = heif_image_get_primary_height(image.get());
  TRY(check_dimensions(width, height));
  std::array<Plane, 3> planes;
  for (std::size_t i = 0; i < planes.size(); ++i) {
    constexpr std::array kChannels = {heif_channel_R, heif_channel_G, heif_channel_B};
    int stride = 0;
    planes[i].samples = heif_image_get_plane_readonly(image.get(), kChannels[i], &stride);
    planes[i].stride = stride;
    const bool fits = planes[i].samples != nullptr && heif_image_get_width(image.get(), kChannels[i]) == width &&
                      heif_image_get_height(image.get(), kChannels[i]) == height &&
                      heif_image_get_bits_per_pixel_range(image.get(), kChannels[i]) == 8;
    if (!fits) return std::nullopt;
  }
  return reduce_planes(planes, width, height, divisor);
}

bool has_brand(Bytes head, std::span<const std::string_view> wanted) {
  const auto brands = bmff::brands(head);
  return std::ranges::any_of(brands, [&](auto brand) { return std::ranges::find(wanted, brand) != wanted.end(); });
}

}  // namespace

bool sniff_avif(Bytes head) {
  static constexpr std::array<std::string_view, 2> kBrands = {"avif", "avis"};
  return has_brand(head, kBrands);
}

bool sniff_heic(Bytes head) {
  static constexpr std::array<std::string_view, 9> kBrands = {"heic", "heix", "heim", "heis", "hevc",
                                                              "hevx", "mif1", "mif2", "msf1"};
  return has_brand(head, kBrands);
}

Result<Raster> decode_heif(Bytes file, int short_side_min) {
  const Owned<heif_context> context(heif_context_alloc());
  const auto owned_handle = TRY(open_primary(context.get(), file));
  const heif_image_handle* handle = owned_handle.get();
  TRY(check_dimensions(heif_image_handle_get_width(handle), heif_image_handle_get_height(handle)));
  if (auto reduced = TRY(decode_reduced(handle, choose_divisor(handle, short_side_min)))) {
    reduced->colour = colour_space(handle);
    return std::move(*reduced);
  }
  const bool alpha = heif_image_handle_has_alpha_channel(handle) != 0;
  const auto image =
      TRY(decode(handle, heif_colorspace_RGB, alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB));
  const bool premultiplied = heif_image_handle_is_premultiplied_alpha(handle) != 0;
  Raster raster = TRY(copy_pixels(image.get(), alpha, premultiplied));
  raster.colour = colour_space(handle);
  return raster;
}

std::optional<Hash128> hash_heif_picture(Bytes file) {
  const auto pieces = bmff::primary_item_data(file);
  if (!pieces) return std::nullopt;
  Hasher hasher;
  for (const auto& piece : *pieces) hasher.update(piece);
  return hasher.digest();
}

}  // namespace shoebox::image
