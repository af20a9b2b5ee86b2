#pragma once
// Reading numbers out of foreign bytes: every access is checked, nothing is copied.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>

namespace shoebox::image {

enum class ByteOrder { kLittle, kBig };

/// The unsigned number of `size` (1 to 8) bytes at `offset`; nothing when it would end after the bytes do.
inline std::optional<std::uint64_t> read_number(std::span<const std::byte> bytes, std::uint64_t offset, int size,
                                                ByteOrder order) {
  if (offset > bytes.size() || bytes.size() - offset < static_cast<std::uint64_t>(size)) return std::nullopt;
  std::uint64_t value = 0;
  for (int i = 0; i < size; ++i) {
    const int at = order == ByteOrder::kBig ? i : size - 1 - i;
    value = value << 8 | std::to_integer<std::uint64_t>(bytes[offset + at]);
  }
  return value;
}

/// Whether `text` stands at `offset`.
inline bool has_text(std::span<const std::byte> bytes, std::uint64_t offset, std::string_view text) {
  return offset <= bytes.size() && bytes.size() - offset >= text.size() &&
         std::memcmp(bytes.data() + offset, text.data(), text.size()) == 0;
}

}  // namespace shoebox::image
