#include "server/api.h"

#include <array>

#include <fmt/format.h>

#include "core/limits.h"
#include "core/log.h"
#include "server/handlers.h"
#include "server/html.h"
#include "server/openapi.h"
#include "server/problem.h"
#include "server/schema_check.h"

namespace shoebox::server {

namespace {

struct HandlerRow {
  std::string_view name;
  Handler handler;
};

#define SHOEBOX_HANDLER(name) \
  HandlerRow {                \
    #name, name               \
  }
constexpr std::array kHandlers = {SHOEBOX_HANDLER(search),
                                  SHOEBOX_HANDLER(search_by_picture),
                                  SHOEBOX_HANDLER(suggest),
                                  SHOEBOX_HANDLER(list_history),
                                  SHOEBOX_HANDLER(keep_search),
                                  SHOEBOX_HANDLER(clear_history),
                                  SHOEBOX_HANDLER(get_photo),
                                  SHOEBOX_HANDLER(get_thumbnail),
                                  SHOEBOX_HANDLER(get_preview),
                                  SHOEBOX_HANDLER(get_original),
                                  SHOEBOX_HANDLER(add_favourite),
                                  SHOEBOX_HANDLER(remove_favourite),
                                  SHOEBOX_HANDLER(hide_photo),
                                  SHOEBOX_HANDLER(show_photo),
                                  SHOEBOX_HANDLER(list_favourites),
                                  SHOEBOX_HANDLER(list_hidden),
                                  SHOEBOX_HANDLER(get_timeline),
                                  SHOEBOX_HANDLER(get_timeline_bucket),
                                  SHOEBOX_HANDLER(get_map),
                                  SHOEBOX_HANDLER(list_map_photos),
                                  SHOEBOX_HANDLER(correct_photos),
                                  SHOEBOX_HANDLER(undo_correction),
                                  SHOEBOX_HANDLER(list_albums),
                                  SHOEBOX_HANDLER(create_album),
                                  SHOEBOX_HANDLER(get_album),
                                  SHOEBOX_HANDLER(rename_album),
                                  SHOEBOX_HANDLER(delete_album),
                                  SHOEBOX_HANDLER(list_album_photos),
                                  SHOEBOX_HANDLER(add_album_photos),
                                  SHOEBOX_HANDLER(remove_album_photo),
                                  SHOEBOX_HANDLER(list_saved_searches),
                                  SHOEBOX_HANDLER(save_search),
                                  SHOEBOX_HANDLER(change_saved_search),
                                  SHOEBOX_HANDLER(delete_saved_search),
                                  SHOEBOX_HANDLER(get_status),
                                  SHOEBOX_HANDLER(watch_events),
                                  SHOEBOX_HANDLER(start_index),
                                  SHOEBOX_HANDLER(stop_index),
                                  SHOEBOX_HANDLER(list_roots),
                                  SHOEBOX_HANDLER(add_root),
                                  SHOEBOX_HANDLER(remove_root),
                                  SHOEBOX_HANDLER(list_folders),
                                  SHOEBOX_HANDLER(list_models),
                                  SHOEBOX_HANDLER(use_model),
                                  SHOEBOX_HANDLER(get_session),
                                  SHOEBOX_HANDLER(sign_in),
                                  SHOEBOX_HANDLER(sign_out),
                                  SHOEBOX_HANDLER(list_tokens),
                                  SHOEBOX_HANDLER(create_token),
                                  SHOEBOX_HANDLER(delete_token),
                                  SHOEBOX_HANDLER(get_openapi)};
#undef SHOEBOX_HANDLER

// No inline scripts and nothing of another host, ever. Style attributes are how a grid is laid out.
constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: "
    "blob:; "
    "media-src 'self' blob:; connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

void add_security_headers(Reply& reply) {
  reply.set("Content-Security-Policy", std::string(kPolicy))
      .set("X-Content-Type-Options", "nosniff")
      .set("X-Frame-Options", "DENY")
      .set("Referrer-Policy", "no-referrer")
      .set("Cross-Origin-Opener-Policy", "same-origin")
      .set("Cross-Origin-Resource-Policy", "same-origin")
      .set("Permissions-Policy", "camera=(self), geolocation=(), microphone=()");
}

bool is_json(std::string_view content_type) {
  const std::string_view type = content_type.substr(0, content_type.find(';'));
  return type.empty() || type == "application/json" || (type.starts_with("application/") && type.ends_with("+json"));
}

Reply method_not_allowed(const RouteMatch& match) {
  Reply reply = problem(405, "method", "this address does not take that method");
  std::string allowed;
  for (const Method method : match.other_methods) {
    allowed += fmt::format("{}{}", allowed.empty() ? "" : ", ", to_string(method));
    if (method == Method::kGet) allowed += ", HEAD";
  }
  reply.set("Allow", allowed);
  return reply;
}

}  // namespace

Handler find_handler(std::string_view name) {
  for (const HandlerRow& row : kHandlers) {
    if (row.name == name) return row.handler;
  }
  return nullptr;
}

search::Language Call::language() const {
  const std::string& asked = values.text("lang");
  const std::string_view tag = asked.empty() ? request.header("accept-language") : std::string_view(asked);
  return tag.starts_with("zh") ? search::Language::kChinese : search::Language::kEnglish;
}

Reply Api::handle(const Request& request) {
  Reply reply = answer(request);
  add_security_headers(reply);
  return reply;
}

Reply Api::answer(const Request& request) {
  if (!parts_.access.is_our_host(request)) {
    return problem(421, "forbidden",
                   "this name is not known to be this machine's: use its address, or start with --allow-host NAME");
  }
  const auto target = parse_target(request.target);
  if (!target) return problem(400, "invalid_argument", "the address is not well-formed");
  if (auto page = own_page(request, target->path)) return std::move(*page);
  if (!target->path.starts_with("/api/")) return parts_.files.get(request, target->path);
  return answer_route(request, *target);
}

/// Pages that need no script.
std::optional<Reply> Api::own_page(const Request& request, std::string_view path) const {
  if (request.method != "GET" && request.method != "HEAD") return std::nullopt;
  Reply reply;
  if (path == "/api/docs" || path == "/api") {
    reply.body = openapi_page();
    reply.set("Content-Type", "text/html; charset=utf-8").set("Cache-Control", "no-cache");
    return reply;
  }
  if (path == "/api/docs.css") {
    reply.body = html_style();
    reply.set("Content-Type", "text/css; charset=utf-8").set("Cache-Control", "no-cache");
    return reply;
  }
  return std::nullopt;
}

std::optional<Reply> Api::refuse(const Request& request, const Target& target, Identity identity, const Route* route) {
  if (parts_.access.is_from_another_site(request)) {
    return problem(403, "forbidden", "another site's page may not ask this");
  }
  if (route != nullptr && route->guard == Guard::kSignedIn && identity == Identity::kNobody) {
    Reply reply = problem(401, "not_signed_in", "sign in first, or send a token");
    reply.set("WWW-Authenticate", "Bearer");
    return reply;
  }
  (void)target;
  return std::nullopt;
}

Reply Api::answer_route(const Request& request, const Target& target) {
  const RouteMatch match = find_route(request.method, target.path);
  const Identity identity = parts_.access.identify(request);
  if (auto refusal = refuse(request, target, identity, match.route)) return std::move(*refusal);
  if (match.route == nullptr) {
    return match.other_methods.empty() ? problem(404, "not_found", "there is no such address; see /api/docs")
                                       : method_not_allowed(match);
  }
  auto values = Values::check(match, target);
  if (!values) return problem(values.error());
  Call call{request, *match.route, std::move(*values), {}, identity};
  if (match.route->body == Body::kJson) {
    if (!is_json(request.header("content-type")))
      return problem(415, "unsupported", "the body must be application/json");
    auto body = parse_body(request.body, match.route->body_schema);
    if (!body) return problem(body.error());
    call.body = std::move(*body);
  }
  Result<Reply> reply = find_handler(match.route->name)(*this, call);
  if (reply) return std::move(*reply);
  if (status_of(reply.error().code) == 500) log::error(reply.error().text());
  return problem(reply.error(), call.language());
}

std::int64_t Api::body_bytes_max(const Request& head, Reply& refusal) {
  const auto target = parse_target(head.target);
  const RouteMatch match = target ? find_route(head.method, target->path) : RouteMatch{};
  const bool takes_picture = match.route != nullptr && match.route->body == Body::kPicture;
  if (!takes_picture) return limits::kRequestBodyBytesMax;
  if (!parts_.access.is_our_host(head) || refuse(head, *target, parts_.access.identify(head), match.route)) {
    refusal = handle(head);
    return -1;
  }
  return limits::kPictureBytesMax;
}

}  // namespace shoebox::server
