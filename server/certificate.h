#pragma once
// A certificate authority for one home (`serve --tls auto`): made once, kept in HOME/tls, and trusted by the phones
// whose owner says so (docs/security.md). It may only vouch for names and addresses of a local network, so that nobody
// who steals its key can pose as a bank. Made with OpenSSL; EC P-256.

#include <cstdint>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/result.h"

namespace shoebox::server {

struct LocalCertificate {
  std::string authority_file;    // PEM, to be given to phones
  std::string certificate_file;  // PEM, of the server, with the authority after it
  std::string key_file;
  std::string fingerprint;  // of the authority: SHA-256 as hexadecimal pairs with colons
};

/// Makes in `folder` what is missing, of other names, damaged, or about to end within a month; the authority stays for
/// ten years, so that phones keep trusting it. Names may be addresses. kIo, kInternal.
Result<LocalCertificate> ensure_certificate(const std::string& folder, const std::vector<std::string>& names,
                                            const Clock& clock);

/// This machine's addresses in private networks, the loopback ones left out.
std::vector<std::string> network_addresses();

/// The text as a QR code (ISO/IEC 18004), an SVG picture. "" when it is too long.
std::string qr_svg(const std::string& text);

}  // namespace shoebox::server
