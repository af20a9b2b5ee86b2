#pragma once
// Lengths of time as people type them. Pure.

#include <cstdint>
#include <optional>
#include <string_view>

namespace shoebox::cli {

/// "+1h", "-30m", "2d12h", "45s", in falling order of units, each once -> seconds. nullopt for anything else.
std::optional<std::int64_t> parse_duration(std::string_view text);

}  // namespace shoebox::cli
