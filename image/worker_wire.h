#pragma once
// Numbers and strings as little-endian bytes, for the messages between the pool and its workers (both ends are the same
// program on the same machine). The reader trusts nothing: every length is checked against what is left, and after the
// first fault it gives zeros and says so in ok().

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace shoebox::image {

static_assert(std::endian::native == std::endian::little, "the worker's messages are written as the memory holds them");

class WireWriter final {
 public:
  template <typename T>
    requires(std::is_arithmetic_v<T> || std::is_enum_v<T>)
  void number(T value) {
    const auto* first = reinterpret_cast<const std::byte*>(&value);
    bytes_.insert(bytes_.end(), first, first + sizeof value);
  }

  template <typename T>
  void maybe(const std::optional<T>& value) {
    number(static_cast<std::uint8_t>(value.has_value()));
    number(value.value_or(T{}));
  }

  void text(std::string_view value) {
    number(static_cast<std::uint32_t>(value.size()));
    const auto* first = reinterpret_cast<const std::byte*>(value.data());
    bytes_.insert(bytes_.end(), first, first + value.size());
  }

  std::vector<std::byte> take() { return std::move(bytes_); }

 private:
  std::vector<std::byte> bytes_;
};

class WireReader final {
 public:
  explicit WireReader(std::span<const std::byte> bytes) : bytes_(bytes) {}

  template <typename T>
    requires(std::is_arithmetic_v<T>)
  T number() {
    T value{};
    const std::span<const std::byte> raw = take(sizeof value);
    if (!raw.empty()) std::memcpy(&value, raw.data(), sizeof value);
    return value;
  }

  /// A flag, an enumeration or a count: anything above `max` is a fault.
  std::uint32_t bounded(std::uint32_t value, std::uint32_t max) {
    if (value > max) ok_ = false;
    return ok_ ? value : 0;
  }

  template <typename T>
  std::optional<T> maybe() {
    const bool present = bounded(number<std::uint8_t>(), 1) != 0;
    const T value = number<T>();
    return present && ok_ ? std::optional<T>(value) : std::nullopt;
  }

  std::string text(std::uint32_t bytes_max) {
    const std::span<const std::byte> raw = take(bounded(number<std::uint32_t>(), bytes_max));
    return {reinterpret_cast<const char*>(raw.data()), raw.size()};
  }

  void fault() { ok_ = false; }
  bool ok() const { return ok_; }
  bool at_end() const { return ok_ && bytes_.empty(); }

 private:
  std::span<const std::byte> take(std::size_t size) {
    if (!ok_ || size > bytes_.size()) {
      ok_ = false;
      return {};
    }
    const std::span<const std::byte> front = bytes_.first(size);
    bytes_ = bytes_.subspan(size);
    return front;
  }

  std::span<const std::byte> bytes_;
  bool ok_ = true;
};

}  // namespace shoebox::image
