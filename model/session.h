#pragma once
// One ONNX graph, loaded and ready to run. ONNX Runtime is opened with dlopen, so that the program starts, lists photos
// and answers filters without it, and one binary runs with a CPU or a CUDA build (docs/decisions/0020-onnx-runtime.md).
//
// run() is const and safe to call from several threads.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "model/onnx_file.h"

namespace shoebox::model {

struct SessionConfig {
  int threads = 0;               // 0: as many as cores
  std::string provider = "cpu";  // a name of the table in session.cc
  std::string library;           // path of libonnxruntime.so; "": as installed beside the program
};

/// Numbers lent to a run; the shape says how they lie, row-major.
struct TensorView {
  ElementType type = ElementType::kFloat;
  const void* data = nullptr;
  std::vector<std::int64_t> shape;
};

struct FloatTensor {
  std::vector<float> values;
  std::vector<std::int64_t> shape;
};

class Session final {
 public:
  /// kNotFound (no runtime, no file), kCorrupt, kUnsupported (operators that the runtime lacks) with the file as
  /// context.
  static Result<Session> load(const std::string& file, const SessionConfig& config);
  ~Session();
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;

  /// As the runtime sees them, shapes inferred.
  const std::vector<TensorInfo>& inputs() const;
  const std::vector<TensorInfo>& outputs() const;

  /// One tensor for each of inputs(), in their order. -> the float output at `output_index`.
  Result<FloatTensor> run(std::span<const TensorView> tensors, std::size_t output_index) const;

 private:
  class Impl;
  explicit Session(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace shoebox::model
