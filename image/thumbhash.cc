#include "image/thumbhash.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "core/check.h"
#include "image/render.h"

namespace shoebox::image {

namespace {

/// The cosine transform of one channel, cut to nx + ny triangle, scaled so that the largest coefficient is 1.
struct Coefficients {
  double constant = 0;
  std::vector<double> others;
  double scale = 0;
};

/// cos(pi / n * k * (i + 0.5)) for all i.
std::vector<double> cosines(int n, int k) {
  std::vector<double> values(static_cast<std::size_t>(n));
  for (int i = 0; i < n; ++i) values[static_cast<std::size_t>(i)] = std::cos(std::numbers::pi / n * k * (i + 0.5));
  return values;
}

double coefficient(const std::vector<double>& channel, const std::vector<double>& x_cosines,
                   const std::vector<double>& y_cosines) {
  // In the order of the reference, so that rounding falls the same way.
  double sum = 0;
  for (std::size_t y = 0; y < y_cosines.size(); ++y) {
    for (std::size_t x = 0; x < x_cosines.size(); ++x) {
      sum += channel[y * x_cosines.size() + x] * x_cosines[x] * y_cosines[y];
    }
  }
  return sum / static_cast<double>(channel.size());
}

Coefficients transform(const std::vector<double>& channel, int width, int height, int nx, int ny) {
  Coefficients result;
  for (int cy = 0; cy < ny; ++cy) {
    const auto y_cosines = cosines(height, cy);
    for (int cx = 0; cx * ny < nx * (ny - cy); ++cx) {
      const double value = coefficient(channel, cosines(width, cx), y_cosines);
      if (cx == 0 && cy == 0) {
        result.constant = value;
        continue;
      }
      result.others.push_back(value);
      result.scale = std::max(result.scale, std::abs(value));
    }
  }
  if (result.scale > 0) {
    for (double& value : result.others) value = 0.5 + 0.5 / result.scale * value;
  }
  return result;
}

unsigned quantised(double value, double steps) {
  return static_cast<unsigned>(std::floor(std::clamp(value, 0.0, steps) + 0.5));
}

/// Two coefficients a byte, the first in the low half.
void append_nibbles(std::string& hash, bool& is_high, const std::vector<double>& values) {
  for (const double value : values) {
    const unsigned nibble = quantised(15.0 * value, 15.0);
    if (is_high)
      hash.back() = static_cast<char>(static_cast<unsigned char>(hash.back()) | nibble << 4);
    else
      hash.push_back(static_cast<char>(nibble));
    is_high = !is_high;
  }
}

struct Channels {
  std::vector<double> luminance;
  std::vector<double> yellow_blue;
  std::vector<double> red_green;
};

Channels channels_of(const Image& picture) {
  Channels channels;
  for (std::size_t i = 0; i + 2 < picture.rgb.size(); i += 3) {
    // One over 255 first, as the reference does: rounding must fall the same way.
    const double r = 1.0 / 255 * picture.rgb[i];
    const double g = 1.0 / 255 * picture.rgb[i + 1];
    const double b = 1.0 / 255 * picture.rgb[i + 2];
    channels.luminance.push_back((r + g + b) / 3);
    channels.yellow_blue.push_back((r + g) / 2 - b);
    channels.red_green.push_back(r - g);
  }
  return channels;
}

}  // namespace

std::string thumbhash(const Image& picture) {
  CHECK(picture.width > 0 && picture.height > 0);
  if (std::max(picture.width, picture.height) > kThumbhashSideMax) {
    return thumbhash(
        render(picture, {.width = kThumbhashSideMax, .height = kThumbhashSideMax, .filter = Filter::kBox}));
  }
  const int w = picture.width;
  const int h = picture.height;
  const int longest = std::max(w, h);
  const int lx = std::max(1, static_cast<int>(std::lround(7.0 * w / longest)));
  const int ly = std::max(1, static_cast<int>(std::lround(7.0 * h / longest)));
  const Channels channels = channels_of(picture);
  const Coefficients l = transform(channels.luminance, w, h, std::max(3, lx), std::max(3, ly));
  const Coefficients p = transform(channels.yellow_blue, w, h, 3, 3);
  const Coefficients q = transform(channels.red_green, w, h, 3, 3);
  const bool is_landscape = w > h;
  const unsigned header = quantised(63.0 * l.constant, 63.0) | quantised(31.5 + 31.5 * p.constant, 63.0) << 6 |
                          quantised(31.5 + 31.5 * q.constant, 63.0) << 12 | quantised(31.0 * l.scale, 31.0) << 18;
  const unsigned shape = static_cast<unsigned>(is_landscape ? ly : lx) | quantised(63.0 * p.scale, 63.0) << 3 |
                         quantised(63.0 * q.scale, 63.0) << 9 | (is_landscape ? 1U : 0U) << 15;
  std::string hash;
  for (const int shift : {0, 8, 16}) hash.push_back(static_cast<char>(header >> shift & 255U));
  for (const int shift : {0, 8}) hash.push_back(static_cast<char>(shape >> shift & 255U));
  bool is_high = false;
  for (const Coefficients* channel : {&l, &p, &q}) append_nibbles(hash, is_high, channel->others);
  return hash;
}

}  // namespace shoebox::image
