#pragma once
// What an ONNX file says of itself, read without a runtime: inputs, outputs, operators, the size of the text tower's
// embedding table, the names of weight files beside it. The file is mapped and only the frame of its protobuf is walked
// (weights are skipped), so this costs well under a millisecond at any size. It is also how a damaged or foreign file
// gets its one clear sentence before a runtime sees it. Format: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
//
// Value types, no state.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"

namespace shoebox::model {

/// TensorProto.DataType: the values that we handle.
enum class ElementType : std::int32_t { kOther = 0, kFloat = 1, kInt32 = 6, kInt64 = 7 };

struct TensorInfo {
  std::string name;
  ElementType type = ElementType::kOther;
  std::vector<std::int64_t> shape;  // -1: free
};

struct OnnxFacts {
  std::vector<TensorInfo> inputs;  // without those that are weights
  std::vector<TensorInfo> outputs;
  std::vector<std::string> external_files;  // names of weight files, relative to the model's folder
  bool quantised_per_run = false;           // DynamicQuantizeLinear: scales depend on everything in a batch
  int convolutions = 0;                     // one in a transformer, dozens in a convolutional net
  std::int64_t token_rows = 0;              // rows of the table that an integer input is looked up in; 0 when not seen
};

/// kNotFound, kIo, or kCorrupt with what the file is instead: empty, cut off, a git-lfs pointer, a web page, no ONNX.
/// `context` of the error is the file.
Result<OnnxFacts> inspect_onnx_file(const std::string& file);

/// The same of bytes in memory.
Result<OnnxFacts> inspect_onnx(std::span<const std::byte> bytes);

/// Which of a tower's outputs is the embedding: by its name ("embedding", "image_embeds", "text_embeds",
/// "pooler_output", …), else an only float output, else the first of rank 2; outputs.size() when there is none.
std::size_t embedding_output(std::span<const TensorInfo> outputs);

}  // namespace shoebox::model
