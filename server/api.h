#pragma once
// Every request's way: is it for us, may it, which route, are its values right, then the handler. Thread-safe; borrows
// its parts, which must outlive it.

#include <atomic>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "engine/service.h"
#include "search/searcher.h"
#include "server/access.h"
#include "server/events.h"
#include "server/request.h"
#include "server/static_files.h"
#include "server/values.h"

namespace shoebox::server {

/// One request, checked.
struct Call {
  const Request& request;
  const Route& route;
  Values values;
  nlohmann::json body;  // of Body::kJson
  Identity identity = Identity::kNobody;

  PhotoId photo() const { return PhotoId{values.integer("id")}; }
  search::Language language() const;
};

class Api final {
 public:
  struct Parts {
    engine::Service& service;
    Access& access;
    Events& events;
    const StaticFiles& files;
    const engine::ProgramFiles& program;
  };
  explicit Api(Parts parts) : parts_(parts) {}

  /// Never fails: what goes wrong is a reply.
  Reply handle(const Request& request);

  /// How long a body this request may send, known from its head alone: less than nothing when it may not send any, and
  /// `refusal` is what to say then.
  std::int64_t body_bytes_max(const Request& head, Reply& refusal);

  engine::Service& service() { return parts_.service; }
  Access& access() { return parts_.access; }
  const engine::ProgramFiles& program() const { return parts_.program; }
  Events& events() { return parts_.events; }

 private:
  std::optional<Reply> refuse(const Request& request, const Target& target, Identity identity, const Route* route);
  Reply answer(const Request& request);
  Reply answer_route(const Request& request, const Target& target);
  std::optional<Reply> own_page(const Request& request, std::string_view path) const;

  Parts parts_;
};

using Handler = Result<Reply> (*)(Api& api, const Call& call);
/// Null: there is none, which a test finds.
Handler find_handler(std::string_view name);

}  // namespace shoebox::server
