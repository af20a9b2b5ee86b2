#pragma once
// Walks the fields of one protobuf message in memory, without a schema: just enough to read an ONNX file's frame.
// Wire format: https://protobuf.dev/programming-guides/encoding. Every length is checked against what is there.
// Views point into the given bytes.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace shoebox::model {

using Bytes = std::span<const std::byte>;

struct ProtobufField {
  std::uint32_t number = 0;
  bool is_bytes = false;           // else number_value is set
  std::uint64_t number_value = 0;  // varint; fixed 32 and 64 bits are skipped as 0
  Bytes bytes;

  std::string_view text() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
};

class ProtobufReader final {
 public:
  explicit ProtobufReader(Bytes bytes) : rest_(bytes) {}

  /// The next field; nothing at the end or at the first byte that makes no sense (then good() is false).
  std::optional<ProtobufField> next();
  bool good() const { return good_; }
  /// A field claims more bytes than there are.
  bool cut_off() const { return cut_off_; }

 private:
  std::optional<std::uint64_t> varint();
  std::optional<Bytes> take(std::uint64_t count);
  std::nullopt_t stop(bool cut_off);

  Bytes rest_;
  bool good_ = true;
  bool cut_off_ = false;
};

/// Appends the varints of a packed repeated field.
void read_packed(Bytes bytes, std::vector<std::int64_t>& values);

}  // namespace shoebox::model
