#include "server/handlers.h"
#include "server/json.h"
#include "server/openapi.h"
#include "server/password.h"
#include "server/problem.h"

namespace shoebox::server {

namespace {

Reply session_reply(Api& api, const Call& call, Identity identity) {
  const Peer& peer = call.request.peer;
  return json_reply(200, {{"password_needed", api.access().sign_in_needed() == SignIn::kPassword},
                          {"signed_in", identity != Identity::kNobody},
                          {"by", to_string(identity)},
                          {"secure", peer.is_encrypted || is_loopback_name(host_name(call.request.header("host")))}});
}

Json token_json(const store::Token& token) {
  return {{"token_id", token.id}, {"name", token.name}, {"created_at", utc_time(token.created_at_ms)}};
}

}  // namespace

Result<Reply> get_session(Api& api, const Call& call) {
  return session_reply(api, call, call.identity);
}

Result<Reply> sign_in(Api& api, const Call& call) {
  if (api.access().sign_in_needed() != SignIn::kPassword) return session_reply(api, call, call.identity);
  auto cookie = api.access().sign_in(call.request, call.body["password"].get<std::string>());
  if (!cookie && cookie.error().code == ErrorCode::kBusy) {
    Reply refusal = problem(429, "too_many_attempts", cookie.error().message);
    refusal.set("Retry-After", std::to_string(Access::kRetryAfterSeconds));
    return refusal;
  }
  if (!cookie && cookie.error().code == ErrorCode::kInvalidArgument) {
    return problem(422, "not_signed_in", cookie.error().message);
  }
  if (!cookie) return std::unexpected(cookie.error());
  Reply reply = session_reply(api, call, Identity::kCookie);
  reply.set("Set-Cookie", *cookie);
  return reply;
}

Result<Reply> sign_out(Api& api, const Call& call) {
  Reply reply = no_content();
  reply.set("Set-Cookie", api.access().sign_out(call.request));
  return reply;
}

Result<Reply> list_tokens(Api& api, const Call&) {
  const auto tokens =
      TRY(api.service().read([](store::Database& database) { return store::TokenRepository(database).all(); }));
  Json list = Json::array();
  for (const store::Token& token : tokens) list.push_back(token_json(token));
  return json_reply(200, {{"tokens", std::move(list)}});
}

Result<Reply> create_token(Api& api, const Call& call) {
  const std::string secret = TRY(random_secret());
  store::Token token;
  const auto work = [&](store::Transaction& transaction) -> Result<void> {
    token = TRY(store::TokenRepository(transaction.database())
                    .create(transaction, call.body["name"].get<std::string>(), secret_hash(secret)));
    return {};
  };
  TRY(api.service().write(work));
  Json json = token_json(token);
  json["token"] = secret;
  return json_reply(201, json);
}

Result<Reply> delete_token(Api& api, const Call& call) {
  TRY(api.service().write([&](store::Transaction& transaction) {
    return store::TokenRepository(transaction.database()).remove(transaction, call.values.integer("token"));
  }));
  return no_content();
}

Result<Reply> get_openapi(Api&, const Call&) {
  Reply reply;
  reply.body = openapi_text();
  reply.set("Content-Type", "application/json").set("Cache-Control", "no-cache");
  return reply;
}

}  // namespace shoebox::server
