#include "server/access.h"

#include <gtest/gtest.h>

#include "server/password.h"

namespace shoebox::server {
namespace {

class FakeClock final : public Clock {
 public:
  std::chrono::system_clock::time_point now() const override { return now_; }
  void advance(std::chrono::seconds by) { now_ += by; }

 private:
  std::chrono::system_clock::time_point now_{std::chrono::hours(24 * 20000)};
};

Request request(std::map<std::string, std::string, std::less<>> headers, std::string method = "GET") {
  Request made;
  made.method = std::move(method);
  made.headers = std::move(headers);
  made.peer.address = "10.0.0.9";
  return made;
}

const std::string& hash() {
  static const std::string made = hash_password("open sesame").value();
  return made;
}

class Accesses : public testing::Test {
 protected:
  FakeClock clock_;
  Access loopback_{{}, clock_};
  Access open_{
      {SignIn::kPassword, hash(), {"nas.local"}, [](const std::string& h) { return h == secret_hash("token"); }},
      clock_};
};

TEST_F(Accesses, NamesThatCouldPointAnywhereAreRefused) {
  for (const char* ours : {"localhost", "localhost:2342", "127.0.0.1:2342", "127.1.2.3", "[::1]:2342", "LOCALHOST",
                           "x.localhost", "localhost."}) {
    EXPECT_TRUE(loopback_.is_our_host(request({{"host", ours}}))) << ours;
    EXPECT_TRUE(open_.is_our_host(request({{"host", ours}}))) << ours;
  }
  for (const char* other : {"", "evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "[::1", "127.evil",
                            "nas.local", "10.0.0.5"}) {
    EXPECT_FALSE(loopback_.is_our_host(request({{"host", other}}))) << other;
  }
  EXPECT_TRUE(open_.is_our_host(request({{"host", "NAS.local:2342"}})));
  EXPECT_TRUE(open_.is_our_host(request({{"host", "10.0.0.5:2342"}})));
  EXPECT_TRUE(open_.is_our_host(request({{"host", "[fe80::1]:2342"}})));
  EXPECT_FALSE(open_.is_our_host(request({{"host", "evil.example"}})));
}

TEST_F(Accesses, OtherSitesAreRefused) {
  const auto refused = [&](std::map<std::string, std::string, std::less<>> headers, const char* method) {
    headers["host"] = "127.0.0.1:2342";
    return loopback_.is_from_another_site(request(std::move(headers), method));
  };
  EXPECT_FALSE(refused({}, "POST"));  // curl
  EXPECT_FALSE(refused({{"origin", "http://127.0.0.1:2342"}}, "POST"));
  EXPECT_FALSE(refused({{"sec-fetch-site", "same-origin"}}, "POST"));
  EXPECT_FALSE(refused({{"sec-fetch-site", "none"}}, "GET"));
  EXPECT_TRUE(refused({{"sec-fetch-site", "cross-site"}}, "GET"));
  EXPECT_TRUE(refused({{"sec-fetch-site", "same-site"}}, "POST"));
  EXPECT_TRUE(refused({{"origin", "http://evil.example"}}, "POST"));
  EXPECT_TRUE(refused({{"origin", "null"}}, "DELETE"));
  EXPECT_TRUE(refused({{"origin", "https://127.0.0.1:2342"}}, "PUT"));
  EXPECT_TRUE(refused({{"origin", "http://127.0.0.1:80"}}, "PUT"));
  EXPECT_FALSE(refused({{"origin", "http://evil.example"}, {"authorization", "Bearer x"}}, "POST"));
}

TEST_F(Accesses, PasswordGivesASessionUntilSigningOut) {
  EXPECT_EQ(open_.identify(request({})), Identity::kNobody);
  const auto cookie = open_.sign_in(request({}), "open sesame");
  ASSERT_TRUE(cookie.has_value());
  EXPECT_NE(cookie->find("; HttpOnly; SameSite=Strict"), std::string::npos);
  EXPECT_EQ(cookie->find("Secure"), std::string::npos);
  const Request with = request({{"cookie", "a=b; " + cookie->substr(0, cookie->find(';'))}});
  EXPECT_EQ(open_.identify(with), Identity::kCookie);
  EXPECT_EQ(open_.identify(request({{"cookie", "shoebox_session=x"}})), Identity::kNobody);
  open_.sign_out(with);
  EXPECT_EQ(open_.identify(with), Identity::kNobody);
}

TEST_F(Accesses, SessionEnds) {
  const auto cookie = open_.sign_in(request({}), "open sesame").value();
  const Request with = request({{"cookie", cookie.substr(0, cookie.find(';'))}});
  clock_.advance(std::chrono::hours(24 * 30 + 1));
  EXPECT_EQ(open_.identify(with), Identity::kNobody);
}

TEST_F(Accesses, WrongPasswordsAreCountedAndForgotten) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(open_.sign_in(request({}), "wrong").error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(open_.sign_in(request({}), "open sesame").error().code, ErrorCode::kBusy);
  Request other = request({});
  other.peer.address = "10.0.0.10";
  EXPECT_TRUE(open_.sign_in(other, "open sesame").has_value());
  clock_.advance(std::chrono::seconds(61));
  EXPECT_TRUE(open_.sign_in(request({}), "open sesame").has_value());
}

TEST_F(Accesses, TokensAreKnownByTheirHash) {
  EXPECT_EQ(open_.identify(request({{"authorization", "Bearer token"}})), Identity::kToken);
  EXPECT_EQ(open_.identify(request({{"authorization", "Bearer tokem"}})), Identity::kNobody);
  EXPECT_EQ(loopback_.identify(request({{"authorization", "Bearer wrong"}})), Identity::kNobody);
  EXPECT_EQ(loopback_.identify(request({})), Identity::kLoopback);
}

}  // namespace
}  // namespace shoebox::server
