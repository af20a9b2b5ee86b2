#pragma once
// Chinese characters → the simplified ones, one by one. Traditional ones by OpenCC's t2s, Japanese forms (桜, 県) by
// its jp2t before. Thread-safe.

#include <string>

namespace shoebox::query {

/// Replaces every Chinese character by its simplified one. Unchanged where OpenCC's tables are not installed.
void simplify(std::u32string& text);

}  // namespace shoebox::query
