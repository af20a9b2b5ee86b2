#pragma once
// What a codec gives before the picture is made upright and sRGB: samples as stored, with what the file says of their
// colours and orientation. codec.cc does the rest in one place, so that each happens exactly once. A value type.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/result.h"

namespace shoebox::image {

/// Coding-independent code points of ITU-T H.273, as in PNG cICP and HEIF nclx.
struct CodePoints {
  int primaries = 2;  // 2: unspecified
  int transfer = 2;
};

/// PNG gAMA and cHRM: the file's exponent (0.45455 for sRGB-like) and x, y of white, red, green and blue.
struct GammaAndPrimaries {
  double file_gamma = 1.0 / 2.2;
  std::array<double, 8> white_and_primaries{0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06};
};

/// The first that is there counts: profile, code points, gamma; none of them means sRGB.
struct ColourSpace {
  std::vector<std::byte> icc;
  std::optional<CodePoints> code_points;
  std::optional<GammaAndPrimaries> gamma;
};

struct Raster {
  int width = 0;
  int height = 0;
  int channels = 3;  // 1: gray, 3: RGB, 4: CMYK with 0 = no ink
  std::vector<std::uint8_t> samples;
  ColourSpace colour;
  int orientation = 1;  // what is left to do, as in EXIF: 1 to 8
  int full_width = 0;   // of the whole picture as stored; the raster may be reduced
  int full_height = 0;
  double covered_width = 0;  // how much of the raster is picture: a reduction may end within the last pixel
  double covered_height = 0;

  std::uint8_t* row(int y) { return &samples[static_cast<std::size_t>(y) * width * channels]; }
};

/// kCorrupt for sides below 1, kLimitExceeded for too many pixels. To be asked before anything is allocated.
Result<void> check_dimensions(std::int64_t width, std::int64_t height);

/// An unreduced raster of zeros.
Raster make_raster(int width, int height, int channels);

/// `channels` colours and then alpha, laid over white: `count` pixels from `source` to `target` without the alpha.
void lay_over_white(const std::uint8_t* source, std::size_t count, int channels, std::uint8_t* target);

}  // namespace shoebox::image
