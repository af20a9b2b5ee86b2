// The frame of an ONNX file: facts or one error, never a read outside the bytes, never a recursion without end.

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/check.h"
#include "model/onnx_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace shoebox::model;
  const auto facts = inspect_onnx(std::as_bytes(std::span(data, size)));
  if (!facts) return 0;
  CHECK(embedding_output(facts->outputs) <= facts->outputs.size());
  CHECK(facts->convolutions >= 0);
  return 0;
}
