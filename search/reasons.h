#pragma once
// The words of a result: why it is there, when it was taken. Pure functions.

#include <string>
#include <string_view>

#include "search/searcher.h"
#include "store/photo_repository.h"

namespace shoebox::search {

/// "looks like “a dog on a beach”"; under the line "may look like …". `meaning` empty: only the picture was asked with,
/// or a vector.
std::string meaning_reason(std::string_view meaning, bool with_picture, bool above_line, Language language);

/// "2024-03-09T14:05:09+08:00", "2024-03-09T06:05:09Z", "2024-03" when no more is known.
std::string iso_time(const store::PhotoTime& time);

}  // namespace shoebox::search
