#pragma once
// Text to token ids by a bundle's tokenizer.json, through the Rust `tokenizers` crate (the reference implementation)
// behind a small C ABI (model/tokenizers_c/). Thread-safe after creation. Never throws, never aborts on foreign input.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "model/family.h"

namespace shoebox::model {

class Tokenizer final {
 public:
  /// kCorrupt names the file when it is no tokenizer.json.
  static Result<Tokenizer> load(const std::string& file);
  ~Tokenizer();
  Tokenizer(Tokenizer&&) noexcept;
  Tokenizer& operator=(Tokenizer&&) noexcept;

  /// The ids with special tokens, cut to `length_max` so that the closing special token stays. Bytes that are not UTF-8
  /// count as U+FFFD.
  Result<std::vector<std::int32_t>> encode(std::string_view text, std::size_t length_max,
                                           TextCleaning cleaning = TextCleaning::kNone) const;

  /// The number of pieces, without added tokens.
  std::size_t vocabulary() const;
  /// The id of exactly this token, special ones included.
  std::optional<std::int32_t> find(std::string_view token) const;

 private:
  class Impl;
  explicit Tokenizer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace shoebox::model
