#pragma once
// What the tests of this room share: a folder that goes away, and rows whose content tells which they are.

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "index/cascade_index.h"
#include "simd/dot.h"

namespace shoebox::index {

class TestFolder final {
 public:
  TestFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "shoebox-index-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;

  std::string file(const std::string& name = "a.index") const { return path_ + "/" + name; }

 private:
  std::string path_;
};

/// A unit vector that only `seed` decides.
inline std::vector<float> unit_vector(int dimension, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<float> values(static_cast<std::size_t>(dimension));
  for (float& value : values) value = static_cast<float>(random()) / 4294967296.0F - 0.5F;
  simd::normalize_rows(values.data(), 1, values.size());
  return values;
}

inline std::vector<std::uint16_t> half_row(int dimension, std::uint32_t seed) {
  const std::vector<float> values = unit_vector(dimension, seed);
  std::vector<std::uint16_t> halves(values.size());
  simd::f32_to_f16(values.data(), values.size(), halves.data());
  return halves;
}

/// Appends one row a slot; the row's seed is the slot plus `version`.
inline Result<void> append_slots(VectorIndex& index, const std::vector<std::uint32_t>& slots,
                                 std::uint32_t version = 0) {
  std::vector<Slot> named;
  std::vector<std::uint16_t> rows;
  for (const std::uint32_t slot : slots) {
    named.push_back(Slot{slot});
    const auto row = half_row(index.dimension(), slot + version);
    rows.insert(rows.end(), row.begin(), row.end());
  }
  return index.append(named, rows);
}

inline std::vector<std::uint32_t> slot_range(std::uint32_t from, std::uint32_t to) {
  std::vector<std::uint32_t> slots;
  for (std::uint32_t slot = from; slot < to; ++slot) slots.push_back(slot);
  return slots;
}

/// Codes from the first full block on.
inline IndexOptions early_codes(int threads = 2) {
  IndexOptions options;
  options.threads = threads;
  options.exact_rows = 1024;
  return options;
}

}  // namespace shoebox::index
