#include "engine/npy.h"

#include <cstring>

#include <gtest/gtest.h>

namespace shoebox::engine {
namespace {

std::string npy(std::string header, std::initializer_list<float> values) {
  header += '\n';
  std::string file("\x93NUMPY\x01\x00", 8);
  file += static_cast<char>(header.size() % 256);
  file += static_cast<char>(header.size() / 256);
  file += header;
  for (const float value : values) file.append(reinterpret_cast<const char*>(&value), sizeof value);
  return file;
}

Result<Matrix> parse(const std::string& file) {
  return parse_npy(std::as_bytes(std::span(file)));
}

TEST(Npy, ReadsOneVectorAndAMatrix) {
  const auto one = parse(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", {1, 2, 3}));
  ASSERT_TRUE(one) << one.error().text();
  EXPECT_EQ(one->rows, 1U);
  EXPECT_EQ(one->values, (std::vector<float>{1, 2, 3}));
  const auto two = parse(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }", {1, 2, 3, 4}));
  ASSERT_TRUE(two);
  EXPECT_EQ(two->rows, 2U);
  EXPECT_EQ(two->columns, 2U);
}

TEST(Npy, OtherTypesAreUnsupported) {
  EXPECT_EQ(parse(npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", {1, 2})).error().code,
            ErrorCode::kUnsupported);
  EXPECT_EQ(parse(npy("{'descr': '<f4', 'fortran_order': True, 'shape': (1, 2), }", {1, 2})).error().code,
            ErrorCode::kUnsupported);
  EXPECT_EQ(parse(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 1), }", {1})).error().code,
            ErrorCode::kUnsupported);
}

TEST(Npy, LyingAndCutFilesAreCorrupt) {
  const std::string good = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }", {1, 2, 3, 4});
  for (std::size_t length = 0; length < good.size(); ++length) EXPECT_FALSE(parse(good.substr(0, length))) << length;
  EXPECT_EQ(
      parse(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4), }", {1})).error().code,
      ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace shoebox::engine
