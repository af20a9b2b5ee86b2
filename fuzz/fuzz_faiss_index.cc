// Reads bytes as a Faiss index file. What is accepted must be consistent: as many values and ids as it says, inside the
// input.

#include <cstdint>
#include <cstdlib>

#include "engine/faiss_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto view = shoebox::engine::view_faiss_index({reinterpret_cast<const std::byte*>(data), size});
  if (!view) return 0;
  if (view->matrix.values.size() != view->matrix.rows * view->matrix.columns * sizeof(float)) std::abort();
  if (!view->ids.empty() && view->ids.size() != view->matrix.rows) std::abort();
  unsigned sum = 0;
  for (const std::byte value : view->matrix.values) sum += static_cast<unsigned>(value);
  return sum == 1 ? 1 : 0;
}
