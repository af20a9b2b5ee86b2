#pragma once
// Dates as cameras and programs write them: "2008:10:22 16:28:39", "2019-06-06T07:29:51.25+02:00", "2004", "2008:05:00
// 00:00:00", "    :  :     :  :  ". Pure functions. What cannot be a moment at which a photo was taken (month 13, day
// zero of nothing, the epochs that a dead clock battery leaves behind) is no time at all.

#include <optional>
#include <string>
#include <string_view>

#include "image/metadata.h"

namespace shoebox::image {

constexpr int kOffsetMinutesMax = 18 * 60;

/// One text in EXIF's form or ISO 8601's (the profile of XMP), with its own fraction and zone where it has them.
/// `source` is left empty.
std::optional<TakenTime> parse_time(std::string_view text);

/// The three EXIF fields. A damaged fraction or offset costs that part alone.
std::optional<TakenTime> parse_exif_time(std::string_view date_time, std::string_view fraction,
                                         std::string_view offset);

/// IPTC's "20080522" or "2008-05-22" and "142033+0100" or "14:20:33+01:00".
std::optional<TakenTime> parse_iptc_time(std::string_view date, std::string_view time);

/// "Z", "+09:00", "-0330".
std::optional<int> parse_offset_minutes(std::string_view text);

/// Whether `text` is a TakenTime::local of this precision: right form, and a day that the calendar has.
bool is_local_time(std::string_view text, TimePrecision precision);

}  // namespace shoebox::image
