#pragma once
// Who may ask: signing in, sessions, tokens, and what keeps other web pages from using the browser's rights
// (docs/security.md). Thread-safe.

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "server/request.h"

namespace shoebox::server {

enum class SignIn : std::uint8_t {
  kNotNeeded,  // the server listens on loopback only
  kNoAuth,     // it was told to let everybody in
  kPassword,
};

/// By what a request is let in.
enum class Identity : std::uint8_t { kNobody, kLoopback, kNoAuth, kCookie, kToken };
std::string_view to_string(Identity identity);

struct AccessConfig {
  SignIn sign_in = SignIn::kNotNeeded;
  std::string password_hash;
  /// Names by which the server may be called beside localhost and addresses: in lower case, without port.
  std::vector<std::string> host_names;
  /// Whether a token with this hash was given out.
  std::function<bool(const std::string& hash)> is_token;
};

class Access final {
 public:
  Access(AccessConfig config, const Clock& clock) : config_(std::move(config)), clock_(clock) {}

  SignIn sign_in_needed() const { return config_.sign_in; }

  /// false: the Host header is not one of ours. A page whose name was pointed at this machine (DNS rebinding) has such.
  bool is_our_host(const Request& request) const;
  /// Whether another site's page made the browser send this; then it is refused, whatever cookies it has.
  bool is_from_another_site(const Request& request) const;
  Identity identify(const Request& request);

  /// -> the Set-Cookie header. kInvalidArgument: the wrong password. kBusy: too many attempts, from this address or
  /// all.
  Result<std::string> sign_in(const Request& request, std::string_view password);
  /// -> the Set-Cookie header that removes the cookie.
  std::string sign_out(const Request& request);

  static constexpr std::int64_t kRetryAfterSeconds = 60;

 private:
  using Moment = std::chrono::system_clock::time_point;
  bool may_attempt(const std::string& address);
  void count_failure(const std::string& address);
  void forget_old(Moment now);

  const AccessConfig config_;
  const Clock& clock_;
  std::mutex mutex_;
  std::mutex hashing_;                      // one at a time: it takes 64 MiB
  std::map<std::string, Moment> sessions_;  // hash of the cookie → when it ends
  std::map<std::string, std::vector<Moment>> failures_;
};

/// "name:port" or "[::1]:port" → its name in lower case; "" when it is neither.
std::string host_name(std::string_view header);
bool is_loopback_name(std::string_view name);
bool is_ip_address(std::string_view name);

/// The value of a cookie.
std::string_view cookie_value(std::string_view header, std::string_view name);

}  // namespace shoebox::server
