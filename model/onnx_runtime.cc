#include "model/onnx_runtime.h"

#include <array>
#include <dlfcn.h>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>

#include "core/limits.h"
#include "core/path.h"

namespace shoebox::model {
namespace {

// The functions that we call are all in this version of the C API (ONNX Runtime 1.18); its table only ever grows, so
// any later library serves, a CUDA build included.
constexpr std::uint32_t kApiVersion = 18;
constexpr const char* kSoname = "libonnxruntime.so.1";

std::string program_folder() {
  std::array<char, limits::kPathBytesMax> buffer{};
  const ssize_t length = ::readlink("/proc/self/exe", buffer.data(), buffer.size());
  if (length <= 0) return {};
  return std::string(parent_folder({buffer.data(), static_cast<std::size_t>(length)}));
}

std::vector<std::string> library_candidates(const std::string& library) {
  if (!library.empty()) return {library};
  std::vector<std::string> candidates;
  if (const std::string folder = program_folder(); !folder.empty()) {
    for (const char* place : {"lib", "../lib", "../lib/shoebox", "../share/shoebox/lib"}) {
      candidates.push_back(fmt::format("{}/{}/{}", folder, place, kSoname));
    }
  }
  candidates.push_back(std::string(SHOEBOX_DEPS_DIR "/onnxruntime/lib/") + kSoname);
  candidates.emplace_back(kSoname);
  return candidates;
}

/// The library says by status what matters; its log would only disturb the program's own output.
void ORT_API_CALL ignore_log(void*, OrtLoggingLevel, const char*, const char*, const char*, const char*) {}

}  // namespace

Result<std::shared_ptr<OnnxRuntime>> OnnxRuntime::open(const std::string& library) {
  void* handle = nullptr;
  std::string reason;
  for (const std::string& candidate : library_candidates(library)) {
    const bool is_path = candidate.find('/') != std::string::npos;
    if (is_path && ::access(candidate.c_str(), F_OK) != 0) {
      reason = "there is no such file";
      continue;
    }
    handle = ::dlopen(candidate.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle != nullptr) break;
    if (const char* error = ::dlerror(); error != nullptr) reason = error;
    if (is_path) break;  // what is installed is damaged: say that, instead of looking further
  }
  if (handle == nullptr) {
    return fail(ErrorCode::kNotFound, fmt::format("ONNX Runtime cannot be opened ({}); run script/setup again", reason),
                library);
  }
  using GetApiBase = const OrtApiBase* (*)();
  const auto get_api_base = reinterpret_cast<GetApiBase>(::dlsym(handle, "OrtGetApiBase"));
  const OrtApiBase* base = get_api_base != nullptr ? get_api_base() : nullptr;
  const OrtApi* api = base != nullptr ? base->GetApi(kApiVersion) : nullptr;
  if (api == nullptr) {
    return fail(ErrorCode::kUnsupported, fmt::format("this is no ONNX Runtime of version 1.{} or later", kApiVersion),
                library);
  }
  OrtEnv* environment = nullptr;
  OrtStatus* status =
      api->CreateEnvWithCustomLogger(ignore_log, nullptr, ORT_LOGGING_LEVEL_FATAL, "shoebox", &environment);
  if (status != nullptr) {
    std::string message = api->GetErrorMessage(status);
    api->ReleaseStatus(status);
    return fail(ErrorCode::kInternal, "ONNX Runtime does not start: " + message, library);
  }
  auto runtime = std::make_shared<OnnxRuntime>(api, environment, base->GetVersionString());
  // Builds for some systems report use to their maker; ours never may.
  TRY(runtime->check(api->DisableTelemetryEvents(environment)));
  return runtime;
}

OnnxRuntime::OnnxRuntime(const OrtApi* api, OrtEnv* environment, std::string version)
    : api_(api), environment_(environment), version_(std::move(version)) {}

OnnxRuntime::~OnnxRuntime() {
  api_->ReleaseEnv(environment_);
}

Result<void> OnnxRuntime::check(OrtStatus* status) const {
  if (status == nullptr) return {};
  const OrtErrorCode code = api_->GetErrorCode(status);
  std::string message = api_->GetErrorMessage(status);
  api_->ReleaseStatus(status);
  switch (code) {
    case ORT_NO_SUCHFILE:
      return fail(ErrorCode::kNotFound, std::move(message));
    case ORT_NOT_IMPLEMENTED:
      return fail(ErrorCode::kUnsupported, std::move(message));
    case ORT_INVALID_PROTOBUF:
    case ORT_INVALID_GRAPH:
    case ORT_INVALID_ARGUMENT:
    case ORT_NO_MODEL:
    case ORT_FAIL:
      return fail(ErrorCode::kCorrupt, std::move(message));
    default:
      return fail(ErrorCode::kInternal, std::move(message));
  }
}

}  // namespace shoebox::model
