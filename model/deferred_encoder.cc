// An image tower that is loaded when there is a first picture for it: a run that finds nothing new needs none, and
// others read their first photos meanwhile.

#include <mutex>
#include <optional>

#include "model/bundle.h"

namespace shoebox::model {
namespace {

class DeferredImageEncoder final : public ImageEncoder {
 public:
  DeferredImageEncoder(Bundle bundle, RuntimeConfig runtime)
      : bundle_(std::move(bundle)), runtime_(std::move(runtime)) {}

  const ImageInputSpec& input() const override { return bundle_.image; }
  int dimension() const override { return bundle_.dimension; }

  Result<std::vector<float>> encode(std::span<const std::uint8_t> pixels, std::size_t n) override {
    std::call_once(once_, [this] { loaded_ = load_image_encoder(bundle_, runtime_); });
    if (!*loaded_) return std::unexpected(loaded_->error());
    return (**loaded_)->encode(pixels, n);
  }

 private:
  Bundle bundle_;
  RuntimeConfig runtime_;
  std::once_flag once_;
  std::optional<Result<std::unique_ptr<ImageEncoder>>> loaded_;
};

}  // namespace

std::unique_ptr<ImageEncoder> defer_image_encoder(const Bundle& bundle, const RuntimeConfig& runtime) {
  return std::make_unique<DeferredImageEncoder>(bundle, runtime);
}

}  // namespace shoebox::model
