// Pillow's resampling (src/libImaging/Resample.c, 8 bits a channel), ported so that the results are equal to the last
// bit to those of Pillow 11 (Pillow 13 does the columns first where that is cheaper, and differs by a level or two on
// tall narrow pictures; the models were trained with the older order): a separable convolution, first along the rows,
// then along the columns, each rounded to 8 bits. The filter grows with the reduction (antialiasing). Coefficients are
// computed in double, normalised to sum 1, and rounded to integers of kResampleBits; sums are 32-bit integers (the two
// inner loops are simd/resample.h). Cost: (source rows under the filter) x width x taps for the rows, then
// height x width x taps for the columns.

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/check.h"
#include "image/render.h"
#include "simd/resample.h"

namespace shoebox::image {
namespace {

double box_weight(double x) {
  return x > -0.5 && x <= 0.5 ? 1.0 : 0.0;
}

double bilinear_weight(double x) {
  x = std::abs(x);
  return x < 1.0 ? 1.0 - x : 0.0;
}

double bicubic_weight(double x) {
  constexpr double a = -0.5;
  x = std::abs(x);
  if (x < 1.0) return ((a + 2.0) * x - (a + 3.0)) * x * x + 1;
  if (x < 2.0) return (((x - 5) * x + 8) * x - 4) * a;
  return 0.0;
}

double sinc(double x) {
  if (x == 0.0) return 1.0;
  x *= std::numbers::pi;
  return std::sin(x) / x;
}

double lanczos_weight(double x) {
  return -3.0 <= x && x < 3.0 ? sinc(x) * sinc(x / 3) : 0.0;
}

struct Kernel {
  double (*weight)(double);
  double support;
};

constexpr Kernel kKernels[] = {{box_weight, 0.5}, {bilinear_weight, 1.0}, {bicubic_weight, 2.0}, {lanczos_weight, 3.0}};

/// For each output position: which inputs it is made of and with which weights.
struct Taps {
  struct Range {
    int first;
    int count;
  };
  int stride = 0;  // weights kept a position
  std::vector<Range> ranges;
  std::vector<std::int32_t> weights;

  const std::int32_t* of(std::size_t position) const { return &weights[position * stride]; }
};

/// Weights of one output whose centre lies at `center` of the input; `scale` >= 1 widens the kernel.
Taps::Range fill_weights(const Kernel& kernel, double center, double scale, int in_size, std::vector<double>& weights) {
  const double support = kernel.support * scale;
  // NOLINTBEGIN(bugprone-incorrect-roundings): Pillow's own
  const int first = std::max(static_cast<int>(center - support + 0.5), 0);
  const int last = std::min(static_cast<int>(center + support + 0.5), in_size);
  // NOLINTEND(bugprone-incorrect-roundings)
  const double inverse_scale = 1.0 / scale;
  double sum = 0;
  for (int i = 0; i < last - first; ++i) {
    weights[i] = kernel.weight((i + first - center + 0.5) * inverse_scale);
    sum += weights[i];
  }
  if (sum != 0.0) {
    for (int i = 0; i < last - first; ++i) weights[i] /= sum;
  }
  return {first, last - first};
}

std::int32_t fixed_point(double weight) {
  const double scaled = weight * (1 << simd::kResampleBits);
  return static_cast<std::int32_t>(weight < 0 ? scaled - 0.5 : scaled + 0.5);
}

/// The taps of outputs [from, from + count) of an axis that maps [in_from, in_to) to out_size positions.
Taps make_taps(const Kernel& kernel, int in_size, double in_from, double in_to, int out_size, int from, int count) {
  const double step = (in_to - in_from) / out_size;
  const double scale = std::max(step, 1.0);
  Taps taps;
  taps.stride = static_cast<int>(std::ceil(kernel.support * scale)) * 2 + 1;
  taps.weights.resize(static_cast<std::size_t>(count) * taps.stride);
  std::vector<double> weights(taps.stride);
  for (int i = 0; i < count; ++i) {
    const double center = in_from + (from + i + 0.5) * step;
    const auto range = fill_weights(kernel, center, scale, in_size, weights);
    taps.ranges.push_back(range);
    for (int x = 0; x < range.count; ++x) {
      taps.weights[static_cast<std::size_t>(i) * taps.stride + x] = fixed_point(weights[x]);
    }
  }
  return taps;
}

/// The taps of an axis as the rows' loop wants them: as many for each output, from an even pixel on.
struct PaddedTaps {
  explicit PaddedTaps(const Taps& taps);
  simd::RowTaps view() const { return {firsts.data(), weights.data(), firsts.size(), count}; }

