#include "model/onnx_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <string_view>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "model/protobuf_reader.h"

namespace shoebox::model {
namespace {

// Field numbers of onnx.proto.
namespace field {
constexpr std::uint32_t kModelGraph = 7, kModelOpset = 8, kModelFunction = 25;
constexpr std::uint32_t kGraphNode = 1, kGraphInitializer = 5, kGraphInput = 11, kGraphOutput = 12;
constexpr std::uint32_t kFunctionNode = 7;
constexpr std::uint32_t kNodeInput = 1, kNodeOutput = 2, kNodeOperator = 4, kNodeAttribute = 5;
constexpr std::uint32_t kAttributeTensor = 5, kAttributeGraph = 6, kAttributeGraphs = 11;
constexpr std::uint32_t kTensorDims = 1, kTensorName = 8, kTensorExternal = 13;
constexpr std::uint32_t kEntryKey = 1, kEntryValue = 2;
constexpr std::uint32_t kValueName = 1, kValueType = 2, kTypeTensor = 1, kTensorElement = 1, kTensorShape = 2;
constexpr std::uint32_t kShapeDimension = 1, kDimensionValue = 1;
}  // namespace field

constexpr int kGraphDepthMax = 8;

struct Walk {
  OnnxFacts facts;
  std::unordered_set<std::string_view> weights;                    // names of initializers
  std::unordered_map<std::string_view, std::int64_t> rows;         // first dimension of those with two
  std::unordered_map<std::string_view, std::string_view> same_as;  // output of a Cast or Reshape -> its first input
  std::vector<std::pair<std::string_view, std::string_view>> look_ups;  // (table, ids)
  bool has_graph = false;
  bool has_opset = false;
};

bool read_graph(Bytes bytes, Walk& walk, int depth);

void note_external(Bytes tensor, Walk& walk) {
  ProtobufReader reader(tensor);
  std::string_view key;
  std::string_view value;
  while (auto entry = reader.next()) {
    if (entry->number == field::kEntryKey) key = entry->text();
    if (entry->number == field::kEntryValue) value = entry->text();
  }
  if (key != "location") return;
  auto& files = walk.facts.external_files;
  if (std::find(files.begin(), files.end(), value) == files.end()) files.emplace_back(value);
}

bool read_tensor(Bytes bytes, Walk& walk) {
  ProtobufReader reader(bytes);
  std::vector<std::int64_t> dims;
  std::string_view name;
  while (auto item = reader.next()) {
    if (item->number == field::kTensorDims && !item->is_bytes)
      dims.push_back(static_cast<std::int64_t>(item->number_value));
    if (item->number == field::kTensorDims && item->is_bytes) read_packed(item->bytes, dims);
    if (item->number == field::kTensorName) name = item->text();
    if (item->number == field::kTensorExternal) note_external(item->bytes, walk);
  }
  if (!name.empty()) {
    walk.weights.insert(name);
    if (dims.size() >= 2) walk.rows[name] = dims[0];
  }
  return reader.good();
}

bool read_attribute(Bytes bytes, Walk& walk, int depth) {
  ProtobufReader reader(bytes);
  bool good = true;
  while (auto item = reader.next()) {
    if (!item->is_bytes) continue;
    if (item->number == field::kAttributeTensor) good = good && read_tensor(item->bytes, walk);
    if (item->number == field::kAttributeGraph || item->number == field::kAttributeGraphs) {
      good = good && read_graph(item->bytes, walk, depth + 1);
    }
  }
  return good && reader.good();
}

bool read_node(Bytes bytes, Walk& walk, int depth) {
  ProtobufReader reader(bytes);
  std::vector<std::string_view> inputs;
  std::string_view output;
  std::string_view type;
  bool good = true;
  while (auto item = reader.next()) {
    if (item->number == field::kNodeInput) inputs.push_back(item->text());
    if (item->number == field::kNodeOutput && output.empty()) output = item->text();
    if (item->number == field::kNodeOperator) type = item->text();
    if (item->number == field::kNodeAttribute) good = good && read_attribute(item->bytes, walk, depth);
  }
  if (type == "DynamicQuantizeLinear" || type == "DynamicQuantizeMatMul" || type == "DynamicQuantizeLSTM") {
    walk.facts.quantised_per_run = true;
  }
  if (type == "Conv" || type == "FusedConv" || type == "QLinearConv") ++walk.facts.convolutions;
  const bool passes_ids_on = type == "Cast" || type == "Reshape" || type == "Identity" || type == "Squeeze";
  if (passes_ids_on && !inputs.empty()) walk.same_as[output] = inputs[0];
  if ((type == "Gather" || type == "GatherBlockQuantized") && inputs.size() >= 2) {
    walk.look_ups.emplace_back(inputs[0], inputs[1]);
  }
  return good && reader.good();
}

bool read_type(Bytes type, TensorInfo& info) {
  ProtobufReader reader(type);
  bool good = true;
  while (auto tensor = reader.next()) {
    if (tensor->number != field::kTypeTensor) continue;
    ProtobufReader parts(tensor->bytes);
    while (auto part = parts.next()) {
      if (part->number == field::kTensorElement) {
        const auto number = static_cast<std::int32_t>(part->number_value);
        info.type = number == 1 || number == 6 || number == 7 ? ElementType{number} : ElementType::kOther;
      }
      if (part->number != field::kTensorShape) continue;
      ProtobufReader dimensions(part->bytes);
      while (auto dimension = dimensions.next()) {
        if (dimension->number != field::kShapeDimension) continue;
        std::int64_t size = -1;
        ProtobufReader value(dimension->bytes);
        while (auto item = value.next()) {
          if (item->number == field::kDimensionValue) size = static_cast<std::int64_t>(item->number_value);
        }
        info.shape.push_back(size > 0 ? size : -1);
      }
      good = good && dimensions.good();
    }
    good = good && parts.good();
  }
  return good && reader.good();
}

bool read_value(Bytes bytes, std::vector<TensorInfo>& values) {
  ProtobufReader reader(bytes);
  TensorInfo info;
  bool good = true;
  while (auto item = reader.next()) {
    if (item->number == field::kValueName) info.name = item->text();
    if (item->number == field::kValueType) good = good && read_type(item->bytes, info);
  }
  values.push_back(std::move(info));
  return good && reader.good();
}

bool read_graph(Bytes bytes, Walk& walk, int depth) {
  if (depth > kGraphDepthMax) return false;
  ProtobufReader reader(bytes);
  bool good = true;
  std::vector<TensorInfo> ignored;
  while (auto item = reader.next()) {
    if (item->number == field::kGraphNode) good = good && read_node(item->bytes, walk, depth);
    if (item->number == field::kGraphInitializer) good = good && read_tensor(item->bytes, walk);
    if (item->number == field::kGraphInput)
      good = good && read_value(item->bytes, depth == 0 ? walk.facts.inputs : ignored);
    if (item->number == field::kGraphOutput)
      good = good && read_value(item->bytes, depth == 0 ? walk.facts.outputs : ignored);
  }
  return good && reader.good();
}

bool read_function(Bytes bytes, Walk& walk) {
  ProtobufReader reader(bytes);
  bool good = true;
  while (auto item = reader.next()) {
    if (item->number == field::kFunctionNode && item->is_bytes) good = good && read_node(item->bytes, walk, 0);
  }
  return good && reader.good();
}

/// The rows of the table in which an input of the graph is looked up.
std::int64_t find_token_rows(const Walk& walk) {
  for (auto [table, ids] : walk.look_ups) {
    const auto row = walk.rows.find(table);
    if (row == walk.rows.end()) continue;
    for (int step = 0; step < 8; ++step) {
      const auto before = walk.same_as.find(ids);
      if (before == walk.same_as.end()) break;
      ids = before->second;
    }
    const auto& inputs = walk.facts.inputs;
    if (std::ranges::find(inputs, ids, &TensorInfo::name) != inputs.end()) return row->second;
  }
  return 0;
}

/// What a file that is no ONNX is instead, for the error's sentence; nothing when it may be ONNX.
std::optional<std::string_view> name_foreign(std::string_view head) {
  if (head.starts_with("version https://git-lfs")) {
    return "is only a git-lfs pointer, not the weights: run `git lfs pull` in the bundle's source and copy it again";
  }
  const auto text = head.substr(std::min(head.find_first_not_of(" \t\r\n\xEF\xBB\xBF"), head.size()));
  if (text.starts_with("<")) return "is a web page, not a model: the download failed; fetch the file again";
  if (text.starts_with("{"))
    return "is JSON, not a model: the download failed or the files are mixed up; fetch the file again";
  if (head.starts_with("PK\x03\x04")) return "is a zip archive, not a model: unpack it";
  if (head.size() > 8 && head.substr(4, 4) == "ORTM")
    return "is in ORT format; Shoebox reads ONNX files: use the bundle's .onnx";
  return std::nullopt;
}

/// A file mapped for reading.
class MappedFile final {
 public:
  MappedFile(void* data, std::size_t bytes) : data_(data), bytes_(bytes) {}
  ~MappedFile() { ::munmap(data_, bytes_); }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  Bytes bytes() const { return {static_cast<const std::byte*>(data_), bytes_}; }

