#pragma once
// Reads NumPy's .npy files of float32 vectors (format 1.0 to 3.0: numpy.lib.format). Outside bytes: every length is
// checked.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"

namespace shoebox::engine {

struct Matrix {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<float> values;  // row-major
};

/// The same where it lies: `values` points to rows x columns little-endian float32, at any alignment.
struct MatrixView {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::span<const std::byte> values;
};
Result<MatrixView> view_npy(std::span<const std::byte> file);

/// The first bytes of a .npy file of float32 [rows, columns], before its values; always as long.
std::string npy_header(std::size_t rows, std::size_t columns);

/// Little-endian float32 in C order, [D] (one row) or [N, D]. kUnsupported for other types, kCorrupt for damage.
Result<Matrix> parse_npy(std::span<const std::byte> file);

/// The same from disk. kNotFound, kIo.
Result<Matrix> load_npy(const std::string& path);

}  // namespace shoebox::engine
