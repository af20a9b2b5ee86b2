#include "store/connection.h"

#include <cstring>

#include <fmt/format.h>
#include <sqlite3.h>

#include "core/check.h"

namespace shoebox::store {

namespace {

std::string damaged_message() {
  return "the library file is damaged; put back a copy of it, or move it away and run `shoebox index` again with your "
         "folders to build a new one";
}

}  // namespace

Error sqlite_error(int code, std::string_view detail, const std::string& path) {
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::kBusy, "another Shoebox writes to the library; try again when it is done", path};
    case SQLITE_FULL:
      return {ErrorCode::kIo, "the disk is full; free some space and run the command again (nothing is half-written)",
              path};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {ErrorCode::kCorrupt, damaged_message(), path};
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH:
    case SQLITE_NOLFS:
      return {ErrorCode::kIo,
              fmt::format("the library file cannot be used ({}); check the disk and its permissions", detail), path};
    case SQLITE_NOMEM:
      return {ErrorCode::kLimitExceeded, "there is not enough memory", path};
    default:
      return {ErrorCode::kInternal, fmt::format("SQLite says: {}", detail), path};
  }
}

Statement::~Statement() {
  if (handle_ != nullptr) connection_->give_back(handle_);
}

Statement::Statement(Statement&& other) noexcept
    : connection_(other.connection_), handle_(std::exchange(other.handle_, nullptr)) {}

Result<bool> Statement::step() {
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return std::unexpected(connection_->last_error());
}

Result<void> Statement::run() {
  while (TRY(step())) {
  }
  return {};
}

void Statement::reset() {
  sqlite3_reset(handle_);
  sqlite3_clear_bindings(handle_);
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(handle_, column);
}

double Statement::real(int column) const {
  return sqlite3_column_double(handle_, column);
}

std::string_view Statement::text(int column) const {
  // The blob first, then its size: the order that sqlite3_column_bytes asks for.
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(handle_, column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

Hash128 Statement::hash(int column) const {
  Hash128 hash;
  const std::string_view bytes = text(column);
  if (bytes.size() == hash.bytes.size()) std::memcpy(hash.bytes.data(), bytes.data(), bytes.size());
  return hash;
}

std::optional<int> Statement::optional_int(int column) const {
  if (is_null(column)) return std::nullopt;
  return static_cast<int>(integer(column));
}

std::optional<double> Statement::optional_real(int column) const {
  if (is_null(column)) return std::nullopt;
  return real(column);
}

void Statement::bind(int index, double value) {
  CHECK(sqlite3_bind_double(handle_, index, value) == SQLITE_OK);
}

void Statement::bind(int index, std::string_view value) {
  // An empty view may hold a null pointer, which would bind NULL.
  const char* bytes = value.empty() ? "" : value.data();
  CHECK(sqlite3_bind_text64(handle_, index, bytes, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8) == SQLITE_OK);
}

void Statement::bind(int index, const Blob& value) {
  const void* bytes = value.bytes.empty() ? static_cast<const void*>("") : value.bytes.data();
  CHECK(sqlite3_bind_blob64(handle_, index, bytes, value.bytes.size(), SQLITE_TRANSIENT) == SQLITE_OK);
}

void Statement::bind_integer(int index, std::int64_t value) {
  CHECK(sqlite3_bind_int64(handle_, index, value) == SQLITE_OK);
}

Connection::~Connection() {
  for (auto& [sql, statements] : idle_) {
    for (sqlite3_stmt* statement : statements) sqlite3_finalize(statement);
  }
  CHECK(sqlite3_close(handle_) == SQLITE_OK);
}

Result<Statement> Connection::prepare(std::string_view sql) {
  if (const auto idle = idle_.find(sql); idle != idle_.end() && !idle->second.empty()) {
    sqlite3_stmt* statement = idle->second.back();
    idle->second.pop_back();
    return Statement(*this, statement);
  }
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &statement, nullptr);
  if (code != SQLITE_OK) return std::unexpected(last_error());
  return Statement(*this, statement);
}

void Connection::give_back(sqlite3_stmt* statement) {
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  idle_[sqlite3_sql(statement)].push_back(statement);
}

Result<std::int64_t> Connection::first_number(Statement& statement) {
  if (TRY(statement.step())) return statement.integer(0);
  return fail(ErrorCode::kInternal, "a count gave no row");
}

Result<void> Connection::run_script(const char* sql) {
  if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) return std::unexpected(last_error());
  return {};
}

bool Connection::in_transaction() const {
  return sqlite3_get_autocommit(handle_) == 0;
}

void Connection::roll_back() noexcept {
  if (sqlite3_get_autocommit(handle_) == 0) sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
}

std::int64_t Connection::last_insert_id() const {
  return sqlite3_last_insert_rowid(handle_);
}

std::int64_t Connection::changes() const {
  return sqlite3_changes64(handle_);
}

Error Connection::last_error() const {
  return sqlite_error(sqlite3_extended_errcode(handle_), sqlite3_errmsg(handle_), path_);
}

Snapshot::~Snapshot() {
  if (open_) connection_.roll_back();  // nothing was written
}

Result<void> Snapshot::begin() {
  if (connection_.in_transaction()) return {};
  TRY(connection_.run("BEGIN"));
  open_ = true;
  return {};
}

}  // namespace shoebox::store
