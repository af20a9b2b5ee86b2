#include "model/session.h"

#include <algorithm>
#include <array>
#include <malloc.h>
#include <string_view>
#include <thread>

#include <fmt/format.h>

#include "core/limits.h"
#include "model/onnx_runtime.h"

namespace shoebox::model {
namespace {

/// Gives a C object back to the library that made it.
template <typename T>
class Owned final {
 public:
  using Release = void(ORT_API_CALL*)(T*);
  explicit Owned(Release release) : release_(release) {}
  ~Owned() {
    if (object_ != nullptr) release_(object_);
  }
  Owned(Owned&& other) noexcept : release_(other.release_), object_(std::exchange(other.object_, nullptr)) {}
  Owned(const Owned&) = delete;
  Owned& operator=(const Owned&) = delete;
  T* get() const { return object_; }
  T** out() { return &object_; }

 private:
  Release release_;
  T* object_ = nullptr;
};

/// What runs a graph. The CPU is always there; another device is one more row and the library built for it.
struct Provider {
  std::string_view name;
  Result<void> (*append)(const OnnxRuntime& runtime, OrtSessionOptions* options);
};

Result<void> append_cpu(const OnnxRuntime&, OrtSessionOptions*) {
  return {};  // always the last resort of a session
}

constexpr std::array kProviders{Provider{"cpu", append_cpu}};

Result<void> append_provider(const OnnxRuntime& runtime, const std::string& name, OrtSessionOptions* options) {
  const auto* found =
      std::find_if(kProviders.begin(), kProviders.end(), [&](const Provider& row) { return row.name == name; });
  if (found != kProviders.end()) return found->append(runtime, options);
  std::string known;
  for (const Provider& row : kProviders) known += fmt::format("{}{}", known.empty() ? "" : ", ", row.name);
  return fail(ErrorCode::kUnsupported, fmt::format("there is no device \"{}\"; this build knows: {}", name, known));
}

Result<void> set_options(const OnnxRuntime& runtime, const SessionConfig& config, OrtSessionOptions* options) {
  const OrtApi& api = runtime.api();
  const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  const int threads = std::clamp(config.threads > 0 ? config.threads : cores, 1, limits::kJobsMax);
  TRY(runtime.check(api.SetIntraOpNumThreads(options, threads)));
  TRY(runtime.check(api.SetInterOpNumThreads(options, 1)));
  TRY(runtime.check(api.SetSessionGraphOptimizationLevel(options, ORT_ENABLE_ALL)));
  // A spinning thread takes its core from the decoders, which are always busy beside it.
  TRY(runtime.check(api.AddSessionConfigEntry(options, "session.intra_op.allow_spinning", "0")));
  return append_provider(runtime, config.provider, options);
}

ElementType to_element_type(ONNXTensorElementDataType type) {
  switch (type) {
    case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT:
      return ElementType::kFloat;
    case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32:
      return ElementType::kInt32;
    case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64:
      return ElementType::kInt64;
    default:
      return ElementType::kOther;
  }
}

ONNXTensorElementDataType to_onnx_type(ElementType type) {
  switch (type) {
    case ElementType::kFloat:
      return ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT;
    case ElementType::kInt32:
      return ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32;
    case ElementType::kInt64:
      return ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64;
    case ElementType::kOther:
      break;
  }
  return ONNX_TENSOR_ELEMENT_DATA_TYPE_UNDEFINED;
}

std::size_t bytes_of(ElementType type) {
  return type == ElementType::kInt64 ? 8 : 4;
}

/// The runtime's words without the path, which is the error's context already, on one line.
std::string shorten(std::string words) {
  constexpr std::string_view kPrefixEnd = " failed:";
  const std::size_t end = words.find(kPrefixEnd);
  if (words.starts_with("Load model from") && end != std::string::npos) words.erase(0, end + kPrefixEnd.size());
  std::replace(words.begin(), words.end(), '\n', ' ');
  return words;
}

bool names_missing_operators(std::string_view words) {
  constexpr std::string_view kSigns[] = {"No Op registered",
                                         "not a registered function/op",
                                         "is under development",
                                         "Could not find an implementation",
                                         "opset",
                                         "Opset"};
  return std::any_of(std::begin(kSigns), std::end(kSigns),
                     [&](std::string_view sign) { return words.find(sign) != std::string_view::npos; });
}

/// What the runtime says against a model, as one sentence that a person can act on.
Error describe_load_error(const Error& error, const OnnxRuntime& runtime, const std::string& file) {
  const std::string words = shorten(error.message);
  if (error.code == ErrorCode::kUnsupported || names_missing_operators(words)) {
    return {ErrorCode::kUnsupported,
            fmt::format(
                "needs operators that ONNX Runtime {} does not have; export the model at opset 17, or use a newer ONNX "
                "Runtime ({})",
                runtime.version(), words),
            file};
  }
  return {error.code == ErrorCode::kInternal ? ErrorCode::kCorrupt : error.code,
          fmt::format("ONNX Runtime cannot load this model: it is damaged; copy the whole bundle again ({})", words),
          file};
}

}  // namespace

class Session::Impl {
 public:
  explicit Impl(std::shared_ptr<OnnxRuntime> opened)
      : runtime(std::move(opened)), session(runtime->api().ReleaseSession), memory(runtime->api().ReleaseMemoryInfo) {}

