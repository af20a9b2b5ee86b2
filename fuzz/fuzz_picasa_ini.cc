// Reads a line as a picture's name and the rest as the .picasa.ini of its folder: what it tells is text.

#include <cstdlib>
#include <string_view>

#include "ingest/picasa_ini.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return 0;
  const auto found = shoebox::ingest::read_picasa_ini(text.substr(end + 1), text.substr(0, end));
  for (const auto& person : found.people) {
    if (person.empty() || person.find('\n') != std::string::npos) std::abort();
  }
  return 0;
}
