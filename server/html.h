#pragma once
// The few pages that the program writes itself, when there is no script to do it. Pure functions.

#include <string>
#include <string_view>

namespace shoebox::server {

/// For text and attribute values.
std::string html_text(std::string_view text);

/// A whole document; its style is /api/docs.css, because the policy allows nothing inline. `body` is HTML.
std::string html_page(std::string_view title, std::string_view body);

/// That style.
std::string_view html_style();

}  // namespace shoebox::server