  std::size_t count = 0;
  std::vector<std::uint32_t> firsts;
  std::vector<std::int16_t> weights;
};

PaddedTaps::PaddedTaps(const Taps& taps) {
  constexpr std::size_t kStep = simd::kRowTapsStep;
  for (const auto [first, range] : taps.ranges) count = std::max(count, static_cast<std::size_t>(first % 2 + range));
  count = (count + kStep - 1) / kStep * kStep;
  weights.resize(taps.ranges.size() * count * simd::kRowWeightValues);
  for (std::size_t i = 0; i < taps.ranges.size(); ++i) {
    const auto first = static_cast<std::uint32_t>(taps.ranges[i].first);
    firsts.push_back(first / 2 * 2);
    simd::split_row_weights(taps.of(i), static_cast<std::size_t>(taps.ranges[i].count), first % 2, count,
                            &weights[i * count * simd::kRowWeightValues]);
  }
}

constexpr auto kRowsAtOnce = static_cast<int>(simd::kRowsAtOnce);

/// Rows [first_row, first_row + rows) of the source, resampled to the taps' width.
Image resample_rows(const Image& source, int first_row, int rows, const Taps& taps) {
  Image out{static_cast<int>(taps.ranges.size()), rows, {}};
  const std::size_t row_bytes = taps.ranges.size() * 3;
  out.rgb.resize(row_bytes * rows);
  const PaddedTaps padded(taps);
  // The last taps of a row may have weights of zero beyond its end.
  const std::size_t stride = (source.width + 1 + padded.count) * simd::kRowPixelBytes;
  std::vector<std::uint8_t> pixels(stride * kRowsAtOnce);
  for (int y = 0; y < rows; y += kRowsAtOnce) {
    const int count = std::min(kRowsAtOnce, rows - y);
    for (int i = 0; i < count; ++i) {
      simd::pair_pixels(source.row(first_row + y + i).data(), static_cast<std::size_t>(source.width),
                        &pixels[i * stride]);
    }
    simd::resample_rows(pixels.data(), stride, static_cast<std::size_t>(count), padded.view(), &out.rgb[y * row_bytes]);
  }
  return out;
}

/// The columns; `first_row` is the row of the whole source that `source` begins with.
Image resample_columns(const Image& source, int first_row, const Taps& taps) {
  const std::size_t row_bytes = static_cast<std::size_t>(source.width) * 3;
  Image out{source.width, static_cast<int>(taps.ranges.size()), {}};
  out.rgb.resize(row_bytes * taps.ranges.size());
  for (std::size_t i = 0; i < taps.ranges.size(); ++i) {
    const auto [first, count] = taps.ranges[i];
    simd::resample_column(source.row(first - first_row).data(), row_bytes, row_bytes, taps.of(i),
                          static_cast<std::size_t>(count), &out.rgb[i * row_bytes]);
  }
  return out;
}

/// Without change of scale or position a pass would only copy; Pillow leaves it out, too.
bool is_identity(int in_size, double from, double to, int out_size) {
  return out_size == in_size && from == 0 && to == out_size;
}

Image copy_window(const Image& source, const Window& window) {
  Image out{window.width, window.height, {}};
  out.rgb.reserve(static_cast<std::size_t>(window.width) * window.height * 3);
  for (int y = 0; y < window.height; ++y) {
    const auto part = source.row(window.top + y).subspan(window.left * 3UL, window.width * 3UL);
    out.rgb.insert(out.rgb.end(), part.begin(), part.end());
  }
  return out;
}

}  // namespace

Image resize(const Image& source, const Box& box, int width, int height, Filter filter, const Window& window) {
  CHECK(source.width > 0 && source.height > 0 && width > 0 && height > 0);
  CHECK(box.left >= 0 && box.left < box.right && box.right <= source.width);
  CHECK(box.top >= 0 && box.top < box.bottom && box.bottom <= source.height);
  CHECK(window.left >= 0 && window.width > 0 && window.left + window.width <= width);
  CHECK(window.top >= 0 && window.height > 0 && window.top + window.height <= height);
  const Kernel& kernel = kKernels[static_cast<std::size_t>(filter)];
  const bool rows_as_they_are = is_identity(source.width, box.left, box.right, width);
  const bool columns_as_they_are = is_identity(source.height, box.top, box.bottom, height);

  if (columns_as_they_are && rows_as_they_are) return copy_window(source, window);
  const Taps across = make_taps(kernel, source.width, box.left, box.right, width, window.left, window.width);
  if (columns_as_they_are) return resample_rows(source, window.top, window.height, across);
  const Taps down = make_taps(kernel, source.height, box.top, box.bottom, height, window.top, window.height);
  const int first_row = down.ranges.front().first;
  const int rows = down.ranges.back().first + down.ranges.back().count - first_row;
  if (rows_as_they_are) {
    return resample_columns(copy_window(source, {window.left, first_row, window.width, rows}), first_row, down);
  }
  return resample_columns(resample_rows(source, first_row, rows, across), first_row, down);
}

Image resize(const Image& source, int width, int height, Filter filter) {
  const Box all{0, 0, static_cast<double>(source.width), static_cast<double>(source.height)};
  return resize(source, all, width, height, filter, {0, 0, width, height});
}

}  // namespace shoebox::image
