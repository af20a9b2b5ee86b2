#include "core/result.h"

#include <memory>

#include <gtest/gtest.h>

#include "core/hash.h"

namespace shoebox {
namespace {

Result<std::unique_ptr<int>> half(int number) {
  if (number % 2 != 0) return fail(ErrorCode::kInvalidArgument, "odd", "number");
  return std::make_unique<int>(number / 2);
}

Result<int> quarter(int number) {
  const auto first = TRY(half(number));
  return *TRY(half(*first));
}

TEST(Try, GivesTheValueOrReturnsTheError) {
  EXPECT_EQ(quarter(12), 3);
  EXPECT_EQ(quarter(6).error().code, ErrorCode::kInvalidArgument);
}

TEST(Error, TextAndContextNest) {
  const Error error{ErrorCode::kCorrupt, "cut off", "header"};
  EXPECT_EQ(error.text(), "header: cut off");
  EXPECT_EQ(error.within("a.jpg").text(), "a.jpg: header: cut off");
  EXPECT_EQ(to_string(ErrorCode::kLimitExceeded), "limit_exceeded");
}

TEST(Hash, IsThePublishedXxh3AndStreams) {
  // XXH3_128bits of no bytes, from the xxHash specification.
  EXPECT_EQ(hash_bytes({}).hex(), "99aa06d3014798d86001c324468d497f");
  const std::string text(3'000'000, 'x');
  const auto bytes = std::as_bytes(std::span(text));
  Hasher hasher;
  hasher.update(bytes.first(17));
  hasher.update(bytes.subspan(17));
  EXPECT_EQ(hasher.digest(), hash_bytes(bytes));
}

}  // namespace
}  // namespace shoebox
