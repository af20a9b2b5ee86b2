#include "image/raster.h"

#include <fmt/format.h>

#include "core/limits.h"

namespace shoebox::image {

Result<void> check_dimensions(std::int64_t width, std::int64_t height) {
  if (width < 1 || height < 1) return fail(ErrorCode::kCorrupt, "the picture has no pixels");
  if (width > limits::kImageSideMax || height > limits::kImageSideMax || width * height > limits::kPixelsMax) {
    return fail(ErrorCode::kLimitExceeded, fmt::format("the picture is too large: {} x {} pixels, at most {} million",
                                                       width, height, limits::kPixelsMax / 1'000'000));
  }
  return {};
}

Raster make_raster(int width, int height, int channels) {
  Raster raster;
  raster.width = raster.full_width = width;
  raster.height = raster.full_height = height;
  raster.covered_width = width;
  raster.covered_height = height;
  raster.channels = channels;
  raster.samples.resize(static_cast<std::size_t>(width) * height * channels);
  return raster;
}

void lay_over_white(const std::uint8_t* source, std::size_t count, int channels, std::uint8_t* target) {
  for (std::size_t i = 0; i < count; ++i, source += channels + 1, target += channels) {
    const int alpha = source[channels];
    for (int c = 0; c < channels; ++c) {
      target[c] = static_cast<std::uint8_t>((source[c] * alpha + 255 * (255 - alpha) + 127) / 255);
    }
  }
}

}  // namespace shoebox::image
