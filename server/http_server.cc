#include "server/http_server.h"

#include <algorithm>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <fmt/format.h>

#include "core/path.h"
#include "server/http_session.h"

namespace shoebox::server {

namespace {

using asio::ip::tcp;

/// Answering waits for disks and locks, so a few more than cores.
std::size_t worker_count() {
  return std::clamp(2 * std::size_t{std::thread::hardware_concurrency()}, std::size_t{4}, std::size_t{16});
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

Result<tcp::endpoint> resolve(asio::io_context& context, const HttpConfig& config) {
  beast::error_code error;
  tcp::resolver resolver(context);
  const auto found = resolver.resolve(config.host, std::to_string(config.port), tcp::resolver::passive, error);
  if (error || found.empty()) return fail(ErrorCode::kInvalidArgument, "there is no such host here", config.host);
  return found.begin()->endpoint();
}

}  // namespace

Request request_of(const http::request_header<>& header, const Peer& peer) {
  Request request;
  request.method = std::string(header.method_string());
  request.target = std::string(header.target());
  for (const auto& field : header) {
    const std::string name = lower({field.name_string().data(), field.name_string().size()});
    std::string value(field.value());
    const auto [place, is_new] = request.headers.try_emplace(name, value);
    if (is_new) continue;
    // Several Host headers are no host; several cookies are one list (RFC 9113, 8.2.3).
    place->second = name == "host" ? std::string() : name == "cookie" ? place->second + "; " + value : value;
  }
  request.peer = peer;
  return request;
}

http::response_header<> header_of(const Reply& reply) {
  http::response_header<> header;
  header.version(11);
  header.result(static_cast<unsigned>(reply.status));
  for (const auto& [name, value] : reply.headers) header.insert(name, value);
  return header;
}

Peer peer_of(const tcp::socket& socket, bool is_encrypted) {
  beast::error_code error;
  const auto remote = socket.remote_endpoint(error);
  Peer peer;
  peer.is_encrypted = is_encrypted;
  if (error) return peer;
  peer.address = remote.address().to_string();
  peer.is_loopback = remote.address().is_loopback();
  return peer;
}

class HttpServer::Impl {
 public:
  explicit Impl(Api& api) : workers_(worker_count()), shared_{api, workers_}, acceptor_(context_) {}

  ~Impl() {
    context_.stop();
    if (thread_.joinable()) thread_.join();
    workers_.stop();
    workers_.join();
  }

  Result<void> listen(const HttpConfig& config);
  std::uint16_t port() const {
    beast::error_code error;
    return acceptor_.local_endpoint(error).port();
  }

 private:
  void accept();
  void start(tcp::socket socket);

  asio::io_context context_{1};
  asio::thread_pool workers_;
  Shared shared_;
  std::unique_ptr<asio::ssl::context> tls_;
  tcp::acceptor acceptor_;
  std::thread thread_;
};

Result<void> HttpServer::Impl::listen(const HttpConfig& config) {
  if (!config.certificate_file.empty()) {
    std::string fault;
    tls_ = create_tls_context(config.certificate_file, config.key_file, fault);
    if (!tls_)
      return fail(ErrorCode::kInvalidArgument, "cannot use the certificate: " + fault,
                  printable(config.certificate_file));
  }
  const tcp::endpoint endpoint = TRY(resolve(context_, config));
  beast::error_code error;
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  const std::string where = fmt::format("{}:{}", config.host, config.port);
  if (error == asio::error::address_in_use) {
    return fail(ErrorCode::kBusy, "something else listens there already; choose another with --port", where);
  }
  if (error) return fail(ErrorCode::kIo, "cannot listen there: " + error.message(), where);
  accept();
  thread_ = std::thread([this] { context_.run(); });
  return {};
}

void HttpServer::Impl::accept() {
  acceptor_.async_accept([this](beast::error_code error, tcp::socket socket) {
    if (error == asio::error::operation_aborted) return;
    if (!error) start(std::move(socket));
    accept();
  });
}

void HttpServer::Impl::start(tcp::socket socket) {
  beast::error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  if (tls_) return start_tls_session(std::move(socket), *tls_, shared_);
  Peer peer = peer_of(socket, false);
  std::make_shared<Session<beast::tcp_stream>>(beast::tcp_stream(std::move(socket)), shared_, std::move(peer))->start();
}

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpServer::~HttpServer() = default;

Result<std::unique_ptr<HttpServer>> HttpServer::create(const HttpConfig& config, Api& api) {
  auto impl = std::make_unique<Impl>(api);
  TRY(impl->listen(config));
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(impl)));
}

std::uint16_t HttpServer::port() const {
  return impl_->port();
}

bool HttpServer::is_loopback(const std::string& host) {
  return is_loopback_name(host_name(host.find(':') == std::string::npos ? host : "[" + host + "]"));
}

}  // namespace shoebox::server
