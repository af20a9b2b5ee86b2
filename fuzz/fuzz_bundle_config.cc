// A model bundle's JSON files: settings or one error, never a crash, and never a value outside its limits.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/check.h"
#include "core/limits.h"
#include "model/bundle_settings.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace shoebox;
  if (size == 0) return 0;
  std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  // One byte chooses the layout; zero bytes part the files.
  const auto next = [&] {
    const std::size_t end = std::min(rest.find('\0'), rest.size());
    std::string text(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return text;
  };
  model::BundleTexts texts;
  texts.layout = (data[0] & 1) != 0 ? model::Layout::kHub : model::Layout::kImmich;
  texts.folder_name = next();
  texts.config = next();
  texts.preprocess = next();
  texts.tokenizer_config = next();
  const auto settings = model::parse_bundle_settings(texts);
  if (!settings) {
    CHECK(!settings.error().message.empty() && !settings.error().context.empty());
    return 0;
  }
  CHECK(settings->family != nullptr);
  CHECK(settings->dimension >= 0 && settings->dimension <= limits::kEmbeddingDimensionMax);
  CHECK(settings->image.side >= 0 && settings->image.side <= 4096);
  CHECK(settings->context_length >= 1 && settings->context_length <= 4096 && settings->pad_id >= 0);
  for (const float deviation : settings->image.std) CHECK(std::isfinite(deviation) && deviation > 0);
  return 0;
}
