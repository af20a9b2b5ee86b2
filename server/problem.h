#pragma once
// Errors as RFC 9457 problem details. Pure functions.

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "core/result.h"
#include "search/reasons.h"
#include "server/request.h"

namespace shoebox::server {

/// The status that an error of the library has over HTTP.
int status_of(ErrorCode code);

Reply problem(int status, std::string_view code, std::string_view detail);
/// What went wrong in the reader's language, as far as it has words for it.
Reply problem(const Error& error, search::Language language = search::Language::kEnglish);

/// A JSON reply that is not to be kept.
Reply json_reply(int status, const nlohmann::ordered_json& json);

}  // namespace shoebox::server
