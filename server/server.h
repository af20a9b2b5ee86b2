#pragma once
// The whole server: the library kept open, the page, REST, and the commands of the command line, until it is destroyed.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/result.h"
#include "engine/home.h"

namespace shoebox::server {

struct ServerConfig {
  std::string host = "127.0.0.1";
  std::uint16_t port = 2342;     // 0: any that is free
  std::string certificate_file;  // PEM; "": no TLS
  std::string key_file;
  bool tls_auto = false;  // instead: a certificate by this home's own authority (server/certificate.h)
  bool no_auth = false;   // let everybody in, also from other machines
  std::vector<std::string>
      host_names;  // by which it may be called, beside localhost, addresses and this machine's name
};

class Server final {
 public:
  /// Opens the library and listens. kBusy: somebody else holds the home or the port. kUnsupported: others could reach
  /// it, and there is no password (`shoebox passwd`).
  static Result<std::unique_ptr<Server>> create(const engine::Home& home, const ServerConfig& config);
  /// Ends connections, stops what is being read and waits.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// "http://127.0.0.1:2342/"
  std::string address() const;
  std::uint16_t port() const;
  /// Of this home's own authority; "" without `tls_auto`.
  const std::string& fingerprint() const;

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace shoebox::server
