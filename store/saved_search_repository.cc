#include "store/saved_search_repository.h"

#include <optional>

#include "core/limits.h"
#include "store/connection.h"
#include "store/photo_rows.h"

namespace shoebox::store {

namespace {

SavedSearch search_from_row(const Statement& row) {
  return {row.integer(0), std::string(row.text(1)), std::string(row.text(2)), row.integer(3)};
}

std::unexpected<Error> no_such_search() {
  return fail(ErrorCode::kNotFound, "there is no such saved search");
}

}  // namespace

Result<SavedSearch> SavedSearchRepository::create(Transaction& transaction, std::string_view name,
                                                  std::string_view words) {
  TRY(transaction.require_open());
  Connection& connection = database_.connection();
  const auto count = TRY(connection.number("SELECT count(*) FROM saved_search"));
  if (static_cast<std::size_t>(count) >= limits::kSavedSearchesMax) {
    return fail(ErrorCode::kLimitExceeded, "there are too many saved searches: delete one first");
  }
  const auto now = TRY(now_ms(connection));
  TRY(connection.run("INSERT INTO saved_search(name, words, created_at) VALUES(?, ?, ?)", name, words, now));
  return get(connection.last_insert_id());
}

Result<SavedSearch> SavedSearchRepository::change(Transaction& transaction, std::int64_t id, std::string_view name,
                                                  std::string_view words) {
  TRY(transaction.require_open());
  TRY(database_.connection().run("UPDATE saved_search SET name = ?, words = ? WHERE id = ?", name, words, id));
  return get(id);
}

Result<void> SavedSearchRepository::remove(Transaction& transaction, std::int64_t id) {
  TRY(transaction.require_open());
  TRY(database_.connection().run("DELETE FROM saved_search WHERE id = ?", id));
  if (database_.connection().changes() == 0) return no_such_search();
  return {};
}

Result<SavedSearch> SavedSearchRepository::get(std::int64_t id) {
  auto row = TRY(database_.connection().query("SELECT id, name, words, created_at FROM saved_search WHERE id = ?", id));
  if (!TRY(row.step())) return no_such_search();
  return search_from_row(row);
}

Result<std::vector<SavedSearch>> SavedSearchRepository::all() {
  std::vector<SavedSearch> searches;
  auto rows =
      TRY(database_.connection().query("SELECT id, name, words, created_at FROM saved_search ORDER BY name, id"));
  while (TRY(rows.step())) searches.push_back(search_from_row(rows));
  return searches;
}

Result<void> SavedSearchRepository::keep(Transaction& transaction, std::string_view words) {
  TRY(transaction.require_open());
  Connection& connection = database_.connection();
  // Replaced, so that its row is the newest also within a millisecond.
  TRY(connection.run("DELETE FROM kept_search WHERE words = ?", words));
  const auto now = TRY(now_ms(connection));
  TRY(connection.run("INSERT INTO kept_search(words, at) VALUES(?, ?)", words, now));
  return connection.run("DELETE FROM kept_search WHERE id NOT IN (SELECT id FROM kept_search ORDER BY id DESC LIMIT ?)",
                        static_cast<std::int64_t>(limits::kHistoryMax));
}

Result<void> SavedSearchRepository::forget_kept(Transaction& transaction) {
  TRY(transaction.require_open());
  return database_.connection().run("DELETE FROM kept_search");
}

Result<std::vector<KeptSearch>> SavedSearchRepository::kept() {
  std::vector<KeptSearch> searches;
  auto rows = TRY(database_.connection().query("SELECT words, at FROM kept_search ORDER BY id DESC"));
  while (TRY(rows.step())) searches.push_back({std::string(rows.text(0)), rows.integer(1)});
  return searches;
}

}  // namespace shoebox::store
