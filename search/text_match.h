#pragma once
// Filters on names and texts, answered by a pass over SQLite: quoted text, file and folder names. Rare, so nothing is
// kept in memory for them. Text is compared without regard to case and full width, as it stands otherwise: traditional
// characters are not simplified ones. Threads: as the Database.

#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "index/bitmap.h"
#include "query/query.h"
#include "store/database.h"

namespace shoebox::search {

/// Text as it is compared: full-width forms as ASCII, Latin, Greek and Cyrillic letters as small ones.
std::string plain_text(std::string_view text);

/// Whether a name fits a pattern: somewhere in it, or with * and ? as a whole. Both are plain_text().
bool name_fits(std::string_view name, std::string_view pattern);

/// A TextMatcher (search/filter.h): answers TextFilter and FileFilter.
Result<std::optional<index::Bitmap>> match_text(store::Database& database, const query::Filter& filter);

}  // namespace shoebox::search
