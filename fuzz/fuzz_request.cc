// What a stranger may send: addresses, ranges, forms, cookies, hosts and bodies. The first byte chooses which; each
// gives a value within its own bounds or a refusal.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/check.h"
#include "core/path.h"
#include "server/access.h"
#include "server/forms.h"
#include "server/multipart.h"
#include "server/range.h"
#include "server/schema_check.h"
#include "server/url.h"
#include "server/values.h"

namespace {

using namespace std::string_view_literals;
namespace server = shoebox::server;

void check_target(std::string_view text) {
  const auto target = server::parse_target(text);
  if (!target) return;
  CHECK(target->path.starts_with('/') && target->path.find('\0') == std::string::npos);
  CHECK(shoebox::printable(target->path) == target->path);
  const auto match = server::find_route("GET", target->path);
  if (match.route == nullptr) return;
  const auto values = server::Values::check(match, *target);
  if (!values) return;
  for (const auto& parameter : match.route->parameters) {
    if (!values->has(parameter.name) || parameter.type != server::ValueType::kInteger) continue;
    const auto number = static_cast<double>(values->integer(parameter.name));
    CHECK(number >= parameter.minimum && number <= parameter.maximum);
  }
}

void check_range(std::string_view text) {
  constexpr std::int64_t kSize = 1000;
  const server::Range range = server::parse_range(text, kSize);
  if (range.kind == server::RangeKind::kUnsatisfiable) return;
  CHECK(range.offset >= 0 && range.bytes > 0 && range.offset + range.bytes <= kSize);
}

void check_form(std::string_view text) {
  const std::string_view type = text.substr(0, text.find('\n'));
  const auto boundary = server::form_boundary(type);
  const auto parts = server::parse_form(text.substr(std::min(text.size(), type.size() + 1)), boundary.value_or("b"));
  if (!parts) return;
  for (const auto& part : *parts) {
    CHECK(part.content.empty() || (part.content.data() >= text.data() &&
                                   part.content.data() + part.content.size() <= text.data() + text.size()));
  }
}

void check_body(std::string_view text) {
  for (const std::string_view schema : {"AlbumName"sv, "PhotoIds"sv, "NewSavedSearch"sv, "NewRoot"sv, "Password"sv}) {
    const auto body = server::parse_body(text, schema);
    CHECK(!body || body->is_object());
  }
}

void check_texts(std::string_view text) {
  const std::string name = server::host_name(text);
  CHECK(!server::is_loopback_name(name) || name.size() <= text.size());
  const std::string_view cookie = server::cookie_value(text, "shoebox_session");
  CHECK(cookie.size() <= text.size());
  if (const auto box = server::parse_box(text)) CHECK((*box)[0] > -1000 && (*box)[3] < 1000);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 5) {
    case 0:
      check_target(text);
      break;
    case 1:
      check_range(text);
      break;
    case 2:
      check_form(text);
      break;
    case 3:
      check_body(text);
      break;
    default:
      check_texts(text);
  }
  return 0;
}
