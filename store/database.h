#pragma once
// The truth on disk: one SQLite file in WAL mode (docs/data_files.md says what is in it and what survives a power cut).
//
// A Database is one connection: used by one thread at a time, opened as often as wanted. Any number of read-only ones
// may live beside one that writes, in this process or others; each sees whole commits. Repositories borrow it and must
// not outlive it.

#include <memory>
#include <optional>
#include <string>

#include "core/ids.h"
#include "core/result.h"

namespace shoebox::store {

enum class Access : std::uint8_t { kReadOnly, kReadWrite };

/// The room's own view of sqlite3 (store/connection.h); nobody else includes it.
class Connection;

class Database final {
 public:
  /// Opens the file; with kReadWrite makes it when it is absent and brings an older schema up to date, one transaction
  /// a migration. kNotFound: read-only and absent. kUnsupported: written by a newer Shoebox, or not ours. kCorrupt:
  /// damaged; the message names the file and what to do. kIo: the system said no. kBusy: somebody writes for too long.
  /// kReadOnly on a file with an older schema is kUnsupported too: whoever writes next brings it up to date.
  static Result<std::unique_ptr<Database>> open(const std::string& path, Access access);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  const std::string& path() const;
  Access access() const;

  /// A random name given to this home when it was made; derived files may carry it.
  Result<std::string> home_id();
  /// The last number given to a transaction; 0 in a new home.
  Result<CommitSequence> last_commit();
  /// Reads everything and checks it against itself: minutes for a large library. kCorrupt names the first fault.
  Result<void> check_integrity();
  /// Moves the write-ahead log into the file and syncs. Done by SQLite on its own from time to time.
  Result<void> checkpoint();
  /// For the repositories of this room.
  Connection& connection() { return *connection_; }

 private:
  explicit Database(std::unique_ptr<Connection> connection);
  std::unique_ptr<Connection> connection_;
};

/// One transaction that writes; every writing function asks for it. What is not committed is rolled back when it goes.
/// Commit at least once a second: that is what a kill may cost. One at a time for a Database; must not outlive it.
class Transaction final {
 public:
  /// kBusy when another process writes for longer than 30 s; a bug when the database is read-only.
  static Result<std::unique_ptr<Transaction>> begin(Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  /// Makes all of it durable. After an error (full disk: kIo) nothing of it has happened.
  Result<void> commit();

  /// This transaction's number, taken from the counter when first asked for: rows that derived files follow carry it.
  Result<CommitSequence> sequence();

  /// kIo when SQLite had to give the transaction up (a full disk): asked by every writing function first.
  Result<void> require_open() const;

  Database& database() { return database_; }

 private:
  explicit Transaction(Database& database) : database_(database) {}
  Database& database_;
  std::optional<CommitSequence> sequence_;
  bool open_ = true;
};

}  // namespace shoebox::store
