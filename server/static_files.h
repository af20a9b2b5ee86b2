#pragma once
// The page: the files of share/shoebox/web, read once at the start into a table, so that nothing else of the disk can
// ever be asked for. Immutable after create(): safe to share.

#include <map>
#include <string>
#include <string_view>

#include "core/result.h"
#include "server/request.h"

namespace shoebox::server {

class StaticFiles final {
 public:
  /// A folder that is not there gives a page that says how it is made. kIo, kLimitExceeded.
  static Result<StaticFiles> create(const std::string& folder);

  /// One more, made by the program: "/trust/ca.crt".
  void put(const std::string& path, std::string_view type, std::string content);

  /// `path`: decoded, without query. Addresses of the page ("/photo/12") give its shell, unknown files 404.
  Reply get(const Request& request, std::string_view path) const;

 private:
  struct File {
    std::string content;
    std::string brotli;  // "": there is none
    std::string gzip;
    std::string type;
    std::string etag;
  };
  Result<void> add(const std::string& path, const std::string& name);
  static Reply reply_with(const Request& request, const File& file, bool immutable);

  std::map<std::string, File, std::less<>> files_;  // by path: "/index.html"
};

/// By the name's ending; "application/octet-stream" for others.
std::string_view media_type(std::string_view name);

/// Whether an If-None-Match header names this tag.
bool has_etag(std::string_view header, std::string_view etag);

}  // namespace shoebox::server
