#include "model/protobuf_reader.h"

namespace shoebox::model {
namespace {

enum class WireType : std::uint32_t { kVarint = 0, kFixed64 = 1, kBytes = 2, kFixed32 = 5 };

}  // namespace

std::nullopt_t ProtobufReader::stop(bool cut_off) {
  good_ = false;
  cut_off_ = cut_off;
  rest_ = {};
  return std::nullopt;
}

std::optional<std::uint64_t> ProtobufReader::varint() {
  std::uint64_t value = 0;
  for (std::size_t index = 0; index < rest_.size() && index < 10; ++index) {
    const auto byte = std::to_integer<std::uint64_t>(rest_[index]);
    value |= (byte & 0x7F) << (7 * index);
    if ((byte & 0x80) == 0) {
      rest_ = rest_.subspan(index + 1);
      return value;
    }
  }
  return stop(rest_.size() < 10);
}

std::optional<Bytes> ProtobufReader::take(std::uint64_t count) {
  if (count > rest_.size()) return stop(true);
  const Bytes taken = rest_.first(static_cast<std::size_t>(count));
  rest_ = rest_.subspan(static_cast<std::size_t>(count));
  return taken;
}

std::optional<ProtobufField> ProtobufReader::next() {
  if (rest_.empty()) return std::nullopt;
  const auto key = varint();
  if (!key) return std::nullopt;
  ProtobufField field;
  if (*key >> 3 == 0 || *key >> 3 > 0x1FFF'FFFF) return stop(false);
  field.number = static_cast<std::uint32_t>(*key >> 3);
  switch (static_cast<WireType>(*key & 7)) {
    case WireType::kVarint: {
      const auto value = varint();
      if (!value) return std::nullopt;
      field.number_value = *value;
      return field;
    }
    case WireType::kBytes: {
      const auto length = varint();
      if (!length) return std::nullopt;
      const auto bytes = take(*length);
      if (!bytes) return std::nullopt;
      field.is_bytes = true;
      field.bytes = *bytes;
      return field;
    }
    case WireType::kFixed64:
    case WireType::kFixed32:
      if (!take((*key & 7) == 1 ? 8 : 4)) return std::nullopt;
      return field;
  }
  return stop(false);
}

void read_packed(Bytes bytes, std::vector<std::int64_t>& values) {
  std::uint64_t value = 0;
  unsigned shift = 0;
  for (const std::byte byte : bytes) {
    if (shift < 64) value |= (std::to_integer<std::uint64_t>(byte) & 0x7F) << shift;
    shift += 7;
    if (std::to_integer<unsigned>(byte & std::byte{0x80}) != 0) continue;
    values.push_back(static_cast<std::int64_t>(value));
    value = 0;
    shift = 0;
  }
}

}  // namespace shoebox::model
