#include "engine/faiss_file.h"

#include <cstring>
#include <string_view>

#include "core/limits.h"
#include "core/path.h"

namespace shoebox::engine {

namespace {

/// The bytes that are left, from the front.
class Reader final {
 public:
  explicit Reader(std::span<const std::byte> bytes) : bytes_(bytes) {}

  template <typename T>
  Result<T> take() {
    T value{};
    const auto bytes = take_bytes(sizeof value);
    if (!bytes) return std::unexpected(bytes.error());
    std::memcpy(&value, bytes->data(), sizeof value);
    return value;
  }
  Result<std::span<const std::byte>> take_bytes(std::size_t count) {
    if (count > bytes_.size()) return fail(ErrorCode::kCorrupt, "the Faiss index is cut off");
    const auto taken = bytes_.first(count);
    bytes_ = bytes_.subspan(count);
    return taken;
  }
  /// A length, then as many items.
  Result<std::span<const std::byte>> take_list(std::size_t item_bytes) {
    const auto count = take<std::uint64_t>();
    if (!count) return std::unexpected(count.error());
    if (*count > bytes_.size() / item_bytes) return fail(ErrorCode::kCorrupt, "the Faiss index is cut off");
    return take_bytes(static_cast<std::size_t>(*count) * item_bytes);
  }

 private:
  std::span<const std::byte> bytes_;
};

struct Header {
  std::size_t dimension = 0;
  std::size_t count = 0;
};

Result<Header> take_header(Reader& reader) {
  const auto dimension = TRY(reader.take<std::int32_t>());
  const auto count = TRY(reader.take<std::int64_t>());
  TRY(reader.take_bytes(2 * sizeof(std::int64_t) + 1));  // two unused numbers; whether it is trained
  const auto metric = TRY(reader.take<std::int32_t>());
  if (metric > 1) TRY(reader.take_bytes(sizeof(float)));
  if (dimension < 1 || dimension > limits::kEmbeddingDimensionMax || count < 0) {
    return fail(ErrorCode::kCorrupt, "the Faiss index has an impossible size");
  }
  return Header{static_cast<std::size_t>(dimension), static_cast<std::size_t>(count)};
}

Result<MatrixView> take_flat(Reader& reader) {
  const Header header = TRY(take_header(reader));
  const auto values = TRY(reader.take_list(sizeof(float)));
  // Compared by division: the product could overflow.
  const std::size_t count = values.size() / sizeof(float);
  if (count % header.dimension != 0 || count / header.dimension != header.count) {
    return fail(ErrorCode::kCorrupt, "the Faiss index counts its vectors wrongly");
  }
  return MatrixView{header.count, header.dimension, values};
}

bool is_flat(std::string_view kind) {
  return kind == "IxFI" || kind == "IxF2" || kind == "IxFl";
}

Result<std::string_view> take_kind(Reader& reader) {
  const auto bytes = TRY(reader.take_bytes(4));
  return std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

std::unexpected<Error> unsupported(std::string_view kind) {
  return fail(ErrorCode::kUnsupported,
              "this kind of Faiss index does not hold the vectors as they are; export them with Python: "
              "numpy.save('image_features.npy', index.reconstruct_n(0, index.ntotal))",
              printable(kind));
}

}  // namespace

Result<FaissVectors> view_faiss_index(std::span<const std::byte> file) {
  Reader reader(file);
  const std::string_view kind = TRY(take_kind(reader));
  if (is_flat(kind)) {
    const MatrixView matrix = TRY(take_flat(reader));
    return FaissVectors{matrix, {}};
  }
  if (kind != "IxMp" && kind != "IxM2") return unsupported(kind);
  TRY(take_header(reader));
  const std::string_view inner = TRY(take_kind(reader));
  if (!is_flat(inner)) return unsupported(inner);
  FaissVectors vectors;
  vectors.matrix = TRY(take_flat(reader));
  const auto ids = TRY(reader.take_list(sizeof(std::int64_t)));
  if (ids.size() != vectors.matrix.rows * sizeof(std::int64_t)) {
    return fail(ErrorCode::kCorrupt, "the Faiss index has not one id a vector");
  }
  vectors.ids.resize(vectors.matrix.rows);
  if (!ids.empty()) std::memcpy(vectors.ids.data(), ids.data(), ids.size());
  return vectors;
}

std::string faiss_flat_header(std::size_t rows, std::size_t columns) {
  std::string header = "IxFI";
  const auto put = [&](const auto& value) { header.append(reinterpret_cast<const char*>(&value), sizeof value); };
  put(static_cast<std::int32_t>(columns));
  put(static_cast<std::int64_t>(rows));
  put(std::int64_t{1 << 20});
  put(std::int64_t{1 << 20});
  put(std::uint8_t{1});
  put(std::int32_t{0});  // inner product
  put(static_cast<std::uint64_t>(rows * columns));
  return header;
}

}  // namespace shoebox::engine