  Result<void> create(const std::string& path, const SessionConfig& config);
  Result<void> describe();
  Result<TensorInfo> describe_one(std::size_t index, bool is_input);

  std::shared_ptr<OnnxRuntime> runtime;  // shared by all sessions that were loaded with it; lives as long as the last
  Owned<OrtSession> session;
  Owned<OrtMemoryInfo> memory;
  std::string file;
  std::vector<TensorInfo> inputs;
  std::vector<TensorInfo> outputs;
};

Result<void> Session::Impl::create(const std::string& path, const SessionConfig& config) {
  file = path;
  const OrtApi& api = runtime->api();
  Owned<OrtSessionOptions> options(api.ReleaseSessionOptions);
  TRY(runtime->check(api.CreateSessionOptions(options.out())));
  TRY(set_options(*runtime, config, options.get()));
  TRY(runtime->check(api.CreateCpuMemoryInfo(OrtArenaAllocator, OrtMemTypeDefault, memory.out())));
  const auto created =
      runtime->check(api.CreateSession(runtime->environment(), path.c_str(), options.get(), session.out()));
#ifdef __GLIBC__
  ::malloc_trim(0);  // loading leaves a copy of the weights' size behind in the heap's free lists
#endif
  if (!created) return std::unexpected(describe_load_error(created.error(), *runtime, path));
  return describe();
}

Result<TensorInfo> Session::Impl::describe_one(std::size_t index, bool is_input) {
  const OrtApi& api = runtime->api();
  OrtAllocator* allocator = nullptr;
  TRY(runtime->check(api.GetAllocatorWithDefaultOptions(&allocator)));
  char* name = nullptr;
  TRY(runtime->check(is_input ? api.SessionGetInputName(session.get(), index, allocator, &name)
                              : api.SessionGetOutputName(session.get(), index, allocator, &name)));
  TensorInfo info;
  info.name = name;
  TRY(runtime->check(api.AllocatorFree(allocator, name)));
  Owned<OrtTypeInfo> type(api.ReleaseTypeInfo);
  TRY(runtime->check(is_input ? api.SessionGetInputTypeInfo(session.get(), index, type.out())
                              : api.SessionGetOutputTypeInfo(session.get(), index, type.out())));
  const OrtTensorTypeAndShapeInfo* tensor = nullptr;
  TRY(runtime->check(api.CastTypeInfoToTensorInfo(type.get(), &tensor)));
  if (tensor == nullptr) return info;  // a sequence or a map: of no use to us
  ONNXTensorElementDataType element = ONNX_TENSOR_ELEMENT_DATA_TYPE_UNDEFINED;
  TRY(runtime->check(api.GetTensorElementType(tensor, &element)));
  info.type = to_element_type(element);
  std::size_t rank = 0;
  TRY(runtime->check(api.GetDimensionsCount(tensor, &rank)));
  info.shape.resize(rank);
  TRY(runtime->check(api.GetDimensions(tensor, info.shape.data(), rank)));
  for (std::int64_t& size : info.shape) size = size > 0 ? size : -1;
  return info;
}

Result<void> Session::Impl::describe() {
  const OrtApi& api = runtime->api();
  std::size_t count = 0;
  TRY(runtime->check(api.SessionGetInputCount(session.get(), &count)));
  for (std::size_t index = 0; index < count; ++index) inputs.push_back(TRY(describe_one(index, true)));
  TRY(runtime->check(api.SessionGetOutputCount(session.get(), &count)));
  for (std::size_t index = 0; index < count; ++index) outputs.push_back(TRY(describe_one(index, false)));
  return {};
}

Result<Session> Session::load(const std::string& file, const SessionConfig& config) {
  auto impl = std::make_unique<Impl>(TRY(OnnxRuntime::open(config.library)));
  TRY(impl->create(file, config));
  return Session(std::move(impl));
}

Session::Session(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;

const std::vector<TensorInfo>& Session::inputs() const {
  return impl_->inputs;
}

const std::vector<TensorInfo>& Session::outputs() const {
  return impl_->outputs;
}

Result<FloatTensor> Session::run(std::span<const TensorView> tensors, std::size_t output_index) const {
  const OnnxRuntime& runtime = *impl_->runtime;
  const OrtApi& api = runtime.api();
  std::vector<Owned<OrtValue>> values;
  std::vector<const OrtValue*> arguments;
  std::vector<const char*> names;
  for (std::size_t index = 0; index < tensors.size(); ++index) {
    const TensorView& tensor = tensors[index];
    std::size_t count = 1;
    for (const std::int64_t size : tensor.shape) count *= static_cast<std::size_t>(size);
    // The runtime only reads inputs; its C API has no const for them.
    void* data = const_cast<void*>(tensor.data);
    values.emplace_back(api.ReleaseValue);
    TRY(runtime.check(api.CreateTensorWithDataAsOrtValue(impl_->memory.get(), data, count * bytes_of(tensor.type),
                                                         tensor.shape.data(), tensor.shape.size(),
                                                         to_onnx_type(tensor.type), values.back().out())));
    arguments.push_back(values.back().get());
    names.push_back(impl_->inputs[index].name.c_str());
  }
  const char* output_name = impl_->outputs[output_index].name.c_str();
  Owned<OrtValue> output(api.ReleaseValue);
  const auto ran = runtime.check(api.Run(impl_->session.get(), nullptr, names.data(), arguments.data(),
                                         arguments.size(), &output_name, 1, output.out()));
  if (!ran) return fail(ran.error().code, fmt::format("the model does not run: {}", ran.error().message), impl_->file);
  Owned<OrtTensorTypeAndShapeInfo> info(api.ReleaseTensorTypeAndShapeInfo);
  TRY(runtime.check(api.GetTensorTypeAndShape(output.get(), info.out())));
  FloatTensor result;
  std::size_t rank = 0;
  TRY(runtime.check(api.GetDimensionsCount(info.get(), &rank)));
  result.shape.resize(rank);
  TRY(runtime.check(api.GetDimensions(info.get(), result.shape.data(), rank)));
  std::size_t count = 0;
  TRY(runtime.check(api.GetTensorShapeElementCount(info.get(), &count)));
  void* data = nullptr;
  TRY(runtime.check(api.GetTensorMutableData(output.get(), &data)));
  const auto* numbers = static_cast<const float*>(data);
  result.values.assign(numbers, numbers + count);
  return result;
}

}  // namespace shoebox::model
