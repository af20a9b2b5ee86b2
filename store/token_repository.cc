#include "store/token_repository.h"

#include "core/limits.h"
#include "store/connection.h"
#include "store/photo_rows.h"

namespace shoebox::store {

namespace {

Token token_from_row(const Statement& row) {
  return {row.integer(0), std::string(row.text(1)), row.integer(2)};
}

}  // namespace

Result<Token> TokenRepository::create(Transaction& transaction, std::string_view name, std::string_view hash) {
  TRY(transaction.require_open());
  Connection& connection = database_.connection();
  const auto count = TRY(connection.number("SELECT count(*) FROM access_token"));
  if (static_cast<std::size_t>(count) >= limits::kTokensMax) {
    return fail(ErrorCode::kLimitExceeded, "there are too many tokens: delete one first");
  }
  const auto now = TRY(now_ms(connection));
  TRY(connection.run("INSERT INTO access_token(name, hash, created_at) VALUES(?, ?, ?)", name, blob(hash), now));
  return Token{connection.last_insert_id(), std::string(name), now};
}

Result<void> TokenRepository::remove(Transaction& transaction, std::int64_t id) {
  TRY(transaction.require_open());
  TRY(database_.connection().run("DELETE FROM access_token WHERE id = ?", id));
  if (database_.connection().changes() == 0) return fail(ErrorCode::kNotFound, "there is no such token");
  return {};
}

Result<void> TokenRepository::remove_all(Transaction& transaction) {
  TRY(transaction.require_open());
  return database_.connection().run("DELETE FROM access_token");
}

Result<std::vector<Token>> TokenRepository::all() {
  std::vector<Token> tokens;
  auto rows = TRY(database_.connection().query("SELECT id, name, created_at FROM access_token ORDER BY id"));
  while (TRY(rows.step())) tokens.push_back(token_from_row(rows));
  return tokens;
}

Result<std::optional<Token>> TokenRepository::find(std::string_view hash) {
  auto row =
      TRY(database_.connection().query("SELECT id, name, created_at FROM access_token WHERE hash = ?", blob(hash)));
  if (!TRY(row.step())) return std::nullopt;
  return token_from_row(row);
}

}  // namespace shoebox::store
