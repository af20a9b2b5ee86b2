#pragma once
// The answer as the JSON object of the contract (--json, REST). Paths and other bytes that are not UTF-8 are made
// printable, so that the result can always be written out.

#include <nlohmann/json_fwd.hpp>

#include "search/answer.h"

namespace shoebox::search {

nlohmann::ordered_json to_json(const SearchAnswer& answer);

}  // namespace shoebox::search
