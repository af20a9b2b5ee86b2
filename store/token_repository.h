#pragma once
// Tokens by which scripts are known to the server. Only a hash of a token is stored. Threads: as the Database.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "store/database.h"

namespace shoebox::store {

struct Token {
  std::int64_t id = 0;
  std::string name;
  std::int64_t created_at_ms = 0;
};

class TokenRepository final {
 public:
  explicit TokenRepository(Database& database) : database_(database) {}

  /// `hash`: bytes. kLimitExceeded when there are limits::kTokensMax.
  Result<Token> create(Transaction& transaction, std::string_view name, std::string_view hash);
  /// kNotFound.
  Result<void> remove(Transaction& transaction, std::int64_t id);
  Result<void> remove_all(Transaction& transaction);
  Result<std::vector<Token>> all();
  Result<std::optional<Token>> find(std::string_view hash);

 private:
  Database& database_;
};

}  // namespace shoebox::store
