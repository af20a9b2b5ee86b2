#include "engine/line_socket.h"

#include <cerrno>
#include <cstring>
#include <list>
#include <mutex>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/limits.h"
#include "core/path.h"

namespace shoebox::engine {

namespace {

constexpr int kBacklog = 64;
constexpr int kPollMilliseconds = 200;

Result<sockaddr_un> address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) {
    return fail(ErrorCode::kUnsupported, "the data folder's path is too long for a socket", printable(path));
  }
  std::memcpy(address.sun_path, path.data(), path.size());
  return address;
}

std::unexpected<Error> system_failure(std::string_view what, const std::string& path) {
  return fail(ErrorCode::kIo, std::string(what) + ": " + std::strerror(errno), printable(path));
}

}  // namespace

LineConnection::~LineConnection() {
  close(descriptor_);
}

Result<std::unique_ptr<LineConnection>> LineConnection::connect(const std::string& path) {
  const sockaddr_un address = TRY(address_of(path));
  const int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return system_failure("cannot make a socket", path);
  auto connection = std::make_unique<LineConnection>(descriptor);
  if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return connection;
  return fail(ErrorCode::kNotFound, "nobody listens there", printable(path));
}

Result<std::optional<std::string>> LineConnection::read_line() {
  while (true) {
    if (const std::size_t end = buffer_.find('\n'); end != std::string::npos) {
      std::string line = buffer_.substr(0, end);
      buffer_.erase(0, end + 1);
      return line;
    }
    if (buffer_.size() > static_cast<std::size_t>(limits::kSocketLineBytesMax))
      return fail(ErrorCode::kLimitExceeded, "the message is too long");
    char piece[16 * 1024];
    const ssize_t bytes = read(descriptor_, piece, sizeof piece);
    if (bytes < 0 && errno == EINTR) continue;
    if (bytes < 0 && errno != ECONNRESET) return fail(ErrorCode::kIo, std::strerror(errno));
    if (bytes <= 0) return std::nullopt;
    buffer_.append(piece, static_cast<std::size_t>(bytes));
  }
}

Result<void> LineConnection::write_line(std::string_view line) {
  std::string all(line);
  all.push_back('\n');
  for (std::size_t sent = 0; sent < all.size();) {
    const ssize_t bytes = send(descriptor_, all.data() + sent, all.size() - sent, MSG_NOSIGNAL);
    if (bytes < 0 && errno == EINTR) continue;
    if (bytes < 0) return fail(ErrorCode::kIo, "the other side has hung up");
    sent += static_cast<std::size_t>(bytes);
  }
  return {};
}

bool LineConnection::is_hung_up() const {
  pollfd poll_for{descriptor_, POLLIN | POLLRDHUP, 0};
  return poll(&poll_for, 1, 0) > 0 && (poll_for.revents & (POLLHUP | POLLRDHUP | POLLERR)) != 0;
}

void LineConnection::finish_writing() {
  shutdown(descriptor_, SHUT_WR);
}

void LineConnection::shut_down() {
  shutdown(descriptor_, SHUT_RDWR);
}

class LineServer::Impl {
 public:
  Impl(int descriptor, std::string path, Serve serve)
      : descriptor_(descriptor), path_(std::move(path)), serve_(std::move(serve)) {
    thread_ = std::jthread([this](const std::stop_token& stop) { accept_all(stop); });
  }
  ~Impl() {
    thread_.request_stop();
    thread_.join();
    unlink(path_.c_str());
    close(descriptor_);
    for (Talk& talk : talks_) {
      talk.thread.request_stop();
      talk.connection->shut_down();
    }
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

 private:
  struct Talk {
    std::unique_ptr<LineConnection> connection;
    std::atomic<bool> ended = false;
    std::jthread thread;
  };

  void accept_all(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      pollfd poll_for{descriptor_, POLLIN, 0};
      const bool somebody = poll(&poll_for, 1, kPollMilliseconds) > 0;
      talks_.remove_if([](const Talk& talk) { return talk.ended.load(); });
      if (!somebody) continue;
      const int accepted = accept4(descriptor_, nullptr, nullptr, SOCK_CLOEXEC);
      if (accepted < 0) continue;
      auto connection = std::make_unique<LineConnection>(accepted);
      if (talks_.size() >= static_cast<std::size_t>(limits::kSocketConnectionsMax)) continue;
      Talk& talk = talks_.emplace_back();
      talk.connection = std::move(connection);
      talk.thread = std::jthread([this, &talk](const std::stop_token& talk_stop) {
        serve_(*talk.connection, talk_stop);
        talk.connection->shut_down();
        talk.ended = true;
      });
    }
  }

  int descriptor_;
  const std::string path_;
  const Serve serve_;
  std::list<Talk> talks_;  // of the accepting thread, then of the destructor
  std::jthread thread_;
};

LineServer::LineServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
LineServer::~LineServer() = default;

Result<std::unique_ptr<LineServer>> LineServer::create(const std::string& path, Serve serve) {
  const sockaddr_un address = TRY(address_of(path));
  const int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return system_failure("cannot make a socket", path);
  unlink(path.c_str());
  if (bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      listen(descriptor, kBacklog) != 0) {
    auto failure = system_failure("cannot listen", path);
    close(descriptor);
    return failure;
  }
  return std::unique_ptr<LineServer>(new LineServer(std::make_unique<Impl>(descriptor, path, std::move(serve))));
}

}  // namespace shoebox::engine
