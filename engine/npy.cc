#include "engine/npy.h"

#include <bit>
#include <charconv>
#include <cstring>

#include <fmt/format.h>

#include "core/limits.h"
#include "core/path.h"

namespace shoebox::engine {

namespace {

constexpr std::string_view kMagic = "\x93NUMPY";

/// What follows `'key':` in the header's Python literal, without leading spaces; empty when the key is not there.
std::string_view value_of(std::string_view header, std::string_view key) {
  const auto at = header.find(fmt::format("'{}':", key));
  if (at == std::string_view::npos) return {};
  header.remove_prefix(at + key.size() + 3);
  const auto start = header.find_first_not_of(' ');
  return start == std::string_view::npos ? std::string_view{} : header.substr(start);
}

/// "(3, 512)" or "(512,)".
Result<std::vector<std::size_t>> parse_shape(std::string_view text) {
  const auto end = text.find(')');
  if (!text.starts_with('(') || end == std::string_view::npos)
    return fail(ErrorCode::kCorrupt, "the .npy header has no shape");
  text = text.substr(1, end - 1);
  std::vector<std::size_t> shape;
  while (true) {
    while (text.starts_with(' ') || text.starts_with(',')) text.remove_prefix(1);
    if (text.empty()) return shape;
    std::size_t side = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), side);
    if (error != std::errc() || shape.size() == 2)
      return fail(ErrorCode::kUnsupported, "the array must be [D] or [N, D]");
    shape.push_back(side);
    text.remove_prefix(static_cast<std::size_t>(rest - text.data()));
  }
}

}  // namespace

Result<MatrixView> view_npy(std::span<const std::byte> file) {
  static_assert(std::endian::native == std::endian::little);
  const std::string_view bytes(reinterpret_cast<const char*>(file.data()), file.size());
  if (!bytes.starts_with(kMagic) || bytes.size() < 12) return fail(ErrorCode::kCorrupt, "not a .npy file");
  const bool long_header = bytes[6] > 1;
  std::uint32_t header_bytes = 0;
  std::memcpy(&header_bytes, bytes.data() + 8, long_header ? 4 : 2);
  const std::size_t data_start = (long_header ? 12U : 10U) + std::size_t{header_bytes};
  if (data_start > bytes.size()) return fail(ErrorCode::kCorrupt, "the .npy header is cut off");
  const std::string_view header = bytes.substr(0, data_start).substr(long_header ? 12 : 10);
  if (!value_of(header, "descr").starts_with("'<f4'"))
    return fail(ErrorCode::kUnsupported, "the numbers must be float32 ('<f4')");
  if (!value_of(header, "fortran_order").starts_with("False"))
    return fail(ErrorCode::kUnsupported, "the array must be in C order");
  const auto shape = TRY(parse_shape(value_of(header, "shape")));
  if (shape.empty()) return fail(ErrorCode::kUnsupported, "the array must be [D] or [N, D]");
  MatrixView matrix;
  matrix.rows = shape.size() == 2 ? shape[0] : 1;
  matrix.columns = shape.back();
  const std::size_t count = (bytes.size() - data_start) / sizeof(float);
  const bool fits = matrix.columns == 0 ? matrix.rows == 0 : matrix.rows <= count / matrix.columns;
  if (!fits) return fail(ErrorCode::kCorrupt, "the .npy file is shorter than its shape says");
  matrix.values = file.subspan(data_start, matrix.rows * matrix.columns * sizeof(float));
  return matrix;
}

Result<Matrix> parse_npy(std::span<const std::byte> file) {
  const MatrixView view = TRY(view_npy(file));
  Matrix matrix{view.rows, view.columns, std::vector<float>(view.rows * view.columns)};
  if (!matrix.values.empty()) std::memcpy(matrix.values.data(), view.values.data(), view.values.size());
  return matrix;
}

std::string npy_header(std::size_t rows, std::size_t columns) {
  constexpr std::size_t kBytes = 128;  // the format wants a multiple of 64
  std::string header(kMagic);
  header += {'\x01', '\x00', static_cast<char>(kBytes - 10), '\x00'};
  header += fmt::format("{{'descr': '<f4', 'fortran_order': False, 'shape': ({}, {}), }}", rows, columns);
  header.resize(kBytes - 1, ' ');
  return header + '\n';
}

Result<Matrix> load_npy(const std::string& path) {
  const std::string content = TRY(read_file(path, 8 * limits::kGiB));
  auto matrix = parse_npy(std::as_bytes(std::span(content)));
  if (!matrix) return std::unexpected(matrix.error().within(printable(path)));
  return matrix;
}

}  // namespace shoebox::engine
