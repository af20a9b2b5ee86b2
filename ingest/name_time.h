#pragma once
// Dates and clocks in file names. Pure; used by name_facts.cc alone.

#include <optional>
#include <string_view>

#include "image/metadata.h"

namespace shoebox::ingest {

struct NameTime {
  image::TakenTime taken;  // source is "name"
  bool is_utc = false;
};

/// The first date in the stem (a name without its extension) that is one and has a clock; else the first date.
std::optional<NameTime> name_time(std::string_view stem, int year_max);

}  // namespace shoebox::ingest
