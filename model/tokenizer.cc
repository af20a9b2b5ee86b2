#include "model/tokenizer.h"

#include <array>

#include <fmt/format.h>

#include "core/limits.h"
#include "core/path.h"
#include "model/tokenizers_c/tokenizers_c.h"

namespace shoebox::model {
namespace {

constexpr std::size_t kMessageBytes = 256;

const std::uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

/// What a file that is no tokenizer.json is instead.
std::string describe_foreign(std::string_view json, std::string_view reason) {
  if (json.empty()) return "is empty: copy the file again";
  if (json.starts_with("version https://git-lfs")) {
    return "is only a git-lfs pointer: run `git lfs pull` in the bundle's source and copy it again";
  }
  if (json.front() == '<') return "is a web page, not a tokenizer: the download failed; fetch the file again";
  return fmt::format(
      "is no tokenizer that Shoebox can read: it is damaged, cut off or foreign; copy the file again ({})", reason);
}

}  // namespace

class Tokenizer::Impl {
 public:
  explicit Impl(ShoeboxTokenizer* given) : handle(given) {}
  ~Impl() { shoebox_tokenizer_free(handle); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  ShoeboxTokenizer* handle;
};

Tokenizer::Tokenizer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Tokenizer::~Tokenizer() = default;
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;

Result<Tokenizer> Tokenizer::load(const std::string& file) {
  const std::string json = TRY(read_file(file, limits::kBundleTextFileBytesMax));
  std::array<char, kMessageBytes> message{};
  ShoeboxTokenizer* handle = shoebox_tokenizer_load(bytes_of(json), json.size(), message.data(), message.size());
  if (handle == nullptr) return fail(ErrorCode::kCorrupt, describe_foreign(json, message.data()), file);
  return Tokenizer(std::make_unique<Impl>(handle));
}

Result<std::vector<std::int32_t>> Tokenizer::encode(std::string_view text, std::size_t length_max,
                                                    TextCleaning cleaning) const {
  std::vector<std::uint32_t> ids(length_max);
  std::size_t count = 0;
  std::array<char, kMessageBytes> message{};
  const int code = shoebox_tokenizer_encode(impl_->handle, bytes_of(text), text.size(), static_cast<int>(cleaning),
                                            length_max, ids.data(), &count, message.data(), message.size());
  if (code != 0) return fail(ErrorCode::kInternal, fmt::format("the text cannot be tokenized: {}", message.data()));
  return std::vector<std::int32_t>(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(count));
}

std::size_t Tokenizer::vocabulary() const {
  return shoebox_tokenizer_vocabulary(impl_->handle);
}

std::optional<std::int32_t> Tokenizer::find(std::string_view token) const {
  std::uint32_t id = 0;
  if (shoebox_tokenizer_find(impl_->handle, bytes_of(token), token.size(), &id) != 0) return std::nullopt;
  return static_cast<std::int32_t>(id);
}

}  // namespace shoebox::model
