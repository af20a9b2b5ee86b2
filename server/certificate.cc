#include "server/certificate.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <chrono>
#include <ifaddrs.h>
#include <memory>
#include <set>
#include <sys/stat.h>

#include <fmt/format.h>
#include <net/if.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <qrcodegen/QrCode.hpp>

#include "core/path.h"
#include "server/access.h"

namespace shoebox::server {

namespace {

template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* thing) const {
    Free(thing);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;

constexpr std::int64_t kDaySeconds = 86'400;
constexpr std::int64_t kAuthorityDays = 3650;
constexpr std::int64_t kCertificateDays = 390;  // phones refuse more than 398
constexpr std::int64_t kRenewDays = 30;
constexpr std::int64_t kPemBytesMax = 64 * 1024;

// RFC 5280, 4.2.1.10: what the authority may vouch for.
constexpr const char* kConstraints =
    "critical,permitted;DNS:localhost,permitted;DNS:local,permitted;DNS:lan,permitted;DNS:home,permitted;DNS:fritz.box,"
    "permitted;IP:10.0.0.0/255.0.0.0,permitted;IP:172.16.0.0/255.240.0.0,permitted;IP:192.168.0.0/255.255.0.0,"
    "permitted;IP:169.254.0.0/255.255.0.0,permitted;IP:100.64.0.0/255.192.0.0,permitted;IP:127.0.0.0/255.0.0.0,"
    "permitted;IP:fc00::/fe00::,permitted;IP:fe80::/ffc0::,permitted;IP:::1/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";

std::unexpected<Error> openssl_failure(std::string_view what) {
  return fail(ErrorCode::kInternal, fmt::format("cannot make {}", what), "OpenSSL");
}

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(std::max(size, 0L))};
}

std::string pem_of(X509* certificate) {
  const Bio bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(bio.get(), certificate);
  return text_of(bio.get());
}

std::string pem_of(EVP_PKEY* key) {
  const Bio bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
  return text_of(bio.get());
}

Certificate certificate_from(const std::string& pem) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  return Certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

Key key_from(const std::string& pem) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  return Key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
}

std::string fingerprint_of(X509* certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  X509_digest(certificate, EVP_sha256(), digest.data(), &size);
  std::string text;
  for (unsigned i = 0; i < size; ++i) text += fmt::format("{}{:02X}", i == 0 ? "" : ":", digest[i]);
  return text;
}

bool add_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>> extension(
      X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
  return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

struct Pair {
  Key key;
  Certificate certificate;
};

/// A key and a certificate for it without extensions and signature, valid from a day ago (clocks differ).
Result<Pair> begin_certificate(const std::string& name, std::int64_t days, const Clock& clock) {
  Pair pair{Key(EVP_EC_gen("P-256")), Certificate(X509_new())};
  if (!pair.key || !pair.certificate) return openssl_failure("a key");
  X509* const certificate = pair.certificate.get();
  std::array<unsigned char, 16> serial{};
  if (RAND_bytes(serial.data(), serial.size()) != 1) return openssl_failure("a number");
  serial[0] &= 0x7fU;
  const std::unique_ptr<BIGNUM, Freed<BN_free>> number(BN_bin2bn(serial.data(), serial.size(), nullptr));
  BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate));
  const auto now = std::chrono::system_clock::to_time_t(clock.now());
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_TIME_set(X509_getm_notBefore(certificate), now - kDaySeconds);
  ASN1_TIME_set(X509_getm_notAfter(certificate), now + days * kDaySeconds);
  X509_set_pubkey(certificate, pair.key.get());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name.data()), static_cast<int>(name.size()), -1, 0);
  return pair;
}

