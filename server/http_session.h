#pragma once
// One connection: requests are read, answered on a worker thread and written, one after the other, until somebody hangs
// up or a time runs out. Private to http_server.cc and http_tls.cc; a template, because TLS is another kind of stream.
// All but the answering happens on the thread of the connection's executor.

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <unistd.h>

#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

#include "core/limits.h"
#include "core/log.h"
#include "image/photo_file.h"
#include "server/api.h"
#include "server/problem.h"

namespace shoebox::server {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

/// What all connections share; lives as long as the server.
struct Shared {
  Api& api;
  asio::thread_pool& workers;
  std::atomic<int> connections = 0;
  std::atomic<int> pictures = 0;  // uploads in memory
  std::atomic<int> event_streams = 0;
};

/// Counts up for as long as it lives.
class Counted final {
 public:
  explicit Counted(std::atomic<int>& counter) : counter_(counter), number_(++counter) {}
  ~Counted() { --counter_; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  int number() const { return number_; }

 private:
  std::atomic<int>& counter_;
  int number_;
};

/// The request's values, without its body.
Request request_of(const http::request_header<>& header, const Peer& peer);
http::response_header<> header_of(const Reply& reply);
Peer peer_of(const asio::ip::tcp::socket& socket, bool is_encrypted);

template <typename Stream>
class Session final : public std::enable_shared_from_this<Session<Stream>> {
 public:
  // Shared by the operations that are under way: the last one that ends ends the connection.
  Session(Stream&& stream, Shared& shared, Peer peer)
      : stream_(std::move(stream)), shared_(shared), counted_(shared.connections), peer_(std::move(peer)) {}

  static constexpr bool kIsTls = !std::is_same_v<Stream, beast::tcp_stream>;

  void start() {
    if (counted_.number() > limits::kConnectionsMax) return;
    if constexpr (kIsTls) {
      expire_after(limits::kRequestSecondsMax);
      stream_.async_handshake(asio::ssl::stream_base::server,
                              [self = this->shared_from_this()](beast::error_code error) {
                                if (!error) self->read_head();
                              });
    } else {
      read_head();
    }
  }

 private:
  using Parser = http::request_parser<http::string_body>;
  static constexpr std::size_t kChunkBytes = 64 * 1024;

  void expire_after(int seconds) { beast::get_lowest_layer(stream_).expires_after(std::chrono::seconds(seconds)); }

  void read_head() {
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(limits::kRequestHeadBytesMax + limits::kQuestionAddressBytesMax));
    parser_->body_limit(static_cast<std::uint64_t>(limits::kPictureBytesMax));
    picture_.reset();
    expire_after(limits::kIdleSecondsMax);
    http::async_read_header(
        stream_, buffer_, *parser_,
        [self = this->shared_from_this()](beast::error_code error, std::size_t bytes) { self->on_head(error, bytes); });
  }

  /// Beast knows one limit, which has room for a question and holds for the first line and for the fields each: what is
  /// no address must be counted here. `bytes` is the length of the whole head.
  bool is_head_too_large(std::size_t bytes) const {
    const auto question = static_cast<std::size_t>(limits::kQuestionAddressBytesMax);
    const std::size_t in_address = std::min(parser_->get().target().size(), question);
    return bytes > in_address + static_cast<std::size_t>(limits::kRequestHeadBytesMax);
  }

  void on_head(beast::error_code error, std::size_t bytes) {
    if (error == http::error::header_limit || (!error && is_head_too_large(bytes)))
      return refuse(problem(431, "limit_exceeded", "the request's head is too large"));
    if (error == http::error::body_limit) return refuse(problem(413, "limit_exceeded", "the body is too large"));
    if (error == http::error::end_of_stream || error == asio::error::eof) return close();
    if (error && error.category() == beast::error_code(http::error::bad_method).category())
      return refuse(problem(400, "invalid_argument", "this is not HTTP"));
    if (error) return;
    Reply refusal;
    const std::int64_t most = shared_.api.body_bytes_max(request_of(parser_->get().base(), peer_), refusal);
    if (most < 0) return refuse(std::move(refusal));
    const auto length = parser_->content_length();
    if (length && *length > static_cast<std::uint64_t>(most))
      return refuse(problem(413, "limit_exceeded", "the body is too large"));
    parser_->body_limit(static_cast<std::uint64_t>(most));
    if (most > limits::kRequestBodyBytesMax) {
      picture_.emplace(shared_.pictures);
      if (picture_->number() > limits::kPicturesAtOnceMax)
        return refuse(problem(503, "busy", "too many pictures are being searched with: try again"));
    }
    if (parser_->get()[http::field::expect] == "100-continue") return send_continue();
    read_body();
  }

