#include "server/html.h"

#include <fmt/format.h>

namespace shoebox::server {

std::string html_text(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

std::string html_page(std::string_view title, std::string_view body) {
  return fmt::format(
      "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width\"><title>{0}</title>"
      "<link rel=\"stylesheet\" href=\"/api/docs.css\"></head><body><main><h1>{0}</h1>{1}</main></body></html>\n",
      html_text(title), body);
}

std::string_view html_style() {
  return ":root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}"
         "main{max-width:46rem;margin:2rem auto;padding:0 1rem}"
         "h2{margin-top:2.5rem;text-transform:capitalize}h3{margin-bottom:0}h3+p{margin-top:.25rem}"
         "dt{float:left;clear:left;min-width:8rem}dd{margin-left:9rem}img{max-width:16rem}";
}

}  // namespace shoebox::server
