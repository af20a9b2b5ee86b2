#include "server/server.h"

#include <algorithm>
#include <array>
#include <sys/resource.h>
#include <unistd.h>

#include <fmt/format.h>

#include "core/limits.h"
#include "core/path.h"
#include "engine/remote.h"
#include "engine/service.h"
#include "server/api.h"
#include "server/certificate.h"
#include "server/html.h"
#include "server/http_server.h"
#include "server/password.h"

namespace shoebox::server {

namespace {

/// This machine's name, as other machines of the house know it.
std::vector<std::string> own_names() {
  std::array<char, 256> name{};
  if (gethostname(name.data(), name.size() - 1) != 0 || name[0] == '\0') return {};
  const std::string own = host_name(name.data());
  return {own, own + ".local", own + ".lan", own + ".home", own + ".fritz.box"};
}

Result<AccessConfig> access_config(const engine::Home& home, const ServerConfig& config, engine::Service& service) {
  AccessConfig access;
  access.host_names = own_names();
  for (const std::string& name : config.host_names) access.host_names.push_back(host_name(name));
  access.is_token = [&service](const std::string& hash) {
    const auto token =
        service.read([&](store::Database& database) { return store::TokenRepository(database).find(hash); });
    return token && token->has_value();
  };
  if (HttpServer::is_loopback(config.host)) return access;
  access.sign_in = config.no_auth ? SignIn::kNoAuth : SignIn::kPassword;
  if (config.no_auth) return access;
  access.password_hash = TRY(load_password(home.folder));
  if (access.password_hash.empty()) {
    return fail(ErrorCode::kUnsupported,
                "other machines could reach it: set a password first with shoebox passwd, or say --no-auth",
                config.host);
  }
  return access;
}

/// What a phone's owner is told: /trust, its QR code and the authority's certificate.
Result<void> add_trust_pages(StaticFiles& files, const LocalCertificate& certificate, std::uint16_t port) {
  constexpr std::int64_t kPemBytesMax = 64 * 1024;
  files.put("/trust/ca.crt", "application/x-x509-ca-cert", TRY(read_file(certificate.authority_file, kPemBytesMax)));
  std::string where;
  const auto addresses = network_addresses();
  for (std::size_t i = 0; i < addresses.size() && port != 0; ++i) {
    const std::string address = fmt::format("https://{}:{}/trust", addresses[i], port);
    files.put(fmt::format("/trust/{}.svg", i), "image/svg+xml", qr_svg(address));
    where +=
        fmt::format("<p><img src=\"/trust/{}.svg\" alt=\"{}\"><br>{}</p>", i, html_text(address), html_text(address));
  }
  files.put("/trust", "text/html; charset=utf-8",
            html_page("Trust this Shoebox",
                      fmt::format(
                          "<p>Installing the page and searching with the camera need a connection that the phone "
                          "trusts. Do this once a phone; it concerns this home's Shoebox and nothing else.</p>"
                          "<ol><li>Open this page on the phone: scan the code, and go on past the warning.{}</li>"
                          "<li>Get the <a href=\"/trust/ca.crt\">certificate</a>.</li>"
                          "<li>iPhone: Settings, Profile downloaded, Install; then General, About, Certificate Trust "
                          "Settings, switch it on. Android: Settings, Security, Encryption, Install a certificate, CA "
                          "certificate.</li><li>Compare the fingerprint with what the program shows where it runs: "
                          "<code>{}</code></li><li>Open <a href=\"/\">Shoebox</a>.</li></ol>",
                          where, html_text(certificate.fingerprint))));
  return {};
}

std::vector<std::string> certificate_names() {
  std::vector<std::string> names = {"localhost", "127.0.0.1", "::1"};
  for (const std::string& name : own_names()) {
    // The bare name is of no domain that the authority may vouch for.
    if (name.find('.') != std::string::npos) names.push_back(name);
  }
  for (std::string& address : network_addresses()) names.push_back(std::move(address));
  return names;
}

/// A thousand idle connections need as many descriptors; the usual soft limit is 1,024. What the system refuses only
/// means that fewer can connect.
void allow_many_connections() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const auto wanted = 2 * static_cast<rlim_t>(limits::kConnectionsMax);
  if (limit.rlim_cur >= wanted) return;
  limit.rlim_cur = std::min(limit.rlim_max, wanted);
  setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

class Server::Impl {
 public:
  Impl(std::unique_ptr<engine::Service> service, AccessConfig access, StaticFiles files, const ServerConfig& config,
       std::string fingerprint)
      : config_(config),
        fingerprint_(std::move(fingerprint)),
        service_(std::move(service)),
        access_(std::move(access), clock_),
        files_(std::move(files)) {}

  Result<void> listen() {
    http_ = TRY(HttpServer::create({config_.host, config_.port, config_.certificate_file, config_.key_file}, api_));
    commands_ = TRY(engine::CommandServer::create(*service_));
    return {};
  }

  std::string address() const {
    const bool is_any = config_.host == "0.0.0.0" || config_.host == "::";
    const std::string host = is_any                                        ? "localhost"
                             : config_.host.find(':') == std::string::npos ? config_.host
                                                                           : "[" + config_.host + "]";
    return fmt::format("{}://{}:{}/", config_.certificate_file.empty() ? "http" : "https", host, http_->port());
  }
  std::uint16_t port() const { return http_->port(); }
  const std::string& fingerprint() const { return fingerprint_; }

 private:
  const ServerConfig config_;
  const std::string fingerprint_;
  const SystemClock clock_;
  const engine::ProgramFiles program_ = engine::find_program_files();
  std::unique_ptr<engine::Service> service_;
  Access access_;
  const StaticFiles files_;
  Events events_{*service_};
  Api api_{{*service_, access_, events_, files_, program_}};
  std::unique_ptr<HttpServer> http_;
  std::unique_ptr<engine::CommandServer> commands_;
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::create(const engine::Home& home, const ServerConfig& config) {
  allow_many_connections();
  auto service = TRY(engine::Service::open(home));
  auto access = TRY(access_config(home, config, *service));
  const engine::ProgramFiles program = engine::find_program_files();
  ServerConfig actual = config;
  auto files =
      TRY(StaticFiles::create(program.share_folder.empty() ? std::string() : join_path(program.share_folder, "web")));
  std::string fingerprint;
  if (config.tls_auto) {
    const auto certificate = TRY(ensure_certificate(join_path(home.folder, "tls"), certificate_names(), SystemClock()));
    actual.certificate_file = certificate.certificate_file;
    actual.key_file = certificate.key_file;
    fingerprint = certificate.fingerprint;
    TRY(add_trust_pages(files, certificate, config.port));
  }
  auto impl = std::make_unique<Impl>(std::move(service), std::move(access), std::move(files), actual, fingerprint);
  TRY(impl->listen());
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

std::string Server::address() const {
  return impl_->address();
}

std::uint16_t Server::port() const {
  return impl_->port();
}

const std::string& Server::fingerprint() const {
  return impl_->fingerprint();
}

}  // namespace shoebox::server
