#include "server/http_session.h"

namespace shoebox::server {

std::unique_ptr<asio::ssl::context> create_tls_context(const std::string& certificate_file, const std::string& key_file,
                                                       std::string& fault) {
  auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
  beast::error_code error;
  context->set_options(
      asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1, error);
  if (!error) context->use_certificate_chain_file(certificate_file, error);
  if (!error) context->use_private_key_file(key_file, asio::ssl::context::pem, error);
  if (!error && SSL_CTX_check_private_key(context->native_handle()) != 1) fault = "the key is not the certificate's";
  if (error) fault = error.message();
  if (!fault.empty()) return nullptr;
  return context;
}

void start_tls_session(asio::ip::tcp::socket socket, asio::ssl::context& context, Shared& shared) {
  Peer peer = peer_of(socket, true);
  std::make_shared<Session<TlsStream>>(TlsStream(std::move(socket), context), shared, std::move(peer))->start();
}

}  // namespace shoebox::server
