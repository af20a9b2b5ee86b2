#include "store/token_repository.h"

#include "store/library_fixture.h"

namespace shoebox::store {
namespace {

using Tokens = LibraryTest;

TEST_F(Tokens, AreFoundByTheirHashUntilTheyAreRemoved) {
  TokenRepository tokens(*database_);
  const std::string hash("a\0b", 3);
  const Token token = write([&](Transaction& t) { return must(tokens.create(t, "script", hash)); });
  EXPECT_EQ(must(tokens.find(hash)).value().id, token.id);
  EXPECT_FALSE(must(tokens.find("a")).has_value());
  EXPECT_EQ(must(tokens.all()).size(), 1U);
  write([&](Transaction& t) {
    must(tokens.remove(t, token.id));
    EXPECT_EQ(tokens.remove(t, token.id).error().code, ErrorCode::kNotFound);
    return 0;
  });
  EXPECT_FALSE(must(tokens.find(hash)).has_value());
}

}  // namespace
}  // namespace shoebox::store
