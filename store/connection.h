#pragma once
// The room's own view of sqlite3: one open connection with its prepared statements. Included by store/*.cc alone; the
// library's own header is seen by connection.cc and database.cc only. Threads: as the Database.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/result.h"
#include "store/database.h"

struct sqlite3;
struct sqlite3_stmt;

namespace shoebox::store {

/// Bytes for a BLOB column; a parameter type only.
struct Blob {
  std::span<const std::byte> bytes;
};

inline Blob blob(std::string_view text) {
  return {std::as_bytes(std::span(text))};
}
inline Blob blob(const Hash128& hash) {
  return {std::as_bytes(std::span(hash.bytes))};
}

/// A prepared statement, borrowed from its connection and given back when it goes. Parameters count from 1, columns
/// from 0. Text and blob columns are valid until the next step.
class Statement final {
 public:
  Statement(Connection& connection, sqlite3_stmt* handle) : connection_(&connection), handle_(handle) {}
  ~Statement();
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  template <typename... Values>
  void bind_all(const Values&... values) {
    int index = 0;
    (bind(++index, values), ...);
  }

  /// Whether there is a row.
  Result<bool> step();
  /// Steps to the end, for statements that give no rows.
  Result<void> run();
  /// To be bound and stepped again.
  void reset();

  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string_view text(int column) const;  // also of BLOB columns
  Hash128 hash(int column) const;           // zero when the column is not 16 bytes
  std::optional<int> optional_int(int column) const;
  std::optional<double> optional_real(int column) const;

 private:
  template <std::integral T>
  void bind(int index, T value) {
    bind_integer(index, static_cast<std::int64_t>(value));
  }
  template <typename T>
  void bind(int index, const std::optional<T>& value) {
    if (value) bind(index, *value);  // a parameter that is not bound is NULL
  }
  void bind(int index, double value);
  void bind(int index, std::string_view value);
  void bind(int index, const std::string& value) { bind(index, std::string_view(value)); }
  void bind(int index, const char* value) { bind(index, std::string_view(value)); }
  void bind(int index, const Blob& value);
  void bind_integer(int index, std::int64_t value);

  Connection* connection_;
  sqlite3_stmt* handle_;
};

class Connection final {
 public:
  Connection(sqlite3* handle, std::string path, Access access)
      : handle_(handle), path_(std::move(path)), access_(access) {}
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// The statement with its parameters bound, not yet stepped.
  template <typename... Values>
  Result<Statement> query(std::string_view sql, const Values&... values) {
    auto statement = prepare(sql);
    if (statement) statement->bind_all(values...);
    return statement;
  }
  /// For statements that give no rows.
  template <typename... Values>
  Result<void> run(std::string_view sql, const Values&... values) {
    auto statement = query(sql, values...);
    if (!statement) return std::unexpected(std::move(statement).error());
    return statement->run();
  }
  /// A single number; kInternal when there is no row.
  template <typename... Values>
  Result<std::int64_t> number(std::string_view sql, const Values&... values) {
    auto statement = query(sql, values...);
    if (!statement) return std::unexpected(std::move(statement).error());
    return first_number(*statement);
  }
  /// Several statements without parameters: schema scripts.
  Result<void> run_script(const char* sql);

  bool in_transaction() const;
  /// Ends the transaction, where there is one, as if it had not been. For destructors and after errors.
  void roll_back() noexcept;
  std::int64_t last_insert_id() const;
  /// How many rows the last INSERT, UPDATE or DELETE touched.
  std::int64_t changes() const;

  /// The connection's last failure, as ours.
  Error last_error() const;

  const std::string& path() const { return path_; }
  Access access() const { return access_; }

 private:
  friend class Statement;
  Result<Statement> prepare(std::string_view sql);
  static Result<std::int64_t> first_number(Statement& statement);
  void give_back(sqlite3_stmt* statement);

  sqlite3* handle_;
  std::string path_;
  Access access_;
  std::unordered_map<std::string_view, std::vector<sqlite3_stmt*>> idle_;  // by text; keys are the statements' own
};

/// What a result code of SQLite means for the file at `path`.
Error sqlite_error(int code, std::string_view detail, const std::string& path);

/// Makes several reads see one commit. Inside a transaction that writes it does nothing: that is a snapshot already.
class Snapshot final {
 public:
  explicit Snapshot(Connection& connection) : connection_(connection) {}
  ~Snapshot();
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;
  Result<void> begin();

 private:
  Connection& connection_;
  bool open_ = false;
};

}  // namespace shoebox::store
