#include "server/static_files.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "core/hash.h"
#include "core/limits.h"
#include "core/path.h"
#include "server/html.h"
#include "server/problem.h"

namespace shoebox::server {

namespace {

constexpr std::int64_t kFileBytesMax = 32 * limits::kMiB;
constexpr std::size_t kFilesMax = 4096;

/// Files whose names carry a hash of their content: they never change.
bool is_immutable(std::string_view path) {
  return path.starts_with("/assets/");
}

bool accepts(const Request& request, std::string_view encoding) {
  std::string_view header = request.header("accept-encoding");
  while (!header.empty()) {
    std::string_view item = header.substr(0, header.find(','));
    header.remove_prefix(std::min(header.size(), item.size() + 1));
    while (item.starts_with(' ')) item.remove_prefix(1);
    const std::string_view name = item.substr(0, std::min(item.find(';'), item.find(' ')));
    if (name == encoding)
      return item.find("q=0") == std::string_view::npos || item.find("q=0.") != std::string_view::npos;
  }
  return false;
}

constexpr std::string_view kNoPage =
    "<p>The program runs, but its page was not built. The REST interface works: "
    "<a href=\"/api/docs\">/api/docs</a>.</p><p>To build the page: <code>script/build</code> in the source folder.</p>";

}  // namespace

std::string_view media_type(std::string_view name) {
  struct Row {
    std::string_view ending;
    std::string_view type;
  };
  constexpr std::array kTypes = {
      Row{".html", "text/html; charset=utf-8"},
      Row{".js", "text/javascript; charset=utf-8"},
      Row{".css", "text/css; charset=utf-8"},
      Row{".json", "application/json"},
      Row{".webmanifest", "application/manifest+json"},
      Row{".svg", "image/svg+xml"},
      Row{".png", "image/png"},
      Row{".ico", "image/x-icon"},
      Row{".webp", "image/webp"},
      Row{".jpg", "image/jpeg"},
      Row{".woff2", "font/woff2"},
      Row{".txt", "text/plain; charset=utf-8"},
      Row{".wasm", "application/wasm"},
  };
  for (const Row& row : kTypes) {
    if (name.ends_with(row.ending)) return row.type;
  }
  return "application/octet-stream";
}

bool has_etag(std::string_view header, std::string_view etag) {
  return header == "*" || header.find(etag) != std::string_view::npos;
}

Result<void> StaticFiles::add(const std::string& path, const std::string& name) {
  std::string content = TRY(read_file(path, kFileBytesMax));
  for (const auto& [ending, part] : {std::pair{".br", &File::brotli}, std::pair{".gz", &File::gzip}}) {
    if (!name.ends_with(ending)) continue;
    files_[name.substr(0, name.size() - 3)].*part = std::move(content);
    return {};
  }
  File& file = files_[name];
  file.etag = fmt::format("\"{}\"", hash_bytes(std::as_bytes(std::span(content))).hex());
  file.type = media_type(name);
  file.content = std::move(content);
  return {};
}

Result<StaticFiles> StaticFiles::create(const std::string& folder) {
  namespace fs = std::filesystem;
  StaticFiles files;
  std::error_code error;
  std::size_t count = 0;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    if (!at->is_regular_file(ignored)) continue;
    if (++count > kFilesMax) return fail(ErrorCode::kLimitExceeded, "too many files", printable(folder));
    const std::string path = at->path().string();
    TRY(files.add(path, path.substr(folder.size())));
  }
  // A packed file without the file that it is of.
  std::erase_if(files.files_, [](const auto& entry) { return entry.second.etag.empty(); });
  if (!files.files_.contains("/index.html")) {
    File& page = files.files_["/index.html"];
    page.content = html_page("Shoebox", kNoPage);
    page.type = media_type(".html");
    page.etag = "\"none\"";
  }
  return files;
}

void StaticFiles::put(const std::string& path, std::string_view type, std::string content) {
  File& file = files_[path];
  file.etag = fmt::format("\"{}\"", hash_bytes(std::as_bytes(std::span(content))).hex());
  file.type = type;
  file.content = std::move(content);
}

Reply StaticFiles::reply_with(const Request& request, const File& file, bool immutable) {
  Reply reply;
  reply.set("ETag", file.etag).set("Vary", "Accept-Encoding");
  reply.set("Cache-Control", immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (has_etag(request.header("if-none-match"), file.etag)) {
    reply.status = 304;
    return reply;
  }
  reply.set("Content-Type", file.type);
  if (!file.brotli.empty() && accepts(request, "br")) {
    reply.set("Content-Encoding", "br").body = file.brotli;
  } else if (!file.gzip.empty() && accepts(request, "gzip")) {
    reply.set("Content-Encoding", "gzip").body = file.gzip;
  } else {
    reply.body = file.content;
  }
  return reply;
}

Reply StaticFiles::get(const Request& request, std::string_view path) const {
  if (request.method != "GET" && request.method != "HEAD") {
    Reply reply = problem(405, "method", "this address can only be read");
    reply.set("Allow", "GET, HEAD");
    return reply;
  }
  const auto found = files_.find(path);
  if (found != files_.end()) return reply_with(request, found->second, is_immutable(path));
  const bool is_page = path.substr(path.rfind('/') + 1).find('.') == std::string_view::npos && !is_immutable(path);
  if (is_page) return reply_with(request, files_.find("/index.html")->second, false);
  return problem(404, "not_found", "there is no such file");
}

}  // namespace shoebox::server
