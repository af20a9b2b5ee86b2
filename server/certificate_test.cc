#include "server/certificate.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

namespace shoebox::server {
namespace {

class FakeClock final : public Clock {
 public:
  std::chrono::system_clock::time_point now() const override { return now_; }
  std::chrono::system_clock::time_point now_ = std::chrono::system_clock::now();
};

class Certificates : public testing::Test {
 protected:
  Certificates() {
    std::string pattern = (std::filesystem::temp_directory_path() / "shoebox-tls-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~Certificates() override {
    std::error_code error;
    std::filesystem::remove_all(folder_, error);
  }
  LocalCertificate ensure(const std::vector<std::string>& names) {
    return ensure_certificate(folder_ + "/tls", names, clock_).value();
  }
  static std::string content(const std::string& path) {
    std::stringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }
  std::string folder_;
  FakeClock clock_;
};

TEST_F(Certificates, AreKeptForTheSameNames) {
  const auto first = ensure({"localhost", "192.168.1.20"});
  const std::string certificate = content(first.certificate_file);
  EXPECT_NE(certificate.find("BEGIN CERTIFICATE"), std::string::npos);
  EXPECT_EQ(ensure({"192.168.1.20"}).fingerprint, first.fingerprint);
  EXPECT_EQ(content(first.certificate_file), certificate);
}

TEST_F(Certificates, NewNamesKeepTheAuthority) {
  const auto first = ensure({"localhost"});
  const std::string certificate = content(first.certificate_file);
  EXPECT_EQ(ensure({"localhost", "10.0.0.3"}).fingerprint, first.fingerprint);
  EXPECT_NE(content(first.certificate_file), certificate);
}

TEST_F(Certificates, AreMadeAnewBeforeTheyEnd) {
  const auto first = ensure({"localhost"});
  const std::string certificate = content(first.certificate_file);
  clock_.now_ += std::chrono::hours(24 * 365);
  EXPECT_EQ(ensure({"localhost"}).fingerprint, first.fingerprint);
  EXPECT_NE(content(first.certificate_file), certificate);
  clock_.now_ += std::chrono::hours(24 * 3650);
  EXPECT_NE(ensure({"localhost"}).fingerprint, first.fingerprint);
}

TEST_F(Certificates, DamagedOnesAreReplaced) {
  const auto first = ensure({"localhost"});
  std::ofstream(first.key_file) << "no key";
  ensure({"localhost"});
  EXPECT_NE(content(first.key_file).find("PRIVATE KEY"), std::string::npos);
  std::ofstream(first.authority_file) << "";
  EXPECT_NE(ensure({"localhost"}).fingerprint, first.fingerprint);
}

TEST(QrCode, IsAPictureOfTheText) {
  const std::string svg = qr_svg("https://192.168.1.20:2342/trust");
  EXPECT_TRUE(svg.starts_with("<svg"));
  EXPECT_NE(svg, qr_svg("https://192.168.1.21:2342/trust"));
  EXPECT_EQ(qr_svg(std::string(5000, 'a')), "");
}

}  // namespace
}  // namespace shoebox::server
