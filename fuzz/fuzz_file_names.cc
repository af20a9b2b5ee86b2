// Reads lines as file names: the first as a picture's, the others as those of JSON files beside it. Whatever they are,
// what a name tells is a time that is one, an edited copy never leads to itself, and a JSON that is found is among
// them.

#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "core/wall_clock.h"
#include "ingest/name_facts.h"
#include "ingest/takeout_names.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (true) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

void check_facts(const std::string& name) {
  constexpr int kYearMax = 2027;
  const auto facts = shoebox::ingest::name_facts(name, kYearMax);
  require(facts.source == shoebox::store::FactSource::kName);
  require((facts.metadata.traits & ~shoebox::image::kTraitsAll) == 0);
  if (const auto& taken = facts.metadata.taken) {
    require(shoebox::wall_clock_day(taken->local).has_value());
    require(taken->local.substr(0, 4) >= "1970" && taken->local.substr(0, 4) <= "2027");
    const bool clock = taken->precision >= shoebox::image::TimePrecision::kMinute;
    require(clock == shoebox::wall_clock_seconds(taken->local).has_value());
    require(clock || !facts.taken_is_utc);
  }
  if (const auto original = shoebox::ingest::original_name(name))
    require(*original != name && original->size() < name.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::vector<std::string> lines = lines_of({reinterpret_cast<const char*>(data), size});
  for (const std::string& line : lines) check_facts(line);
  const std::vector<std::string> jsons(lines.begin() + 1, lines.end());
  const auto found = shoebox::ingest::TakeoutNames(jsons).find(lines.front());
  require(!found || *found < jsons.size());
  return 0;
}
