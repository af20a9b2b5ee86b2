#include "simd/dot.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "simd/half.h"
#include "simd/targets.h"

namespace shoebox::simd {
namespace {

struct Case {
  std::size_t n = 0;
  std::size_t dimension = 0;
  std::size_t query_count = 0;
  std::vector<std::uint16_t> rows;
  std::vector<float> queries;
};

Case random_case(std::size_t n, std::size_t dimension, std::size_t query_count, unsigned seed) {
  Case made{n, dimension, query_count, {}, {}};
  std::mt19937 random(seed);
  std::normal_distribution<float> normal(0.0F, 0.1F);
  for (std::size_t i = 0; i < n * dimension; ++i) made.rows.push_back(float_to_half(normal(random)));
  for (std::size_t i = 0; i < query_count * dimension; ++i) made.queries.push_back(normal(random));
  return made;
}

/// In double precision; `size` gets the sum of the products' sizes, which bounds the rounding error.
double exact_dot(const Case& of, std::size_t row, std::size_t query, double& size) {
  double sum = 0;
  size = 0;
  for (std::size_t d = 0; d < of.dimension; ++d) {
    const double product =
        static_cast<double>(half_to_float(of.rows[row * of.dimension + d])) * of.queries[query * of.dimension + d];
    sum += product;
    size += std::abs(product);
  }
  return sum;
}

class DotTest : public testing::Test {
 protected:
  void TearDown() override { force_target(""); }
};

void check(const Case& of) {
  std::vector<const std::uint16_t*> pointers;
  for (std::size_t i = 0; i < of.n; ++i) pointers.push_back(of.rows.data() + i * of.dimension);
  for (const std::string_view target : supported_targets()) {
    force_target(target);
    std::vector<float> scores(of.n * of.query_count, NAN);
    std::vector<float> scattered(of.n * of.query_count, NAN);
    dot_f16(of.rows.data(), of.n, of.dimension, of.queries.data(), of.query_count, scores.data());
    dot_f16_rows(pointers.data(), of.n, of.dimension, of.queries.data(), of.query_count, scattered.data());
    EXPECT_EQ(scores, scattered) << target;
    for (std::size_t q = 0; q < of.query_count; ++q) {
      for (std::size_t i = 0; i < of.n; ++i) {
        double size = 0;
        const double expected = exact_dot(of, i, q, size);
        const double tolerance = size * of.dimension * 6e-8 + 1e-37;
        ASSERT_NEAR(scores[q * of.n + i], expected, tolerance)
            << target << " row " << i << " query " << q << " dimension " << of.dimension;
      }
    }
  }
}

TEST_F(DotTest, ScalarIsAlwaysThereAndLast) {
  ASSERT_FALSE(supported_targets().empty());
  EXPECT_EQ(supported_targets().back(), "SCALAR");
  force_target("SCALAR");
  EXPECT_GE(supported_targets().size(), 2U) << "x86-64-v2 and aarch64 have vectors";
}

TEST_F(DotTest, EveryTargetAgreesAtEveryDimensionToSixtyEight) {
  for (std::size_t dimension = 1; dimension <= 68; ++dimension) {
    check(random_case(11, dimension, 6, static_cast<unsigned>(dimension)));
  }
}

TEST_F(DotTest, EveryTargetAgreesAtLargeAndOddDimensions) {
  for (const std::size_t dimension : {127U, 255U, 512U, 513U, 767U, 768U, 1024U, 1151U, 1999U, 2047U, 2048U}) {
    check(random_case(9, dimension, 5, static_cast<unsigned>(dimension)));
  }
}

TEST_F(DotTest, EveryTargetAgreesAtEveryOddDimensionToTwoThousandAndFortySeven) {
  for (std::size_t dimension = 69; dimension <= 2047; dimension += 2) {
    check(random_case(2, dimension, 1, static_cast<unsigned>(dimension)));
  }
}

TEST_F(DotTest, EveryCountOfRowsAndQueriesIsScored) {
  for (std::size_t n = 0; n <= 19; ++n) {
    for (std::size_t query_count = 0; query_count <= 9; ++query_count) check(random_case(n, 33, query_count, 7));
  }
  check(random_case(200, 17, 3, 8));
}

TEST_F(DotTest, SubnormalZeroAndLargestHalvesAreExactEnough) {
  const std::vector<std::uint16_t> odd = {0x0000, 0x8000, 0x0001, 0x8001, 0x03ff,
                                          0x83ff, 0x0400, 0x7bff, 0xfbff, 0x3c00};
  for (const std::size_t dimension : {1U, 15U, 37U, 512U}) {
    Case made = random_case(10, dimension, 5, 3);
    for (std::size_t i = 0; i < made.rows.size(); ++i) made.rows[i] = odd[(i * 7 + i / dimension) % odd.size()];
    check(made);
    std::fill(made.rows.begin(), made.rows.end(), 0);
    check(made);
  }
}

TEST_F(DotTest, EqualRowsHaveEqualScoresWhereverTheyLie) {
  for (const std::string_view target : supported_targets()) {
    force_target(target);
    Case made = random_case(1, 515, 7, 5);
    std::vector<float> alone(7);
    for (std::size_t q = 0; q < 7; ++q) dot_f16(made.rows.data(), 1, 515, &made.queries[q * 515], 1, &alone[q]);
    const std::vector<std::uint16_t> row = made.rows;
    for (int copy = 0; copy < 75; ++copy) made.rows.insert(made.rows.end(), row.begin(), row.end());
    std::vector<float> scores(76 * 7);
    dot_f16(made.rows.data(), 76, 515, made.queries.data(), 7, scores.data());
    for (std::size_t i = 0; i < scores.size(); ++i) ASSERT_EQ(scores[i], alone[i / 76]) << target << " " << i;
  }
}

TEST_F(DotTest, NothingIsReadBehindTheLastRow) {
  // Exactly as long as needed, so that AddressSanitizer sees a read too far.
  for (std::size_t dimension = 1; dimension <= 40; ++dimension) {
    const Case made = random_case(3, dimension, 5, 1);
    const std::vector<std::uint16_t> rows(made.rows.begin(), made.rows.end());
    std::vector<float> scores(15);
    dot_f16(rows.data(), 3, dimension, made.queries.data(), 5, scores.data());
    EXPECT_TRUE(all_finite(scores.data(), scores.size()));
  }
}

}  // namespace
}  // namespace shoebox::simd
