#include "model/vectors.h"

#include <cmath>

#include <fmt/format.h>

namespace shoebox::model {

Result<void> append_unit_rows(const FloatTensor& tensor, std::size_t rows, int dimension, const std::string& file,
                              std::vector<float>& vectors) {
  const auto width = static_cast<std::size_t>(dimension);
  if (tensor.values.size() != rows * width) {
    return fail(
        ErrorCode::kCorrupt,
        fmt::format("gives {} numbers where {} x {} were expected: the bundle's files belong to different models",
                    tensor.values.size(), rows, width),
        file);
  }
  for (std::size_t row = 0; row < rows; ++row) {
    const auto values = std::span(tensor.values).subspan(row * width, width);
    double sum = 0;
    for (const float value : values) sum += static_cast<double>(value) * value;
    if (!std::isfinite(sum) || sum < 1e-24) {
      return fail(ErrorCode::kCorrupt, "gives no usable embedding (zero or not finite): the weights are damaged", file);
    }
    const double scale = 1 / std::sqrt(sum);
    for (const float value : values) vectors.push_back(static_cast<float>(value * scale));
  }
  return {};
}

}  // namespace shoebox::model
