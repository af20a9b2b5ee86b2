#pragma once
// RGB bytes to a tower's input: (x / 255 - mean) / std per channel, planar. A table, because there are only 3 x 256
// answers.

#include <array>
#include <cstdint>
#include <span>

#include "model/encoder.h"

namespace shoebox::model {

class PlaneTable final {
 public:
  explicit PlaneTable(const ImageInputSpec& spec);

  /// `pixels` interleaved, `planes` of the same size.
  void fill(std::span<const std::uint8_t> pixels, std::span<float> planes) const;

 private:
  std::array<std::array<float, 256>, 3> values_{};
};

}  // namespace shoebox::model
