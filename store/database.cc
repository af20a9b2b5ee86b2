#include "store/database.h"

#include <cctype>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>
#include <sqlite3.h>

#include "core/check.h"
#include "store/connection.h"
#include "store/migrations.h"

namespace shoebox::store {

namespace {

constexpr int kApplicationId = 0x53484258;  // "SHBX", as `file` shows it
constexpr int kBusyMilliseconds = 30'000;
constexpr int kLimitAttached = 0;

constexpr std::int64_t kPageBytes = 8192;
constexpr std::int64_t kSqlitePageBytesMin = 512;

std::int64_t file_bytes(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 ? status.st_size : 0;
}

/// What SQLite would not notice: it takes a file without one whole page for a new one, and fills up a cut last page.
/// Only asked by the writer, and only without a log: a kill may leave half a page in the file that is whole in the log.
bool is_cut_off(const std::string& path) {
  const std::int64_t bytes = file_bytes(path);
  return bytes > 0 && file_bytes(path + "-wal") == 0 && (bytes < kSqlitePageBytesMin || bytes % kPageBytes != 0);
}

bool is_absent(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) != 0 && errno == ENOENT;
}

/// Readers of a write-ahead log share memory in a file beside it. Where that file can neither be found nor made, as on
/// a read-only disk, nobody writes, and the database is read as a file that does not change
/// (https://sqlite.org/wal.html).
bool is_never_written(const std::string& path) {
  const std::string folder = path.substr(0, path.rfind('/') + 1);
  return file_bytes(path + "-wal") == 0 && is_absent(path + "-shm") && access(folder.c_str(), W_OK) != 0;
}

std::string immutable_uri(std::string_view path) {
  std::string uri = "file:";
  for (const char c : path) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '/' || c == '.' || c == '-' || c == '_';
    uri += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri + "?immutable=1";
}

Result<std::unique_ptr<Connection>> connect(const std::string& path, Access access) {
  const bool reads = access == Access::kReadOnly;
  const bool immutable = reads && is_never_written(path);
  const int flags = (reads ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) |
                    (immutable ? SQLITE_OPEN_URI : 0) | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  sqlite3* handle = nullptr;
  const std::string name = immutable ? immutable_uri(path) : path;
  const int code = sqlite3_open_v2(name.c_str(), &handle, flags, nullptr);
  if (code != SQLITE_OK) {
    Error error = sqlite_error(code, handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code), path);
    sqlite3_close(handle);
    return std::unexpected(std::move(error));
  }
  sqlite3_busy_timeout(handle, kBusyMilliseconds);
  // The file may have been made by somebody else: its schema must not run functions or reach other files.
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, kLimitAttached);
  return std::make_unique<Connection>(handle, path, access);
}

enum class Content { kEmpty, kOurs };

/// Whose file this is. Reads its header, so that most damage is found here.
Result<Content> identify(Connection& connection) {
  const std::int64_t application = TRY(connection.number("PRAGMA application_id"));
  const std::int64_t version = TRY(connection.number("PRAGMA user_version"));
  const bool ours = application == kApplicationId;
  if ((application == 0 || ours) && version == 0 && TRY(connection.number("SELECT count(*) FROM sqlite_schema")) == 0) {
    return Content::kEmpty;
  }
  if (!ours) {
    return fail(ErrorCode::kUnsupported, "this is a database of another program; choose another --home",
                connection.path());
  }
  const auto newest = static_cast<std::int64_t>(migrations().size());
  if (version > newest) {
    return fail(ErrorCode::kUnsupported,
                fmt::format("the library was written by a newer Shoebox (schema {}, this one knows {}); update Shoebox",
                            version, newest),
                connection.path());
  }
  if (version < newest && connection.access() == Access::kReadOnly) {
    return fail(ErrorCode::kUnsupported,
                "the library was written by an older Shoebox; run `shoebox index` once to bring it up to date",
                connection.path());
  }
  return Content::kOurs;
}

/// What the file itself is made with: before the first table, and outside of a transaction.
Result<void> prepare_file(Connection& connection, Content content) {
  if (content == Content::kEmpty) {
    TRY(connection.run_script(
        fmt::format("PRAGMA page_size = {}; PRAGMA application_id = {}", kPageBytes, kApplicationId).c_str()));
  }
  return connection.run_script("PRAGMA journal_mode = WAL");
}

