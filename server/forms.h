#pragma once
// Texts of a fixed form in requests. Pure functions over outside bytes.

#include <array>
#include <optional>
#include <string_view>

namespace shoebox::server {

/// "0.5,0.5": two numbers that are not negative.
std::optional<std::array<double, 2>> parse_pair(std::string_view text);
bool is_weights(std::string_view text);

/// "west,south,east,north" in degrees; west may be greater than east, across the date line.
std::optional<std::array<double, 4>> parse_box(std::string_view text);
bool is_box(std::string_view text);

/// "2024", "2024-05", "2024-05-17" or "unknown".
bool is_bucket(std::string_view text);

/// Up to seven digits.
bool is_cursor(std::string_view text);

/// Up to 32 hexadecimal digits.
bool is_version(std::string_view text);

}  // namespace shoebox::server
