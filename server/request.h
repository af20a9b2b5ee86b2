#pragma once
// A request that has arrived and the reply to it, as values: nothing of HTTP's framing, sockets or threads.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/routes.h"

namespace shoebox::image {
class PhotoFile;
}

namespace shoebox::server {

/// Where a request comes from.
struct Peer {
  std::string address;       // "192.168.1.20"; "" over a local socket
  bool is_loopback = false;  // from this machine to this machine
  bool is_encrypted = false;
};

struct Request {
  std::string method;                                       // "GET", "HEAD", …
  std::string target;                                       // as sent: "/api/search?q=a%20b"
  std::map<std::string, std::string, std::less<>> headers;  // names in lower case; the last of several, cookies joined
  std::string body;
  Peer peer;

  std::string_view header(std::string_view name) const;
};

/// A part of an open file, sent as it is read.
struct FilePart {
  std::shared_ptr<const image::PhotoFile> file;  // shared: the reply is copied into what sends it
  std::int64_t offset = 0;
  std::int64_t bytes = 0;
};

struct Reply {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::optional<FilePart> file;  // instead of the body
  bool is_event_stream = false;  // events follow until somebody hangs up

  Reply& set(std::string name, std::string value) &;
  Reply&& set(std::string name, std::string value) &&;
};

}  // namespace shoebox::server