  void send_continue() {
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(stream_, asio::buffer(kContinue),
                      [self = this->shared_from_this()](beast::error_code error, std::size_t) {
                        if (!error) self->read_body();
                      });
  }

  void read_body() {
    expire_after(picture_ ? 4 * limits::kRequestSecondsMax : limits::kRequestSecondsMax);
    http::async_read(
        stream_, buffer_, *parser_,
        [self = this->shared_from_this()](beast::error_code error, std::size_t) { self->on_request(error); });
  }

  void on_request(beast::error_code error) {
    if (error == http::error::body_limit) return refuse(problem(413, "limit_exceeded", "the body is too large"));
    if (error && error.category() == beast::error_code(http::error::bad_method).category())
      return refuse(problem(400, "invalid_argument", "this is not HTTP"));
    if (error) return;
    auto message = parser_->release();
    keep_alive_ = message.keep_alive();
    is_head_ = message.method() == http::verb::head;
    Request request = request_of(message.base(), peer_);
    request.body = std::move(message.body());
    // While a reply is made nobody is to blame for the time it takes.
    beast::get_lowest_layer(stream_).expires_never();
    asio::post(shared_.workers, [self = this->shared_from_this(), request = std::move(request)] {
      Reply reply = self->answer(request);
      asio::post(self->stream_.get_executor(),
                 [self, reply = std::move(reply)]() mutable { self->write(std::move(reply)); });
    });
  }

  /// The last resort: a library's exception ends this request, not the program.
  Reply answer(const Request& request) {
    try {
      return shared_.api.handle(request);
    } catch (const std::exception& exception) {
      log::error(std::string("a request failed: ") + exception.what());
      return problem(500, "internal", "something went wrong; see run/shoebox.log");
    }
  }

  /// A reply after which the connection ends, because the rest of the request is not read.
  void refuse(Reply reply) {
    keep_alive_ = false;
    write(std::move(reply));
  }

  void write(Reply reply) {
    reply_ = std::move(reply);
    if (reply_.is_event_stream) return begin_events();
    const std::int64_t bytes = reply_.file ? reply_.file->bytes : static_cast<std::int64_t>(reply_.body.size());
    response_.emplace(header_of(reply_));
    response_->keep_alive(keep_alive_);
    if (reply_.status != 204 && reply_.status != 304) response_->content_length(static_cast<std::uint64_t>(bytes));
    expire_after(limits::kReplyStallSecondsMax);
    serializer_.emplace(*response_);
    http::async_write_header(stream_, *serializer_,
                             [self = this->shared_from_this()](beast::error_code error, std::size_t) {
                               if (!error) self->write_content();
                             });
  }

  void write_content() {
    if (is_head_) return finish();
    if (reply_.file) return write_file(0);
    write_body(0);
  }

  /// In pieces, so that the time runs out only for a reader that takes nothing.
  void write_body(std::size_t sent) {
    if (sent == reply_.body.size()) return finish();
    expire_after(limits::kReplyStallSecondsMax);
    const std::size_t bytes = std::min(16 * kChunkBytes, reply_.body.size() - sent);
    asio::async_write(stream_, asio::buffer(reply_.body.data() + sent, bytes),
                      [self = this->shared_from_this(), sent](beast::error_code error, std::size_t written) {
                        if (!error) self->write_body(sent + written);
                      });
  }

