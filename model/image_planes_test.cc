#include "model/image_planes.h"

#include <vector>

#include <gtest/gtest.h>

namespace shoebox::model {
namespace {

TEST(ImagePlanes, NormalisesEachChannelIntoItsPlane) {
  ImageInputSpec spec;
  const float mean[3] = {0.48145466F, 0.4578275F, 0.40821073F};
  const float deviation[3] = {0.26862954F, 0.26130258F, 0.27577711F};
  std::copy_n(mean, 3, spec.mean);
  std::copy_n(deviation, 3, spec.std);
  std::vector<std::uint8_t> pixels;
  for (int level = 0; level < 256; ++level) {
    pixels.push_back(static_cast<std::uint8_t>(level));
    pixels.push_back(static_cast<std::uint8_t>(255 - level));
    pixels.push_back(static_cast<std::uint8_t>(level / 2));
  }
  std::vector<float> planes(pixels.size());
  PlaneTable(spec).fill(pixels, planes);
  for (std::size_t index = 0; index < 256; ++index) {
    for (std::size_t channel = 0; channel < 3; ++channel) {
      const double expected = (pixels[index * 3 + channel] / 255.0 - mean[channel]) / deviation[channel];
      EXPECT_NEAR(planes[channel * 256 + index], expected, 1e-6);
    }
  }
}

}  // namespace
}  // namespace shoebox::model
