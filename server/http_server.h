#pragma once
// HTTP/1.1 over TCP, with or without TLS: connections, limits and timeouts; everything else is the Api's. One thread
// moves bytes for all connections, a few answer requests, so a slow client holds nothing but its socket.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"
#include "server/api.h"

namespace shoebox::server {

struct HttpConfig {
  std::string host = "127.0.0.1";  // a name or an address; "::" and "0.0.0.0": all
  std::uint16_t port = 2342;       // 0: any that is free
  std::string certificate_file;    // PEM, with its chain; "": no TLS
  std::string key_file;
};

class HttpServer final {
 public:
  /// Listens from then on; the Api must outlive it. kInvalidArgument: there is no such host, or the certificate cannot
  /// be used. kBusy: the port is taken. kIo.
  static Result<std::unique_ptr<HttpServer>> create(const HttpConfig& config, Api& api);
  /// Ends all connections at once and waits for the threads.
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  std::uint16_t port() const;
  /// Whether everybody who can reach it is on this machine.
  static bool is_loopback(const std::string& host);

 private:
  class Impl;
  explicit HttpServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace shoebox::server
