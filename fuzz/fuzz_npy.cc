// A file of vectors: a matrix as large as it says, or one error, never a read outside the bytes.

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/check.h"
#include "engine/npy.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto matrix = shoebox::engine::parse_npy(std::as_bytes(std::span(data, size)));
  if (!matrix) {
    CHECK(!matrix.error().message.empty());
    return 0;
  }
  CHECK(matrix->columns == 0 || matrix->rows == matrix->values.size() / matrix->columns);
  CHECK(matrix->values.size() == matrix->rows * matrix->columns);
  CHECK(matrix->values.size() * sizeof(float) <= size);
  return 0;
}
