#pragma once
// The seams to the two towers of a CLIP-type model. Vectors are L2-normalised float32 and do not depend on batch mates.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"

namespace shoebox::model {

enum class ResizeMode : std::uint8_t { kSquash, kShortestCrop };
enum class Interpolation : std::uint8_t { kBilinear, kBicubic };

/// How a picture becomes the tower's input: side x side pixels, then (x / 255 - mean) / std per channel, planar.
struct ImageInputSpec {
  int side = 0;  // pixels
  ResizeMode resize_mode = ResizeMode::kShortestCrop;
  Interpolation interpolation = Interpolation::kBicubic;
  float mean[3] = {0, 0, 0};
  float std[3] = {1, 1, 1};
};

/// Thread-safe.
class ImageEncoder {
 public:
  virtual ~ImageEncoder() = default;
  virtual const ImageInputSpec& input() const = 0;
  virtual int dimension() const = 0;
  /// `pixels` is n pictures of side x side x 3 bytes, RGB interleaved. -> n x dimension, row-major.
  /// n is at most limits::kEncodeBatchMax.
  virtual Result<std::vector<float>> encode(std::span<const std::uint8_t> pixels, std::size_t n) = 0;
};

/// Thread-safe.
class TextEncoder {
 public:
  virtual ~TextEncoder() = default;
  virtual int dimension() const = 0;
  /// UTF-8 texts, cut to the model's context. -> texts.size() x dimension, row-major.
  virtual Result<std::vector<float>> encode(std::span<const std::string> texts) = 0;
};

}  // namespace shoebox::model
