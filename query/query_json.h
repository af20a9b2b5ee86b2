#pragma once
// What was understood, as the JSON object of the contract: parse --json, and "query" of an answer. One function, so
// that the two are the same. Bytes that are not UTF-8 are made printable.

#include <nlohmann/json_fwd.hpp>

#include "query/query.h"

namespace shoebox::query {

/// {"chips": [{"kind", "text", "canonical", "negated", "label", "begin", "end" (bytes of the text); of a time "ranges"
/// [["2025-01-01", "2026-01-01"], …] half-open local days, null = open; where there are any "hours" [[18, 5], …] of the
/// clock, half-open, over midnight when from > to; "weekdays" [0, …], 0 = Monday; "moments" [["2026-11-22T18:00",
/// "2026-11-23T05:00"], …]}], "meaning"}, and, where there are any, "negative_meaning", "suggestions" and "unread".
nlohmann::ordered_json to_json(const Query& query);

}  // namespace shoebox::query
