#pragma once
// What a picture's file name says: when it was taken, and what kind of picture it is. Names of phones, messengers and
// screenshot tools in the languages that they write them in; never folders, never the file's own time. Pure.

#include <optional>
#include <string>
#include <string_view>

#include "store/records.h"

namespace shoebox::ingest {

/// `name` is the last part of the path. A date after `year_max` or before 1970 is none. A name that the camera made of
/// a moment in UTC (PXL_…, mmexport and others with their milliseconds since 1970) sets taken_is_utc.
store::Facts name_facts(std::string_view name, int year_max);

/// The name of the file that `name` is an edited copy of, as apps name them: "a.jpg" of "a-edited.jpg" (in Takeout's
/// languages), "IMG_1234.JPG" of "IMG_E1234.JPG", "PXL_1.jpg" of "PXL_1~2.jpg". nullopt when it is none.
std::optional<std::string> original_name(std::string_view name);

/// `name` without what makes it one of a burst, "IMG_20230412_153000" of "IMG_20230412_153000_BURST003.jpg"; empty
/// when it is not of a burst.
std::string burst_stem(std::string_view name);

}  // namespace shoebox::ingest
