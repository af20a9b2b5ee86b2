#pragma once
// Lines over a local (Unix) stream socket: run/socket of a home, by which commands reach the process that holds it. One
// thread at a time per connection; only the file's owner can connect (the run folder is for the user alone).

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

#include "core/result.h"

namespace shoebox::engine {

class LineConnection final {
 public:
  explicit LineConnection(int descriptor) : descriptor_(descriptor) {}
  ~LineConnection();
  LineConnection(const LineConnection&) = delete;
  LineConnection& operator=(const LineConnection&) = delete;

  /// kNotFound: nobody listens there.
  static Result<std::unique_ptr<LineConnection>> connect(const std::string& path);

  /// Without its end. Nothing: the other side has hung up. kLimitExceeded: longer than limits::kSocketLineBytesMax.
  Result<std::optional<std::string>> read_line();
  /// `line` holds no line feed. kIo: nobody reads any more.
  Result<void> write_line(std::string_view line);
  /// Whether the other side has hung up; never blocks.
  bool is_hung_up() const;
  /// Says that no more lines come; the other side sees is_hung_up(), but may still answer. Thread-safe.
  void finish_writing();
  /// Lets a read_line() in another thread end. Thread-safe.
  void shut_down();

 private:
  int descriptor_;
  std::string buffer_;
};

/// Listens, with a thread a connection. The destructor hangs up on all and waits.
class LineServer final {
 public:
  using Serve = std::function<void(LineConnection&, const std::stop_token&)>;

  /// Replaces a socket that a killed process has left; the caller holds the home's lock. kIo; kUnsupported: the path is
  /// too long for a socket.
  static Result<std::unique_ptr<LineServer>> create(const std::string& path, Serve serve);
  ~LineServer();
  LineServer(const LineServer&) = delete;
  LineServer& operator=(const LineServer&) = delete;

 private:
  class Impl;
  explicit LineServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace shoebox::engine
