#pragma once
// The ONNX Runtime library, opened at run time. Internal to model/: the only header that names its C API.

#define ORT_API_MANUAL_INIT
#include <memory>
#include <string>

#include "core/result.h"
#include "model/third_party/onnxruntime/onnxruntime_c_api.h"

namespace shoebox::model {

/// An open library and its environment. Sessions share it and it outlives them; the process may open it several times
/// (the runtime keeps one environment underneath). The library stays loaded: its threads do not survive an unload.
class OnnxRuntime final {
 public:
  /// `library` as in SessionConfig. kNotFound says where it was looked for; kUnsupported when it is too old.
  static Result<std::shared_ptr<OnnxRuntime>> open(const std::string& library);
  OnnxRuntime(const OrtApi* api, OrtEnv* environment, std::string version);
  ~OnnxRuntime();
  OnnxRuntime(const OnnxRuntime&) = delete;
  OnnxRuntime& operator=(const OnnxRuntime&) = delete;

  const OrtApi& api() const { return *api_; }
  OrtEnv* environment() const { return environment_; }
  const std::string& version() const { return version_; }
  /// Takes the status over: its code and message. A null status is OK.
  Result<void> check(OrtStatus* status) const;

 private:
  const OrtApi* api_;
  OrtEnv* environment_;
  std::string version_;
};

}  // namespace shoebox::model