  void write_file(std::int64_t sent) {
    const FilePart& part = *reply_.file;
    if (sent == part.bytes) return finish();
    chunk_.resize(static_cast<std::size_t>(std::min(static_cast<std::int64_t>(4 * kChunkBytes), part.bytes - sent)));
    const ssize_t bytes = pread(part.file->descriptor(), chunk_.data(), chunk_.size(), part.offset + sent);
    if (bytes <= 0) return;  // cut short meanwhile: the reader notices by the length
    expire_after(limits::kReplyStallSecondsMax);
    asio::async_write(stream_, asio::buffer(chunk_.data(), static_cast<std::size_t>(bytes)),
                      [self = this->shared_from_this(), sent](beast::error_code error, std::size_t written) {
                        if (!error) self->write_file(sent + static_cast<std::int64_t>(written));
                      });
  }

  void finish() {
    reply_ = {};
    if (!keep_alive_) return close();
    read_head();
  }

  void begin_events() {
    events_.emplace(shared_.event_streams);
    if (events_->number() > limits::kEventStreamsMax) {
      reply_ = {};
      return refuse(problem(503, "busy", "too many are watching already"));
    }
    keep_alive_ = false;
    response_.emplace(header_of(reply_));
    response_->keep_alive(false);
    expire_after(limits::kReplyStallSecondsMax);
    serializer_.emplace(*response_);
    timer_.emplace(stream_.get_executor());
    http::async_write_header(stream_, *serializer_,
                             [self = this->shared_from_this()](beast::error_code error, std::size_t) {
                               if (!error && !self->is_head_) self->next_event();
                             });
  }

  void next_event() {
    constexpr int kQuietTicks = 60;  // a sign of life every 15 s, so that nobody in between gives up
    Events::Block block = shared_.api.events().newest(seen_);
    quiet_ticks_ = block.text.empty() ? quiet_ticks_ + 1 : 0;
    if (block.text.empty() && quiet_ticks_ < kQuietTicks) return wait_for_event();
    reply_.body = block.text.empty() ? ":\n\n" : std::move(block.text);
    seen_ = block.number;
    quiet_ticks_ = 0;
    expire_after(limits::kReplyStallSecondsMax);
    asio::async_write(stream_, asio::buffer(reply_.body),
                      [self = this->shared_from_this()](beast::error_code error, std::size_t) {
                        if (!error) self->wait_for_event();
                      });
  }

  void wait_for_event() {
    beast::get_lowest_layer(stream_).expires_never();
    timer_->expires_after(std::chrono::milliseconds(250));
    timer_->async_wait([self = this->shared_from_this()](beast::error_code error) {
      if (!error) self->next_event();
    });
  }

  void close() {
    if constexpr (kIsTls) {
      expire_after(limits::kRequestSecondsMax);
      stream_.async_shutdown([self = this->shared_from_this()](beast::error_code) {});
    } else {
      beast::error_code ignored;
      stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
      // What the other side still sends is read, so that it gets our last reply instead of a reset.
      drain();
    }
  }

  void drain() {
    expire_after(2);
    chunk_.resize(kChunkBytes);
    stream_.async_read_some(asio::buffer(chunk_),
                            [self = this->shared_from_this()](beast::error_code error, std::size_t bytes) {
                              self->drained_ += bytes;
                              if (!error && self->drained_ < static_cast<std::size_t>(limits::kPictureBytesMax))
                                self->drain();
                            });
  }

  Stream stream_;
  Shared& shared_;
  Counted counted_;
  const Peer peer_;
  beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  std::optional<Counted> picture_;
  std::optional<Counted> events_;
  bool keep_alive_ = false;
  bool is_head_ = false;
  Reply reply_;
  std::optional<http::response<http::empty_body>> response_;
  std::optional<http::response_serializer<http::empty_body>> serializer_;
  std::string chunk_;
  std::size_t drained_ = 0;
  std::optional<asio::steady_timer> timer_;
  std::uint64_t seen_ = 0;
  int quiet_ticks_ = 0;
};

using TlsStream = asio::ssl::stream<beast::tcp_stream>;

/// In http_tls.cc, because templates of TLS take long to compile.
std::unique_ptr<asio::ssl::context> create_tls_context(const std::string& certificate_file, const std::string& key_file,
                                                       std::string& fault);
void start_tls_session(asio::ip::tcp::socket socket, asio::ssl::context& context, Shared& shared);

}  // namespace shoebox::server