Result<Pair> make_authority(const Clock& clock) {
  Pair pair = TRY(begin_certificate("Shoebox of this home", kAuthorityDays, clock));
  X509* const certificate = pair.certificate.get();
  X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
  const bool made = add_extension(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
                    add_extension(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign") &&
                    add_extension(certificate, certificate, NID_subject_key_identifier, "hash") &&
                    add_extension(certificate, certificate, NID_name_constraints, kConstraints) &&
                    X509_sign(certificate, pair.key.get(), EVP_sha256()) != 0;
  if (!made) return openssl_failure("an authority");
  return pair;
}

std::string alternative_names(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names)
    list += fmt::format("{}{}:{}", list.empty() ? "" : ",", is_ip_address(name) ? "IP" : "DNS", name);
  return list;
}

Result<Pair> make_certificate(const Pair& authority, const std::vector<std::string>& names, const Clock& clock) {
  Pair pair = TRY(begin_certificate("Shoebox", kCertificateDays, clock));
  X509* const certificate = pair.certificate.get();
  X509* const issuer = authority.certificate.get();
  X509_set_issuer_name(certificate, X509_get_subject_name(issuer));
  const bool made = add_extension(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE") &&
                    add_extension(certificate, issuer, NID_key_usage, "critical,digitalSignature") &&
                    add_extension(certificate, issuer, NID_ext_key_usage, "serverAuth") &&
                    add_extension(certificate, issuer, NID_subject_key_identifier, "hash") &&
                    add_extension(certificate, issuer, NID_authority_key_identifier, "keyid") &&
                    add_extension(certificate, issuer, NID_subject_alt_name, alternative_names(names)) &&
                    X509_sign(certificate, authority.key.get(), EVP_sha256()) != 0;
  if (!made) return openssl_failure("a certificate");
  return pair;
}

bool lasts(X509* certificate, const Clock& clock) {
  std::time_t limit = std::chrono::system_clock::to_time_t(clock.now()) + kRenewDays * kDaySeconds;
  return X509_cmp_time(X509_get0_notAfter(certificate), &limit) > 0;
}

bool is_for(X509* certificate, const std::vector<std::string>& names) {
  return std::ranges::all_of(names, [&](const std::string& name) {
    return is_ip_address(name) ? X509_check_ip_asc(certificate, name.c_str(), 0) == 1
                               : X509_check_host(certificate, name.data(), name.size(), 0, nullptr) == 1;
  });
}

/// Of the networks in kConstraints.
bool is_private(std::uint32_t address) {
  const auto in = [address](std::uint32_t network, int bits) {
    return address >> (32 - bits) == network >> (32 - bits);
  };
  return in(0x0A000000, 8) || in(0xAC100000, 12) || in(0xC0A80000, 16) || in(0xA9FE0000, 16) || in(0x64400000, 10);
}

/// What the files hold; nothing when one is missing, damaged, about to end or not the other's.
std::optional<Pair> load_pair(const std::string& certificate_file, const std::string& key_file, const Clock& clock) {
  const auto certificate = read_file(certificate_file, kPemBytesMax);
  const auto key = read_file(key_file, kPemBytesMax);
  if (!certificate || !key) return std::nullopt;
  Pair pair{key_from(*key), certificate_from(*certificate)};
  const bool whole = pair.key && pair.certificate && lasts(pair.certificate.get(), clock) &&
                     X509_check_private_key(pair.certificate.get(), pair.key.get()) == 1;
  return whole ? std::optional(std::move(pair)) : std::nullopt;
}

}  // namespace

Result<LocalCertificate> ensure_certificate(const std::string& folder, const std::vector<std::string>& names,
                                            const Clock& clock) {
  if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
    return fail(ErrorCode::kIo, "cannot make the folder", printable(folder));
  const std::string authority_key_file = join_path(folder, "ca-key.pem");
  LocalCertificate files{join_path(folder, "ca.pem"), join_path(folder, "cert.pem"), join_path(folder, "key.pem"), {}};
  auto authority = load_pair(files.authority_file, authority_key_file, clock);
  const bool is_new = !authority.has_value();
  if (is_new) {
    authority = TRY(make_authority(clock));
    TRY(write_file_atomically(authority_key_file, pem_of(authority->key.get())));
    TRY(write_file_atomically(files.authority_file, pem_of(authority->certificate.get())));
  }
  files.fingerprint = fingerprint_of(authority->certificate.get());
  const auto own = load_pair(files.certificate_file, files.key_file, clock);
  if (!is_new && own && is_for(own->certificate.get(), names)) return files;
  const Pair made = TRY(make_certificate(*authority, names, clock));
  TRY(write_file_atomically(files.key_file, pem_of(made.key.get())));
  TRY(write_file_atomically(files.certificate_file,
                            pem_of(made.certificate.get()) + pem_of(authority->certificate.get())));
  return files;
}

std::vector<std::string> network_addresses() {
  std::set<std::string> addresses;
  ifaddrs* all = nullptr;
  if (getifaddrs(&all) != 0) return {};
  for (const ifaddrs* each = all; each != nullptr; each = each->ifa_next) {
    const bool is_up = (each->ifa_flags & IFF_UP) != 0 && (each->ifa_flags & IFF_LOOPBACK) == 0;
    if (!is_up || each->ifa_addr == nullptr || each->ifa_addr->sa_family != AF_INET) continue;
    std::array<char, INET_ADDRSTRLEN> text{};
    const auto* address = reinterpret_cast<const sockaddr_in*>(each->ifa_addr);
    // For others the authority could not vouch.
    if (!is_private(ntohl(address->sin_addr.s_addr))) continue;
    if (inet_ntop(AF_INET, &address->sin_addr, text.data(), text.size()) != nullptr) addresses.insert(text.data());
  }
  freeifaddrs(all);
  return {addresses.begin(), addresses.end()};
}

std::string qr_svg(const std::string& text) {
  constexpr int kBorder = 4;
  try {
    const auto code = qrcodegen::QrCode::encodeText(text.c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
    const int side = code.getSize();
    std::string path;
    for (int y = 0; y < side; ++y) {
      for (int x = 0; x < side; ++x) {
        if (code.getModule(x, y)) path += fmt::format("M{},{}h1v1h-1z", x + kBorder, y + kBorder);
      }
    }
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {0}\"><path fill=\"#fff\" "
        "d=\"M0,0h{0}v{0}h-{0}z\"/><path d=\"{1}\"/></svg>\n",
        side + 2 * kBorder, path);
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace shoebox::server
