#include <array>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/json_text.h"
#include "core/path.h"
#include "server/http_server.h"
#include "server/openapi.h"
#include "server/server.h"

namespace shoebox::cli {

namespace {

struct ServeOptions {
  std::string host = "127.0.0.1";
  int port = 2342;
  std::string tls;
  std::vector<std::string> host_names;
  bool no_auth = false;
  bool print_openapi = false;
};

/// "CERT,KEY" or "auto"
Result<void> parse_tls(const std::string& text, server::ServerConfig& config) {
  config.tls_auto = text == "auto";
  if (text.empty() || config.tls_auto) return {};
  const std::size_t comma = text.find(',');
  if (comma == std::string::npos || comma == 0 || comma + 1 == text.size()) {
    return fail(ErrorCode::kInvalidArgument, "auto, or two files, as cert.pem,key.pem", "--tls");
  }
  config.certificate_file = TRY(absolute_path(text.substr(0, comma)));
  config.key_file = TRY(absolute_path(text.substr(comma + 1)));
  return {};
}

void wait_for(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any stopped;
  std::unique_lock lock(mutex);
  stopped.wait(lock, stop, [] { return false; });
}

/// Where a phone finds it. The server itself says localhost for all addresses of this machine.
std::string address_for_others(const server::Server& server, const server::ServerConfig& config) {
  std::string address = server.address();
  std::array<char, 256> name{};
  const bool is_any = config.host == "0.0.0.0" || config.host == "::";
  if (!is_any || gethostname(name.data(), name.size() - 1) != 0 || name[0] == '\0') return address;
  std::string host = terminal_safe(name.data());
  // A certificate of this home cannot vouch for a bare name.
  if (config.tls_auto && host.find('.') == std::string::npos) host += ".local";
  return fmt::format("{}{}:{}/", address.substr(0, address.find("//") + 2), host, server.port());
}

void warn_unencrypted(Context& context, const server::ServerConfig& config) {
  if (config.tls_auto || !config.certificate_file.empty() || server::HttpServer::is_loopback(config.host)) return;
  const std::string_view text =
      translate(context.language, "sign-in and photos go over the network unencrypted; encrypt them with --tls auto");
  std::fprintf(context.err, "%.*s\n", static_cast<int>(text.size()), text.data());
}

Result<ExitCode> serve(Context& context, const ServeOptions& options) {
  if (options.print_openapi) {
    context.out.text(server::openapi_text());
    return ExitCode::kOk;
  }
  server::ServerConfig config;
  config.host = options.host;
  config.port = static_cast<std::uint16_t>(options.port);
  config.host_names = options.host_names;
  config.no_auth = options.no_auth;
  TRY(parse_tls(options.tls, config));
  const std::stop_token stop = context.stop_on_signal();
  const auto server = TRY(server::Server::create(context.home, config));
  if (context.json) {
    context.out.line(json_text(nlohmann::json{{"address", server->address()}, {"port", server->port()}}));
  } else if (!context.quiet) {
    const std::string address = address_for_others(*server, config);
    context.out.line(say(context.language, "Shoebox is at {} (ctrl-C ends it)", address));
    if (!server->fingerprint().empty()) {
      context.out.line(say(context.language, "phones trust it after {}trust; the fingerprint is {}", address,
                           server->fingerprint()));
    }
  }
  if (!context.quiet) warn_unencrypted(context, config);
  context.out.flush();
  wait_for(stop);
  return ExitCode::kOk;
}

}  // namespace

Runner declare_serve(CLI::App& command, Language language) {
  const auto text = [&](const char* english) { return std::string(translate(language, english)); };
  const auto options = std::make_shared<ServeOptions>();
  command
      .add_option("--host", options->host, text("where to listen; anything but this machine alone needs a password"))
      ->option_text("HOST");
  command.add_option("--port", options->port, text("the port; 0: any that is free"))
      ->option_text("PORT")
      ->check(CLI::Range(0, 65535));
  command
      .add_option("--tls", options->tls,
                  text("encrypt: with this certificate and key (PEM files), or ones of this home"))
      ->option_text("auto|CERT,KEY");
  command.add_option("--allow-host", options->host_names, text("a name by which browsers may call it"))
      ->option_text("NAME");
  command.add_flag("--no-auth", options->no_auth, text("let everybody in without a password"));
  command.add_flag("--print-openapi", options->print_openapi, text("print the description of the REST interface"));
  command.footer(
      text("Examples:\n"
           "  shoebox serve                              on this machine: http://127.0.0.1:2342\n"
           "  shoebox passwd && shoebox serve --host 0.0.0.0 --tls auto\n"
           "  shoebox serve --print-openapi > openapi.json"));
  return [options](Context& context) { return serve(context, *options); };
}

}  // namespace shoebox::cli