/// synchronous FULL: a commit is on the disk when it returns. It costs one sync a second, and without it a power cut
/// could take back commits that a derived index has already seen (docs/data_files.md).
constexpr const char* kWriterSettings =
    "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;"
    "PRAGMA journal_size_limit = 67108864";
constexpr const char* kReaderSettings =
    "PRAGMA query_only = ON; PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY";

Result<void> set_up(Connection& connection, Content content) {
  if (connection.access() == Access::kReadOnly) {
    if (content == Content::kEmpty) {
      return fail(ErrorCode::kNotFound, "the library is empty; run `shoebox index DIR` first", connection.path());
    }
    return connection.run_script(kReaderSettings);
  }
  TRY(prepare_file(connection, content));
  TRY(connection.run_script(kWriterSettings));
  return migrate(connection);
}

}  // namespace

Database::Database(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::open(const std::string& path, Access access) {
  if (access == Access::kReadOnly && is_absent(path)) {
    return fail(ErrorCode::kNotFound, "there is no library yet; run `shoebox index DIR` first", path);
  }
  auto connection = TRY(connect(path, access));
  const Content content = TRY(identify(*connection));
  // After identify(): another program's file is not ours to call damaged.
  if (access == Access::kReadWrite && is_cut_off(path)) return std::unexpected(sqlite_error(SQLITE_CORRUPT, {}, path));
  TRY(set_up(*connection, content));
  return std::unique_ptr<Database>(new Database(std::move(connection)));
}

const std::string& Database::path() const {
  return connection_->path();
}

Access Database::access() const {
  return connection_->access();
}

Result<std::string> Database::home_id() {
  auto statement = TRY(connection_->query("SELECT value FROM setting WHERE key = 'home_id'"));
  if (!TRY(statement.step())) return fail(ErrorCode::kCorrupt, "the library has lost its name", path());
  return std::string(statement.text(0));
}

Result<CommitSequence> Database::last_commit() {
  return CommitSequence{TRY(connection_->number("SELECT value FROM counter WHERE name = 'commit'"))};
}

Result<void> Database::check_integrity() {
  auto statement = TRY(connection_->query("PRAGMA integrity_check(1)"));
  if (!TRY(statement.step())) return fail(ErrorCode::kInternal, "the check gave no answer", path());
  if (statement.text(0) != "ok") {
    Error error = sqlite_error(SQLITE_CORRUPT, {}, path());
    error.message += fmt::format(" (first fault: {})", statement.text(0));
    return std::unexpected(std::move(error));
  }
  auto foreign = TRY(connection_->query("PRAGMA foreign_key_check"));
  if (TRY(foreign.step())) {
    return fail(ErrorCode::kCorrupt, fmt::format("rows of {} point to nothing", foreign.text(0)), path());
  }
  return {};
}

Result<void> Database::checkpoint() {
  return connection_->run("PRAGMA wal_checkpoint(TRUNCATE)");
}

Result<std::unique_ptr<Transaction>> Transaction::begin(Database& database) {
  CHECK(database.access() == Access::kReadWrite);
  CHECK(!database.connection().in_transaction());
  TRY(database.connection().run("BEGIN IMMEDIATE"));
  return std::unique_ptr<Transaction>(new Transaction(database));
}

Transaction::~Transaction() {
  if (open_) database_.connection().roll_back();
}

Result<void> Transaction::commit() {
  TRY(require_open());
  open_ = false;
  const auto committed = database_.connection().run("COMMIT");
  if (!committed) database_.connection().roll_back();
  return committed;
}

Result<void> Transaction::require_open() const {
  CHECK(open_);
  // SQLite gives a transaction up on its own when the disk is full; what came after would be committed row by row.
  if (database_.connection().in_transaction()) return {};
  return fail(ErrorCode::kIo, "the transaction was given up after an earlier error", database_.path());
}

Result<CommitSequence> Transaction::sequence() {
  TRY(require_open());
  if (!sequence_) {
    sequence_ = CommitSequence{TRY(
        database_.connection().number("UPDATE counter SET value = value + 1 WHERE name = 'commit' RETURNING value"))};
  }
  return *sequence_;
}

}  // namespace shoebox::store