 private:
  void* data_;
  std::size_t bytes_;
};

}  // namespace

std::size_t embedding_output(std::span<const TensorInfo> outputs) {
  constexpr std::string_view kNames[] = {"embedding", "image_embeds", "text_embeds",  "sentence_embedding",
                                         "embeds",    "embed",        "pooler_output"};
  for (const std::string_view name : kNames) {
    const auto found =
        std::find_if(outputs.begin(), outputs.end(), [&](const TensorInfo& output) { return output.name == name; });
    if (found != outputs.end()) return static_cast<std::size_t>(found - outputs.begin());
  }
  // An only output is meant, whatever its declared shape: runs check how many numbers it really gives.
  if (outputs.size() == 1 && outputs.front().type == ElementType::kFloat) return 0;
  const auto found = std::find_if(outputs.begin(), outputs.end(), [](const TensorInfo& output) {
    return output.type == ElementType::kFloat && output.shape.size() == 2;
  });
  return static_cast<std::size_t>(found - outputs.begin());
}

Result<OnnxFacts> inspect_onnx(std::span<const std::byte> bytes) {
  if (bytes.empty()) return fail(ErrorCode::kCorrupt, "is empty: copy the file again");
  const std::string_view head(reinterpret_cast<const char*>(bytes.data()), std::min<std::size_t>(bytes.size(), 512));
  if (const auto foreign = name_foreign(head)) return fail(ErrorCode::kCorrupt, std::string(*foreign));
  Walk walk;
  ProtobufReader reader(bytes);
  bool good = true;
  while (auto item = reader.next()) {
    if (item->number == field::kModelOpset) walk.has_opset = true;
    if (item->number == field::kModelFunction && item->is_bytes) good = good && read_function(item->bytes, walk);
    if (item->number != field::kModelGraph || !item->is_bytes) continue;
    walk.has_graph = true;
    good = good && read_graph(item->bytes, walk, 0);
  }
  // A file that stops early breaks the length of its graph, which is nearly all of it.
  if (reader.cut_off()) return fail(ErrorCode::kCorrupt, "is cut off: it was only half copied; copy the file again");
  if (!walk.has_graph && !walk.has_opset)
    return fail(ErrorCode::kCorrupt, "is not an ONNX model: take the file from the bundle again");
  if (!good || !reader.good() || !walk.has_graph) {
    return fail(ErrorCode::kCorrupt, "is a damaged ONNX model: copy the file again");
  }
  std::erase_if(walk.facts.inputs, [&](const TensorInfo& input) { return walk.weights.contains(input.name); });
  walk.facts.token_rows = find_token_rows(walk);
  return std::move(walk.facts);
}

Result<OnnxFacts> inspect_onnx_file(const std::string& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    const bool missing = errno == ENOENT || errno == ENOTDIR;
    return fail(missing ? ErrorCode::kNotFound : ErrorCode::kIo,
                missing ? "is missing: the bundle was copied only in part"
                        : fmt::format("cannot be read: {}", std::strerror(errno)),
                file);
  }
  struct stat status {};
  const bool known = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
  const auto size = known ? static_cast<std::size_t>(status.st_size) : 0;
  void* data = size > 0 ? ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0) : MAP_FAILED;
  const int map_error = errno;
  ::close(descriptor);
  if (!known) return fail(ErrorCode::kCorrupt, "is not a file", file);
  if (size == 0) return fail(ErrorCode::kCorrupt, "is empty: copy the file again", file);
  if (data == MAP_FAILED)
    return fail(ErrorCode::kIo, fmt::format("cannot be read: {}", std::strerror(map_error)), file);
  const MappedFile mapped(data, size);
  auto facts = inspect_onnx(mapped.bytes());
  if (!facts) return fail(facts.error().code, facts.error().message, file);
  return facts;
}

}  // namespace shoebox::model
