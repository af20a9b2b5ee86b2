#include "server/access.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "core/limits.h"
#include "server/password.h"

namespace shoebox::server {

namespace {

constexpr std::string_view kCookie = "shoebox_session";
constexpr auto kSessionLength = std::chrono::hours(24 * 30);
constexpr auto kFailureWindow = std::chrono::minutes(1);
constexpr std::size_t kFailuresOfAddressMax = 5;
constexpr std::size_t kFailuresMax = 30;

}  // namespace

std::string_view to_string(Identity identity) {
  constexpr std::array<std::string_view, 5> kNames = {"nobody", "loopback", "no_auth", "cookie", "token"};
  return kNames[static_cast<std::size_t>(identity)];
}

std::string host_name(std::string_view header) {
  std::string name;
  if (header.starts_with('[')) {
    const std::size_t end = header.find(']');
    if (end == std::string_view::npos) return {};
    name = header.substr(1, end - 1);
  } else {
    name = header.substr(0, header.find(':'));
  }
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (name.ends_with('.')) name.pop_back();
  return name;
}

bool is_ip_address(std::string_view name) {
  in6_addr address{};
  const std::string text(name);
  return inet_pton(AF_INET, text.c_str(), &address) == 1 || inet_pton(AF_INET6, text.c_str(), &address) == 1;
}

bool is_loopback_name(std::string_view name) {
  return name == "localhost" || name.ends_with(".localhost") || name == "::1" ||
         (name.starts_with("127.") && is_ip_address(name));
}

std::string_view cookie_value(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    std::string_view pair = header.substr(0, header.find(';'));
    header.remove_prefix(std::min(header.size(), pair.size() + 1));
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (pair.starts_with(name) && pair.substr(name.size()).starts_with('=')) return pair.substr(name.size() + 1);
  }
  return {};
}

bool Access::is_our_host(const Request& request) const {
  const std::string name = host_name(request.header("host"));
  if (is_loopback_name(name)) return true;
  if (config_.sign_in == SignIn::kNotNeeded) return false;
  // An address cannot be pointed elsewhere; a name can, unless it is known to be ours.
  return is_ip_address(name) || std::ranges::find(config_.host_names, name) != config_.host_names.end();
}

bool Access::is_from_another_site(const Request& request) const {
  if (request.header("authorization").starts_with("Bearer ")) return false;  // no page can make a browser send it
  const std::string_view site = request.header("sec-fetch-site");
  if (!site.empty()) return site != "same-origin" && site != "none";
  if (request.method == "GET" || request.method == "HEAD") return false;
  const std::string_view origin = request.header("origin");
  if (origin.empty()) return false;  // no browser
  const std::string own = fmt::format("{}://{}", request.peer.is_encrypted ? "https" : "http", request.header("host"));
  return origin != own;
}

Identity Access::identify(const Request& request) {
  constexpr std::string_view kBearer = "Bearer ";
  if (const std::string_view header = request.header("authorization"); header.starts_with(kBearer)) {
    const bool known = config_.is_token && config_.is_token(secret_hash(header.substr(kBearer.size())));
    return known ? Identity::kToken : Identity::kNobody;
  }
  if (config_.sign_in == SignIn::kNotNeeded) return Identity::kLoopback;
  if (config_.sign_in == SignIn::kNoAuth) return Identity::kNoAuth;
  const std::string_view cookie = cookie_value(request.header("cookie"), kCookie);
  if (cookie.empty()) return Identity::kNobody;
  const std::scoped_lock lock(mutex_);
  const auto found = sessions_.find(secret_hash(cookie));
  return found != sessions_.end() && found->second > clock_.now() ? Identity::kCookie : Identity::kNobody;
}

void Access::forget_old(Moment now) {
  std::erase_if(sessions_, [&](const auto& session) { return session.second <= now; });
  for (auto& [address, moments] : failures_) {
    std::erase_if(moments, [&](Moment at) { return at + kFailureWindow <= now; });
  }
  std::erase_if(failures_, [](const auto& failure) { return failure.second.empty(); });
}

bool Access::may_attempt(const std::string& address) {
  const std::scoped_lock lock(mutex_);
  forget_old(clock_.now());
  std::size_t all = 0;
  for (const auto& [other, moments] : failures_) all += moments.size();
  const auto own = failures_.find(address);
  return all < kFailuresMax && (own == failures_.end() || own->second.size() < kFailuresOfAddressMax);
}

void Access::count_failure(const std::string& address) {
  const std::scoped_lock lock(mutex_);
  failures_[address].push_back(clock_.now());
}

Result<std::string> Access::sign_in(const Request& request, std::string_view password) {
  const std::string& address = request.peer.address;
  const std::scoped_lock one_at_a_time(hashing_);
  if (!may_attempt(address)) {
    return fail(ErrorCode::kBusy, "too many wrong passwords: wait a minute and try again");
  }
  if (!is_password(password, config_.password_hash)) {
    count_failure(address);
    return fail(ErrorCode::kInvalidArgument, "this is not the password");
  }
  const std::string secret = TRY(random_secret());
  const std::scoped_lock lock(mutex_);
  if (sessions_.size() >= limits::kSessionsMax) sessions_.erase(sessions_.begin());
  sessions_[secret_hash(secret)] = clock_.now() + kSessionLength;
  return fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Strict{}", kCookie, secret,
                     std::chrono::duration_cast<std::chrono::seconds>(kSessionLength).count(),
                     request.peer.is_encrypted ? "; Secure" : "");
}

std::string Access::sign_out(const Request& request) {
  const std::scoped_lock lock(mutex_);
  sessions_.erase(secret_hash(cookie_value(request.header("cookie"), kCookie)));
  return fmt::format("{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict", kCookie);
}

}  // namespace shoebox::server
