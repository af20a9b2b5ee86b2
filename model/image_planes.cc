#include "model/image_planes.h"

#include "core/check.h"

namespace shoebox::model {

PlaneTable::PlaneTable(const ImageInputSpec& spec) {
  for (std::size_t channel = 0; channel < 3; ++channel) {
    for (std::size_t level = 0; level < 256; ++level) {
      // As the reference does it, in float: ToTensor's division, then Normalize.
      const float unit = static_cast<float>(level) / 255.0F;
      values_[channel][level] = (unit - spec.mean[channel]) / spec.std[channel];
    }
  }
}

void PlaneTable::fill(std::span<const std::uint8_t> pixels, std::span<float> planes) const {
  CHECK(pixels.size() == planes.size() && pixels.size() % 3 == 0);
  const std::size_t count = pixels.size() / 3;
  float* red = planes.data();
  float* green = red + count;
  float* blue = green + count;
  const std::uint8_t* pixel = pixels.data();
  for (std::size_t index = 0; index < count; ++index, pixel += 3) {
    red[index] = values_[0][pixel[0]];
    green[index] = values_[1][pixel[1]];
    blue[index] = values_[2][pixel[2]];
  }
}

}  // namespace shoebox::model
